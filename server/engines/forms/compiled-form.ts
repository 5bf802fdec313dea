import type { Tree } from '../expressions/evaluate.ts';
import type { Answers, FormDefinition } from './form-definition.ts';

/** What decides about one field while the form is filled in: expressions only, as trees. Safe in a browser. */
export interface RunField {
  id: string;
  page: string;
  /** Page and field conditions, all of which must be true. */
  when?: Tree[];
  required: boolean | Tree;
  /** Only on computed fields. */
  value?: Tree;
  format?: 'text' | 'number' | 'money' | 'date' | 'boolean';
  prefill?: Tree;
  /** First and last day allowed. */
  earliest?: Tree;
  latest?: Tree;
  /** Only on groups: the fields of a row, in the order in which they can be worked out. */
  rows?: RunField[];
}

/** What the dictionary adds to a field. */
export interface FieldCheck {
  regex?: string;
  message?: string;
  /** Characters people add for reading, taken out before the check: ". -". */
  strip?: string;
  check?: 'kk' | 'name';
  maxLength?: number;
  sealed?: boolean;
}

/** A form ready to run: plain JSON; `run` is in working-out order, `definition` in reading order. */
export interface CompiledForm {
  definition: FormDefinition;
  run: RunField[];
  /** By field path without row numbers: `pemohon.kk`. */
  checks: Record<string, FieldCheck>;
}

/** What is asked at this moment. Paths carry row numbers: `titik.0.alamat`. */
export interface FormState {
  /** Answers of fields that are shown, computed values filled in. */
  kept: Answers;
  shown: Set<string>;
  required: Set<string>;
  /** Everything the expressions saw: facts and kept answers. */
  values: Record<string, unknown>;
}
