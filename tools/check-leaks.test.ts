import { expect, test } from 'vitest';
import { findLeaks } from './check-leaks.ts';

// The paths are put together here, so that this file is itself clean.
const [machine, farm, scratch] = ['work', 'farm', 'tmp'].map((name) => `/${name}/`) as [string, string, string];

test.each([
  ['docs/operations.md', `data lies in ${machine}main`],
  ['server/main.ts', `const home = '${farm}x';`],
  ['docs/how-to.md', `see file://${machine}main/README.md`],
  ['server/main.ts', `PATH=a:${machine}bin`],
  ['docs/operations.md', `${scratch}backup`],
  ['docs/operations.md', 'see ' + ['..', 'shared', 'style.md'].join('/')],
  ['package-lock.json', '      "resolved": "https://example.org/zod/-/zod-4.6.7.tgz",'],
  ['.npmrc', 'registry=https://example.org/'],
  ['.npmrc', '@desa:registry = https://example.org/'],
])('%s: %s is reported', (path, text) => {
  expect(findLeaks(path, `first\n${text}\nlast`).map((leak) => leak.line)).toEqual([2]);
});

test.each([
  ['docs/operations.md', `https://example.org${machine}x`],
  ['server/engines/documents/verify.test.ts', `${scratch}x.pdf`],
  ['docs/decisions/0001.md', 'the frame/work/shop'],
  ['package-lock.json', '      "resolved": "node_modules/own",'],
  ['.npmrc', 'fund=false'],
])('%s: %s is not', (path, text) => {
  expect(findLeaks(path, text)).toEqual([]);
});
