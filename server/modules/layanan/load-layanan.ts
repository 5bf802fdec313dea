import { createHash } from 'node:crypto';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { refuse, ok, type Result } from '../../platform/kernel/refusal.ts';
import type { LayananDefinition } from './definition.ts';
import { canonicalJson } from '../../platform/kernel/canonical-json.ts';
import { checkDefinition, type CompiledLayanan, type DefinitionContext } from './rules/definition-is-sound.ts';
import { problem, type DefinitionProblem } from './rules/definition-problem.ts';

export interface LoadedDefinition {
  compiled: CompiledLayanan;
  /** Told, but no obstacle: unchecked legal bases, components 7 to 14 of the service standard. */
  warnings: DefinitionProblem[];
  /** SHA-256 of the canonical JSON: the same for the same meaning, whatever the order of keys in the file. */
  sha256: string;
}

/** A definition is written by hand; what is larger is not one. */
const MAX_CHARACTERS = 512_000;

/**
 * Reads a definition written in YAML. Refuses `layanan.definition-invalid` with `{ problems: DefinitionProblem[] }`:
 * every problem with its line, what is wrong and what to do. `describeProblems` prints them.
 */
export function loadDefinition(text: string, context: DefinitionContext): Result<LoadedDefinition> {
  if (text.length > MAX_CHARACTERS) return invalid([problem([], 'berkas terlalu besar', `Paling besar ${MAX_CHARACTERS} huruf.`)]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: false });
  const faults = [...document.errors, ...document.warnings].map((error) => tellYamlError(error, lines));
  // One slip makes several errors; the first on a line names it best.
  const firsts = faults.filter((fault, index) => faults.findIndex((other) => other.line === fault.line) === index);
  if (firsts.length > 0) return invalid(firsts);
  const data = toData(document);
  if (!data.ok) return invalid([problem([], 'berkas memakai acuan (*) yang tidak ada atau terlalu banyak', 'Tulis isinya langsung, tanpa acuan.')]);

  const checked = checkDefinition(data.value, context);
  const lined = (one: DefinitionProblem): DefinitionProblem => ({ ...one, line: lineOf(document, lines, one.path) });
  if (!checked.ok) return invalid(checked.problems.map(lined).sort((a, b) => a.line! - b.line!));
  return ok({ compiled: checked.compiled, warnings: checked.warnings.map(lined), sha256: digestOf(checked.compiled.definition) });
}

/** SHA-256 in hex of the canonical JSON of a definition. */
export const digestOf = (definition: LayananDefinition): string =>
  createHash('sha256').update(canonicalJson(definition)).digest('hex');

/** `baris 12: … → …`, one line each, for the command line and messages of tests. */
export const describeProblems = (problems: readonly DefinitionProblem[]): string =>
  problems
    .map(({ line, path, message, remedy }) =>
      [line && `baris ${line}`, path.join('.'), `${message.replace(/\.$/, '')}. ${remedy}`].filter(Boolean).join(': '))
    .join('\n');

const invalid = (problems: DefinitionProblem[]) => refuse('layanan.definition-invalid', { problems });

function toData(document: Document): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 50 }) as unknown };
  } catch {
    // What toJS refuses in a document without errors: aliases without anchor, or that multiply.
    return { ok: false };
  }
}

const YAML_WORDS: Partial<Record<YAMLError['code'], [string, string]>> = {
  DUPLICATE_KEY: ['kunci ini ditulis dua kali', 'Hapus salah satunya.'],
  BAD_INDENT: ['jarak dari tepi kiri tidak sama dengan baris tetangganya', 'Samakan banyaknya spasi di awal baris.'],
  TAB_AS_INDENT: ['baris ini menjorok dengan tab', 'Ganti tab dengan spasi.'],
  MISSING_CHAR: ['ada tanda yang kurang', 'Periksa tanda kutip, kurung, dan titik dua.'],
  UNEXPECTED_TOKEN: ['ada tanda yang tidak pada tempatnya', 'Beri tanda kutip pada teks yang memuat titik dua, pagar, atau kurung.'],
  BLOCK_AS_IMPLICIT_KEY: ['titik dua di tengah teks terbaca sebagai kunci', 'Beri tanda kutip pada seluruh teks itu.'],
  MULTILINE_IMPLICIT_KEY: ['kunci terbaca lebih dari satu baris', 'Periksa titik dua yang kurang pada baris ini.'],
};

function tellYamlError(error: YAMLError, lines: LineCounter): DefinitionProblem {
  const [message, remedy] = YAML_WORDS[error.code] ?? ['YAML tidak dapat dibaca di sini', 'Periksa tanda kutip, titik dua, dan jarak dari tepi kiri.'];
  return { ...problem([], message, remedy), line: lines.linePos(error.pos[0]).line };
}

/** The line of the deepest node of `path` that is written in the file: its key, or the item of a list. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(segment));
      if (!pair) break;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)];
      if (!isNode(item)) break;
      if (item.range) offset = item.range[0];
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}
