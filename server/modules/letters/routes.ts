import type { FastifyInstance } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { readFeed } from './service/agenda.ts';
import { dispositionSheet } from './service/disposition-sheet.ts';
import { openingScan } from './service/paper-books.ts';
import { letterFile } from './service/letter-view.ts';

/** Files of letters. Who may not read a letter does not learn that a file exists. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string; file: string } }>('/api/surat/:id/berkas/:file', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await letterFile(ctx, request.params.id, request.params.file));
  });
  // Who may: whoever reads the letter whole.
  app.get<{ Params: { id: string }; Querystring: { bagian?: string } }>('/api/surat/:id/lembar-disposisi', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, { sha256: '', type: 'application/pdf', framed: true, ...(await dispositionSheet(ctx, request.params.id, request.query.bagian)) });
  });
  // Who may: readers of the unit's book.
  app.get<{ Params: { id: string } }>('/api/surat/agenda/pembukaan/:id/pindaian', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!isUuid(request.params.id)) throw new Refused({ code: 'letters.unknown' });
    return sendFile(house, reply, ctx.instansi, await openingScan(ctx, request.params.id));
  });
  // Who may: whoever knows the address; a calendar app cannot sign in.
  app.get<{ Params: { file: string } }>('/api/undangan/:file', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!request.params.file.endsWith('.ics')) throw new Refused({ code: 'letters.no-feed' });
    const text = await readFeed({ ...ctx, viewer: null }, request.params.file.slice(0, -4));
    return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="undangan.ics"').header('cache-control', 'private, no-store').header('referrer-policy', 'no-referrer').send(text);
  });
}
