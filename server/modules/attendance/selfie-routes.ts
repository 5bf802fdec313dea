import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { seePhotograph } from './service/photographs.ts';

/** The photograph itself: for whoever holds a post; `seePhotograph` says of whom. */
export function selfieRoutes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string } }>('/api/kehadiran/absen/:id/swafoto', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!isUuid(request.params.id) || !ctx.viewer?.hat) throw new Refused({ code: 'attendance.check-in-unknown' });
    return sendFile(house, reply, ctx.instansi, { ...(await seePhotograph(ctx, request.params.id)), name: 'swafoto.jpg' });
  });
}
