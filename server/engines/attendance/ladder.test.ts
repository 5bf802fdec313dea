import { expect, it } from 'vitest';
import { catalogueLadder, standingOn } from './ladder.ts';

const ladder = catalogueLadder();
const at = (absentDays: number, lateMinutes = 0, longestRun = 0, minutesPerDay = 450) => {
  const { days, step, byRun } = standingOn(ladder, { absentDays, lateMinutes, longestRun }, minutesPerDay);
  return [days, step?.id, byRun];
};
it('two absences and nine late hours are three days: teguran lisan', () => expect(at(2, 540)).toEqual([3, 'ringan-1', false]));
it.each([[0, undefined], [2, undefined], [3, 'ringan-1'], [4, 'ringan-2'], [6, 'ringan-2'], [7, 'ringan-3'], [10, 'ringan-3'], [11, 'sedang-1'], [13, 'sedang-1'], [14, 'sedang-2'], [16, 'sedang-2'], [17, 'sedang-3'], [20, 'sedang-3'], [21, 'berat-1'], [24, 'berat-1'], [25, 'berat-2'], [27, 'berat-2'], [28, 'berat-3'], [200, 'berat-3']])(
  '%i days: %s', (days, step) => expect(at(days)[1]).toBe(step));
it('ten in a row are the last step, whatever the sum', () => {
  expect([at(10, 0, 10), at(9, 0, 9), at(30, 0, 12)]).toEqual([[10, 'berat-3', true], [9, 'ringan-3', false], [30, 'berat-3', false]]);
});
it('lateness is dropped below a whole day, and where it does not add up', () => expect([at(2, 449), at(2, 900), at(0, 9000, 0, 0)]).toEqual([[2, undefined, false], [4, 'ringan-2', false], [0, undefined, false]]));
