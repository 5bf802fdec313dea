import { describe, expect, test } from 'vitest';
import { builtInCalendar, builtInCalendarData, builtInFixedHolidays, builtInHolidays, builtInOfficeHours, builtInZones } from './built-in-calendar.ts';
import { nextOpening } from './counter-hours.ts';
import { compareHolidayLists, parseHolidayList } from './holiday-list.ts';
import { parseFixedHolidays, parseOfficeHours, parseZones, zoneOfRegion } from './reference-data.ts';
import { makeCalendar, type CalendarData } from './work-calendar.ts';
import { isoInZone } from './words.ts';

const faultsOf = (text: string) => {
  const result = parseHolidayList(text);
  return result.ok ? [] : (result.refusal.fields ?? []).map((fault) => `${fault.path}: ${fault.message}`);
};

describe('holiday list', () => {
  test('the built-in list holds what its page says', () => {
    const count = (year: string, kind: string) => builtInHolidays().filter((row) => row.date.startsWith(year) && row.kind === kind).length;
    expect([count('2024', 'libur_nasional'), count('2024', 'cuti_bersama')]).toEqual([19, 10]);
    expect([count('2025', 'libur_nasional'), count('2025', 'cuti_bersama')]).toEqual([17, 11]);
    expect([count('2026', 'libur_nasional'), count('2026', 'cuti_bersama')]).toEqual([17, 8]);
  });
  test('as a spreadsheet writes it: mark, semicolons, CRLF, quotes', () => {
    const result = parseHolidayList('\uFEFFTanggal;Nama;Jenis\r\n2025-01-27;"Isra; ""Mikraj""";libur_nasional\r\n\r\n');
    expect(result).toEqual({ ok: true, value: [{ date: '2025-01-27', name: 'Isra; "Mikraj"', kind: 'libur_nasional' }] });
  });
  test.each([
    ['', 'baris 1: kolom "date" tidak ada'],
    ['name_id,kind\nx,libur_nasional', 'baris 1: kolom "date" tidak ada'],
    ['date,kind\n2025-02-30,libur_nasional', 'baris 2: "2025-02-30" bukan tanggal'],
    ['date,kind\n27/01/2025,libur_nasional', 'baris 2: "27/01/2025" bukan tanggal'],
    ['date,kind\n0001-01-01,', 'baris 2: tahun 0001 di luar'],
    ['date,kind\n2025-01-27,libur', 'baris 2: jenis "libur" tidak dikenal'],
    ['date,name\n2025-01-27,A\n\n2025-01-27,a', 'baris 4: sama dengan baris 2'],
    ['date,name\n2025-01-27,"A\nB"\n2025-13-27,a', 'baris 4: "2025-13-27"'],
    ['date,name\n2025-01-27,"A', 'tanda kutip yang tidak ditutup'],
    ['PK\0\u0003', 'bukan teks'],
  ])('refuses %j and names the line', (text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault);
  });
  test('a file of garbage is not repeated line by line', () => {
    expect(faultsOf(`date\n${'x\n'.repeat(5000)}`)).toHaveLength(20);
  });
  test('two holidays may share a day', () => {
    expect(faultsOf('date,name\n2008-05-01,Kenaikan\n2008-05-01,Buruh')).toEqual([]);
  });
  test('what an amended list changes', () => {
    const old = [{ date: '2025-08-17', name: 'A', kind: 'libur_nasional' as const }, { date: '2025-09-05', name: 'B', kind: 'libur_nasional' as const }];
    const fresh = [{ ...old[0]!, name: 'Proklamasi' }, { date: '2025-08-18', name: 'C', kind: 'cuti_bersama' as const }];
    expect(compareHolidayLists(old, fresh)).toEqual({ added: [fresh[1]], removed: [old[1]] });
  });
});

