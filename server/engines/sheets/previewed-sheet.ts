import { maskNik } from '../identifiers/nik.ts';
import { normalHeading, type Mapping, type Sheet, type SheetField } from './headings-are-recognised.ts';
import { writeXlsx, XLSX, type Column } from './write-sheet.ts';

// What every import with a preview shows and keeps: columns to choose from, a page of judged rows, the rows that stayed behind.

/** Of a posted mapping what there is: known fields, columns of this sheet. With the headings to be remembered for the next list. */
export function chosenColumns(fields: readonly SheetField[], { headings }: Sheet, posted: Mapping): { mapping: Mapping; remembered: { field: string; heading: string }[] } {
  const known = new Set(fields.map(({ field }) => field));
  const mapping = Object.fromEntries(Object.entries(posted).filter(([field, column]) => known.has(field) && column < headings.length));
  const named = Object.entries(mapping).map(([field, column]) => ({ field, heading: normalHeading(headings[column] ?? '') })).filter((one) => one.heading !== '');
  return { mapping, remembered: [...new Map(named.map((one) => [one.heading, one])).values()] };
}

/** A whole NIK is not shown, also not the one that somebody's own list holds. */
export const masked = (text: string): string => (/^\d{16}$/.test(text.replace(/[\s.-]/g, '')) ? maskNik(text.replace(/[\s.-]/g, '')) : text);
export const maskedValues = (values: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([field, text]) => [field, masked(text)]));

/** Each column with its heading and the first cells below it. */
export const columnsToChoose = (sheet: Sheet): { index: number; heading: string; sample: string[] }[] =>
  sheet.headings.map((heading, index) => ({ index, heading, sample: sheet.rows.slice(0, 3).map((one) => masked(one.cells[index] ?? '')).filter(Boolean) }));

export interface PageAsked {
  only: 'all' | 'refused' | 'clean';
  /** Line of the last row seen; 0 for the first page. */
  after: number;
  limit: number;
}

/** One page of the judged rows; `next` is the line to go on after. */
export function pageOfRows<Row extends { line: number; verdict: string }>(rows: readonly Row[], { only, after, limit }: PageAsked): { rows: Row[]; next?: number } {
  const wanted = rows.filter((one) => only === 'all' || (one.verdict === 'refused') === (only === 'refused'));
  const page = wanted.filter((one) => one.line > after).slice(0, limit);
  const last = page.at(-1);
  return { rows: page, ...(last && wanted.at(-1) !== last ? { next: last.line } : {}) };
}

/** The rows that stayed behind, as they came, with the reason in front: repaired, the same file is imported again. */
export async function restAsXlsx(fileName: string, sheet: Sheet, reasons: Readonly<Record<string, string[]>>): Promise<{ fileName: string; type: string; content: string }> {
  const columns: Column[] = [{ heading: 'Sebab', width: 60 }, ...sheet.headings.map((heading) => ({ heading }))];
  const rows = sheet.rows.filter(({ line }) => reasons[line]).map(({ line, cells }) => [reasons[line]!.join(' '), ...cells]);
  return { fileName: `${fileName.replace(/\.[a-z]{3,4}$/i, '')} - perlu diperbaiki.xlsx`, type: XLSX, content: await writeXlsx('Perlu diperbaiki', columns, rows) };
}
