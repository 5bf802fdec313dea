import type { TenantContext } from '../../../../platform/request/context.ts';
import type { SealedRow } from '../../storage/lists.ts';
import { listDataKeys } from '../../storage/sealed.ts';
import { isSecret, openPart } from '../vault.ts';
import { openRow } from './data-key.ts';
import type { SealedContent } from './sealed-content.ts';

/** What lists say of a report of misconduct to who has not opened the key. */
const LOCKED_TITLE = 'Terkunci';
const AWAY_TITLE = 'Diteruskan ke provinsi';

/** Titles and places of the rows that are sealed, as far as the key is open; for the others a word without content. */
export async function openTitles(t: TenantContext, rows: readonly SealedRow[]): Promise<Map<string, { title: string; place: string }>> {
  const sealed = rows.filter((row) => isSecret(row.kind));
  if (sealed.length === 0) return new Map();
  const keys = new Map((await listDataKeys(t.tx, t.instansi, sealed.map((row) => row.id))).map((key) => [key.report, key]));
  return new Map(sealed.map((row) => {
    const key = keys.get(row.id);
    if (key?.for_instansi || !row.sealed) return [row.id, { title: AWAY_TITLE, place: '' }];
    const dataKey = key && openRow(t, row.number, key);
    if (key && !dataKey) return [row.id, { title: LOCKED_TITLE, place: '' }];
    const { title, place } = openPart<SealedContent>(t, { number: row.number, dataKey }, 'report', row.sealed);
    return [row.id, { title, place }];
  }));
}
