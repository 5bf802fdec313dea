import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../engines/working-time/built-in-calendar.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { PATTERNS } from '../catalogue-files.ts';
import { aPatternIsSound, minutesOfWeek } from './a-pattern-is-sound.ts';
import { restFaults, rotated, sameWeekdays, unknownCodes } from './a-roster-gives-rest.ts';
import { dayOf, workingDays } from './day-of-a-pattern.ts';

const read = (id: string) => orRefuse(aPatternIsSound(PATTERNS.find((one) => one.id === id)!.body));
const pattern = (id: string) => ({ read: read(id), name: id, version: `${id}/1` });
const ramadan = { name: 'Ramadan', from: '2026-02-18', to: '2026-03-19', hours: {} };
const calendar = builtInCalendar();
const month = (id: string | undefined, text: string, more = {}) => {
  const days = [];
  for (let day = `${text}-01`; day.startsWith(text); day = addDays(day, 1)) days.push(dayOf({ calendar, pattern: id ? pattern(id) : undefined, openOnJointLeave: false, ...more }, day));
  return days;
};

describe('working time of Perpres 21/2023 (reference of attendance, sections 1 and 2)', () => {
  it.each([['lima-hari', 2250, 1950], ['enam-hari', 2250, 1950], ['puskesmas', 2250, 1950], ['sekolah', 2250, 1950]])('%s is 37 h 30 m a week, 32 h 30 m in Ramadan', (id, ordinary, fasting) => {
    const one = read(id);
    expect(one.kind === 'week' && [minutesOfWeek(one.hours), minutesOfWeek(one.ramadan!)]).toEqual([ordinary, fasting]);
  });
  it.each([['2025-04', 16, 20], ['2026-03', 17, 20], ['2025-08', 20, 25]])('%s has %i working days, of six %i', (text, five, six) => {
    expect([workingDays(month('lima-hari', text)), workingDays(month(undefined, text)), workingDays(month('enam-hari', text))]).toEqual([five, five, six]);
  });
  it('takes the hours of Ramadan from the pattern in the special period of the calendar, breaks included', () => {
    const fasting = { ...calendar, special: [ramadan] };
    expect(dayOf({ calendar: fasting, pattern: pattern('lima-hari'), openOnJointLeave: false }, '2026-03-06')).toMatchObject({ kind: 'work', name: 'Ramadan', shift: { start: 8 * 3600, end: 15.5 * 3600, breakMinutes: 60 } });
    expect(dayOf({ calendar, pattern: pattern('lima-hari'), openOnJointLeave: false }, '2026-03-06')).toMatchObject({ kind: 'work', shift: { start: 7.5 * 3600, end: 16.5 * 3600, breakMinutes: 90, opens: 5.5 * 3600, closes: 20.5 * 3600 } });
  });
  it('is off on holidays and cuti bersama; a unit that is open works the latter and gets the day back', () => {
    expect(dayOf({ calendar, pattern: pattern('lima-hari'), openOnJointLeave: false }, '2025-04-02')).toMatchObject({ kind: 'joint-leave' });
    expect(dayOf({ calendar, pattern: pattern('lima-hari'), openOnJointLeave: true }, '2025-04-02')).toMatchObject({ kind: 'work', jointLeaveWorked: true });
    expect(dayOf({ calendar, pattern: pattern('lima-hari'), openOnJointLeave: true }, '2025-04-18')).toMatchObject({ kind: 'holiday' });
    expect(dayOf({ calendar, pattern: pattern('lima-hari'), openOnJointLeave: true }, '2025-04-05')).toMatchObject({ kind: 'rest' });
    expect(dayOf({ calendar: { ...calendar, jointLeaveIsHoliday: false }, pattern: undefined, openOnJointLeave: false }, '2025-04-02')).toMatchObject({ kind: 'work', jointLeaveWorked: true });
  });
  it('names its versions as people read them', () => {
    const published = { ...calendar, version: '01a2046a-f4fb-7e54-a96c-1d801ac2ca5b/3' };
    expect(dayOf({ calendar: published, pattern: pattern('lima-hari'), openOnJointLeave: false }, '2026-03-06').version).toBe('pola versi 1, kalender versi 3');
    expect(dayOf({ calendar: published, pattern: undefined, openOnJointLeave: false }, '2026-03-06').version).toBe('kalender versi 3');
  });
  it('goes by the roster alone where there are shifts', () => {
    const basis = { calendar, pattern: pattern('rumah-sakit'), openOnJointLeave: false };
    expect(dayOf(basis, '2025-04-01', 'M')).toMatchObject({ kind: 'work', name: expect.stringContaining('Idulfitri'), shift: { code: 'M', start: 21 * 3600, end: 31 * 3600, overnight: true, opens: 19 * 3600, closes: 35 * 3600 } });
    expect(dayOf(basis, '2025-04-02', 'P')).toMatchObject({ kind: 'work', jointLeaveWorked: true });
    expect([dayOf(basis, '2025-04-03', 'L'), dayOf(basis, '2025-04-03')].map((one) => [one.kind, one.name])).toEqual([['rest', 'Libur menurut jadwal'], ['rest', 'Jadwal belum dibuat']]);
  });
});

