import { describe, expect, it } from 'vitest';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { builtInCalendar } from '../../../engines/working-time/built-in-calendar.ts';
import { isWorkingDay } from '../../../engines/working-time/work-calendar.ts';
import { GRANTING, KINDS } from '../catalogue-files.ts';
import { aRequestIsSound, evidenceFor, type Asked, type Asker } from './a-request-is-sound.ts';
import { annualRight, type AnnualFacts } from './annual-right.ts';
import { addMonths, countLeave, lastDayOf } from './count-leave.ts';
import { postKindOf, whoGrants } from './who-grants.ts';

const { by: _, ...rule } = KINDS.annual;
const facts = (more: Partial<AnnualFacts> = {}): AnnualFacts => ({ rule, entitledFrom: '2011-03-01', recordedFrom: 2023, opening: new Map(), used: new Map(), waiting: new Map(), credits: new Map(), cancelled: new Set(), postponed: new Map(), ...more });
const days = (of: Record<number, number>) => new Map(Object.entries(of).map(([year, number]) => [Number(year), number * 2]));
const right = (more: Partial<AnnualFacts>, year = 2025) => annualRight(facts(more), year).right / 2;

describe('annual leave (reference of attendance, section 5)', () => {
  it.each([[8, 5, 16], [3, 5, 18], [0, 5, 18], [0, 0, 24]])('taken %i in 2024 and %i in 2023: %i in 2025', (last, before, expected) => {
    // The second year back is told by an opening, so that no carry of its own blurs the example.
    const opening = new Map([[2023, { left: (12 - before) * 2 }]]);
    const ofLast = before === 0 ? last : last + Math.min(6, 12 - before);
    expect(right({ recordedFrom: 2024, opening, used: days({ 2024: last === 0 ? 0 : ofLast }) })).toBe(expected);
  });
  it.each([[4, 0, 16], [9, 3, 18], [12, 5, 18], [12, 12, 24]])('left %i of 2024 and %i of 2023 by the opening sheet: %i', (last, before, expected) => {
    expect(right({ recordedFrom: 2025, opening: new Map([[2024, { left: last * 2 }], [2023, { left: before * 2 }]]) })).toBe(expected);
  });
  it('takes carried days first, so that the year before keeps its own', () => {
    const used = days({ 2023: 6, 2024: 10 });
    expect(annualRight(facts({ used }), 2024)).toMatchObject({ right: 36, used: 20, left: 16 });
    expect(right({ used })).toBe(18);
  });
  it('loses the year of a long leave, not what came over, and gives nothing on', () => {
    expect(annualRight(facts({ used: days({ 2023: 8 }), cancelled: new Set([2024]) }), 2024)).toMatchObject({ own: 0, carried: 8, right: 8 });
    expect(right({ used: days({ 2023: 8 }), cancelled: new Set([2024]) })).toBe(12);
  });
  it('begins a year after the service, and counts a year without right as none that was left untouched', () => {
    expect(annualRight(facts({ entitledFrom: '2025-06-01' }), 2024).right).toBe(0);
    expect(annualRight(facts({ entitledFrom: '2024-06-01' }), 2025).right).toBe(36);
    expect(annualRight(facts({ entitledFrom: '2024-06-01' }), 2026).right).toBe(48);
  });
  it('holds what waits, adds cuti bersama that was worked, gives over what was postponed, and says what it does not know', () => {
    const one = annualRight(facts({ used: days({ 2025: 2 }), waiting: days({ 2025: 3 }), credits: days({ 2025: 1 }), opening: new Map([[2025, { used: 4 }]]), recordedFrom: 2025 }), 2025);
    expect(one).toMatchObject({ right: 26, used: 8, waiting: 6, left: 12 });
    expect(one.lines.map((line) => line.halves)).toEqual([24, 2, -4, -4, -6]);
    expect(one.notes).toEqual([expect.stringContaining('2024 belum tercatat')]);
    expect(right({ used: days({ 2023: 5, 2024: 8 }), postponed: days({ 2024: 10 }) })).toBe(22);
    expect(annualRight(facts({ rule: { ...rule, carry: 0 }, used: days({ 2024: 1 }) }), 2025).right).toBe(24);
  });
});

