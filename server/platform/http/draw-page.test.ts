import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPages } from './draw-page.ts';

const PAGE = `<!doctype html><p>${'Surat Keterangan Usaha. '.repeat(200)}</p>`;
const folder = mkdtempSync(join(tmpdir(), 'pendopo-pages-'));
let port: number;
let server: ReturnType<typeof createServer>;

/** What a build looks like from outside, with four pages. */
beforeAll(async () => {
  mkdirSync(join(folder, 'server'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'handler.js'), 'export const handler = (_, response) => response.end("asset");');
  writeFileSync(join(folder, 'server', 'manifest.js'), `export const manifest = ${JSON.stringify({ page: PAGE })};`);
  writeFileSync(join(folder, 'server', 'index.js'), `export class Server {
    constructor({ page }) { this.page = page; }
    async init() {}
    async respond(request, { getClientAddress }) {
      const { pathname, origin } = new URL(request.url);
      const html = { 'content-type': 'text/html; charset=utf-8' };
      if (request.method === 'POST') return new Response('{"got":' + (await request.text()).length + ',"origin":"' + origin + '"}', { headers: { 'content-type': 'application/json' } });
      if (pathname === '/kecil') return new Response('<p>' + getClientAddress() + '</p>', { headers: html });
      if (pathname === '/pindah') return new Response(null, { status: 303, headers: { location: '/masuk' } });
      const headers = new Headers({ ...html, vary: 'cookie' });
      headers.append('set-cookie', 'a=1'); headers.append('set-cookie', 'b=2');
      return new Response(request.method === 'HEAD' ? null : this.page, { status: 404, headers });
    }
  }`);
  const pages = await openPages(folder, 1000);
  server = createServer((request, response) => void pages.draw({ request, response, base: 'https://ponorogo.test', address: '10.1.2.3' }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  ({ port } = server.address() as { port: number });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, options: { method?: string; accept?: string; body?: string } = {}): Promise<{ status: number; headers: IncomingMessage['headers']; raw: Buffer }> {
  return new Promise((done, fail) => {
    ask({ port, host: '127.0.0.1', path, method: options.method ?? 'GET', agent: false, headers: { 'accept-encoding': options.accept ?? 'gzip, br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done({ status: response.statusCode!, headers: response.headers, raw: Buffer.concat(chunks) }));
    }).on('error', fail).end(options.body);
  });
}

describe('drawing a page', () => {
  it('compresses it whole, with its status, headers and every cookie', async () => {
    const { status, headers, raw } = await get('/');
    expect(status).toBe(404);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'cookie, accept-encoding', 'content-length': String(raw.length), 'set-cookie': ['a=1', 'b=2'] });
    expect(raw.length).toBeLessThan(PAGE.length / 5);
    expect(gunzipSync(raw).toString()).toBe(PAGE);
  });

  it('leaves it alone where that is not asked for, or where it is small', async () => {
    const plain = await get('/', { accept: 'identity' });
    expect([plain.headers['content-encoding'], plain.raw.toString()]).toEqual([undefined, PAGE]);
    const small = await get('/kecil');
    expect([small.headers['content-encoding'], small.raw.toString()]).toEqual([undefined, '<p>10.1.2.3</p>']);
  });

  it('sends a redirect and an answer to HEAD without a body', async () => {
    const redirect = await get('/pindah');
    expect([redirect.status, redirect.headers.location, redirect.raw.length]).toEqual([303, '/masuk', 0]);
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, head.raw.length]).toEqual([404, 0]);
  });

  it('hands over what is posted, under the address that the visitor sees, up to the limit', async () => {
    expect((await get('/', { method: 'POST', body: 'x'.repeat(900) })).raw.toString()).toBe('{"got":900,"origin":"https://ponorogo.test"}');
  });

  it('says what is missing when there is no build', async () => {
    await expect(openPages(join(folder, 'nowhere'), 1000)).rejects.toThrow('pages are not built');
  });
});
