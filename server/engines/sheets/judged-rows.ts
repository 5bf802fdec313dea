import type { Mapping, SheetField, SheetRow } from './headings-are-recognised.ts';

/** What becomes of one line. `reasons` are sentences for whoever repairs the file; `notes` do not stop it. */
export interface Verdict<Fact> {
  line: number;
  values: Record<string, string>;
  verdict: 'new' | 'changed' | 'unchanged' | 'refused';
  reasons: string[];
  notes: string[];
  fact?: Fact;
}

/** A line with its texts by field; a field without a column or cell is ''. */
export interface FieldRow {
  line: number;
  values: Record<string, string>;
}

export const fieldRows = (rows: readonly SheetRow[], mapping: Mapping): FieldRow[] =>
  rows
    .map(({ line, cells }) => ({ line, values: Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, (cells[column] ?? '').trim()])) }))
    .filter(({ values }) => Object.values(values).some(Boolean));

/** Labels of the compulsory fields that no column was found for. */
export const missingFields = (fields: readonly SheetField[], mapping: Mapping): string[] => fields.filter(({ field, required }) => required && !(field in mapping)).map(({ label }) => label);

export const refused = <Fact>({ line, values }: FieldRow, reasons: string[]): Verdict<Fact> => ({ line, values, verdict: 'refused', reasons, notes: [] });

/** Letters and digits only, small: "Kepala Seksi Pelayanan" and "KEPALA  SEKSI PELAYANAN." are one title. */
export const sameText = (text: string): string => text.toLocaleLowerCase('id-ID').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

export const isYes = (text: string): boolean => /^(ya|y|x|v|√|✓|1|true|benar)$/i.test(text);
export const isYesOrNo = (text: string): boolean => text === '' || isYes(text) || /^(tidak|t|n|no|0|false|-|bukan)$/i.test(text);
