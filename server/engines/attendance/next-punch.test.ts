import { expect, it } from 'vitest';
import { nextPunch } from './next-punch.ts';

const MIDNIGHT = Date.parse('2026-03-02T00:00:00+07:00');
const at = (clock: string, day = 0) => MIDNIGHT + day * 86_400_000 + Number(clock.slice(0, 2)) * 3_600_000 + Number(clock.slice(3)) * 60_000;
const shift = (start: string, end: string, from = 0, to = from) => ({ start: at(start, from), end: at(end, to), opens: at(start, from) - 7_200_000, closes: at(end, to) + 14_400_000 });
const OFFICE = [shift('07:30', '16:00')];
const came = (clock: string, day = 0) => ({ at: at(clock, day), direction: 'in' as const });
const went = (clock: string, day = 0) => ({ at: at(clock, day), direction: 'out' as const });
const any = (clock: string, day = 0) => ({ at: at(clock, day), direction: 'any' as const });
const said = (...given: Parameters<typeof nextPunch>) => {
  const { direction, isDue } = nextPunch(...given);
  return `${direction}${isDue ? '' : ', not due'}`;
};

it.each([
  ['before the hours', '07:00', [], 'in'],
  ['who is late still comes', '11:00', [], 'in'],
  ['who came is not asked to go at once', '07:31', [came('07:30')], 'out, not due'],
  ['nor by a terminal that says no direction', '09:00', [any('07:30')], 'out, not due'],
  ['shortly before the end', '15:45', [came('07:30')], 'out'],
  ['who forgot to come is asked to go', '16:05', [], 'out'],
  ['all is done', '16:10', [came('07:30'), went('16:05')], 'out, not due'],
  ['two of a terminal are coming and going', '16:10', [any('07:30'), any('16:05')], 'out, not due'],
  ['left early: nothing is due', '14:00', [came('07:30'), went('13:00')], 'out, not due'],
  ['long after the last hour in which one counts', '21:00', [], 'out'],
] as const)('an office day: %s', (_, clock, punches, expected) => expect(said(at(clock), MIDNIGHT, OFFICE, punches)).toBe(expected));

it('a day off has no end: who came is not asked to go, who went may come again', () => {
  expect(said(at('08:00'), MIDNIGHT, [], [])).toBe('in');
  expect(said(at('08:01'), MIDNIGHT, [], [came('08:00')])).toBe('out, not due');
  expect(said(at('12:00'), MIDNIGHT, [], [came('08:00'), went('11:30')])).toBe('in, not due');
  expect(nextPunch(at('14:00'), MIDNIGHT, [], [came('08:00'), went('11:30'), came('13:00')])).toEqual({ direction: 'out', isDue: false, came: at('13:00') });
});

it('a night shift is left on the next morning, and is not begun again there', () => {
  const night = [shift('21:00', '07:00', -1, 0)];
  expect(said(at('06:30'), MIDNIGHT, night, [came('20:50', -1)])).toBe('out, not due');
  expect(said(at('06:55'), MIDNIGHT, night, [came('20:50', -1)])).toBe('out');
  expect(said(at('07:10'), MIDNIGHT, night, [came('20:50', -1), went('07:05')])).toBe('out, not due');
  expect(said(at('20:00'), MIDNIGHT, [...night, shift('21:00', '07:00', 0, 1)], [came('20:50', -1), went('07:05')])).toBe('in');
});

it('of two shifts that meet the second is entered after the first was left', () => {
  const both = [shift('07:00', '14:00'), shift('14:00', '21:00')];
  expect(said(at('13:50'), MIDNIGHT, both, [came('06:55')])).toBe('out');
  expect(said(at('14:05'), MIDNIGHT, both, [came('06:55'), went('14:01')])).toBe('in');
  expect(said(at('14:10'), MIDNIGHT, both, [came('06:55'), went('14:01'), came('14:04')])).toBe('out, not due');
  expect(nextPunch(at('14:20'), MIDNIGHT, both, [])).toMatchObject({ direction: 'in', shift: 1 });
});
