import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import { fileOfCase } from './service/case-access.ts';
import { draftLetter } from './service/draft-letter.ts';
import { receiptPdf } from './service/receipt-pdf.ts';
import { openTrackedDocument } from './service/tracked-document.ts';

const mustUuid = (id: string): string => {
  if (!isUuid(id)) throw new Refused({ code: 'permohonan.no-such-file' });
  return id;
};

/** Doors that are not operations: files of a case, the letter as it would look, the receipt. */
export function routes(app: FastifyInstance, house: House): void {
  // The applicant and officers who see the case; nobody else learns that the file exists.
  app.get<{ Params: { id: string; upload: string } }>('/api/permohonan/:id/berkas/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const [id, upload] = [mustUuid(request.params.id), mustUuid(request.params.upload)];
    const file = await fileOfCase(ctx, id, upload);
    return sendFile(house, reply, ctx.instansi, file);
  });
  app.get<{ Params: { id: string } }>('/api/permohonan/:id/konsep', async (request, reply) => {
    const ctx: Context = await contextOf(house, request);
    if (!ctx.viewer?.hat?.permissions.has('permohonan.process') && !ctx.viewer?.hat?.permissions.has('permohonan.sign')) throw new Refused({ code: ctx.viewer ? 'request.not-allowed' : 'request.not-signed-in' });
    return pdf(reply, await draftLetter(ctx, mustUuid(request.params.id)), 'konsep.pdf');
  });
  app.get<{ Params: { id: string }; Querystring: { kertas?: string } }>('/api/permohonan/:id/tanda-terima', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const paper = (['A5', 'roll-58', 'roll-80'] as const).find((p) => p === request.query.kertas) ?? 'A5';
    return pdf(reply, await receiptPdf(ctx, mustUuid(request.params.id), paper), 'tanda-terima.pdf');
  });
  // Who has the address that tracking gave, while it is fresh.
  app.get<{ Params: { id: string; document: string }; Querystring: { sampai?: string; tiket?: string } }>('/api/lacak/:id/naskah/:document', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const { sampai, tiket } = request.query;
    const file = await openTrackedDocument(ctx, { request: mustUuid(request.params.id), document: mustUuid(request.params.document), until: Number(sampai), ticket: String(tiket ?? '') });
    return sendFile(house, reply, ctx.instansi, { ...file, type: 'application/pdf', download: true });
  });
}

const pdf = (reply: FastifyReply, bytes: Buffer, name: string) =>
  reply.type('application/pdf').header('content-disposition', `inline; filename="${name}"`).header('cache-control', 'private, no-store').send(bytes);
