import { describe, expect, it } from 'vitest';
import { belongsToSeriesYear, checkPattern, formatNumber, romanMonth, type NumberParts } from './letter-number.ts';

const cuti: NumberParts = { kode: '800.1.11.4', urut: 7, unit: 'DISKOMINFO', date: '2025-09-03' };
const number = (pattern: string, parts: Partial<NumberParts> = {}) => {
  const result = formatNumber(pattern, { ...cuti, ...parts });
  return result.ok ? result.value : result.refusal.code;
};

describe('letter number', () => {
  it.each([
    ['{kode}/{urut}/{unit}/{romawi}/{yyyy}', {}, '800.1.11.4/7/DISKOMINFO/IX/2025'],
    ['{kode}/{urut:3}/{unit}/{romawi}/{yyyy}', {}, '800.1.11.4/007/DISKOMINFO/IX/2025'],
    ['{kode}/{urut}/{unit}', { kode: '000.8.3.3', urut: 15, unit: 'OR' }, '000.8.3.3/15/OR'],
    ['{derajat}-{urut}/{jabatan}/{kode}/{mm}/{yyyy}', { derajat: 'R', urut: 99, jabatan: 'IJ', kode: 'KP.07.6', date: '2020-04-09' }, 'R-99/IJ/KP.07.6/04/2020'],
    ['NOMOR {urut} TAHUN {yyyy}', { urut: 23, date: '2020-01-31' }, 'NOMOR 23 TAHUN 2020'],
    ['{urut}/{jenis}/{unit}/{yyyy}', { urut: 18, jenis: 'ND', unit: 'Sj', date: '2016-12-31' }, '18/ND/Sj/2016'],
    ['{kode}/Kep.{urut}-{unit}/{yy}', {}, '800.1.11.4/Kep.7-DISKOMINFO/25'],
    ['{urut:3}/{mm}', { urut: 12345, date: '2025-01-01' }, '12345/01'],
    ['{urut}/{yyyy}', { urut: 15, insert: 'a' }, '15.a/2025'],
  ])('%s', (pattern, parts, expected) => expect(number(pattern, parts)).toBe(expected));

  it('names all roman months', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(romanMonth).join(' ')).toBe('I II III IV V VI VII VIII IX X XI XII');
  });

  it.each(['', '  ', '{kode}/{unit}', '{urut}/{urut:3}', '{urut', 'urut}', '{{urut}}', '{urut:0}', '{urut:10}', '{nomor}/{urut}', '{Urut}', '{urut}{yyyy}', '{kode}{urut}', '{urut}\n/{yyyy}', '{}{urut}', `{urut}${'/'.repeat(200)}`])(
    'refuses the pattern %j',
    (pattern) => expect(checkPattern(pattern)).toMatchObject({ ok: false, refusal: { code: 'documents.number-pattern' } }),
  );

  it.each([
    [{ urut: 0 }, 'documents.number-sequence'],
    [{ urut: 1.5 }, 'documents.number-sequence'],
    [{ insert: 'A1' }, 'documents.number-sequence'],
    [{ unit: ' ' }, 'documents.number-part-missing'],
    [{ unit: 'A\nB' }, 'documents.number-part-missing'],
    [{ date: '2025-02-29' }, 'documents.number-date'],
  ])('refuses %j', (parts, code) => expect(number('{kode}/{urut}/{unit}', parts)).toBe(code));

  it('keeps a letter in the series of its year', () => {
    expect(belongsToSeriesYear('2026-01-01', 2026).ok).toBe(true);
    expect(belongsToSeriesYear('2025-12-31', 2026)).toMatchObject({ refusal: { code: 'documents.number-other-year' } });
  });
});
