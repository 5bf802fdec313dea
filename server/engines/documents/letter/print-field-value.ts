import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, sentenceOf, type Result } from '../../../platform/kernel/refusal.ts';
import { dateInWords, decimal, longDate, rupiah } from './indonesian.ts';
import type { LetterField } from './letter-definition.ts';
import { proseRefusals } from '../../prose/refusals.ts';
import { printProse, type OwnFacts, type PrintedProse } from './print-prose.ts';

/** A value as a template prints it: one text, several (paragraphs, list), rows of a table, or a body. */
export type PrintedValue = string | string[] | Record<string, string>[] | PrintedProse;

export interface PrintOptions {
  /** What a body may name. */
  own: OwnFacts;
  /** Merge fields that nobody filled yet are printed by their names. */
  draft: boolean;
}

/**
 * Turns a field's value into print. An absent value of an optional field prints nothing (null).
 * Refuses a missing or wrong value with `data.message`, a sentence that names the field and the remedy.
 */
export function printFieldValue(field: LetterField, value: unknown, options: PrintOptions = { own: {}, draft: false }): Result<PrintedValue | null> {
  if (isAbsent(value)) {
    return field.required ? no(field, `belum ada. Isi "${field.label}" sebelum surat dibuat.`) : ok(null);
  }
  switch (field.type) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
        ? ok(String(value).replace(/\s*\n\s*/g, ' '))
        : no(field, 'harus berupa teks.');
    case 'paragraphs':
      return typeof value === 'string'
        ? ok(value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''))
        : no(field, 'harus berupa teks.');
    case 'date':
    case 'date-in-words':
      if (!isCalendarDay(value)) return no(field, 'harus tanggal yang ada di kalender, ditulis YYYY-MM-DD.');
      return ok(field.type === 'date' ? longDate(value) : dateInWords(value));
    case 'number': {
      const text = String(value);
      return typeof value !== 'object' && /^-?\d{1,30}(\.\d{1,12})?$/.test(text) ? ok(decimal(text)) : no(field, 'harus angka, desimal dengan titik.');
    }
    case 'money': {
      const text = String(value);
      return typeof value !== 'object' && /^-?\d{1,18}$/.test(text) ? ok(rupiah(BigInt(text))) : no(field, 'harus rupiah bulat tanpa titik atau koma.');
    }
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? ok(value) : no(field, 'harus daftar teks.');
    case 'table':
      return printRows(field, value);
    case 'prose': {
      const body = printProse(value, options.own, options.draft);
      return body.ok ? body : no(field, `belum dapat dicetak. ${sentenceOf(body.refusal, proseRefusals)}`);
    }
  }
}

function printRows(field: LetterField, value: unknown): Result<PrintedValue> {
  if (!Array.isArray(value)) return no(field, 'harus daftar baris.');
  const columns = field.columns!.map((column) => column.id);
  const rows: Record<string, string>[] = [];
  for (const [index, row] of value.entries()) {
    if (row === null || typeof row !== 'object') return no(field, `baris ${index + 1} tidak sah.`);
    const strange = Object.keys(row).find((key) => !columns.includes(key));
    if (strange !== undefined) return no(field, `baris ${index + 1} memuat kolom "${strange}" yang tidak dikenal.`);
    rows.push(Object.fromEntries(columns.map((column) => [column, cell((row as Record<string, unknown>)[column])])));
  }
  return ok(rows);
}

const cell = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) || isEmptyBody(value);

const isEmptyBody = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc' && (!('content' in value) || (Array.isArray(value.content) && value.content.length === 0));

const no = (field: LetterField, message: string) =>
  refuse('documents.field', { field: field.id, message: `Isian "${field.label}" (${field.id}) ${message}` });
