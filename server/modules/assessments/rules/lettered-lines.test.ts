import { expect, test } from 'vitest';
import { readLettered, writeLettered } from './lettered-lines.ts';

test.each([
  ['a. Ada rencana\nb) Ada aksi', 'a. Ada rencana\nb. Ada aksi'],
  ['Ada rencana\n\n  Ada   aksi \r\n', 'a. Ada rencana\nb. Ada aksi'],
  ['A. Ada rencana yang\nberlanjut di baris kedua\nB. Lain', 'a. Ada rencana yang berlanjut di baris kedua\nb. Lain'],
  ['- satu\n• dua\n3. tiga', 'a. satu\nb. dua\nc. tiga'],
  ['a.tanpa jarak', 'a. tanpa jarak'],
  ['', ''],
])('%j', (text, written) => expect(writeLettered(readLettered(text) as never)).toBe(written));

test('the age of a piece of evidence is read and written back', () => {
  const lines = readLettered('a. Laporan reviu (paling lama 2 tahun)\nb. Kebijakan baru (paling lambat 12 bulan sesudah reviu)');
  expect(lines).toEqual([{ id: 'a', text: 'Laporan reviu', maxAgeMonths: 24 }, { id: 'b', text: 'Kebijakan baru', monthsAfterReview: 12 }]);
  expect(readLettered(writeLettered(lines as never))).toEqual(lines);
});
test('letters go on after those that are taken', () => expect(readLettered('satu\ndua', ['a', 'c'])).toMatchObject([{ id: 'b' }, { id: 'd' }]));

test.each([
  ['a. satu\na. dua', [], 'Huruf a dipakai dua kali'],
  ['b. satu', ['b'], 'Huruf b dipakai dua kali'],
  ['satu\nb. dua', [], 'semua baris'],
  [Array(27).fill('x').join('\n'), [], '26 butir'],
  [Array(3).fill('x').join('\n'), [...'abcdefghijklmnopqrstuvwx'], '26 butir'],
  ['a. (paling lama 2 tahun)', [], 'belum berisi kalimat'],
])('refuses %j', (text, taken, sentence) => expect((readLettered(text, taken) as { sentence: string }).sentence).toContain(sentence));
