import { describe, expect, test } from 'vitest';
import { describeDue, formatDate, formatDay, formatDayLong, formatMoment, formatTime, isoInZone } from './words.ts';

const at = (text: string) => new Date(`${text}+07:00`);

describe('describeDue', () => {
  const now = at('2026-11-20T14:20:00'); // a Friday
  test.each([
    ['2026-11-20T15:00:00', 'hari ini 15.00'],
    ['2026-11-20T23:59:59', 'hari ini'],
    ['2026-11-20T14:20:00', 'hari ini 14.20'],
    ['2026-11-21T23:59:59', 'besok'],
    ['2026-11-21T09:05:00', 'besok 09.05'],
    ['2026-11-23T23:59:59', 'Sen 23 Nov'],
    ['2027-01-04T23:59:59', 'Sen 4 Jan 2027'],
    ['2026-11-20T11:00:00', 'terlambat 3 jam'],
    ['2026-11-20T13:40:00', 'terlambat 40 menit'],
    ['2026-11-20T14:19:59', 'terlambat 1 menit'],
    ['2026-11-19T23:59:59', 'terlambat 1 hari'],
    ['2026-11-19T10:00:00', 'terlambat 1 hari'],
    ['2026-10-20T23:59:59', 'terlambat 31 hari'],
  ])('%s is %s', (dueAt, words) => {
    expect(describeDue(at(dueAt), now, 'WIB')).toBe(words);
  });
  test('the day is that of the zone', () => {
    const dueAt = new Date('2026-11-20T15:30:00Z'); // 22.30 WIB on the 20th, 00.30 WIT on the 21st
    expect(describeDue(dueAt, now, 'WIB')).toBe('hari ini 22.30');
    expect(describeDue(dueAt, now, 'WIT')).toBe('besok 00.30');
  });
});

test('dates and times in Indonesian', () => {
  expect(formatDay('2026-11-23')).toBe('Sen 23 Nov');
  expect(['2025-01-05', '2025-08-01', '2025-05-08'].map((day) => formatDay(day))).toEqual(['Min 5 Jan', 'Jum 1 Agu', 'Kam 8 Mei']);
  expect(formatDayLong('2026-11-23')).toBe('Senin, 23 November 2026');
  expect(formatDate('2025-02-01')).toBe('1 Februari 2025');
  expect(formatTime(at('2026-11-23T15:00:00'), 'WIB')).toBe('15.00 WIB');
  expect(formatMoment(at('2026-11-23T23:30:00'), 'WITA')).toBe('Selasa, 24 November 2026 pukul 00.30 WITA');
  expect(isoInZone(at('2025-01-07T23:59:59'), 'WIT')).toBe('2025-01-08T01:59:59+09:00');
});
