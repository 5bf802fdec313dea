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
import { findUsableUploads, storeAction, type LoadedReport, type StateColumns } from '../storage/reports.ts';
import { configurationOf } from './configuration.ts';
import { calendarOf } from './ports.ts';
import { sealFor } from './vault.ts';

/** What is about to be done, without what `perform` adds. */
export type Bare = { [K in ActionKind]: Omit<Extract<Action, { kind: K }>, 'at' | 'by' | 'limits'> }[ActionKind];

export interface Performance {
  report: LoadedReport;
  roles: readonly Role[];
  by: By;
  action: Bare;
  /** What the actor saw; another number means that somebody acted meanwhile. */
  expectedSeq: number;
}

/** By which the report's days are counted: that of the unit that has it, else the institution's. */
export async function deciding(t: TenantContext, state: ReportState): Promise<WorkCalendar> {
  if (state.disposition) return calendarOf(t).calendarOf(t, state.disposition.lead);
  const { calendarOf: byKey, defaultKey } = await calendarOf(t).snapshot(t);
  return byKey(defaultKey);
}

/**
 * One action: may it be done, what state follows, stored with its audit entry and event in the caller's transaction.
 * @throws Refused from the table of allowed actions, `complaints.changed`, `complaints.no-such-photo`
 */
export async function perform(t: TenantContext, p: Performance): Promise<{ folded: ReportState; columns: StateColumns }> {
  const { report } = p;
  if (report.state.seq !== p.expectedSeq) throw new Refused({ code: 'complaints.changed' });
  const { settings, limits } = await configurationOf(t);
  orRefuse(mayAct(report.folded, p.roles, p.action.kind, { needsApproval: settings.answerNeedsApproval }));
  if (p.action.files?.length) await mustBeUsable(t, p.action.files);
  const now = t.house.clock.now();
  const kind = 'as' in p.action ? p.action.as : report.state.kind;
  const category = 'category' in p.action ? p.action.category : report.state.category;
  const action = { ...p.action, at: now.toISOString(), by: p.by, limits: limitsFor(limits, kind, category, p.action.kind) } as Action;
  const folded = apply(report.folded, action);
  const columns = stateBecomesColumns(folded, await deciding(t, folded), settings.ladder, now);
  const supporting = JSON.stringify(folded.disposition?.supporting ?? []) === JSON.stringify(report.folded.disposition?.supporting ?? []) ? undefined : (folded.disposition?.supporting ?? []);
  const stored = await storeAction(t.tx, {
    instansi: t.instansi, report: report.id, expectedSeq: report.state.seq, action, sealedWords: action.words ? sealFor(t, folded.kind, action.words) : null, account: t.viewer?.accountId ?? null, state: columns, folded,
    ...(supporting ? { supporting } : {}),
  }, [
    auditInsert(t, { action: `complaints.${action.kind}`, object: 'complaint', objectId: report.id, detail: { number: report.number, seq: folded.seq, state: folded.state } }),
    eventInsert(t, 'complaints.acted', { report: report.id, number: report.number, account: report.account, kind: action.kind, state: folded.state, seq: folded.seq, unit: columns.unit, secret: folded.kind === 'misconduct' }),
  ]);
  if (!stored) throw new Refused({ code: 'complaints.changed' });
  return { folded, columns };
}

async function mustBeUsable(t: TenantContext, files: readonly string[]): Promise<void> {
  const usable = await findUsableUploads(t.tx, t.instansi, files, t.viewer?.accountId ?? null);
  if (files.some((file) => !usable.has(file))) throw new Refused({ code: 'complaints.no-such-photo', fields: [{ path: 'photos', message: 'Unggah lagi lampiran ini.' }] });
}