describe('days of a leave', () => {
  const calendar = builtInCalendar();
  const leave = (fromDay: string, toDay: string, more = {}) => ({ fromDay, toDay, part: 'full' as const, travelDays: 0, ...more });
  const working = (day: string) => isWorkingDay(calendar, day);
  const by = { counts: 'working-days' as const };
  it('are the working days: 8 to 14 May 2025 are three', () => expect(countLeave(by, leave('2025-05-08', '2025-05-14'), working).days).toEqual(['2025-05-08', '2025-05-09', '2025-05-14']));
  it('are split by year, halved, without the days of travel, or all of them', () => {
    expect([...countLeave(by, leave('2025-12-30', '2026-01-05'), working).years]).toEqual([[2025, 4], [2026, 4]]);
    expect(countLeave(by, leave('2025-05-08', '2025-05-08', { part: 'morning' }), working).total).toBe(1);
    expect(countLeave(by, leave('2025-05-05', '2025-05-16', { travelDays: 2 }), working).days.at(-1)).toBe('2025-05-14');
    expect(countLeave({ counts: 'calendar-days' }, leave('2025-05-08', '2025-05-14'), working).total).toBe(14);
  });
  it.each([['2025-01-15', 3, '2025-04-14'], ['2025-11-30', 3, '2026-02-27'], ['2024-11-30', 3, '2025-02-27'], ['2025-01-31', 1, '2025-02-27'], ['2025-03-01', 12, '2026-02-28']])('%s and %i months end on %s', (from, months, last) => {
    expect(lastDayOf(from, { months })).toBe(last);
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  });
});

