import { describe, expect, test } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import type { FormInstrument } from '../../../engines/scoring/instrument.ts';
import { lostBy, readAnswers, type Typed } from './form-answers.ts';
import { formPages, kindOfRegion, knownAnswers, levelOfRegion, optionWords } from './form-pages.ts';

const ietpd = catalogueInstrument('ietpd') as FormInstrument;
const fields = ietpd.sections.flatMap((section) => section.fields);
const NONE = 'Tidak dipungut';
const read = (typed: Typed) => readAnswers(fields, typed, NONE);

describe('pages', () => {
  test('a regency is asked 121 fields, a province 115, each once; no page is long', () => {
    for (const [level, count] of [['regency', 121], ['province', 115]] as const) {
      const pages = formPages(ietpd, level);
      expect(new Set(pages.flatMap((page) => page.fields.map(({ id }) => id))).size).toBe(count);
      expect(Math.max(...pages.map((page) => page.fields.length))).toBeLessThanOrEqual(20);
      expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length);
    }
    expect(formPages(ietpd, 'province').some((page) => page.fields.some(({ id }) => id === 'hotel'))).toBe(false);
    expect(formPages(ietpd, 'regency').some((page) => page.fields.some(({ id }) => id === 'rokok'))).toBe(false);
  });
  test.each([['35', 'province', 'provinsi'], ['35.02', 'regency', 'kabupaten'], ['35.71', 'regency', 'kota'], ['11.01', 'regency', 'kabupaten']])('%s', (region, level, kind) => expect([levelOfRegion(region), kindOfRegion(region)]).toEqual([level, kind]));
  test('what the house knows is an answer that the form accepts', () => {
    const known = knownAnswers({ name: 'Kabupaten Ponorogo', region: '35.02', year: 2026, semester: 1 });
    expect(read(known)).toEqual({ answers: known, faults: [] });
  });
  test.each([['tidak_dianggarkan', 'tidak dianggarkan'], ['1-25', '1–25 persen'], ['Other', 'Lainnya'], ['QRIS', 'QRIS']])('%s in words', (option, words) => expect(optionWords(option)).toBe(words));
});

test('as people type', () => {
  expect(read({ total_target_pajak_daerah: ' Rp 1.250.000,00 ', hotel: ['Tunai', 'QRIS', 'QRIS'], sp2d_online: ['', 'sudah'], nip: '   ', restoran: [] })).toEqual({ answers: { total_target_pajak_daerah: '1250000', hotel: ['QRIS', 'Tunai'], sp2d_online: 'sudah' }, faults: [] });
});
test.each<[string, Typed, string]>([
  ['cents', { total_target_pajak_daerah: '1.250,50' }, 'tanpa sen'],
  ['a minus', { total_target_pajak_daerah: '-5' }, 'rupiah bulat'],
  ['words', { total_target_pajak_daerah: 'satu juta' }, 'rupiah bulat'],
  ['beyond whole numbers', { total_target_pajak_daerah: '99999999999999999999' }, 'terlalu besar'],
  ['not collected, and yet QRIS', { hotel: [NONE, 'QRIS'] }, 'tidak dapat dipilih bersama'],
  ['an option that is none', { hotel: ['Barter'] }, 'dari daftarnya'],
  ['an option that is none, alone', { sp2d_online: 'mungkin' }, 'dari daftarnya'],
  ['two answers to one question', { sp2d_online: ['sudah', 'belum'] }, 'satu isian'],
  ['a very long text', { nip: 'x'.repeat(501) }, 'Paling panjang'],
])('refuses %s', (_, typed, message) => expect(read(typed).faults.map((fault) => fault.message).join()).toContain(message));

test('answers that a newer version has no place for', () => {
  const newer = fields.filter(({ id }) => id !== 'hotel').map((field) => (field.id === 'restoran' ? { ...field, options: ['QRIS', NONE] } : field));
  expect(lostBy(newer, { hotel: ['QRIS'], restoran: ['Tunai'], parkir: ['QRIS'], nip: '1' })).toEqual(['hotel', 'restoran']);
});
