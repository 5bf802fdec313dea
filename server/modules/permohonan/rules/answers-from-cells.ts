import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers, SimpleField } from '../../../engines/forms/form-definition.ts';
import { fieldsOf } from '../../../engines/forms/scope.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import { sameText } from '../../../engines/sheets/judged-rows.ts';
import type { FieldRefusal } from '../../../platform/kernel/refusal.ts';
import type { Region } from '../../wilayah/contract.ts';
import type { RunningColumns } from './columns-of-a-running-file.ts';

/** Several values in one cell: "A | B". For the rows of a group the first of each column is one row. */
const parts = (cell: string): string[] => cell.split('|').map((part) => part.trim());

/**
 * The cells of a line as raw answers, for `checkAnswers`: choices by their label, days as people write them, regions by
 * name or code, a point as "-7,8651; 111,4696". What cannot be told is a sentence. `regions`: all that names may mean.
 */
export function answersFromCells(columns: RunningColumns, values: Readonly<Record<string, string>>, regions: readonly Region[]): { answers: Answers; reasons: string[] } {
  const answers: Answers = {};
  const reasons: string[] = [];
  const read = (of: SimpleField, label: string, cell: string): unknown => {
    if (cell === '' || cell === '-') return undefined;
    const told = fromCell(of, cell, regions);
    if ('reason' in told) {
      reasons.push(`${label}: ${told.reason}`);
      return undefined;
    }
    return told.value;
  };
  for (const { field, of, group, label } of columns.answers) {
    const cell = values[field] ?? '';
    if (group === undefined) {
      const value = read(of, label, cell);
      if (value !== undefined) answers[of.id] = value;
      continue;
    }
    parts(cell).forEach((part, index) => {
      const value = read(of, label, part);
      if (value === undefined) return;
      const rows = (answers[group] ??= []) as Answers[];
      while (rows.length <= index) rows.push({});
      rows[index]![of.id] = value;
    });
  }
  return { answers, reasons };
}

type Told = { value: unknown } | { reason: string };

function fromCell(of: SimpleField, cell: string, regions: readonly Region[]): Told {
  switch (of.type) {
    case 'choice': {
      const chosen = (of.multiple ? cell.split(/[;|]/) : [cell]).map((one) => sameText(one)).filter(Boolean);
      const ids = chosen.map((one) => of.options.find((option) => sameText(option.label) === one || option.id === one.replaceAll(' ', '_'))?.id);
      if (ids.includes(undefined)) return { reason: `"${cell.slice(0, 60)}" tidak ada dalam pilihan. Pakai: ${of.options.map((option) => option.label).join('; ')}.` };
      return { value: of.multiple ? ids : ids[0] };
    }
    case 'date':
      return { value: readDay(cell) ?? cell };
    case 'region':
      return /^[\d.\s]+$/.test(cell) ? { value: cell } : named(cell, of.level, regions);
    case 'point': {
      const two = /^(-?[\d.,]+?)\s*(?:[;/]|,\s|\s)\s*(-?[\d.,]+)$/.exec(cell) ?? /^(-?\d+\.\d+),(-?\d+\.\d+)$/.exec(cell);
      return two ? { value: { lat: two[1]!.replace(/,$/, ''), lng: two[2]! } } : { reason: `"${cell.slice(0, 40)}" bukan titik. Tulis lintang lalu bujur, misalnya -7,8651; 111,4696.` };
    }
    default:
      return { value: cell };
  }
}

const KINDS = /^(desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab)\s+/;
const bare = (text: string): string => sameText(text).replace(KINDS, '');

/** "Ronowijayan", "Kel. Ronowijayan, Kec. Siman": the name, and what lies above it where the name alone means several. */
function named(cell: string, level: Region['level'], regions: readonly Region[]): Told {
  const [name = '', ...above] = cell.split(/[,/]|\s+(?=kec\b)/i).map(bare).filter(Boolean);
  const found = regions.filter((region) => region.level === level && bare(region.name) === name && above.every((one) => region.path.split(', ').some((higher) => bare(higher) === one)));
  if (found.length === 1) return { value: found[0]!.code };
  if (found.length === 0) return { reason: `"${cell.slice(0, 60)}" tidak ditemukan di wilayah instansi. Tulis namanya seperti di daftar resmi, atau kode wilayahnya.` };
  return { reason: `ada ${found.length} wilayah bernama "${cell.slice(0, 60)}". Tambahkan kecamatannya, misalnya "${found[0]!.name}, ${found[0]!.path.split(', ')[0]}".` };
}

/**
 * The faults that count for a running file. Its uploads and declarations are in the paper file, and a point on the map that
 * no list has: these are not asked for. A point that is there and wrong is.
 */
export function faultsBesidesPaper(form: CompiledForm, answers: Answers, errors: readonly FieldRefusal[]): FieldRefusal[] {
  const fields = new Map(fieldsOf(form.definition).map((field) => [field.id, field]));
  return errors.filter(({ path }) => {
    const [id, index, inner] = path.split('.') as [string, string | undefined, string | undefined];
    const field = fields.get(id);
    const of = field?.type === 'group' && inner !== undefined ? field.fields.find((one) => one.id === inner) : field;
    const raw = field?.type === 'group' && inner !== undefined ? (answers[id] as Answers[] | undefined)?.[Number(index)]?.[inner] : answers[id];
    return !(of?.type === 'file' || of?.type === 'declaration' || (of?.type === 'point' && raw === undefined));
  });
}
