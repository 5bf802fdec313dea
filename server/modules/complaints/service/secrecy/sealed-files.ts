import { emit, jobContext } from '../../../../platform/events/events.ts';
import type { House } from '../../../../platform/house.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import type { StoredAction } from '../../storage/reports.ts';
import * as storage from '../../storage/sealed.ts';
import { openFileBytes, openPart, sealFileBytes, sealPart, type Keyed } from '../vault.ts';

// Chapters: sealing what was uploaded · reading · removing the plain bytes

interface FileName {
  name: string;
  type: string;
  size: number;
}

/**
 * Seals uploads that go into a report of misconduct. The sealed bytes are on disk before a row names them; the plain ones are
 * noted in the same transaction and removed right after it (`dropPlainBlobs`). Files are small and such reports few, so this
 * may run inside the transaction: the report and its sealed files come together or not at all.
 */
export async function sealUploads(t: TenantContext, report: Keyed & { id: string }, uploads: readonly string[]): Promise<void> {
  if (uploads.length === 0) return;
  const at = t.house.clock.now();
  for (const file of await storage.listPlainFiles(t.tx, t.instansi, uploads)) {
    const bytes = sealFileBytes(report, await t.house.files.read(t.instansi, file.sha256));
    const sha256 = await t.house.files.put(t.instansi, bytes);
    const sealed = sealPart(report, 'file-name', { name: file.name, type: file.type, size: file.size } satisfies FileName);
    if (!(await storage.replaceBySealed(t.tx, t.instansi, { upload: file.id, report: report.id, plain: file.sha256, sha256, size: bytes.length, sealed, at }))) throw new Refused({ code: 'complaints.no-such-photo' });
  }
  await emit(t, 'complaints.files-sealed', {});
}

/** Puts names, types and sizes of sealed files back where lists of files want them. */
export async function nameFiles(t: TenantContext, report: Keyed & { id: string; actions: StoredAction[] }): Promise<void> {
  if (!report.dataKey || report.actions.every((a) => !a.files?.length)) return;
  const known = new Map((await storage.listSealedFiles(t.tx, t.instansi, report.id)).map((row) => [row.upload, openPart<FileName>(t, report, 'file-name', row.sealed)]));
  for (const action of report.actions) for (const file of action.files ?? []) Object.assign(file, known.get(file.id));
}

/** Undefined when the file is not sealed. */
export async function readSealedFile(t: TenantContext, report: Keyed & { id: string }, upload: string): Promise<{ sha256: string; type: string; name: string; bytes: Buffer } | undefined> {
  const row = await storage.findSealedFile(t.tx, t.instansi, report.id, upload);
  if (!row) return undefined;
  const { name, type } = openPart<FileName>(t, report, 'file-name', row.sealed);
  return { sha256: row.sha256, type, name, bytes: openFileBytes(report, await t.house.files.read(t.instansi, row.sha256)) };
}

/** Removes what is noted and no upload names any more. Whoever stored the same bytes at this very moment gets them back. */
export async function dropPlainBlobs(ctx: Context): Promise<void> {
  const { files } = ctx.house;
  for (const { sha256, used } of await inTenant(ctx, (t) => storage.listPlainBlobs(t.tx, t.instansi))) {
    if (!used) {
      const bytes = await files.read(ctx.instansi, sha256).catch(() => undefined);
      await files.drop(ctx.instansi, sha256);
      if (bytes && (await inTenant(ctx, (t) => storage.isBlobUsed(t.tx, t.instansi, sha256)))) await files.put(ctx.instansi, bytes);
    }
    await inTenant(ctx, (t) => storage.dropPlainBlob(t.tx, t.instansi, sha256));
  }
}

/** What a crash between the two left. */
export async function dropForgottenBlobs(house: House): Promise<void> {
  for (const instansi of await house.db.asOwner(storage.listWithPlainBlobs)) await dropPlainBlobs(jobContext(house, instansi, 'plain-blobs'));
}
