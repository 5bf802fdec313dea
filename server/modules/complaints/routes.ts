import type { FastifyInstance } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { Readable } from 'node:stream';
import { Refused } from '../../platform/kernel/refusal.ts';
import { OPEN_DATA_FORMATS, streamOpenData, type OpenDataFormat } from './service/open-data.ts';
import { caseFile, publicFile, trackedFile } from './service/files.ts';

/** Doors that are not operations: photos, attachments and open data. Who may not see a report does not learn that a file exists. */
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
  // Streamed: what is published, newest first. Anybody may fetch it from anywhere.
  app.get<{ Params: { format: string } }>('/api/pengaduan/data-terbuka.:format', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const format = request.params.format as OpenDataFormat;
    if (!Object.hasOwn(OPEN_DATA_FORMATS, format)) throw new Refused({ code: 'request.not-found' });
    return reply.type(OPEN_DATA_FORMATS[format]).header('access-control-allow-origin', '*').header('content-disposition', `attachment; filename="pengaduan.${format}"`).send(Readable.from(streamOpenData(ctx, format)));
  });
}
