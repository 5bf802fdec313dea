import type { Scope } from '../../../engines/expressions/types.ts';
import { formScope, standardFacts, typeOfField } from '../../../engines/forms/scope.ts';
import type { LayananDefinition } from '../definition.ts';

/** Names that the house adds to the fields of a form; a field may not take one of them. */
export const HOUSE_NAMES = ['tanggal_surat', 'ketetapan', 'syarat', 'langkah', 'permohonan'] as const;

/** What officers recorded: `langkah.pemeriksaan.jarak_jalan`. Unanswered until the step is done. */
function stepsScope(definition: LayananDefinition): Scope {
  const steps = definition.workflow.steps
    .filter((step) => step.form.length > 0)
    .map((step) => [step.id, { fields: Object.fromEntries(step.form.map((field) => [field.id, typeOfField(field)])) }] as const);
  return steps.length > 0 ? { langkah: { fields: Object.fromEntries(steps) } } : {};
}

/** For `when` of steps and for fees: answers, and what officers recorded. */
export const workflowScope = (definition: LayananDefinition, facts: Scope = standardFacts): Scope => ({
  ...formScope(definition.form, facts),
  ...stepsScope(definition),
});

/** For the queue's subject: answers, and each `<id>_teks` as people read it. */
export const subjectScope = (definition: LayananDefinition, facts: Scope = standardFacts): Scope =>
  formScope(definition.form, facts, { texts: true });

/**
 * For the fields of the letter: all of that, and
 * `tanggal_surat` (the day printed on it), `permohonan` (nomor, diterima), `ketetapan` where an amount is recorded,
 * `syarat` (conditions given by opinions, one text each) where there are opinions.
 */
export function outputScope(definition: LayananDefinition, facts: Scope = standardFacts): Scope {
  const has = (kind: string): boolean => definition.workflow.steps.some((step) => step.kind === kind);
  return {
    ...subjectScope(definition, facts),
    ...stepsScope(definition),
    tanggal_surat: 'date',
    permohonan: { fields: { nomor: 'text', diterima: 'date' } },
    ...(has('assessment') ? { ketetapan: { fields: { nomor: 'text', jumlah: 'integer', kode_bayar: 'text', jatuh_tempo: 'date' } } } : {}),
    ...(has('opinion') ? { syarat: { list: 'text' } } : {}),
  };
}
