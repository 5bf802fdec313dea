import type { Tree } from '../../../engines/expressions/evaluate.ts';
import type { LetterDefinition, LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { CompiledLayanan, LetterSources } from '../definition.ts';
import { letterFields } from './fill-the-letter.ts';

export interface TrialLetter {
  fields: Record<string, unknown>;
  /** Labels of the fields that show their own name because only an officer's record would fill them. */
  stoodIn: string[];
  /** Labels of compulsory fields that these answers leave empty. */
  missing: string[];
}

/** Names that nobody can answer before the case has been worked on: what officers record, the assessment, conditions. */
const RECORDED_LATER = new Set(['langkah', 'ketetapan', 'syarat']);

/**
 * The letter's fields from answers alone. What waits for an officer's record shows its own name ("[Luas reklame]");
 * what the answers should have filled and did not stays empty, so that the documents engine tells it.
 */
export function letterOfTryOut(compiled: CompiledLayanan, letter: LetterDefinition, sources: LetterSources): TrialLetter {
  const fields = letterFields(compiled, letter, sources);
  const empty = letter.fields.filter((field) => field.required && isEmpty(fields[field.id]));
  const waiting = empty.filter((field) => asksOfficers(compiled.output[field.id]));
  for (const field of waiting) fields[field.id] = sampleOf(field, sources.date);
  return { fields, stoodIn: waiting.map((field) => field.label), missing: empty.filter((field) => !waiting.includes(field)).map((field) => field.label) };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether an expression, anywhere in it, reads what is recorded later. */
const asksOfficers = (tree: Tree | string | boolean | undefined): boolean =>
  Array.isArray(tree) && ((tree[0] === '$' && tree.some((part) => typeof part === 'string' && RECORDED_LATER.has(part))) || tree.some((part) => Array.isArray(part) && asksOfficers(part as unknown as Tree)));

function sampleOf(field: LetterField, day: CalendarDay): unknown {
  const name = `[${field.label}]`;
  switch (field.type) {
    case 'date':
    case 'date-in-words':
      return day;
    case 'number':
      return '0';
    case 'money':
      return 0;
    case 'list':
      return [name];
    case 'table':
      return [Object.fromEntries(field.columns!.map((column) => [column.id, `[${column.label}]`]))];
    default:
      return name;
  }
}
