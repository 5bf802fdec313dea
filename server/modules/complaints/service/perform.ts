import { auditInsert } from '../../../platform/audit/audit.ts';
import { eventInsert } from '../../../platform/events/events.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import { mayAct, type Role } from '../rules/allowed-actions.ts';
import { apply } from '../rules/fold.ts';
import type { Action, ActionKind, By, ReportState } from '../rules/report-state.ts';
import { stateBecomesColumns } from '../rules/state-becomes-columns.ts';
import { limitsFor } from '../rules/the-nearest-limit-holds.ts';
import { isTold } from '../rules/what-the-nation-is-told.ts';
import { answeredUpdate } from '../storage/national.ts';
import { findUsableUploads, storeActions, type LoadedReport, type StateColumns } from '../storage/reports.ts';
import type { NewPublication } from '../storage/publish.ts';
import { configurationOf } from './configuration.ts';
import { calendarOf } from './ports.ts';
import { asWritten, sealAction } from './secrecy/write.ts';
import { isSecret } from './vault.ts';

/** What is about to be done, without what `perform` adds. */
export type Bare = { [K in ActionKind]: Omit<Extract<Action, { kind: K }>, 'at' | 'by' | 'limits'> }[ActionKind];

export interface Performances {
  report: LoadedReport;
  roles: readonly Role[];
  by: By;
  actions: readonly Bare[];
  /** Nothing follows in this transaction: it is committed along. */
  isLast?: boolean;
  /** What everybody reads from now on, written along. */
  publication?: NewPublication | undefined;
  /** What the actor saw; another number means that somebody acted meanwhile. */
  expectedSeq: number;
  /** Words that came sealed under this report's own key; the action itself carries none then. */
  sealedWords?: Buffer;
}

/** By which the report's days are counted: that of the unit that has it, else the institution's. */
export async function deciding(t: TenantContext, state: ReportState): Promise<WorkCalendar> {
  if (state.disposition) return calendarOf(t).calendarOf(t, state.disposition.lead);
  const { calendarOf: byKey, defaultKey } = await calendarOf(t).snapshot(t);
  return byKey(defaultKey);
}

/** One action; see `performAll`. */
export const perform = (t: TenantContext, { action, ...p }: Omit<Performances, 'actions'> & { action: Bare }) => performAll(t, { ...p, actions: [action] });

/**
 * Actions that follow each other at once: may each be done, what state follows, stored with their audit entries and events in
 * the caller's transaction. All of them or none.
 * @throws Refused from the table of allowed actions, `complaints.changed`, `complaints.no-such-photo`
 */
export async function performAll(t: TenantContext, p: Performances): Promise<{ folded: ReportState; columns: StateColumns }> {
  const { report } = p;
  if (report.state.seq !== p.expectedSeq) throw new Refused({ code: 'complaints.changed' });
  const files = p.actions.flatMap((action) => action.files ?? []);
  const [{ settings, limits }] = await Promise.all([configurationOf(t), files.length > 0 ? mustBeUsable(t, files) : undefined]);
  const at = t.house.clock.now();
  let folded = report.folded;
  const steps = p.actions.map((bare) => {
    orRefuse(mayAct(folded, p.roles, bare.kind, { needsApproval: settings.answerNeedsApproval }));
    const kind = 'as' in bare ? bare.as : folded.kind;
    const category = 'category' in bare ? bare.category : folded.category;
    const action = { ...bare, at: at.toISOString(), by: p.by, limits: limitsFor(limits, kind, category, bare.kind) } as Action;
    folded = apply(folded, action);
    return { action, seq: folded.seq, state: folded.state };
  });
  const columns = stateBecomesColumns(folded, await deciding(t, folded), settings.ladder, at);
  const supporting = JSON.stringify(folded.disposition?.supporting ?? []) === JSON.stringify(report.folded.disposition?.supporting ?? []) ? undefined : (folded.disposition?.supporting ?? []);
  const secret = isSecret(folded.kind);
  const by = asWritten(t, p.by, secret);
  // One after the other: the first may give the report its key.
  const actions: { seq: number; action: Action; sealedWords: Buffer | null }[] = [];
  for (const { action, seq } of steps) actions.push({ action, seq, sealedWords: p.sealedWords ?? (secret ? await sealAction(t, report, action, !isSecret(report.state.kind)) : null) });
  const told = report.external_number === null ? undefined : steps.findLast(({ action }) => isTold(action.kind))?.seq;
  const stored = await storeActions(t.tx, {
    instansi: t.instansi, report: report.id, expectedSeq: report.state.seq, actions, account: by.viewer?.accountId ?? null, state: columns, folded,
    ...(supporting ? { supporting } : {}), ...(p.publication ? { publication: p.publication } : {}),
  }, [
    ...steps.map(({ action, seq, state }) => auditInsert(by, { action: `complaints.${action.kind}`, object: 'complaint', objectId: report.id, detail: { number: report.number, seq, state } })),
    // Of what was done at once people hear the last: where it stands now.
    eventInsert(t, 'complaints.acted', { report: report.id, number: report.number, account: report.account, kind: steps.at(-1)!.action.kind, state: folded.state, seq: folded.seq, unit: columns.unit, secret: folded.kind === 'misconduct', ...(report.from_instansi ? { from: report.from_instansi } : {}), ...(report.state.channel === 'email' ? { byMail: true } : {}) }),
    ...(told === undefined ? [] : [answeredUpdate(t.instansi, report.id, told)]),
  ], p.isLast ?? false);
  if (!stored) throw new Refused({ code: 'complaints.changed' });
  return { folded, columns };
}

async function mustBeUsable(t: TenantContext, files: readonly string[]): Promise<void> {
  const usable = await findUsableUploads(t.tx, t.instansi, files, t.viewer?.accountId ?? null);
  if (files.some((file) => !usable.has(file))) throw new Refused({ code: 'complaints.no-such-photo', fields: [{ path: 'photos', message: 'Unggah lagi lampiran ini.' }] });
}
