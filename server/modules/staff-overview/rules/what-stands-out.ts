/** What a unit did in the last weeks. */
export interface UnitWeeks {
  unit: string;
  name: string;
  due: number;
  late: number;
  absent: number;
}

const LEAST_DAYS = 20;
const LEAST_CASES = 3;
const TIMES = 2;
const percent = (part: number, of: number): string => `${((part / of) * 100).toLocaleString('id-ID', { maximumFractionDigits: 1 })}%`;

/**
 * Units whose share of late or unexplained days is at least twice that of all together, with three cases or more among twenty days: a
 * unit of two people is late by half when one is. The worst first.
 */
export function whatStandsOut(units: readonly UnitWeeks[]): { unit: string; name: string; text: string }[] {
  const sum = (pick: (one: UnitWeeks) => number): number => units.reduce((total, one) => total + pick(one), 0);
  const due = sum((one) => one.due);
  if (due === 0 || units.length < 2) return [];
  const kinds = [['absent', 'tanpa keterangan'], ['late', 'terlambat']] as const;
  return units
    .filter((one) => one.due >= LEAST_DAYS)
    .flatMap((one) => kinds.flatMap(([kind, words]) => {
      const all = sum((other) => other[kind]) / due;
      const own = one[kind] / one.due;
      return one[kind] >= LEAST_CASES && all > 0 && own >= TIMES * all ? [{ unit: one.unit, name: one.name, text: `${percent(one[kind], one.due)} hari kerja ${words}, ${(own / all).toLocaleString('id-ID', { maximumFractionDigits: 1 })} kali rata-rata`, times: own / all }] : [];
    }))
    .toSorted((a, b) => b.times - a.times)
    .map(({ unit, name, text }) => ({ unit, name, text }));
}
