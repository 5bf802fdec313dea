import { parseExpression } from 'feelin';
import { ok, refuse } from '../../platform/kernel/refusal.ts';
import type { Result } from '../../platform/kernel/refusal.ts';
import type { Tree } from './evaluate.ts';
import { Complaint } from './functions.ts';
import type { Part } from './functions.ts';
import { readArithmetic, readCall, readIf, readLogic } from './compile/calculations.ts';
import { readComparison } from './compile/comparisons.ts';
import { readDate, readNumber, readString } from './compile/literals.ts';
import { readIndex, readList, readName, readPath } from './compile/names.ts';
import { children, part, type Node, type Reading } from './compile/reading.ts';
import { findForeignSign } from './foreign-signs.ts';
import { kindOf, typeWord } from './types.ts';
import type { ExpressionType, Kind, Scope } from './types.ts';

// Chapters: literals, names, calculations, comparisons (compile/*.ts) · which chapter reads a node · the whole expression

/** What `compileExpression` gives: plain JSON, ready for `evaluate` on server and browser. */
export interface CompiledExpression {
  source: string;
  tree: Tree;
  type: ExpressionType;
  /** The names it uses, as written first in a path: `usaha.nama` → `usaha`. */
  names: string[];
}

/** Data of the refusal `expression.invalid`. */
export interface ExpressionProblem extends Record<string, unknown> {
  /** Indonesian: what is wrong and what to write instead. */
  message: string;
  /** Index in the source, from 0. */
  position: number;
  source: string;
  /** Near names, best first. */
  near: readonly string[];
}

const unsupported: Record<string, string> = {
  ForExpression: '"for … return" tidak didukung. Buat isian terhitung di dalam kelompok, lalu pakai sum() atau max().',
  QuantifiedExpression: '"some/every … satisfies" tidak didukung. Buat isian terhitung di dalam kelompok, lalu pakai in atau max().',
  FunctionDefinition: 'Fungsi buatan sendiri tidak didukung.',
  Context: 'Kurung kurawal tidak didukung.',
  InstanceOfExpression: '"instance of" tidak didukung.',
  SimplePositiveUnaryTest: 'Perbandingan di belakang "in" tidak didukung. Tulis lengkap, misalnya luas > 5.',
};

function compileNode(r: Reading, node: Node): Part {
  const [first, second, third] = children(node);
  switch (node.name) {
    case 'Expression':
    case 'PositiveUnaryTest':
      return r.compile(first!);
    case 'ParenthesizedExpression':
      return r.compile(second!);
    case 'NumericLiteral':
      return readNumber(r, node);
    case 'StringLiteral':
      return part(node, { tree: ['"', readString(r, node)], type: 'text' });
    case 'BooleanLiteral':
      return part(node, r.text(node) === 'true' ? { tree: ['&'], type: 'boolean' } : { tree: ['|'], type: 'boolean' });
    case 'null':
      return part(node, { tree: ['null'], type: 'missing' });
    case 'DateTimeLiteral':
      return readDate(r, node);
    case 'VariableName':
      return readName(r, node);
    case 'PathExpression':
      return readPath(r, node, first!, third!);
    case 'List':
      return readList(r, node, children(node).slice(1, -1));
    case 'FilterExpression':
      return readIndex(r, node, first!, third!);
    case 'Conjunction':
      return readLogic(r, node, '&', first!, third!);
    case 'Disjunction':
      return readLogic(r, node, '|', first!, third!);
    case 'IfExpression':
      return readIf(r, node);
    case 'ArithmeticExpression':
      return readArithmetic(r, node);
    case 'Comparison':
      return readComparison(r, node);
    case 'FunctionInvocation':
      return readCall(r, node);
  }
  throw new Complaint(unsupported[node.name] ?? `Bagian "${r.text(node).slice(0, 40)}" tidak didukung di sini.`, node.from);
}

// "days between" holds a keyword of the grammar; the same length keeps every position right.
const joinKeywordNames = (source: string): string =>
  source.replace(/"(?:[^"\\]|\\.)*"|\b(days|months|years) between(?=\s*\()/g, (all, unit?: string) => (unit ? `${unit}_between` : all));

/**
 * Checks an expression of our FEEL subset against the names of `scope` and turns it into a JSON tree with its type.
 * Refuses `expression.invalid` with an `ExpressionProblem`.
 * `compileExpression('luas * 2', { luas: 'number' })` → `{ tree: ['*', ['$','n','luas'], ['#','2']], type: 'number', … }`
 */
export function compileExpression(source: string, scope: Scope): Result<CompiledExpression> {
  const problem = (message: string, position: number, near: readonly string[] = []) =>
    refuse('expression.invalid', { message, position, source, near } satisfies ExpressionProblem);

  if (!source.replace(/\/\/.*|\/\*[^]*?\*\//g, '').trim()) return problem('Ungkapan masih kosong.', 0);
  const foreign = findForeignSign(source);
  if (foreign) return problem(foreign.message, foreign.position);
  const text = joinKeywordNames(source);
  const top = parseExpression(text, {}, undefined).topNode;
  let broken: Node | undefined;
  top.cursor().iterate((cursor) => {
    if (cursor.type.isError && !broken) broken = cursor.node;
    return !broken;
  });
  if (broken) {
    const near = source.slice(broken.from, broken.from + 20).trim();
    return problem(near ? `Tidak dapat dibaca mulai dari "${near}".` : 'Ungkapan belum lengkap: ada nilai yang kurang.', broken.from);
  }
  const reading: Reading = { scope, names: new Set(), text: (node) => text.slice(node.from, node.to), compile: (node) => compileNode(reading, node) };
  try {
    const { tree, type } = reading.compile(top);
    return ok({ source, tree, type, names: [...reading.names] });
  } catch (error) {
    if (error instanceof Complaint) return problem(error.message, error.at, error.near);
    throw error;
  }
}

/** As `compileExpression`, and the result must be of the given kind: conditions are `boolean`. */
export function compileExpecting(source: string, scope: Scope, kind: Kind): Result<CompiledExpression> {
  const compiled = compileExpression(source, scope);
  if (!compiled.ok) return compiled;
  const found = kindOf(compiled.value.type);
  if (found === kind || found === 'missing') return compiled;
  const message = `Hasilnya ${typeWord(compiled.value.type)}, padahal di sini harus ${typeWord(kind as ExpressionType)}.`;
  return refuse('expression.invalid', { message, position: 0, source, near: [] } satisfies ExpressionProblem);
}
