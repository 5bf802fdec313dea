import { describe, expect, test } from 'vitest';
import { placeOf, readFileName, unclear, type Place } from './sort-by-file-name.ts';
import { portalName, portalNames } from './portal-file-names.ts';

test.each([
  ['21.b.SK-Manrisk-SPBE.pdf', '21', 'b', 'SK Manrisk SPBE'],
  ['21b_SK Manrisk.pdf', '21', 'b', 'SK Manrisk'],
  ['21.B SK Manrisk.PDF', '21', 'b', 'SK Manrisk'],
  ['21 b SK.pdf', '21', 'b', 'SK'],
  ['21-b-SK.pdf', '21', 'b', 'SK'],
  ['007.a.Foto.jpeg', '7', 'a', 'Foto'],
  ['C:\\Users\\budi\\SPBE\\21.b.SK.pdf', '21', 'b', 'SK'],
  ['SPBE 2026/Indikator 21/21.b.SK.pdf', '21', 'b', 'SK'],
  ['21.SK Manrisk.pdf', '21', null, 'SK Manrisk'],
  ['21.b.pdf', '21', 'b', '21.b'],
  ['21.b.Perbup No. 12 Tahun 2024.pdf', '21', 'b', 'Perbup No. 12 Tahun 2024'],
  ['21. Berita acara.pdf', '21', null, 'Berita acara'],
  ['SK Manrisk 21.b.pdf', '', null, 'SK Manrisk 21.b'],
  ['2024-laporan.pdf', '', null, '2024 laporan'],
  ['.pdf', '', null, 'pdf'],
  ['21.b', '21', 'b', '21.b'],
])('%s', (name, number, letter, title) => expect(readFileName(name)).toEqual({ number, letter, title }));

const PLACES: Place[] = [{ level: 2, letter: 'a' }, { level: 3, letter: 'a' }, { level: 4, letter: 'a' }, { level: 4, letter: 'b' }];
const named = (letter: string | null) => ({ number: '21', letter, title: 'SK' });
test.each([
  ['b', null, 4], ['a', null, null], ['a', 3, 3], ['a', 5, null], ['c', 3, null], [null, 3, null],
])('letter %s with level %s claimed goes to level %s', (letter, claimed, level) => expect(placeOf(named(letter), PLACES, claimed).level).toBe(level));

describe('what is unclear', () => {
  const file = { number: '21', letter: 'b', level: 4, title: 'SK', sha256: 'x' };
  test.each([
    ['no number', { ...file, number: '' }, PLACES, 'nomor indikator'], ['an unknown indicator', { ...file, number: '99' }, undefined, 'Indikator 99 tidak ada'], ['no letter', { ...file, letter: null, level: null }, PLACES, 'tidak memuat huruf'],
    ['a letter of several levels', { ...file, letter: 'a', level: null }, PLACES, 'beberapa tingkat'], ['a letter of none', { ...file, letter: 'z', level: null }, PLACES, 'tidak ada pada indikator'], ['a letter of another level', { ...file, level: 3 }, PLACES, 'tidak ada pada tingkat 3'],
  ] as const)('%s', (_, one, places, words) => expect(unclear(one, places, [])).toContain(words));
  test('the same twice: by content or by title at one place', () => {
    expect(unclear(file, PLACES, [{ ...file, name: 'satu.pdf', title: 'Lain' }])).toContain('"satu.pdf"');
    expect(unclear(file, PLACES, [{ ...file, name: 'satu.pdf', sha256: 'y', title: 'sk' }])).toContain('"satu.pdf"');
    expect(unclear(file, PLACES, [{ ...file, name: 'satu.pdf', sha256: 'y', title: 'Lampiran' }, { ...file, name: 'dua.pdf', level: 2, letter: 'a' }])).toBe('');
  });
  test('chosen without a letter it belongs to the level as a whole', () => expect(unclear({ ...file, letter: null }, PLACES, [])).toBe(''));
});

describe('names for the portal', () => {
  test.each([
    [{ number: '21', letter: 'b', title: 'SK Manrisk SPBE', type: 'application/pdf' }, '21.b.SK-Manrisk-SPBE.pdf'],
    [{ number: '21', letter: null, title: 'Foto/rapat: "akhir"', type: 'image/jpeg' }, '21.Foto-rapat-akhir.jpg'],
    [{ number: '7', letter: 'a', title: '...', type: 'image/png' }, '7.a.bukti.png'],
    [{ number: '7', letter: 'a', title: 'x'.repeat(300), type: 'application/pdf' }, `7.a.${'x'.repeat(80)}.pdf`],
  ])('%o', (file, name) => expect(portalName(file)).toBe(name));
  test('two of one name are told apart, whatever their capitals', () => {
    const file = { number: '1', letter: 'a', type: 'application/pdf' };
    expect(portalNames([{ ...file, title: 'SK' }, { ...file, title: 'sk' }, { ...file, title: 'SK' }])).toEqual(['1.a.SK.pdf', '1.a.sk-2.pdf', '1.a.SK-3.pdf']);
  });
  test('a name of the portal is read again as its place', () => expect(readFileName(portalName({ number: '21', letter: 'b', title: 'SK Manrisk', type: 'application/pdf' }))).toEqual({ number: '21', letter: 'b', title: 'SK Manrisk' }));
});
