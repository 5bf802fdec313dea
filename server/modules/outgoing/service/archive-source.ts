import { audit } from '../../../platform/audit/audit.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { ArchiveSource } from '../../letters/contract.ts';
import { byOf, readerOf, readingFor } from './reader.ts';
import { findLetter, findLetters, hasActed, type LoadedLetter } from '../storage/letters.ts';
import { forgetRemarks, forgetUploads, listWritten, saveWritten } from '../storage/forget.ts';
import type { Content } from '../contract.ts';
import type { Version } from './compose.ts';
import { contentOf, headingOf, packContent } from './secret.ts';
import { perform } from './store.ts';

const isIssued = ({ folded }: LoadedLetter): boolean => folded.document?.sha256 !== undefined && folded.state !== 'batal';

/** A number begins with its code, unless the pattern of its kind says otherwise. */
const codeIn = ({ folded }: LoadedLetter): string | undefined => /^\d{3}(\.\d+)*/.exec(folded.document!.number)?.[0];
/** Of letters with another pattern the code they were written under. */
async function codesOfOthers(t: TenantContext, letters: readonly LoadedLetter[]): Promise<Map<string, string>> {
  const written = await Promise.all(letters.filter((letter) => codeIn(letter) === undefined).map(({ id }) => findLetter(t.tx, t.instansi, id)));
  return new Map(written.flatMap((letter) => (letter ? [[letter.id, contentOf<Content>(t, letter.id, letter).classification]] : [])));
}

/** Letters that went out, for the archive: house part `archive.sources`, kind `out`. Only what was issued is filed. */
export const archiveSource: ArchiveSource<TenantContext> = {
  facts: async (t, ids) => {
    if (ids.length === 0) return [];
    const reader = await readerOf(t);
    const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
    const codes = await codesOfOthers(t, letters.filter(isIssued));
    return letters.filter(isIssued).flatMap((letter) => {
      const reading = readingFor(reader, letter.folded, acted.has(letter.id));
      if (reading === 'none') return [];
      const { folded } = letter;
      const mayRead = reading === 'whole';
      const told = mayRead ? headingOf(t, letter.id, letter) : undefined;
      const classification = codeIn(letter) ?? (mayRead ? (codes.get(letter.id) ?? '') : '');
      return [{ id: letter.id, title: told?.subject ?? '', number: mayRead ? folded.document!.number : '', party: told?.to ?? '', day: folded.document!.day, classification, unit: folded.unit, secrecy: folded.secrecy, href: `/petugas/naskah/${letter.id}`, mayRead }];
    });
  },
  filed: async (t, id) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || (letter.folded.state !== 'ditandatangani' && letter.folded.state !== 'terkirim')) return;
    await perform(t, { id, urgency: headingOf(t, id, letter).urgency }, letter.folded, { kind: 'file', at: t.house.clock.now().toISOString(), by: byOf(t, await readerOf(t)) });
  },
  forget: async (t, ids) => {
    const gone: { sha256: string }[] = [];
    for (const letter of await findLetters(t.tx, t.instansi, ids)) {
      const { secrecy, document } = letter.folded;
      const uploads = new Set<string>();
      for (const one of await listWritten(t.tx, t.instansi, letter.id)) {
        const { body: _body, ...rest } = contentOf<Partial<Version>>(t, letter.id, one);
        for (const id of [...(rest.files ?? []), ...(rest.attached ?? []).map((file) => file.id)]) uploads.add(id);
        // Number, day, hal and hash stay: a copy in somebody's hands can still be told from a forged one.
        await saveWritten(t.tx, t.instansi, { letter: letter.id, nth: one.nth, ...packContent(t, letter.id, secrecy, { ...rest, fields: {}, files: [], attached: [] }) });
      }
      await forgetRemarks(t.tx, t.instansi, letter.id);
      gone.push(...(await forgetUploads(t.tx, t.instansi, [...uploads])), ...(document?.sha256 ? [{ sha256: document.sha256 }] : []));
      await audit(t, { action: 'outgoing.words-destroyed', object: 'outgoing-letter', objectId: letter.id, detail: { number: document?.number ?? '' } });
    }
    return gone;
  },
};
