import { gunzipSync, gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance, type FastifyServerOptions, type RouteHandlerMethod } from 'fastify';
import { sql } from '../db/sql.ts';
import type { House } from '../house.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { Refused } from '../kernel/refusal.ts';
import type { Module } from '../module.ts';
import type { ApiTable, Mounted } from './api.ts';
import { apiDocs } from './docs.ts';
import { createMetrics } from './metrics.ts';
import { openapiOf } from './openapi.ts';
import { mountPages } from './pages.ts';
import { contextOf, refuseForeignOrigin, sendProblem } from './request-context.ts';

// Chapters: the server, health and metrics · operations as routes

export interface ServerOptions {
  /** Folder of the built pages. */
  pages?: string;
  /** Serve HTTPS with this certificate (local network). */
  https?: { key: string; cert: string };
  /** PEM of the authority behind it, offered at `/sertifikat.pem` so that phones can trust it. */
  certificate?: string;
}

export async function createServer(house: House, modules: Module[], api: ApiTable, options: ServerOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => uuidv7(),
    bodyLimit: 1024 * 1024,
    logger: false,
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 300 },
    ...(options.https ? { https: options.https } : {}),
  } as FastifyServerOptions) as FastifyInstance;
  const metrics = createMetrics();

  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.observe(request.routeOptions.url ?? 'none', request.method, reply.statusCode, reply.elapsedTime / 1000);
  });
  app.setErrorHandler((error, request, reply) => sendProblem(house, api, error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(house, api, new Refused({ code: 'request.not-found' }), request, reply));

  for (const mounted of api.operations) mountOperation(app, house, api, mounted);
  for (const module of modules) if (module.routes) await app.register(async (scope) => module.routes!(scope, house));

  app.get('/api/openapi.json', packedOnce('application/json', () => JSON.stringify(openapiOf(api.operations, { title: 'Pendopo', version: '0.1.0', url: house.settings.publicUrl }))));
  app.get('/api/docs', packedOnce('text/html; charset=utf-8', () => apiDocs(api)));
  if (options.certificate) app.get('/sertifikat.pem', (_, reply) => reply.type('application/x-x509-ca-cert').header('content-disposition', 'attachment; filename="pendopo-ca.crt"').send(options.certificate));
  app.get('/health', async (_, reply) => {
    try {
      await house.db.lookUp(sql`select 1`);
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'database-unreachable' });
    }
  });
  app.get('/metrics', async (_, reply) => {
    const { outbox, dead } = await house.db.asOwner((tx) => tx.one<{ outbox: number; dead: number }>(
      sql`select (select count(*) from platform.outbox) as outbox,
                 (select count(*) from graphile_worker._private_jobs where attempts >= max_attempts) as dead`));
    return reply.type('text/plain; version=0.0.4').send(metrics.text({
      outbox_waiting: outbox, jobs_dead: dead, app_connections: house.db.appPool.totalCount, app_connections_waiting: house.db.appPool.waitingCount,
      resident_bytes: process.memoryUsage.rss(),
    }));
  });
  if (options.pages) await mountPages(app, house, api, options.pages);
  return app;
}

/** Megabytes that few ever ask for: made when somebody does, and kept packed. */
function packedOnce(type: string, make: () => string): RouteHandlerMethod {
  let packed: Buffer | undefined;
  return (request, reply) => {
    packed ??= gzipSync(make());
    reply.type(type).header('vary', 'accept-encoding');
    return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) ? reply.header('content-encoding', 'gzip').send(packed) : reply.send(gunzipSync(packed));
  };
}

function mountOperation(app: FastifyInstance, house: House, api: ApiTable, mounted: Mounted): void {
  const { operation } = mounted;
  app.route({
    method: operation.method,
    url: `/api${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
    handler: async (request, reply) => {
      if (operation.method !== 'GET') refuseForeignOrigin(request);
      const ctx = await contextOf(house, request, operation);
      const body = request.body;
      const input = { ...(request.query as object), ...(body && typeof body === 'object' && !Array.isArray(body) ? body : {}), ...(request.params as object) };
      const key = request.headers['idempotency-key'];
      const answer = await api.call(mounted, ctx, input, typeof key === 'string' && key.length <= 100 ? key : undefined);
      reply.code(operation.status ?? 200).header('cache-control', 'no-store').type('application/json; charset=utf-8');
      return JSON.stringify(answer ?? null);
    },
  });
}
