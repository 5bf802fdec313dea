import { describe, expect, test } from 'vitest';
import { reportForm, type FormAnswers } from './completeness.ts';
import { catalogueInstrument } from './instrument-catalogue.ts';
import type { FormInstrument } from './instrument.ts';

const ietpd = catalogueInstrument('ietpd') as FormInstrument;
const report = (answers: FormAnswers, level: 'province' | 'regency' = 'regency') => reportForm(ietpd, level, answers);
const NONE = 'Tidak dipungut';

test('126 fields; a regency is not asked the five provincial taxes, a province not the eleven of regencies', () => {
  expect(ietpd.sections.flatMap(({ fields }) => fields)).toHaveLength(126);
  expect([report({}).complete, report({}, 'province').complete]).toMatchObject([{ count: 0, of: 121, percent: '0.00' }, { count: 0, of: 115 }]);
});

test('completeness counts answers, not blanks', () => {
  const { complete, missing, sections } = report({ email: 'a@b.go.id', nip: '  ', hotel: [], restoran: ['QRIS'] });
  expect(complete).toMatchObject({ count: 2, percent: '1.65', exact: '2/121' });
  expect(missing).toContain('nip');
  expect(sections.find(({ number }) => number === '2')!.complete).toMatchObject({ count: 1, of: 41 });
});

test('coverage of channels: what is not collected leaves the denominator, a kind may use several', () => {
  const { coverage } = report({ hotel: ['QRIS', 'Tunai'], restoran: ['Tunai'], hiburan: ['Teller/Loket Bank'], parkir: [NONE] });
  expect(coverage).toMatchObject({ collected: 3, notCollected: 1 });
  expect(coverage.classes.map(({ id, share }) => [id, share.exact])).toEqual([['digital', '1/3'], ['mixed', '0'], ['counter', '1/3'], ['cash', '2/3']]);
  expect(report({}).coverage.classes[0]!.share).toMatchObject({ of: 0, percent: '' });
});

describe('what cannot be', () => {
  const faults = (answers: FormAnswers, level?: 'province' | 'regency') => report(answers, level).faults.map(({ sentence }) => sentence).join();
  test.each<[string, FormAnswers, string]>([
    ['not collected with another channel', { hotel: [NONE, 'QRIS'] }, 'tidak dapat dipilih bersama'],
    ['an option that is none', { hotel: ['Barter'] }, '"Barter" bukan pilihan'],
    ['a provincial tax in a regency', { rokok: ['QRIS'] }, 'tidak ditanyakan kepada kabupaten/kota'],
    ['rupiah with points', { total_target_pajak_daerah: '1.000' }, 'rupiah bulat'],
    ['two answers to one question', { sp2d_online: ['sudah', 'belum'] }, 'satu pilihan'],
    ['an unknown field', { kopi: 'ya' }, 'tidak ada dalam formulir'],
    ['channels above the total', { total_realisasi_pajak_daerah: '100', total_pajak_daerah_dari_qris: '60', total_pajak_daerah_dari_atm: '41' }, 'tidak boleh melebihi'],
    ['parts unequal to the whole', { total_pagu_belanja_daerah: '10', total_pagu_belanja_operasi: '1', total_pagu_belanja_modal: '2', total_pagu_belanja_tidak_terduga: '3', total_pagu_belanja_transfer: '5' }, 'harus sama dengan'],
  ])('%s', (_, answers, sentence) => expect(faults(answers)).toContain(sentence));
  test('sums that fit, and sums that are not all there yet, are no fault', () => {
    expect(faults({ total_realisasi_pajak_daerah: '100', total_pajak_daerah_dari_qris: '100', total_pagu_belanja_daerah: '10', total_pagu_belanja_operasi: '1' })).toBe('');
  });
  test('a regency’s tax in a province', () => expect(faults({ hotel: ['QRIS'] }, 'province')).toContain('tidak ditanyakan kepada provinsi'));
});

test('there is no index in it', () => expect(Object.keys(report({})).join()).not.toMatch(/index|indeks|score/));
