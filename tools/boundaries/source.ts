import * as ts from 'typescript';

/** One import of a file: what it asks for, where it says so, and whether only types cross. */
export interface Import {
  specifier: string;
  line: number;
  /** True when nothing is loaded at run time (`import type`, `export type`, `import('…').T` in a type). */
  typeOnly: boolean;
  /** Names asked for; empty for a whole module. */
  names: string[];
}

/** A use of something from outside the program: the clock, chance, the network, the process. */
export interface Reach {
  name: string;
  line: number;
}

export interface Source {
  imports: Import[];
  reaches: Reach[];
}

const SCRIPT = /<script\b[^>]*>([\s\S]*?)<\/script>/gi;
const MARKUP_IMPORT = /\bimport\s*\(\s*(['"])([^'"]+)\1\s*\)/g;

/** Reads a .ts, .mts, .js, .mjs or .svelte file. Lines count from 1, in the file as it lies on the disk. */
export function readSource(path: string, text: string): Source {
  return path.endsWith('.svelte') ? readSvelte(path, text) : readScript(path, text, 0);
}

function readSvelte(path: string, text: string): Source {
  const source: Source = { imports: [], reaches: [] };
  for (const match of text.matchAll(SCRIPT)) {
    const body = match[1] ?? '';
    const firstLine = lineAt(text, match.index + match[0].indexOf('>') + 1) - 1;
    const script = readScript(path, body, firstLine);
    source.imports.push(...script.imports);
    source.reaches.push(...script.reaches);
  }
  const markup = text.replace(SCRIPT, (script) => script.replace(/[^\n]/g, ' '));
  for (const match of markup.matchAll(MARKUP_IMPORT)) {
    source.imports.push({ specifier: match[2]!, line: lineAt(text, match.index), typeOnly: false, names: [] });
  }
  return source;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function readScript(path: string, text: string, linesBefore: number): Source {
  const kind = /\.m?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const source: Source = { imports: [], reaches: [] };
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 + linesBefore;

  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) source.imports.push({ ...found, line: lineOf(node) });
    const name = reachOf(node);
    if (name) source.reaches.push({ name, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return source;
}

type Found = Omit<Import, 'line'>;

function importOf(node: ts.Node): Found | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    // `import { type A }` still loads the file under verbatimModuleSyntax; only `import type` does not.
    const clause = node.importClause;
    return {
      specifier: node.moduleSpecifier.text,
      typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
      names: clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? importedNames(clause.namedBindings) : [],
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, names: [] };
  }
  if (ts.isCallExpression(node) && (isImportKeyword(node.expression) || isRequire(node.expression))) {
    const [asked] = node.arguments;
    if (asked && ts.isStringLiteralLike(asked)) return { specifier: asked.text, typeOnly: false, names: [] };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true, names: [] };
  }
  return undefined;
}

const importedNames = (bindings: ts.NamedImports): string[] =>
  bindings.elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text);

const isImportKeyword = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ImportKeyword;
const isRequire = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'require';

const CALLS = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate']);
const PATHS = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues']);
const OBJECTS = new Set(['process', 'Buffer']);

function reachOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const called = node.expression.text;
    if (CALLS.has(called) || called === 'Date') return `${called}()`;
  }
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const dotted = `${node.expression.text}.${node.name.text}`;
    if (PATHS.has(dotted) || OBJECTS.has(node.expression.text)) return dotted;
  }
  return undefined;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;
