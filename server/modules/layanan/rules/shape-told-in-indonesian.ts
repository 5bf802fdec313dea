import * as z from 'zod';
import { suggest } from '../../../engines/expressions/suggest.ts';
import { layananDefinition, type LayananDefinition } from '../definition.ts';
import { problem, type DefinitionProblem } from './definition-problem.ts';

export type ShapeResult = { definition: LayananDefinition; problems: [] } | { definition?: undefined; problems: DefinitionProblem[] };

/**
 * The format itself: types, allowed values, lengths, and keys that nobody reads (a slip of the pen such as
 * `requried: false` would otherwise be silently forgotten).
 */
export function readShape(data: unknown): ShapeResult {
  const parsed = layananDefinition.safeParse(data, { reportInput: true });
  if (!parsed.success) return { problems: firstOfEachPlace(parsed.error.issues.flatMap((issue) => tell(issue, []))) };
  const unknown = unknownKeys(data, parsed.data, []);
  return unknown.length > 0 ? { problems: unknown } : { definition: parsed.data, problems: [] };
}

/** A list where a text should be is also "too short": one mistake is told once. */
const firstOfEachPlace = (problems: DefinitionProblem[]): DefinitionProblem[] =>
  problems.filter((one, index) => problems.findIndex((other) => other.path.join('.') === one.path.join('.')) === index);

/** Unlike `suggestion`: the allowed values are listed in the remedy already. */
const nearest = (word: unknown, known: readonly string[]): string => {
  const near = typeof word === 'string' ? suggest(word, known)[0] : undefined;
  return near ? ` Mungkin maksud Anda: ${near}.` : '';
};

type Path = (string | number)[];
type Issue = z.core.$ZodIssue;

const TYPES: Record<string, string> = {
  string: 'teks', number: 'angka', int: 'bilangan bulat', boolean: 'true atau false', array: 'daftar (baris berawalan tanda -)',
  object: 'kelompok kunci (baris "kunci: nilai")', record: 'kelompok kunci (baris "kunci: nilai")', undefined: 'kosong', null: 'kosong',
};
const typeOf = (input: unknown): string =>
  input === undefined || input === null ? 'kosong' : Array.isArray(input) ? 'daftar' : (TYPES[typeof input] ?? typeof input);
const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

function tell(issue: Issue, before: Path): DefinitionProblem[] {
  const path: Path = [...before, ...(issue.path as Path)];
  const name = typeof path.at(-1) === 'string' ? `"${path.at(-1)}"` : 'bagian ini';
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = TYPES[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return [problem(path, `${name} belum ada`, `Tambahkan ${name} berisi ${wanted}.`)];
      const hint = issue.expected === 'string' ? ' Beri tanda kutip bila isinya seperti angka atau true.' : '';
      return [problem(path, `${name} harus ${wanted}, bukan ${typeOf(issue.input)}`, `Tulis ${wanted}.${hint}`)];
    }
    case 'invalid_value': {
      const near = nearest(issue.input, issue.values.map(String));
      return [problem(path, `${name} tidak mengenal nilai ${JSON.stringify(issue.input) ?? 'kosong'}`, `Pilih salah satu: ${quoted(issue.values)}.${near}`)];
    }
    case 'too_small':
    case 'too_big':
      return [tellSize(issue, path, name)];
    case 'invalid_format': {
      const pattern = issue.format === 'regex' ? PATTERNS[String(issue.pattern)] : undefined;
      const own = /^(Invalid|Too)/.test(issue.message) ? undefined : issue.message;
      return [problem(path, `${name} tidak berbentuk benar: ${JSON.stringify(issue.input)}`, pattern ?? (own ? `${own[0]!.toUpperCase()}${own.slice(1)}.` : `Bentuk yang benar: ${String(issue.pattern ?? issue.format)}`))];
    }
    case 'invalid_union':
      return tellUnion(issue, path, name);
    default:
      return [problem(path, `${name} tidak benar`, /^[A-Z][a-z]+ [a-z]+:? expected/.test(issue.message) ? 'Periksa isinya.' : issue.message)];
  }
}

