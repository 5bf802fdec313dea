import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import { fileOf } from './service/log-files.ts';
import { logsPdf, planPdf, recapPdf } from './service/paper.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
interface Asked {
  bulan?: string;
  pegawai?: string;
  unit?: string;
}

/** Plans, logs and recaps on paper, and what was attached to a log: for whoever may see them on the page; to others they do not exist. */
export function routes(app: FastifyInstance, house: House): void {
  const reader = async (request: FastifyRequest, permission: string): Promise<Context> => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!ctx.viewer.hat?.permissions.has(permission)) throw new Refused({ code: 'request.not-allowed' });
    return ctx;
  };
  const pdf = (reply: FastifyReply, bytes: Buffer, name: string) =>
    reply.header('content-type', 'application/pdf').header('content-disposition', `inline; filename="${name}"`).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(bytes);
  const known = (id: string | undefined): string | undefined => {
    if (id !== undefined && !isUuid(id)) throw new Refused({ code: 'performance.unknown' });
    return id;
  };

  app.get<{ Params: { id: string; berkas: string } }>('/api/lkh/:id/berkas/:berkas', async (request, reply) => {
    const ctx = await reader(request, 'performance.own');
    return sendFile(house, reply, ctx.instansi, await fileOf(ctx, known(request.params.id)!, known(request.params.berkas)!));
  });
  app.get<{ Params: { id: string } }>('/api/skp/:id/cetak', async (request, reply) => {
    const ctx = await reader(request, 'performance.own');
    return pdf(reply, await planPdf(ctx, known(request.params.id)!), 'skp.pdf');
  });
  app.get<{ Querystring: Asked }>('/api/lkh/cetak', async (request, reply) => {
    const ctx = await reader(request, 'performance.own');
    const { bulan, pegawai } = request.query;
    if (!bulan || !MONTH.test(bulan)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'bulan', message: 'Tulis bulan seperti 2026-03.' }] });
    return pdf(reply, await logsPdf(ctx, { month: bulan, person: known(pegawai || undefined) }), `laporan-harian-${bulan}.pdf`);
  });
  app.get<{ Querystring: Asked }>('/api/kinerja-pegawai/rekap/cetak', async (request, reply) => {
    const ctx = await reader(request, 'performance.oversee');
    const { bulan, unit } = request.query;
    if (bulan && !MONTH.test(bulan)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'bulan', message: 'Tulis bulan seperti 2026-03.' }] });
    return pdf(reply, await recapPdf(ctx, { month: bulan || undefined, unit: known(unit || undefined) }), 'rekap-kinerja.pdf');
  });
}
