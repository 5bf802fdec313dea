import { expect, it } from 'vitest';
import { gapsIn } from './numbers-without-a-letter.ts';

it('names the numbers that nothing has, as ranges', () => {
  expect(gapsIn(5, [1, 2, 3, 4, 5])).toEqual([]);
  expect(gapsIn(9, [2, 3, 5, 5, 8])).toEqual([{ from: 1, to: 1 }, { from: 4, to: 4 }, { from: 6, to: 7 }, { from: 9, to: 9 }]);
  expect(gapsIn(0, [])).toEqual([]);
  expect(gapsIn(2, [])).toEqual([{ from: 1, to: 2 }]);
  expect(gapsIn(7, [1, 5, 9], 4), 'from a number on').toEqual([{ from: 4, to: 4 }, { from: 6, to: 7 }]);
});
