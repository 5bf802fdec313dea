import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { attachment, issued, preview } from './service/files.ts';

/** Files of letters that go out. Who may not read a letter does not learn that a file exists. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string } }>('/api/naskah-keluar/:id/pratinjau', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, { sha256: '', type: 'application/pdf', name: 'konsep.pdf', framed: true, bytes: await preview(ctx, request.params.id) });
  });
  app.get<{ Params: { id: string } }>('/api/naskah-keluar/:id/naskah', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, { ...(await issued(ctx, request.params.id)), type: 'application/pdf', framed: true });
  });
  app.get<{ Params: { id: string; file: string } }>('/api/naskah-keluar/:id/lampiran/:file', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await attachment(ctx, request.params.id, request.params.file));
  });
}
