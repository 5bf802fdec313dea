import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import type { ApiTable } from './api.ts';
import { problemOf, refusalOf } from './problem.ts';
import { contextOf, sendProblem } from './request-context.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * SvelteKit's build behind Fastify, in a scope whose body parsers are gone (they would eat the form).
 * What a page may know arrives as `request.pendopo`; it becomes `event.locals` in web/src/hooks.server.ts.
 */
export async function mountPages(app: FastifyInstance, house: House, api: ApiTable, build: string): Promise<void> {
  const file = join(build, 'handler.js');
  if (!existsSync(file)) throw new Error(`pages are not built: ${file} is missing`);
  // adapter-node reads these once, when it is imported.
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.HOST_HEADER = 'host';
  process.env.BODY_SIZE_LIMIT = String(house.settings.maxUploadBytes * 4);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: ['GET', 'POST', 'HEAD'],
      url: '/*',
      handler: async (request, reply) => {
        const raw = request.raw as IncomingMessage & { pendopo?: unknown };
        raw.headers['x-forwarded-proto'] = request.protocol;
        raw.headers['x-request-id'] = request.id;
        if (!isAsset(request.url)) {
          const ctx = await contextOf(house, request);
          const { viewer, institution } = ctx;
          raw.pendopo = {
            api: api.forPages(ctx),
            requestId: request.id,
            viewer: viewer && { ...viewer, hat: viewer.hat && { ...viewer.hat, permissions: [...viewer.hat.permissions] } },
            installation: { name: institution.name, region: institution.region, demo: institution.demo, zone: institution.zone, now: house.clock.now().toISOString(), demoBanner: 'DATA CONTOH, TIDAK BERLAKU' },
          };
          reply.raw.setHeader('x-request-id', request.id);
          reply.raw.setHeader('cache-control', 'no-store');
        }
        reply.hijack();
        handler(raw, reply.raw, () => {
          reply.raw.statusCode = 404;
          reply.raw.end('Tidak ditemukan');
        });
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

const isAsset = (url: string) => url.startsWith('/_app/') || url.startsWith('/_/') || url === '/favicon.ico' || url === '/favicon.svg' || url === '/robots.txt';

const SETUP_HINT = '<p>Untuk instalasi baru, jalankan di server:</p><pre>npm run -s pendopo -- setup --help</pre>';

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

const plainPage = (title: string, detail: string, hint: string) => `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title>
<style>:root{color-scheme:light dark}body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}h1{font-size:1.5rem}pre{overflow:auto;padding:.75rem;border:1px solid}</style></head>
<body><main><h1>${escape(title)}</h1><p>${escape(detail)}</p>${hint}</main></body></html>`;
