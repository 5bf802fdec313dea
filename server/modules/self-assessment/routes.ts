import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import { FOLLOW_UP_STATES, PAPER_KINDS } from './contract.ts';
import { portalZip } from './service/portal.ts';
import { requestFile } from './service/requests.ts';
import { evidenceFile } from './service/evidence.ts';
import { followUpCsv, followUpFile } from './service/follow-up.ts';
import { objectionFile, outcomeReport } from './service/outcome.ts';
import { paperDraft, paperFile } from './service/papers.ts';

export function routes(app: FastifyInstance, house: House): void {
  // Who may: the assessment team of the institution (`self-assessment.view`). Nobody else learns that a file exists.
  app.get<{ Params: { id: string; evidence: string }; Querystring: { unduh?: string } }>('/api/penilaian/:id/bukti/:evidence/isi', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, { ...(await evidenceFile(ctx, request.params.id, request.params.evidence)), download: request.query.unduh !== undefined });
  });
  // Who may: the unit that was asked, and the team.
  app.get<{ Params: { request: string; file: string } }>('/api/penilaian-permintaan/:request/berkas/:file', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await requestFile(ctx, request.params.request, request.params.file));
  });
  // Who may: the team. Streamed file by file, so that a gigabyte of evidence needs no gigabyte of memory.
  app.get<{ Params: { id: string } }>('/api/penilaian/:id/portal.zip', async (request, reply) => {
    const { name, stream } = await portalZip(await contextOf(house, request), request.params.id);
    return reply.type('application/zip').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'private, no-store').send(stream);
  });

  // Who may: the assessment team (`self-assessment.view`): drafts and signed papers, the report of the organiser, files of objections.
  app.get<{ Params: { id: string; kind: string } }>('/api/penilaian/:id/naskah/:kind/konsep', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request), 'self-assessment.view');
    const pdf = await paperDraft(ctx, mustId(request.params.id), kindOf(request.params.kind));
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="konsep.pdf"').header('cache-control', 'private, no-store').send(pdf);
  });
  app.get<{ Params: { id: string; kind: string } }>('/api/penilaian/:id/naskah/:kind/isi', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request), 'self-assessment.view');
    return sendFile(house, reply, ctx.instansi, { ...(await paperFile(ctx, mustId(request.params.id), kindOf(request.params.kind))), type: 'application/pdf' });
  });
  app.get<{ Params: { id: string } }>('/api/penilaian/:id/hasil/laporan', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request), 'self-assessment.view');
    return sendFile(house, reply, ctx.instansi, { ...(await outcomeReport(ctx, mustId(request.params.id))), type: 'application/pdf' });
  });
  app.get<{ Params: { id: string; file: string } }>('/api/penilaian/:id/sanggahan/:file', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request), 'self-assessment.view');
    return sendFile(house, reply, ctx.instansi, await objectionFile(ctx, mustId(request.params.id), mustId(request.params.file)));
  });
  // Who may: who sees the follow-up of all units (`self-assessment.see-follow-up`).
  app.get<{ Querystring: { keadaan?: string; unit?: string; tahun?: string } }>('/api/tindak-lanjut.csv', async (request, reply) => {
    const ctx = allowed(await contextOf(house, request), 'self-assessment.see-follow-up');
    const { keadaan, unit, tahun } = request.query;
    const csv = await followUpCsv(ctx, { state: FOLLOW_UP_STATES.find((one) => one === keadaan), ...(unit && isUuid(unit) ? { unit } : {}), ...(tahun && /^\d{4}$/.test(tahun) ? { year: Number(tahun) } : {}) });
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="tindak-lanjut-rekomendasi.csv"').header('cache-control', 'private, no-store').send(csv);
  });
  // Who may: the same, and people of the unit that was given the recommendation.
  app.get<{ Params: { id: string; file: string } }>('/api/tindak-lanjut/:id/berkas/:file', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    return sendFile(house, reply, ctx.instansi, await followUpFile(ctx, request.params.id, mustId(request.params.file)));
  });
}

function allowed(ctx: Context, permission: string): Context {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!ctx.viewer.hat?.permissions.has(permission)) throw new Refused({ code: 'request.not-allowed' });
  return ctx;
}
const mustId = (id: string): string => {
  if (!isUuid(id)) throw new Refused({ code: 'self-assessment.unknown' });
  return id;
};
function kindOf(kind: string): (typeof PAPER_KINDS)[number] {
  const known = PAPER_KINDS.find((one) => one === kind);
  if (!known) throw new Refused({ code: 'self-assessment.no-paper' });
  return known;
}
