import type { Scope } from '../expressions/types.ts';
import type { ElementDictionary } from './element-dictionary.ts';

/** What a form is checked against. */
export interface FormEnvironment {
  facts?: Scope;
  elements: ElementDictionary;
}

/** Something wrong in a definition. */
export interface FormProblem {
  /** Keys and indexes from the root of the form to the faulty node. */
  path: (string | number)[];
  /** Indonesian: what is wrong. */
  message: string;
  /** Indonesian: what to do. */
  remedy: string;
}
export type Report = (path: FormProblem['path'], message: string, remedy: string) => void;
