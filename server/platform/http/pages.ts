import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compression from 'compression';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import type { ApiTable } from './api.ts';
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
  // SvelteKit's own files come compressed from the build; this is for the HTML of pages.
  const compress = compression({ level: 4, threshold: 1024 }) as unknown as Handler;
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
            installation: { name: institution.name, region: institution.region, demo: institution.demo, zone: institution.zone, demoBanner: 'DATA CONTOH, TIDAK BERLAKU' },
          };
          reply.raw.setHeader('x-request-id', request.id);
          reply.raw.setHeader('cache-control', 'no-store');
        }
        reply.hijack();
        compress(raw, reply.raw, () =>
          handler(raw, reply.raw, () => {
            reply.raw.statusCode = 404;
            reply.raw.end('Tidak ditemukan');
          }),
        );
      },
      errorHandler: (error, request, reply) => {
        sendProblem(house, api, error, request, reply);
      },
    });
  });
}

const isAsset = (url: string) => url.startsWith('/_app/') || url.startsWith('/_/') || url === '/favicon.ico' || url === '/favicon.svg' || url === '/robots.txt';