describe('calendar', () => {
  const data = builtInCalendarData();
  const refused = (changes: Partial<CalendarData>) => {
    const result = makeCalendar({ ...data, ...changes });
    return result.ok ? '' : (result.refusal.fields ?? []).map((fault) => fault.message).join('\n');
  };
  test('refuses what cannot be counted with', () => {
    expect(refused({ week: 6 })).toContain('Isi jam kerja hari Sabtu');
    expect(refused({ hours: { ...data.hours, 1: [[480, 700], [690, 900]] } })).toContain('Jam Senin');
    expect(refused({ hours: { ...data.hours, 1: [[480, 1500]] } })).toContain('Jam Senin');
    const ramadan = { name: 'Ramadan', from: '2025-03-01', to: '2025-03-30', hours: builtInOfficeHours().week5.ramadan };
    expect(refused({ special: [{ ...ramadan, to: '2025-02-01' }] })).toContain('berurutan');
    expect(refused({ special: [ramadan, { ...ramadan, name: 'Lain', from: '2025-03-30', to: '2025-04-02' }] })).toContain('"Lain" bertumpuk');
    expect(refused({ special: [{ ...ramadan, hours: {} }] })).toContain('hari Senin');
    expect(refused({ holidays: [{ date: '2025-02-29', name: 'x', kind: 'libur_nasional' }] })).toContain('bukan tanggal');
    expect(refused({})).toBe('');
  });
});

describe('counter hours', () => {
  const calendar = builtInCalendar();
  const weekday = [[480, 720], [780, 900]] as const;
  const counter = { hours: { 1: weekday, 2: weekday, 3: weekday, 4: weekday, 5: weekday, 6: [[480, 660]] as const } };
  test.each([
    ['2025-01-03T17:00:00', '2025-01-04T08:00:00+07:00'], // Friday evening: the counter opens on Saturday
    ['2025-01-04T12:00:00', '2025-01-06T08:00:00+07:00'],
    ['2025-01-06T10:20:30', '2025-01-06T10:20:30+07:00'],
    ['2025-01-06T12:30:00', '2025-01-06T13:00:00+07:00'],
    ['2025-01-06T15:00:00', '2025-01-06T15:00:00+07:00'],
    ['2025-01-06T15:00:01', '2025-01-07T08:00:00+07:00'],
    ['2025-01-25T11:30:00', '2025-01-30T08:00:00+07:00'], // Sunday and three holidays
  ])('handed in %s counts from %s', (moment, received) => {
    expect(isoInZone(nextOpening(counter, calendar, new Date(`${moment}+07:00`)), 'WIB')).toBe(received);
  });
  test('Friday 17:00 is Monday 08:00 where Saturday is closed', () => {
    const five = { hours: { ...counter.hours, 6: [] } };
    expect(isoInZone(nextOpening(five, calendar, new Date('2025-01-03T17:00:00+07:00')), 'WIB')).toBe('2025-01-06T08:00:00+07:00');
  });
  test('a counter that never opens is a mistake, not an endless search', () => {
    expect(() => nextOpening({ hours: {} }, calendar, new Date())).toThrow(RangeError);
  });
});

describe('reference data', () => {
  test('38 provinces, each with its zone', () => {
    const zones = builtInZones();
    expect(zones).toHaveLength(38);
    expect(['35.02', '62', '63.71', '51.03.01', '94', '99'].map((code) => zoneOfRegion(zones, code))).toEqual(['WIB', 'WIB', 'WITA', 'WITA', 'WIT', undefined]);
  });
  test('five fixed dates, each with its legal basis', () => {
    expect(builtInFixedHolidays().map((fixed) => fixed.monthDay)).toEqual(['01-01', '05-01', '06-01', '08-17', '12-25']);
  });
  test.each([
    [() => parseZones("legalBasis: Keppres\nverified: false\nprovinces:\n  - { code: '35', name: Jatim, zone: WIB }\n  - { code: '36', name: Banten, zone: WOB }\n"), 'baris 5', 'WIB, WITA atau WIT'],
    [() => parseZones("legalBasis: Keppres\nverified: false\nprovinces:\n  - { code: 'x"), 'baris', 'YAML'],
    [() => parseFixedHolidays("verified: false\nholidays:\n  - { monthDay: '13-01', name: abc, since: 1, legalBasis: Keppres }"), 'baris 3', 'bulan-hari'],
    [() => parseOfficeHours("legalBasis: x\nweek5:\n  ordinary:\n    1: ['7-12']\n"), 'baris 4', 'tulis jam'],
  ])('a fault is told with its line', (parse, line, sentence) => {
    const result = parse();
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.refusal.fields?.[0]?.path).toContain(line);
    expect(result.refusal.fields?.[0]?.message).toContain(sentence);
  });
});
