import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sql } from '../db/sql.ts';
import { part, type House } from '../house.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { Refused } from '../kernel/refusal.ts';
import type { Module } from '../module.ts';
import type { Authenticator, Institution, Institutions } from '../request/authenticator.ts';
import type { Context } from '../request/context.ts';
import type { ApiTable, Mounted } from './api.ts';
import { apiDocs } from './docs.ts';
import { createMetrics } from './metrics.ts';
import { openapiOf } from './openapi.ts';
import { mountPages } from './pages.ts';
import { problemOf, refusalOf } from './problem.ts';

// Chapters: the server · who asks · operations as routes · health and metrics

export const SESSION_COOKIE = 'pendopo_session';

export async function createServer(house: House, modules: Module[], api: ApiTable, options: { pages?: string } = {}): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => uuidv7(),
    bodyLimit: 1024 * 1024,
    logger: false,
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 300 },
  });
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

  const document = JSON.stringify(openapiOf(api.operations, { title: 'Pendopo', version: '0.1.0', url: house.settings.publicUrl }));
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json').send(document));
  const docs = apiDocs(api);
  app.get('/api/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(docs));
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

/** The institution and the viewer of a request. Never from a header or a body field. */
export async function contextOf(house: House, request: FastifyRequest): Promise<Context & { institution: Institution }> {
  const institution = await part<Institutions>(house, 'institutions').ofHost(house, request.hostname);
  if (!institution) throw new Refused({ code: 'request.no-institution' });
  const token = tokenOf(request);
  const viewer = token ? await part<Authenticator>(house, 'authenticator').viewerOf(house, token) : null;
  return { house, requestId: request.id, instansi: viewer?.hat?.instansi ?? institution.id, viewer, ip: request.ip, institution };
}

function tokenOf(request: FastifyRequest): string | undefined {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith('Bearer ')) return authorization.slice(7);
  return cookieOf(request.headers.cookie, SESSION_COOKIE);
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** A cookie is sent by the browser also when another site asks; such a site cannot forge these headers. */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.headers.authorization || !request.headers.cookie) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign = origin ? URL.parse(origin)?.host !== request.headers.host : site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign) throw new Refused({ code: 'request.foreign-origin' });
}

function mountOperation(app: FastifyInstance, house: House, api: ApiTable, mounted: Mounted): void {
  const { operation } = mounted;
  app.route({
    method: operation.method,
    url: `/api${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
    handler: async (request, reply) => {
      if (operation.method !== 'GET') refuseForeignOrigin(request);
      const ctx = await contextOf(house, request);
      const body = request.body;
      const input = { ...(request.query as object), ...(body && typeof body === 'object' && !Array.isArray(body) ? body : {}), ...(request.params as object) };
      const key = request.headers['idempotency-key'];
      const answer = await api.call(mounted, ctx, input, typeof key === 'string' && key.length <= 100 ? key : undefined);
      reply.code(operation.status ?? 200).header('cache-control', 'no-store').type('application/json; charset=utf-8');
      return JSON.stringify(answer ?? null);
    },
  });
}

export function sendProblem(house: House, api: ApiTable, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  let refusal = refusalOf(error);
  const code = (error as { code?: string }).code;
  if (!refusal) {
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') refusal = { code: 'request.too-large', data: { megabytes: 1 } };
    else if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') refusal = { code: 'request.unsupported' };
    else if ((error as { statusCode?: number }).statusCode === 400 || error instanceof SyntaxError) refusal = { code: 'request.unreadable' };
  }
  if (!refusal) {
    house.log.error({ requestId: request.id, route: request.routeOptions.url, error: (error as Error).stack ?? String(error) }, 'unexpected');
    refusal = { code: 'house.error' };
  }
  const problem = problemOf(refusal, api.refusals, request.id);
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
