import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import type { ApiTable } from './api.ts';
import { openPages } from './draw-page.ts';
import { problemOf, refusalOf } from './problem.ts';
import { contextOf, sendProblem } from './request-context.ts';

/**
 * SvelteKit's build behind Fastify, in a scope whose body parsers are gone (they would eat the form).
 * What a page may know arrives as `request.pendopo`; it becomes `event.locals` in web/src/hooks.server.ts.
 */
export async function mountPages(app: FastifyInstance, house: House, api: ApiTable, build: string): Promise<void> {
  const pages = await openPages(build, house.settings.maxUploadBytes * 4);

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: ['GET', 'POST', 'HEAD'],
      url: '/*',
      handler: async (request, reply) => {
        const raw = request.raw as IncomingMessage & { pendopo?: unknown };
        if (isAsset(request.url)) {
          reply.hijack();
          if (request.url.startsWith('/_app/immutable/')) withoutMarks(reply.raw);
          pages.asset(raw, reply.raw, () => reply.raw.writeHead(404).end('Tidak ditemukan'));
          return;
        }
        const ctx = await contextOf(house, request);
        const { viewer, institution } = ctx;
        raw.pendopo = {
          api: api.forPages(ctx, ({ retryAfter }) => {
            if (retryAfter !== undefined && !reply.raw.headersSent) reply.raw.setHeader('retry-after', String(retryAfter));
          }),
          requestId: request.id,
          viewer: viewer && { ...viewer, hat: viewer.hat && { ...viewer.hat, permissions: [...viewer.hat.permissions] } },
          installation: { name: institution.name, region: institution.region, demo: institution.demo, zone: institution.zone, now: house.clock.now().toISOString(), demoBanner: 'DATA CONTOH, TIDAK BERLAKU' },
        };
        reply.raw.setHeader('x-request-id', request.id);
        reply.raw.setHeader('cache-control', 'no-store');
        reply.hijack();
        try {
          await pages.draw({ request: raw, response: reply.raw, base: `${request.protocol}://${request.host}`, address: request.ip });
        } catch (error) {
          // What goes wrong inside a page has a page of its own; this is an address or a body that nobody can read.
          house.log.warn({ requestId: request.id, error: (error as Error).message }, 'page');
          if (!reply.raw.headersSent) reply.raw.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
          reply.raw.end(plainPage('Permintaan tidak terbaca', 'Periksa alamat halaman, lalu muat ulang.', ''));
        }
      },
      errorHandler: (error, request, reply) => {
        const refusal = refusalOf(error);
        // Before a page can be drawn there is no frame for it yet: a plain page says what to do.
        if (refusal && request.headers.accept?.includes('text/html')) {
          const problem = problemOf(refusal, api.refusals, request.id);
          reply.code(problem.status).type('text/html; charset=utf-8').send(plainPage(problem.title, problem.detail, refusal.code === 'request.no-institution' ? SETUP_HINT : ''));
        } else sendProblem(house, api, error, request, reply);
      },
    });
  });
}

/** A file whose name is its content is never asked for again: of forty small ones, a mark to compare and an offer of parts weigh as much as one of them. */
function withoutMarks(response: ServerResponse): void {
  const write = response.writeHead.bind(response) as (status: number, headers: Record<string, unknown>) => ServerResponse;
  response.writeHead = ((status: number, headers: Record<string, unknown> = {}) => write(status, Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(etag|accept-ranges|last-modified)$/i.test(name))))) as ServerResponse['writeHead'];
}

const isAsset = (url: string) => url.startsWith('/_app/') || url.startsWith('/_/') || url === '/favicon.ico' || url === '/favicon.svg' || url === '/robots.txt';

const SETUP_HINT = '<p>Untuk instalasi baru, jalankan di server:</p><pre>npm run -s pendopo -- setup --help</pre>';

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

const plainPage = (title: string, detail: string, hint: string) => `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title>
<style>:root{color-scheme:light dark}body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}h1{font-size:1.5rem}pre{overflow:auto;padding:.75rem;border:1px solid}</style></head>
<body><main><h1>${escape(title)}</h1><p>${escape(detail)}</p>${hint}</main></body></html>`;
