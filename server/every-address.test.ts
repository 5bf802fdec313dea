import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = (folder: string, wanted: (name: string) => boolean): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && wanted(e.name)).map((e) => join(e.parentPath, e.name));

/** `/petugas/berkas/[id]` as a pattern: what `[…]` stands for is anything. */
const routes = files('web/src/routes', (name) => ['+page.svelte', '+page.server.ts', '+server.ts'].includes(name))
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

it('leads somewhere: every address of a page and every file that the documentation names', () => {
  const papers = [...['README.md', 'README.id.md', 'ARCHITECTURE.md'].map((name) => join(root, name)), ...files('docs', (name) => name.endsWith('.md')), ...files('server', (name) => name === 'README.md')];
  const pages = papers.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/`(\/[a-z0-9-]+(?:\/(?:[a-z0-9-]+|\[[a-z]+\]))*)`/g)].map((found) => found[1]!).filter((address) => audiences.has(address.split('/')[1])).map((address) => ({ file: relative(root, file), address })));
  expect(pages.length).toBeGreaterThan(60);
  expect(pages.filter(({ address }) => !patterns.some((pattern) => pattern.test(address)))).toEqual([]);
  const links = papers.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map((found) => ({ file: relative(root, file), link: found[1]!, there: existsSync(join(file, '..', found[1]!)) })));
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ there }) => !there)).toEqual([]);
});
