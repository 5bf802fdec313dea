import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkBoundaries } from './check.ts';
import { expectedFiles, readHouse } from './house.ts';
import { judgeHouse } from './judge-house.ts';
import { readModuleOrder } from './module-order.ts';
import { placeOf } from './place.ts';
import { RULEBOOK } from './rulebook.ts';
import { readSource } from './source.ts';

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const examples = readdirSync(folder('counter-examples')).sort();

/** Every line that carries the word `reported` in a comment, as `path:line`. */
const markedLines = (root: string): string[] =>
  [...readHouse(root).files.values()].flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (/(\/\/|<!--) reported/.test(line) ? [`${path}:${index + 1}`] : [])),
  );

test('every rule has a counter-example and every counter-example a rule', () => {
  expect(examples).toEqual(Object.keys(RULEBOOK).sort());
});

test.each(examples)('%s: exactly the marked lines are reported, under this rule', (rule) => {
  const root = folder(`counter-examples/${rule}`);
  const found = judgeHouse(readHouse(root)).findings;
  const marked = markedLines(root);
  expect(marked.length).toBeGreaterThan(0);
  expect(found.map(({ path, line }) => `${path}:${line}`).sort()).toEqual(marked.sort());
  expect([...new Set(found.map((finding) => finding.rule))]).toEqual([rule]);
});

test('a clean house has no finding', () => {
  const root = folder('clean-example');
  expect(checkBoundaries(root, expectedFiles(root))).toMatchObject({ sentences: [], notes: [] });
});

test('the report names file, line, rule and remedy', () => {
  const root = folder('counter-examples/storage-never-looks-up');
  expect(checkBoundaries(root, expectedFiles(root)).sentences).toEqual([
    'server/modules/library/storage.ts:1 storage-never-looks-up: Storage never calls the service, routes or jobs. ' +
      'Here: ./service.ts. Remedy: Let the service call storage and put the answers together.',
  ]);
});

test('a file that was not read is a finding, and so is one too many', () => {
  const root = folder('clean-example');
  const expected = expectedFiles(root);
  expect(checkBoundaries(root, [...expected, 'server/platform/forgotten.ts']).sentences).toHaveLength(1);
  expect(checkBoundaries(root, expected.slice(1)).sentences).toHaveLength(1);
});

test('a house of which nothing was read is not clean', () => {
  const empty = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    expect(checkBoundaries(empty, []).sentences).toHaveLength(1);
    expect(checkBoundaries(empty, ['server/main.ts']).sentences).toHaveLength(1);
  } finally {
    rmSync(empty, { recursive: true });
  }
});

test('without server/modules.ts the order is skipped, and the check says so', () => {
  const copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    cpSync(folder('counter-examples/modules-in-order'), copy, { recursive: true });
    rmSync(join(copy, 'server/modules.ts'));
    const { findings, notes } = judgeHouse(readHouse(copy));
    expect(findings).toEqual([]);
    expect(notes).toHaveLength(1);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('a rule broken in a clean house is found wherever it is broken', () => {
  const copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    cpSync(folder('clean-example'), copy, { recursive: true });
    const path = 'server/engines/fees/late-fee.ts';
    const text = readFileSync(join(copy, path), 'utf8');
    writeFileSync(join(copy, path), `${text}export const asked = process.env['FEE'];\n`);
    const rules = judgeHouse(readHouse(copy)).findings.map((finding) => finding.rule);
    // One stain in a pure engine file tells in the contract, the rule and the page that load it.
    expect(rules.sort()).toEqual(['contract-is-browser-safe', 'pages-know-contracts', 'rules-are-pure']);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('all ways to import are seen', () => {
  const text = [
    "import type { A } from './a.ts';",
    "import { type B } from './b.ts';",
    "export * from './c.ts';",
    "export type { D } from './d.ts';",
    "const e = await import('./e.ts');",
    "type F = import('./f.ts').F;",
    "const g = require('./g.cjs');",
    "// import './not-this.ts'",
    'const text = "import \'./nor-this.ts\'";',
  ].join('\n');
  const seen = readSource('x.ts', text).imports.map((one) => [one.specifier, one.line, one.typeOnly]);
  expect(seen).toEqual([
    ['./a.ts', 1, true],
    ['./b.ts', 2, false],
    ['./c.ts', 3, false],
    ['./d.ts', 4, true],
    ['./e.ts', 5, false],
    ['./f.ts', 6, true],
    ['./g.cjs', 7, false],
  ]);
});

test('the order of modules follows the arrays, through chapters, not the imports', () => {
  const text = [
    "import { layanan } from './modules/layanan/module.ts';",
    "import { identity as people } from './modules/identity/module.ts';",
    "import ormas from './modules/kesbangpol/ormas/module.ts';",
    "import type { Module } from './platform/house.ts';",
    'const general: Module[] = [];',
    'export const chapters: { title: string; modules: Module[] }[] = [',
    "  { title: 'Foundations', modules: [people] },",
    "  { title: 'Serving citizens', modules: [layanan, ormas, ...general] },",
    '];',
  ].join('\n');
  expect(readModuleOrder(text)).toEqual(['identity', 'layanan', 'kesbangpol/ormas']);
});

test.each([
  ['server/modules/tax/storage/list-queue.ts', 'storage'],
  ['server/modules/tax/sppt.storage.ts', 'storage'],
  ['server/modules/tax/rules/rounding-goes-down.ts', 'rules'],
  ['server/modules/tax/service.ts', 'service'],
  ['server/modules/tax/sppt-definition.ts', 'definition'],
  ['server/modules/tax/contract.ts', 'contract'],
  ['server/modules/tax/password.ts', 'inside'],
])('%s is %s', (path, role) => {
  expect(placeOf(path, new Set(['tax']))).toEqual({ part: 'module', module: 'tax', role });
});
