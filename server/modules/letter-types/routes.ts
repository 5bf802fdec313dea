import type { FastifyInstance } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { nationalFile } from './service/national.ts';

export function routes(app: FastifyInstance, house: House): void {
  // Who may: readers of the unit that recorded it.
  app.get<{ Params: { id: string } }>('/api/naskah-nasional/:id/berkas', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!isUuid(request.params.id)) throw new Refused({ code: 'letter-types.unknown-national' });
    return sendFile(house, reply, ctx.instansi, await nationalFile(ctx, request.params.id));
  });
}
