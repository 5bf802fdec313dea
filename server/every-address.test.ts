import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = (folder: string, wanted: (name: string) => boolean): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && wanted(e.name)).map((e) => join(e.parentPath, e.name));

/** `/petugas/berkas/[id]` as a pattern: what `[…]` stands for is anything. */
const routes = files('web/src/routes', (name) => name === '+page.svelte' || name === '+server.ts')
  .map((file) => `/${relative(join(root, 'web/src/routes'), join(file, '..'))}`.replace(/\/\([^)]*\)/g, '') || '/');
const patterns = routes.map((route) => new RegExp(`^${route.replace(/\[[^\]]*\]/g, '[^/]+')}/?$`));
const audiences = new Set(routes.map((route) => route.split('/')[1]).filter(Boolean));

/** An address of a page written into the server, for notices, QR codes, mail and links in letters. Paths of the API stand in contracts. */
function addressesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  return [...text.matchAll(/(?:[`'"]|publicUrl\}|[uU]rl\})(\/[a-z0-9-]+(?:\/(?:[a-z0-9-]+|\$\{[^`]*?\}+))*)(?=[`'"?#])/g)]
    .map(([, address]) => address!.replace(/\$\{.*?\}+/g, 'x'))
    .filter((address) => audiences.has(address.split('/')[1]));
}

it('leads somewhere: every address of a page that the server writes down', () => {
  const sources = files('server', (name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).filter((file) => !/\/contract(\.ts$|\/)|\/cli\//.test(file));
  const found = sources.flatMap((file) => addressesIn(file).map((address) => ({ file: relative(root, file), address })));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ address }) => !patterns.some((pattern) => pattern.test(address)))).toEqual([]);
});
