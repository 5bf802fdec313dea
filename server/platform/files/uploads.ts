import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Tx } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { contextOf, refuseForeignOrigin } from '../http/request-context.ts';
import type { House } from '../house.ts';
import { isUuid, uuidv7 } from '../kernel/ids.ts';
import { Refused } from '../kernel/refusal.ts';
import type { Handlers, Module } from '../module.ts';
import { inTenant, mustViewer, type Context } from '../request/context.ts';
import { operations, refusals, type StoredUpload } from './contract.ts';
import { sniff, type FileType } from './sniff.ts';

// Chapters: rows · the verbs · the door for chunks

export interface UploadRow {
  id: string;
  account: string | null;
  name: string;
  size: number;
  received: number;
  sha256: string | null;
  type: FileType | null;
  completed_at: Date | null;
}

export async function findUploads(tx: Tx, instansi: string, ids: string[]): Promise<UploadRow[]> {
  return tx.many(sql`select id, account, name, size, received, sha256, type, completed_at from platform.upload where instansi = ${instansi} and id = any(${ids}::uuid[])`);
}

/** A file whose bytes we already have: sniffed, written and fsynced before the row commits. */
export async function storeUpload(ctx: Context, name: string, bytes: Uint8Array, account: string | null, how: { sealed?: boolean } = {}): Promise<StoredUpload> {
  mustFit(ctx.house, bytes.length);
  const type = typeOf(bytes);
  const sha256 = await ctx.house.files.put(ctx.instansi, bytes, how);
  const id = uuidv7();
  const now = ctx.house.clock.now();
  await inTenant(ctx, (t) => t.tx.run(sql`insert into platform.upload (instansi, id, account, name, size, received, sha256, type, created_at, completed_at)
    values (${ctx.instansi}, ${id}, ${account}, ${cleanName(name)}, ${bytes.length}, ${bytes.length}, ${sha256}, ${type}, ${now}, ${now})`));
  return { id, name: cleanName(name), type, bytes: bytes.length };
}

function mustFit(house: House, size: number): void {
  if (size > house.settings.maxUploadBytes) throw new Refused({ code: 'files.too-large', data: { megabytes: Math.floor(house.settings.maxUploadBytes / 1024 / 1024) } });
  if (size === 0) throw new Refused({ code: 'files.empty' });
}

function typeOf(bytes: Uint8Array): FileType {
  const type = sniff(bytes);
  if (!type) throw new Refused({ code: 'files.wrong-type' });
  return type;
}

/** Only for showing: no path, no control characters, at most 120 characters. */
// oxlint-disable-next-line no-control-regex
const cleanName = (name: string) => name.split(/[\\/]/).at(-1)!.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 120) || 'berkas';

async function mustOwn(ctx: Context, id: string): Promise<UploadRow> {
  const viewer = mustViewer(ctx);
  const [row] = await inTenant(ctx, (t) => findUploads(t.tx, ctx.instansi, [id]));
  if (!row || row.account !== viewer.accountId) throw new Refused({ code: 'files.unknown' });
  return row;
}

const handlers: Handlers<typeof operations> = {
  storeUpload: (ctx, { name, bytes }) => storeUpload(ctx, name, bytes, mustViewer(ctx).accountId),
  beginUpload: async (ctx, { name, size }) => {
    mustFit(ctx.house, size);
    const id = uuidv7();
    await inTenant(ctx, (t) => t.tx.run(sql`insert into platform.upload (instansi, id, account, name, size, created_at)
      values (${ctx.instansi}, ${id}, ${mustViewer(ctx).accountId}, ${cleanName(name)}, ${size}, ${ctx.house.clock.now()})`));
    return { id, offset: 0 };
  },
  getUpload: async (ctx, { id }) => {
    const row = await mustOwn(ctx, id);
    return { id, offset: row.received, complete: row.completed_at !== null, name: row.name, type: row.type ?? undefined, bytes: row.size };
  },
};

