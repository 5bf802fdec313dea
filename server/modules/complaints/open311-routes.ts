import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { problemOf, refusalOf } from '../../platform/http/problem.ts';
import { part, type House } from '../../platform/house.ts';
import { Refused, type RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import * as open311 from './service/open311.ts';
import { CONTENT_TYPES, errorsOf, render, type Document, type Format } from './service/open311.ts';

/** Open311 GeoReport v2: a foreign protocol with its own errors over the same refusals. The ending of the path chooses the format. */
export function open311Routes(app: FastifyInstance, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 64 * 1024 }, (_, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendErrors(house, error, request, reply));

  const door = (method: 'GET' | 'POST', path: string, answer: (ctx: Context, args: URLSearchParams, request: FastifyRequest) => Promise<Document>, status = 200) =>
    app.route({
      method, url: path,
      handler: async (request, reply) => {
        const format = formatOf(request);
        const args = argumentsOf(request);
        const ctx = await contextIn(house, request, args);
        const viewer = method === 'POST' ? await open311.mustKey(house, args.get('api_key') ?? undefined, ctx.institution) : null;
        return send(reply.code(status), await answer({ ...ctx, viewer }, args, request), format);
      },
    });
  const parameter = (request: FastifyRequest): string => decodeName((request.params as { id: string }).id);

  door('GET', '/open311/discovery.:format', (ctx) => open311.discovery(ctx));
  door('GET', '/open311/v2/discovery.:format', (ctx) => open311.discovery(ctx));
  door('GET', '/open311/v2/services.:format', (ctx) => open311.services(ctx));
  door('GET', '/open311/v2/services/:id', (ctx, _, request) => open311.definition(ctx, parameter(request)));
  door('GET', '/open311/v2/requests.:format', (ctx, args) => open311.requests(ctx, args));
  door('POST', '/open311/v2/requests.:format', (ctx, args) => open311.send(ctx, args), 201);
  door('GET', '/open311/v2/requests/:id', (ctx, _, request) => open311.request(ctx, parameter(request)));
  door('GET', '/open311/v2/tokens/:id', (ctx, _, request) => open311.token(ctx, parameter(request)));
  door('GET', '/open311/v2/servicerequestupdates.:format', (ctx, args) => open311.updates(ctx, args));
}

const ENDING = /\.(xml|json)$/;
function formatOf(request: FastifyRequest): Format {
  const match = ENDING.exec(request.url.split('?')[0]!);
  if (!match) throw new Refused({ code: 'complaints.open311-format' });
  return match[1] as Format;
}
const decodeName = (id: string): string => id.replace(ENDING, '');

/** Query and form body together; the body wins. */
function argumentsOf(request: FastifyRequest): URLSearchParams {
  const args = new URLSearchParams(request.url.split('?')[1] ?? '');
  if (typeof request.body === 'string') {
    const form = new URLSearchParams(request.body);
    for (const key of new Set(form.keys())) args.delete(key);
    for (const [key, value] of form) args.append(key, value);
  }
  return args;
}

/** Nobody's session counts here: who asks is a program, known by its key where one is needed. */
async function contextIn(house: House, request: FastifyRequest, args: URLSearchParams) {
  const { institution: here, ...ctx } = await contextOf(house, request);
  const institution = await open311.jurisdictionOf(house, request.hostname.toLowerCase(), here, args);
  return { ...ctx, viewer: null, instansi: institution.id, institution };
}

const send = (reply: FastifyReply, document: Document, format: Format): FastifyReply =>
  reply.type(CONTENT_TYPES[format]).header('access-control-allow-origin', '*').header('cache-control', 'no-store').send(render(document, format));

/** 404, 403 and otherwise 400, as the standard says; each wrong field is an error of its own. */
function sendErrors(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const format: Format = request.url.split('?')[0]!.endsWith('.json') ? 'json' : 'xml';
  const refusal = refusalOf(error);
  if (!refusal) {
    const status = (error as { statusCode?: number }).statusCode;
    if (status && status < 500) return send(reply.code(400), errorsOf([{ code: 400, description: 'Permintaan tidak dapat dibaca.' }]), format);
    house.log.error({ requestId: request.id, route: request.routeOptions.url, error: (error as Error).stack ?? String(error) }, 'unexpected');
    return send(reply.code(500), errorsOf([{ code: 500, description: 'Terjadi kesalahan di pihak kami dan data belum tersimpan.' }]), format);
  }
  const problem = problemOf(refusal, part<RefusalTable>(house, 'refusals'), request.id);
  const status = problem.status === 404 || problem.status === 403 ? problem.status : problem.status >= 500 ? problem.status : 400;
  const errors = (problem.fields ?? []).map((f) => ({ code: status, description: `${f.path.replace(/^answers\./, 'attribute ')}: ${f.message}` }));
  return send(reply.code(status), errorsOf(errors.length > 0 ? errors : [{ code: status, description: problem.detail }]), format);
}
