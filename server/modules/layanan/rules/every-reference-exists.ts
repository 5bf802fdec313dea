import { suggestion } from '../../../engines/expressions/suggest.ts';
import { fieldsOf } from '../../../engines/forms/scope.ts';
import type { Field } from '../../../engines/forms/form-definition.ts';
import type { LayananDefinition } from '../definition.ts';
import { problem, type DefinitionProblem } from './definition-problem.ts';
import { HOUSE_NAMES } from './names-in-expressions.ts';

/** What exists outside the definition. */
export interface References {
  lifeEvents: ReadonlySet<string>;
  /** Codes of the institution's units; absent where no institution is known (files in the catalogue). */
  unitCodes?: ReadonlySet<string>;
}

export function checkReferences(definition: LayananDefinition, references: References): DefinitionProblem[] {
  return [
    ...checkLifeEvents(definition, references.lifeEvents),
    ...checkUnit(['owner'], definition.owner, definition, references),
    ...definition.workflow.steps.flatMap((step, index) => [
      ...checkUnit(['workflow', 'steps', index, 'actor', 'unit'], step.actor.unit, definition, references),
      ...(step.actor.instead ?? []).flatMap((one, at) => checkUnit(['workflow', 'steps', index, 'actor', 'instead', at, 'unit'], one.unit, definition, references)),
    ]),
    ...checkNames(definition),
    ...checkLegalBasis(definition),
    ...checkFeeSteps(definition),
  ];
}

function checkLifeEvents({ lifeEvents }: LayananDefinition, known: ReadonlySet<string>): DefinitionProblem[] {
  return lifeEvents.flatMap((id, index) => known.has(id) ? [] : [problem(
    ['lifeEvents', index], `peristiwa hidup "${id}" tidak ada`,
    `Pakai id dari catalog/reference/life-events.yaml: ${[...known].join(', ')}.${suggestion(id, [...known])}`,
  )]);
}

/** `village:FIELD` finds the unit by an answer: the answer must be a region of the right level and always be there. */
function checkUnit(
  path: (string | number)[], reference: string, definition: LayananDefinition, { unitCodes }: References,
): DefinitionProblem[] {
  const [kind, name] = reference.split(':') as [string, string | undefined];
  if (name === undefined) return [];
  if (kind === 'unit') {
    return !unitCodes || unitCodes.has(name) ? [] : [problem(
      path, `unit "${name}" tidak ada di instansi ini`, `Pakai kode unit yang ada.${suggestion(name, [...unitCodes])}`,
    )];
  }
  const regions = fieldsOf(definition.form).filter((field): field is Extract<Field, { type: 'region' }> => field.type === 'region');
  const levels = kind === 'village' ? ['village'] : ['village', 'district'];
  const fitting = regions.filter((field) => levels.includes(field.level)).map((field) => field.id);
  const field = regions.find((one) => one.id === name);
  if (!field || !fitting.includes(name)) {
    const what = field ? `isian "${name}" bukan ${kind === 'village' ? 'desa atau kelurahan' : 'kecamatan atau desa'}` : `"${name}" bukan isian wilayah pada formulir`;
    const remedy = fitting.length > 0 ? `Pakai: ${fitting.join(', ')}.` : `Tambahkan isian berjenis region dengan level: ${kind === 'village' ? 'village' : 'district'}.`;
    return [problem(path, what, remedy)];
  }
  const page = definition.form.pages.find((one) => one.fields.some((inner) => inner.id === name))!;
  const always = field.required === true && field.when === undefined && page.when === undefined;
  return always ? [] : [problem(
    path, `unit dicari dari isian "${name}", tetapi isian itu tidak selalu dijawab`, 'Jadikan isian itu wajib dan tanpa "when".',
  )];
}

function checkNames(definition: LayananDefinition): DefinitionProblem[] {
  return definition.form.pages.flatMap((page, pageAt) =>
    page.fields.flatMap((field, at) => (HOUSE_NAMES as readonly string[]).includes(field.id)
      ? [problem(['form', 'pages', pageAt, 'fields', at, 'id'], `id "${field.id}" sudah dipakai sistem`, 'Beri id lain.')]
      : []));
}

function checkLegalBasis({ legalBasis }: LayananDefinition): DefinitionProblem[] {
  const ids = legalBasis.map((one) => one.id);
  return ids.flatMap((id, index) => ids.indexOf(id) === index
    ? [] : [problem(['legalBasis', index, 'id'], `id dasar hukum "${id}" dipakai dua kali`, 'Beri id lain.')]);
}

/** Money and steps tell the same story: nothing is collected for a free service, nothing owed stays uncollected. */
function checkFeeSteps({ fee, workflow }: LayananDefinition): DefinitionProblem[] {
  const at = (kind: string): number => workflow.steps.findIndex((step) => step.kind === kind);
  const [assessment, payment] = [at('assessment'), at('payment')];
  const stray = (index: number, message: string): DefinitionProblem[] =>
    index < 0 ? [] : [problem(['workflow', 'steps', index], message, 'Hapus langkah ini, atau ubah "fee".')];
  const lacking = (kind: string, index: number): DefinitionProblem[] =>
    index >= 0 ? [] : [problem(['workflow', 'steps'], `biaya berjenis ${fee.kind}, tetapi tidak ada langkah ${kind}`, `Tambahkan langkah berjenis ${kind}.`)];
  switch (fee.kind) {
    case 'free':
      return [...stray(assessment, 'layanan gratis, tetapi ada langkah penetapan'), ...stray(payment, 'layanan gratis, tetapi ada langkah pembayaran')];
    case 'formula':
      return [...stray(assessment, 'biaya dihitung dengan rumus, jadi tidak perlu langkah penetapan'), ...lacking('payment', payment)];
    case 'assessed':
      return [...lacking('assessment', assessment), ...lacking('payment', payment)];
  }
}
