import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClassification, readDefinitionContext, readDefinitionFiles } from './catalogue-files.ts';
import { describeProblems, digestOf, loadDefinition } from './load-layanan.ts';
import type { DefinitionProblem } from './rules/definition-problem.ts';

const CATALOG = new URL('../../../catalog/', import.meta.url).pathname;
const context = readDefinitionContext(CATALOG);
const example = readFileSync(`${CATALOG}layanan/_example/surat-keterangan-domisili.yaml`, 'utf8');

const problemsOf = (text: string, more: object = {}): DefinitionProblem[] => {
  const loaded = loadDefinition(text, { ...context, ...more });
  return loaded.ok ? [] : (loaded.refusal.data as { problems: DefinitionProblem[] }).problems;
};
/** The example with one slip of the pen; the slip must be there. */
const slip = (from: string, to: string): string => {
  expect(example).toContain(from);
  return example.replace(from, to);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the definitions of the catalogue', () => {
  const files = readDefinitionFiles(CATALOG);
  it('are found', () => expect(files.length).toBeGreaterThanOrEqual(3));
  it.each(files.map(({ file, text }) => [file, text]))('%s is sound', (file, text) => {
    expect(describeProblems(problemsOf(text))).toBe('');
    const loaded = loadDefinition(text, context);
    if (!loaded.ok) throw new Error(loaded.refusal.code);
    expect(`${loaded.value.compiled.definition.id}.yaml`).toBe(file);
    // All 14 components of the service standard, and nothing claimed as checked that nobody checked.
    expect(Object.values(loaded.value.compiled.definition.standard).filter(Boolean)).toHaveLength(14);
    expect(loaded.value.warnings.every((warning) => warning.path[0] === 'legalBasis')).toBe(true);
  });
  it('name units that the institution has, when it is known', () => {
    const reklame = files.find(({ file }) => file === 'izin-reklame.yaml')!.text;
    expect(problemsOf(reklame, { unitCodes: new Set(['BUPATI', 'DPMPTSP', 'DPUPKP', 'SATPOLPP', 'BAPENDA']) })).toEqual([]);
    const told = problemsOf(reklame, { unitCodes: new Set(['BUPATI', 'DPMPTSP', 'DPUPKP', 'SATPOL-PP', 'BAPENDA']) });
    expect(told).toMatchObject([{ line: lineOf(reklame, 'unit:SATPOLPP'), remedy: expect.stringContaining('SATPOL-PP') }]);
    const noRegent = problemsOf(reklame, { unitCodes: new Set(['DPMPTSP', 'DPUPKP', 'SATPOLPP', 'BAPENDA']) });
    expect(noRegent).toMatchObject([{ line: lineOf(reklame, 'unit: unit:BUPATI'), message: expect.stringContaining('BUPATI') }]);
  });
  it('decide who signs by answers alone, in an expression that is understood', () => {
    const reklame = files.find(({ file }) => file === 'izin-reklame.yaml')!.text;
    const slipped = (to: string) => problemsOf(reklame.replace(/when: 'jenis = "tetap" and kelas_jalan[^\n]*/, `when: '${to}'`));
    expect(slipped('luas >= "dua puluh"')).toHaveLength(1);
    // What officers record is not known yet when the request is taken in, and neither is who asks.
    expect(slipped('langkah.pemeriksaan.jarak_jalan > 3')).toHaveLength(1);
    expect(slipped('akun.nama = "X"')).toHaveLength(1);
    expect(slipped('luas >= 30')).toEqual([]);
    expect(problemsOf(reklame.replace(/legalBasis: Peraturan Bupati tentang pendelegasian[^\n]*/, 'note: x')).length).toBeGreaterThan(0);
  });
});

it('the classification has every code of the first release, each below its parent', () => {
  const codes = new Set(readClassification(CATALOG).map((entry) => entry.code));
  for (const code of ['000.1.2.3', '500.16.7.2', '800.1.11.13', '900.1', '500.18']) expect(codes).toContain(code);
  expect([...codes].filter((code) => /^\d{3}$/.test(code))).toHaveLength(10);
  expect([...codes].filter((code) => /^\d{3}\.\d+$/.test(code))).toHaveLength(56);
});

describe('every slip is told with its line and a remedy', () => {
  it.each([
    ['an unknown value', 'kind: verification', 'kind: verifikasi', /"verifikasi"/, /"verification"/],
    ['a mistyped field type', 'type: nik,', 'type: niik,', /"niik"/, /maksud Anda: nik/],
    ['a key nobody reads', 'label: NIK }', 'label: NIK, requried: false }', /"requried" tidak dikenal/, /maksud Anda: required/],
    ['a number for a text', 'name: Surat Keterangan Domisili Usaha', 'name: 12', /harus teks, bukan angka/, /tanda kutip/],
    ['an unquoted code', 'classification: "500.3"', 'classification: 500.3', /harus teks/, /tanda kutip/],
    ['a code that is not in the list', 'classification: "500.3"', 'classification: "500.99"', /500\.99/, /classification/],
    ['a pattern without counter', '{urut}/', '', /pola nomor/, /\{urut\}/],
    ['an id with capitals', 'id: pemilik', 'id: Pemilik', /"id" tidak berbentuk benar/, /huruf kecil/],
    ['a region field that is none', 'village:desa_usaha', 'village:usaha_nama', /bukan isian wilayah/, /desa_usaha/],
    ['an unknown life event', 'lifeEvents: [usaha]', 'lifeEvents: [usahaa]', /"usahaa"/, /maksud Anda: usaha/],
    ['an unknown fee', 'kind: free', 'kind: gratis', /"gratis"/, /"free"/],
    ['an unknown element', 'element: nib', 'element: nibb', /nibb/, /nib/],
    ['an unknown name in a condition', `'punya_nib = "ya"'`, `'punya_nip = "ya"'`, /punya_nip/, /huruf ke-1/],
    ['an option that is none', `'punya_nib = "ya"'`, `'punya_nib = "iya"'`, /"iya"/, /huruf ke-/],
    ['an unknown template', 'template: surat-keterangan-usaha', 'template: surat-usaha', /surat-usaha/, /surat-keterangan-usaha/],
    ['a field the letter has not', 'berlaku_sampai: add', 'berlaku_hingga: add', /"berlaku_hingga"/, /berlaku_sampai/],
    ['a field of another kind', 'add_months(tanggal_surat, 12)', 'nama', /harus tanggal, bukan teks/, /ungkapan/],
    ['the id of an option on the letter', `'"Keterangan domisili usaha"'`, 'punya_nib', /id pilihan/, /ungkapan/],
    ['a step that waits for itself', 'id: periksa\n', 'id: periksa\n      after: [tanda_tangan]\n', /periksa → tanda_tangan → periksa/, /after/],
    ['a duty that does not fit', 'duty: signer', 'duty: verifier', /signature/, /"signer"/],
    ['too short a promise', 'promise: { amount: 1, unit: working-days }', 'promise: { amount: 2, unit: working-hours }', /jalur terpanjang/, /Perpanjang/],
    ['a colon inside a text', 'title: Pemilik\n', 'title: Pemilik: utama\n', /titik dua/, /tanda kutip/],
    ['a tab', '      title: Pemilik\n', '\ttitle: Pemilik\n', /tab/, /spasi/],
    ['a key twice', '  retentionYears: 5', '  retentionYears: 5\n  retentionYears: 6', /dua kali/, /Hapus/],
    ['too few options', ', { id: belum, label: Belum }', '', /"options" terlalu pendek/, /2 butir/],
    ['a subject that is no text', 'subject: usaha_nama', 'subject: foto_pengantar', /teks/, /huruf ke-1/],
  ])('%s', (_, from, to, message, remedy) => {
    const text = slip(from, to);
    const [first, ...rest] = problemsOf(text);
    expect(first?.message, describeProblems([first!, ...rest])).toMatch(message);
    expect(first!.remedy).toMatch(remedy);
    const begins = lineOf(example, from);
    expect(first!.line).toBeGreaterThanOrEqual(begins);
    expect(first!.line).toBeLessThanOrEqual(begins + to.split('\n').length - 1);
  });

  it('what is missing is told at the nearest node that is there', () => {
    const text = slip('    keperluan: \'"Keterangan domisili usaha"\'\n', '');
    expect(problemsOf(text)).toMatchObject([{ line: lineOf(text, '  fields:\n    nama:'), message: expect.stringContaining('"keperluan"') }]);
    const without = slip('  retentionYears: 5\n', '');
    expect(problemsOf(without)).toMatchObject([{ path: ['privacy', 'retentionYears'], line: lineOf(without, 'privacy:'), message: expect.stringContaining('belum ada') }]);
  });

  it('several at once, in the order of lines', () => {
    const text = slip('lifeEvents: [usaha]', 'lifeEvents: [x]').replace('duty: signer', 'duty: analyst').replace('{urut}', '{nomor}');
    const lines = problemsOf(text).map((one) => one.line!);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect([...lines].sort((a, b) => a - b)).toEqual(lines);
  });

  it('the first six components of the standard must be there', () => {
    for (const key of ['requirements', 'procedure', 'duration', 'cost', 'product', 'complaints']) {
      const text = example.replace(new RegExp(`\n  ${key}: [^\n]*`), '');
      expect(problemsOf(text)[0]?.path).toEqual(['standard', key]);
    }
  });

  it('money and steps tell the same', () => {
    expect(problemsOf(slip('{ kind: free, legalBasis: Belum diverifikasi terhadap peraturan daerah }', '{ kind: assessed, legalBasis: x, note: y }'))
      .map((one) => one.message)).toEqual([expect.stringContaining('assessment'), expect.stringContaining('payment')]);
  });

  it('a unit is not found by an answer that may be lacking', () => {
    const text = slip('element: desa_usaha, label', `when: 'punya_nib = "ya"', element: desa_usaha, label`);
    expect(describeProblems(problemsOf(text))).toContain('tidak selalu dijawab');
    expect(describeProblems(problemsOf(slip('label: Desa atau kelurahan,', 'label: Desa atau kelurahan, required: false,')))).toContain('tidak selalu dijawab');
  });

  it('a field may not take a name of the house', () => {
    const text = example.replaceAll('usaha_bidang', 'ketetapan').replace('    ketetapan: ketetapan', '    usaha_bidang: ketetapan');
    expect(describeProblems(problemsOf(text))).toContain('sudah dipakai sistem');
  });
});

describe('what is no definition at all', () => {
  it.each([['nothing', ''], ['a list', '- a'], ['a text', 'halo'], ['an open quote', 'x: "'], ['an unknown alias', 'a: *b'],
    ['a binary', '\u0000\u0001'], ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]`],
    ['too much', `a: "${'x'.repeat(600_000)}"`], ['a form that is a list', example.replace(/\nform:\n[^]*?\nworkflow:/, '\nform: []\nworkflow:')],
  ])('%s is refused with a sentence', (_, text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const one of problems) {
      expect(one.message.length).toBeGreaterThan(5);
      expect(one.remedy.length).toBeGreaterThan(5);
      expect(`${one.message} ${one.remedy}`).not.toMatch(/invalid|expected|required\b.*string|undefined/i);
    }
  });
});

it('the digest is of the meaning, not of the writing', () => {
  const plain = loadDefinition(example, context);
  const commented = loadDefinition(`# catatan\n${example.replace('keywords: [SKDU, domisili, alamat usaha]', 'keywords:\n  - SKDU\n  - "domisili"\n  - alamat usaha')}`, context);
  const other = loadDefinition(slip('retentionYears: 5', 'retentionYears: 6'), context);
  if (!plain.ok || !commented.ok || !other.ok) throw new Error('the example must load');
  expect(plain.value.sha256).toBe(commented.value.sha256);
  expect(plain.value.sha256).not.toBe(other.value.sha256);
  expect(digestOf(JSON.parse(JSON.stringify(plain.value.compiled.definition)))).toBe(plain.value.sha256);
});
