import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const routes = join(import.meta.dirname, '../../routes');
const files = readdirSync(routes, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

it('no action hands out a copy of its failure: a copy counts as success, and its sentence is shown to nobody', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((name) => /return \{ \.\.\.(failure|asActionFailure\([^)]*\)),/.test(readFileSync(join(routes, name), 'utf8')))).toEqual([]);
});
