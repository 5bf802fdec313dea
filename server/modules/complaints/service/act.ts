import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { endOfDay } from '../../../engines/working-time/count.ts';
import { dueAfter } from '../../../engines/working-time/limits.ts';
import type { OfficerAction, OutsideParty } from '../contract.ts';
import { returnsAt } from '../rules/a-schedule-comes-back.ts';
import type { Role } from '../rules/allowed-actions.ts';
import { findPersonalData, TITLES } from '../rules/personal-data-is-covered.ts';
import type { Outcome } from '../rules/report-state.ts';
import { timeLimit } from '../rules/run-the-clocks.ts';
import { limitFor } from '../rules/the-nearest-limit-holds.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { stateWords } from '../rules/words-for-people.ts';
import { findByNumber, findReport, type LoadedReport } from '../storage/reports.ts';
import { decide, retitle, type NewPublication } from '../storage/publish.ts';
import { configurationOf, mustCategory, type Configuration } from './configuration.ts';
import { byHat } from './by-hat.ts';
import { deciding, performAll, type Bare } from './perform.ts';
import { institutionOf, organizationOf } from './ports.ts';
import { atOnce } from './publish.ts';
import { loadForOfficer, type OfficerCase } from './roles.ts';
import { sendHop, targetOf } from './hops.ts';
import { complainedOf } from './secrecy/complained-of.ts';
import { unitsInForce } from './units-in-force.ts';
import { draftOf } from './words-of.ts';

/** Does one thing on one report. A refused action leaves everything as it was. */
export const act = (ctx: Context, { id, seq, action }: { id: string; seq: number; action: OfficerAction }) =>
  inTenant(ctx, async (t) => {
    const [c] = await Promise.all([loadForOfficer(t, id), configurationOf(t)]);
    return actOn(t, c, seq, action);
  });

/** Actions that follow each other at once (verified and disposed): all of them or none. Nothing may follow in this transaction. */
export async function actOn(t: TenantContext, c: OfficerCase<LoadedReport>, seq: number, ...actions: OfficerAction[]) {
  const { report, roles, hat } = c;
  const bare: Bare[] = [];
  let publication: NewPublication | undefined;
  for (const action of actions) {
    bare.push(...(await bareOf(t, c, action)));
    if (action.kind === 'verify') {
      const titled = action.title && action.as !== 'misconduct' && report.state.kind !== 'misconduct' ? { ...report, title: action.title } : report;
      if (titled !== report) await retitle(t.tx, t.instansi, report.id, titled.title);
      publication = await atOnce(t, titled, action.as);
    }
    if (action.kind === 'forward-inside') await sendHop(t, report, action.host);
  }
  if (report.state.held) await examined(t, c, actions);
  const { folded } = await performAll(t, { report, roles, by: byHat(hat), actions: bare, expectedSeq: seq, publication, isLast: true });
  return { id: report.id, seq: folded.seq, state: folded.state, stateText: stateWords(folded.state, 'desk') };
}

/** Who verifies, forwards, merges or archives a report that waits for a moderator has looked at it: it waits no longer. */
async function examined(t: TenantContext, { report, roles }: OfficerCase<LoadedReport>, actions: readonly OfficerAction[]): Promise<void> {
  if (!roles.includes('coordinator') || actions.every(({ kind }) => kind === 'hold')) return;
  const decision = actions.some(({ kind }) => kind === 'archive') ? 'archive' : 'release';
  await decide(t.tx, t.instansi, [report.id], decision, mustViewer(t).accountId, '', t.house.clock.now());
  await audit(t, { action: 'complaints.moderated', object: 'complaint', objectId: report.id, detail: { decision } });
}

/** An answer that goes out as it is written: what approval there must be is the head's own. */
function answerNow(report: LoadedReport, draft: Extract<Bare, { kind: 'draft-answer' }>, roles: readonly Role[]): Bare[] {
  const publish: Bare = { kind: 'publish-answer', outcome: draft.outcome, draft: report.state.seq + 1, ...(draft.words ? { words: draft.words } : {}) };
  return roles.includes('lead-head') ? [draft, { kind: 'approve-answer' }, publish] : [draft, publish];
}

