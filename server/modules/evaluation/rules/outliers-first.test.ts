import { expect, test } from 'vitest';
import { middleOf, outliersFirst } from './outliers-first.ts';

const row = (name: string, level: number | null) => ({ name, value: level === null ? null : BigInt(level * 1_000_000) });
const order = (...rows: ReturnType<typeof row>[]) => outliersFirst(rows).rows.map(({ name }) => name);

test.each<[number[], number | null]>([[[], null], [[3], 3], [[1, 5], 1], [[5, 1, 3], 3], [[2, 2, 5, 5], 2]])('the middle of %j is %s', (values, middle) => expect(middleOf(values.map(BigInt))).toBe(middle === null ? null : BigInt(middle)));
test('furthest from the middle first, whichever side, then by name', () => expect(order(row('Blitar', 3), row('Madiun', 1), row('Magetan', 3), row('Ngawi', 4), row('Pacitan', 3))).toEqual(['Madiun', 'Ngawi', 'Blitar', 'Magetan', 'Pacitan']));
test('a half level is nearer than a whole one', () => expect(order(row('a', 3), row('b', 3.5), row('c', 3), row('d', 2))).toEqual(['d', 'b', 'a', 'c']));
test('what has no value comes last and does not move the middle', () => {
  expect(order(row('a', null), row('b', 3), row('c', 5), row('d', 3))).toEqual(['c', 'b', 'd', 'a']);
  expect(outliersFirst([row('a', null)])).toMatchObject({ middle: null });
});
