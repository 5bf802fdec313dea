import { parsePhone } from '../identifiers/phone.ts';
import type { CompiledForm, FieldCheck } from './compiled-form.ts';
import type { Field, SimpleField } from './form-definition.ts';
import { fieldsOf } from './scope.ts';

/**
 * Paths of the answers to keep sealed: every NIK, and what the dictionary seals (KK, NPWP). In groups the row number
 * is a star: `['nik', 'anggota.*.nik']`.
 */
export function sealFields(form: CompiledForm): string[] {
  const paths: string[] = [];
  for (const field of fieldsOf(form.definition)) {
    if (form.checks[field.id]?.sealed) paths.push(field.id);
    if (field.type !== 'group') continue;
    for (const inner of field.fields) if (form.checks[`${field.id}.${inner.id}`]?.sealed) paths.push(`${field.id}.*.${inner.id}`);
  }
  return paths;
}

/** The first four and last four signs; what is too short for that is hidden whole. */
const maskNumber = (text: string): string => (text.length >= 12 ? `${text.slice(0, 4)}${'•'.repeat(text.length - 8)}${text.slice(-4)}` : '•'.repeat(text.length));

/** One answer as it may stand in lists and logs. */
export function maskValue(field: Field | SimpleField, check: FieldCheck | undefined, value: unknown): unknown {
  if (field.type === 'nik' || check?.sealed) return typeof value === 'string' ? maskNumber(value) : '••••';
  if (field.type === 'phone' && typeof value === 'string') {
    const phone = parsePhone(value);
    return phone.ok ? phone.value.masked : maskNumber(value);
  }
  if (field.type === 'email' && typeof value === 'string') return value.replace(/^(.).*(?=@)/, '$1•••');
  return value;
}
