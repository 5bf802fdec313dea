import type { Answers, Field, FormDefinition, SimpleField } from './form-definition.ts';
import { isBlank } from './read-context.ts';
import { fieldsOf } from './scope.ts';

/** More than any honest form sends; the rest is not looked at. */
const MOST_ENTRIES = 20_000;
const isMany = (field: Field | SimpleField): boolean => field.type === 'file' || (field.type === 'choice' && field.multiple);

/** Puts one entry where it belongs; unknown names are left out. */
function place(answers: Answers, fields: ReadonlyMap<string, Field | SimpleField>, parts: string[], value: string): void {
  const [id, sub, ...rest] = parts;
  const field = fields.get(id!);
  if (!field || field.type === 'computed') return;
  if (field.type === 'group') {
    const index = /^\d{1,4}$/.test(sub ?? '') ? Number(sub) : -1;
    if (index < 0 || rest.length === 0) return;
    const rows = (answers[id!] ??= new Map<number, Answers>()) as Map<number, Answers>;
    if (!rows.has(index)) rows.set(index, {});
    place(rows.get(index)!, new Map(field.fields.map((inner) => [inner.id, inner])), rest, value);
  } else if (field.type === 'point') {
    if (rest.length || !['lat', 'lng', 'accuracy'].includes(sub ?? '')) return;
    if (value.trim() !== '') answers[id!] = { ...(answers[id!] as object), [sub!]: value };
  } else if (sub === undefined && !isBlank(value)) {
    // A later entry wins: the hidden twin of a checkbox comes first.
    if (isMany(field)) ((answers[id!] ??= []) as string[]).push(value);
    else answers[id!] = value;
  }
}

/**
 * The entries of an HTML form post as raw answers, for `checkAnswers`. Names: `nama`, `titik.0.alamat`, `lokasi.lat`,
 * a repeated name for several choices or files. Blank values and wholly blank rows disappear; rows close up.
 * What is no text (a file part) and names that the form does not know are left out.
 */
export function parseFormPost(definition: FormDefinition, entries: Iterable<readonly [string, unknown]>): Answers {
  const fields = new Map(fieldsOf(definition).map((field) => [field.id, field]));
  const placed: Answers = {};
  let count = 0;
  for (const [name, value] of entries) {
    if (++count > MOST_ENTRIES) break;
    if (typeof value === 'string' && name.length <= 200) place(placed, fields, name.split('.'), value);
  }
  const answers: Answers = {};
  for (const id of fields.keys()) {
    const value = placed[id];
    if (!(value instanceof Map)) {
      if (value !== undefined) answers[id] = value;
      continue;
    }
    const rows = [...(value as Map<number, Answers>)].sort(([a], [b]) => a - b).map(([, row]) => row).filter((row) => Object.keys(row).length > 0);
    if (rows.length) answers[id] = rows;
  }
  return answers;
}

/** The inverse: name and value of every input, to fill a form again. Takes raw answers as well as clean ones. */
export function toFormValues(definition: FormDefinition, answers: Answers): [string, string][] {
  const values: [string, string][] = [];
  const text = (name: string, value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values.push([name, String(value)]);
  };
  const write = (fields: readonly (Field | SimpleField)[], from: Answers, prefix: string): void => {
    for (const field of fields) {
      const name = prefix + field.id;
      const value = Object.hasOwn(from, field.id) ? from[field.id] : undefined;
      if (field.type === 'computed' || value === undefined || value === null) continue;
      if (field.type === 'group') {
        if (!Array.isArray(value)) continue;
        value.slice(0, field.max).forEach((row, index) => {
          if (typeof row === 'object' && row !== null) write(field.fields, row as Answers, `${name}.${index}.`);
        });
      } else if (field.type === 'point') {
        for (const key of ['lat', 'lng', 'accuracy']) if (Object.hasOwn(value as object, key)) text(`${name}.${key}`, (value as Answers)[key]);
      } else if (Array.isArray(value)) {
        for (const one of value.slice(0, 200)) text(name, one);
      } else {
        text(name, value);
      }
    }
  };
  write(fieldsOf(definition), answers, '');
  return values;
}

/**
 * Answers after one page was posted: the fields of that page as posted (an unticked box or a removed row sends
 * nothing, so what is absent is cleared), all others as stored.
 */
export function mergePage(definition: FormDefinition, page: string, stored: Answers, posted: Answers): Answers {
  const onPage = new Set(definition.pages.find((one) => one.id === page)?.fields.map((field) => field.id));
  const merged: Answers = {};
  for (const { id } of fieldsOf(definition)) {
    const from = onPage.has(id) ? posted : stored;
    if (Object.hasOwn(from, id) && from[id] !== undefined) merged[id] = from[id];
  }
  return merged;
}
