import { describe, expect, it } from 'vitest';
import { readDay } from './days-as-people-write-them.ts';

describe('days as they stand in spreadsheets', () => {
  it.each([
    ['2025-01-02', '2025-01-02'], ['02-01-2025', '2025-01-02'], ['2/1/2025', '2025-01-02'], ['2.1.2025', '2025-01-02'], ["'02/01/2025", '2025-01-02'],
    ['2 Januari 2025', '2025-01-02'], ['Kamis, 2 Jan 2025', '2025-01-02'], ['17 Agt 2024', '2024-08-17'], ['1 Nopember 2023', '2023-11-01'], ['02-Jan-2025', '2025-01-02'],
    ['45659', '2025-01-02'], ['2025-01-02 00:00:00', '2025-01-02'], ['29-02-2024', '2024-02-29'],
    ['29-02-2025', null], ['31/04/2025', null], ['13/13/2025', null], ['2/1/25', null], ['2 Januwari 2025', null], ['', null], ['sejak dilantik', null], ['123', null],
  ])('%s', (text, day) => {
    expect(readDay(text)).toBe(day);
  });
});
