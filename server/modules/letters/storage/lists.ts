import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import type { BranchRole, BranchState, InboxBox } from '../contract.ts';

// Chapters: inboxes · the agenda book · what a post gives most

/** Posts whose letters are asked for, each with the days for which it is seen and how far a mandate reaches. */
export interface PostSeen {
  post: string;
  from: Date | null;
  to: Date | null;
  /** Rahasia of this post is left out: the mandate does not reach it. */
  upTo: 'all' | 'terbatas';
}
export interface InboxAsked {
  instansi: string;
  box: InboxBox;
  posts: readonly PostSeen[];
  /** Of sangat rahasia the reader finds the own ones only. */
  person: string;
  now: Date;
  after?: { at: Date; id: string } | undefined;
  limit: number;
}
export interface InboxBranch {
  id: string;
  letter: string;
  post: string;
  from_post: string | null;
  role: BranchRole | null;
  state: BranchState;
  arrived_at: Date;
  read_at: Date | null;
  due_at: Date;
  ended_at: Date | null;
  seq: number;
  prepared: boolean;
}

const mine = (q: InboxAsked): Sql => sql`(p.since is null or b.arrived_at >= p.since) and (p.until is null or b.arrived_at < p.until) and (b.person is null or b.person = ${q.person}) and (p.whole or b.secrecy <> 'sangat-rahasia')`;
function inBox(q: InboxAsked): Sql {
  switch (q.box) {
    case 'unread': return sql`b.post = p.post and b.state = 'baru' and ${mine(q)}`;
    case 'open': return sql`b.post = p.post and b.ended_at is null and b.state <> 'baru' and ${mine(q)}`;
    case 'late': return sql`b.post = p.post and b.ended_at is null and b.due_at < ${q.now} and ${mine(q)}`;
    case 'waiting': return sql`b.from_post = p.post and b.ended_at is null and (p.since is null or b.arrived_at >= p.since) and (p.until is null or b.arrived_at < p.until) and p.whole`;
    case 'done': return sql`b.post = p.post and b.ended_at is not null and b.state <> 'ditarik' and ${mine(q)}`;
  }
}
const postsOf = (q: InboxAsked): Sql => sql`unnest(${q.posts.map((p) => p.post)}::uuid[], ${q.posts.map((p) => p.from)}::timestamptz[], ${q.posts.map((p) => p.to)}::timestamptz[], ${q.posts.map((p) => p.upTo === 'all')}::boolean[]) p (post, since, until, whole)`;

/** Each post's rows by its own index, then together: by deadline, what is done by when it ended, latest first. */
export const listInbox = (tx: Tx, q: InboxAsked): Promise<InboxBranch[]> => {
  const done = q.box === 'done';
  const [order, after] = done
    ? [sql`b.ended_at desc, b.id desc`, q.after ? sql` and (b.ended_at, b.id) < (${q.after.at}, ${q.after.id}::uuid)` : sql``]
    : [sql`b.due_at, b.id`, q.after ? sql` and (b.due_at, b.id) > (${q.after.at}, ${q.after.id}::uuid)` : sql``];
  return tx.many(sql`select b.* from ${postsOf(q)} cross join lateral (
      select b.id, b.letter, b.post, b.from_post, b.role, b.state, b.arrived_at, b.read_at, b.due_at, b.ended_at, b.seq, b.prepared from letters.branch b
       where b.instansi = ${q.instansi} and ${inBox(q)}${after} order by ${order} limit ${q.limit}) b
    order by ${order} limit ${q.limit}`);
};
/** Counts no further than `most` for each post. */
export const countInbox = async (tx: Tx, q: InboxAsked, most: number): Promise<{ count: number; prepared: number }> =>
  tx.one(sql`select count(b.id) as count, count(b.id) filter (where b.prepared) as prepared from ${postsOf(q)} cross join lateral (select b.id, b.prepared from letters.branch b where b.instansi = ${q.instansi} and ${inBox(q)} limit ${most}) b`);

/** One page of the book, latest number first; `before` is the last number seen. Conditions that are not asked stay out of the plan. */
export const listBook = (tx: Tx, q: { instansi: string; unit: string; year: number; from: Date | null; to: Date | null; before: number | null; limit: number }): Promise<{ id: string }[]> => {
  const conditions = [sql`l.instansi = ${q.instansi} and l.unit = ${q.unit} and l.direction = 'in' and l.year = ${q.year}`];
  if (q.before !== null) conditions.push(sql`l.agenda < ${q.before}`);
  if (q.from !== null) conditions.push(sql`l.received_at >= ${q.from}`);
  if (q.to !== null) conditions.push(sql`l.received_at < ${q.to}`);
  return tx.many(sql`select l.id from letters.letter l where ${sqlJoin(conditions, ' and ')} order by l.agenda desc limit ${q.limit}`);
};

/** To whom a post gave as lead most often among its latest, with the action that says how. */
export const usualRecipients = (tx: Tx, instansi: string, post: string, limit: number): Promise<{ post: string; times: number }[]> =>
  tx.many(sql`select b.post, count(*) as times from (select post, role from letters.branch where instansi = ${instansi} and from_post = ${post} order by id desc limit 300) b where b.role = 'lead' group by b.post order by count(*) desc, b.post limit ${limit}`);

/** What is open at the posts of a unit, or at one post. */
export const listLiveOf = (tx: Tx, instansi: string, of: { unit?: string; post?: string }, after: string | undefined, limit: number): Promise<{ id: string; letter: string }[]> =>
  tx.many(sql`select id, letter from letters.branch where instansi = ${instansi} and ${of.unit ? sql`unit = ${of.unit}` : sql`post = ${of.post ?? null}`} and ended_at is null and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`);
