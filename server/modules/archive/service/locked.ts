import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { mayDo, type FolderAction } from '../rules/folder-actions.ts';
import * as storage from '../storage/folders.ts';
import { rolesFor, sees, type Who } from './who.ts';

/** A folder that may be acted on, under lock. @throws Refused `archive.unknown`, `.changed`, and what the table says */
export async function mustFolder(t: TenantContext, who: Who, id: string, action: FolderAction, version?: number): Promise<storage.FolderRecord> {
  const [folder] = await storage.lockFolders(t.tx, t.instansi, [id]);
  if (!folder || !sees(who, folder.unit)) throw new Refused({ code: 'archive.unknown' });
  orRefuse(mayDo(folder, rolesFor(who, folder), action, who.day));
  if (version !== undefined && folder.version !== version) throw new Refused({ code: 'archive.changed' });
  return folder;
}
export const remember = (t: TenantContext, rows: readonly { folder: string; kind: string; words?: string }[]): Promise<number> =>
  storage.insertEvents(t.tx, t.instansi, rows.map((row) => ({ id: uuidv7(), words: '', ...row })), t.house.clock.now(), t.viewer?.name ?? 'Pendopo');
