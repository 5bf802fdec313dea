import type { TenantContext } from '../../../platform/request/context.ts';
import * as storage from '../storage-national.ts';
import { lettersOf, organizationOf } from './ports.ts';

/** To whose incoming letters a letter of the national application was handed on, and what became of it there. */
export async function handingsOf(t: TenantContext, letter: string): Promise<{ post: string; title: string; receipt: string; by: string }[]> {
  const rows = await storage.listHandings(t.tx, t.instansi, letter);
  const [{ posts }, receipts] = await Promise.all([organizationOf(t).namesOf(t, { accounts: [], posts: rows.map((row) => row.post) }), lettersOf(t).receipts(t, rows.map((row) => row.key))]);
  return rows.map((row) => ({ post: row.post, title: posts.get(row.post) ?? 'Jabatan yang sudah dihapus', receipt: receipts.get(row.key)?.text ?? '', by: row.byName }));
}
