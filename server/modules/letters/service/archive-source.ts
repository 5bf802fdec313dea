import { audit } from '../../../platform/audit/audit.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { ArchiveSource } from '../contract.ts';
import { findLetters, hasActed, type LoadedLetter } from '../storage/letters.ts';
import * as storage from '../storage/forget.ts';
import { search } from '../storage/search.ts';
import { readerOf, readingFor } from './reader.ts';
import { searchWords } from './register.ts';
import { withWords } from './secret.ts';
import { marksFor } from './store.ts';

/** Incoming letters for the archive: house part `archive.sources`, kind `in`. */
export const archiveSource: ArchiveSource<TenantContext> = {
  facts: async (t, ids) => {
    if (ids.length === 0) return [];
    const reader = await readerOf(t);
    const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
    return letters.flatMap((letter) => {
      const reading = readingFor(reader, letter, acted.has(letter.id));
      if (reading === 'none') return [];
      const mayRead = reading === 'whole';
      const told = mayRead ? withWords(t, letter) : undefined;
      return [{ id: letter.id, title: told?.subject ?? '', number: told?.sender_number ?? '', party: told?.sender ?? '', day: letter.letter_date, classification: letter.classification, unit: letter.unit, secrecy: letter.secrecy, href: `/petugas/surat/${letter.id}`, mayRead }];
    });
  },
  forget: async (t, ids) => {
    const files = await storage.forgetFiles(t.tx, t.instansi, ids);
    for (const letter of await findLetters(t.tx, t.instansi, ids)) {
      if (letter.secrecy !== 'sangat-rahasia') await search.put(t.tx, t.instansi, { item: letter.id, ...searchWords(lineOf(letter), ''), marks: await marksFor(t, letter, letter.folded) });
      await audit(t, { action: 'letters.files-destroyed', object: 'letter', objectId: letter.id, detail: { agenda: `${letter.agenda}/${letter.year}`, files: files.filter((file) => file.letter === letter.id).length } });
    }
    const still = await storage.stillNamed(t.tx, t.instansi, files.map(({ sha256 }) => sha256));
    return files.filter(({ sha256 }) => !still.has(sha256)).map(({ sha256 }) => ({ sha256 }));
  },
};
/** What stays of a destroyed letter in the agenda book: no summary. */
const lineOf = (letter: LoadedLetter): LoadedLetter => ({ ...letter, summary: '' });
