import { describe, expect, test } from 'vitest';
import { checkInstrument } from './check-instrument.ts';
import { catalogueInstrument, catalogueText } from './instrument-catalogue.ts';
import { isGroup, type Group, type Indicator, type WeightedInstrument } from './instrument.ts';
import { loadInstrument, readInstrument } from './load-instrument.ts';

/** The instrument of 2020 with one thing spoilt. */
const spoilt = (id: string, spoil: (one: WeightedInstrument) => void): string[] => {
  const copy = structuredClone(catalogueInstrument(id)) as WeightedInstrument;
  spoil(copy);
  return checkInstrument(copy).map(({ sentence }) => sentence);
};
const domain = (one: WeightedInstrument, at: number) => one.tree[at] as Group;
const first = (one: WeightedInstrument): Indicator => {
  let node = one.tree[0]!;
  while (isGroup(node)) node = node.children[0]!;
  return node;
};

describe('weights', () => {
  test('99.99 is refused at the root, with the sum', () => {
    expect(spoilt('spbe-2020', (one) => (domain(one, 0).weight = '12.99'))).toEqual(['Bobot di bawah keseluruhan berjumlah 99,99, seharusnya 100.', 'Bobot di bawah Domain 1 berjumlah 13, seharusnya 12,99.']);
  });
  test('one indicator a hundredth too light is found at its aspect', () => {
    expect(spoilt('spbe-2020', (one) => (first(one).weight = '1.29'))).toEqual(['Bobot di bawah Aspek 1 berjumlah 12,99, seharusnya 13.00.'.replace('13.00', '13,00')]);
  });
  test('thirds sum exactly, their decimals do not', () => {
    expect(spoilt('spbe-2018', () => {})).toEqual([]);
    expect(spoilt('spbe-2018', (one) => ((domain(one, 2).children[1] as Group).children as Indicator[]).forEach((row) => (row.weight = '3.333333333')))).toHaveLength(1);
  });
  test('no weight is nothing', () => expect(spoilt('skm-2017', (one) => (first(one).weight = '0'))).toHaveLength(2));
});

test('a number twice, an indicator twice', () => {
  expect(spoilt('spbe-2020', (one) => (first(one).number = '47'))).toEqual(['Nomor Indikator 47 dipakai dua kali. Beri nomor yang berbeda.']);
  expect(spoilt('spbe-2020', (one) => (domain(one, 1).number = '1'))).toContain('Nomor Domain 1 dipakai dua kali. Beri nomor yang berbeda.');
});

describe('levels', () => {
  test.each<[string, (one: Indicator) => void, string]>([
    ['without criteria', (one) => delete one.levels[3]!.criteria, 'Indikator 1, tingkat 4 belum berisi kriteria'],
    ['filled and marked', (one) => (one.levels[0]!.toFill = 'lampiran'), 'sekaligus ditandai'],
    ['one left out', (one) => one.levels.splice(2, 1), 'harus memuat tingkat 1, 2, 3, 4, 5'],
    ['one twice', (one) => (one.levels[2]!.level = 2), 'harus memuat tingkat 1, 2, 3, 4, 5'],
    ['evidence twice', (one) => one.levels[3]!.evidence.push({ ...one.levels[3]!.evidence[0]! }), 'ditulis dua kali'],
    ['an unknown capability', (one) => (one.capability = 'magic'), 'Kapabilitas "magic"'],
  ])('%s', (_, spoil, sentence) => expect(spoilt('spbe-2020', (one) => spoil(first(one))).join()).toContain(sentence));
  test('Pemdi: a filled level needs main evidence', () => {
    expect(spoilt('pemdi-2026', (one) => (first(one).levels[1] = { level: 2, criteria: { a: 'x' }, evidence: [{ id: 'a', text: 'y', main: false }] }))).toEqual([expect.stringContaining('belum menyebut bukti utama')]);
  });
});

describe('bands', () => {
  const bands = (...ranges: string[]) => spoilt('spbe-2020', (one) => (one.predicate.bands = ranges.map((range, at) => ({ label: `P${at}`, range }))));
  test.each<[string, string[], string | null]>([
    ['cover the scale', ['[1, 2)', '[2, 5]'], null],
    ['in any order', ['[2, 5]', '[1, 2)'], null],
    ['gap', ['[1, 2)', '[2.01, 5]'], 'Nilai antara 2 dan 2,01 tidak berpredikat'],
    ['a point that nobody has', ['[1, 2)', '(2, 5]'], 'Nilai 2 tidak berpredikat'],
    ['a point that two have', ['[1, 2]', '[2, 5]'], 'Nilai 2 masuk dua predikat'],
    ['overlap', ['[1, 3)', '[2, 5]'], 'bertumpuk antara 2 dan 3'],
    ['begins too late', ['[1.5, 5]'], 'harus mulai tepat dari 1'],
    ['ends too early', ['[1, 4.99]'], 'harus berakhir tepat pada 5'],
    ['ends open', ['[1, 5)'], 'harus berakhir tepat pada 5'],
    ['unreadable', ['1 - 5'], 'tidak dapat dibaca'],
    ['empty', ['[2, 1]'], 'tidak dapat dibaca'],
  ])('%s', (_, ranges, sentence) => {
    if (sentence === null) expect(bands(...ranges)).toEqual([]);
    else expect(bands(...ranges).join()).toContain(sentence);
  });
  test('the ends are those of the result: SKM is 25 to 100', () => expect(spoilt('skm-2017', (one) => (one.result.factor = '20'))).toHaveLength(2));
});

describe('files', () => {
  const text = catalogueText('skm-2017')!;
  const faults = (source: string) => {
    const loaded = loadInstrument(source);
    return loaded.ok ? [] : (loaded.refusal.data!.faults as { place: string; sentence: string }[]).map(({ place, sentence }) => `${place}: ${sentence}`);
  };
  test.each([
    ['a number instead of a text', text.replace('weight: "100/9"', 'weight: 11.11'), 'tree.0 (nomor 1).weight'],
    ['an unknown key', text.replace('owner:', 'pemilik: x\nowner:'), 'pemilik'],
    ['a key twice', text.replace('owner:', 'owner: x\nowner:'), 'dua kali'],
    ['no YAML', 'format: [1', 'YAML'],
    ['another method', text.replace('weighted-mean', 'guess'), 'weighted-mean atau completeness'],
    ['nothing', '', 'berkas'],
    ['a list', '- 1', 'berkas'],
    ['an anchor that multiplies', 'a: &a [1,1]\nb: *b', 'acuan'],
    ['too large', `# ${'x'.repeat(1_000_001)}`, '1 MB'],
  ])('%s', (_, source, sentence) => expect(faults(source).join('\n')).toContain(sentence));
  test('stored JSON reads as the file did', () => {
    const one = catalogueInstrument('spbe-2020')!;
    expect(readInstrument(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, value: one });
  });
});
