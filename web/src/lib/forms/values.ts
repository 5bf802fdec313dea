import type { Answers, Errors, Field, SimpleField, Values } from './types.ts';
import type { FieldProblem } from '#lib/types.ts';

/** Text inputs of a posted form; files are left to the page (`formData.getAll(path)`). */
export function readValues(form: FormData): Values {
  const values: Values = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('_')) continue;
    const before = values[name];
    if (before === undefined) values[name] = value;
    else values[name] = [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

export const one = (values: Values | undefined, path: string): string => {
  const value = values?.[path];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

export const many = (values: Values | undefined, path: string): string[] => {
  const value = values?.[path];
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
};

/** Number of rows of a repeating group that stand in the values: the highest index + 1. */
export function rowCount(values: Values | undefined, path: string): number {
  let count = 0;
  for (const name in values) {
    if (!name.startsWith(`${path}.`)) continue;
    const index = Number.parseInt(name.slice(path.length + 1), 10);
    if (Number.isInteger(index) && index >= count && index < 200) count = index + 1;
  }
  return count;
}

/** "1.250.000", "Rp 1.250.000" → 1250000; anything else stays as typed, so that the check can say what is wrong. */
function moneyAnswer(text: string): unknown {
  const bare = text.replace(/^\s*rp\.?\s*/i, '').replace(/[\s.]/g, '').replace(/,(00?|-)$/, '');
  const amount = Number(bare);
  return /^\d+$/.test(bare) && Number.isSafeInteger(amount) ? amount : text;
}

/** "1.234,5" or "1234.5" → "1234.5"; kept as decimal text, never a float. */
function numberAnswer(text: string): string {
  const bare = text.replace(/\s/g, '');
  if (bare.includes(',')) return bare.replace(/\./g, '').replace(',', '.');
  return /^-?\d{1,3}(\.\d{3})+$/.test(bare) ? bare.replace(/\./g, '') : bare;
}

/** A coordinate as people copy it, "-7.8711" or "-7,8711" → -7.8711; anything else stays as typed. */
function degreeAnswer(text: string): unknown {
  const bare = text.trim().replace(',', '.');
  return bare !== '' && Number.isFinite(Number(bare)) ? Number(bare) : text;
}

function pointAnswer(values: Values, path: string): unknown {
  const lat = one(values, `${path}.lat`).trim();
  const lng = one(values, `${path}.lng`).trim();
  if (!lat && !lng) return undefined;
  const accuracy = one(values, `${path}.accuracy`).trim();
  return {
    lat: degreeAnswer(lat),
    lng: degreeAnswer(lng),
    ...(accuracy ? { accuracy: degreeAnswer(accuracy) } : {}),
  };
}

function simpleAnswer(field: SimpleField, values: Values, path: string): unknown {
  if (field.type === 'point') return pointAnswer(values, path);
  if (field.type === 'choice' && field.multiple) {
    const chosen = many(values, path);
    return chosen.length ? chosen : undefined;
  }
  if (field.type === 'file') {
    const ids = many(values, path);
    return ids.length ? ids : undefined;
  }
  if (field.type === 'computed') return undefined;
  const text = one(values, path).trim();
  if (text === '') return undefined;
  if (field.type === 'declaration') return true;
  if (field.type === 'money') return moneyAnswer(text);
  if (field.type === 'number') return numberAnswer(text);
  if (field.type === 'nik') return text.replace(/[\s.-]/g, '');
  return text;
}

/**
 * Posted inputs as answers in the shape that the definition tells (absent = not answered). It reads, it does not judge:
 * the engine behind the operation checks. Empty rows of a group fall away.
 */
export function answersFrom(fields: readonly Field[], values: Values): Answers {
  const answers: Answers = {};
  for (const field of fields) {
    const value =
      field.type === 'group' ? groupAnswer(field.id, field.fields, values) : simpleAnswer(field, values, field.id);
    if (value !== undefined) answers[field.id] = value;
  }
  return answers;
}

function groupAnswer(path: string, fields: readonly SimpleField[], values: Values): unknown {
  const rows: Answers[] = [];
  for (let index = 0; index < rowCount(values, path); index += 1) {
    const row: Answers = {};
    for (const field of fields) {
      const value = simpleAnswer(field, values, `${path}.${index}.${field.id}`);
      if (value !== undefined) row[field.id] = value;
    }
    if (Object.keys(row).length) rows.push(row);
  }
  return rows.length ? rows : undefined;
}

/** Stored answers as they stand in the inputs; the way back of `answersFrom`. */
export function valuesFrom(answers: Answers, prefix = ''): Values {
  const values: Values = {};
  for (const [key, value] of Object.entries(answers)) {
    const path = prefix + key;
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item !== 'object')) values[path] = value.map(String);
      else value.forEach((row, index) => Object.assign(values, valuesFrom(row as Answers, `${path}.${index}.`)));
    } else if (typeof value === 'object') {
      Object.assign(values, valuesFrom(value as Answers, `${path}.`));
    } else if (value === true) values[path] = 'ya';
    else if (value !== false) values[path] = String(value);
  }
  return values;
}

/** Refusals of single fields, by path; the first sentence of a field wins. */
export function errorsFrom(fields: readonly FieldProblem[] | undefined): Errors {
  const errors: Errors = {};
  for (const { path, message } of fields ?? []) errors[path] ??= message;
  return errors;
}
