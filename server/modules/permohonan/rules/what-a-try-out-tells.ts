import { evaluate, isMissing, isTrue, type Tree, type Values } from '../../../engines/expressions/evaluate.ts';
import type { CompiledForm, FormState } from '../../../engines/forms/compiled-form.ts';
import type { Answers, Field, SimpleField } from '../../../engines/forms/form-definition.ts';
import type { Step, TimePromise } from '../../../engines/workflow/workflow-definition.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import type { StepTurn } from './walk-the-steps.ts';

export type Holds = 'yes' | 'no' | 'later';
export interface ToldCondition {
  /** "Langkah Peninjauan lapangan" */
  where: string;
  /** As the definition writes it. */
  expression: string;
  holds: Holds;
}

const UNITS: Record<TimePromise['unit'], string> = { 'working-days': 'hari kerja', 'working-hours': 'jam kerja', 'calendar-days': 'hari kalender' };
export const promiseWords = ({ amount, unit }: TimePromise): string => `${amount} ${UNITS[unit]}`;

/** A condition over what officers record is open as long as nobody has recorded it. */
const holdsOf = (tree: Tree, values: Values): Holds => {
  if (isTrue(tree, values)) return 'yes';
  return reads(tree, 'langkah') && isMissing(evaluate(tree, values)) ? 'later' : 'no';
};
const reads = (tree: unknown, name: string): boolean => Array.isArray(tree) && ((tree[0] === '$' && tree.includes(name)) || tree.some((part) => reads(part, name)));

export function turnOf(compiled: CompiledLayanan, step: Step, answers: Answers): StepTurn {
  const tree = compiled.when[step.id];
  return tree === undefined ? 'runs' : ({ yes: 'runs', no: 'skipped', later: 'later' } as const)[holdsOf(tree, answers)];
}

/** Every condition of the definition that these answers decide, in reading order. */
export function conditionsOf(compiled: CompiledLayanan, answers: Answers, facts: Values): ToldCondition[] {
  const { definition, form, fee } = compiled;
  const told: ToldCondition[] = [];
  const run = new Map(form.run.map((field) => [field.id, field]));
  const values = { ...facts, ...answers };
  for (const page of definition.form.pages) {
    const shown = page.fields.some((field) => run.get(field.id)?.when?.every((tree) => isTrue(tree, values)) ?? true);
    if (page.when) told.push({ where: `Halaman ${page.title}`, expression: page.when, holds: shown ? 'yes' : 'no' });
    for (const field of page.fields) {
      const tree = run.get(field.id)?.when;
      if (field.when && tree) told.push({ where: `Isian ${field.label}`, expression: field.when, holds: tree.every((one) => isTrue(one, values)) ? 'yes' : 'no' });
    }
  }
  for (const step of definition.workflow.steps) {
    const tree = compiled.when[step.id];
    if (step.when && tree) told.push({ where: `Langkah ${step.title}`, expression: step.when, holds: holdsOf(tree, values) });
    step.actor.instead?.forEach((one, index) => {
      const chosen = compiled.instead?.[step.id]?.[index];
      if (chosen) told.push({ where: `Langkah ${step.title} oleh unit lain`, expression: one.when, holds: holdsOf(chosen, values) });
    });
  }
  if (definition.fee.kind === 'formula' && fee.kind === 'formula') {
    definition.fee.components.forEach((component, index) => {
      const tree = fee.components[index]?.when;
      if (component.when && tree) told.push({ where: `Biaya ${component.label}`, expression: component.when, holds: holdsOf(tree, values) });
    });
  }
  return told;
}

export interface AskedDocument {
  label: string;
  required: boolean;
  /** How many files were given. */
  given: number;
  note: string;
}

/** The documents that these answers ask for; those of a group once for the whole group. */
export function documentsAsked(form: CompiledForm, answers: Answers, asked: FormState): AskedDocument[] {
  const filesIn = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
  const tell = (field: Extract<Field | SimpleField, { type: 'file' }>, required: boolean, given: number): AskedDocument => ({
    label: field.document ?? field.label, required, given,
    note: `${field.accept.map((kind) => (kind === 'pdf' ? 'PDF' : 'foto')).join(' atau ')}, paling banyak ${field.maxFiles} berkas`,
  });
  return form.definition.pages.flatMap((page) => page.fields).flatMap((field) => {
    if (!asked.shown.has(field.id)) return [];
    if (field.type === 'file') return [tell(field, asked.required.has(field.id), filesIn(answers[field.id]))];
    if (field.type !== 'group') return [];
    const rows = Array.isArray(answers[field.id]) ? (answers[field.id] as Answers[]) : [];
    return field.fields.flatMap((inner) => (inner.type === 'file' ? [tell(inner, inner.required === true, rows.reduce((sum, row) => sum + filesIn(row[inner.id]), 0))] : []));
  });
}
