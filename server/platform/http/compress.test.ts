import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { compress } from './compress.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  raw: Buffer;
}

async function ask(answer: RequestListener, options: { method?: string; accept?: string } = {}): Promise<Answer> {
  const server = createServer((asked, response) => {
    compress(asked, response);
    answer(asked, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as { port: number };
  return new Promise((done, fail) => {
    request({ port, host: '127.0.0.1', method: options.method ?? 'GET', agent: false, headers: { 'accept-encoding': options.accept ?? 'gzip, br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done({ status: response.statusCode!, headers: response.headers, raw: Buffer.concat(chunks) }));
    }).on('error', fail).end();
  });
}

const PAGE = `<!doctype html><p>${'Surat Keterangan Usaha. '.repeat(200)}</p>`;

describe('compressing what a page writes', () => {
  it('compresses text written in pieces, with the status and headers that were given', async () => {
    const { status, headers, raw } = await ask((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-length', Buffer.byteLength(PAGE));
      response.writeHead(404);
      response.write(PAGE.slice(0, 1000));
      response.write(new TextEncoder().encode(PAGE.slice(1000)));
      response.end();
    });
    expect(status).toBe(404);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', 'content-length': String(raw.length) });
    expect(raw.length).toBeLessThan(PAGE.length / 5);
    expect(gunzipSync(raw).toString()).toBe(PAGE);
  });

  it('takes headers given with the head, and text given with the end', async () => {
    const { headers, raw } = await ask((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', vary: 'cookie' });
      response.end(JSON.stringify({ text: PAGE }));
    });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'cookie, accept-encoding' });
    expect(JSON.parse(gunzipSync(raw).toString())).toEqual({ text: PAGE });
  });

  it('leaves alone what is small, no text, compressed already, or not asked for', async () => {
    const small = await ask((_, response) => void response.setHeader('content-type', 'text/html').end('<p>ya</p>'));
    expect(small.headers['content-encoding']).toBeUndefined();
    expect(small.raw.toString()).toBe('<p>ya</p>');
    const pdf = await ask((_, response) => void response.setHeader('content-type', 'application/pdf').end(PAGE));
    expect([pdf.headers['content-encoding'], pdf.raw.toString()]).toEqual([undefined, PAGE]);
    const done = await ask((_, response) => void response.setHeader('content-type', 'text/css').setHeader('content-encoding', 'br').end(PAGE));
    expect([done.headers['content-encoding'], done.raw.toString()]).toEqual(['br', PAGE]);
    const plain = await ask((_, response) => void response.setHeader('content-type', 'text/html').end(PAGE), { accept: 'identity' });
    expect([plain.headers['content-encoding'], plain.raw.toString()]).toEqual([undefined, PAGE]);
  });

  it('lets a redirect and an answer to HEAD go without a body', async () => {
    const redirect = await ask((_, response) => void response.writeHead(303, { location: '/masuk' }).end());
    expect([redirect.status, redirect.headers.location, redirect.raw.length]).toEqual([303, '/masuk', 0]);
    const head = await ask((_, response) => void response.setHeader('content-type', 'text/html').end(), { method: 'HEAD' });
    expect([head.status, head.raw.length]).toEqual([200, 0]);
  });
});
