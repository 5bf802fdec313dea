import { compileExpecting } from '../../../engines/expressions/compile.ts';
import type { Tree } from '../../../engines/expressions/evaluate.ts';
import type { Kind, Scope } from '../../../engines/expressions/types.ts';
import { checkFee, compileFee } from '../../../engines/fees/check-fee.ts';
import { checkForm } from '../../../engines/forms/check-form.ts';
import { compileForm } from '../../../engines/forms/compile-form.ts';
import type { ElementDictionary } from '../../../engines/forms/element-dictionary.ts';
import type { FormDefinition } from '../../../engines/forms/form-definition.ts';
import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import { formScope } from '../../../engines/forms/scope.ts';
import { suggestion } from '../../../engines/expressions/suggest.ts';
import { checkWorkflow } from '../../../engines/workflow/check-workflow.ts';
import type { Step } from '../../../engines/workflow/workflow-definition.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import type { CompiledLayanan, LayananDefinition } from '../definition.ts';
import { below, problem, type DefinitionProblem } from './definition-problem.ts';
import { checkReferences, type References } from './every-reference-exists.ts';
import { outputScope, subjectScope, workflowScope } from './names-in-expressions.ts';
import { checkOutputFields, checkSeries, compileAt } from './output-fits-its-letter.ts';
import { readShape } from './shape-told-in-indonesian.ts';

export type { CompiledLayanan };

/** Everything a definition is checked against. */
export interface DefinitionContext extends References {
  elements: ElementDictionary;
  letters: ReadonlyMap<string, LetterDefinition>;
  /** Kode klasifikasi arsip in force. */
  classification: ReadonlySet<string>;
  /** Names of facts; default: `standardFacts` of the forms engine. */
  facts?: Scope;
}

export type CheckedDefinition =
  | { ok: true; compiled: CompiledLayanan; warnings: DefinitionProblem[] }
  | { ok: false; problems: DefinitionProblem[] };

/** All checks on a definition from a file or from the browser. Never throws for what people can get wrong. */
export function checkDefinition(data: unknown, context: DefinitionContext): CheckedDefinition {
  const shape = readShape(data);
  if (!shape.definition) return { ok: false, problems: shape.problems };
  const { definition } = shape;
  const problems = [
    ...below(['form'], checkForm(definition.form, context)),
    ...checkStepForms(definition, context),
    ...below(['workflow'], checkWorkflow(definition.workflow)),
    ...below(['fee'], checkFee(definition.fee, workflowScope(definition, context.facts))),
    ...checkReferences(definition, context),
    ...checkSeries(definition.output, context.classification),
    ...checkLetter(definition, context),
  ];
  const trees = compileTrees(definition, context, problems);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, compiled: { ...compileParts(definition, context), ...trees }, warnings: warningsOf(definition) };
}

/** The form of a step as a form of one page, for `checkAnswers` and the page that shows it. */
const stepForm = (step: Step): FormDefinition | undefined =>
  step.form.length > 0 ? { pages: [{ id: step.id, title: step.title, fields: step.form }] } : undefined;

function checkStepForms({ workflow }: LayananDefinition, context: DefinitionContext): DefinitionProblem[] {
  return workflow.steps.flatMap((step, index) => {
    const form = stepForm(step);
    if (!form) return [];
    // The page was made up; its fields are written directly below the step.
    return checkForm(form, context).map((one) => ({ ...one, path: ['workflow', 'steps', index, 'form', ...one.path.slice(3)] }));
  });
}

function checkLetter(definition: LayananDefinition, context: DefinitionContext): DefinitionProblem[] {
  const { output } = definition;
  const letter = context.letters.get(output.template);
  if (!letter) {
    const known = [...context.letters.keys()];
    return [problem(['output', 'template'], `templat surat "${output.template}" tidak ada`, `Pakai folder di catalog/letters: ${known.join(', ')}.${suggestion(output.template, known)}`)];
  }
  return checkOutputFields(output, letter, outputScope(definition, context.facts));
}

