import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-levels-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function pendopo(...args: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(args, { out: (text) => out.push(text), say: (text) => said.push(text), now: () => new Date(0) });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
function score(content: string, ...more: string[]) {
  const path = join(folder, 'levels.csv');
  writeFileSync(path, content);
  return pendopo('assessment', 'score', '--instrument', 'spbe-2020', '--levels', path, ...more);
}
const scoreOf = (instrument: string, content: string) => {
  const path = join(folder, `${instrument}.csv`);
  writeFileSync(path, content);
  return pendopo('assessment', 'score', '--instrument', instrument, '--levels', path);
};

/** Levels of Kabupaten Ponorogo whose sums are 24, 25, 14, 39 and 24. */
const PONOROGO = [3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4];
const lines = (name: string, levels: readonly (number | string)[] = PONOROGO, separator = ',') => levels.map((level, at) => [name, at + 1, level].join(separator));
const file = (...rows: string[]) => ['institution,number,level', ...rows].join('\n');

describe('score', () => {
  test('one object per institution, in the order of the file', async () => {
    const answer = await score(file(...lines('Kab. Ponorogo'), ...lines('Semua Lima', PONOROGO.map(() => 5))));
    expect(answer).toMatchObject({ code: 0, said: '' });
    const [first, second, ...rest] = JSON.parse(answer.out);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ institution: 'Kab. Ponorogo', index: '2.94', exact: '2.9395', predicate: 'Baik' });
    expect(first.domains.map((one: { index: string }) => one.index)).toEqual(['2.40', '2.50', '1.27', '3.94']);
    expect(first.domains[2]).toMatchObject({ number: '3', exact: '14/11' });
    expect(first.aspects).toHaveLength(8);
    expect(second).toMatchObject({ institution: 'Semua Lima', index: '5.00', exact: '5', predicate: 'Memuaskan' });
  });
  test('the basis decides at a limit: exactly 2.595', async () => {
    // 26·20 + 50·27 + 30·12 + 55·32 + 60·20 = 5190 = 2000 × 2.595
    const levels = [...Array(10).fill(2), ...Array(3).fill(2), ...Array(7).fill(3), 2, ...Array(10).fill(1), ...Array(8).fill(3), 4, 4, 4, 4, 3, 3, 3, 3];
    const body = file(...lines('X', levels));
    const rounded = JSON.parse((await score(body, '--predicate-basis', 'rounded')).out)[0];
    const unrounded = JSON.parse((await score(body, '--predicate-basis=unrounded')).out)[0];
    const standard = JSON.parse((await score(body)).out)[0];
    expect([rounded.exact, rounded.index, rounded.predicate]).toEqual(['2.595', '2.60', 'Baik']);
    expect([unrounded.index, unrounded.predicate]).toEqual(['2.60', 'Cukup']);
    expect(standard).toEqual(unrounded);
  });
  test.each([
    ['byte order mark, semicolons, CRLF', `\uFEFFinstitution;number;level\r\n${lines('Kab. Ponorogo', PONOROGO, ';').join('\r\n')}\r\n`],
    ['tabs and other order', `level\tInstitution\tNUMBER\n${PONOROGO.map((level, at) => `${level}\tKab. Ponorogo\t${at + 1}`).join('\n')}`],
    ['quoted names, blank lines, a hint of the spreadsheet', `sep=,\ninstitution,number,level\n\n${lines('"Kab. Ponorogo"').join('\n\n')}\n,,\n`],
    ['more columns and spaces', `no,institution,number,level,catatan\n${PONOROGO.map((level, at) => `x, Kab.  Ponorogo ,0${at + 1}, ${level} ,"a, b"`).join('\n').replaceAll(/,0(\d\d)/g, ',$1')}`.replace('no,', 'urut,')],
    ['rows in any order', file(...lines('Kab. Ponorogo').toReversed())],
  ])('reads %s', async (_, content) => {
    const answer = await score(content);
    expect(answer.said).toBe('');
    expect(JSON.parse(answer.out)).toMatchObject([{ institution: 'Kab. Ponorogo', index: '2.94' }]);
  });
  test('a name with comma and quotes', async () => {
    const answer = await score(file(...lines('"Kementerian ""X"", Y dan Z"')));
    expect(JSON.parse(answer.out)[0].institution).toBe('Kementerian "X", Y dan Z');
  });
  test.each([
    ['a level above the scale', file(...lines('A', [6, ...PONOROGO.slice(1)])), 'baris 2: tingkat 6 di luar skala'],
    ['level 0', file(...lines('A', [...PONOROGO.slice(0, 46), 0])), 'baris 48: tingkat 0 di luar skala'],
    ['a decimal', file(...lines('A', [2, '2.5', ...PONOROGO.slice(2)])), 'baris 3: indikator 2 memakai tingkat bulat'],
    ['a word', file(...lines('A', ['tiga', ...PONOROGO.slice(1)])), 'baris 2: tingkat "tiga"'],
    ['an empty level', file(...lines('A', ['', ...PONOROGO.slice(1)])), 'baris 2: tingkat indikator 1 kosong'],
    ['a missing indicator', file(...lines('A'), ...lines('B').toSpliced(6, 1)), 'baris 49: "B" belum punya indikator 7'],
    ['an indicator twice', file(...lines('A'), 'A,7,3'), 'baris 49: indikator 7 untuk "A" sudah ada di baris 8'],
    ['an unknown indicator', file(...lines('A'), 'A,48,3'), 'baris 49: indikator "48" tidak ada'],
    ['no name', file(...lines('A'), ',3,3'), 'baris 49: nama instansi kosong'],
    ['no heading', lines('A').join('\n'), 'baris 1: judul kolom'],
    ['a heading twice', `institution,number,level,level\nA,1,1,1`, 'baris 1: judul kolom'],
    ['only a heading', 'institution,number,level\n', 'tidak berisi baris data'],
    ['nothing', '', 'judul kolom'],
    ['an open quote', `institution,number,level\n"A,1,1`, 'tanda kutip'],
    ['no text', 'a\0b', 'bukan teks'],
  ])('refuses %s', async (_, content, sentence) => {
    const answer = await score(content);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.said).toContain(sentence);
  });
  test('blank lines and quoted line breaks do not shift the row numbers', async () => {
    expect((await score(`institution,number,level\n\n"A\nB",1,9\n`)).said).toContain('baris 3: tingkat 9');
    expect((await score(`sep=;\ninstitution;number;level\nA;1;9\n`)).said).toContain('baris 3: tingkat 9');
  });
  test('a page of faults at most', async () => {
    const answer = await score(file(...lines('A', PONOROGO.map(() => 9))));
    expect(answer.said.split('\n')).toHaveLength(22);
    expect(answer.said).toContain('dan 27 lainnya');
  });
  test('0 and three services in 2018; decimals of other bodies in 2026', async () => {
    const old = [...Array.from({ length: 34 }, (_, at) => String(at + 1)), '35a', '35b', '35c'].map((number) => `A,${number},${number === '35c' ? 1 : 0}`);
    expect(JSON.parse((await scoreOf('spbe-2018', file(...old))).out)[0]).toMatchObject({ index: '0.03', exact: '1/30', predicate: 'Kurang' });
    const pemdi = Array.from({ length: 20 }, (_, at) => `A,${at + 1},${at === 4 ? '2.75' : 3}`);
    expect(JSON.parse((await scoreOf('pemdi-2026', file(...pemdi))).out)[0]).toMatchObject({ index: '2.99', exact: '2.9875', domains: [] });
    expect((await scoreOf('pemdi-2026', file(...pemdi).replace('A,1,3', 'A,1,2.75'))).said).toContain('indikator 1 memakai tingkat bulat');
  });
  test.each([
    [['assessment', 'score'], 'Sebutkan --instrument'],
    [['assessment', 'score', '--instrument', 'spbe-1999', '--levels', 'x'], 'Yang ada: ietpd, pemdi-2026'],
    [['assessment', 'score', '--instrument', '../demo/names', '--levels', 'x'], 'tidak ada'],
    [['assessment', 'score', '--instrument', 'ietpd', '--levels', 'x'], 'tidak punya bobot yang terbit'],
    [['assessment', 'score', '--instrument', 'spbe-2020'], 'Sebutkan --levels'],
    [['assessment', 'score', '--instrument', 'spbe-2020', '--levels', '/tidak/ada.csv'], 'tidak ada'],
    [['assessment', 'score', '--instrument', 'spbe-2020', '--levels', '.'], 'bukan berkas'],
    [['assessment', 'score', '--instrument', 'spbe-2020', '--levels', 'x', '--predicate-basis', 'half'], 'rounded atau unrounded'],
  ])('refuses %j', async (args, sentence) => {
    const answer = await pendopo(...args);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.said).toContain(sentence);
  });
});

test('instruments lists what there is', async () => {
  const answer = await pendopo('assessment', 'instruments');
  expect(answer).toMatchObject({ code: 0, said: '' });
  expect(JSON.parse(answer.out)).toMatchObject([
    { id: 'ietpd', indicators: 126, method: 'completeness', scale: null },
    { id: 'pemdi-2026', indicators: 20 }, { id: 'sakip-2021' }, { id: 'skm-2017', indicators: 9 },
    { id: 'spbe-2018', indicators: 37, scale: { min: '0', max: '5' } }, { id: 'spbe-2020', indicators: 47, scale: { min: '1', max: '5' }, predicateBasis: 'unrounded' },
  ]);
});