describe('a pattern', () => {
  const around = { flexMinutes: 0, before: 120, after: 240 };
  const faults = (body: Parameters<typeof aPatternIsSound>[0]) => {
    const result = aPatternIsSound(body);
    return result.ok ? [] : result.refusal.fields!.map((one) => one.path);
  };
  const shift = (code: string, hours: string, overnight = false) => ({ code, name: code, hours, overnight, breakMinutes: 0 });
  const shifts = (...all: ReturnType<typeof shift>[]) => ({ kind: 'shift' as const, shifts: all, rotation: [] as string[], leastRest: 8, mostDays: 6, ...around });
  it('is refused with the field that is wrong', () => {
    expect(faults({ kind: 'week', hours: { 1: 'pagi', 2: '13:00-12:00', 3: '07:00-12:00, 11:00-13:00' }, ...around })).toEqual(['hours.1', 'hours.2', 'hours.3']);
    expect(faults({ kind: 'week', hours: {}, ...around })).toEqual(['hours']);
    expect(faults(shifts(shift('P', '14:00-07:00'), shift('S', '21:00-21:00'), shift('M', '21:00-07:00')))).toEqual(['shifts.0.hours', 'shifts.1.hours']);
    expect(faults(shifts(shift('P', '07:00-14:00'), shift('P', '14:00-21:00')))).toEqual(['shifts.1.code']);
    expect(faults({ ...shifts(shift('P', '07:00-14:00')), rotation: ['P', 'X', 'L'] })).toEqual(['rotation']);
    expect(faults(shifts(shift('J', '07:00-07:00', true)))).toEqual([]);
  });
});

describe('a roster', () => {
  const hospital = read('rumah-sakit') as Extract<ReturnType<typeof read>, { kind: 'shift' }>;
  const row = (codes: string, from = '2026-03-01') => [...codes].map((code, at) => ({ day: addDays(from, at), code: code === '.' ? '' : code }));
  const told = (codes: string, from = '2026-03-01') => restFaults(hospital, row(codes), from).map((one) => one.day.slice(-2));
  it('tells of too little rest, of too many days in a row, and of what began before the month', () => {
    expect(told('PPSSMMLL')).toEqual([]);
    expect(told('MP')).toEqual(['02']);
    expect(restFaults(hospital, row('MP'), '2026-03-01')[0]!.words).toContain('0 jam istirahat sesudah jaga malam');
    expect(told('SP')).toEqual([]);
    expect(told('PPPPPPPP')).toEqual(['07']);
    expect(told('ML.P')).toEqual([]);
    expect(told('MMP', '2026-03-03')).toEqual(['03']);
    const guard = read('jaga-24-jam') as typeof hospital;
    expect(restFaults(guard, row('JJ'), '2026-03-01').map((one) => one.words)).toEqual([expect.stringContaining('2 hari jaga'), expect.stringContaining('0 jam istirahat')]);
  });
  it('is filled by the rotation where the last month left it, else one step apart', () => {
    const rotation = ['P', 'P', 'S', 'S', 'M', 'M', 'L', 'L'];
    expect(rotated(rotation, 5, 0, []).join('')).toBe('PPSSM');
    expect(rotated(rotation, 5, 2, []).join('')).toBe('SSMML');
    expect(rotated(rotation, 4, 0, ['L', 'L', 'P', 'P', 'S', 'S', 'M', 'M']).join('')).toBe('LLPP');
    expect(rotated([], 5, 0, [])).toEqual([]);
  });
  it('is copied by weekday', () => {
    const before = new Map([['2026-02-01', 'P'], ['2026-02-02', 'S'], ['2026-02-28', 'M']]);
    expect(sameWeekdays(['2026-03-01', '2026-03-02', '2026-03-28', '2026-03-29'], before)).toEqual(['P', 'S', 'M', '']);
    expect(unknownCodes(hospital, ['P', 'L', '', 'X', 'X'])).toEqual(['X']);
  });
});
