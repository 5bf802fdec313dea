import { expect, it } from 'vitest';
import { writeCsv } from './write-sheet.ts';

const written = (...cells: string[]): string => Buffer.from(writeCsv(cells.map((heading) => ({ heading })), [cells]), 'base64').toString('utf8').trim().split('\r\n')[1]!;

it.each([['=1+1', "'=1+1"], ['@SUM(A1)', "'@SUM(A1)"], ['+62', "'+62"], ['-2+3', "'-2+3"], ['-A1', "'-A1"]])('a cell that would run is told to be text: %s', (cell, text) => expect(written(cell)).toBe(text));
it('an amount below nothing stays a number for the program that pays by it', () => expect(written('-33022', '-0,5', 'A, "B"')).toBe('-33022,"-0,5","A, ""B"""'));
