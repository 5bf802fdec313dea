import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { DisposalRecord } from '../storage/disposals.ts';
import * as storage from '../storage/folders.ts';
import { remember } from './locked.ts';
import { organizationOf, sourcesOf } from './ports.ts';
import { numberOf } from './views.ts';

/**
 * Called by the second of the two persons, and by nothing else: in the transaction of that step words and files lose their rows, their
 * lines stay; a job removes the bytes once the transaction has ended.
 */
export async function destroyFolders(t: TenantContext, disposal: DisposalRecord, folders: readonly storage.FolderRecord[]): Promise<void> {
  const day = await organizationOf(t).today(t);
  const ids = folders.map(({ id }) => id);
  const items = await storage.itemsOf(t.tx, t.instansi, ids);
  const bytes = new Set<string>();
  for (const { upload, sha256 } of items) {
    if (upload !== null) await storage.forgetUpload(t.tx, t.instansi, upload);
    if (sha256 !== null) bytes.add(sha256);
  }
  for (const [kind, source] of Object.entries(sourcesOf(t))) {
    const refs = items.flatMap((one) => (one.kind === kind && one.ref !== null ? [one.ref] : []));
    if (refs.length > 0) for (const { sha256 } of await source.forget(t, refs)) bytes.add(sha256);
  }
  await storage.forgetItems(t.tx, t.instansi, ids);
  await storage.saveState(t.tx, t.instansi, ids, 'destroyed', day);
  await remember(t, ids.map((folder) => ({ folder, kind: 'destroyed', words: `Berita acara ${disposal.documentNumber}` })));
  for (const folder of folders) {
    const own = items.filter((one) => one.folder === folder.id);
    await audit(t, { action: 'archive.folder-destroyed', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), title: folder.title, items: own.length, disposal: disposal.id, report: disposal.documentNumber } });
  }
  for (const sha256 of bytes) await emit(t, 'archive.bytes-gone', { sha256 });
}

/** Bytes that nothing names any more leave the store. */
export async function dropBytes(ctx: Context, message: EventMessage): Promise<void> {
  const { sha256 } = message.payload as { sha256: string };
  const isNamed = await readTenant(ctx, (t) => storage.isNamed(t.tx, t.instansi, sha256));
  if (isNamed) return inTenant(ctx, (t) => audit(t, { action: 'archive.bytes-kept', object: 'file', detail: { sha256, why: 'named elsewhere' } }));
  await ctx.house.files.drop(ctx.instansi, sha256);
}
