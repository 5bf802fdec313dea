import { describe, expect, it } from 'vitest';
import { phaseOn, retentionDates } from './retention-clock.ts';
import { ruleFor } from './retention-is-inherited.ts';
import { judgeCodes, canonicalCode } from './judge-codes.ts';
import { judgeRetention } from './judge-retention.ts';

describe('the clock starts when the folder closes', () => {
  it.each([
    // Worked example of the reference of naskah dinas, section 12.
    ['2024-06-30', 2, 3, 'year-end', '2026-12-31', '2029-12-31', '2030-01-01'],
    ['2024-01-01', 2, 3, 'year-end', '2026-12-31', '2029-12-31', '2030-01-01'],
    ['2024-12-31', 2, 3, 'year-end', '2026-12-31', '2029-12-31', '2030-01-01'],
    ['2025-01-01', 2, 3, 'year-end', '2027-12-31', '2030-12-31', '2031-01-01'],
    ['2024-06-30', 0, 0, 'year-end', '2024-12-31', '2024-12-31', '2025-01-01'],
    ['2024-06-30', 2, 3, 'closing-day', '2026-06-30', '2029-06-30', '2029-07-01'],
    ['2024-02-29', 1, 3, 'closing-day', '2025-02-28', '2028-02-29', '2028-03-01'],
    ['1999-02-28', 1, 0, 'closing-day', '2000-02-28', '2000-02-28', '2000-02-29'],
  ] as const)('closed %s with %i + %i years by %s', (closed, activeYears, inactiveYears, start, activeTo, inactiveTo, eligibleFrom) => {
    expect(retentionDates(closed, { activeYears, inactiveYears }, start)).toEqual({ activeTo, inactiveTo, eligibleFrom });
  });

  it('changes its phase on the day after the last one', () => {
    const dates = { activeTo: '2026-12-31', inactiveTo: '2029-12-31' };
    expect(['2026-12-31', '2027-01-01', '2029-12-31', '2030-01-01'].map((day) => phaseOn(day, dates))).toEqual(['active', 'inactive', 'inactive', 'over']);
  });
});

describe('a schedule is inherited', () => {
  const rules = new Map([['000', 'umum'], ['000.1.2', 'perjalanan'], ['800', 'kepegawaian']]);
  it.each([['000.1.2', 'perjalanan', '000.1.2'], ['000.1.2.3', 'perjalanan', '000.1.2'], ['000.1.20', 'umum', '000'], ['000.9', 'umum', '000']])('%s takes %s of %s', (code, rule, from) => {
    expect(ruleFor(code, rules)).toEqual({ rule, from });
  });
  it('is absent where nothing above has one', () => expect(ruleFor('400.12.2', rules)).toBeUndefined());
});

const row = (line: number, values: Record<string, string>) => ({ line, values });
describe('a list of codes', () => {
  const known = new Map([['000', { title: 'Umum', alias: '' }], ['000.1', { title: 'Ketatausahaan', alias: 'TU' }]]);
  const judged = (...rows: [string, string][]) => judgeCodes(rows.map(([code, title], nth) => row(nth + 2, { code, title, alias: '' })), known);

  it('is read with its spaces, final stops and leading zeros', () => {
    expect(['  000.1.10 ', '000.1.10.', '000 . 1 . 10', '000.1.010'].map(canonicalCode)).toEqual(['000.1.10', '000.1.10', '000.1.10', '000.1.10']);
    const [one] = judged([' 000.1.09 ', 'Sembilan']);
    expect(one).toMatchObject({ verdict: 'new', fact: { code: '000.1.9' }, notes: ['Dibaca sebagai 000.1.9.'] });
  });
  it('takes five segments and deeper with their parents in the file, whatever the order', () => {
    const rows = judged(['000.1.2.3.4.5', 'Enam'], ['000.1.2.3.4', 'Lima'], ['000.1.2.3', 'Empat'], ['000.1.2', 'Tiga']);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['new', 'new', 'new', 'new']);
  });
  it('tells new, changed and unchanged apart, and keeps an alias that the file leaves empty', () => {
    const rows = judged(['000', 'Umum'], ['000.1', 'Ketatausahaan dan rumah tangga'], ['000.2', 'Perlengkapan']);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['unchanged', 'changed', 'new']);
    expect(rows[1]!.fact!.alias).toBe('TU');
  });
  it.each([
    [['000.7.1', 'Tanpa induk'], 'Kode induknya 000.7 tidak ada'],
    [['0', 'Umum'], 'tersimpan sebagai angka'],
    [['400,1', 'Daerah tertinggal'], 'tersimpan sebagai angka'],
    [['000.A', 'Huruf'], 'bukan kode klasifikasi'],
    [['', 'Tanpa kode'], 'Kodenya kosong'],
    [['000.3', ''], 'Uraiannya kosong'],
  ] as [[string, string], string][])('refuses %j by name', (line, sentence) => {
    const [one] = judged(line);
    expect(one!.verdict).toBe('refused');
    expect(one!.reasons.join(' ')).toContain(sentence);
  });
  it('refuses the second of two lines that mean one code', () => {
    const rows = judged(['000.1.1', 'Satu'], ['000.1.01', 'Satu lagi']);
    expect(rows[1]!.reasons).toEqual(['Kode 000.1.1 sudah ada di baris 2.']);
  });
});

describe('a list of retention', () => {
  const codes = new Set(['000.1', '000.5']);
  const line = (values: Record<string, string>) => judgeRetention([row(2, { code: '000.1', active: '2', inactive: '3', fate: 'musnah', security: '', access: '', basis: '', ...values })], codes, new Map(), 'Perbup 1/2026')[0]!;

  it('reads years as lists write them', () => {
    expect(['2', '2 tahun', '2 (dua) tahun', '2 Thn', '2 tahun setelah kegiatan selesai'].map((active) => line({ active }).fact?.activeYears)).toEqual([2, 2, 2, 2, 2]);
    expect(line({ fate: 'Dinilai Kembali', security: 'Sangat Rahasia' }).fact).toMatchObject({ fate: 'dinilai-kembali', security: 'sangat-rahasia', basis: 'Perbup 1/2026' });
  });
  it.each([
    [{ active: '-1' }, 'Masa aktif tidak boleh kurang dari nol.'], [{ inactive: '-3 tahun' }, 'Masa inaktif tidak boleh kurang dari nol.'], [{ active: '2,5' }, 'bukan jumlah tahun'], [{ active: 'selama berlaku' }, 'bukan jumlah tahun'], [{ active: '101' }, 'paling lama 100 tahun'],
    [{ fate: 'dibuang' }, 'Nasib akhir'], [{ security: 'penting' }, 'Klasifikasi keamanan'], [{ code: '999.9' }, 'tidak ada dalam daftar klasifikasi'],
  ])('refuses %j', (values, sentence) => {
    expect(line(values).reasons.join(' ')).toContain(sentence);
  });
  it('wants a legal basis from the line or from the upload', () => {
    const [one] = judgeRetention([row(2, { code: '000.1', active: '2', inactive: '3', fate: 'musnah' })], codes, new Map(), '');
    expect(one!.reasons.join(' ')).toContain('Dasar hukumnya belum ditulis');
  });
});
