import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../engines/working-time/built-in-calendar.ts';
import { formatDay } from '../../../engines/working-time/words.ts';
import { STATES, type Kind, type LimitRow, type State } from '../contract.ts';
import { ALLOWED, mayAct, possibleActions } from './allowed-actions.ts';
import { apply, fold } from './fold.ts';
import { returnsAt } from './a-schedule-comes-back.ts';
import { limitFor, limitsFor } from './the-nearest-limit-holds.ts';
import type { Action, ReportState } from './report-state.ts';
import { DEFAULT_LADDER, dueDates, readClock } from './when-it-is-due.ts';

// Chapters: worked examples · the way of a report · pauses · the ladder · limits · the table

const calendar = builtInCalendar({ zone: 'WIB' });
const row = (clock: LimitRow['clock'], n: number, unit: 'WD' | 'CD', kind: Kind | null = null, category: string | null = null): LimitRow =>
  ({ clock, n, unit, kind, category, startEvent: '', warnAtPercent: 80, escalateTo: 'unit-head', legalBasis: 'contoh' });
const ROWS = [
  row('verification', 3, 'WD'), row('first-answer', 5, 'WD'), row('resolution', 14, 'WD'), row('resolution', 60, 'WD', 'misconduct'), row('resolution', 10, 'WD', 'information'),
  row('resolution', 2, 'WD', null, 'RINGAN'), row('reporter-reply', 10, 'CD'), row('completion', 30, 'CD'), row('extension', 7, 'WD', 'information'), row('reopen-window', 14, 'CD'),
];
const officer = { kind: 'officer', post: 'p', unit: 'u' } as const;
const reporter = { kind: 'reporter' } as const;
type Bare<T> = T extends Action ? Omit<T, 'at' | 'by'> : never;
/** `2025-01-02 10:00` is the clock in Jakarta. */
const at = (day: string, action: Bare<Action>, kind: Kind = 'complaint', category: string | null = 'JALAN'): Action =>
  ({ ...action, at: new Date(`${day.replace(' ', 'T')}:00+07:00`).toISOString(), by: action.kind === 'reply' || action.kind === 'supply' || action.kind === 'rate' || action.kind === 'request-reopen' ? reporter : officer, limits: limitsFor(ROWS, kind, category, action.kind) }) as Action;
const submit = (day: string, kind: Kind = 'complaint'): Action => at(day, { kind: 'submit', channel: 'web', as: kind, category: 'JALAN', submittedAt: new Date(`${day.replace(' ', 'T')}:00+07:00`).toISOString() }, kind);
const verify = (day: string, as: Kind = 'complaint') => at(day, { kind: 'verify', as, category: 'JALAN' }, as);
const dispose = (day: string) => at(day, { kind: 'dispose', lead: 'u1', supporting: [] });
const publish = (day: string, outcome: 'progress' | 'ask' | 'resolved') => at(day, { kind: 'publish-answer', outcome });
const dayOfDue = (state: ReportState, clock: keyof ReportState['clocks']) => formatDay(readClock(state.clocks[clock]!, calendar).due!);
const due = (state: ReportState, now = '2025-01-02T03:00:00Z') => dueDates(state, calendar, DEFAULT_LADDER, new Date(now));

describe('worked examples of 2025 (reference page 5)', () => {
  it('verification, 3 hari kerja from Thu 2 Jan 10.00: end of Tue 7 Jan', () => {
    const state = fold([submit('2025-01-02 10:00')]);
    expect(due(state)).toMatchObject({ dueClock: 'verification', dueAt: new Date('2025-01-07T16:59:59Z') });
  });
  it('first answer, 5 hari kerja from Tue 7 Jan: end of Tue 14 Jan', () => {
    const state = fold([submit('2025-01-02 10:00'), verify('2025-01-07 09:00'), dispose('2025-01-07 09:30')]);
    expect(due(state)).toMatchObject({ dueClock: 'first-answer', dueAt: new Date('2025-01-14T16:59:59Z') });
    expect(dayOfDue(state, 'resolution')).toBe('Kam 30 Jan');
  });
  it('oversight, 60 hari kerja from 7 Jan: Tue 15 Apr', () => {
    expect(dayOfDue(fold([submit('2025-01-02 10:00', 'misconduct'), verify('2025-01-07 09:00', 'misconduct')]), 'resolution')).toBe('Sel 15 Apr');
  });
  it('reporter window, 10 calendar days from Tue 14 Jan: Fri 24 Jan; then closed', () => {
    const state = fold([submit('2025-01-02 10:00'), verify('2025-01-07 09:00'), dispose('2025-01-07 09:30'), publish('2025-01-14 10:00', 'ask')]);
    expect(dayOfDue(state, 'reporter-reply')).toBe('Jum 24 Jan');
    expect(due(state)).toMatchObject({ dueAt: null, nextAt: new Date('2025-01-24T16:59:59Z') });
    expect(apply(state, at('2025-01-25 01:00', { kind: 'time-out' }))).toMatchObject({ state: 'resolved', finishedAt: '2025-01-24T18:00:00.000Z' });
  });
});

