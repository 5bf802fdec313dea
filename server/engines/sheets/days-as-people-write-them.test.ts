import { describe, expect, it } from 'vitest';
import { readDay, readHour, textOfMoment } from './days-as-people-write-them.ts';

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

describe('hours as they stand in spreadsheets', () => {
  it.each([
    ['08:15', '08:15'], ['8.15', '08:15'], ['pukul 08.15 WIB', '08:15'], ['13:05:59', '13:05'], ['2025-01-02 08:15', '08:15'], ['26-02-2026 09:00', '09:00'], ['2 Januari 2025, pukul 08.15', '08:15'], ['2/1/2025', null], ['0,34375', '08:15'], ['00.00', '00:00'], ["'9:30", '09:30'],
    ['24:00', null], ['12:60', null], ['pagi', null], ['', null], ['2025-01-02', null], ['815', null], ['1,5', null],
  ])('%s', (text, hour) => {
    expect(readHour(text)).toBe(hour);
  });

  it('come out of date cells rounded to the minute, with their day where they have one', () => {
    expect(textOfMoment(new Date('2025-01-02T08:14:59.999Z'))).toBe('2025-01-02 08:15');
    expect(textOfMoment(new Date('2025-01-02T00:00:00Z'))).toBe('2025-01-02');
    expect(textOfMoment(new Date('1899-12-30T14:30:00Z'))).toBe('14:30');
    expect(textOfMoment(new Date(Number.NaN))).toBe('');
    expect(readDay('2025-01-02 08:15')).toBe('2025-01-02');
  });
});
