import { expect, test } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { judgeMark, type AskedMark } from './review-marks.ts';

const spbe = catalogueInstrument('spbe-2020') as WeightedInstrument;
const { indicator } = indicatorsOf(spbe.tree)[0]!;
const item = { current: 3_000_000n, state: 'settled', mark: null } as const;
const mark = (asked: Partial<AskedMark>, on: Parameters<typeof judgeMark>[3] = item, stage: Parameters<typeof judgeMark>[2] = 'review') => judgeMark(spbe, indicator, stage, on, { mark: 'valid', text: '', level: '', ...asked });
const told = (result: ReturnType<typeof mark>) => (result.ok ? result.value : (result.refusal.fields?.map(({ path }) => path) ?? result.refusal.code));

test.each<[string, ReturnType<typeof mark>, unknown]>([
  ['valid', mark({}), { mark: 'valid', text: '', micro: null }],
  ['valid with a text', mark({ text: 'bagus' }), ['text']],
  ['valid, but the assessors differ', mark({}, { ...item, state: 'disputed' }), 'evaluation.nothing-to-review'],
  ['valid, but never assessed', mark({}, { current: null, state: 'open', mark: null }), 'evaluation.nothing-to-review'],
  ['returned', mark({ mark: 'returned', text: ' Bukti 4.b kedaluwarsa ' }), { mark: 'returned', text: 'Bukti 4.b kedaluwarsa', micro: null }],
  ['returned without a word', mark({ mark: 'returned', text: ' ' }), ['text']],
  ['set', mark({ mark: 'set', text: 'Reviu lebih dari 2 tahun', level: '2' }), { mark: 'set', text: 'Reviu lebih dari 2 tahun', micro: 2_000_000n }],
  ['set without reason and outside the scale', mark({ mark: 'set', level: '6' }), ['text', 'level']],
  ['set half a level', mark({ mark: 'set', text: 'x', level: '2.5' }), ['level']],
  ['set to what it is', mark({ mark: 'set', text: 'x', level: '3' }), ['level']],
  ['set where nobody gave a value', mark({ mark: 'set', text: 'Tidak ada bukti', level: '1' }, { current: null, state: 'open', mark: null }), { mark: 'set', text: 'Tidak ada bukti', micro: 1_000_000n }],
  ['before the review', mark({}, item, 'interview'), 'evaluation.not-in-review'],
  ['after it', mark({}, item, 'final'), 'evaluation.not-in-review'],
])('%s', (_, result, expected) => expect(told(result)).toEqual(expected));
