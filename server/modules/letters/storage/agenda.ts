import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Attendance } from '../rules/letter-state.ts';
import type { PostSeen } from './lists.ts';

// Chapters: where and what to wear · agendas · addresses for calendar apps

export const saveEvent = (tx: Tx, instansi: string, letter: string, e: { place: string; dress: string }): Promise<number> =>
  tx.run(sql`insert into letters.event (instansi, letter, place, dress) values (${instansi}, ${letter}, ${e.place}, ${e.dress}) on conflict (instansi, letter) do update set place = excluded.place, dress = excluded.dress`);
export const placesOf = async (tx: Tx, instansi: string, letters: readonly string[]): Promise<Map<string, { place: string; dress: string }>> =>
  new Map((await tx.many<{ letter: string; place: string; dress: string }>(sql`select letter, place, dress from letters.event where instansi = ${instansi} and letter = any(${letters}::uuid[])`)).map((row) => [row.letter, row]));

export interface AppointmentRow {
  branch: string;
  letter: string;
  post: string;
  day: CalendarDay;
  begins: number;
  ends: number | null;
  state: Attendance;
  by_post: string | null;
}
/** Of posts that somebody sees, each within its days, in the order of the clock. */
export const listAppointments = (tx: Tx, instansi: string, posts: readonly PostSeen[], from: CalendarDay, to: CalendarDay): Promise<AppointmentRow[]> =>
  tx.many(sql`select a.branch, a.letter, a.post, a.day, a.begins, a.ends, a.state, a.by_post
    from unnest(${posts.map((p) => p.post)}::uuid[], ${posts.map((p) => p.from)}::timestamptz[], ${posts.map((p) => p.to)}::timestamptz[]) p (post, since, until)
    join letters.appointment a on a.instansi = ${instansi} and a.post = p.post and a.day between ${from}::date and ${to}::date and (p.since is null or a.arrived_at >= p.since) and (p.until is null or a.arrived_at < p.until)
    order by a.day, a.begins, a.branch limit 500`);

export interface FeedRow {
  id: string;
  account: string;
  holding: string;
  created_at: Date;
  read_at: Date | null;
}
const FEED = sql`select id, account, holding, created_at, read_at from letters.feed`;
export const findFeed = (tx: Tx, instansi: string, account: string, holding: string): Promise<FeedRow | undefined> => tx.maybe(sql`${FEED} where instansi = ${instansi} and account = ${account} and holding = ${holding} and ended_at is null`);
export const findFeedByToken = (tx: Tx, instansi: string, token: Buffer): Promise<FeedRow | undefined> => tx.maybe(sql`${FEED} where instansi = ${instansi} and token = ${token} and ended_at is null`);
export const endFeed = (tx: Tx, instansi: string, account: string, holding: string, at: Date): Promise<number> =>
  tx.run(sql`update letters.feed set ended_at = ${at} where instansi = ${instansi} and account = ${account} and holding = ${holding} and ended_at is null`);
export const insertFeed = (tx: Tx, instansi: string, f: { id: string; account: string; holding: string; token: Buffer; at: Date }): Promise<number> =>
  tx.run(sql`insert into letters.feed (instansi, id, account, holding, token, created_at) values (${instansi}, ${f.id}, ${f.account}, ${f.holding}, ${f.token}, ${f.at})`);
/** Told once an hour at most: apps ask every few minutes. */
export const noteRead = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> =>
  tx.run(sql`update letters.feed set read_at = ${at} where instansi = ${instansi} and id = ${id} and (read_at is null or read_at < ${new Date(at.getTime() - 3_600_000)})`);
