import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { seePhotograph } from './service/photographs.ts';
import { draftOf } from './service/statements.ts';

/** Photographs and papers: for whoever holds a post; the services say of whom. */
export function paperRoutes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string } }>('/api/kehadiran/absen/:id/swafoto', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!isUuid(request.params.id) || !ctx.viewer?.hat) throw new Refused({ code: 'attendance.check-in-unknown' });
    return sendFile(house, reply, ctx.instansi, { ...(await seePhotograph(ctx, request.params.id)), name: 'swafoto.jpg' });
  });
  app.get<{ Params: { id: string } }>('/api/kehadiran/pernyataan/:id/cetak', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!isUuid(request.params.id) || !ctx.viewer.hat) throw new Refused({ code: 'attendance.statement-unknown' });
    return reply.header('content-type', 'application/pdf').header('content-disposition', 'inline; filename="surat-pernyataan.pdf"').header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(await draftOf(ctx, request.params.id));
  });
}
