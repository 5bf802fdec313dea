import { describe, expect, it } from 'vitest';
import { choosePunches, type PunchFact, type ShiftSpan } from './choose-punches.ts';
import { deduct } from './deduct.ts';
import { judgeDay, type DayFacts, type JudgedDay } from './judge-day.ts';
import { policyFormat, type AttendancePolicy, type PolicyText } from './policy.ts';
import { catalogueSchemes } from './scheme.ts';
import { readTime } from './shift.ts';

const band = (code: string) => [{ code: `${code}1`, from: 1, to: 30, percent: '0.5' }, { code: `${code}2`, from: 31, to: 60, percent: '1' }, { code: `${code}3`, from: 61, to: 90, percent: '1.5' }, { code: `${code}4`, from: 91, percent: '2' }];
const text: PolicyText = {
  title: 'Perbup contoh', legalBasis: { title: 'Perbup contoh', source: '', verified: false }, late: band('TL'), early: band('PSW'), missing: { in: { code: 'TL4', percent: '2' }, out: { code: 'PSW4', percent: '2' } }, absent: '4', cap: '4', seconds: 'dropped', grace: 0,
};
const policy = (changes: Partial<PolicyText> = {}): AttendancePolicy => policyFormat.parse({ ...text, ...changes });
const A = policy();

const MIDNIGHT = Date.parse('2026-03-02T00:00:00Z');
const at = (time: string, day = 0): number => MIDNIGHT + (readTime(time)! + day * 86_400) * 1000;
const punch = (moment: number, more: Partial<PunchFact> = {}): PunchFact => ({ at: moment, direction: 'any', class: 'A', placeKind: 'office', ...more });
const OFFICE = { start: 7.5 * 3600, end: 16 * 3600, opens: 5.5 * 3600, closes: 20 * 3600, breakMinutes: 60, flexMinutes: 0 };
const REPEAT = 120_000;
// The same cases on every machine.
let seed = 20_261_122;
const between = (least: number, most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return least + Math.floor((seed / 2_147_483_648) * (most - least + 1));
};
const times = (count: number, check: () => void): void => {
  for (let i = 0; i < count; i++) check();
};
interface Asked extends Partial<Omit<DayFacts, 'punches'>> {
  in?: string | undefined;
  out?: string | undefined;
  class?: 'A' | 'B' | 'C' | 'D';
  placeKind?: string;
}
function day(rule: AttendancePolicy, { in: begin, out: finish, class: trust = 'A', placeKind = 'office', ...more }: Asked): JudgedDay {
  const list = [begin && punch(at(begin), { direction: 'in', class: trust, placeKind }), finish && punch(at(finish), { direction: 'out', class: trust, placeKind })].filter((one) => one !== undefined && one !== '') as PunchFact[];
  const [chosen] = choosePunches([{ start: MIDNIGHT + OFFICE.start * 1000, end: MIDNIGHT + OFFICE.end * 1000, opens: MIDNIGHT + OFFICE.opens * 1000, closes: MIDNIGHT + OFFICE.closes * 1000 }], list, REPEAT);
  return judgeDay(rule, { midnight: MIDNIGHT, now: at('23:00'), kind: 'work', shift: OFFICE, pattern: 'Lima hari kerja', version: 'kalender 3', rule: rule.title, punches: chosen!, ...more });
}
const short = ({ code, percent, late, early }: JudgedDay) => [code, percent, late?.code, early?.code];

