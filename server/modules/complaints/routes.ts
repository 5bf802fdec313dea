import type { FastifyInstance } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { caseFile, publicFile, trackedFile } from './service/files.ts';

/** Doors that are not operations: photos and attachments. Who may not see a report does not learn that a file exists. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string; upload: string } }>('/api/pengaduan/berkas/:id/lampiran/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await caseFile(ctx, request.params.id, request.params.upload));
  });
  app.get<{ Params: { number: string; upload: string } }>('/api/pengaduan/publik/:number/foto/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await publicFile(ctx, request.params.number, request.params.upload));
  });
  app.get<{ Params: { number: string; upload: string }; Querystring: { tiket?: string } }>('/api/pengaduan/lacak/:number/lampiran/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await trackedFile(ctx, request.params.number, request.params.upload, String(request.query.tiket ?? '')));
  });
}
