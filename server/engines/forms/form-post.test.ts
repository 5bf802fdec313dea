import { describe, expect, test } from 'vitest';
import { checkAnswers } from './check-answers.ts';
import { describeAnswers, readableValue, readableValues } from './describe-answers.ts';
import { mergePage, parseFormPost, toFormValues } from './form-post.ts';
import { compiled, definition, facts, good } from './library-card.fixture.ts';
import { sealFields } from './sealed-fields.ts';

const form = compiled();
const family = checkAnswers(
  form,
  {
    ...good, jenis: 'keluarga', jaminan: 50000, kk: '3515140508689001', surel: 'sri@contoh.id', minat: ['sejarah', 'sains'], jarak: '1234,5',
    rumah: { lat: -7.8651, lng: 111.4696, accuracy: 12 },
    anggota: [{ nama: 'Budi', iuran: 250000, kali: 2 }, { nama: 'Ani', iuran: 1000, kali: 5 }],
  },
  facts,
).value;

describe('posts without script', () => {
  test('names become answers', () => {
    const entries: [string, unknown][] = [
      ['nama', 'Sri'], ['minat', 'sains'], ['minat', 'sejarah'], ['setuju', 'off'], ['setuju', 'on'],
      ['rumah.lat', '-7,8'], ['rumah.lng', '111,4'], ['rumah.polluted', 'x'], ['umur', '7'], ['surel', '  '],
      ['anggota.4.nama', 'Ani'], ['anggota.0.nama', 'Budi'], ['anggota.0.iuran', '5'], ['anggota.2.nama', ''], ['anggota.2.iuran', ' '],
      ['foto', 'u1'], ['foto', new Uint8Array(3)], ['asing', 'x'], ['__proto__', 'x'], ['__proto__.nama', 'x'], ['anggota.__proto__.nama', 'x'],
      ['anggota.0.__proto__', 'x'], ['anggota', 'x'], ['anggota.-1.nama', 'x'], ['anggota.99999999.nama', 'x'], ['nama.x', 'y'], ['jenis.0', 'y'],
    ];
    expect(parseFormPost(definition, entries)).toEqual({
      nama: 'Sri',
      minat: ['sains', 'sejarah'],
      setuju: 'on',
      rumah: { lat: '-7,8', lng: '111,4' },
      anggota: [{ nama: 'Budi', iuran: '5' }, { nama: 'Ani' }],
      foto: ['u1'],
    });
    expect(({} as Record<string, unknown>).nama).toBeUndefined();
  });
  test('what is written into a form comes back as the same answers', () => {
    const values = toFormValues(definition, family);
    expect(values).toContainEqual(['anggota.1.nama', 'Ani']);
    expect(values).toContainEqual(['rumah.lng', '111.4696']);
    expect(checkAnswers(form, parseFormPost(definition, values), facts).value).toEqual(family);
  });
  test('raw and odd answers do not hinder filling again', () => {
    expect(toFormValues(definition, { nama: '<b>', anggota: [null, { nama: 7 }, 'x'], rumah: { lat: 'x' }, minat: 'sains', jenis: {} })).toEqual([
      ['nama', '<b>'], ['minat', 'sains'], ['anggota.1.nama', '7'], ['rumah.lat', 'x'],
    ]);
  });
  test('one page replaces its own answers only', () => {
    const merged = mergePage(definition, 'kartu', { nama: 'Sri', setuju: true, minat: ['sains'] }, { jenis: 'biasa', nama: 'dari luar' });
    expect(merged).toEqual({ nama: 'Sri', jenis: 'biasa' });
  });
  test('a flood of entries ends', () => {
    const flood = Array.from({ length: 200_000 }, (_, index): [string, string] => [`anggota.${index % 9999}.nama`, 'x']);
    expect((parseFormPost(definition, flood).anggota as unknown[]).length).toBeLessThanOrEqual(20_000);
  });
});

describe('what others read', () => {
  const lookups = { regionName: (code: string) => (code === '35.02.17.2009' ? 'Desa Ronowijayan, Kec. Siman' : undefined), uploads: facts.uploads! };
  const value = (rows: ReturnType<typeof describeAnswers>, path: string) => rows.find((row) => row.path === path)?.value;
  test('sealed paths', () => expect(sealFields(form)).toEqual(['nik', 'kk']));
  test('rows in Indonesian', () => {
    const rows = describeAnswers(form, family, lookups);
    expect(Object.fromEntries(rows.map((row) => [row.path, row.value]))).toEqual({
      nama: 'Sri Wahyuni',
      nik: '3515••••••••9002',
      lahir: '5 Agustus 1968',
      umur: '58',
      ponsel: '+62812••••7890',
      surel: 's•••@contoh.id',
      kk: '3515••••••••9001',
      desa: 'Desa Ronowijayan, Kec. Siman',
      alamat: 'Jalan Mawar 3\nRT 02 RW 01',
      jenis: 'Keluarga',
      minat: 'Sejarah, Sains',
      jarak: '1.234,5 km',
      jaminan: 'Rp50.000',
      'anggota.0.nama': 'Budi',
      'anggota.0.iuran': 'Rp250.000',
      'anggota.0.kali': '2',
      'anggota.0.subtotal': 'Rp500.000',
      'anggota.1.nama': 'Ani',
      'anggota.1.iuran': 'Rp1.000',
      'anggota.1.kali': '5',
      'anggota.1.subtotal': 'Rp5.000',
      total: 'Rp505.000',
      rumah: '-7,8651; 111,4696 (± 12 m)',
      foto: 'muka.jpg',
      setuju: 'Disetujui',
    });
    expect(rows.find((row) => row.path === 'anggota.1.nama')).toMatchObject({ section: 'Anggota 2', label: 'Nama', page: { title: 'Kartu' }, kind: 'text' });
    expect(rows.find((row) => row.path === 'foto')).toMatchObject({ files: ['u1'] });
    expect(rows.find((row) => row.path === 'rumah')).toMatchObject({ point: { lat: -7.8651, lng: 111.4696 } });
  });
  test('shown to who may see', () => {
    const rows = describeAnswers(form, family, { ...lookups, personal: 'shown' });
    expect(value(rows, 'nik')).toBe('3515144508689002');
    expect(value(rows, 'ponsel')).toBe('0812-3456-7890');
  });
  test('codes without a name stay codes', () => expect(value(describeAnswers(form, family), 'desa')).toBe('35.02.17.2009'));
  test('odd stored values are shown, not refused', () => {
    expect(value(describeAnswers(form, { lahir: 'x', jenis: 'hilang', anggota: 'x', jarak: 'y' }), 'jenis')).toBe('hilang');
  });
  test('readable twins for templates', () => {
    expect(readableValues(form, family, lookups)).toMatchObject({
      lahir: '1968-08-05', lahir_teks: '5 Agustus 1968', jaminan: 50000, jaminan_teks: 'Rp50.000', anggota: [{ iuran_teks: 'Rp250.000' }, {}],
    });
  });
  test('what is worked out carries its unit, as what is typed does', () => {
    const field = { id: 'luas', type: 'computed', label: 'Luas', required: false, value: 'panjang * lebar', format: 'number', unit: 'm²' } as const;
    expect(readableValue(field, '24.5')).toBe('24,5 m²');
    expect(readableValue({ ...field, unit: undefined }, '24')).toBe('24');
  });
});
