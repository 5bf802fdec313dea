import { Refused } from '../../../platform/kernel/refusal.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY, URGENCY } from '../../letters/contract.ts';
import { BOXES, boxNames, STATES, type OutgoingBox, type OutgoingRow } from '../contract.ts';
import { isDraft, stepsNow, type LetterFold, type Task } from '../rules/letter-state.ts';
import type { Reading } from '../rules/who-may-read.ts';
import { findLetters, hasActed, viewedBy, type LoadedLetter } from '../storage/letters.ts';
import { countDesk, listDesk, type DeskRow } from '../storage/lists.ts';
import { listPrepared } from '../storage/prepared.ts';
import { postsOf, type PostFound } from './posts.ts';
import { readerOf, readingFor, type Reader } from './reader.ts';
import { headingOf } from './secret.ts';
import { agoWords, daysBetween } from './words.ts';

// Chapters: boxes · one line. What the reader may not read never enters a line.

const TASKS: Record<OutgoingBox, Task> = { drafts: 'draft', initial: 'initial', sign: 'sign', others: 'others', sent: 'sent' };
const MOST_COUNTED = 100;

export const deskCounts = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const { hat, mandates, day } = await readerOf(t);
    const asked = boxNames.filter((name) => name !== 'sent');
    const names = await postsOf(t, mandates.map(({ post }) => post), day);
    const helped = await Promise.all(mandates.map(async ({ post }) => ({ post, title: names.get(post)?.title ?? 'Jabatan yang sudah dihapus', count: (await countDesk(t.tx, t.instansi, post, ['sign'], MOST_COUNTED))[0]?.count ?? 0 })));
    const counts = new Map((await countDesk(t.tx, t.instansi, hat.postId, asked.map((name) => TASKS[name]), MOST_COUNTED)).map(({ task, count }) => [task, count]));
    return { boxes: asked.map((name) => ({ box: name, title: BOXES[name], count: counts.get(TASKS[name]) ?? 0 })), mandates: helped };
  });

/** `post`: of whom a mandate was given: only what waits for that signature. */
export const desk = (ctx: Context, { box, post, cursor, limit }: { box: OutgoingBox; post?: string | undefined; cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    if (post !== undefined && (box !== 'sign' || !reader.mandates.some((mandate) => mandate.post === post))) throw new Refused({ code: 'outgoing.not-for-you' });
    const found = await listDesk(t.tx, { instansi: t.instansi, post: post ?? reader.hat.postId, task: TASKS[box], after: cursorOf(cursor), limit: limit + 1 });
    const page = found.slice(0, limit);
    const rows = await rowsOf(t, reader, page.map((row) => row.letter));
    const prepared = box === 'sign' ? new Map((await listPrepared(t.tx, t.instansi, post ?? reader.hat.postId, rows.map((row) => row.id))).map((one) => [one.letter, one])) : undefined;
    const items = rows.map((row) => {
      const one = prepared?.get(row.id);
      return one && one.hash === row.hash ? { ...row, prepared: { by: one.by_name, note: one.note, place: one.place } } : row;
    });
    const last = page.at(-1);
    return { items, ...(found.length > limit && last ? { nextCursor: `${last.rank}|${last.since.toISOString()}|${last.letter}` } : {}) };
  });
function cursorOf(cursor: string | undefined): DeskRow | undefined {
  if (!cursor) return undefined;
  const [rank, since, letter] = cursor.split('|');
  const at = new Date(since ?? '');
  if (!/^\d$/.test(rank ?? '') || Number.isNaN(at.getTime()) || !isUuid(letter)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Mulai lagi dari halaman pertama.' }] });
  return { rank: Number(rank), since: at, letter };
}

/** Lines in the order of `ids`; those that the reader may not see at all are left out. */
export async function rowsOf(t: TenantContext, reader: Reader, ids: readonly string[]): Promise<OutgoingRow[]> {
  const [letters, acted, viewed] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account), viewedBy(t.tx, t.instansi, ids, reader.account)]);
  const posts = await postsOf(t, letters.flatMap((letter) => waitingAt(letter.folded)), reader.day);
  return letters.flatMap((letter) => {
    const reading = readingFor(reader, letter.folded, acted.has(letter.id));
    return reading === 'none' ? [] : [rowOf(t, reader, letter, { reading, posts, seen: viewed.has(`${letter.id} ${letter.folded.hash}`), inList: true })];
  });
}
export function waitingAt({ state, drafter, steps, signer, document }: LetterFold): string[] {
  if (state === 'konsep' || state === 'koreksi') return [drafter.post];
  if (state === 'paraf') return stepsNow({ steps }).map(({ post }) => post);
  return (state === 'siap_ttd' || (state === 'penomoran' && !document?.ink)) && signer ? [signer] : [];
}

/** A list is not an opening: the words of sangat rahasia stay sealed in it, whoever looks. */
export function rowOf(t: TenantContext, reader: Reader, letter: LoadedLetter, { reading, posts, seen, inList }: { reading: Reading; posts: ReadonlyMap<string, PostFound>; seen: boolean; inList: boolean }): OutgoingRow {
  const { folded } = letter;
  const now = t.house.clock.now();
  const since = new Date(folded.since);
  const heading = headingOf(t, letter.id, letter);
  const masked = reading !== 'whole' || (inList && heading.secrecy === 'sangat-rahasia');
  const hidden = `(${SECRECY[heading.secrecy].title.toLowerCase()})`;
  const waits = waitingAt(folded).map((post) => posts.get(post)?.title ?? 'Jabatan yang sudah dihapus');
  return {
    id: letter.id, seq: folded.seq, hash: folded.hash, type: heading.type, typeTitle: heading.typeTitle, subject: masked ? hidden : heading.subject || '(belum ada hal)', masked, number: folded.document?.number ?? '', state: folded.state, stateText: folded.failure && folded.state === 'penomoran' ? 'Gagal ditandatangani' : folded.state === 'penomoran' && folded.document?.ink ? 'Menunggu pindaian' : STATES[folded.state],
    secrecy: heading.secrecy, secrecyText: SECRECY[heading.secrecy].title, urgency: heading.urgency, urgencyText: URGENCY[heading.urgency].title, unit: reader.units.get(folded.unit)?.name ?? '', to: masked ? '' : heading.to,
    waitsFor: waits.length > 2 ? `${waits[0]!} dan ${waits.length - 1} lainnya` : waits.join(' dan '), sinceText: agoWords(isDraft(folded) && folded.state === 'konsep' ? letter.saved_at : since, now, reader.zone), sinceDays: daysBetween(since, now, reader.zone), seen, returned: folded.state === 'koreksi',
  };
}
