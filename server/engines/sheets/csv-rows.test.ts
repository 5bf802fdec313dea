import { expect, test } from 'vitest';
import { csvRows } from './csv-rows.ts';

test('cells with separators, doubled quotes and line breaks, and the line on which a row begins', () => {
  expect(csvRows('\uFEFFa;"b;""c"""\r\n\r\n"two\nlines"; x \r\nlast', ';')).toEqual([
    { line: 1, cells: ['a', 'b;"c"'] },
    { line: 3, cells: ['two\nlines', ' x '] },
    { line: 5, cells: ['last'] },
  ]);
});

test('a row of blanks is no row, and a quote inside a cell is a sign like others', () => {
  expect(csvRows(' , \n5" pipe,', ',')).toEqual([{ line: 2, cells: ['5" pipe', ''] }]);
});

test('a quote that nobody closes tells nothing', () => {
  expect(csvRows('a,"b\nc', ',')).toBeNull();
});
