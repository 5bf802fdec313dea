import type { Values } from '#lib/forms/types.ts';
import { many, one } from '#lib/forms/values.ts';

/** One thing that an edit form asks; `key` is the dotted key below the node. */
export interface Input {
  key: string;
  label: string;
  help?: string;
  kind: 'text' | 'long' | 'lines' | 'number' | 'rule' | 'date' | 'choice' | 'several' | 'tick' | 'options' | 'required';
  options?: { id: string; label: string }[];
  /** May be left empty; the key is then taken out, or the list is empty. */
  optional?: boolean;
  /** Decimals are allowed. */
  decimals?: number;
}

export interface Option {
  id: string;
  label: string;
  [other: string]: unknown;
}

export const at = (node: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined), node);

/** "kredit = Mengajukan kredit": id and label of each option on a line of its own. */
const optionLines = (options: readonly Option[]): string => options.map(({ id, label }) => `${id} = ${label}`).join('\n');

/** What stands in the inputs for a node. */
export function valuesOfNode(node: unknown, inputs: readonly Input[]): Values {
  const values: Values = {};
  for (const { key, kind } of inputs) {
    const value = at(node, key);
    if (kind === 'required') {
      values[key] = typeof value === 'string' ? 'bila' : value === false ? 'tidak' : 'ya';
      values[`${key}.bila`] = typeof value === 'string' ? value : '';
    } else if (kind === 'lines') values[key] = Array.isArray(value) ? value.join('\n') : '';
    else if (kind === 'options') values[key] = Array.isArray(value) ? optionLines(value as Option[]) : '';
    else if (kind === 'several') values[key] = Array.isArray(value) ? value.map(String) : [];
    else if (kind === 'tick') values[key] = value === true ? 'ya' : '';
    else values[key] = value === undefined || value === null ? '' : String(value).replace(kind === 'number' ? '.' : '\u0000', ',');
  }
  return values;
}

/** The keys that were changed, with values in the shape of the format; null takes a key out. */
export function changesOf(node: unknown, inputs: readonly Input[], posted: Values): Record<string, unknown> {
  const before = valuesOfNode(node, inputs);
  const changes: Record<string, unknown> = {};
  for (const input of inputs) {
    const value = read(input, posted, at(node, input.key));
    if (JSON.stringify(value) !== JSON.stringify(read(input, before, at(node, input.key)))) changes[input.key] = value;
  }
  return changes;
}

function read({ key, kind }: Input, posted: Values, known: unknown): unknown {
  const text = one(posted, key).replace(/\r\n?/g, '\n').trim();
  switch (kind) {
    case 'several':
      return many(posted, key);
    case 'tick':
      return text === 'ya';
    case 'lines':
      return text.split('\n').map((line) => line.trim()).filter(Boolean);
    case 'options':
      return optionsFrom(text, Array.isArray(known) ? (known as Option[]) : []);
    case 'required':
      return text === 'bila' ? one(posted, `${key}.bila`).trim() : text !== 'tidak';
    case 'number': {
      const number = Number(text.replace(',', '.'));
      // What is no number goes to the check as it was typed: it says what is wrong.
      return text === '' ? null : Number.isFinite(number) ? number : text;
    }
    default:
      return text === '' ? null : text;
  }
}

/** A line without an id is a new option; known ones keep what else they carry. */
export function optionsFrom(text: string, known: readonly Option[]): Option[] {
  const taken = new Set(known.map((option) => option.id));
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const parts = /^([a-z][a-z0-9_]{0,59})\s*=\s*(.+)$/.exec(line);
    const label = parts ? parts[2]! : line;
    const id = parts ? parts[1]! : newId(label, taken);
    taken.add(id);
    return { ...known.find((option) => option.id === id), id, label };
  });
}

/** "Nama pemilik toko" → nama_pemilik_toko; a second one gets a number. */
export function newId(label: string, taken: ReadonlySet<string>): string {
  const bare = label.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 50) || 'isian';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? bare : `${bare}_${n}`;
    if (!taken.has(id)) return id;
  }
}
