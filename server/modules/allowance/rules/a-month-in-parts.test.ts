import { describe, expect, it } from 'vitest';
import { principalOn, type Placement } from '../../organization/contract.ts';
import type { RecapSegment } from '../../timesheets/contract.ts';
import { attendanceOfParts, cutInWords, fullLeave, golonganOf, partsOfMonth, share } from './a-month-in-parts.ts';
import { correctionsFit } from './corrections-fit-into-the-payment.ts';
import { daysIn, firstDay, lastDay, monthAfter, spanDays } from './months.ts';

/** Repeatable chance. */
function chance(seed: number): (below: number) => number {
  let at = seed;
  return (below) => ((at = (at * 1_103_515_245 + 12_345) % 2_147_483_648) >> 8) % below;
}
const placement = (holding: string, fromDay: string, toDay: string | null): Placement =>
  ({ holding, person: 'p', post: `post-${holding}`, postTitle: 'Penata', unit: `unit-${holding}`, name: 'P', nip: null, rank: null, employment: 'pns', capacity: 'definitive', isHead: false, reportsTo: null, fromDay, toDay });
const recap = (holding: string, fromDay: string, toDay: string, more: Partial<RecapSegment> = {}): RecapSegment => ({
  person: 'p', unit: `unit-${holding}`, agency: 'a', holding, fromDay, toDay, due: 10, counts: { H: 10 }, faults: {}, jointLeave: 0, late: 0, early: 0, lateMinutes: 0, earlyMinutes: 0, missingIn: 0, missingOut: 0, effectiveMinutes: 0, percent: 0, withoutLog: 0, base: 'discipline-part',
  classes: { A: 0, B: 0, C: 0, D: 0 }, ...more,
});
const spans = (placements: Placement[], month: string) => partsOfMonth(placements, month).map((part) => [part.holding, part.fromDay, part.toDay]);

describe('a transfer', () => {
  it('splits the month by its effective date', () => {
    expect(spans([placement('old', '2020-01-01', '2026-03-16'), placement('new', '2026-03-17', null)], '2026-03')).toEqual([['old', '2026-03-01', '2026-03-16'], ['new', '2026-03-17', '2026-03-31']]);
    expect(spans([placement('old', '2020-01-01', '2026-02-28'), placement('new', '2026-03-01', null)], '2026-03')).toEqual([['new', '2026-03-01', '2026-03-31']]);
    // Between two posts some days are nobody's; who returns to his post is one part where nothing lies between.
    expect(spans([placement('old', '2020-01-01', '2026-03-05'), placement('new', '2026-03-10', '2026-03-20')], '2026-03')).toEqual([['old', '2026-03-01', '2026-03-05'], ['new', '2026-03-10', '2026-03-20']]);
    expect(spans([placement('own', '2020-01-01', null), placement('acting', '2026-03-10', '2026-03-20')], '2026-03')).toEqual([['own', '2026-03-01', '2026-03-31']]);
  });

  it('counts each day once, in the post that counts on it, whatever the orders', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draw = chance(seed);
      const month = monthAfter('2026-01', draw(24));
      const day = () => `${month}-${String(1 + draw(daysIn(month))).padStart(2, '0')}`;
      const placements = Array.from({ length: 1 + draw(4) }, (_, at) => {
        const [a, b] = [day(), day()].sort();
        return placement(`h${at}`, draw(3) === 0 ? '2020-01-01' : a!, draw(3) === 0 ? null : b!);
      });
      const parts = partsOfMonth(placements, month);
      for (let n = 1; n <= daysIn(month); n++) {
        const at = `${month}-${String(n).padStart(2, '0')}`;
        expect(parts.filter((part) => part.fromDay <= at && part.toDay >= at).map((part) => part.holding)).toEqual([principalOn(placements, at)?.holding].filter(Boolean));
      }
      parts.forEach((part, at) => {
        const before = parts[at - 1];
        if (before) expect(before.toDay < part.fromDay && !(before.holding === part.holding && spanDays(before.toDay, part.fromDay) === 2)).toBe(true);
      });
      expect(parts.every((part) => part.fromDay >= firstDay(month) && part.toDay <= lastDay(month))).toBe(true);
    }
  });

  it('takes the attendance of each part by its post, and loses none of it when the decree came after the lock', () => {
    const parts = partsOfMonth([placement('old', '2020-01-01', '2026-03-16'), placement('new', '2026-03-17', null)], '2026-03');
    const split = attendanceOfParts(parts, [recap('old', '2026-03-01', '2026-03-16', { percent: 300, faults: { TL2: 1 } }), recap('new', '2026-03-17', '2026-03-31', { percent: 50, base: 'total' })]);
    expect(split.map(({ due, percent, base, faults }) => [due, percent, base, faults])).toEqual([[10, 300, 'discipline-part', { TL2: 1 }], [10, 50, 'total', {}]]);
    // The recap knows only the old post; a third post that nobody knows of any more goes where most of its days lie.
    for (const segments of [[recap('old', '2026-03-01', '2026-03-31', { due: 20, counts: { H: 19, TK: 1 }, percent: 400 })], [recap('old', '2026-03-01', '2026-03-10', { percent: 100 }), recap('gone', '2026-03-11', '2026-03-31', { percent: 300, counts: { H: 9, TK: 1 } })]]) {
      const found = attendanceOfParts(parts, segments);
      const sum = (of: (one: { due: number; percent: number; counts: Record<string, number> }) => number, all: readonly { due: number; percent: number; counts: Record<string, number> }[]) => all.reduce((total, one) => total + of(one), 0);
      for (const of of [(one: { due: number }) => one.due, (one: { percent: number }) => one.percent, (one: { counts: Record<string, number> }) => one.counts['TK'] ?? 0]) expect(sum(of as never, found)).toBe(sum(of as never, segments as never));
    }
  });
});