describe('a request', () => {
  const today = '2026-03-02';
  const kind = (code: string) => KINDS.kinds.find((one) => one.code === code)!;
  const asker: Asker = { employment: 'pns', serviceFrom: '2012-03-01', sex: 'P' };
  const code = (of: string, asked: Partial<Asked> = {}, who: Partial<Asker> = {}, earlier: { times: number; lastDay: string | undefined } = { times: 0, lastDay: undefined }) => {
    const one = kind(of);
    const whole: Asked = { fromDay: '2026-03-09', toDay: '2026-03-10', part: 'full', travelDays: 0, reasonId: one.reasons[0]?.id ?? '', files: ['x'], ...asked };
    const result = aRequestIsSound(one, { ...asker, ...who }, whole, countLeave(one, whole, () => true), earlier, today);
    return result.ok ? 'ok' : result.refusal.code;
  };
  it.each([
    ['CT', {}, {}, 'ok'], ['CT', { toDay: '2026-03-08' }, {}, 'leave.days'], ['CT', { fromDay: '2026-02-27' }, {}, 'leave.past'], ['CS', { fromDay: '2026-02-27' }, {}, 'ok'], ['CT', { fromDay: '2028-03-09', toDay: '2028-03-10' }, {}, 'leave.far'],
    ['CT', {}, { serviceFrom: '2025-03-10' }, 'leave.service'], ['CT', {}, { serviceFrom: '2025-03-09' }, 'ok'], ['CT', {}, { serviceFrom: undefined }, 'leave.service'], ['CT', { part: 'morning', toDay: '2026-03-09' }, {}, 'leave.half-day'],
    ['CT', { travelDays: 13, toDay: '2026-03-31' }, {}, 'leave.travel-days'], ['CT', { travelDays: 2 }, {}, 'leave.travel-days'], ['CAP', { travelDays: 1 }, {}, 'leave.travel-days'],
    ['CB', {}, { employment: 'pppk' }, 'leave.not-for-you'], ['CLTN', {}, { employment: 'pppk' }, 'leave.not-for-you'], ['CAP', {}, { employment: 'pppk' }, 'leave.not-for-you'], ['CM', {}, { employment: 'pppk' }, 'ok'],
    ['CB', { reasonId: 'agama' }, { serviceFrom: '2022-03-01' }, 'leave.service'], ['CB', { reasonId: 'haji-pertama' }, { serviceFrom: '2025-09-01' }, 'ok'], ['CB', { toDay: '2026-06-08' }, {}, 'ok'], ['CB', { toDay: '2026-06-09' }, {}, 'leave.too-long'], ['CB', { reasonId: '' }, {}, 'leave.reason'],
    ['CM', {}, { sex: 'L' as const }, 'leave.women'], ['CM', { toDay: '2026-06-09' }, {}, 'leave.too-long'], ['CS', { files: [] }, {}, 'leave.evidence'], ['CS', { reasonId: 'gugur', toDay: '2026-04-22' }, {}, 'ok'], ['CS', { reasonId: 'gugur', toDay: '2026-04-23' }, {}, 'leave.too-long'],
    ['CS', { extends: { fromDay: '2025-03-09', lastDay: '2026-03-08', kind: 'CS' }, toDay: '2026-09-08' }, {}, 'ok'], ['CS', { extends: { fromDay: '2025-03-09', lastDay: '2026-03-08', kind: 'CS' }, toDay: '2026-09-09' }, {}, 'leave.too-long'], ['CS', { extends: { fromDay: '2026-02-01', lastDay: '2026-03-01', kind: 'CS' } }, {}, 'leave.extends'],
    ['CT', { extends: { fromDay: '2026-03-01', lastDay: '2026-03-08', kind: 'CT' } }, {}, 'leave.extends'], ['CAP', { toDay: '2026-04-09' }, {}, 'leave.too-long'],
  ])('%s %j of %j: %s', (of, asked, who, expected) => expect(code(of, asked as Partial<Asked>, who as Partial<Asker>)).toBe(expected));
  it('comes again only after its time, and no more often than it may', () => {
    expect(code('CM', {}, {}, { times: 3, lastDay: '2020-01-01' })).toBe('leave.times');
    expect([code('CB', {}, {}, { times: 1, lastDay: '2021-03-09' }), code('CB', {}, {}, { times: 1, lastDay: '2021-03-08' })]).toEqual(['leave.again', 'ok']);
  });
  it('asks for the doctor of the government from the fifteenth day on', () => {
    expect([evidenceFor(kind('CS'), today, today), evidenceFor(kind('CS'), today, addDays(today, 13)), evidenceFor(kind('CS'), today, addDays(today, 14)), evidenceFor(kind('CT'), today, today)]).toEqual(['Surat keterangan dokter', 'Surat keterangan dokter', 'Surat keterangan dokter pemerintah', undefined]);
  });
});

describe('who grants', () => {
  it.each([
    ['CT', 'staff', 30, 'agency-head'], ['CT', 'agency-head', 14, 'sekda'], ['CT', 'agency-head', 15, 'regent'], ['CS', 'staff', 14, 'agency-head'], ['CS', 'staff', 15, 'sekda'], ['CB', 'staff', 60, 'sekda'], ['CB', 'agency-head', 60, 'regent'], ['CLTN', 'staff', 365, 'regent'], ['CT', 'sekda', 1, 'regent'], ['CM', 'unit-head', 90, 'agency-head'],
  ] as const)('%s of %s for %i days: %s', (kind, post, length, by) => expect(whoGrants(GRANTING.rules, { kind, post, days: length })).toBe(by));
  it('never delegates CLTN, and finds nobody where no line fits', () => {
    expect(whoGrants([{ kinds: [], posts: [], by: 'agency-head' }], { kind: 'CLTN', post: 'staff', days: 1 })).toBe('regent');
    expect(whoGrants([{ kinds: ['CT'], posts: [], by: 'sekda' }], { kind: 'CS', post: 'staff', days: 1 })).toBeUndefined();
    expect([postKindOf({ isHead: true, unitKind: 'setda' }), postKindOf({ isHead: true, unitKind: 'kecamatan' }), postKindOf({ isHead: true, unitKind: 'uptd' }), postKindOf({ isHead: false, unitKind: 'setda' })]).toEqual(['sekda', 'agency-head', 'unit-head', 'staff']);
  });
});
