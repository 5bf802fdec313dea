import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { problemOf, refusalOf } from '../../platform/http/problem.ts';
import { part, type House } from '../../platform/house.ts';
import { Refused, type RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import * as open311 from './service/open311.ts';
import { CONTENT_TYPES, errorsOf, render, type Document, type Format } from './service/open311.ts';
import { send as sendReport, type SentFile } from './service/open311-send.ts';
import { postUpdate, updates } from './service/open311-updates.ts';

// Chapters: doors · what was sent · answers

const FORM_BYTES = 64 * 1024;
const MULTIPART_BYTES = 16 * 1024 * 1024;
type Answer = (ctx: Context, sent: Sent, request: FastifyRequest) => Promise<Document>;
interface Sent {
  args: URLSearchParams;
  files: SentFile[];
}

/** Open311 GeoReport v2: a foreign protocol with its own errors over the same refusals. The ending of the path chooses the format. */
export function open311Routes(app: FastifyInstance, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: MULTIPART_BYTES }, (_, body, done) => done(null, body));
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: FORM_BYTES }, (_, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendErrors(house, error, request, reply));

  const door = (method: 'GET' | 'POST', path: string, answer: Answer, status = 200) =>
    app.route({
      method, url: path,
      handler: async (request, reply) => {
        const format = formatOf(request);
        const sent = await readSent(request);
        const ctx = await contextIn(house, request, sent.args);
        const viewer = method === 'POST' ? await open311.mustKey(house, sent.args.get('api_key') ?? undefined, ctx.institution) : null;
        return send(reply.code(status), await answer({ ...ctx, viewer }, sent, request), format);
      },
    });
  const parameter = (request: FastifyRequest): string => decodeName((request.params as { id: string }).id);

  door('GET', '/open311/discovery.:format', (ctx) => open311.discovery(ctx));
  door('GET', '/open311/v2/discovery.:format', (ctx) => open311.discovery(ctx));
  door('GET', '/open311/v2/services.:format', (ctx) => open311.services(ctx));
  door('GET', '/open311/v2/services/:id', (ctx, _, request) => open311.definition(ctx, parameter(request)));
  door('GET', '/open311/v2/requests.:format', (ctx, { args }) => open311.requests(ctx, args));
  door('POST', '/open311/v2/requests.:format', (ctx, { args, files }) => sendReport(ctx, args, files), 201);
  door('GET', '/open311/v2/requests/:id', (ctx, { args }, request) => open311.request(ctx, parameter(request), args));
  door('GET', '/open311/v2/tokens/:id', (ctx, _, request) => open311.token(ctx, parameter(request)));
  door('GET', '/open311/v2/servicerequestupdates.:format', (ctx, { args }) => updates(ctx, args));
  door('POST', '/open311/v2/servicerequestupdates.:format', (ctx, { args }) => postUpdate(ctx, args), 201);

  // A browser of somewhere else asks first, before it sends a header of its own.
  app.options('/open311/*', async (_, reply) =>
    reply.code(204).headers({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS', 'access-control-allow-headers': 'content-type, accept', 'access-control-max-age': '86400' }).send());
  // Every other address and method below is answered in the same language.
  app.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/open311/*', handler: async () => {
    throw new Refused({ code: 'complaints.open311-address' });
  } });
}

const ENDING = /\.(xml|json)$/;
const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!;
function formatOf(request: FastifyRequest): Format {
  const match = ENDING.exec(pathOf(request));
  if (!match) throw new Refused({ code: 'complaints.open311-format' });
  return match[1] as Format;
}
const decodeName = (id: string): string => id.replace(ENDING, '');

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const MULTIPART = /^multipart\/form-data\s*;/i;
const wrong = (message: string) => new Refused({ code: 'complaints.open311-argument', data: { message } });

/** Query and form body together; the body wins. */
async function readSent(request: FastifyRequest): Promise<Sent> {
  const args = new URLSearchParams(request.url.split('?')[1] ?? '');
  const type = request.headers['content-type'] ?? '';
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return { args, files: [] };
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') throw wrong('Kirim dengan charset=utf-8.');
  const { form, files } = MULTIPART.test(type) ? await readMultipart(request.body, type) : { form: readForm(request.body, type), files: [] };
  for (const key of new Set(form.keys())) args.delete(key);
  for (const [key, value] of form) args.append(key, value);
  return { args, files };
}

function readForm(body: Buffer, type: string): URLSearchParams {
  if (!FORM.test(type)) throw wrong('Kirim sebagai application/x-www-form-urlencoded; charset=utf-8, atau multipart/form-data dengan berkas.');
  return new URLSearchParams(body.toString('utf8'));
}

/** Fields and files (extension: media upload). */
async function readMultipart(body: Buffer, type: string): Promise<{ form: URLSearchParams; files: SentFile[] }> {
  const parts = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw wrong('Isi multipart/form-data tidak dapat dibaca.');
  });
  const form = new URLSearchParams();
  const files: SentFile[] = [];
  for (const [key, value] of parts.entries()) {
    if (typeof value === 'string') form.append(key, value);
    else if (value.size > 0) files.push({ name: value.name || 'foto', bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { form, files };
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
  const format: Format = pathOf(request).endsWith('.json') ? 'json' : 'xml';
  const refusal = refusalOf(error);
  if (!refusal) {
    const status = (error as { statusCode?: number }).statusCode;
    if (status === 413) return send(reply.code(400), errorsOf([{ code: 400, description: 'Kiriman terlalu besar: paling banyak 64 KB, atau 16 MB dengan berkas.' }]), format);
    if (status && status < 500) return send(reply.code(400), errorsOf([{ code: 400, description: 'Permintaan tidak dapat dibaca.' }]), format);
    house.log.error({ requestId: request.id, route: request.routeOptions.url, error: (error as Error).stack ?? String(error) }, 'unexpected');
    return send(reply.code(500), errorsOf([{ code: 500, description: 'Terjadi kesalahan di pihak kami dan data belum tersimpan.' }]), format);
  }
  const problem = problemOf(refusal, part<RefusalTable>(house, 'refusals'), request.id);
  const status = problem.status === 404 || problem.status === 403 ? problem.status : problem.status >= 500 ? problem.status : 400;
  const errors = (problem.fields ?? []).map((f) => ({ code: status, description: `${f.path.replace(/^answers\.(.*)$/, 'attribute[$1]')}: ${f.message}` }));
  return send(reply.code(status), errorsOf(errors.length > 0 ? errors : [{ code: status, description: problem.detail }]), format);
}
