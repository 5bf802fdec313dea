import type { TenantContext } from '../../../platform/request/context.ts';
import type { LetterView } from '../contract.ts';
import { listActions, listRemarks, type LoadedLetter } from '../storage/letters.ts';
import type { Reader } from './reader.ts';
import { wordsOf } from './secret.ts';
import { agoWords } from './words.ts';

/** What stands in a remark, sealed where the letter is. */
export interface RemarkWords {
  quote: string;
  words: string;
}
export async function remarksOf(t: TenantContext, letter: LoadedLetter, reader: Reader): Promise<LetterView['remarks']> {
  const rows = await listRemarks(t.tx, t.instansi, letter.id);
  if (rows.length === 0) return [];
  const by = new Map((await listActions(t.tx, t.instansi, letter.id)).map((action) => [action.seq, action]));
  const now = t.house.clock.now();
  return rows.map((row) => {
    const { quote, words } = JSON.parse(wordsOf(t, letter.id, row)) as RemarkWords;
    const action = by.get(row.seq)!;
    return { block: row.block, quote, words, by: action.payload.by.name ?? '', atText: agoWords(action.at, now, reader.zone), version: row.version };
  });
}
