import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { evidenceFile } from './service/evidence.ts';

export function routes(app: FastifyInstance, house: House): void {
  // Who may: the assessment team of the institution (`self-assessment.view`). Nobody else learns that a file exists.
  app.get<{ Params: { id: string; evidence: string }; Querystring: { unduh?: string } }>('/api/penilaian/:id/bukti/:evidence/isi', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, { ...(await evidenceFile(ctx, request.params.id, request.params.evidence)), download: request.query.unduh !== undefined });
  });
}
