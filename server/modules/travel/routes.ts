import type { FastifyInstance, FastifyReply } from 'fastify';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { mustHat, type Context } from '../../platform/request/context.ts';
import { previewOrder, visumOf } from './service/order.ts';

/** Papers of journeys. Who may not see a journey does not learn that it exists. */
export function routes(app: FastifyInstance, house: House): void {
  const reader = async (request: Parameters<typeof contextOf>[1], ids: readonly string[]): Promise<Context> => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!mustHat(ctx).permissions.has('travel.read')) throw new Refused({ code: 'request.not-allowed' });
    if (!ids.every(isUuid)) throw new Refused({ code: 'travel.unknown' });
    return ctx;
  };
  const pdf = (reply: FastifyReply, bytes: Buffer, name: string) =>
    reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${name}"`).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(bytes);

  app.get<{ Params: { id: string } }>('/api/perjalanan/:id/pratinjau', async (request, reply) => pdf(reply, await previewOrder(await reader(request, [request.params.id]), request.params.id), 'konsep.pdf'));
  app.get<{ Params: { id: string; orang: string } }>('/api/perjalanan/:id/visum/:orang', async (request, reply) => {
    const ctx = await reader(request, [request.params.id, request.params.orang]);
    return pdf(reply, await visumOf(ctx, request.params.id, request.params.orang), 'visum.pdf');
  });
}
