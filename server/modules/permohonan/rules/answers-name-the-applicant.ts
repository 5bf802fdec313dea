import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers, Field } from '../../../engines/forms/form-definition.ts';
import { sealFields } from '../../../engines/forms/sealed-fields.ts';
import { maskNik } from '../../../engines/identifiers/nik.ts';

const fields = (form: CompiledForm): Field[] => form.definition.pages.flatMap((page) => page.fields);

/** The answer to the first field bound to a dictionary element: `elementValue(form, answers, 'nama_lengkap')`. */
export function elementValue(form: CompiledForm, answers: Answers, element: string): string | undefined {
  const field = fields(form).find((f) => f.element === element && typeof answers[f.id] === 'string');
  return field && (answers[field.id] as string);
}

/** Region codes by field id, for the units that act: `{ desa_usaha: '35.02.17.2003' }`. */
export function regionCodes(form: CompiledForm, answers: Answers): Record<string, string> {
  const codes: Record<string, string> = {};
  for (const field of fields(form)) if (field.type === 'region' && typeof answers[field.id] === 'string') codes[field.id] = answers[field.id] as string;
  return codes;
}

/** Every code that answers hold, in groups too. */
export function allRegionCodes(form: CompiledForm, answers: unknown): string[] {
  const found: string[] = [];
  const look = (list: readonly { id: string; type: string; fields?: readonly { id: string; type: string }[] }[], from: unknown): void => {
    if (typeof from !== 'object' || from === null) return;
    for (const field of list) {
      const value = Object.hasOwn(from, field.id) ? (from as Answers)[field.id] : undefined;
      if (field.type === 'region' && typeof value === 'string' && value.length <= 20) found.push(value.trim(), value.replace(/\s/g, ''));
      if (field.type === 'group' && field.fields && Array.isArray(value)) for (const row of value.slice(0, 200)) look(field.fields, row);
    }
  };
  look(fields(form) as never, answers);
  return found;
}

/** Upload ids by path of their field. */
export function uploadPaths(form: CompiledForm, answers: Answers): { upload: string; path: string }[] {
  const found: { upload: string; path: string }[] = [];
  const look = (list: readonly { id: string; type: string; fields?: readonly { id: string; type: string }[] }[], from: Answers, prefix: string): void => {
    for (const field of list) {
      const value = Object.hasOwn(from, field.id) ? from[field.id] : undefined;
      if (field.type === 'file' && Array.isArray(value)) for (const id of value) if (typeof id === 'string') found.push({ upload: id, path: prefix + field.id });
      if (field.type === 'group' && field.fields && Array.isArray(value)) value.forEach((row, i) => look(field.fields!, row as Answers, `${prefix}${field.id}.${i}.`));
    }
  };
  look(fields(form) as never, answers, '');
  return found;
}

/**
 * Takes what must not lie readable out of the answers: the stored copy carries the masked text, the sealed value
 * stands beside it by path (`anggota.0.nik`). `seal` turns a text into its sealed form.
 */
export function sealAnswers(form: CompiledForm, answers: Answers, seal: (text: string) => string): { answers: Answers; sealed: Record<string, string> } {
  const sealed: Record<string, string> = {};
  const copy = structuredClone(answers);
  const hide = (from: Answers, key: string, path: string): void => {
    const value = from[key];
    if (typeof value !== 'string') return;
    sealed[path] = seal(value);
    from[key] = maskNik(value);
  };
  for (const path of sealFields(form)) {
    const [group, , inner] = path.split('.') as [string, string | undefined, string | undefined];
    if (inner === undefined) hide(copy, group, path);
    else if (Array.isArray(copy[group])) (copy[group] as Answers[]).forEach((row, i) => hide(row, inner, `${group}.${i}.${inner}`));
  }
  return { answers: copy, sealed };
}

/** The reverse, for letters and for a correction: the answers as they were given. */
export function openAnswers(answers: Answers, sealed: Record<string, string>, open: (sealed: string) => string): Answers {
  const copy = structuredClone(answers);
  for (const [path, value] of Object.entries(sealed)) {
    const parts = path.split('.');
    let at: unknown = copy;
    for (const part of parts.slice(0, -1)) at = (at as Record<string, unknown> | undefined)?.[part];
    if (typeof at === 'object' && at !== null) (at as Record<string, unknown>)[parts.at(-1)!] = open(value);
  }
  return copy;
}
