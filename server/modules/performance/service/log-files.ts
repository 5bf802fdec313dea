import { audit } from '../../../platform/audit/audit.ts';
import { findUploads, storeUpload } from '../../../platform/files/uploads.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MOST_PHOTO_BYTES } from '../contract/log-operations.ts';
import * as storage from '../storage/logs.ts';
import { ledBy, unitsSeen, viewerHolder } from './who.ts';

// Chapters: of whom they are · seeing them · a photograph that follows from the phone

/** Sniffed and limited when they were uploaded; of a log only by who writes it. */
export async function mustBeOwnFiles(t: TenantContext, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const found = await findUploads(t.tx, t.instansi, [...files]);
  const { accountId } = mustViewer(t);
  if (files.some((id) => !found.some((one) => one.id === id && one.account === accountId && one.completed_at !== null))) throw new Refused({ code: 'files.unknown', fields: [{ path: 'files', message: 'Unggah lagi berkasnya.' }] });
}
/** The file of a log for its door: for the owner, whoever leads him or her, and who oversees the unit. @throws Refused `performance.unknown` */
export const fileOf = (ctx: Context, id: string, file: string) => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const row = await storage.findLog(t.tx, t.instansi, id);
  const sees = row && (row.person === me.personId || (mustHat(t).permissions.has('performance.oversee') && (await unitsSeen(t)).has(row.unit)) || (await ledBy(t, me, day)).some((one) => one.person === row.person));
  const [found] = sees && row.files.includes(file) ? await findUploads(t.tx, t.instansi, [file]) : [];
  if (!found?.sha256 || !found.type) throw new Refused({ code: 'performance.unknown' });
  return { sha256: found.sha256, name: found.name, type: found.type };
});

/** Uploads by id, as they are shown. */
export type Files = ReadonlyMap<string, { name: string; bytes: number }>;
export async function filesOf(t: TenantContext, rows: readonly storage.LogRecord[]): Promise<Files> {
  const ids = rows.flatMap((row) => row.files);
  return new Map((ids.length === 0 ? [] : await findUploads(t.tx, t.instansi, ids)).map((one) => [one.id, { name: one.name, bytes: one.size }]));
}

const MOST_FILES = 3;
/** The log, locked, if it is one's own and nobody decided it. */
async function mustBeOpen(t: TenantContext, id: string): Promise<storage.LogRecord> {
  const { me } = await viewerHolder(t);
  const row = await storage.lockLog(t.tx, t.instansi, id);
  if (!row || row.person !== me.personId) throw new Refused({ code: 'performance.unknown' });
  if (row.state === 'disetujui' || row.state === 'kedaluwarsa') throw new Refused({ code: 'performance.log-decided' });
  return row;
}
/** Follows the log that was written without network. An answer that was lost is asked for again: the same photograph is kept once. */
export async function attachToLog(ctx: Context, { id, bytes }: { id: string; bytes: Uint8Array | string }): Promise<{ id: string }> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes;
  if (content.length > MOST_PHOTO_BYTES) throw new Refused({ code: 'performance.log-photo' });
  // Before anything is written: nobody fills the store for a log that is not his.
  await inTenant(ctx, (t) => mustBeOpen(t, id));
  const stored = await storeUpload(ctx, 'foto-bukti.jpg', content, mustViewer(ctx).accountId);
  if (!['image/jpeg', 'image/png', 'image/webp'].includes(stored.type)) throw new Refused({ code: 'performance.log-not-a-photo' });
  return inTenant(ctx, async (t) => {
    const row = await mustBeOpen(t, id);
    const uploads = await findUploads(t.tx, t.instansi, [stored.id, ...row.files]);
    const { sha256 } = uploads.find((one) => one.id === stored.id)!;
    const known = uploads.find((one) => one.id !== stored.id && one.sha256 === sha256);
    if (known) return { id: known.id };
    if (row.files.length >= MOST_FILES) throw new Refused({ code: 'performance.log-full' });
    await storage.saveFiles(t.tx, t.instansi, id, [...row.files, stored.id]);
    await audit(t, { action: 'performance.log-file-added', object: 'performance-log', objectId: id, detail: { file: stored.id } });
    return { id: stored.id };
  });
}