/** From what the officer sent to what is stored: free text apart, units and categories checked, dates worked out. */
async function bareOf(t: TenantContext, c: OfficerCase<LoadedReport>, a: OfficerAction): Promise<Bare[]> {
  switch (a.kind) {
    case 'draft-answer': {
      mustBeCovered(c.report, a, await configurationOf(t));
      const draft = { kind: 'draft-answer' as const, outcome: a.outcome, words: { text: a.text }, files: a.photos };
      return a.publish ? answerNow(c.report, draft, c.roles) : [draft];
    }
    case 'approve-answer':
      return a.publish ? [{ kind: 'approve-answer' }, await publishDraft(t, c.report)] : [{ kind: 'approve-answer' }];
    default:
      return [await oneOf(t, c, a)];
  }
}

async function publishDraft(t: TenantContext, report: LoadedReport): Promise<Bare> {
  if (!report.folded.draft) throw new Refused({ code: 'complaints.no-draft' });
  return { kind: 'publish-answer', outcome: report.folded.draft.outcome as Outcome, ...(await draftOf(t, report)) };
}

async function oneOf(t: TenantContext, c: OfficerCase<LoadedReport>, a: Exclude<OfficerAction, { kind: 'draft-answer' | 'approve-answer' }>): Promise<Bare> {
  const { report } = c;
  const configuration = await configurationOf(t);
  switch (a.kind) {
    case 'verify':
    case 'recategorize':
      mustFit(mustCategory(configuration, a.category).kinds, a.as, report);
      return { kind: a.kind, as: a.as, category: a.category };
    case 'hold':
      return { kind: 'hold', words: { question: a.question } };
    case 'archive':
      return { kind: 'archive', reason: a.reason, words: { text: a.text } };
    case 'dispose': {
      const supporting = [...new Set(a.supporting)].filter((unit) => unit !== a.lead);
      await mustUnits(t, report, [a.lead], 'lead');
      await mustUnits(t, report, supporting, 'supporting');
      return { kind: 'dispose', lead: a.lead, supporting, words: { instruction: a.instruction } };
    }
    case 'contribute':
      return { kind: 'contribute', words: { text: a.text }, files: a.photos };
    case 'publish-answer':
      return publishDraft(t, report);
    case 'paper-approval':
      return { kind: 'paper-approval', day: a.day, words: { by: a.by }, files: [a.scan] };
    case 'schedule': {
      mustBeCovered(report, a, configuration);
      await mustUnits(t, report, [a.unit], 'unit');
      const { zone } = await institutionOf(t);
      const moment = orRefuse(returnsAt(a.budgetYear, a.budget, configuration.settings.amendedBudgetDay, t.house.clock.now(), zone));
      return { kind: 'schedule', budgetYear: a.budgetYear, budget: a.budget, unit: a.unit, returnsAt: moment.toISOString(), words: { activity: a.activity, text: a.text } };
    }
    case 'extend':
      if (!limitFor(configuration.limits, 'extension', report.state.kind, report.state.category)) throw new Refused({ code: 'complaints.no-extension' });
      return { kind: 'extend', words: { reason: a.reason } };
    case 'forward-outside':
      return { kind: 'forward', hop: { to: a.name, party: a.party as OutsideParty, at: t.house.clock.now().toISOString(), ...(a.proof ? { proof: true } : {}), ...(await nextAsk(t, report)) }, words: { reason: a.reason, letter: a.letter }, ...(a.proof ? { files: [a.proof] } : {}) };
    case 'forward-inside': {
      const target = await targetOf(t, a.host);
      return { kind: 'forward', hop: { to: target.name, inside: target.id, at: t.house.clock.now().toISOString() }, words: { reason: a.reason } };
    }
    case 'hop-proof':
      return { kind: 'hop-proof', words: { note: a.note }, files: [a.proof] };
    case 'hop-asked':
      return { kind: 'hop-asked', ...(await nextAsk(t, report)), words: { note: a.note } };
    case 'hop-answered':
      mustBeCovered(report, a, configuration);
      return { kind: 'hop-answered', outcome: a.outcome, words: { text: a.text }, files: a.photos };
    case 'merge': {
      const into = await mustMergeInto(t, report, a.into);
      return { kind: 'merge', into: into.id, words: { number: into.number, reason: a.reason } };
    }
    case 'accept':
      return { kind: a.kind };
    default:
      return { kind: a.kind, words: { reason: a.reason } };
  }
}

