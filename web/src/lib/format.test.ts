import { describe, expect, it } from 'vitest';
import { bytes, due, hari, jam, kalimat, persen, rupiah, saat, tanggal } from './format.ts';

it.each([['Menunggu persetujuan Sri, S.Pd., M.Pd.', 'Menunggu persetujuan Sri, S.Pd., M.Pd.'], ['Menunggu persetujuan Sri', 'Menunggu persetujuan Sri.'], ['Siapa?', 'Siapa?']])('ends "%s" once', (text, sentence) => expect(kalimat(text)).toBe(sentence));

describe('numbers', () => {
  it('are Indonesian', () => {
    expect(rupiah(1_250_000)).toBe('Rp1.250.000');
    expect(rupiah(-5000)).toBe('-Rp5.000');
    expect(persen(0.934)).toBe('93,4%');
    expect(bytes(412_300)).toBe('412 KB');
    expect(bytes(1_840_000)).toBe('1,8 MB');
    expect(bytes(12)).toBe('1 KB');
  });
});

describe('days', () => {
  it('name the weekday, and the year only when it is another', () => {
    expect(hari('2026-11-23', '2026-01-01')).toBe('Sen 23 Nov');
    expect(hari('2027-01-04', '2026-11-21')).toBe('Sen 4 Jan 2027');
  });
  it('of birth need no weekday', () => expect(tanggal('1968-03-17')).toBe('17 Mar 1968'));
  it('have opening hours with points, as people here write them', () => expect(jam('07:30-12:00, 13:00-16:00')).toBe('07.30–12.00, 13.00–16.00'));
  it('are told in the zone of the reader', () => {
    expect(saat('2026-11-18T02:12:00Z', 'WIB', '2026-11-20T00:00:00Z')).toBe('Rab 18 Nov 09.12 WIB');
    expect(saat('2026-11-18T17:30:00Z', 'WIT')).toBe('Kam 19 Nov 2026 02.30 WIT');
  });
});

describe('the promised date in words', () => {
  const now = '2026-11-20T03:00:00Z'; // Friday 10.00 WIB
  it.each([
    ['2026-11-20T08:00:00Z', 'hari ini 15.00', 'soon'],
    ['2026-11-20T16:59:59Z', 'hari ini', 'soon'],
    ['2026-11-21T16:59:59Z', 'besok', 'plain'],
    ['2026-11-23T16:59:59Z', 'Sen 23 Nov', 'plain'],
    ['2026-11-19T16:59:59Z', 'terlambat 1 hari', 'late'],
    ['2026-11-20T01:00:00Z', 'terlambat 2 jam', 'late'],
    ['2026-11-20T02:40:00Z', 'baru saja lewat', 'late'],
    ['2027-01-04T16:59:59Z', 'Sen 4 Jan 2027', 'plain'],
  ])('%s is "%s"', (at, text, tone) => expect(due(at, now, 'WIB')).toEqual({ text, tone }));
});
