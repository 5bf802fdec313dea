import { describe, expect, it } from 'vitest';
import { readIntent, withRow, withoutRow } from './intent.ts';
import { answersFrom, errorsFrom, readValues, rowCount, valuesFrom } from './values.ts';
import type { Field, SimpleField } from './types.ts';

const base = { required: true as const };
const nama: SimpleField = { ...base, type: 'text', id: 'nama', label: 'Nama', lines: 1, minLength: 0, maxLength: 200 };
const saksi: Field = { ...base, type: 'group', id: 'saksi', label: 'Saksi', min: 1, max: 4, itemLabel: 'Saksi', fields: [nama] };

const posted = (...pairs: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return form;
};

describe('reading a posted form', () => {
  it('keeps several ticked options and leaves the button names out', () => {
    expect(readValues(posted(['hobi', 'a'], ['hobi', 'b'], ['_aksi', 'lanjut']))).toEqual({ hobi: ['a', 'b'] });
  });

  it.each([
    ['Rp 1.250.000', 1250000], ['1250000', 1250000], ['1.250.000,00', 1250000], ['1.250.000,-', 1250000],
    ['seribu', 'seribu'], ['12,5', '12,5'], ['-5', '-5'], ['99999999999999999999', '99999999999999999999'],
  ])('reads money %s as %s', (text, expected) => {
    const field: Field = { ...base, type: 'money', id: 'u', label: 'U', min: 0, max: 10 ** 12 };
    expect(answersFrom([field], { u: text })).toEqual({ u: expected });
  });

  it.each([['1.234,5', '1234.5'], ['4,00', '4.00'], ['2.5', '2.5'], ['1.000', '1000'], ['tiga', 'tiga'], ['-3', '-3']])(
    'reads the number %s as decimal text %s',
    (text, expected) => {
      const field: Field = { ...base, type: 'number', id: 'n', label: 'N', decimals: 2 };
      expect(answersFrom([field], { n: text })).toEqual({ n: expected });
    },
  );

  it('leaves unanswered fields absent and half a point to the check', () => {
    const point: Field = { ...base, type: 'point', id: 'lokasi', label: 'Lokasi' };
    expect(answersFrom([nama, point], { nama: '   ' })).toEqual({});
    expect(answersFrom([point], { 'lokasi.lat': '-7,87', 'lokasi.lng': '' })).toEqual({ lokasi: { lat: -7.87, lng: '' } });
  });

  it('drops empty rows of a group', () => {
    expect(answersFrom([saksi], { 'saksi.0.nama': 'Ani', 'saksi.1.nama': '', 'saksi.2.nama': 'Budi' })).toEqual({
      saksi: [{ nama: 'Ani' }, { nama: 'Budi' }],
    });
  });

  it('draws stored answers back into the inputs', () => {
    const answers = { nama: 'Ani', setuju: true, hobi: ['a', 'b'], lokasi: { lat: -7.8, lng: 111.4 }, saksi: [{ nama: 'Budi' }] };
    expect(valuesFrom(answers)).toEqual({
      nama: 'Ani', setuju: 'ya', hobi: ['a', 'b'], 'lokasi.lat': '-7.8', 'lokasi.lng': '111.4', 'saksi.0.nama': 'Budi',
    });
  });

  it('tells the first sentence of a field', () => {
    expect(errorsFrom([{ path: 'nik', message: 'satu' }, { path: 'nik', message: 'dua' }])).toEqual({ nik: 'satu' });
    expect(errorsFrom(undefined)).toEqual({});
  });
});

describe('small buttons', () => {
  it.each([
    ['tambah:saksi', { kind: 'row-add', path: 'saksi' }],
    ['hapus:saksi:2', { kind: 'row-remove', path: 'saksi', index: 2 }],
    ['hapus:saksi:x', { kind: 'named', name: 'hapus' }],
    ['wilayah:desa', { kind: 'region-search', path: 'desa' }],
    ['buang:foto:0198', { kind: 'file-remove', path: 'foto', id: '0198' }],
    ['simpan', { kind: 'named', name: 'simpan' }],
  ])('reads %s', (text, expected) => expect(readIntent(posted(['_aksi', text]))).toEqual(expected));

  it('takes Enter for the main button', () => expect(readIntent(posted())).toEqual({ kind: 'named', name: 'lanjut' }));

  it('moves rows up behind a removed one', () => {
    const values = { nama: 'x', 'saksi.0.nama': 'A', 'saksi.1.nama': 'B', 'saksi.2.nama': 'C', 'saksian.0': 'lain' };
    expect(withoutRow(values, 'saksi', 1)).toEqual({ nama: 'x', 'saksi.0.nama': 'A', 'saksi.1.nama': 'C', 'saksian.0': 'lain' });
  });

  it('counts rows, also an added empty one, and never follows a giant index', () => {
    expect(rowCount(withRow({ 'saksi.0.nama': 'A' }, 'saksi', 1), 'saksi')).toBe(2);
    expect(rowCount({ 'saksi.999999.nama': 'A' }, 'saksi')).toBe(0);
  });
});

describe('the small buttons of a map', () => {
  it.each([
    [[['_aksi', 'peta:lokasi:north']], { kind: 'map', path: 'lokasi', move: 'north' }],
    [[['_aksi', 'peta:titik.0.letak:centre']], { kind: 'map', path: 'titik.0.letak', move: 'centre' }],
    [[['_peta:titik.0.letak.x', '12'], ['_peta:titik.0.letak.y', '200']], { kind: 'map-press', path: 'titik.0.letak', x: 12, y: 200 }],
    // Enter on the picture: no pointer, no place.
    [[['_peta:lokasi.x', '0'], ['_peta:lokasi.y', '0']], { kind: 'map', path: 'lokasi', move: 'centre' }],
    [[['_peta:lokasi.x', 'abc'], ['_peta:lokasi.y', '5']], { kind: 'map', path: 'lokasi', move: 'centre' }],
    [[['_aksi', 'peta:lokasi:keatas']], { kind: 'named', name: 'peta' }],
  ] as [[string, string][], object][])('reads %j', (pairs, intent) => expect(readIntent(posted(...pairs))).toEqual(intent));

  it('never become answers', () => expect(readValues(posted(['_peta:lokasi.x', '12']))).toEqual({}));
});