/** What everybody will read with the report; of misconduct only its reporter does. */
function mustBeCovered(report: LoadedReport, { text, keepFindings }: { text: string; keepFindings?: boolean | undefined }, { settings }: Configuration): void {
  if (keepFindings || report.state.kind === 'misconduct') return;
  const findings = findPersonalData(text, settings.profanity);
  if (findings.length === 0) return;
  const found = [...new Set(findings.map(({ kind }) => TITLES[kind]))].join(', ');
  throw new Refused({ code: 'complaints.answer-personal-data', data: { found }, fields: [{ path: 'text', message: `Ada ${found}: ${findings.slice(0, 5).map((f) => f.text).join('; ')}.` }] });
}

function mustFit(kinds: readonly string[], kind: string, report: LoadedReport): void {
  if (!kinds.includes(kind)) throw new Refused({ code: 'complaints.incomplete', fields: [{ path: 'category', message: 'Kategori ini bukan untuk jenis laporan itu.' }] });
  // What was sent secretly to the Inspektorat does not become readable for others by another kind.
  if (report.state.kind === 'misconduct' && kind !== 'misconduct') throw new Refused({ code: 'complaints.reported-unit-may-not-handle' });
}

async function mustUnits(t: TenantContext, report: LoadedReport, units: string[], path: 'lead' | 'supporting' | 'unit'): Promise<void> {
  const facts = await unitsInForce(t, units);
  if (units.some((unit) => !facts.has(unit))) throw new Refused({ code: 'complaints.no-such-unit', fields: [{ path, message: 'Pilih unit dari daftar.' }] });
  if (report.state.kind === 'misconduct' && (units.some((unit) => facts.get(unit)!.kind !== 'inspektorat') || (await complainedOf(t, report, units)))) throw new Refused({ code: 'complaints.reported-unit-may-not-handle' });
}

async function nextAsk(t: TenantContext, report: LoadedReport): Promise<{ nextAskAt: string }> {
  const { limits } = await configurationOf(t);
  const limit = limitFor(limits, 'outside-asking', report.state.kind, report.state.category);
  const calendar = await deciding(t, report.folded);
  const now = t.house.clock.now();
  return { nextAskAt: (limit ? dueAfter(calendar, now, timeLimit(limit)).dueAt : endOfDay(calendar, await organizationOf(t).today(t))).toISOString() };
}

async function mustMergeInto(t: TenantContext, report: LoadedReport, typed: string): Promise<LoadedReport> {
  const number = readTicketNumber(typed);
  if (!number) throw new Refused({ code: 'complaints.number-mistyped', fields: [{ path: 'into', message: 'Nomor induk salah ketik.' }] });
  const into = await findByNumber(t.tx, t.instansi, number);
  if (!into) throw new Refused({ code: 'complaints.unknown' });
  if (into.id === report.id) throw new Refused({ code: 'complaints.merge-into-itself' });
  if ((into.state.kind === 'misconduct') !== (report.state.kind === 'misconduct')) throw new Refused({ code: into.state.kind === 'misconduct' ? 'complaints.unknown' : 'complaints.merge-secret' });
  if (into.state.state === 'duplicate') {
    const parent = into.folded.duplicateOf ? await findReport(t.tx, t.instansi, into.folded.duplicateOf) : undefined;
    throw new Refused({ code: 'complaints.merge-chain', data: { number: parent?.number ?? '' } });
  }
  return into;
}
