import { createHash } from 'node:crypto';

/** A statement ready for `pg`: text with $n, its values, and a name so that PostgreSQL plans it once per connection. */
export interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

class Fragment implements Statement {
  readonly text: string;
  readonly values: unknown[];
  readonly name: string | undefined;
  readonly parts: readonly string[];
  constructor(parts: readonly string[], values: unknown[], text: string, name?: string) {
    this.parts = parts;
    this.values = values;
    this.text = text;
    this.name = name;
  }
}
export type Sql = Fragment;

const plain = new WeakMap<TemplateStringsArray, { text: string; name: string }>();
const spliced = new Map<string, string>();

const nameOf = (text: string) => `p_${createHash('sha1').update(text).digest('base64url').slice(0, 20)}`;

/** Spliced texts are few (one per combination of conditions); beyond 500 the rest stay unnamed. */
function nameSpliced(text: string): string | undefined {
  const known = spliced.get(text);
  if (known || spliced.size >= 500) return known;
  const name = nameOf(text);
  spliced.set(text, name);
  return name;
}

/**
 * Writes SQL as SQL: every `${value}` becomes a parameter, every `${sql`…`}` is spliced in.
 * Example: `` tx.many<{ id: string }>(sql`select id from organization.unit where instansi = ${instansi}`) ``.
 * Statements are named (prepared once per connection); the name is a hash of the text.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  if (!values.some((value) => value instanceof Fragment)) {
    let known = plain.get(strings);
    if (!known) {
      let text = strings[0]!;
      for (let i = 1; i < strings.length; i++) text += `$${i}${strings[i]}`;
      known = { text, name: nameOf(text) };
      plain.set(strings, known);
    }
    return new Fragment(strings, values, known.text, known.name);
  }
  const parts: string[] = [strings[0]!];
  const flat: unknown[] = [];
  values.forEach((value, index) => {
    if (value instanceof Fragment) {
      parts[parts.length - 1] += value.parts[0]!;
      value.values.forEach((inner, i) => {
        flat.push(inner);
        parts.push(value.parts[i + 1]!);
      });
      parts[parts.length - 1] += strings[index + 1]!;
    } else {
      flat.push(value);
      parts.push(strings[index + 1]!);
    }
  });
  let text = parts[0]!;
  for (let i = 1; i < parts.length; i++) text += `$${i}${parts[i]}`;
  return new Fragment(parts, flat, text, nameSpliced(text));
}

/** A name that is ours, spliced as text: a schema, a CTE. */
export function sqlName(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a name: ${name}`);
  return new Fragment([name], [], name);
}

/** Joins fragments, for lists of conditions: `sqlJoin([sql`a = ${1}`, sql`b = ${2}`], ' and ')`. */
export function sqlJoin(fragments: Sql[], separator: string): Sql {
  const parts: string[] = [''];
  const values: unknown[] = [];
  fragments.forEach((fragment, index) => {
    if (index > 0) parts[parts.length - 1] += separator;
    parts[parts.length - 1] += fragment.parts[0]!;
    fragment.values.forEach((value, i) => {
      values.push(value);
      parts.push(fragment.parts[i + 1]!);
    });
  });
  let text = parts[0]!;
  for (let i = 1; i < parts.length; i++) text += `$${i}${parts[i]}`;
  return new Fragment(parts, values, text);
}