/** Takes one chunk at its offset; the last one is sniffed and turned into a stored file. */
async function appendChunk(ctx: Context, id: string, offset: number, chunk: Buffer): Promise<{ offset: number; complete: boolean; type?: string }> {
  const row = await mustOwn(ctx, id);
  if (row.completed_at) return { offset: row.size, complete: true, type: row.type ?? undefined };
  if (offset > row.received || offset + chunk.length > row.size) throw new Refused({ code: 'files.wrong-offset', data: { offset: row.received } });
  const received = await ctx.house.files.append(ctx.instansi, id, offset, chunk);
  if (received < row.size) {
    await inTenant(ctx, (t) => t.tx.run(sql`update platform.upload set received = ${received} where instansi = ${ctx.instansi} and id = ${id}`));
    return { offset: received, complete: false };
  }
  const { sha256, bytes } = await ctx.house.files.finish(ctx.instansi, id);
  const type = sniff(bytes);
  if (!type) {
    await inTenant(ctx, (t) => t.tx.run(sql`delete from platform.upload where instansi = ${ctx.instansi} and id = ${id}`));
    throw new Refused({ code: 'files.wrong-type' });
  }
  await inTenant(ctx, (t) => t.tx.run(sql`update platform.upload set received = size, sha256 = ${sha256}, type = ${type}, completed_at = ${ctx.house.clock.now()}
    where instansi = ${ctx.instansi} and id = ${id}`));
  return { offset: row.size, complete: true, type };
}

function routes(app: FastifyInstance, house: House): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 8 * 1024 * 1024 }, (_, body, done) => done(null, body));
  app.patch<{ Params: { id: string } }>('/api/unggahan/:id', { bodyLimit: 8 * 1024 * 1024 }, async (request) => {
    refuseForeignOrigin(request);
    const ctx = await contextOf(house, request);
    const offset = Number(request.headers['upload-offset']);
    if (!isUuid(request.params.id)) throw new Refused({ code: 'files.unknown' });
    if (!Number.isSafeInteger(offset) || offset < 0 || !Buffer.isBuffer(request.body)) throw new Refused({ code: 'files.wrong-offset' });
    return appendChunk(ctx, request.params.id, offset, request.body);
  });
  // The uploader may look at what was sent, before and after the request exists; what lies sealed is opened, and written down, by the module that it belongs to.
  app.get<{ Params: { id: string } }>('/api/unggahan/:id/isi', async (request, reply) => {
    const ctx = await contextOf(house, request);
    if (!isUuid(request.params.id)) throw new Refused({ code: 'files.unknown' });
    const row = await mustOwn(ctx, request.params.id);
    if (!row.sha256 || !row.type || (await house.files.isSealed(ctx.instansi, row.sha256))) throw new Refused({ code: 'files.unknown' });
    return sendFile(house, reply, ctx.instansi, { sha256: row.sha256, type: row.type, name: row.name });
  });
}

/** Where a page shows a picture that is no longer there, its place says so; everybody else reads the refusal. */
function sendGone(reply: FastifyReply, type: string): FastifyReply {
  if (!type.startsWith('image/') || !reply.request.headers.accept?.includes('image/')) throw new Refused({ code: 'files.gone' });
  const line = (y: number, text: string) => `<text x="160" y="${y}" text-anchor="middle" font-family="sans-serif" font-size="20" fill="#4a5161">${text}</text>`;
  return reply.code(404).type('image/svg+xml').header('cache-control', 'private, no-store').header('content-security-policy', "default-src 'none'; sandbox")
    .send(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" width="320" height="240"><title>Foto ini sudah tidak tersimpan</title><rect width="320" height="240" fill="#f3f0e8"/>${line(115, 'Foto ini sudah')}${line(143, 'tidak tersimpan')}</svg>`);
}

/** Bytes that somebody uploaded never run in our origin: fixed type, sandboxed, never sniffed by the browser. */
export async function sendFile(house: House, reply: FastifyReply, instansi: string, file: { sha256: string; type: string; name: string; download?: boolean; /** A PDF that a page of ours shows in a frame: a browser's viewer, which runs apart from our origin, opens nothing in a sandbox. */ framed?: boolean; /** Instead of what lies in the store, where that is sealed. */ bytes?: Buffer }): Promise<FastifyReply> {
  if (!file.bytes && !(await house.files.has(instansi, file.sha256))) return sendGone(reply, file.type);
  const disposition = file.download ? 'attachment' : 'inline';
  return reply
    .type(file.type)
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', file.framed && file.type === 'application/pdf' ? "frame-ancestors 'self'" : "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('cache-control', 'private, no-store')
    .send(file.bytes ?? house.files.stream(instansi, file.sha256));
}

export const files: Module = { name: 'files', operations, handlers, refusals, routes };
