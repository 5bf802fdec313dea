import { cleanCode, isClassificationCode, parentCode } from '../../../engines/documents/numbering/classification-code.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { refused, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';

/** Import rules of the reference of naskah dinas, section 8: spaces are dropped, segments compared as numbers, every code but a main group needs its parent, an alias may stand beside the title. */
export const codeFields: readonly SheetField[] = [
  { field: 'code', label: 'Kode', required: true, headings: ['kode', 'kode klasifikasi', 'kode arsip', 'kode klasifikasi arsip', 'klasifikasi', 'no kode'] },
  { field: 'title', label: 'Uraian', required: true, headings: ['uraian', 'judul', 'nama', 'nama klasifikasi', 'keterangan klasifikasi', 'jenis arsip', 'perihal', 'masalah', 'subjek'] },
  { field: 'alias', label: 'Sebutan lain', required: false, headings: ['sebutan lain', 'alias', 'nama lain', 'sebutan setempat', 'istilah lokal'] },
];

export interface CodeFact {
  code: string;
  title: string;
  alias: string;
}

/** `000.1.01` and ` 000.1.1. ` are one code: segments after the first without leading zeros. */
export const canonicalCode = (text: string): string => cleanCode(text).split('.').map((segment, nth) => (nth === 0 ? segment : segment.replace(/^0+(?=\d)/, ''))).join('.');

/** @param known codes in force on the day from which the list holds, with their wording */
export function judgeCodes(rows: readonly FieldRow[], known: ReadonlyMap<string, Omit<CodeFact, 'code'>>): Verdict<CodeFact>[] {
  const lines = rows.map((row) => ({ row, code: canonicalCode(row.values['code'] ?? '') }));
  const inFile = new Set(lines.map(({ code }) => code));
  const seen = new Map<string, number>();
  return lines.map(({ row, code }) => {
    // Quoted cells of the annex run over several lines.
    const title = oneLine(row.values['title']);
    const alias = oneLine(row.values['alias']);
    const reasons: string[] = [];
    const first = seen.get(code);
    if (code === '') reasons.push('Kodenya kosong.');
    else if (!isClassificationCode(code)) reasons.push(notACode(row.values['code'] ?? ''));
    else if (first !== undefined) reasons.push(`Kode ${code} sudah ada di baris ${first}.`);
    else {
      const parent = parentCode(code);
      if (parent !== null && !inFile.has(parent) && !known.has(parent)) reasons.push(`Kode induknya ${parent} tidak ada, baik dalam berkas ini maupun dalam daftar.`);
    }
    if (title === '') reasons.push('Uraiannya kosong.');
    else if (title.length > 300) reasons.push('Uraiannya lebih dari 300 huruf.');
    if (alias.length > 200) reasons.push('Sebutan lainnya lebih dari 200 huruf.');
    if (code !== '' && first === undefined) seen.set(code, row.line);
    if (reasons.length > 0) return refused(row, reasons);
    const before = known.get(code);
    // An empty cell says nothing about an alias that is there.
    const fact: CodeFact = { code, title, alias: alias || (before?.alias ?? '') };
    const notes = code === (row.values['code'] ?? '').trim() ? [] : [`Dibaca sebagai ${code}.`];
    if (!before) return { line: row.line, values: row.values, verdict: 'new', reasons: [], notes, fact };
    const same = before.title === fact.title && before.alias === fact.alias;
    return { line: row.line, values: row.values, verdict: same ? 'unchanged' : 'changed', reasons: [], notes: same ? notes : [...notes, `Sekarang: ${before.title}.`], fact };
  });
}

export const oneLine = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** Spreadsheets turn "000" into 0 and "400.10" into 400,1. */
const notACode = (text: string): string =>
  /^\d{1,2}$|,/.test(text.trim()) ? `"${text}" tersimpan sebagai angka. Ubah format kolom kode menjadi teks, lalu tulis lagi, misalnya 000.1.10.` : `"${text.slice(0, 40)}" bukan kode klasifikasi. Tulis tiga angka, lalu bagian berikutnya dengan titik, misalnya 000.1.10.`;
