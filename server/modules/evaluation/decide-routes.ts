import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import { CONCLUDE } from './contract/decide-operations.ts';
import { previewReport, reportFile } from './service/decide.ts';
import { objectionFile } from './service/objections.ts';

/** Who may: assessors and reviewer of the institution from the phase in which they see all stages, and the organiser. */
export function decideRoutes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { participant: string } }>('/api/evaluasi/peserta/:participant/laporan/konsep', async (request, reply) => {
    const pdf = await previewReport(allowed(await contextOf(house, request)), mustId(request.params.participant));
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="konsep-laporan.pdf"').header('cache-control', 'private, no-store').send(pdf);
  });
  app.get<{ Params: { decision: string } }>('/api/evaluasi/penetapan/:decision/laporan', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request));
    return sendFile(house, reply, ctx.instansi, { ...(await reportFile(ctx, mustId(request.params.decision))), type: 'application/pdf' });
  });
  app.get<{ Params: { objection: string; position: string } }>('/api/evaluasi/sanggahan/:objection/berkas/:position', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request));
    const position = /^\d{1,2}$/.test(request.params.position) ? Number(request.params.position) : -1;
    return sendFile(house, reply, ctx.instansi, await objectionFile(ctx, mustId(request.params.objection), position));
  });
}

function allowed(ctx: Context): Context {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!ctx.viewer.hat?.permissions.has(CONCLUDE)) throw new Refused({ code: 'request.not-allowed' });
  return ctx;
}
const mustId = (id: string): string => {
  if (!isUuid(id)) throw new Refused({ code: 'evaluation.unknown' });
  return id;
};
