import { evaluate, toPlain } from '../../../../../../server/engines/expressions/evaluate.ts';
import { readableValue } from '../../../../../../server/engines/forms/describe-answers.ts';
import { toFormValues } from '../../../../../../server/engines/forms/form-post.ts';
import type { RunField } from '../../../../../../server/engines/forms/compiled-form.ts';
import { runForm } from '../../../../../../server/engines/forms/run-form.ts';
import { bytes } from '#lib/format.ts';
import { many, one, rowCount } from '#lib/forms/values.ts';
import type { FormPage, FormState, RegionItem, SimpleField, Values } from '#lib/forms/types.ts';
import type { Draft } from './draft.ts';

/** What the state of a form is worked out from: a draft, or a try-out that is kept nowhere. */
type Filled = Pick<Draft, 'form' | 'run' | 'answers' | 'shown' | 'required' | 'uploads' | 'regions'>;

/** What a page of the form shows of a draft: values, what is asked, files, chosen regions, limits of dates. */
export function formStateOf(draft: Filled, page: FormPage, today: string, region?: string): FormState {
  const values = valuesOf(draft);
  return {
    values,
    hidden: hiddenOn(draft, page, values),
    required: Object.fromEntries(pathsOn(page, values).map(({ path, field, row }) => [path, draft.required.includes(path) || (row !== undefined && !isSaved(draft, path, row) && field.required !== false)])),
    uploads: uploadsOf(draft),
    regions: Object.fromEntries(pathsOn(page, values).flatMap(({ path, field }) => {
      if (field.type !== 'region') return [];
      return [[path, { chosen: regionOf(draft, values[path]), within: field.within === 'instansi' ? region : field.within }]];
    })),
    ...workedOut(draft, page, today),
  };
}

/**
 * The same for a form whose session has ended: nothing is known but what was posted. Files and regions keep their place,
 * since what a page leaves out counts as taken out.
 */
export async function stateFromPost(api: Api['wilayah'], page: FormPage, values: Values): Promise<FormState> {
  const uploads: NonNullable<FormState['uploads']> = {};
  const regions: NonNullable<FormState['regions']> = {};
  for (const { path, field } of pathsOn(page, values)) {
    if (field.type === 'file' && values[path]) uploads[path] = many(values, path).map((id, index) => ({ id, name: `Berkas ${index + 1}`, note: 'sudah terkirim' }));
    const code = one(values, path);
    if (field.type === 'region' && code) regions[path] = { chosen: await api.getRegion({ code }).catch(() => ({ code, name: code, path: '' })) };
  }
  return { uploads, regions };
}

export function valuesOf(draft: Pick<Draft, 'form' | 'answers'>): Values {
  const values: Values = {};
  for (const [name, value] of toFormValues(draft.form, draft.answers)) {
    const before = values[name];
    values[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

/** Every field of a page by its path; the rows of a group are those that stand in the values. */
function pathsOn(page: FormPage, values: Values): { path: string; field: SimpleField; row?: number }[] {
  return page.fields.flatMap((field) => {
    if (field.type !== 'group') return [{ path: field.id, field }];
    const rows = Math.max(rowCount(values, field.id), field.min);
    return Array.from({ length: rows + 1 }, (_, row) => field.fields.map((inner) => ({ path: `${field.id}.${row}.${inner.id}`, field: inner, row }))).flat();
  });
}

/** A row that nobody has saved yet is not in the server's list: it shows what has no condition. */
function hiddenOn(draft: Filled, page: FormPage, values: Values): string[] {
  const hidden = pathsOn(page, values)
    .filter(({ path, field, row }) => (draft.shown.includes(path) ? false : row === undefined || isSaved(draft, path, row) || Boolean(field.when)))
    .map(({ path }) => path);
  for (const field of page.fields) if (field.type === 'group' && !draft.shown.includes(field.id)) hidden.push(field.id);
  return hidden;
}

function isSaved(draft: Filled, path: string, row: number): boolean {
  const rows = draft.answers[path.split('.')[0]!];
  return Array.isArray(rows) && row < rows.length;
}

function uploadsOf(draft: Filled): FormState['uploads'] {
  const uploads: NonNullable<FormState['uploads']> = {};
  for (const { path, uploadId, name, type, bytes: size, url } of draft.uploads) {
    (uploads[path] ??= []).push({ id: uploadId, name, href: url, note: `${type === 'application/pdf' ? 'PDF' : 'Foto'}, ${bytes(size)}` });
  }
  return uploads;
}

function regionOf(draft: Filled, code: unknown): RegionItem | undefined {
  if (typeof code !== 'string' || !code) return undefined;
  const [name = code, ...path] = (draft.regions[code] ?? code).split(', ');
  return { code, name, path: path.join(', ') };
}

/** Computed values as people read them, and the first and last day of date fields. */
function workedOut(draft: Filled, page: FormPage, today: string): Pick<FormState, 'computed' | 'dates'> {
  const run = draft.run as RunField[];
  const known = runForm(run, draft.answers, { hari_ini: today }).values;
  const computed: Record<string, string> = {};
  const dates: NonNullable<FormState['dates']> = {};
  const visit = (fields: readonly (SimpleField | FormPage['fields'][number])[], from: readonly RunField[], values: Record<string, unknown>, prefix: string): void => {
    for (const field of fields) {
      const rule = from.find(({ id }) => id === field.id);
      const path = prefix + field.id;
      const value = (prefix ? undefined : draft.answers[field.id]) ?? values[field.id];
      if (field.type === 'computed' && value !== undefined) computed[path] = readableValue(field, value);
      if (field.type === 'date' && rule) dates[path] = { min: dayOf(rule.earliest, { ...known, ...values }), max: dayOf(rule.latest, { ...known, ...values }) };
      if (field.type === 'group' && rule?.rows) {
        const rows = Array.isArray(values[field.id]) ? (values[field.id] as Record<string, unknown>[]) : [];
        for (let row = 0; row <= Math.max(rows.length, field.min); row += 1) visit(field.fields, rule.rows, rows[row] ?? {}, `${path}.${row}.`);
      }
    }
  };
  visit(page.fields, run, known, '');
  return { computed, dates };
}

function dayOf(limit: RunField['earliest'], values: Record<string, unknown>): string | undefined {
  const day = limit && toPlain(evaluate(limit, values as Parameters<typeof evaluate>[1]));
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined;
}
