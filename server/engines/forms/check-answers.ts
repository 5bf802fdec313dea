import type { FieldRefusal } from '../../platform/kernel/refusal.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { CompiledForm, RunField } from './compiled-form.ts';
import type { Answers, Field, SimpleField } from './form-definition.ts';
import { formatDay } from './indonesian-format.ts';
import { isBlank } from './read-context.ts';
import type { FormFacts, Reading } from './read-context.ts';
import { readField } from './read-field.ts';
import { runForm } from './run-form.ts';
import { fieldsOf } from './scope.ts';

export interface CheckOptions {
  /** A draft: what is not yet answered is no fault, what is answered wrongly still is. */
  partial?: boolean;
  /** Report only faults on this page (the value is that of the whole form). */
  page?: string;
}
export interface CheckedAnswers {
  ok: boolean;
  /** Clean answers of the fields that are shown, in reading order, computed ones filled in; faulty ones left out. */
  value: Answers;
  errors: FieldRefusal[];
}

const isObject = (raw: unknown): raw is object => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const own = (from: object, key: string): unknown => (Object.hasOwn(from, key) ? (from as Answers)[key] : undefined);

/** The sentence for a field that must be answered and is not. */
function pleaseAnswer(field: Field | SimpleField): string {
  const label = field.label.replace(/[?.:*\s]+$/, '');
  switch (field.type) {
    case 'choice':
      return field.multiple ? `Pilih paling sedikit satu: ${label}.` : `Pilih ${label}.`;
    case 'region':
      return `Pilih ${label}.`;
    case 'file':
      return `Unggah ${label}.`;
    case 'point':
      return `Tandai ${label} di peta.`;
    case 'declaration':
      return 'Centang pernyataan ini untuk melanjutkan.';
    case 'group':
      return `Isi ${label}, paling sedikit ${Math.max(1, field.min)} ${field.itemLabel.toLowerCase()}.`;
    default:
      // A label that is itself a request ("Tulis keperluannya") needs no other.
      return /^(Tulis|Isi|Sebutkan|Pilih|Jelaskan|Unggah)\b/.test(label) ? `${label}.` : `Isi ${label}.`;
  }
}

class Checker {
  readonly form: CompiledForm;
  readonly facts: FormFacts;
  readonly readings = new Map<string, Reading>();
  constructor(form: CompiledForm, facts: FormFacts) {
    this.form = form;
    this.facts = facts;
  }

  /** Reads everything there is; what is faulty counts as unanswered for the conditions. */
  readAll(fields: readonly (Field | SimpleField)[], raw: object, prefix: string, checkPrefix: string): Answers {
    const answers: Answers = {};
    for (const field of fields) {
      const path = prefix + field.id;
      const value = own(raw, field.id);
      const reading = field.type === 'group' ? this.readGroup(field, value, path) : readField(field, value, { facts: this.facts, check: this.form.checks[checkPrefix + field.id] ?? {} });
      this.readings.set(path, reading);
      if (reading.kind === 'value') answers[field.id] = reading.value;
    }
    return answers;
  }

  readGroup(field: Extract<Field, { type: 'group' }>, raw: unknown, path: string): Reading {
    if (isBlank(raw)) return { kind: 'none' };
    const item = field.itemLabel.toLowerCase();
    if (!Array.isArray(raw)) return { kind: 'fault', message: `Isi ${field.label} per ${item}.` };
    if (raw.length > field.max) return { kind: 'fault', message: `Paling banyak ${field.max} ${item}. Hapus sebagian.` };
    // Holes would slip through every() and map().
    if (!Array.from(raw).every(isObject)) return { kind: 'fault', message: `Isi ${field.label} per ${item}.` };
    const rows = raw.map((row, index) => this.readAll(field.fields, row, `${path}.${index}.`, `${field.id}.`));
    return rows.length ? { kind: 'value', value: rows } : { kind: 'none' };
  }
}

/** A day outside the limits of its field, told with the limit. */
function faultOfDay(run: RunField, value: unknown, values: Record<string, unknown>): string | undefined {
  if (typeof value !== 'string') return undefined;
  const earliest = run.earliest && evaluate(run.earliest, values);
  const latest = run.latest && evaluate(run.latest, values);
  if (typeof earliest === 'string' && value < earliest) return `Paling awal ${formatDay(earliest)}.`;
  if (typeof latest === 'string' && value > latest) return `Paling akhir ${formatDay(latest)}.`;
  return undefined;
}

/**
 * Checks what was answered and gives it back clean: only known and shown fields; text trimmed, NFC, without control
 * characters; numbers as decimal text, money as integer, days as text, phones as `+62…`, region codes with dots.
 * Never throws, whatever `answers` holds. Errors carry the field's path (`titik.0.alamat`) and an Indonesian sentence.
 */
export function checkAnswers(form: CompiledForm, answers: unknown, facts: FormFacts, options: CheckOptions = {}): CheckedAnswers {
  const checker = new Checker(form, facts);
  const fields = fieldsOf(form.definition);
  const readable = checker.readAll(fields, isObject(answers) ? answers : {}, '', '');
  const values = { ...facts.values, hari_ini: facts.today };
  const state = runForm(form.run, readable, values);
  const errors: FieldRefusal[] = [];

  const visit = (field: Field | SimpleField, run: RunField, path: string, kept: Answers, seen: Record<string, unknown>): void => {
    if (!state.shown.has(path)) return;
    const reading = checker.readings.get(path) ?? { kind: 'none' };
    const refuse = (message: string) => void errors.push({ path, message });
    if (reading.kind === 'fault') return refuse(reading.message);
    const value = own(kept, field.id);
    if (value === undefined) {
      if (state.required.has(path) && !options.partial) refuse(pleaseAnswer(field));
      return;
    }
    const late = field.type === 'date' ? faultOfDay(run, value, seen) : undefined;
    if (late) {
      delete kept[field.id];
      return refuse(late);
    }
    if (field.type !== 'group') return;
    const rows = value as Answers[];
    if (rows.length < field.min && !options.partial) refuse(`Isi paling sedikit ${field.min} ${field.itemLabel.toLowerCase()}.`);
    rows.forEach((row, index) => {
      const inRow = { ...seen };
      for (const inner of field.fields) delete inRow[inner.id];
      Object.assign(inRow, row);
      for (const inner of field.fields) visit(inner, run.rows!.find((one) => one.id === inner.id)!, `${path}.${index}.${inner.id}`, row, inRow);
      rows[index] = inReadingOrder(field.fields, row);
    });
  };
  for (const page of form.definition.pages) {
    const before = errors.length;
    for (const field of page.fields) visit(field, form.run.find((one) => one.id === field.id)!, field.id, state.kept, state.values);
    if (options.page !== undefined && options.page !== page.id) errors.length = before;
  }
  return { ok: errors.length === 0, value: inReadingOrder(fields, state.kept), errors };
}

function inReadingOrder(fields: readonly (Field | SimpleField)[], answers: Answers): Answers {
  const ordered: Answers = {};
  for (const { id } of fields) if (Object.hasOwn(answers, id)) ordered[id] = answers[id];
  return ordered;
}
