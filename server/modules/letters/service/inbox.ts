import { dayNumberIn } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { InboxBox, InboxRow } from '../contract.ts';
import type { Action } from '../rules/letter-state.ts';
import { findActions, findLetters, hasActed } from '../storage/letters.ts';
import * as storage from '../storage/lists.ts';
import { clashing } from './agenda.ts';
import { postRefs } from './posts.ts';
import { postsSeen, readerOf, readingFor, type Reader } from './reader.ts';
import { textOf } from './secret.ts';
import { agoWords, branchWords, dueWords, instructionWords, rowOf } from './views.ts';

// Chapters: which boxes · a page of one

const BOXES: readonly { box: InboxBox; title: string }[] = [
  { box: 'unread', title: 'Belum dibaca' }, { box: 'open', title: 'Belum selesai' }, { box: 'late', title: 'Terlambat' }, { box: 'waiting', title: 'Menunggu orang lain' }, { box: 'done', title: 'Selesai' },
];
const MOST_COUNTED = 1000;

export const asked = (t: TenantContext, reader: Reader, box: InboxBox, limit: number): storage.InboxAsked => ({ instansi: t.instansi, box, posts: postsSeen(reader), person: reader.holding.personId, now: t.house.clock.now(), limit });

export const inboxCounts = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    // What is done only grows: counting it tells nobody anything.
    const counted = await Promise.all(BOXES.filter(({ box }) => box !== 'done').map(async ({ box, title }) => ({ box, title, ...(await storage.countInbox(t.tx, asked(t, reader, box, 1), MOST_COUNTED)) })));
    const own = counted.filter(({ box }) => box === 'unread' || box === 'open').reduce((sum, { prepared }) => sum + prepared, 0);
    return { boxes: counted.map(({ prepared: _, ...one }) => one), prepared: own };
  });

export const inbox = (ctx: Context, input: { box: InboxBox; post?: string | undefined; cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const q = asked(t, reader, input.box, input.limit + 1);
    if (input.post) q.posts = q.posts.filter(({ post }) => post === input.post);
    if (input.cursor) q.after = readCursor(input.cursor);
    const rows = await storage.listInbox(t.tx, q);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const at = last && (input.box === 'done' ? last.ended_at! : last.due_at);
    return { items: await inboxRows(t, reader, page), ...(rows.length > input.limit && last ? { nextCursor: `${at!.toISOString()}_${last.id}` } : {}) };
  });

function readCursor(cursor: string): { at: Date; id: string } {
  const [moment, id] = cursor.split('_');
  const at = new Date(moment ?? '');
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '')) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
  return { at, id: id! };
}

export async function inboxRows(t: TenantContext, reader: Reader, branches: readonly storage.InboxBranch[]): Promise<InboxRow[]> {
  const ids = [...new Set(branches.map((branch) => branch.letter))];
  const [letters, acted, given, posts] = await Promise.all([
    findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account), findActions(t.tx, t.instansi, branches.filter((branch) => branch.from_post !== null).map(({ letter, seq }) => ({ letter, seq }))),
    postRefs(t, branches.flatMap((branch) => [branch.post, ...(branch.from_post ? [branch.from_post] : [])]), reader.day),
  ]);
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  const actions = new Map(given.map((action) => [`${action.letter}/${action.seq}`, action]));
  const now = t.house.clock.now();
  const clashes = await clashing(t, postsSeen(reader), letters.flatMap(({ folded }) => (folded.event ? [folded.event.day] : [])));
  return branches.flatMap((branch) => {
    const letter = byId.get(branch.letter)!;
    const reading = readingFor(reader, letter, acted.has(letter.id));
    if (reading === 'none') return [];
    const action = actions.get(`${branch.letter}/${branch.seq}`);
    const decided = action?.payload as Extract<Action, { kind: 'dispose' | 'send-prepared' }> | undefined;
    // What waits in a list is not yet opened: of sangat rahasia its words stay sealed until the letter itself is.
    const whole = reading === 'whole' && letter.secrecy !== 'sangat-rahasia';
    const row = rowOf(letter, whole ? 'whole' : 'line', now, reader.zone);
    return [{
      ...row, masked: reading !== 'whole', ...(branch.ended_at ? { due: undefined } : { due: dueWords({ at: branch.due_at, provisional: false }, now, reader.zone) }), branch: branch.id, ...(branch.role ? { role: branch.role } : {}), branchState: branch.state, branchStateText: branchWords(branch.state),
      from: branch.from_post ? posts.get(branch.from_post)!.title : '', arrivedText: agoWords(branch.arrived_at, now, reader.zone), ...(branch.read_at ? { readText: agoWords(branch.read_at, now, reader.zone) } : {}),
      unreadDays: branch.state === 'baru' ? dayNumberIn(now, reader.zone) - dayNumberIn(branch.arrived_at, reader.zone) : 0, instruction: whole && decided ? instructionWords(decided.instructions, textOf(t, letter.id, action!)) : '', prepared: branch.prepared, clash: clashes.has(branch.id), forPost: posts.get(branch.post)!.title,
    }];
  });
}
