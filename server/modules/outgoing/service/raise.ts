import type { TenantContext } from '../../../platform/request/context.ts';
import type { Secrecy } from '../../letters/contract.ts';
import type { By, LetterFold } from '../rules/letter-state.ts';
import { listWritten, saveWritten } from '../storage/forget.ts';
import type { LoadedLetter } from '../storage/letters.ts';
import * as storage from '../storage/seal.ts';
import { searchOfLetters } from './ports.ts';
import { headingOf, isSealed, packContent, packHeading, packWords } from './secret.ts';
import { perform } from './store.ts';

// Chapters: a sifat that fewer read · what was written before

/**
 * From now on fewer may read it: its draft, earlier versions, reasons and remarks are sealed and its words leave the search in this
 * transaction; the files follow in a job (`seal-files.ts`). What is printed on a letter that went out stays as it is.
 */
export async function raise(t: TenantContext, letter: LoadedLetter, { secrecy, by }: { secrecy: Secrecy; by: By }, reason = ''): Promise<Pick<LetterFold, 'seq' | 'state'>> {
  const heading = { ...headingOf(t, letter.id, letter), secrecy };
  if (isSealed(secrecy)) await sealWritten(t, letter.id, secrecy);
  await storage.saveHeading(t.tx, t.instansi, letter.id, packHeading(t, letter.id, heading));
  await searchOfLetters(t).remove(t, letter.id);
  const { seq, state } = await perform(t, { id: letter.id, urgency: heading.urgency }, letter.folded, { kind: 'raise', at: t.house.clock.now().toISOString(), by, secrecy }, reason);
  return { seq, state };
}

async function sealWritten(t: TenantContext, id: string, secrecy: Secrecy): Promise<void> {
  for (const one of await listWritten(t.tx, t.instansi, id)) if (one.sealed === null) await saveWritten(t.tx, t.instansi, { letter: id, nth: one.nth, ...packContent(t, id, secrecy, one.content) });
  for (const one of await storage.openActionWords(t.tx, t.instansi, id)) await storage.sealActionWords(t.tx, t.instansi, id, one, packWords(t, id, secrecy, one.words).sealed!);
  for (const one of await storage.openRemarks(t.tx, t.instansi, id)) await storage.sealRemark(t.tx, t.instansi, id, one, packWords(t, id, secrecy, one.words).sealed!);
}