/** Patterns of the format that need words rather than signs. */
const PATTERNS: Record<string, string> = {
  [String(/^[a-z][a-z0-9_]{0,59}$/)]: 'Pakai huruf kecil, angka, dan garis bawah, diawali huruf, misalnya "nama_usaha".',
  [String(/^[a-z][a-z0-9-]{2,59}$/)]: 'Pakai huruf kecil, angka, dan tanda hubung, misalnya "surat-keterangan-usaha".',
  [String(/^(unit:[A-Z0-9-]{2,30}|village:[a-z][a-z0-9_]*)$/)]: 'Tulis "unit:KODE", atau "village:id_isian" bila desa atau kelurahan dari isian itu yang melayani.',
  [String(/^(owner|parent|unit:[A-Z0-9-]{2,30}|(village|district):[a-z][a-z0-9_]*)$/)]:
    'Tulis owner, parent, "unit:KODE", "village:id_isian", atau "district:id_isian".',
  [String(/^\d{3}(\.\d+)*$/)]: 'Tulis kode klasifikasi arsip di antara tanda kutip, misalnya "500.16.7.2".',
};

function tellSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: Path, name: string): DefinitionProblem {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const unit = issue.origin === 'string' ? ' huruf' : issue.origin === 'array' ? ' butir' : '';
  const words = issue.code === 'too_small' ? ['terlalu pendek atau kecil', 'paling sedikit'] : ['terlalu panjang atau besar', 'paling banyak'];
  return problem(path, `${name} ${words[0]}`, `Isi ${words[1]} ${limit}${unit}.`);
}

/** A union by a key (`type`, `kind`) tells the key; any other tells the branch that came nearest. */
function tellUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, name: string): DefinitionProblem[] {
  if (issue.discriminator !== undefined) {
    const value = (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
    const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : KINDS[issue.discriminator] ?? [];
    const near = nearest(value, known);
    const at = path.at(-1) === issue.discriminator ? path : [...path, issue.discriminator];
    return [problem(at, value === undefined ? `"${issue.discriminator}" belum ada` : `"${issue.discriminator}" tidak mengenal nilai ${JSON.stringify(value)}`, known.length > 0 ? `Pilih salah satu: ${quoted(known)}.${near}` : 'Periksa nilainya.')];
  }
  const branch = [...issue.errors].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
  if (!branch || branch.length === 0) return [problem(path, `${name} tidak benar`, 'Periksa isinya.')];
  return branch.flatMap((inner) => tell(inner, path));
}
const deepest = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((one) => one.path.length));

const schema = z.toJSONSchema(layananDefinition, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
interface JsonSchema {
  [key: string]: unknown;
}
const KNOWN_KEYS = [...new Set(keysOf(schema))];
const KINDS: Record<string, string[]> = { type: constantsOf(schema, 'type'), kind: constantsOf(schema, 'kind') };

function keysOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(keysOf);
  if (!node || typeof node !== 'object') return [];
  const { properties, ...rest } = node as JsonSchema;
  const own = properties && typeof properties === 'object' ? Object.keys(properties) : [];
  return [...own, ...Object.values(properties ?? {}).flatMap(keysOf), ...Object.values(rest).flatMap(keysOf)];
}

function constantsOf(node: unknown, key: string): string[] {
  const found = new Set<string>();
  const walk = (at: unknown): void => {
    if (Array.isArray(at)) return at.forEach(walk);
    if (!at || typeof at !== 'object') return;
    const own = ((at as JsonSchema).properties as JsonSchema | undefined)?.[key] as JsonSchema | undefined;
    if (typeof own?.const === 'string') found.add(own.const);
    Object.values(at).forEach(walk);
  };
  walk(node);
  return [...found];
}

function unknownKeys(input: unknown, output: unknown, path: Path): DefinitionProblem[] {
  if (Array.isArray(input) && Array.isArray(output)) return input.flatMap((item, index) => unknownKeys(item, output[index], [...path, index]));
  if (!input || typeof input !== 'object' || !output || typeof output !== 'object') return [];
  return Object.entries(input).flatMap(([key, value]) => {
    if (Object.hasOwn(output, key)) return unknownKeys(value, (output as Record<string, unknown>)[key], [...path, key]);
    // `{ label: Pohon, kabel }`: the comma ends the text, and its rest is read as a key without a value.
    const near = suggest(key, KNOWN_KEYS)[0];
    const remedy = value === null && !near
      ? 'Bila ini bagian dari teks yang memuat koma, beri tanda kutip pada seluruh teks itu.'
      : `Hapus, atau perbaiki ejaannya.${near ? ` Mungkin maksud Anda: ${near}.` : ''}`;
    return [problem([...path, key], `kunci "${key}" tidak dikenal di sini`, remedy)];
  });
}
