import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendFile } from '../../platform/files/uploads.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Handlers } from '../../platform/module.ts';
import { VERIFY_MEGABYTES, type operations } from './contract.ts';
import * as certificates from './service/certificates.ts';
import * as manage from './service/manage.ts';
import * as numbers from './service/reserve.ts';
import * as paper from './service/paper-series.ts';
import { openPublicFile } from './service/public-file.ts';
import { requestOtp } from './service/request-otp.ts';
import { remoteOf } from './service/remote-of.ts';
import { listTemplates, sampleLetter } from './service/templates.ts';
import { rootCertificates, verifyCode, verifyFile } from './service/verify.ts';

// Chapters: operations · downloads · a file to be verified, as it is

export const handlers: Handlers<typeof operations> = {
  verifyCode: (ctx, { code }) => verifyCode(ctx, code),
  verifyFile: (ctx, { name, bytes }) => verifyFile(ctx, name, bytes),
  rootCertificates: (ctx) => rootCertificates(ctx),
  getDocument: (ctx, { id }) => manage.getDocument(ctx, id),
  uploadScan: (ctx, { id, uploadId }) => manage.uploadScan(ctx, id, uploadId),
  revoke: (ctx, { id, reason }) => manage.revoke(ctx, id, reason),
  retry: (ctx, { id, afresh, remote }) => manage.retry(ctx, id, { afresh, ...remoteOf(remote) }),
  requestOtp: (ctx, { nik }) => requestOtp(ctx, nik),
  register: (ctx, input) => manage.register(ctx, input),
  listCertificates: (ctx) => certificates.listCertificates(ctx),
  revokeCertificate: (ctx, input) => certificates.revokeCertificate(ctx, input),
  allowCertificate: (ctx, { person, reason }) => certificates.allowCertificate(ctx, person, reason),
  numberSeries: (ctx, key) => numbers.numberSeries(ctx, key),
  reserveNumbers: (ctx, input) => numbers.reserveNumbers(ctx, input),
  insertNumber: (ctx, input) => numbers.insertNumber(ctx, input),
  useReserved: (ctx, { id, ...input }) => numbers.useReserved(ctx, id, input),
  releaseReserved: (ctx, { id, reason }) => numbers.releaseReserved(ctx, id, reason),
  openSeries: (ctx, input) => paper.openSeries(ctx, input),
  lendNumbers: (ctx, input) => paper.lendNumbers(ctx, input),
  closeBlock: (ctx, input) => paper.closeBlock(ctx, input),
  listSeriesImports: (ctx) => paper.listsOf(ctx).list(ctx, paper.seriesFlow),
  startSeriesImport: (ctx, input) => paper.startSeriesImport(ctx, input),
  previewSeriesImport: (ctx, input) => paper.listsOf(ctx).preview(ctx, paper.seriesFlow, input),
  mapSeriesImport: (ctx, input) => paper.listsOf(ctx).map(ctx, paper.seriesFlow, input),
  takeSeriesImport: (ctx, input) => paper.listsOf(ctx).take(ctx, paper.seriesFlow, input),
  downloadSeriesRest: (ctx, input) => paper.listsOf(ctx).rest(ctx, paper.seriesFlow, input),
  listTemplates: async (ctx) => listTemplates(ctx),
  getProvider: (ctx) => manage.getProvider(ctx),
  setProvider: (ctx, input) => manage.setProvider(ctx, input),
};

export function routes(app: FastifyInstance, house: House): void {
  // Who may: the applicant of the case, its officers, the administrator of the register.
  app.get<{ Params: { id: string }; Querystring: { unduh?: string } }>('/api/dokumen/:id/isi', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!isUuid(request.params.id)) throw new Refused({ code: 'issuance.unknown-document' });
    const file = await manage.openFile(ctx, request.params.id);
    return sendFile(house, reply, file.instansi, { sha256: file.sha256, type: 'application/pdf', name: file.name, download: request.query.unduh !== undefined });
  });
  // Who may: everybody, for kinds of documents that their template calls public.
  app.get<{ Params: { code: string } }>('/api/verifikasi/:code/isi', async (request, reply) => {
    const file = await openPublicFile(await contextOf(house, request), request.params.code);
    return sendFile(house, reply, file.instansi, { sha256: file.sha256, type: 'application/pdf', name: file.name });
  });
  // Who may: administrators of the register.
  app.get<{ Params: { id: string } }>('/api/kelola/seri/pembukaan/:id/pindaian', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!ctx.viewer.hat) throw new Refused({ code: 'request.not-allowed' });
    if (!isUuid(request.params.id)) throw new Refused({ code: 'issuance.no-file' });
    return sendFile(house, reply, ctx.instansi, await paper.openingScan(ctx, request.params.id));
  });
  // Who may: administrators of the register.
  app.get<{ Params: { id: string }; Querystring: { kertas?: string } }>('/api/kelola/templat/:id/contoh', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
    if (!ctx.viewer.hat?.permissions.has('issuance.manage')) throw new Refused({ code: 'request.not-allowed' });
    const pdf = await sampleLetter(ctx, request.params.id, request.query.kertas);
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="contoh.pdf"').header('cache-control', 'private, no-store').send(pdf);
  });
  // Larger than a body of JSON may be; nothing of it is stored. In a scope of its own, which alone takes bytes.
  void app.register(async (scope) => {
    const bodyLimit = VERIFY_MEGABYTES * 1024 * 1024;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_, body, done) => done(null, body));
    scope.post('/api/verifikasi/berkas', { bodyLimit }, async (request, reply) => {
      const ctx = await contextOf(house, request);
      const verdict = await verifyFile(ctx, nameOf(request), Buffer.isBuffer(request.body) ? request.body : new Uint8Array());
      return reply.header('cache-control', 'no-store').send(verdict);
    });
  });
}

const nameOf = (request: FastifyRequest): string => {
  const { name } = request.query as { name?: unknown };
  return typeof name === 'string' ? name : 'berkas.pdf';
};
