import { formatDate } from '../../../engines/working-time/words.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { allMarks, anyMark, numberWord, typedWords, wordsOf } from '../../../platform/kernel/search-words.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { LETTER_STATES, type AskedOfSearch, type FoundRow, type LetterKind, type LetterSearchPort } from '../contract.ts';
import { facetMarks, filterMarks, senderWords } from '../rules/marks-of-a-letter.ts';
import { accessKeys } from '../rules/who-may-read.ts';
import { findLetters, hasActed } from '../storage/letters.ts';
import { search as stored } from '../storage/search.ts';
import * as storage from '../storage/saved-searches.ts';
import { foundOf, organizationOf } from './ports.ts';
import { keysOf, readerOf, readingFor, type Reader } from './reader.ts';
import { withWords } from './secret.ts';
import { rowOf } from './views.ts';

// Chapters: asking · what filters offer · kept searches · parts for modules below

/** A number is written with signs between its parts, or in one piece. */
const looksLikeNumber = (text: string): boolean => /\d/.test(text) && (/[./-]/.test(text) || !/\s/.test(text.trim()));
/** What the reader may find, of that what the filters ask. */
async function marksOf(t: TenantContext, reader: Reader, asked: AskedOfSearch): Promise<string> {
  const last = senderWords(asked).at(-1);
  return allMarks([anyMark(keysOf(reader)), filterMarks(asked, last === undefined ? [] : await stored.knownWords(t.tx, last, MOST_BEGUN)) || undefined]);
}
/** A beginning that more words have says little. */
const MOST_BEGUN = 60;

export const search = (ctx: Context, input: AskedOfSearch & { limit: number }) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    // Twice as many, for those that the rule itself, asked again of each, leaves out.
    const { ids, corrected } = await stored.find(t.tx, input.query, { marks: await marksOf(t, reader, input), limit: input.limit * 2, ...(looksLikeNumber(input.query) ? { exact: numberWord(input.query) } : {}) });
    const incoming = await incomingRows(t, reader, ids);
    const others = ids.filter((id) => !incoming.known.has(id));
    const outgoing = others.length > 0 ? ((await foundOf(t).out?.rows(t, others)) ?? []) : [];
    const rows = new Map<string, FoundRow & { kind: LetterKind }>([...incoming.rows.map((row) => [row.id, { ...row, kind: 'in' as const }] as const), ...outgoing.map((row) => [row.id, { ...row, kind: 'out' as const }] as const)]);
    const items = ids.flatMap((id) => rows.get(id) ?? []).slice(0, input.limit).map((row) => ({ ...row, dayText: formatDate(row.day) }));
    return { items, ...(corrected ? { corrected } : {}) };
  });

/** A Plh. sees the days of the order only: keys do not say that, the rule does. */
async function incomingRows(t: TenantContext, reader: Reader, ids: readonly string[]): Promise<{ known: Set<string>; rows: FoundRow[] }> {
  const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
  const now = t.house.clock.now();
  const rows = letters.filter((letter) => readingFor(reader, letter, acted.has(letter.id)) === 'whole').map((letter): FoundRow => {
    const row = rowOf(withWords(t, letter), 'whole', now, reader.zone);
    return { id: row.id, href: `/petugas/surat/${row.id}`, title: row.subject, number: row.senderNumber, agenda: row.agenda, who: row.sender, day: row.letterDate, secrecyText: row.secrecyText, stateText: row.stateText, done: row.state === 'selesai', masked: row.masked };
  });
  return { known: new Set(letters.map((letter) => letter.id)), rows };
}

const choices = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([id, title]) => ({ id, title }));
export const searchChoices = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    await readerOf(t);
    const { out } = foundOf(t);
    const units = await organizationOf(t).unitFacts(t, await storage.unitsWithBooks(t.tx, t.instansi));
    return {
      kinds: choices({ in: 'Surat masuk', ...(out ? { out: 'Surat keluar' } : {}) }), units: [...units.values()].map(({ id, name }) => ({ id, title: name })).sort((a, b) => a.title.localeCompare(b.title, 'id')),
      states: choices({ ...LETTER_STATES, ...out?.states }),
    };
  });

const MOST_KEPT = 30;
const MOST_FRESH = 99;

export const listSearches = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const kept = await storage.listSaved(t.tx, t.instansi, reader.account);
    const fresh = await Promise.all(kept.map(async ({ asked, seen }) => stored.countSince(t.tx, t.instansi, typedWords(asked.query), { marks: await marksOf(t, reader, asked), limit: MOST_FRESH }, seen)));
    return { items: kept.map(({ id, name, asked }, nth) => ({ id, name, asked, fresh: fresh[nth]! })) };
  });

export const keepSearch = (ctx: Context, { name, asked }: { name: string; asked: AskedOfSearch }) =>
  inTenant(ctx, async (t) => {
    const { account } = await readerOf(t);
    if (Object.values(asked).every((value) => value === '' || value === undefined)) throw new Refused({ code: 'letters.nothing-asked' });
    await storage.lockSaved(t.tx, t.instansi, account);
    const kept = await storage.listSaved(t.tx, t.instansi, account);
    if (kept.length >= MOST_KEPT && !kept.some((one) => one.name === name)) throw new Refused({ code: 'letters.too-many-searches' });
    return { id: await storage.saveSearch(t.tx, t.instansi, { id: uuidv7(), account, name, asked, seen: uuidv7(), at: t.house.clock.now() }) };
  });

export const openSearch = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    const kept = await storage.openSaved(t.tx, t.instansi, mustViewer(t).accountId, id, uuidv7());
    if (!kept) throw new Refused({ code: 'letters.no-such-search' });
    return kept;
  });

export const dropSearch = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    if ((await storage.dropSaved(t.tx, t.instansi, mustViewer(t).accountId, id)) === 0) throw new Refused({ code: 'letters.no-such-search' });
    return {};
  });

export const letterSearch: LetterSearchPort<TenantContext> = {
  keys: accessKeys,
  put: async (t, letter) => {
    if (letter.facets.secrecy === 'sangat-rahasia') throw new Error('sangat rahasia is in no search');
    const words = wordsOf(`${letter.words} ${letter.number} ${numberWord(letter.number)}`);
    await stored.put(t.tx, t.instansi, { item: letter.id, words, quiet: wordsOf(letter.quiet ?? ''), marks: [...letter.access, ...facetMarks({ ...letter.facets, kind: letter.kind })] });
  },
  remove: (t, id) => stored.remove(t.tx, t.instansi, id),
};
