import { describe, expect, test } from 'vitest';
import { createInstitutionMatcher, readLocalName } from './names-match-regions.ts';

const match = createInstitutionMatcher([
  { code: '11', level: 'province', name: 'Aceh' }, { code: '34', level: 'province', name: 'Daerah Istimewa Yogyakarta' }, { code: '31', level: 'province', name: 'Daerah Khusus Ibukota Jakarta' },
  { code: '52', level: 'province', name: 'Nusa Tenggara Barat' }, { code: '35', level: 'province', name: 'Jawa Timur' },
  { code: '35.02', level: 'regency', name: 'Kabupaten Ponorogo' }, { code: '35.73', level: 'regency', name: 'Kota Malang' }, { code: '35.07', level: 'regency', name: 'Kabupaten Malang' },
  { code: '92.03', level: 'regency', name: 'Kabupaten Fak Fak' }, { code: '19.71', level: 'regency', name: 'Kota Pangkalpinang' }, { code: '31.01', level: 'regency', name: 'Kabupaten Administrasi Kepulauan Seribu' },
  { code: '99.01', level: 'regency', name: 'Kabupaten Kembar' }, { code: '98.01', level: 'regency', name: 'Kabupaten Kembar' },
]);
const codeOf = (name: string, group = 'Pemerintah Daerah', code = '') => {
  const found = match(name, group, code);
  return found.ok ? found.code : found.why;
};

test.each([
  ['Pemerintah Kab. Ponorogo', '35.02'], ['KABUPATEN PONOROGO', '35.02'], ['Pemkab Ponorogo', '35.02'], ['Pemerintah Daerah Kabupaten Ponorogo', '35.02'],
  ['Kota Malang', '35.73'], ['Pemkot Malang', '35.73'], ['Kab. Malang', '35.07'],
  ['Pemerintah Kab. Fak-Fak', '92.03'], ['Kab. Fakfak', '92.03'], ['Kota Pangkal Pinang', '19.71'], ['Kab. Adm. Kep. Seribu', '31.01'],
  ['Pemerintah Aceh', '11'], ['Provinsi Aceh', '11'], ['Pemerintah D.I. Yogyakarta', '34'], ['Pemerintah Daerah Istimewa Yogyakarta', '34'], ['Provinsi DKI Jakarta', '31'], ['Pemerintah Provinsi NTB', '52'], ['Pemprov Jawa Timur', '35'],
])('%s is %s', (name, code) => expect(codeOf(name)).toBe(code));

describe('never by likeness', () => {
  test.each(['Kota Ponorogo', 'Kab. Ponorog', 'Kab. Ponorogo Baru', 'Ponorogo', 'Kab.', 'Provinsi Malang', 'Aceh Besar'])('%s', (name) => expect(codeOf(name)).toContain('tidak ada dalam daftar'));
  test('a name of two regions', () => expect(codeOf('Kab. Kembar')).toContain('lebih dari satu'));
  test('a code decides, if it is one', () => {
    expect(codeOf('Kab. Kembar', '', '99.01')).toBe('99.01');
    expect(codeOf('Kab. Ponorogo', '', '35.99')).toContain('"35.99" tidak ada');
  });
});

test('ministries and agencies have no region; what is neither is not guessed at', () => {
  expect(match('Kementerian Dalam Negeri')).toEqual({ ok: true, kind: 'central', code: null });
  expect(match('Polri', 'Alat Negara')).toEqual({ ok: true, kind: 'central', code: null });
  expect(match('Ponorogo')).toMatchObject({ ok: false });
  expect(readLocalName('Kementerian Kota')).toBeNull();
});
