import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../../platform/house.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { mustHat, type Context } from '../../platform/request/context.ts';
import { slipPdf } from './service/paper.ts';
import { getOwnSlip, getSlip } from './service/slips.ts';

/** Slips as PDF: one's own, and those of others for who may read them. Nobody else learns that one exists. */
export function routes(app: FastifyInstance, house: House): void {
  const reader = async (request: FastifyRequest, permission: string): Promise<Context> => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!mustHat(ctx).permissions.has(permission)) throw new Refused({ code: 'request.not-allowed' });
    return ctx;
  };
  const pdf = (reply: FastifyReply, bytes: Buffer, name: string) =>
    reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${name}"`).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(bytes);

  app.get<{ Params: { month: string } }>('/api/tpp/saya/:month/slip', async (request, reply) => {
    const ctx = await reader(request, 'allowance.own');
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(request.params.month)) throw new Refused({ code: 'allowance.no-slip' });
    return pdf(reply, await slipPdf(ctx, await getOwnSlip(ctx, request.params)), `slip-tpp-${request.params.month}.pdf`);
  });
  app.get<{ Params: { id: string } }>('/api/tpp/slip/:id/pdf', async (request, reply) => {
    const ctx = await reader(request, 'allowance.read');
    if (!isUuid(request.params.id)) throw new Refused({ code: 'allowance.unknown' });
    return pdf(reply, await slipPdf(ctx, await getSlip(ctx, request.params)), 'slip-tpp.pdf');
  });
}
