/** What kind of value a name or an expression has. `integer` is a `number` without fraction; `choices` a `text` with known values. */
export type ExpressionType =
  | 'number'
  | 'integer'
  | 'text'
  | 'boolean'
  | 'date'
  | 'missing'
  | { choices: readonly string[] }
  | { list: ExpressionType }
  | { fields: Scope };

/** The names an expression may use. */
export interface Scope {
  readonly [name: string]: ExpressionType;
}

export type Kind = 'number' | 'text' | 'boolean' | 'date' | 'missing' | 'list' | 'fields';

/** The type without its refinements. */
export function kindOf(type: ExpressionType): Kind {
  if (typeof type === 'object') return 'choices' in type ? 'text' : 'list' in type ? 'list' : 'fields';
  return type === 'integer' ? 'number' : type;
}

const words: Record<Kind, string> = {
  number: 'angka',
  text: 'teks',
  boolean: 'ya/tidak',
  date: 'tanggal',
  missing: 'kosong',
  list: 'daftar',
  fields: 'kelompok isian',
};

/** The type in Indonesian, for messages: "daftar angka". */
export const typeWord = (type: ExpressionType): string =>
  typeof type === 'object' && 'list' in type ? `daftar ${typeWord(type.list)}` : words[kindOf(type)];

/** How the evaluator is to read a stored value of this type (see `load` there). */
export function loadCode(type: ExpressionType): string {
  if (typeof type === 'object' && 'list' in type) return `l${loadCode(type.list)}`;
  return { number: 'n', text: 't', boolean: 'b', date: 'd', missing: 't', list: 'l', fields: 'o' }[kindOf(type)];
}

/** The type that covers both, or undefined when the two do not mix. */
export function joinTypes(a: ExpressionType, b: ExpressionType): ExpressionType | undefined {
  if (a === 'missing') return b;
  if (b === 'missing') return a;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return undefined;
  if (kind === 'number') return a === 'integer' && b === 'integer' ? 'integer' : 'number';
  if (typeof a === 'object' && 'list' in a && typeof b === 'object' && 'list' in b) {
    const item = joinTypes(a.list, b.list);
    return item && { list: item };
  }
  if (kind === 'fields') return a;
  return kind === 'text' ? 'text' : a;
}
