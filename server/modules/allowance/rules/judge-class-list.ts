import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { refused, sameText, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';

/** A list of job classes as the decree has it: by unit and title, not by person. */
export const classFields: readonly SheetField[] = [
  { field: 'unit', label: 'Unit', required: true, headings: ['unit', 'unit kerja', 'perangkat daerah', 'opd', 'skpd', 'nama unit'] },
  { field: 'title', label: 'Jabatan', required: true, headings: ['jabatan', 'nama jabatan', 'nomenklatur jabatan'] },
  { field: 'class', label: 'Kelas', required: true, headings: ['kelas', 'kelas jabatan', 'kls', 'job class', 'grade'] },
];

/** Posts of one title in one unit, with the class that each has on the day. */
export interface TitledPosts {
  unit: string;
  unitCode: string;
  title: string;
  posts: readonly { post: string; class: number | null }[];
}
export interface ClassFact {
  posts: string[];
  class: number;
  before: string;
}
export const keyOf = (unit: string, title: string): string => `${sameText(unit)}|${sameText(title)}`;

/** One title in one unit is one class, however many hold it (Permenpan RB on job classes: of the post, not of the person). Units by name or code. */
export function judgeClasses(rows: readonly FieldRow[], known: readonly TitledPosts[]): Verdict<ClassFact>[] {
  const byKey = new Map(known.flatMap((one) => [[keyOf(one.unitCode, one.title), one], [keyOf(one.unit, one.title), one]] as const));
  const units = new Set(known.flatMap((one) => [sameText(one.unit), sameText(one.unitCode)]));
  const seen = new Map<TitledPosts, number>();
  return rows.map((row) => {
    const [unit, title, text] = [row.values['unit'] ?? '', row.values['title'] ?? '', (row.values['class'] ?? '').trim()];
    const found = byKey.get(keyOf(unit, title));
    // A line of the blank sheet that nobody filled in.
    if (found && text === '') return { ...row, verdict: 'unchanged', reasons: [], notes: ['Belum diisi, dilewati.'] };
    const reasons: string[] = [];
    if (unit === '' || !units.has(sameText(unit))) reasons.push(unit === '' ? 'Unit kosong.' : 'Unit ini tidak ditemukan, atau tidak punya jabatan yang diisi PNS, CPNS, atau PPPK.');
    else if (!found) reasons.push(title === '' ? 'Jabatan kosong.' : 'Jabatan ini tidak ditemukan di unit itu. Samakan namanya dengan yang tertulis di Organisasi.');
    const jobClass = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    if (jobClass < 1 || jobClass > 17) reasons.push('Kelas jabatan adalah angka 1 sampai 17.');
    const first = found && seen.get(found);
    if (first !== undefined) reasons.push(`Jabatan ini sudah ada di baris ${first}.`);
    if (found && first === undefined) seen.set(found, row.line);
    if (reasons.length > 0 || !found) return refused(row, reasons);
    const classes = [...new Set(found.posts.map((one) => one.class))];
    const same = classes.length === 1 && classes[0] === jobClass;
    const before = classes.map((one) => (one === null ? 'belum ada' : String(one))).join(', ');
    return { ...row, verdict: same ? 'unchanged' : classes.every((one) => one === null) ? 'new' : 'changed', reasons: [], notes: same || classes.every((one) => one === null) ? [] : [`Sebelumnya ${before}.`], fact: { posts: found.posts.map((one) => one.post), class: jobClass, before } };
  });
}
