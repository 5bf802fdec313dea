import type { FastifyReply, FastifyRequest } from 'fastify';
import { part, type House } from '../house.ts';
import { Refused } from '../kernel/refusal.ts';
import type { Authenticator, Institution, Institutions } from '../request/authenticator.ts';
import type { Context } from '../request/context.ts';
import type { ApiTable } from './api.ts';
import { problemOf, refusalOf } from './problem.ts';

// Chapters: who asks · from where · how a refusal leaves

const SESSION_COOKIE = 'pendopo_session';

/** The institution and the viewer of a request. Never from a header or a body field. */
export async function contextOf(house: House, request: FastifyRequest, { remembered = false } = {}): Promise<Context & { institution: Institution }> {
  const institutions = part<Institutions>(house, 'institutions');
  const named = await institutions.ofHost(house, request.hostname);
  if (!named) throw new Refused({ code: 'request.no-institution' });
  const token = tokenOf(request);
  const authenticator = part<Authenticator>(house, 'authenticator');
  const viewer = token ? await (remembered ? authenticator.rememberedViewerOf(house, token) : authenticator.viewerOf(house, token)) : null;
  // Staff work in the institution of their hat, under whichever name they came.
  const institution = viewer?.hat && viewer.hat.instansi !== named.id ? await institutions.byId(house, viewer.hat.instansi) : named;
  return { house, requestId: request.id, instansi: institution.id, viewer, ip: request.ip, institution };
}

function tokenOf(request: FastifyRequest): string | undefined {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith('Bearer ')) return authorization.slice(7);
  return cookieOf(request.headers.cookie, SESSION_COOKIE);
}

function cookieOf(header: string | undefined, name: string): string | undefined {
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
  if (problem.retryAfter !== undefined) void reply.header('retry-after', String(problem.retryAfter));
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
