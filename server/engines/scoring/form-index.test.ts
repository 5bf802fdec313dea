import { describe, expect, test } from 'vitest';
import { checkInstrument } from './check-instrument.ts';
import type { FormAnswers } from './completeness.ts';
import { scoreForm } from './form-index.ts';
import { catalogueInstrument } from './instrument-catalogue.ts';
import type { FormIndex, FormInstrument } from './instrument.ts';

const catalogue = catalogueInstrument('ietpd') as FormInstrument;
const NONE = 'Tidak dipungut';
const MIXED = 'ATM, EDC, Internet/Mobile/SMS Banking, Agen Bank, UE Reader, E-Commerce';
/** Invented figures: the real ones are not published. */
const index = (): FormIndex => ({
  legalBasis: 'Contoh uji, bukan peraturan', verified: false, basis: 'unrounded',
  variables: [{ id: 'implementasi', title: 'Implementasi', weight: '60' }, { id: 'realisasi', title: 'Realisasi', weight: '40' }, { id: 'lingkungan_strategis', title: 'Lingkungan', weight: '0' }],
  items: [
    { kind: 'answers', variable: 'implementasi', title: 'Pajak', weight: '75', fields: ['hotel', 'restoran', 'parkir', 'rokok'], points: { QRIS: '100', [MIXED]: '80', 'Teller/Loket Bank': '50', Tunai: '0', [NONE]: 'out' }, several: 'best' },
    { kind: 'answers', variable: 'implementasi', title: 'Belanja', weight: '25', fields: ['belanja_modal_langsung'], points: { ya: '100', tidak: '0', tidak_dianggarkan: 'out' }, several: 'best' },
    { kind: 'ratio', variable: 'realisasi', title: 'Pajak nontunai', weight: '100', parts: ['total_pajak_daerah_dari_qris', 'total_pajak_daerah_dari_atm'], whole: 'total_realisasi_pajak_daerah' },
  ],
  stages: [{ label: 'Inisiasi', range: '[0, 40)' }, { label: 'Berkembang', range: '[40, 60)' }, { label: 'Maju', range: '[60, 80)' }, { label: 'Digital', range: '[80, 100]' }],
});
const ietpd = (change: (one: FormIndex) => void = () => {}): FormInstrument => { const one = index(); change(one); return { ...catalogue, index: one }; };
const answers: FormAnswers = {
  hotel: ['QRIS', 'Tunai'], restoran: ['Tunai'], parkir: [NONE], belanja_modal_langsung: 'ya',
  total_pajak_daerah_dari_qris: '1', total_pajak_daerah_dari_atm: '1', total_realisasi_pajak_daerah: '3',
};

test('without settings there is no index', () => expect(scoreForm(catalogue, 'regency', answers)).toEqual({ kind: 'no-settings' }));

test('exactly, rounded once: pajak (100 + 0) / 2 = 50, belanja 100 → 62.5; realisasi 200/3; 0.6 × 62.5 + 0.4 × 200/3 = 385/6', () => {
  expect(checkInstrument(ietpd())).toEqual([]);
  expect(scoreForm(ietpd(), 'regency', answers)).toMatchObject({ kind: 'scored', index: '64.17', exact: '385/6', stage: 'Maju', variables: [{ index: '62.50' }, { index: '66.67' }, { index: null }] });
});

describe('what leaves the denominator', () => {
  test('not budgeted: the whole weight of the variable falls on the rest', () => {
    expect(scoreForm(ietpd(), 'regency', { ...answers, belanja_modal_langsung: 'tidak_dianggarkan' })).toMatchObject({ variables: [{ index: '50.00' }, {}, {}] });
  });
  test('a levy of the other level is not asked; with it asked the answer is missing', () => {
    expect(scoreForm(ietpd(), 'province', { belanja_modal_langsung: 'ya', rokok: ['QRIS'], total_pajak_daerah_dari_qris: '0', total_pajak_daerah_dari_atm: '0', total_realisasi_pajak_daerah: '0' })).toMatchObject({ kind: 'scored', index: '100.00', variables: [{ index: '100.00' }, { index: null }, {}] });
    expect(scoreForm(ietpd(), 'province', answers)).toMatchObject({ kind: 'faulty' });
  });
  test('nothing left', () => {
    const only = ietpd((one) => { one.variables = [{ id: 'implementasi', title: 'I', weight: '100' }]; one.items = [one.items[0]!]; one.items[0]!.weight = '100'; });
    expect(scoreForm(only, 'regency', { hotel: [NONE], restoran: [NONE], parkir: [NONE] })).toMatchObject({ kind: 'nothing-counts' });
  });
});

