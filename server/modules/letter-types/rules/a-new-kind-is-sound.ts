import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import { ok, refuse, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { FILLED_BY_THE_LETTER } from '../contract/port.ts';

/** Whether a template carries a kind made from another. Refuses `letter-types.new-invalid`, one entry per field. */
export function aNewKindIsSound(fixed: Readonly<Record<string, string>>, template: LetterDefinition | undefined): Result<void> {
  const problems: FieldRefusal[] = [];
  if (!template) problems.push({ path: 'template', message: 'Templat ini tidak ada, atau bukan untuk naskah yang ditulis sendiri. Pilih dari daftar.' });
  else problems.push(...Object.keys(fixed).flatMap((name) => faultOf(name, template)));
  if (problems.length === 0) return ok(undefined);
  const { refusal } = refuse('letter-types.new-invalid');
  return { ok: false, refusal: { ...refusal, fields: problems } };
}

function faultOf(name: string, template: LetterDefinition): FieldRefusal[] {
  const own = fixable(template);
  if (own.includes(name)) return [];
  const offered = own.length > 0 ? `Yang dapat dipakai: ${own.join(', ')}.` : 'Templat ini tidak punya isian yang dapat ditetapkan; kosongkan.';
  if ((FILLED_BY_THE_LETTER as readonly string[]).includes(name)) return [{ path: 'fixed', message: `Isian ${name} diisi oleh naskahnya sendiri. ${offered}` }];
  return [{ path: 'fixed', message: `Isian ${name} tidak dikenal templat ${template.title}. ${offered}` }];
}

/** Fields of one line that a kind may set once for all its letters. */
export const fixable = (template: LetterDefinition): string[] =>
  template.fields.filter((field) => field.type === 'text' && !(FILLED_BY_THE_LETTER as readonly string[]).includes(field.id)).map((field) => field.id);
