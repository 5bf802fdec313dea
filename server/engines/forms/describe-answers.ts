import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { parsePhone } from '../identifiers/phone.ts';
import type { CompiledForm } from './compiled-form.ts';
import type { Answers, Field, FieldType, SimpleField } from './form-definition.ts';
import { formatDay, formatDecimal, formatRupiahText } from './indonesian-format.ts';
import type { UploadFact } from './read-context.ts';
import { fieldsOf } from './scope.ts';
import { maskValue } from './sealed-fields.ts';

/** Names for what the answers hold as codes and ids. */
export interface ReadLookups {
  /** "Desa Ronowijayan, Kec. Siman, Kab. Ponorogo" for a code; undefined if unknown. */
  regionName?(code: string): string | undefined;
  uploads?: readonly UploadFact[];
}

export interface DescribeOptions extends ReadLookups {
  /** Sealed numbers, phones and e-mails: masked unless the reader may see them. */
  personal?: 'masked' | 'shown';
}

/** One line of the case screen. */
export interface AnswerRow {
  page: { id: string; title: string };
  /** "titik.0.alamat" */
  path: string;
  /** "Titik reklame 1", only inside a group. */
  section?: string;
  label: string;
  /** As people read it: "Rp1.250.000", "23 November 2026". */
  value: string;
  kind: FieldType;
  /** Upload ids, for files. */
  files?: string[];
  /** For map points. */
  point?: { lat: number; lng: number };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const numberText = (value: unknown): string => String(value);

/** One clean answer in Indonesian writing; a value of a foreign shape is shown as plain text, never refused. */
export function readableValue(field: SimpleField, value: unknown, lookups: ReadLookups = {}): string {
  const format = field.type === 'computed' ? field.format : field.type;
  switch (format) {
    case 'number': {
      const unit = (field.type === 'number' || field.type === 'computed') && field.unit ? ` ${field.unit}` : '';
      return formatDecimal(numberText(value)) + unit;
    }
    case 'money':
      return formatRupiahText(numberText(value));
    case 'date':
      return isCalendarDay(value) ? formatDay(value) : String(value);
    case 'boolean':
      return value === true ? 'Ya' : 'Tidak';
    case 'declaration':
      return value === true ? 'Disetujui' : 'Tidak disetujui';
    case 'choice': {
      const options = field.type === 'choice' ? field.options : [];
      const label = (id: unknown): string => options.find((option) => option.id === id)?.label ?? String(id);
      return Array.isArray(value) ? value.map(label).join(', ') : label(value);
    }
    case 'region':
      return (isText(value) && lookups.regionName?.(value)) || String(value);
    case 'phone': {
      const phone = parsePhone(value);
      return phone.ok ? phone.value.national : String(value);
    }
    case 'point': {
      const { lat, lng, accuracy } = (value ?? {}) as Record<string, unknown>;
      return `${formatDecimal(numberText(lat))}; ${formatDecimal(numberText(lng))}${typeof accuracy === 'number' ? ` (± ${formatDecimal(String(accuracy))} m)` : ''}`;
    }
    case 'file':
      return (Array.isArray(value) ? value : [value])
        .map((id) => lookups.uploads?.find((upload) => upload.id === id)?.name ?? 'Berkas')
        .join(', ');
    default:
      return String(value);
  }
}

/** What was answered, in reading order, for the officer's screen, the receipt and the applicant's own view. */
export function describeAnswers(form: CompiledForm, answers: Answers, options: DescribeOptions = {}): AnswerRow[] {
  const rows: AnswerRow[] = [];
  for (const page of form.definition.pages) {
    const add = (field: Field | SimpleField, from: Answers, path: string, checkPath: string, section?: string): void => {
      const value = Object.hasOwn(from, field.id) ? from[field.id] : undefined;
      if (value === undefined || value === null) return;
      if (field.type === 'group') {
        if (!Array.isArray(value)) return;
        value.forEach((row, index) => {
          for (const inner of field.fields) add(inner, row as Answers, `${path}.${index}.${inner.id}`, `${field.id}.${inner.id}`, `${field.itemLabel} ${index + 1}`);
        });
        return;
      }
      const shown = options.personal === 'shown' ? value : maskValue(field, form.checks[checkPath], value);
      const text = shown === value ? readableValue(field, value, options) : String(shown);
      rows.push({
        page: { id: page.id, title: page.title },
        path,
        ...(section !== undefined && { section }),
        label: field.label,
        value: text,
        kind: field.type,
        ...(field.type === 'file' && Array.isArray(value) && { files: value as string[] }),
        ...(field.type === 'point' && { point: { lat: Number((value as Answers)['lat']), lng: Number((value as Answers)['lng']) } }),
      });
    };
    for (const field of page.fields) add(field, answers, field.id, field.id);
  }
  return rows;
}

/**
 * The answers as document templates see them: as they are, and beside each `<id>_teks` as people read it, in rows too.
 * Goes with `formScope(definition, facts, { texts: true })`.
 */
export function readableValues(form: CompiledForm, answers: Answers, lookups: ReadLookups = {}): Answers {
  const readable = (fields: readonly (Field | SimpleField)[], from: Answers): Answers => {
    const values: Answers = {};
    for (const field of fields) {
      const value = Object.hasOwn(from, field.id) ? from[field.id] : undefined;
      if (value === undefined || value === null) continue;
      if (field.type === 'group') {
        values[field.id] = Array.isArray(value) ? value.map((row) => readable(field.fields, row as Answers)) : value;
      } else {
        values[field.id] = value;
        values[`${field.id}_teks`] = readableValue(field, value, lookups);
      }
    }
    return values;
  };
  return readable(fieldsOf(form.definition), answers);
}
