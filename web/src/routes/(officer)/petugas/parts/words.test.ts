import { describe, expect, it } from 'vitest';
import { shortWay } from './words.ts';

type Step = Parameters<typeof shortWay>[0][number];
const way = (states: string): Step[] =>
  [...states].map((letter, index) => ({ id: `s${index}`, title: `L${index}`, state: ({ d: 'done', n: 'now', t: 'todo', s: 'skipped' } as const)[letter as 'd'] }));
const told = (states: string) => shortWay(way(states)).map((step) => `${step.label} ${step.state}`);

describe('the way of a request on one line', () => {
  it('stands whole up to seven, without what is not needed', () => {
    expect(told('ddnst')).toEqual(['L0 done', 'L1 done', 'L2 now', 'L4 next']);
    expect(told('dddnttt')).toHaveLength(7);
  });
  it('tells far ends as numbers, with the present step and what it came from in sight', () => {
    expect(told('ddddntttttt')).toEqual(['2 langkah selesai done', 'L2 done', 'L3 done', 'L4 now', 'L5 next', 'L6 next', '4 langkah lagi next']);
    expect(told('ntttttttt')).toEqual(['L0 now', 'L1 next', 'L2 next', 'L3 next', 'L4 next', '4 langkah lagi next']);
  });
  it('names a single step at an end, and ends with the last one when all is done', () => {
    expect(told('dddnttttt')[0]).toBe('L0 done');
    expect(told('ddddddddd').at(-1)).toBe('L8 done');
    expect(told('ddddddddn').at(-1)).toBe('L8 now');
  });
});
