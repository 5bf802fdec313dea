import { describe, expect, test } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type Indicator, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { acceptance, judgeVerdict, levelText, mainEvidence, type AskedVerdict, type Claim } from './verdict-is-complete.ts';

const spbe = catalogueInstrument('spbe-2020') as WeightedInstrument;
const risk = indicatorsOf(spbe.tree).find(({ indicator }) => indicator.number === '21')!.indicator;
const old = catalogueInstrument('spbe-2018') as WeightedInstrument;
const pemdi = catalogueInstrument('pemdi-2026') as WeightedInstrument;
const at = (level: number): Claim => ({ micro: BigInt(level) * 1_000_000n, fakta: 'SK Manajemen Risiko, pasal 4', analisis: 'Memenuhi pedoman' });
const say = (level: string, more: Partial<AskedVerdict> = {}): AskedVerdict => ({ level, statuses: {}, fakta: 'f', analisis: 'a', justifikasi: '', ...more });
const paths = (result: ReturnType<typeof judgeVerdict>): string[] => (result.ok ? [] : result.refusal.fields!.map(({ path }) => path));

describe('a level of the scale', () => {
  test.each(['0', '6', '2.5', '2,5', 'tiga', '', ' ', '-1', '1e0', '99999999'])('"%s" is refused at its field in SPBE 2020', (level) => {
    expect(paths(judgeVerdict(spbe, risk, at(3), say(level)))).toEqual(['level']);
  });
  test('0 is a level in SPBE 2018', () => {
    const { indicator } = indicatorsOf(old.tree)[0]!;
    expect(judgeVerdict(old, indicator, at(1), say('0', { justifikasi: 'Tidak ada kebijakan' }))).toMatchObject({ ok: true, value: { micro: 0n, direction: 'lower' } });
  });
  test('a decimal where another body scores', () => {
    const { indicator } = indicatorsOf(pemdi.tree).find((one) => one.indicator.external)!;
    expect(judgeVerdict(pemdi, indicator, at(2), say('3,25', { justifikasi: 'Nilai dari Bappenas' }))).toMatchObject({ ok: true, value: { micro: 3_250_000n, direction: 'raise', statuses: null } });
  });
});

describe('accepted, lowered, raised', () => {
  test('one tap: texts are the claim\'s, no justification needed', () => {
    expect(judgeVerdict(spbe, risk, at(3), acceptance(spbe, risk, at(3)))).toEqual({ ok: true, value: { micro: 3_000_000n, direction: 'accept', fakta: 'SK Manajemen Risiko, pasal 4', analisis: 'Memenuhi pedoman', justifikasi: '', statuses: null, rejectedAbove: [] } });
  });
  test.each([['2', 'lower'], ['4', 'raise']])('level %s needs a justification: %s', (level, direction) => {
    expect(paths(judgeVerdict(spbe, risk, at(3), say(level)))).toEqual(['justifikasi']);
    expect(paths(judgeVerdict(spbe, risk, at(3), say(level, { justifikasi: '  \n ' })))).toEqual(['justifikasi']);
    expect(judgeVerdict(spbe, risk, at(3), say(level, { justifikasi: ' Bukti reviu tidak ada ' }))).toMatchObject({ ok: true, value: { direction, justifikasi: 'Bukti reviu tidak ada' } });
  });
  test('who differs writes facts and analysis of their own', () => {
    expect(paths(judgeVerdict(spbe, risk, at(3), say('2', { fakta: '', analisis: ' ' })))).toEqual(['fakta', 'analisis', 'justifikasi']);
  });
  test('a claim without texts is not accepted without texts', () => {
    const bare = { ...at(3), fakta: '', analisis: '' };
    expect(paths(judgeVerdict(spbe, risk, bare, acceptance(spbe, risk, bare)))).toEqual(['fakta', 'analisis']);
  });
});

describe('Index Pemdi: main evidence decides', () => {
  const main = (level: number) => ({ level, criteria: { a: 'x' }, evidence: [{ id: 'a', text: `Bukti ${level}`, main: true }, { id: 'b', text: 'sampingan', main: false }] });
  const filled: Indicator = { ...indicatorsOf(pemdi.tree)[0]!.indicator, levels: [1, 2, 3, 4, 5].map(main) };
  const statuses = (accepted: number[]) => Object.fromEntries([1, 2, 3, 4, 5].map((level) => [`${level}.a`, accepted.includes(level) ? 'accepted' : 'to-revise']));
  test('the level is that of the rule, whatever was typed; what is accepted above is told', () => {
    expect(judgeVerdict(pemdi, filled, at(4), say('5', { statuses: statuses([1, 2, 4]), justifikasi: 'Bukti 3 perlu revisi' }))).toMatchObject({ ok: true, value: { micro: 2_000_000n, direction: 'lower', rejectedAbove: ['4.a'] } });
  });
  test('one tap accepts what the claimed level needs and nothing above', () => {
    const result = judgeVerdict(pemdi, filled, at(3), acceptance(pemdi, filled, at(3)));
    expect(result).toMatchObject({ ok: true, value: { micro: 3_000_000n, direction: 'accept', statuses: { '1.a': 'accepted', '3.a': 'accepted', '4.a': 'missing' } } });
  });
  test('every main piece needs a status, and only those', () => {
    expect(paths(judgeVerdict(pemdi, filled, at(3), say('', { statuses: { ...statuses([1]), '2.a': 'bagus', '9.z': 'accepted' } })))).toEqual(['statuses.9.z', 'statuses.2.a', 'justifikasi']);
  });
  test('as shipped the annex is not filled in: the level is chosen', () => {
    const { indicator } = indicatorsOf(pemdi.tree)[0]!;
    expect(mainEvidence(pemdi, indicator)).toEqual([]);
    expect(judgeVerdict(pemdi, indicator, at(3), say('3'))).toMatchObject({ ok: true, value: { direction: 'accept', statuses: null } });
  });
});

test.each([[3_000_000n, '3'], [2_500_000n, '2.5'], [0n, '0'], [1n, '0.000001']] as const)('%s is written %s', (micro, text) => expect(levelText(micro)).toBe(text));