test('a missing answer is never a zero', () => {
  const { hotel: _, ...rest } = answers;
  expect(scoreForm(ietpd(), 'regency', rest)).toEqual({ kind: 'incomplete', missing: ['hotel'] });
  expect(scoreForm(ietpd(), 'regency', { ...rest, hotel: [] })).toMatchObject({ kind: 'incomplete' });
});
test('of several channels: the best, or their mean', () => {
  const mean = ietpd((one) => { (one.items[0] as { several: string }).several = 'mean'; });
  expect(scoreForm(mean, 'regency', answers)).toMatchObject({ variables: [{ index: '43.75' }, {}, {}] });
});
test('a share above the whole counts as the whole', () => {
  const target = ietpd((one) => { one.items[2] = { kind: 'ratio', variable: 'realisasi', title: 'Capaian', weight: '100', parts: ['total_realisasi_pajak_daerah'], whole: 'total_target_pajak_daerah' }; });
  expect(scoreForm(target, 'regency', { ...answers, total_target_pajak_daerah: '2' })).toMatchObject({ variables: [{}, { index: '100.00' }, {}] });
});
test('at a limit the basis decides: 79.9966… is shown as 80.00, Maju unrounded, Digital rounded', () => {
  const share = { ...answers, total_pajak_daerah_dari_qris: '23999', total_pajak_daerah_dari_atm: '0', total_realisasi_pajak_daerah: '30000' };
  const only = (basis: 'rounded' | 'unrounded') => ietpd((one) => { one.basis = basis; one.variables = [{ id: 'realisasi', title: 'R', weight: '100' }]; one.items = [one.items[2]!]; });
  expect(scoreForm(only('unrounded'), 'regency', share)).toMatchObject({ index: '80.00', stage: 'Maju' });
  expect(scoreForm(only('rounded'), 'regency', share)).toMatchObject({ index: '80.00', stage: 'Digital' });
});

describe('settings that cannot be', () => {
  test.each<[string, (one: FormIndex) => void, string]>([
    ['variables of 99.99', (one) => (one.variables[0]!.weight = '59.99'), 'berjumlah 99,99, seharusnya 100'],
    ['items of 90', (one) => (one.items[1]!.weight = '15'), 'di dalam Implementasi berjumlah 90'],
    ['a weight on an empty variable', (one) => { one.variables[0]!.weight = '50'; one.variables[2]!.weight = '10'; }, 'belum ada yang dinilai'],
    ['an option without points', (one) => delete (one.items[1] as { points: Record<string, string> }).points['tidak'], '"tidak" pada "Belanja" belum bernilai'],
    ['101 points', (one) => ((one.items[1] as { points: Record<string, string> }).points['ya'] = '101'), 'paling tinggi 100'],
    ['a field counted twice', (one) => (one.items[1] as { fields: string[] }).fields.push('belanja_modal_langsung'), 'dinilai dua kali'],
    ['a text field', (one) => ((one.items[1] as { fields: string[] }).fields = ['nip']), 'bukan isian pilihan'],
    ['a ratio of choices', (one) => ((one.items[2] as { whole: string }).whole = 'sp2d_online'), 'bukan isian rupiah'],
    ['a variable that is none', (one) => (one.items[1]!.variable = 'x'), 'yang tidak ada'],
    ['a gap between stages', (one) => (one.stages[1]!.range = '[41, 60)'), 'antara 40 dan 41'],
    ['stages that do not end at 100', (one) => (one.stages[3]!.range = '[80, 99]'), 'berakhir tepat pada 100'],
    ['a stage that cannot be read', (one) => (one.stages[3]!.range = '80 ke atas'), 'tidak dapat dibaca'],
  ])('%s', (_, change, sentence) => expect(checkInstrument(ietpd(change)).map((fault) => fault.sentence).join(' ')).toContain(sentence));
});
