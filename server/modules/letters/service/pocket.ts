import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import { INSTRUCTIONS } from '../catalogue-files.ts';
import type { PocketRow, PocketView } from '../contract.ts';
import { possibleActions } from '../rules/allowed-actions.ts';
import { branchOf, childrenOf, isLive } from '../rules/letter-state.ts';
import { findLetters, type LoadedLetter } from '../storage/letters.ts';
import { listInbox, usualRecipients } from '../storage/lists.ts';
import { asked, inboxRows } from './inbox.ts';
import { giverOf, recipientsOf } from './posts.ts';
import { readerOf, rolesOf, type Reader } from './reader.ts';
import { agoWords, rowOf } from './views.ts';

const MOST_CARRIED = 60;
/** What lies on a phone may be lost with it: of these only the line that they are there. */
const STAYS_HERE = new Set(['rahasia', 'sangat-rahasia']);

/** What a leader needs without network: the open letters of the own post, never their text, and whom each may go to. */
export const pocket = (ctx: Context): Promise<PocketView> =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const now = t.house.clock.now();
    const lists = await Promise.all((['unread', 'open'] as const).map((box) => {
      const q = asked(t, reader, box, MOST_CARRIED + 1);
      return listInbox(t.tx, { ...q, posts: q.posts.filter(({ post }) => post === reader.hat.postId) });
    }));
    const branches = lists.flat().slice(0, MOST_CARRIED);
    const [rows, letters, giver, often] = await Promise.all([
      inboxRows(t, reader, branches), findLetters(t.tx, t.instansi, [...new Set(branches.map(({ letter }) => letter))]), giverOf(t, reader.hat.postId, reader.day), usualRecipients(t.tx, t.instansi, reader.hat.postId, 8),
    ]);
    const times = new Map(often.map((one) => [one.post, one.times]));
    const recipients = giver ? await recipientsOf(t, giver, reader.day, '', times) : [];
    const byId = new Map(letters.map((letter) => [letter.id, letter]));
    return {
      at: now.toISOString(), atText: agoWords(now, now, reader.zone), day: reader.day, title: reader.hat.title, more: lists.flat().length > MOST_CARRIED,
      items: rows.map((row) => carried(reader, byId.get(row.id)!, row, now)), recipients: recipients.map((one) => ({ ...one, usual: times.has(one.id) })), instructions: [...INSTRUCTIONS].map(([code, title]) => ({ code, title })),
    };
  });

type Row = Awaited<ReturnType<typeof inboxRows>>[number];
function carried(reader: Reader, letter: LoadedLetter, row: Row, now: Date): PocketRow {
  const { folded } = letter;
  if (row.masked || STAYS_HERE.has(row.secrecy)) return { ...row, ...rowOf(letter, 'line', now, reader.zone), due: row.due, instruction: '', seq: folded.seq, actions: [], leadAtWork: false, taken: [] };
  const branch = branchOf(folded, row.branch)!;
  const live = childrenOf(folded, branch.id).filter(isLive);
  const possible = possibleActions(folded, branch.id, rolesOf(reader, letter, branch));
  return {
    ...row, seq: folded.seq, actions: (['dispose', 'report'] as const).filter((kind) => possible.includes(kind)), leadAtWork: live.some((one) => one.role === 'lead'),
    taken: [...new Set([...folded.branches.filter((one) => one.parent === undefined || one.id === branch.id).map((one) => one.post), ...live.map((one) => one.post)])],
    ...(branch.parent === undefined ? {} : { until: dayIn(new Date(branch.due.at), reader.zone) }),
  };
}
