import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { DeliveryChannel, DeliveryState } from '../contract.ts';
import type { Task } from '../rules/letter-state.ts';

// Chapters: desks · the register · deliveries · batches

export interface DeskRow {
  letter: string;
  rank: number;
  since: Date;
}
/** What is asked for: the most urgent first, then what waits longest; what is over or with others: latest first. */
export const listDesk = (tx: Tx, q: { instansi: string; post: string; task: Task; after?: DeskRow | undefined; limit: number }): Promise<DeskRow[]> => {
  const asked = q.task === 'initial' || q.task === 'sign';
  const after = q.after;
  return asked
    ? tx.many(sql`select letter, rank, since from outgoing.desk where instansi = ${q.instansi} and post = ${q.post} and task = ${q.task} ${after ? sql`and (rank, since, letter) > (${after.rank}::smallint, ${after.since}, ${after.letter}::uuid)` : sql``} order by rank, since, letter limit ${q.limit}`)
    : tx.many(sql`select letter, rank, since from outgoing.desk where instansi = ${q.instansi} and post = ${q.post} and task = ${q.task} ${after ? sql`and (since, letter) < (${after.since}, ${after.letter}::uuid)` : sql``} order by since desc, letter desc limit ${q.limit}`);
};
/** Counts each no further than `most`. */
export const countDesk = (tx: Tx, instansi: string, post: string, tasks: readonly Task[], most: number): Promise<{ task: Task; count: number }[]> =>
  tx.many(sql`select a.task, count(d.letter) as count from unnest(${tasks}::text[]) a (task) left join lateral (select letter from outgoing.desk d where d.instansi = ${instansi} and d.post = ${post} and d.task = a.task limit ${most}) d on true group by a.task`);

export interface RegisterAsked {
  instansi: string;
  unit: string;
  year: number;
  from: CalendarDay | null;
  to: CalendarDay | null;
  before?: { at: Date; letter: string } | undefined;
  limit: number;
}
/** Latest number first. */
export const listRegister = (tx: Tx, q: RegisterAsked): Promise<{ letter: string; numbered_at: Date }[]> => {
  const conditions = [sql`instansi = ${q.instansi} and unit = ${q.unit} and year = ${q.year} and numbered_at is not null`];
  if (q.before) conditions.push(sql`(numbered_at, letter) < (${q.before.at}, ${q.before.letter}::uuid)`);
  if (q.from !== null) conditions.push(sql`(folded #>> '{document,day}') >= ${q.from}`);
  if (q.to !== null) conditions.push(sql`(folded #>> '{document,day}') <= ${q.to}`);
  return tx.many(sql`select letter, numbered_at from outgoing.state where ${sqlJoin(conditions, ' and ')} order by numbered_at desc, letter desc limit ${q.limit}`);
};
/** Of `units` those that have numbered a letter; one look at the index for each. */
export const registerUnits = (tx: Tx, instansi: string, units: readonly string[]): Promise<{ unit: string }[]> =>
  tx.many(sql`select u.unit from unnest(${units}::uuid[]) u (unit) where exists (select from outgoing.state s where s.instansi = ${instansi} and s.unit = u.unit and s.numbered_at is not null)`);

export interface DeliveryRow {
  id: string;
  letter: string;
  nth: number;
  is_copy: boolean;
  channel: DeliveryChannel;
  state: DeliveryState;
  receipt: string;
  at: Date;
}
export async function insertDeliveries(tx: Tx, instansi: string, letter: string, at: Date, rows: readonly Pick<DeliveryRow, 'id' | 'nth' | 'is_copy' | 'channel'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`insert into outgoing.delivery (instansi, id, letter, nth, is_copy, channel, state, at)
    select ${instansi}::uuid, d.id, ${letter}::uuid, d.nth, d.is_copy, d.channel, 'waiting', ${at} from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.nth)}::integer[], ${rows.map((r) => r.is_copy)}::boolean[], ${rows.map((r) => r.channel)}::text[]) d (id, nth, is_copy, channel)
    on conflict do nothing`);
}
const DELIVERY = sql`select id, letter, nth, is_copy, channel, state, receipt, at from outgoing.delivery`;
export const listDeliveries = (tx: Tx, instansi: string, letter: string): Promise<DeliveryRow[]> => tx.many(sql`${DELIVERY} where instansi = ${instansi} and letter = ${letter} order by is_copy, nth`);
export const findDelivery = (tx: Tx, instansi: string, id: string): Promise<DeliveryRow | undefined> => tx.maybe(sql`${DELIVERY} where instansi = ${instansi} and id = ${id}`);
export const saveDelivery = (tx: Tx, instansi: string, d: { id: string; state: DeliveryState; receipt: string; at: Date }): Promise<number> =>
  tx.run(sql`update outgoing.delivery set state = ${d.state}, receipt = ${d.receipt}, at = ${d.at} where instansi = ${instansi} and id = ${d.id} and state <> 'received'`);

export interface BatchRow {
  id: string;
  account: string;
  name: string;
  holding: string;
  post: string;
  at: Date;
  ended_at: Date | null;
}
export async function insertBatch(tx: Tx, instansi: string, b: Omit<BatchRow, 'ended_at'>, letters: readonly string[]): Promise<void> {
  await tx.run(sql`insert into outgoing.batch (instansi, id, account, name, holding, post, at) values (${instansi}, ${b.id}, ${b.account}, ${b.name}, ${b.holding}, ${b.post}, ${b.at})`);
  await tx.run(sql`insert into outgoing.batch_item (instansi, batch, nth, letter, state) select ${instansi}::uuid, ${b.id}::uuid, e.nth, e.letter, 'waiting' from unnest(${letters}::uuid[]) with ordinality as e (letter, nth)`);
}
export const findBatch = (tx: Tx, instansi: string, id: string): Promise<BatchRow | undefined> => tx.maybe(sql`select id, account, name, holding, post, at, ended_at from outgoing.batch where instansi = ${instansi} and id = ${id}`);
export interface BatchItem {
  nth: number;
  letter: string;
  state: 'waiting' | 'signed' | 'refused';
  code: string;
  message: string;
}
export const listBatchItems = (tx: Tx, instansi: string, batch: string): Promise<BatchItem[]> => tx.many(sql`select nth, letter, state, code, message from outgoing.batch_item where instansi = ${instansi} and batch = ${batch} order by nth`);
export async function saveBatchItems(tx: Tx, instansi: string, batch: string, items: readonly Pick<BatchItem, 'letter' | 'state' | 'code' | 'message'>[]): Promise<void> {
  if (items.length === 0) return;
  await tx.run(sql`update outgoing.batch_item b set state = e.state, code = e.code, message = e.message
    from unnest(${items.map((i) => i.letter)}::uuid[], ${items.map((i) => i.state)}::text[], ${items.map((i) => i.code)}::text[], ${items.map((i) => i.message)}::text[]) e (letter, state, code, message)
    where b.instansi = ${instansi} and b.batch = ${batch} and b.letter = e.letter`);
}
export const endBatch = (tx: Tx, instansi: string, batch: string, at: Date): Promise<number> => tx.run(sql`update outgoing.batch set ended_at = ${at} where instansi = ${instansi} and id = ${batch} and ended_at is null`);
