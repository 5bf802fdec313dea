import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { deskFile } from './service/desk-files.ts';

/** Who may: whoever is assigned to the institution, and the organiser. A PDF is shown within the desk's own page. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { submission: string; evidence: string }; Querystring: { unduh?: string } }>('/api/evaluasi/meja/berkas/:submission/:evidence', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const file = await deskFile(ctx, request.params.submission, request.params.evidence);
    const download = request.query.unduh !== undefined;
    return sendFile(house, reply, ctx.instansi, { ...file, download, framed: !download });
  });
}
