import { expect, it } from 'vitest';
import { countsAs } from './what-a-day-counts-as.ts';
import { whatStandsOut } from './what-stands-out.ts';

const at = new Date();
it.each([
  [undefined, 'free'], [{ code: '-' }, 'free'], [{ code: 'H', in: at }, 'present'], [{ code: 'WFH', in: at }, 'present'], [{ code: '?' }, 'notYet'], [{ code: '?', in: at }, 'present'], [{ code: '?', out: at }, 'present'],
  [{ code: 'TK' }, 'absent'], [{ code: 'CT' }, 'away'], [{ code: 'DL' }, 'away'], [{ code: 'TB' }, 'away'],
] as const)('a day of %o is %s', (day, counted) => expect(countsAs(day)).toBe(counted));

const unit = (name: string, due: number, late: number, absent = 0) => ({ unit: name, name, due, late, absent });
it('a unit stands out by twice the share of all, not by being small', () => {
  expect(whatStandsOut([unit('A', 200, 4), unit('B', 100, 12), unit('C', 100, 0, 4), unit('kecil', 10, 5)]).map((one) => [one.name, one.text])).toEqual([['C', '4% hari kerja tanpa keterangan, 4,1 kali rata-rata'], ['B', '12% hari kerja terlambat, 2,3 kali rata-rata']]);
  expect(whatStandsOut([unit('A', 200, 40)])).toEqual([]);
  expect(whatStandsOut([unit('A', 200, 2), unit('B', 30, 2)])).toEqual([]);
  expect(whatStandsOut([])).toEqual([]);
});
