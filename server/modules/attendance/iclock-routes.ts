import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, refusalOf } from '../../platform/http/problem.ts';
import { part, type House } from '../../platform/house.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { answerTerminal } from './service/terminals/answer.ts';

/** Punches of a month in one body; a photo or template is thrown away but must be taken in to be acknowledged. */
const BODY_BYTES = 8 * 1024 * 1024;

/**
 * ZKTeco PUSH (ADMS): a foreign protocol of plain texts with its own errors over the same refusals. `/iclock/cdata` for models that take
 * no path, `/iclock/<secret of the site>/cdata` for the others. Replies are short and whole, with Content-Length: old firmware reads no chunks.
 */
export function iclockRoutes(app: FastifyInstance, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendError(house, error, request, reply));
  for (const url of ['/iclock/:verb', '/iclock/:token/:verb']) {
    app.route<{ Params: { verb: string; token?: string } }>({
      method: ['GET', 'POST'], url, bodyLimit: BODY_BYTES,
      handler: async (request, reply) => {
        const query = new URLSearchParams([...new URLSearchParams(request.url.split('?')[1] ?? '')].map(([name, value]) => [name, value.replace(/\p{Cc}/gu, '')] as [string, string]));
        const date = Date.parse(request.headers.date ?? '');
        return send(reply, await answerTerminal(house, {
          serial: (query.get('SN') ?? query.get('sn') ?? '').trim(), token: request.params.token, hostname: request.hostname ?? '', address: request.ip, requestId: request.id,
          method: request.method as 'GET' | 'POST', verb: request.params.verb.toLowerCase().replace(/\.aspx$/, ''), query, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          clock: Number.isNaN(date) ? undefined : new Date(date),
        }));
      },
    });
  }
}

const send = (reply: FastifyReply, text: string): FastifyReply => reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(text);

/** Anything but "OK" makes a terminal keep its lines and try again after ErrorDelay. */
function sendError(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal) {
    const problem = problemOf(refusal, part<RefusalTable>(house, 'refusals'), request.id);
    if (problem.retryAfter !== undefined) void reply.header('retry-after', String(problem.retryAfter));
    return send(reply.code(problem.status), `ERROR: ${problem.detail}`);
  }
  const status = (error as { statusCode?: number }).statusCode;
  if (status && status < 500) return send(reply.code(status), status === 413 ? 'ERROR: Kiriman terlalu besar.' : 'ERROR: Permintaan tidak terbaca.');
  house.log.error({ requestId: request.id, route: request.routeOptions.url, error: (error as Error).stack ?? String(error) }, 'unexpected');
  return send(reply.code(500), 'ERROR');
}
