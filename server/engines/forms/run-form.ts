import { evaluate, isTrue, toPlain } from '../expressions/evaluate.ts';
import type { Values } from '../expressions/evaluate.ts';
import type { FormState, RunField } from './compiled-form.ts';
import type { Answers } from './form-definition.ts';

const ownValue = (from: object, key: string): unknown => (Object.hasOwn(from, key) ? (from as Answers)[key] : undefined);

function computedValue(field: RunField, values: Values): unknown {
  const value = toPlain(evaluate(field.value!, values));
  if (field.format !== 'money' || typeof value !== 'string') return value;
  const rupiah = Number(value);
  return Number.isSafeInteger(rupiah) ? rupiah : undefined;
}

/**
 * Works out which fields are shown and required and what the computed ones hold. Runs on server and browser;
 * trusts the shape of `answers` only as far as the expressions do (a wrong type counts as unanswered).
 * `runForm(compiled.run, { umur: '16' }, { hari_ini: '2026-11-23' }).shown.has('wali')` → `true`
 */
export function runForm(run: readonly RunField[], answers: Answers, facts: Values): FormState {
  const state: FormState = { kept: {}, shown: new Set(), required: new Set(), values: { ...facts } };
  const rowValues: Values[] = [];
  const askedRows: { field: RunField; path: string; values: Values }[] = [];

  const visit = (field: RunField, from: object, kept: Answers, values: Record<string, unknown>, path: string): void => {
    if (field.when?.some((condition) => !isTrue(condition, values))) return;
    state.shown.add(path);
    askedRows.push({ field, path, values });
    let value = field.value ? computedValue(field, values) : ownValue(from, field.id);
    if (field.rows && Array.isArray(value)) {
      value = value.map((row: unknown, index) => {
        const keptRow: Answers = {};
        if (!row || typeof row !== 'object') return keptRow;
        const seen = { ...values };
        // A name of the row hides the same name outside also while it is unanswered.
        for (const inner of field.rows!) delete seen[inner.id];
        rowValues.push(seen);
        for (const inner of field.rows!) visit(inner, row, keptRow, seen, `${path}.${index}.${inner.id}`);
        return keptRow;
      });
    }
    if (value !== undefined && value !== null) kept[field.id] = values[field.id] = value;
  };
  for (const field of run) visit(field, answers, state.kept, state.values, field.id);

  // Afterwards, since a field may be required because of one that is worked out later.
  for (const { field, path, values } of askedRows) {
    const seen = values === state.values ? values : { ...state.values, ...values };
    if (field.required === true || (field.required && isTrue(field.required, seen))) state.required.add(path);
  }
  return state;
}

/** Answers known before the person types: the `prefill` expressions of top-level fields over the facts. */
export function prefillAnswers(run: readonly RunField[], facts: Values): Answers {
  const answers: Answers = {};
  for (const field of run) {
    const value = field.prefill && toPlain(evaluate(field.prefill, facts));
    if (value !== undefined) answers[field.id] = value;
  }
  return answers;
}