describe('the way of a report', () => {
  const disposed = [submit('2025-01-02 10:00'), verify('2025-01-03 09:00'), dispose('2025-01-03 10:00')];
  it('is accepted once for each disposition', () => {
    const may = (state: ReportState) => mayAct(state, ['lead-liaison'], 'accept', { needsApproval: true }).ok;
    const accepted = fold([...disposed, at('2025-01-03 11:00', { kind: 'accept' })]);
    expect([may(fold(disposed)), may(accepted), may(apply(accepted, dispose('2025-01-06 09:00')))]).toEqual([true, false, true]);
  });
  it('goes back to verified when the unit returns it, and forwarding is due anew', () => {
    const state = fold([...disposed, at('2025-01-06 10:00', { kind: 'return' })]);
    expect(state).toMatchObject({ state: 'verified', returns: 1 });
    expect(state.disposition).toBeUndefined();
    expect(due(state).dueClock).toBe('verification');
    expect(dayOfDue(state, 'verification')).toBe('Kam 9 Jan');
    expect(dayOfDue(state, 'resolution'), 'the promise to the reporter stays').toBe('Kam 23 Jan');
  });
  it('is resolved by an answer, reopened on request, and keeps its age', () => {
    const reopened = fold([...disposed, publish('2025-01-08 10:00', 'resolved'), at('2025-01-09 10:00', { kind: 'rate', stars: 1, solved: false }), at('2025-01-10 10:00', { kind: 'reopen' })]);
    expect(reopened).toMatchObject({ state: 'in-progress', reopened: 1, answers: 1, submittedAt: '2025-01-02T03:00:00.000Z' });
    expect(reopened.finishedAt).toBeUndefined();
    expect(dayOfDue(reopened, 'resolution')).toBe('Sel 4 Feb');
  });
  it('a good rating changes nothing but the rating, and comes once', () => {
    const rated = fold([...disposed, publish('2025-01-08 10:00', 'resolved'), at('2025-01-09 10:00', { kind: 'rate', stars: 5, solved: true })]);
    expect(rated).toMatchObject({ state: 'resolved', rating: { stars: 5, solved: true } });
    expect(mayAct(rated, ['reporter'], 'rate', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.already-rated' } });
  });
  it('stays open and ageless elsewhere, and comes back as new work with its first date', () => {
    const away = fold([...disposed, at('2025-01-06 10:00', { kind: 'forward', hop: { to: 'PLN ULP Ponorogo', party: 'pln', at: '2025-01-06T03:00:00Z', nextAskAt: '2025-01-20T16:59:59Z' } })]);
    expect(away.state).toBe('not-ours');
    expect(STATES[away.state].open311).toBe('open');
    expect(due(away)).toMatchObject({ dueAt: null, nextAt: new Date('2025-01-20T16:59:59Z') });
    const back = apply(away, at('2025-01-21 10:00', { kind: 'hop-answered', outcome: 'returned' }));
    expect(back).toMatchObject({ state: 'submitted', submittedAt: '2025-01-02T03:00:00.000Z', hops: [{ answeredAt: '2025-01-21T03:00:00.000Z' }] });
    expect(dayOfDue(back, 'verification')).toBe('Jum 24 Jan');
    expect(apply(away, at('2025-01-21 10:00', { kind: 'hop-answered', outcome: 'resolved' })).state).toBe('resolved');
  });
  it('an un-merged duplicate is verified again', () => {
    const merged = fold([...disposed, at('2025-01-06 10:00', { kind: 'merge', into: 'x' })]);
    expect(merged).toMatchObject({ state: 'duplicate', duplicateOf: 'x' });
    expect(due(merged).dueAt).toBeNull();
    expect(apply(merged, at('2025-01-07 10:00', { kind: 'unmerge' }))).toMatchObject({ state: 'verified' });
  });
  it('folds the same however often', () => {
    const actions = [...disposed, publish('2025-01-08 10:00', 'ask'), at('2025-01-09 10:00', { kind: 'reply' })];
    expect(fold(actions)).toEqual(fold(structuredClone(actions)));
    expect(fold(actions).seq).toBe(actions.length);
  });
});

describe('pauses', () => {
  it('a hold stops verification, the data given lets it go on', () => {
    const held = fold([submit('2025-01-02 10:00'), at('2025-01-03 10:00', { kind: 'hold' })]);
    expect(due(held).dueAt).toBeNull();
    expect(dayOfDue(held, 'completion')).toBe('Min 2 Feb');
    const back = apply(held, at('2025-01-13 10:00', { kind: 'supply' }));
    // One of three hari kerja was used up to and including Fri 3 Jan.
    expect(dayOfDue(back, 'verification')).toBe('Rab 15 Jan');
    expect(apply(held, at('2025-02-03 01:00', { kind: 'time-out' }))).toMatchObject({ state: 'archived', archivedFor: 'no-data' });
  });
  it('waiting for the reporter stops the promise', () => {
    const asked = fold([submit('2025-01-02 10:00'), verify('2025-01-07 09:00'), dispose('2025-01-07 09:30'), publish('2025-01-14 10:00', 'ask'), at('2025-01-20 10:00', { kind: 'reply' })]);
    expect(asked.state).toBe('in-progress');
    // 5 of 14 used until 14 Jan; 9 more from 20 Jan: 21, 22, 23, 24, 30, 31 Jan, 3, 4, 5 Feb.
    expect(dayOfDue(asked, 'resolution')).toBe('Rab 5 Feb');
  });
  it('a scheduled report is not late, and returns on 2 January and after the amended budget', () => {
    const moment = returnsAt(2026, 'original', '10-01', new Date('2025-06-01T00:00:00Z'), 'WIB');
    expect(moment).toEqual({ ok: true, value: new Date('2026-01-01T17:00:00Z') });
    expect(returnsAt(2025, 'amended', '10-01', new Date('2025-06-01T00:00:00Z'), 'WIT')).toEqual({ ok: true, value: new Date('2025-09-30T15:00:00Z') });
    expect(returnsAt(2025, 'original', '10-01', new Date('2025-06-01T00:00:00Z'), 'WIB')).toMatchObject({ refusal: { code: 'complaints.schedule-past' } });
    expect(returnsAt(2027, 'amended', '13-45', new Date('2025-06-01T00:00:00Z'), 'WIB').ok).toBe(false);
    const scheduled = fold([submit('2025-01-02 10:00'), verify('2025-01-07 09:00'), dispose('2025-01-07 09:30'), at('2025-01-08 10:00', { kind: 'schedule', budgetYear: 2026, budget: 'original', unit: 'u1', returnsAt: '2026-01-01T17:00:00Z' })]);
    expect(due(scheduled)).toMatchObject({ dueAt: null, badgeAt: null, nextAt: new Date('2026-01-01T17:00:00Z') });
    const back = apply(scheduled, at('2026-01-02 00:00', { kind: 'unschedule' }));
    expect(back.state).toBe('in-progress');
    expect(dueDates(back, calendar, DEFAULT_LADDER, new Date('2026-01-02T00:00:00Z')).dueClock).toBe('resolution');
  });
  it('an information request is extended once by seven hari kerja', () => {
    const asked = fold([submit('2025-01-02 10:00', 'information'), verify('2025-01-07 09:00', 'information')]);
    expect(dayOfDue(asked, 'resolution')).toBe('Sel 21 Jan');
    const extended = apply(asked, at('2025-01-20 09:00', { kind: 'extend' }, 'information'));
    expect(dayOfDue(extended, 'resolution')).toBe('Sel 4 Feb');
    expect(mayAct(extended, ['coordinator'], 'extend', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.already-extended' } });
  });
});

describe('the escalation ladder', () => {
  const state = fold([submit('2025-01-02 10:00'), verify('2025-01-07 09:00'), dispose('2025-01-07 09:30')]);
  it('80 % of five hari kerja is the end of the fourth; then the limit, three and seven hari kerja after it', () => {
    const reached = (now: string) => due(state, now).rungs;
    expect(reached('2025-01-13T16:59:58Z')).toBe(0);
    expect(reached('2025-01-13T16:59:59Z')).toBe(1);
    expect(reached('2025-01-14T16:59:59Z')).toBe(2);
    expect(reached('2025-01-17T16:59:59Z')).toBe(3);
    expect(reached('2025-01-23T16:59:58Z')).toBe(3);
    expect(reached('2025-01-23T16:59:59Z')).toBe(4);
    expect(due(state).badgeAt).toEqual(new Date('2025-01-23T16:59:59Z'));
  });
  it('looks again at the next rung, and no more after the last', () => {
    expect(due(state, '2025-01-14T17:00:00Z').nextAt).toEqual(new Date('2025-01-17T16:59:59Z'));
    expect(due(state, '2025-02-01T00:00:00Z').nextAt).toBeNull();
  });
  it('a limit of one day warns at once', () => {
    const short = fold([{ ...submit('2025-01-02 10:00'), limits: { verification: { n: 1, unit: 'WD', warnAtPercent: 80, escalateTo: 'coordinator', legalBasis: '' } } }]);
    expect(due(short, '2025-01-02T03:00:00Z').rungs).toBe(1);
  });
});

describe('limits', () => {
  it('the nearest row holds: category and kind, category, kind, general', () => {
    const rows = [...ROWS, row('resolution', 1, 'WD', 'misconduct', 'RINGAN')];
    expect(limitFor(rows, 'resolution', 'misconduct', 'RINGAN')!.n).toBe(1);
    expect(limitFor(rows, 'resolution', 'complaint', 'RINGAN')!.n).toBe(2);
    expect(limitFor(rows, 'resolution', 'misconduct', 'JALAN')!.n).toBe(60);
    expect(limitFor(rows, 'resolution', 'aspiration', null)!.n).toBe(14);
    expect(limitFor([], 'resolution', 'complaint', null)).toBeUndefined();
  });
  it('without a row there is no clock, and nothing is due', () => {
    const state = fold([{ ...submit('2025-01-02 10:00'), limits: {} }]);
    expect(due(state)).toMatchObject({ dueAt: null, nextAt: null, rungs: 0 });
  });
});

describe('the table of allowed actions', () => {
  const everyState = Object.keys(STATES) as State[];
  it('leaves no state without a way out but the end, and reaches every state', () => {
    const ways = everyState.map((s) => [s, Object.values(ALLOWED).some((rule) => rule.from.includes(s))]);
    expect(ways.filter(([, out]) => !out)).toEqual([]);
  });
  it('refuses what is not for the role, what is not now, and what is closed', () => {
    const open = fold([submit('2025-01-02 10:00')]);
    expect(mayAct(open, ['lead-liaison'], 'verify', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.not-for-you' } });
    expect(mayAct(open, ['coordinator'], 'dispose', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.not-now', data: { state: 'submitted' } } });
    const closed = fold([submit('2025-01-02 10:00'), at('2025-01-03 10:00', { kind: 'archive', reason: 'spam' })]);
    expect(mayAct(closed, ['reporter'], 'reply', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.closed' } });
    expect(possibleActions(closed, ['coordinator'], { needsApproval: true })).toEqual(['unarchive']);
  });
  it('an answer is published only when approved, unless the institution does without', () => {
    const drafted = fold([submit('2025-01-02 10:00'), verify('2025-01-03 09:00'), dispose('2025-01-03 10:00'), at('2025-01-06 10:00', { kind: 'draft-answer', outcome: 'resolved' })]);
    expect(mayAct(drafted, ['lead-liaison'], 'publish-answer', { needsApproval: true })).toMatchObject({ refusal: { code: 'complaints.not-approved' } });
    expect(mayAct(drafted, ['lead-liaison'], 'publish-answer', { needsApproval: false }).ok).toBe(true);
    const onPaper = apply(drafted, at('2025-01-07 10:00', { kind: 'paper-approval', day: '2025-01-07' }));
    expect(mayAct(onPaper, ['lead-liaison'], 'publish-answer', { needsApproval: true }).ok).toBe(true);
    const back = apply(drafted, at('2025-01-07 10:00', { kind: 'return-answer' }));
    expect(mayAct(back, ['lead-liaison'], 'publish-answer', { needsApproval: false })).toMatchObject({ refusal: { code: 'complaints.no-draft' } });
  });
  it('what lies at another institution is answered by its message only', () => {
    const away = fold([submit('2025-01-02 10:00'), at('2025-01-03 10:00', { kind: 'forward', hop: { to: 'Kabupaten Sumenep', inside: 'i', at: '2025-01-03T03:00:00Z' } })]);
    expect(mayAct(away, ['coordinator'], 'hop-answered', { needsApproval: true }).ok).toBe(false);
    expect(mayAct(away, ['institution'], 'hop-answered', { needsApproval: true }).ok).toBe(true);
  });
});