type Trees = Pick<CompiledLayanan, 'when' | 'instead' | 'subject' | 'output' | 'validUntil' | 'renewalWhen'>;

function compileTrees(definition: LayananDefinition, { facts }: DefinitionContext, problems: DefinitionProblem[]): Trees {
  const compile = (path: (string | number)[], source: string, scope: Scope, kind: Kind): Tree => {
    const compiled = compileExpecting(source, scope, kind);
    if (compiled.ok) return compiled.value.tree;
    const { message, position } = compiled.refusal.data as { message: string; position: number };
    problems.push(problem(path, `ungkapan \`${source}\`: ${message}`, `Perbaiki di huruf ke-${position + 1}.`));
    return ['null'];
  };
  const steps = workflowScope(definition, facts);
  const letter = outputScope(definition, facts);
  const { validity, renewal, fields } = definition.output;
  const when = definition.workflow.steps.flatMap((step, index) => step.when === undefined
    ? [] : [[step.id, compile(['workflow', 'steps', index, 'when'], step.when, steps, 'boolean')] as const]);
  const answers = formScope(definition.form, {});
  const instead = definition.workflow.steps.flatMap((step, index) => step.actor.instead === undefined
    ? [] : [[step.id, step.actor.instead.map((one, at) => compile(['workflow', 'steps', index, 'actor', 'instead', at, 'when'], one.when, answers, 'boolean'))] as const]);
  return {
    when: Object.fromEntries(when),
    ...(instead.length > 0 ? { instead: Object.fromEntries(instead) } : {}),
    subject: compile(['subject'], definition.subject, subjectScope(definition, facts), 'text'),
    // Faults of these were told by checkOutputFields.
    output: Object.fromEntries(Object.entries(fields).map(([id, source]) => [id, compileAt([], source, letter, [])?.tree ?? ['null']])),
    ...(validity && 'until' in validity ? { validUntil: compile(['output', 'validity', 'until'], validity.until, letter, 'date') } : {}),
    ...(renewal?.when ? { renewalWhen: compile(['output', 'renewal', 'when'], renewal.when, steps, 'boolean') } : {}),
  };
}

/** Only called for a definition without problems. */
function compileParts(definition: LayananDefinition, context: DefinitionContext): Pick<CompiledLayanan, 'definition' | 'form' | 'stepForms' | 'fee'> {
  const environment = { elements: context.elements, ...(context.facts ? { facts: context.facts } : {}) };
  const stepForms = definition.workflow.steps.flatMap((step) => {
    const form = stepForm(step);
    return form ? [[step.id, orRefuse(compileForm(form, environment))] as const] : [];
  });
  return {
    definition,
    form: orRefuse(compileForm(definition.form, environment)),
    stepForms: Object.fromEntries(stepForms),
    fee: orRefuse(compileFee(definition.fee, workflowScope(definition, context.facts))),
  };
}

const STANDARD_LATER = ['legalBasis', 'facilities', 'competence', 'supervision', 'staffing', 'guarantee', 'safety', 'evaluation'] as const;

/**
 * What does not stop publishing but should be told: legal bases nobody has checked, and components 7 to 14 of the
 * service standard (Permenpan RB 15/2014), which are the office's own side and may come later.
 */
function warningsOf(definition: LayananDefinition): DefinitionProblem[] {
  const unchecked = definition.legalBasis.flatMap((one, index) => one.checked !== undefined && isCalendarDay(one.checked)
    ? [] : [problem(['legalBasis', index], `dasar hukum "${one.title}" belum diperiksa ke sumbernya`, 'Baca peraturannya, lalu tulis checked: tanggal pemeriksaan.')]);
  const lacking = STANDARD_LATER.filter((key) => !definition.standard[key]?.trim());
  return [
    ...unchecked,
    ...lacking.map((key) => problem(['standard'], `komponen standar pelayanan "${key}" belum diisi`, `Tambahkan "${key}" pada standard.`)),
  ];
}
