import { expect, it } from 'vitest';
import { beat, fresh } from './pulse.ts';

const at = 1_800_000_000_000;
const begun = fresh(at, 'a');
const counted = ({ monotonicMs, bridgedMs }: ReturnType<typeof beat>) => [monotonicMs, bridgedMs];

it('counts by the clock that nobody sets, whatever the wall clock does', () => {
  expect(counted(beat(begun, at + 20_000, 'a', 20_000))).toEqual([20_000, 0]);
  expect(counted(beat(begun, at - 3_600_000, 'a', 20_000))).toEqual([20_000, 0]);
});
it('fills sleep and a closed page from the wall clock, and says how much', () => {
  expect(counted(beat(begun, at + 3_600_000, 'a', 20_000))).toEqual([3_600_000, 3_580_000]);
  expect(counted(beat({ ...begun, monotonicMs: 5000 }, at + 60_000, 'a', undefined))).toEqual([65_000, 60_000]);
});
it('does not count a time twice that another page has counted', () => {
  expect(counted(beat({ ...begun, monotonicMs: 5000, page: 'b' }, at + 10_000, 'a', 20_000))).toEqual([15_000, 10_000]);
});
it('a page opened again with its clock set back adds nothing', () => {
  expect(beat({ ...begun, monotonicMs: 5000, bridgedMs: 10 }, at - 60_000, 'b', undefined)).toEqual({ monotonicMs: 5000, bridgedMs: 10, wall: at - 60_000, page: 'b' });
});
