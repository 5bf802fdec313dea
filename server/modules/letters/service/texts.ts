import { readText, type ReadType } from '../../../engines/intake/read-text.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, readTenant, type Context } from '../../../platform/request/context.ts';
import { findLetter, listWaiting, saveText, textsOf } from '../storage/letters.ts';
import { search } from '../storage/search.ts';
import { textToolsOf } from './ports.ts';
import { searchWords } from './register.ts';
import { marksFor } from './store.ts';

/** After a letter or a report came: its files are read in child processes, outside any transaction, and searchable from then on. */
export async function readTexts(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.letter);
  const waiting = await readTenant(ctx, (t) => listWaiting(t.tx, t.instansi, id));
  if (waiting.length === 0) return;
  for (const file of waiting) {
    const bytes = await ctx.house.files.find(ctx.instansi, file.sha256);
    const text = bytes && (await readText(textToolsOf(ctx), bytes, file.type as ReadType));
    // PostgreSQL keeps no NUL in a text.
    await inTenant(ctx, (t) => saveText(t.tx, t.instansi, file.id, text === undefined ? 'impossible' : 'read', (text ?? '').replaceAll('\u0000', ' ')));
  }
  await inTenant(ctx, async (t) => {
    const letter = await findLetter(t.tx, t.instansi, id);
    if (letter && letter.secrecy !== 'sangat-rahasia') await search.put(t.tx, t.instansi, { item: id, ...searchWords(letter, await textsOf(t.tx, t.instansi, id)), marks: await marksFor(t, letter, letter.folded) });
  });
}
