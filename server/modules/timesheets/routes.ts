import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { mustHat, type Context } from '../../platform/request/context.ts';
import { summonsOf } from './service/discipline.ts';
import { evidenceOf } from './service/petitions.ts';
import { printRecap } from './service/recap-papers.ts';

/** Papers of attendance. Who may not see the unit does not learn that they exist. */
export function routes(app: FastifyInstance, house: House): void {
  const reader = async (request: FastifyRequest, id: string, permission: string): Promise<Context> => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!mustHat(ctx).permissions.has(permission)) throw new Refused({ code: 'request.not-allowed' });
    if (!isUuid(id)) throw new Refused({ code: 'timesheets.unknown' });
    return ctx;
  };
  const pdf = (reply: FastifyReply, bytes: Buffer, name: string) => reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${name}"`).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(bytes);

  app.get<{ Params: { agency: string; month: string } }>('/api/lembar-kehadiran/rekap/:agency/:month/cetak', async (request, reply) => {
    const { agency, month } = request.params;
    const ctx = await reader(request, agency, 'timesheets.see');
    if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw new Refused({ code: 'timesheets.unknown' });
    return pdf(reply, await printRecap(ctx, { agency, month }), `rekap-kehadiran-${month}.pdf`);
  });
  app.get<{ Params: { id: string } }>('/api/lembar-kehadiran/disiplin/:id/panggilan', async (request, reply) => pdf(reply, await summonsOf(await reader(request, request.params.id, 'timesheets.see'), request.params.id), 'surat-panggilan.pdf'));
  app.get<{ Params: { id: string } }>('/api/lembar-kehadiran/permohonan/:id/bukti', async (request, reply) => {
    const ctx = await reader(request, request.params.id, 'timesheets.own');
    return sendFile(house, reply, ctx.instansi, await evidenceOf(ctx, request.params.id));
  });
}
