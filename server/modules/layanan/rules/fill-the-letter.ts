import { evaluate, isTrue, toPlain, type Tree } from '../../../engines/expressions/evaluate.ts';
import { readableValues, type ReadLookups } from '../../../engines/forms/describe-answers.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import type { Facts, WhenContext } from '../../../engines/workflow/fold.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { CompiledLayanan, LetterSources } from '../definition.ts';

export type { LetterSources };

/** Values under the names of `outputScope`. */
function letterValues(compiled: CompiledLayanan, { answers, state, date, request, lookups, facts }: LetterSources): Record<string, unknown> {
  const { assessment } = state;
  return {
    ...facts,
    hari_ini: date,
    ...readableValues(compiled.form, answers, lookups),
    langkah: Object.fromEntries(state.doneSteps.flatMap((done) => (done.answers ? [[done.step, done.answers]] : []))),
    tanggal_surat: date,
    permohonan: { nomor: request.number, diterima: request.receivedOn },
    ...(assessment
      ? { ketetapan: { nomor: assessment.skpdNumber, jumlah: assessment.amount, kode_bayar: assessment.paymentCode, jatuh_tempo: assessment.dueOn } }
      : {}),
    syarat: state.opinions.flatMap((opinion) => opinion.conditions),
  };
}

/** The template's fields, ready for the documents engine; rows of tables carry the template's columns and no other. */
export function letterFields(compiled: CompiledLayanan, letter: LetterDefinition, sources: LetterSources): Record<string, unknown> {
  const values = letterValues(compiled, sources);
  const fields: Record<string, unknown> = {};
  for (const field of letter.fields) {
    const tree = compiled.output[field.id];
    const value = tree && toPlain(evaluate(tree, values));
    if (value === undefined) continue;
    fields[field.id] = field.type === 'table' ? rowsOf(value, field.columns!.map((column) => column.id)) : value;
  }
  return fields;
}

const rowsOf = (value: unknown, columns: readonly string[]): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []).map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.filter((column) => row[column] !== undefined).map((column) => [column, row[column]])));

/** The last day on which the output is valid; undefined = for as long as the facts stay as they are. */
export function lastValidDay(compiled: CompiledLayanan, sources: LetterSources): CalendarDay | undefined {
  const { validity } = compiled.definition.output;
  if (!validity) return undefined;
  if ('until' in validity) {
    const day = compiled.validUntil && toPlain(evaluate(compiled.validUntil, letterValues(compiled, sources)));
    return typeof day === 'string' ? day : undefined;
  }
  if (validity.unit === 'days') return addDays(sources.date, validity.amount);
  const months = validity.amount * (validity.unit === 'years' ? 12 : 1);
  return evaluate(['addMonths', ['"', sources.date], ['#', String(months)]], {}) as CalendarDay;
}

/** How the queue calls the request; empty while what it is made of is not answered. */
export function subjectOf(compiled: CompiledLayanan, answers: Answers, options: { lookups?: ReadLookups; facts?: Record<string, unknown> } = {}): string {
  const value = toPlain(evaluate(compiled.subject, { ...options.facts, ...readableValues(compiled.form, answers, options.lookups) }));
  return typeof value === 'string' ? value : '';
}

/** The facts that `fold` asks for: conditions over the stored versions of the answers, and what officers recorded. */
export function workflowFacts(compiled: CompiledLayanan, answersOf: (version: number) => Answers): Facts {
  return {
    evaluateWhen: (step: string, { answersVersion, stepAnswers }: WhenContext) => {
      const tree: Tree | undefined = compiled.when[step];
      return tree === undefined || isTrue(tree, { ...answersOf(answersVersion), langkah: stepAnswers });
    },
  };
}

/** Which unit acts where the answers decide: the first whose condition holds, else the usual one. */
export function chosenUnits(compiled: CompiledLayanan, answers: Answers): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const { id, actor } of compiled.definition.workflow.steps) {
    if (!actor.instead) continue;
    const at = (compiled.instead?.[id] ?? []).findIndex((tree) => isTrue(tree, answers));
    chosen[id] = actor.instead[at]?.unit ?? actor.unit;
  }
  return chosen;
}

/** Whether a request of these answers can be renewed when its output nears its end. */
export const isRenewable = (compiled: CompiledLayanan, answers: Answers): boolean =>
  compiled.definition.output.renewal !== undefined && (compiled.renewalWhen === undefined || isTrue(compiled.renewalWhen, answers));
