import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { fileOf } from './service/look.ts';

/** What is attached to a request, a doctor's letter among them: for whoever may see the request, and to others it does not exist. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string; berkas: string } }>('/api/cuti/:id/berkas/:berkas', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!ctx.viewer.hat?.permissions.has('leave.own')) throw new Refused({ code: 'request.not-allowed' });
    const { id, berkas } = request.params;
    if (!isUuid(id) || !isUuid(berkas)) throw new Refused({ code: 'leave.unknown' });
    return sendFile(house, reply, ctx.instansi, await fileOf(ctx, id, berkas));
  });
}
