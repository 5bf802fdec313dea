import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { contextOf, refuseForeignOrigin } from '../../platform/http/request-context.ts';
import { sendFile } from '../../platform/files/uploads.ts';
import type { House } from '../../platform/house.ts';
import { invalid } from '../../platform/http/problem.ts';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { Readable } from 'node:stream';
import { Refused } from '../../platform/kernel/refusal.ts';
import { OPEN_DATA_FORMATS, streamOpenData, type OpenDataFormat } from './service/open-data.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { appendPhoto } from './service/photos.ts';
import { caseFile, publicFile, trackedFile } from './service/files.ts';
import { answerFile } from './service/lapor-post.ts';

const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.').optional();
const openDataSpan = z.object({ dari: day, sampai: day }).refine(({ dari, sampai }) => !dari || !sampai || dari <= sampai, { path: ['sampai'], message: 'Tanggal akhir sebelum tanggal awal. Tukar keduanya.' });

/** Doors that are not operations: photos, attachments and open data. Who may not see a report does not learn that a file exists. */
export function routes(app: FastifyInstance, house: House): void {
  app.get<{ Params: { id: string; upload: string } }>('/api/pengaduan/berkas/:id/lampiran/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await caseFile(ctx, request.params.id, request.params.upload));
  });
  // The file of an answer for LAPOR!, under a name by which it is recognised there.
  app.get<{ Params: { id: string; upload: string }; Querystring: { ke?: string } }>('/api/pengaduan/lapor/:id/berkas/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const nth = Math.min(99, Math.max(1, Math.trunc(Number(request.query.ke)) || 1));
    return sendFile(house, reply, ctx.instansi, { ...(await answerFile(ctx, request.params.id, request.params.upload, nth)), download: true });
  });
  app.get<{ Params: { number: string; upload: string } }>('/api/pengaduan/publik/:number/foto/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await publicFile(ctx, request.params.number, request.params.upload));
  });
  app.get<{ Params: { number: string; upload: string }; Querystring: { tiket?: string } }>('/api/pengaduan/lacak/:number/lampiran/:upload', async (request, reply) => {
    const ctx = await contextOf(house, request);
    return sendFile(house, reply, ctx.instansi, await trackedFile(ctx, request.params.number, request.params.upload, String(request.query.tiket ?? '')));
  });
  // Streamed: what is published, newest first, all of it or of some days. Anybody may fetch it from anywhere.
  app.get<{ Params: { format: string } }>('/api/pengaduan/data-terbuka.:format', async (request, reply) => {
    const ctx = await contextOf(house, request);
    const format = request.params.format as OpenDataFormat;
    if (!Object.hasOwn(OPEN_DATA_FORMATS, format)) throw new Refused({ code: 'request.not-found' });
    const span = openDataSpan.safeParse(request.query, { reportInput: true });
    if (!span.success) throw new Refused(invalid(span.error));
    return reply.type(OPEN_DATA_FORMATS[format]).header('access-control-allow-origin', '*').header('content-disposition', `attachment; filename="pengaduan.${format}"`).send(Readable.from(streamOpenData(ctx, format, span.data)));
  });
}

/** Pieces of a photo, by somebody with or without an account: what was received before a break is not sent again. */
export function photoRoutes(app: FastifyInstance, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 8 * 1024 * 1024 }, (_, body, done) => done(null, body));
  app.patch<{ Params: { id: string } }>('/api/pengaduan/foto/:id', { bodyLimit: 8 * 1024 * 1024 }, async (request) => {
    refuseForeignOrigin(request);
    const ctx = await contextOf(house, request);
    const offset = Number(request.headers['upload-offset']);
    if (!isUuid(request.params.id)) throw new Refused({ code: 'files.unknown' });
    if (!Number.isSafeInteger(offset) || offset < 0 || !Buffer.isBuffer(request.body)) throw new Refused({ code: 'files.wrong-offset' });
    return appendPhoto(ctx, request.params.id, offset, request.body);
  });
}
