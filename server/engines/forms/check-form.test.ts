import { describe, expect, test } from 'vitest';
import { checkForm } from './check-form.ts';
import { compileForm } from './compile-form.ts';
import { parseElements, readElements } from './element-dictionary.ts';
import { formDefinition } from './form-definition.ts';
import { compiled, definition, elements, libraryCard } from './library-card.fixture.ts';
import { problemOfPattern, wholePattern } from './safe-pattern.ts';
import { formScope } from './scope.ts';

const text = (id: string, over: object = {}) => ({ id, type: 'text', label: id, ...over });
const computed = (id: string, value: string, format = 'number') => ({ id, type: 'computed', label: id, value, format });
const problems = (fields: object[], pageOver: object = {}) =>
  checkForm(formDefinition.parse({ pages: [{ id: 'satu', title: 'Satu', fields, ...pageOver }] }), { elements });
const at = (path: string) => path.split('/').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

test('the library card is accepted and compiles to JSON', () => {
  expect(checkForm(definition, { elements })).toEqual([]);
  const form = compiled();
  const order = form.run.map((field) => field.id);
  expect(order.indexOf('umur')).toBeGreaterThan(order.indexOf('lahir'));
  expect(order.indexOf('total')).toBeGreaterThan(order.indexOf('anggota'));
  expect(order.indexOf('alasan')).toBeGreaterThan(order.indexOf('total'));
  expect(form.checks).toEqual({
    nama: { check: 'name', maxLength: 150 },
    nik: { sealed: true },
    kk: { regex: '\\d{16}', message: 'Nomor KK terdiri atas 16 angka.', strip: ' .-', check: 'kk', maxLength: 30, sealed: true },
    'anggota.nama': { check: 'name', maxLength: 150 },
  });
});

describe('each mistake is told with its place and remedy', () => {
  test.each<[string, object[], string, string | RegExp]>([
    ['two of one id', [text('a'), text('a')], 'pages/0/fields/1/id', 'Id "a" dipakai dua kali.'],
    ['a word of the language', [text('between')], 'pages/0/fields/0/id', /kata yang sudah dipakai/],
    ['the name of a fact', [text('akun')], 'pages/0/fields/0/id', /nama fakta/],
    ['a reserved ending', [text('a'), text('a_teks')], 'pages/0/fields/1/id', /_teks/],
    ['an unknown name', [text('nama'), text('b', { when: 'nma = "x"' })], 'pages/0/fields/1/when', /Mungkin maksud Anda: nama/],
    ['no condition', [text('a', { when: '1 + 1' })], 'pages/0/fields/0/when', /harus ya\/tidak/],
    ['no condition in required', [text('a', { required: '"x"' })], 'pages/0/fields/0/required', /harus ya\/tidak/],
    ['shown when shown', [text('a', { when: 'b = "x"' }), text('b', { when: 'a = "x"' })], 'pages/0/fields/0', 'Isian saling menunggu: a → b → a.'],
    ['shown by itself', [text('a', { when: 'a != null' })], 'pages/0/fields/0', /a → a/],
    ['computed in a circle', [computed('a', 'b + 1'), computed('b', 'c + 1'), computed('c', 'a')], 'pages/0/fields/0', /a → b → c → a/],
    ['a row that needs its own sum', [{ id: 'g', type: 'group', label: 'g', fields: [{ id: 'x', type: 'number', label: 'x' }, computed('bagian', 'x / sum(g.x)')] }], 'pages/0/fields/0', /g → g/],
    ['a circle inside a row', [{ id: 'g', type: 'group', label: 'g', fields: [computed('x', 'y'), computed('y', 'x')] }], 'pages/0/fields/0/fields/0', /x → y → x/],
    ['format of a computed value', [computed('a', '"x"')], 'pages/0/fields/0/value', /Hasil hitungan adalah teks/],
    ['fractions of a rupiah', [computed('a', '10 / 3', 'money')], 'pages/0/fields/0/value', /dapat menghasilkan pecahan/],
    ['two equal options', [{ id: 'a', type: 'choice', label: 'a', options: [{ id: 'x', label: 'x' }, { id: 'x', label: 'y' }] }], 'pages/0/fields/0/options/1/id', /ditulis dua kali/],
    ['a choice that is none', [{ id: 'a', type: 'choice', label: 'a', options: [{ id: 'xylo', label: 'x' }, { id: 'y', label: 'y' }] }, text('b', { when: 'a = "xyla"' })], 'pages/0/fields/1/when', /Mungkin maksud Anda: xylo/],
    ['limits', [{ id: 'a', type: 'number', label: 'a', min: 5, max: 4 }], 'pages/0/fields/0/min', /lebih besar/],
    ['a date limit', [{ id: 'a', type: 'date', label: 'a', max: '5' }], 'pages/0/fields/0/max', /harus tanggal/],
    ['a broken pattern', [text('a', { pattern: { regex: '(', message: 'm' } })], 'pages/0/fields/0/pattern/regex', /tidak dapat dibaca/],
    ['an endless pattern', [text('a', { pattern: { regex: '(a+)+', message: 'm' } })], 'pages/0/fields/0/pattern/regex', /di dalam pengulangan/],
    ['prefill from an answer', [text('a'), text('b', { prefill: 'a' })], 'pages/0/fields/1/prefill', /Tidak ada isian atau fakta/],
    ['prefill of another kind', [{ id: 'a', type: 'number', label: 'a', prefill: 'hari_ini' }], 'pages/0/fields/0/prefill', /Isi awal adalah tanggal/],
    ['an unknown element', [text('a', { element: 'nma' })], 'pages/0/fields/0/element', /tidak ada di kamus/],
    ['an element of another type', [{ id: 'a', type: 'date', label: 'a', element: 'nama' }], 'pages/0/fields/0/element', /jenis date/],
    ['an option outside the element', [{ id: 'a', type: 'choice', label: 'a', element: 'kelamin', options: [{ id: 'l', label: 'l' }, { id: 'w', label: 'w' }] }], 'pages/0/fields/0/options/1/id', /tidak ada pada unsur/],
    ['a village within a village', [{ id: 'a', type: 'region', label: 'a', level: 'district', within: '35.02.17' }], 'pages/0/fields/0/within', /tingkat di atasnya|setingkat/],
    ['within nonsense', [{ id: 'a', type: 'region', label: 'a', within: 'Ponorogo' }], 'pages/0/fields/0/within', /bukan kode wilayah/],
  ])('%s', (_, fields, path, message) => {
    const found = problems(fields);
    expect(found.map((problem) => problem.path.join('/'))).toContain(path);
    const problem = found.find((one) => one.path.join('/') === path)!;
    expect(problem.path).toEqual(at(path));
    if (typeof message === 'string') expect(problem.message).toBe(message);
    else expect(problem.message + problem.remedy).toMatch(message);
    expect(problem.remedy).not.toBe('');
  });
  test('a condition about a later page', () => {
    const pages = [
      { id: 'satu', title: '1', when: 'b = "x"', fields: [text('a', { when: 'b = "x"' })] },
      { id: 'dua', title: '2', fields: [text('b')] },
    ];
    const found = checkForm(formDefinition.parse({ pages }), { elements });
    expect(found.map((problem) => problem.path.join('/'))).toEqual(['pages/0/when', 'pages/0/fields/0/when']);
  });
  test('compileForm refuses with the same list', () => {
    const broken = structuredClone(libraryCard);
    Object.assign(broken.pages[0]!.fields[4]!, { when: 'umurr < 17' });
    const form = compileForm(formDefinition.parse(broken), { elements });
    expect(!form.ok && form.refusal.code).toBe('form.invalid');
    expect(!form.ok && form.refusal.data?.problems).toMatchObject([{ path: ['pages', 0, 'fields', 4, 'when'] }]);
  });
});

