import { randomBytes } from 'node:crypto';
import { writeICalendar, type CalendarEntry } from '../../../engines/icalendar/write-icalendar.ts';
import { formatDay, formatDayLong } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, dayIn, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { ATTENDANCE, SECRECY, type AgendaItem } from '../contract.ts';
import { possibleActions } from '../rules/allowed-actions.ts';
import { clashesAmong, clockOf, endOf } from '../rules/invitations.ts';
import { branchOf } from '../rules/letter-state.ts';
import { daysSeen } from '../rules/whose-days-count.ts';
import * as storage from '../storage/agenda.ts';
import { findLetters, hasActed } from '../storage/letters.ts';
import type { PostSeen } from '../storage/lists.ts';
import { eventViewOf } from './event-words.ts';
import { institutionOf, organizationOf } from './ports.ts';
import { postRefs } from './posts.ts';
import { postsSeen, readerOf, readingFor, rolesOf } from './reader.ts';
import { agoWords } from './views.ts';

// Chapters: the agenda · the feed for calendar apps

export const agenda = (ctx: Context, input: { from?: CalendarDay | undefined; days: number; post?: string | undefined }) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const from = input.from ?? reader.day;
    const to = addDays(from, input.days - 1);
    const seen = postsSeen(reader);
    const [rows, posts, feed] = await Promise.all([
      storage.listAppointments(t.tx, t.instansi, seen.filter(({ post }) => !input.post || post === input.post), from, to), postRefs(t, seen.map(({ post }) => post), reader.day), storage.findFeed(t.tx, t.instansi, reader.account, reader.holding.holdingId),
    ]);
    const ids = [...new Set(rows.map((row) => row.letter))];
    const [letters, acted, places, others] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account), storage.placesOf(t.tx, t.instansi, ids), postRefs(t, rows.flatMap((row) => (row.by_post ? [row.by_post] : [])), reader.day)]);
    const byId = new Map(letters.map((letter) => [letter.id, letter]));
    const now = t.house.clock.now();
    const minute = (now.getTime() - momentAt(reader.day, 0, reader.zone).getTime()) / 60_000;
    const readable = rows.flatMap((row) => {
      const letter = byId.get(row.letter)!;
      const reading = readingFor(reader, letter, acted.has(letter.id));
      return reading === 'none' || !branchOf(letter.folded, row.branch) ? [] : [{ row, letter, masked: reading !== 'whole' }];
    });
    const titleOf = new Map(readable.map(({ row, letter, masked }) => [row.branch, masked ? `Undangan (${SECRECY[letter.secrecy].title.toLowerCase()})` : letter.subject]));
    const clashes = new Map([...Map.groupBy(rows, (row) => row.post).values()].flatMap((of) => [...clashesAmong(of.map((row) => ({ ...row, id: row.branch })))]));
    const items = readable.map(({ row, letter, masked }): AgendaItem & { day: CalendarDay } => {
      const event = eventViewOf({ day: row.day, begins: row.begins, ...(row.ends === null ? {} : { ends: row.ends }) }, masked ? undefined : places.get(letter.id));
      const roles = rolesOf(reader, letter, branchOf(letter.folded, row.branch)!);
      return {
        day: row.day, letter: letter.id, branch: row.branch, seq: letter.folded.seq, post: row.post, postTitle: posts.get(row.post)?.title ?? '', title: titleOf.get(row.branch)!, sender: masked ? '' : letter.sender, event, hours: `${clockOf(row.begins)}–${row.ends === null ? 'selesai' : clockOf(row.ends)}`,
        state: row.state, stateText: ATTENDANCE[row.state], ...(row.by_post ? { by: [others.get(row.by_post)?.title, others.get(row.by_post)?.holder].filter(Boolean).join(', ') } : {}), over: row.day < reader.day || (row.day === reader.day && endOf(row) <= minute),
        clashes: (clashes.get(row.branch) ?? []).map((id) => titleOf.get(id) ?? 'Undangan lain'), masked, mayAnswer: !masked && possibleActions(letter.folded, row.branch, roles).includes('attend'), ...(letter.secrecy === 'biasa' ? {} : { secrecyText: SECRECY[letter.secrecy].title }),
      };
    });
    const days = Array.from({ length: input.days }, (_, nth) => addDays(from, nth));
    return {
      today: reader.day, from, to, days: days.map((day) => ({ day, title: formatDayLong(day), short: formatDay(day, reader.day), today: day === reader.day, items: items.filter((item) => item.day === day).map(({ day: _, ...item }) => item) })),
      posts: seen.map(({ post }) => ({ id: post, title: posts.get(post)?.title ?? '', own: post === reader.hat.postId })), unanswered: items.filter((item) => item.state === 'tentative' && !item.over).length, clashing: items.filter((item) => item.clashes.length > 0 && !item.over).length,
      ...(feed ? { feed: { createdText: agoWords(feed.created_at, now, reader.zone), ...(feed.read_at ? { readText: agoWords(feed.read_at, now, reader.zone) } : {}) } } : {}),
    };
  });

