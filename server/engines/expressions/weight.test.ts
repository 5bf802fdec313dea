import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import { expect, test } from 'vitest';

test('the evaluator weighs at most 4 KB in a browser and imports nothing', async () => {
  const entry = fileURLToPath(new URL('./evaluate.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, target: 'es2022', rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const [chunk] = output;
  expect(chunk.exports).toContain('evaluate');
  expect(chunk.moduleIds.filter((id) => !id.includes('evaluate.ts'))).toEqual([]);
  expect(chunk.imports).toEqual([]);
  const weight = gzipSync(chunk.code, { level: 9 }).length;
  expect(weight).toBeGreaterThan(1000);
  expect(weight, `${weight} bytes`).toBeLessThanOrEqual(4096);
});