test('names for expressions, with readable twins for templates', () => {
  const scope = formScope(definition, { hari_ini: 'date' }, { texts: true });
  expect(scope).toMatchObject({ jenis: { choices: ['biasa', 'keluarga'] }, jenis_teks: 'text', jarak: 'number', jumlah_buku: 'integer', umur: 'number' });
  expect(scope.anggota).toMatchObject({ list: { fields: { iuran: 'integer', iuran_teks: 'text' } } });
  expect(formScope(definition)).not.toHaveProperty('jenis_teks');
});

describe('patterns', () => {
  test.each(['[A-Z]{1,2} \\d{1,4} [A-Z]{1,3}', '\\d{5}', '(AB|CD)\\d+', '\\p{L}+', '[^<>]*', '(?:https?)://\\S+'])('%s is fine', (source) => {
    expect(problemOfPattern(source, 200)).toBeUndefined();
  });
  test.each(['(a+)+', '(a*)*', '(a|aa)+', '(?:a?){50}', '((a+)b)+', '(.*,){20}', '(a)\\1', '(?=a)b', '.*.*.*.*', '[', '(a{1,9}){9}', 'a'.repeat(301)])('%s is refused', (source) => {
    expect(problemOfPattern(source, 200)).toBeDefined();
  });
  test('several repeats only on short texts', () => expect(problemOfPattern('a*b*', 5000)).toBeDefined());
  test('the worst that is accepted ends soon', () => {
    const started = performance.now();
    expect(wholePattern('a*a*a*').test(`${'a'.repeat(300)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
  test('the whole text must fit', () => expect(wholePattern('a|b').test('ab')).toBe(false));
});

describe('the data dictionary', () => {
  const dictionary = readElements();
  test('the catalogue is sound and has what forms ask most', () => {
    for (const id of ['nama_lengkap', 'nik', 'nomor_kk', 'alamat', 'tempat_lahir', 'tanggal_lahir', 'jenis_kelamin', 'nomor_ponsel', 'surel', 'desa', 'npwp', 'nib', 'nama_usaha']) {
      expect(dictionary.has(id), id).toBe(true);
    }
  });
  test('its prefill expressions use facts that exist', () => {
    for (const element of dictionary.values()) {
      if (!element.prefill) continue;
      const field = { id: 'a', type: element.types[0], label: 'a', prefill: element.prefill };
      expect(checkForm(formDefinition.parse({ pages: [{ id: 'p', title: 'p', fields: [field] }] }), { elements: dictionary }), element.id).toEqual([]);
    }
  });
  test('a faulty one names every fault', () => {
    const entry = (id: string, name: string, more = '') => `  - { id: ${id}, label: L, name: ${name}, types: [text], personal: none, standard: s, source: s${more} }\n`;
    const file = `format: 1\nelements:\n${entry('a', 'x')}${entry('a', 'y')}${entry('b', 'x')}${entry('c', 'z', ", format: { regex: '(', message: m }")}`;
    expect(() => parseElements(file)).toThrow(/a: ditulis dua kali[^]*b: nama "x" sudah dipakai[^]*c: Pola/);
  });
});
