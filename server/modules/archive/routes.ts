import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { itemFile } from './service/items.ts';
import { reportDraft, reportFile } from './service/report.ts';

/** Scans in folders, for who reads the folder; the berita acara, for who has a part in its proposal. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string; item: string } }>('/api/arsip/berkas/:id/isi/:item/unduh', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await itemFile(ctx, request.params.id, request.params.item));
  });
  app.get<{ Params: { id: string } }>('/api/arsip/pemusnahan/:id/berita-acara', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await reportFile(ctx, request.params.id));
  });
  app.get<{ Params: { id: string } }>('/api/arsip/pemusnahan/:id/berita-acara/konsep', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const pdf = await reportDraft(ctx, request.params.id);
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="konsep.pdf"').header('cache-control', 'private, no-store').send(pdf);
  });
}
