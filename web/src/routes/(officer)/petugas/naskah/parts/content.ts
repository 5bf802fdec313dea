import { many, one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { Addressee, ChainStep, Content, TypeRow } from '../../../../../../../server/modules/outgoing/contract.ts';

// Chapters: whom it goes to · fields of a kind · the whole

export const keyOf = (one: Addressee | ChainStep): string => JSON.stringify(one);
const read = <T>(texts: readonly string[]): T[] => texts.flatMap((text) => {
  try {
    return [JSON.parse(text) as T];
  } catch {
    return [];
  }
});

/** Those that stay ticked, and one that was chosen or typed below the list. */
function recipients(values: Values, name: string): Addressee[] {
  const typed = (part: string) => one(values, `${name}_${part}`).trim();
  const added: Addressee[] = [
    ...many(values, `${name}_jabatan`).filter(Boolean).map((post): Addressee => ({ kind: 'post', post })),
    ...(typed('instansi') ? [{ kind: 'institution' as const, host: typed('instansi'), office: typed('pejabat') || 'Pimpinan' }] : []),
    ...(typed('nama') ? [{ kind: 'outside' as const, name: typed('nama'), place: typed('tempat'), email: typed('surel') }] : []),
  ];
  return [...read<Addressee>(many(values, name)), ...added];
}
function chain(values: Values): ChainStep[] {
  const post = one(values, 'paraf_jabatan');
  return [...read<ChainStep>(many(values, 'paraf')), ...(post ? [{ post, kind: one(values, 'paraf_cara') === 'coordination' ? ('coordination' as const) : ('tier' as const) }] : [])];
}

type FieldValue = Content['fields'][string];
type TypeField = TypeRow['fields'][number];
/** A field of the kind as it is typed: a list a line each, a table a line with bars between the cells. */
export function fieldText(field: TypeField, value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (!Array.isArray(value)) return String(value);
  return value.map((row) => (row !== null && typeof row === 'object' ? (field.columns ?? []).map(({ id }) => String(row[id] ?? '')).join(' | ') : String(row))).join('\n');
}
function fieldValue(field: TypeField, typed: string): FieldValue {
  const lines = typed.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  if (field.type === 'list') return lines;
  if (field.type === 'table') return lines.map((line) => Object.fromEntries((field.columns ?? []).map(({ id }, nth) => [id, line.split('|')[nth]?.trim() ?? ''])));
  return typed.trim();
}

/** The draft with what the form says; the body is read beside it. */
export function contentFrom(values: Values, before: Content, type: TypeRow): Content {
  const signFor = one(values, 'signFor');
  const through = one(values, 'through');
  return {
    ...before, subject: one(values, 'subject'), secrecy: (one(values, 'secrecy') || before.secrecy) as Content['secrecy'], urgency: (one(values, 'urgency') || before.urgency) as Content['urgency'], classification: one(values, 'classification'), attachments: one(values, 'attachments'), files: many(values, 'files').filter(Boolean),
    addressees: recipients(values, 'kepada'), attention: one(values, 'attention'), copies: recipients(values, 'tembusan'), chain: chain(values), signer: one(values, 'signer') || null,
    signFor: signFor === 'an' || signFor === 'ub' ? signFor : 'none', onBehalfOf: signFor === 'an' || signFor === 'ub' ? one(values, 'onBehalfOf') || null : null, through: signFor === 'ub' && through ? [through] : [],
    // Beside a finished file its kind's fields are not asked for; what was typed before stays.
    fields: before.finished ? before.fields : { ...before.fields, ...Object.fromEntries(type.fields.map((field) => [field.id, fieldValue(field, one(values, `fields.${field.id}`))])) },
  };
}
