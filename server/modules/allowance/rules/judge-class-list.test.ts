import { expect, test } from 'vitest';
import { classFields, judgeClasses, type TitledPosts } from './judge-class-list.ts';
import { normalHeading } from '../../../engines/sheets/headings-are-recognised.ts';

const known: TitledPosts[] = [
  { unit: 'Dinas Kesehatan', unitCode: 'DINKES', title: 'Perawat Terampil', posts: [{ post: 'a', class: null }, { post: 'b', class: null }] },
  { unit: 'Dinas Kesehatan', unitCode: 'DINKES', title: 'Kepala Dinas', posts: [{ post: 'c', class: 14 }] },
  { unit: 'Puskesmas Pudak', unitCode: 'PKM-PUDAK', title: 'Perawat Terampil', posts: [{ post: 'd', class: 6 }, { post: 'e', class: 7 }] },
];
const judge = (...rows: [unit: string, title: string, text: string][]) => judgeClasses(rows.map(([unit, title, text], at) => ({ line: at + 2, values: { unit, title, class: text } })), known);

test('a title in a unit is one class for all its posts; units by name or code, however they are written', () => {
  expect(judge(['DINAS  KESEHATAN', 'perawat terampil', '6'])[0]).toMatchObject({ verdict: 'new', fact: { posts: ['a', 'b'], class: 6 } });
  expect(judge(['dinkes', 'Kepala Dinas', ' 14 '])[0]).toMatchObject({ verdict: 'unchanged' });
  expect(judge(['Dinas Kesehatan', 'Kepala Dinas', '15'])[0]).toMatchObject({ verdict: 'changed', notes: ['Sebelumnya 14.'] });
  expect(judge(['PKM PUDAK', 'Perawat Terampil', '7'])[0]).toMatchObject({ verdict: 'changed', notes: ['Sebelumnya 6, 7.'] });
});
test.each([
  [['', 'Kepala Dinas', '14'], 'Unit kosong.'], [['Dinas Gaib', 'Kepala Dinas', '14'], 'Unit ini tidak ditemukan'], [['Dinas Kesehatan', 'Juru Masak', '3'], 'Jabatan ini tidak ditemukan'], [['Dinas Kesehatan', '', '3'], 'Jabatan kosong.'],
  [['Dinas Kesehatan', 'Kepala Dinas', '18'], '1 sampai 17'], [['Dinas Kesehatan', 'Kepala Dinas', '0'], '1 sampai 17'], [['Dinas Kesehatan', 'Kepala Dinas', 'IX'], '1 sampai 17'], [['Dinas Kesehatan', 'Kepala Dinas', '-9'], '1 sampai 17'], [['Dinas Kesehatan', 'Kepala Dinas', '9,5'], '1 sampai 17'],
] as const)('%j is refused', (row, reason) => {
  const [judged] = judge([...row]);
  expect([judged!.verdict, judged!.fact]).toEqual(['refused', undefined]);
  expect(judged!.reasons.join(' ')).toContain(reason);
});
test('twice the same post, by name and by code, is refused the second time', () => {
  expect(judge(['Dinas Kesehatan', 'Kepala Dinas', '14'], ['DINKES', 'Kepala Dinas', '15']).map((one) => one.reasons)).toEqual([[], ['Jabatan ini sudah ada di baris 2.']]);
});
test('a line that nobody filled in is left out', () => expect(judge(['Dinas Kesehatan', 'Kepala Dinas', ''])[0]).toMatchObject({ verdict: 'unchanged', reasons: [], notes: ['Belum diisi, dilewati.'] }));
test('the labels of the blank sheet are headings that are known', () => {
  for (const { label, headings } of classFields) expect(headings).toContain(normalHeading(label));
});