describe('a day', () => {
  it.each([
    ['07:30:59', '16:00:00', ['H', 0, undefined, undefined]], ['07:31:00', '16:01', ['H', 50, 'TL1', undefined]], ['08:00', '15:30', ['H', 100, 'TL1', 'PSW1']], ['08:01', '16:00', ['H', 100, 'TL2', undefined]],
    ['09:01', '16:05', ['H', 200, 'TL4', undefined]], [undefined, '16:05', ['H', 200, 'TL4', undefined]], [undefined, undefined, ['TK', 400, undefined, undefined]], ['07:30', undefined, ['H', 200, undefined, 'PSW4']],
  ])('of scheme A, %s to %s', (begin, finish, expected) => expect(short(day(A, { in: begin, out: finish }))).toEqual(expected));
  it('adds up to 7.5 percent in a month of four such faults', () => {
    const four = [['07:31', '16:00'], ['08:00', '15:30'], ['09:01', '16:05'], [undefined, undefined]] as const;
    expect(four.map(([begin, finish]) => day(A, { in: begin, out: finish }).percent)).toEqual([50, 100, 200, 400]);
  });
  it('costs what the scheme alone says, whatever the times', () => {
    const scheme = catalogueSchemes().find((one) => one.id === 'A')!;
    times(200, () => {
      const start = between(5.5 * 3600, 15 * 3600);
      const finish = start + between(600, 5 * 3600);
      const clock = (s: number) => `${String(Math.floor(s / 3600)).padStart(2, '0')}:${String(Math.floor((s % 3600) / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
      const said = deduct(scheme, { start: OFFICE.start, end: OFFICE.end, overnight: false }, { in: start, out: finish });
      expect(day(A, { in: clock(start), out: clock(finish) }).percent).toBe(said.ok ? said.value.percent : -1);
    });
  });
  it('names rule, hours, pattern and version, and every fault', () => {
    const { steps } = day(A, { in: '08:01', out: '16:00' });
    expect(steps).toEqual(['Jam kerja 07.30 sampai 16.00 (Lima hari kerja, kalender 3). Aturan: Perbup contoh.', 'Absen masuk 08.01.00.', 'Absen pulang 16.00.00.', 'Terlambat 31 menit: TL2, 1 persen.']);
  });
  it('counts the effective minutes without the break', () => {
    expect(day(A, { in: '07:00', out: '17:00' }).effectiveMinutes).toBe(450);
    expect(day(A, { in: '08:30', out: '16:00' }).effectiveMinutes).toBe(390);
    expect(day(A, { in: '14:00', out: '16:00' }).effectiveMinutes).toBe(120);
    expect(day(A, { in: '07:30' }).effectiveMinutes).toBe(0);
  });
});

describe('what regulations leave open', () => {
  it('grace counted or forgiven', () => {
    expect(short(day(policy({ grace: 15 }), { in: '07:46', out: '16:00' }))).toEqual(['H', 50, 'TL1', undefined]);
    expect(day(policy({ grace: 15 }), { in: '07:46', out: '16:00' }).late!.minutes).toBe(16);
    expect(day(policy({ grace: 15, graceIs: 'forgiven' }), { in: '07:46', out: '16:00' }).late!.minutes).toBe(1);
    expect(day(policy({ grace: 15, graceIs: 'forgiven' }), { in: '07:45:59', out: '16:00' }).percent).toBe(0);
  });
  it('late repaid by staying longer, up to the limit and only in full', () => {
    const flexi = policy({ flexMinutes: 60 });
    expect(short(day(flexi, { in: '08:00', out: '16:30' }))).toEqual(['H', 0, undefined, undefined]);
    expect(day(flexi, { in: '08:00', out: '16:20' }).late).toMatchObject({ code: 'TL1', minutes: 10 });
    expect(day(flexi, { in: '08:31', out: '18:00' }).late).toMatchObject({ minutes: 61 });
    expect(day(flexi, { in: '08:00' }).percent).toBe(250);
    expect(day(A, { in: '08:00', out: '16:30', shift: { ...OFFICE, flexMinutes: 30 } }).percent).toBe(0);
  });
  it('staying longer never costs more', () => {
    const flexi = policy({ flexMinutes: 90 });
    const finish = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    times(150, () => {
      const [begin, end, more] = [between(360, 720), between(840, 1190), between(0, 120)];
      expect(day(flexi, { in: finish(begin), out: finish(Math.min(end + more, 1199)) }).percent).toBeLessThanOrEqual(day(flexi, { in: finish(begin), out: finish(end) }).percent);
    });
  });
  it('half a day of leave or duty', () => {
    const duty = [{ number: '800/1', destination: 'Madiun', part: 'morning' as const }];
    expect(short(day(A, { in: '11:45', out: '16:00', duty }))).toEqual(['H', 0, undefined, undefined]);
    expect(day(A, { in: '12:15', out: '16:00', duty }).late).toMatchObject({ code: 'TL1', minutes: 30 });
    expect(short(day(policy({ halfDay: 'stands' }), { in: '11:45', out: '16:00', duty }))).toEqual(['H', 200, 'TL4', undefined]);
    expect(short(day(policy({ halfDay: 'covers-day' }), { in: '13:00', out: '14:00', duty }))).toEqual(['H', 0, undefined, undefined]);
    const leave = [{ code: 'CT', title: 'Cuti tahunan', part: 'afternoon' as const }];
    expect(short(day(policy({ halfDayAt: '12:00' }), { in: '07:30', out: '12:00', leave }))).toEqual(['H', 0, undefined, undefined]);
    expect(short(day(A, { duty, leave }))).toEqual(['DL', 0, undefined, undefined]);
    expect(short(day(A, { leave }))).toEqual(['CT', 400, 'TL4', 'PSW4']);
  });
  it('an outage', () => {
    const outages = [{ from: at('07:00'), to: at('09:00'), reason: 'server padam' }];
    expect(short(day(A, { in: '09:00', out: '16:00', outages }))).toEqual(['H', 0, undefined, undefined]);
    expect(day(A, { in: '09:10', out: '16:00', outages }).late).toMatchObject({ minutes: 10 });
    expect(short(day(A, { out: '16:00', outages }))).toEqual(['H', 0, undefined, undefined]);
    expect(short(day(A, { outages }))).toEqual(['H', 200, undefined, 'PSW4']);
    expect(short(day(policy({ outage: 'covers-day' }), { in: '11:00', out: '13:00', outages }))).toEqual(['H', 0, undefined, undefined]);
    expect(short(day(A, { in: '08:01', out: '16:00', outages: [{ from: at('20:30'), to: at('21:00'), reason: 'malam' }] }))).toEqual(['H', 100, 'TL2', undefined]);
  });
  it('a class of trust that is not cut', () => {
    expect(day(policy({ cutClasses: ['A', 'B'] }), { in: '09:01', out: '16:00', class: 'C' }).percent).toBe(0);
    expect(day(policy({ cutClasses: ['A', 'B'] }), { in: '09:01', out: '16:00', class: 'B' }).percent).toBe(200);
  });
  it('no activity log', () => {
    const strict = policy({ withoutLog: { percent: '20', per: 'day' } });
    expect([day(strict, { in: '07:30', out: '16:00', hasLog: false }).percent, day(strict, { in: '07:30', out: '16:00', hasLog: true }).percent, day(strict, { in: '07:30', out: '16:00' }).percent]).toEqual([2000, 0, 0]);
  });
  it('a policy that leaves a value out is none', () => {
    for (const gone of ['absent', 'missing', 'late', 'early'] as const) expect(policyFormat.safeParse({ ...text, [gone]: undefined }).success).toBe(false);
    expect(policyFormat.safeParse({ ...text, late: [] }).success).toBe(false);
  });
});

describe('status', () => {
  it('by decision, leave, duty, place, in that order', () => {
    const leave = [{ code: 'CS', title: 'Cuti sakit', part: 'full' as const, letter: '800/2' }];
    const duty = [{ number: '800/1', destination: 'Madiun', part: 'full' as const }];
    expect(day(A, { leave, duty, status: { code: 'TB', title: 'Tugas belajar', decision: 'SK 800/9' } }).code).toBe('TB');
    expect([day(A, { leave, duty }).code, day(A, { duty }).code, day(A, { in: '10:00', out: '12:00', duty }).percent]).toEqual(['CS', 'DL', 0]);
    expect([day(A, { in: '07:30', out: '16:00', placeKind: 'home' }).code, day(A, { in: '07:30', out: '16:00', placeKind: 'anywhere' }).code]).toEqual(['WFH', 'WFA']);
    expect(day(A, { kind: 'holiday', name: 'Nyepi', in: '08:00' })).toMatchObject({ code: '-', percent: 0 });
  });
  it('is open until the window has closed', () => {
    expect(day(A, { now: at('07:00') }).code).toBe('?');
    expect(day(A, { now: at('19:59') }).code).toBe('?');
    expect(day(A, { now: at('20:01') }).code).toBe('TK');
    expect(short(day(A, { in: '07:31', now: at('12:00') }))).toEqual(['H', 50, 'TL1', undefined]);
    expect(short(day(A, { in: '07:30', out: '11:00', now: at('12:00') }))).toEqual(['H', 0, undefined, undefined]);
  });
  it('takes a granted forgotten punch, but never over a real one', () => {
    expect(short(day(A, { out: '16:00', granted: [{ side: 'in', by: 'Kepala Dinas' }] }))).toEqual(['H', 0, undefined, undefined]);
    expect(day(A, { out: '16:00', granted: [{ side: 'in', time: readTime('07:45')!, by: 'Kepala Dinas' }] }).late).toMatchObject({ minutes: 15 });
    expect(day(A, { in: '08:31', out: '16:00', granted: [{ side: 'in', by: 'Kepala Dinas' }] }).late).toMatchObject({ minutes: 61 });
  });
});

describe('punches', () => {
  const span = (start: string, end: string, from = 0, to = from) => ({ start: at(start, from), end: at(end, to), opens: at(start, from) - 7_200_000, closes: at(end, to) + 14_400_000 });
  const told = (shifts: ShiftSpan[], list: PunchFact[]) => choosePunches(shifts, list, REPEAT).map((one) => [one.in?.at, one.out?.at]);
  const M = span('21:00', '07:00', 0, 1);
  const P = span('07:00', '14:00', 1);

  it('06.55 is the going of M, the coming of P, or both, by the roster', () => {
    const moment = punch(at('06:55', 1));
    expect(told([M], [moment])).toEqual([[undefined, moment.at]]);
    expect(told([P], [moment])).toEqual([[moment.at, undefined]]);
    expect(told([M, P], [moment])).toEqual([[undefined, moment.at], [moment.at, undefined]]);
    const [early, late] = [punch(at('06:55', 1)), punch(at('07:04', 1))];
    expect(told([M, P], [punch(at('20:50')), early, late, punch(at('14:01', 1))])).toEqual([[at('20:50'), early.at], [late.at, at('14:01', 1)]]);
    expect(told([M, P], [punch(at('05:30', 1)), punch(at('05:45', 1))])).toEqual([[undefined, at('05:30', 1)], [at('05:45', 1), undefined]]);
    expect(told([M, P], [punch(at('07:10', 1), { direction: 'out' })])).toEqual([[undefined, at('07:10', 1)], [undefined, undefined]]);
  });
  it('a night shift belongs to the date it starts', () => expect(told([M, span('21:00', '07:00', 1, 2)], [punch(at('20:58')), punch(at('07:02', 1)), punch(at('20:59', 1)), punch(at('07:01', 2))])).toEqual([[at('20:58'), at('07:02', 1)], [at('20:59', 1), at('07:01', 2)]]));
  it('repeats within two minutes are one, first in, last out, outside the window nothing', () => {
    const office = [span('07:30', '16:00')];
    expect(told(office, [punch(at('07:29:30')), punch(at('07:30:40'))])).toEqual([[at('07:29:30'), undefined]]);
    expect(told(office, [punch(at('07:20')), punch(at('12:01')), punch(at('13:00')), punch(at('15:59')), punch(at('16:00:30'))])).toEqual([[at('07:20'), at('16:00:30')]]);
    expect(told(office, [punch(at('05:29')), punch(at('20:01'))])).toEqual([[undefined, undefined]]);
    expect(told(office, [punch(at('15:00'))])).toEqual([[undefined, at('15:00')]]);
    expect(told(office, [punch(at('07:20'), { direction: 'in' }), punch(at('15:00'), { direction: 'in' })])).toEqual([[at('07:20'), undefined]]);
    expect(choosePunches(office, [punch(at('07:20'), { void: 'ditolak atasan' }), punch(at('16:00'))], REPEAT)[0]).toMatchObject({ out: { at: at('16:00') }, void: [{ at: at('07:20') }] });
  });
  it('each punch goes to one shift, but for one at a change', () => {
    times(200, () => {
      const minutes = Array.from({ length: between(0, 30) }, () => between(0, 4 * 24 * 60));
      const list = [...new Set(minutes)].sort((a, b) => a - b).map((minute) => punch(MIDNIGHT + minute * 60_000));
      const shifts = [M, P, span('21:00', '07:00', 1, 2), span('14:00', '21:00', 3)];
      const used = choosePunches(shifts, list, REPEAT).flatMap((one) => one.used);
      const twice = used.length - new Set(used).size;
      expect(twice).toBeLessThanOrEqual(1);
      for (const [index, one] of choosePunches(shifts, list, REPEAT).entries()) for (const p of one.used) expect(p.at >= shifts[index]!.opens && p.at <= shifts[index]!.closes).toBe(true);
    });
  });
});
