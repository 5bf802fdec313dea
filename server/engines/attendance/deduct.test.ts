import { describe, expect, it } from 'vitest';
import { deduct, type Deduction } from './deduct.ts';
import { catalogueSchemes, schemeFormat, type DeductionScheme } from './scheme.ts';
import { readShift, readTime } from './shift.ts';

const schemes = new Map(catalogueSchemes().map((one) => [one.id, one]));
const scheme = (id: string): DeductionScheme => schemes.get(id)!;
const office = { start: 7.5 * 3600, end: 16 * 3600, overnight: false };

function day(policy: DeductionScheme, begin: string | undefined, finish: string | undefined, shift = office): Deduction {
  const result = deduct(policy, shift, { in: begin === undefined ? undefined : readTime(begin), out: finish === undefined ? undefined : readTime(finish) });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

describe('scheme A, worked in the reference', () => {
  it.each([
    ['07:30:59', '16:00:00', undefined, undefined, 0],
    ['07:31:00', '16:01', 'TL1', undefined, 0.5],
    ['08:00', '15:30', 'TL1', 'PSW1', 1],
    ['08:01', '16:00', 'TL2', undefined, 1],
    ['09:01', '16:05', 'TL4', undefined, 2],
    [undefined, '16:05', 'TL4', undefined, 2],
    ['07:00', undefined, undefined, 'PSW4', 2],
    ['06:00', '18:00', undefined, undefined, 0],
    ['08:30', '15:00', 'TL2', 'PSW2', 2],
    ['09:00', '14:30', 'TL3', 'PSW3', 3],
    ['12:00', '12:01', 'TL4', 'PSW4', 4],
  ])('%s to %s', (begin, finish, late, early, percent) => {
    const found = day(scheme('A'), begin, finish);
    expect({ late: found.late?.code, early: found.early?.code, percent: found.percent / 100, absent: found.absent }).toEqual({ late, early, percent, absent: false });
  });
  it('costs as much for both punches missing as for an absence', () => {
    const { missing, absent } = scheme('A');
    expect(missing.in!.percent + missing.out!.percent).toBe(absent);
    expect(day(scheme('A'), undefined, undefined)).toMatchObject({ absent: true, percent: 400 });
  });
  it('adds up over a month of four such faults', () => {
    const month = [['07:31', '16:00'], ['08:00', '15:30'], ['09:01', '16:05'], [undefined, undefined]] as const;
    expect(month.reduce((sum, [begin, finish]) => sum + day(scheme('A'), begin, finish).percent, 0)).toBe(750);
  });
});

it.each([
  ['B', '09:00', '16:00', 125], ['B', '09:01', '16:00', 150], ['B', undefined, undefined, 300],
  ['C', '07:31', '16:00', 100], ['C', '08:29', '16:00', 100], ['C', '08:30', '16:00', 200], ['C', '09:30', '16:00', 300], ['C', '11:30', '16:00', 400], ['C', '11:30', '12:00', 400],
  ['D', '08:30', '16:00', 50], ['D', '08:31', '16:00', 100],
  ['E', '07:30', '16:00', 0], ['E', undefined, undefined, 600],
])('scheme %s, %s to %s', (id, begin, finish, percent) => expect(day(scheme(id), begin, finish).percent).toBe(percent));

it.each([['D', undefined, undefined], ['E', '07:31', '16:00'], ['C', undefined, '16:00'], ['D', '07:30', undefined]])('scheme %s gives no value for %s to %s, so none is invented', (id, begin, finish) => {
  expect(() => day(scheme(id), begin, finish)).toThrow('attendance.not-in-scheme');
});

it('rounds seconds up, or forgives the first minutes, where the regulation says so', () => {
  const strict = { ...scheme('A'), seconds: 'rounded-up' as const };
  expect(day(strict, '07:30:01', '16:00').percent).toBe(50);
  expect(day(strict, '07:30:00', '15:59:59').percent).toBe(50);
  const kind = { ...scheme('A'), grace: 15 };
  expect([day(kind, '07:45:59', '16:00').percent, day(kind, '07:46', '16:00').late]).toEqual([0, { code: 'TL1', minutes: 16, percent: 50 }]);
});

it('refuses to leave before coming', () => expect(() => day(scheme('A'), '10:00', '09:00')).toThrow('attendance.out-before-in'));

describe('a shift over midnight', () => {
  const shift = readShift('21:00-07:00');
  const night = shift.ok ? shift.value : office;
  it.each([['20:40', '07:05', 0], ['21:31', '07:00', 100], ['21:00', '06:55', 50], ['00:30', '07:00', 200], ['21:00', '23:00', 200], ['20:00', '20:30', 200]])('%s to %s', (begin, finish, percent) => expect(day(scheme('A'), begin, finish, night).percent).toBe(percent));
});

describe('reading', () => {
  it.each([['7:30', undefined], ['07:30', 27_000], ['07.30', 27_000], ['07:30:59', 27_059], ['24:00', undefined], ['08:60', undefined], ['', undefined], ['-07:30', undefined]])('time %s', (text, seconds) => expect(readTime(text)).toBe(seconds));
  it.each([
    ['16:00-07:30', {}, 'attendance.shift-ends-before-it-starts'], ['07:30-07:30', {}, 'attendance.shift-empty'], ['07:30', {}, 'attendance.shift-unreadable'], ['07:30-16:00-17:00', {}, 'attendance.shift-unreadable'], ['pagi', {}, 'attendance.shift-unreadable'],
    ['07:30-16:00', { overnight: true }, 'attendance.shift-not-overnight'],
  ])('shift %s is refused', (text, options, code) => {
    const shift = readShift(text, options);
    expect(shift.ok ? undefined : shift.refusal.code).toBe(code);
  });
  it.each([['07:30-16:00', {}, 8.5], ['21:00-07:00', {}, 10], ['20:00-08:00', {}, 12], ['16:00-07:30', { overnight: true }, 15.5], ['08:00-08:00', { overnight: true }, 24]])('shift %s', (text, options, hours) => {
    const shift = readShift(text, options);
    expect(shift.ok && (shift.value.end - shift.value.start) / 3600).toBe(hours);
  });
  it.each([['a gap', [{ code: 'a', from: 1, to: 30, percent: '1' }, { code: 'b', from: 32, percent: '2' }]], ['an end that is closed', [{ code: 'a', from: 1, to: 30, percent: '1' }]], ['a beginning after 1', [{ code: 'a', from: 2, percent: '1' }]], ['an open band in the middle', [{ code: 'a', from: 1, percent: '1' }, { code: 'b', from: 2, percent: '2' }]]])('bands with %s are no scheme', (_, late) => {
    const good = { id: 'X', title: 'Contoh', legalBasis: { title: 'Perbup', source: '', verified: false }, early: [], missing: {}, seconds: 'dropped', grace: 0 };
    expect(schemeFormat.safeParse({ ...good, late: [] }).success).toBe(true);
    expect(schemeFormat.safeParse({ ...good, late }).success).toBe(false);
  });
});
