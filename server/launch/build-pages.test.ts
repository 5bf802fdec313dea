import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { mayBeInPages } from './build-pages.ts';

const root = join(import.meta.dirname, '..', '..');

/** Files that `file` imports by a path of its own, types left out. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/\b(?:import|export)\s+(?!type\s)[^;'"]*?from\s*'(\.[^']+)'/g), ...text.matchAll(/\bimport\('(\.[^']+)'\)/g)];
  return found.map((match) => resolve(dirname(file), match[1]!)).filter((path) => existsSync(path));
}

it('builds anew when any file of the server changes that a page carries', () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    importsOf(file).forEach(visit);
  };
  for (const file of globSync('web/{src,test}/**/*.{ts,svelte}', { cwd: root })) if (!file.includes('.test.')) visit(join(root, file));
  const carried = [...seen].map((path) => relative(root, path)).filter((path) => path.startsWith('server/'));
  expect(carried.length).toBeGreaterThan(100);
  expect(carried.filter((path) => !mayBeInPages(path))).toEqual([]);
});