it('leave is of the whole month only where it took each day due, in whatever post', () => {
  const part = (due: number, counts: Record<string, number>) => ({ due, counts, percent: 0, withoutLog: 0, base: 'discipline-part' as const, faults: {} });
  expect([fullLeave([part(10, { CM: 10 }), part(10, { CM: 10 })]), fullLeave([part(10, { CM: 10 }), part(10, { CM: 9, H: 1 })]), fullLeave([part(10, { CM: 10 }), part(10, { CS: 10 })]), fullLeave([part(0, {})]), fullLeave([part(20, { DL: 20 })]), fullLeave([part(20, { TK: 20 })])]).toEqual(['CM', '', '', '', '', '']);
});
it.each([['Penata / III.c', 3], ['Pembina Utama Muda, IV/c', 4], ['II/a', 2], ['Juru Muda (I/a)', 1], ['IX', 0], ['', 0], [null, 0]])('golongan of "%s" is %i', (rank, golongan) => expect(golonganOf(rank)).toBe(golongan));
it('a cut is told in words', () => {
  expect(cutInWords({ due: 22, percent: 400, withoutLog: 0, base: 'discipline-part', counts: { H: 21, TK: 1 }, faults: { TL1: 2, PSW4: 1 } })).toEqual(['22 hari kerja.', '2 × terlambat (TL1), 1 × pulang sebelum waktu (PSW4), 1 hari tanpa keterangan (TK): potongan 4 %.']);
  expect([share(750), share(0), share(10_000)]).toEqual(['0.075', '0', '1']);
});

describe('corrections', () => {
  it('never take more than there is, give whole what is owed, the oldest first, and are settled in the end', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draw = chance(seed);
      let open = Array.from({ length: 1 + draw(5) }, (_, at) => ({ id: String(at), rest: (draw(2) === 0 ? 1 : -1) * (1 + draw(5_000_000)) }));
      const whole = open.reduce((sum, one) => sum + one.rest, 0);
      let [settled, months] = [0, 0];
      while (open.length > 0 && months < 400) {
        const gross = 100_000 + draw(3_000_000);
        const fitted = correctionsFit(gross, open);
        const sum = fitted.reduce((total, one) => total + one.amount, 0);
        expect(gross + sum).toBeGreaterThanOrEqual(0);
        const taken = new Map(fitted.map((one) => [one.id, one.amount]));
        const before = open;
        open = open.map((one) => ({ ...one, rest: one.rest - (taken.get(one.id) ?? 0) })).filter((one) => one.rest !== 0);
        // What is left is only owed by the person, and nothing younger was taken while something older stayed whole.
        expect(open.every((one) => one.rest < 0)).toBe(true);
        const debts = before.filter((one) => one.rest < 0);
        debts.forEach((one, at) => expect(taken.has(one.id) && debts.slice(0, at).some((older) => open.some((left) => left.id === older.id))).toBe(false));
        settled += sum;
        months += 1;
      }
      expect([open, settled]).toEqual([[], whole]);
    }
  });
  it('of a month in which nothing is paid wait', () => expect(correctionsFit(0, [{ id: 'a', rest: -5 }, { id: 'b', rest: 3 }])).toEqual([{ id: 'b', amount: 3 }, { id: 'a', amount: -3 }]));
});
