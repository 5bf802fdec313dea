/** Something wrong in a definition, told to the person who writes it. */
export interface DefinitionProblem {
  /** Keys and indexes from the root to the faulty node: `['form', 'pages', 0, 'fields', 2, 'when']`. */
  path: (string | number)[];
  /** Line in the YAML text, from 1; absent for definitions edited in the browser. */
  line?: number;
  /** Indonesian: what is wrong. */
  message: string;
  /** Indonesian: what to do. */
  remedy: string;
}

export const problem = (path: (string | number)[], message: string, remedy: string): DefinitionProblem => ({ path, message, remedy });

/** Problems of a part, with paths from the root of the whole. */
export const below = (path: (string | number)[], problems: readonly DefinitionProblem[]): DefinitionProblem[] =>
  problems.map((one) => ({ ...one, path: [...path, ...one.path] }));
