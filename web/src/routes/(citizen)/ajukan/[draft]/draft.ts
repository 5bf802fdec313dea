import type * as z from 'zod';
import type { operations } from '../../../../../../server/modules/permohonan/contract.ts';

export type Draft = z.output<typeof operations.getDraft.output>;

/** Pages that are asked, in their order. */
export const shownPages = (draft: Draft) => draft.pages.filter((page) => page.shown);

/** The page asked for, or the one to go on with: the first with a remark, then the first that is not complete. */
export function pageToShow(draft: Draft, asked: string | null): string {
  const shown = shownPages(draft);
  if (shown.some(({ id }) => id === asked)) return asked!;
  const remarked = draft.remarks.map(({ path }) => pageOf(draft, path));
  return (shown.find(({ id }) => remarked.includes(id)) ?? shown.find(({ complete }) => !complete) ?? shown[0])?.id ?? draft.form.pages[0]!.id;
}

/** The page on which the field of a path stands: `saksi.0.nik` → the page of `saksi`. */
export function pageOf(draft: Pick<Draft, 'form'>, path: string): string | undefined {
  const field = path.split('.')[0];
  return draft.form.pages.find((page) => page.fields.some(({ id }) => id === field))?.id;
}

/** Names of fields by path without row numbers, for the list of what to correct. */
export function labelsOf(form: Draft['form']): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const field of form.pages.flatMap((page) => page.fields)) {
    labels[field.id] = field.label;
    if (field.type === 'group') for (const inner of field.fields) labels[`${field.id}.${inner.id}`] = inner.label;
  }
  return labels;
}

/** A sentence for a list away from its field: with the field's name, unless it says it already. */
export function withLabel(labels: Record<string, string>, { path, message }: { path: string; message: string }): string {
  const label = labels[path.replace(/\.\d+(?=\.|$)/g, '')];
  return !label || message.toLowerCase().includes(label.toLowerCase().replace(/[?.:*\s]+$/, '')) ? message : `${label}: ${message}`;
}

/** For saving: what the posted page leaves empty is cleared, since saving keeps every answer that it is not told about. */
export const withCleared = (page: Draft['form']['pages'][number], answers: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(page.fields.map(({ id }) => [id, null])), ...answers,
});

export const pageAddress = (draft: { id: string }, page: string): string => `/ajukan/${draft.id}?halaman=${encodeURIComponent(page)}`;
