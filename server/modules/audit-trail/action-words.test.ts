import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wordsOfAction } from './action-words.ts';

it('has words for every action that a module writes into the trail', () => {
  const modules = join(import.meta.dirname, '..');
  const written = globSync('*/**/*.ts', { cwd: modules }).filter((file) => !/\.(test|fixture|testing)\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(join(modules, file), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z.-]+)'/g)].map((match) => match[1]!));
  expect(written.length).toBeGreaterThan(300);
  expect([...new Set(written)].filter((action) => wordsOfAction(action) === action)).toEqual([]);
});

it('shows a code without words as it is', () => {
  expect([wordsOfAction('letters.dispose'), wordsOfAction('letters.unheard-of'), wordsOfAction('nobody.knows'), wordsOfAction('plain')]).toEqual(['Surat didisposisi', 'letters.unheard-of', 'nobody.knows', 'plain']);
});