/** Branches of somebody's inbox whose invitation is at the hour of another. */
export async function clashing(t: TenantContext, posts: readonly PostSeen[], days: readonly CalendarDay[]): Promise<Set<string>> {
  if (days.length === 0) return new Set();
  const sorted = [...days].sort();
  const rows = await storage.listAppointments(t.tx, t.instansi, posts, sorted[0]!, sorted.at(-1)!);
  return new Set([...Map.groupBy(rows, (row) => row.post).values()].flatMap((of) => [...clashesAmong(of.map((row) => ({ ...row, id: row.branch }))).keys()]));
}

const FEED = 'letters.feed';
/** Unguessable (256 bits), told once; what we keep is a keyed hash of it. */
export const createFeed = (ctx: Context): Promise<{ url: string }> =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const token = randomBytes(32).toString('base64url');
    const at = t.house.clock.now();
    await storage.endFeed(t.tx, t.instansi, reader.account, reader.holding.holdingId, at);
    const id = uuidv7();
    await storage.insertFeed(t.tx, t.instansi, { id, account: reader.account, holding: reader.holding.holdingId, token: t.house.secrets.hash(FEED, token), at });
    await audit(t, { action: 'letters.feed-created', object: 'feed', objectId: id, detail: { holding: reader.holding.holdingId } });
    return { url: `${t.house.settings.publicUrl}/api/undangan/${token}.ics` };
  });
export const endFeed = (ctx: Context): Promise<{ ended: boolean }> =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const ended = (await storage.endFeed(t.tx, t.instansi, reader.account, reader.holding.holdingId, t.house.clock.now())) > 0;
    if (ended) await audit(t, { action: 'letters.feed-ended', object: 'feed', detail: { holding: reader.holding.holdingId } });
    return { ended };
  });

const BACK = 30;
const AHEAD = 366;
const STATUS = { tentative: 'TENTATIVE', attending: 'CONFIRMED', represented: 'CONFIRMED', declined: 'CANCELLED' } as const;

/** What a calendar app reads, without signing in: the agenda of the post as long as its holding is in force. Of rahasia neither hal, sender nor place leave the house. @throws Refused `letters.no-feed` */
export const readFeed = (ctx: Context, token: string): Promise<string> =>
  inTenant(ctx, async (t) => {
    const feed = /^[\w-]{43}$/.test(token) ? await storage.findFeedByToken(t.tx, t.instansi, t.house.secrets.hash(FEED, token)) : undefined;
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const day = dayIn(now, zone);
    const holding = feed && (await organizationOf(t).holdingInForce(t, feed.holding, day));
    if (!feed || !holding || holding.accountId !== feed.account) throw new Refused({ code: 'letters.no-feed' });
    const days = daysSeen(holding);
    const seen: PostSeen = { post: holding.postId, from: days.from === null ? null : momentAt(days.from, 0, zone), to: days.to === null ? null : momentAt(addDays(days.to, 1), 0, zone), upTo: 'all' };
    const rows = await storage.listAppointments(t.tx, t.instansi, [seen], addDays(day, -BACK), addDays(day, AHEAD));
    const [letters, places, others] = await Promise.all([findLetters(t.tx, t.instansi, [...new Set(rows.map((row) => row.letter))]), storage.placesOf(t.tx, t.instansi, rows.map((row) => row.letter)), postRefs(t, rows.flatMap((row) => (row.by_post ? [row.by_post] : [])), day)]);
    const byId = new Map(letters.map((letter) => [letter.id, letter]));
    await storage.noteRead(t.tx, t.instansi, feed.id, now);
    return writeICalendar(rows.map((row): CalendarEntry => {
      const letter = byId.get(row.letter)!;
      const open = letter.secrecy === 'biasa' || letter.secrecy === 'terbatas';
      const where = open ? places.get(letter.id) : undefined;
      const by = row.by_post ? others.get(row.by_post)?.title : undefined;
      return {
        uid: `${row.branch}@${new URL(t.house.settings.publicUrl).hostname}`, start: momentAt(row.day, row.begins, zone), end: momentAt(row.day, endOf(row), zone), status: STATUS[row.state], sequence: letter.folded.seq, free: row.state === 'represented' || row.state === 'declined',
        title: `${open ? letter.subject : 'Undangan (rahasia)'}${row.state === 'represented' ? ` (diwakili ${by ?? 'pejabat lain'})` : ''}`, ...(where?.place ? { place: where.place } : {}),
        text: [`Agenda ${letter.agenda}/${letter.year}. ${ATTENDANCE[row.state]}.`, ...(open ? [`Dari ${letter.sender}, nomor ${letter.sender_number}.`] : []), ...(where?.dress ? [`Pakaian: ${where.dress}.`] : [])].join('\n'), url: `${t.house.settings.publicUrl}/petugas/surat/${letter.id}`,
      };
    }), { name: `Undangan ${holding.title}`, now });
  });
