import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';
import type { State } from '../contract.ts';

// Chapters: tickets · what was told there · the connection · tickets that were refused

export interface KnownTicket {
  external_number: string;
  report: string;
  number: string;
  status: string | null;
  /** False: the report has the number, but was never known as a ticket. */
  ticket: boolean;
}
export const listKnownTickets = (tx: Tx, instansi: string, numbers: readonly string[]): Promise<KnownTicket[]> =>
  tx.many(sql`select r.external_number, r.id as report, r.number, t.status, t.report is not null as ticket from complaints.report r left join complaints.national_ticket t on t.instansi = r.instansi and t.report = r.id
    where r.instansi = ${instansi} and r.external_number = any(${[...numbers]})`);

/** One import or one ticket at a time for an institution; released with the transaction. */
export const lockTickets = (tx: Tx, instansi: string): Promise<unknown> => tx.one(sql`select pg_advisory_xact_lock(hashtextextended('complaints.national/' || ${instansi}::text, 0)) is null as locked`);

/**
 * Before many rows in one transaction: on a young installation the checks of foreign keys were planned for empty tables and
 * would read the whole table for each row (5,000 reports took 17 s instead of 6). Ends with the transaction.
 */
export const planForMany = (tx: Tx): Promise<unknown> => tx.one(sql`select set_config('plan_cache_mode', 'force_custom_plan', true) as plans, set_config('enable_seqscan', 'off', true) as scans`);

export interface NewTicket {
  report: string;
  status: string;
  answerSeq: number;
  postedSeq: number;
}
export const insertTickets = (tx: Tx, instansi: string, tickets: readonly NewTicket[], at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.national_ticket (instansi, report, status, status_at, answer_seq, posted_seq) select ${instansi}::uuid, n.report, n.status, ${at}::timestamptz, n.answer, n.posted
    from unnest(${tickets.map((t) => t.report)}::uuid[], ${tickets.map((t) => t.status)}::text[], ${tickets.map((t) => t.answerSeq)}::integer[], ${tickets.map((t) => t.postedSeq)}::integer[]) n (report, status, answer, posted) on conflict do nothing`);

/** A report that bears the number already becomes known as a ticket, with what it has been answered. */
export const adoptTickets = (tx: Tx, instansi: string, reports: readonly string[], statuses: readonly string[], told: readonly string[], at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.national_ticket (instansi, report, status, status_at, answer_seq) select ${instansi}::uuid, n.report, n.status, ${at}::timestamptz,
      coalesce((select max(a.seq) from complaints.action a where a.instansi = ${instansi}::uuid and a.report = n.report and a.kind = any(${[...told]}::text[])), 0)
    from unnest(${[...reports]}::uuid[], ${[...statuses]}::text[]) n (report, status) on conflict do nothing`);

export const saveStatuses = (tx: Tx, instansi: string, changes: readonly { report: string; status: string }[], at: Date): Promise<number> =>
  tx.run(sql`update complaints.national_ticket t set status_before = t.status, status = n.status, status_at = ${at} from unnest(${changes.map((c) => c.report)}::uuid[], ${changes.map((c) => c.status)}::text[]) n (report, status)
    where t.instansi = ${instansi} and t.report = n.report and t.status <> n.status`);

/** In the statement of the action: what its reporter reads here is to be told there. */
export const answeredUpdate = (instansi: string, report: string, seq: number): Sql => sql`update complaints.national_ticket set answer_seq = ${seq} where instansi = ${instansi} and report = ${report}`;

/** What was late before it came here is not announced step by step: its rungs count as told. */
export const insertToldRungs = (tx: Tx, instansi: string, rungs: readonly { report: string; clock: string; dueAt: Date; rung: number; told: readonly string[] }[], at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.escalation (instansi, report, clock, due_at, rung, told, at) select ${instansi}::uuid, n.report, n.clock, n.due_at, n.rung, n.told, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rungs.map((r) => ({ report: r.report, clock: r.clock, due_at: r.dueAt, rung: r.rung, told: r.told })))}::json) as n (report uuid, clock text, due_at timestamptz, rung smallint, told text[]) on conflict do nothing`);

export interface UnpostedRow {
  report: string;
  status: string;
  answer_seq: number;
  posted_seq: number;
  failures: number;
  problem: string;
}
/** By report. `dueAt`: only those that the machine may try now. */
export const listUnposted = (tx: Tx, instansi: string, q: { after: string | undefined; limit: number; dueAt?: Date }): Promise<UnpostedRow[]> =>
  tx.many(sql`select report, status, answer_seq, posted_seq, failures, problem from complaints.national_ticket where instansi = ${instansi} and answer_seq > posted_seq and (${q.after ?? null}::uuid is null or report > ${q.after ?? null}::uuid)
    and (${q.dueAt ?? null}::timestamptz is null or try_at is null or try_at <= ${q.dueAt ?? null}::timestamptz) order by report limit ${q.limit}`);
export const countUnposted = async (tx: Tx, instansi: string, most: number): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*) as count from (select from complaints.national_ticket where instansi = ${instansi} and answer_seq > posted_seq limit ${most}) few`)).count;
export const lockTicket = (tx: Tx, instansi: string, report: string): Promise<UnpostedRow | undefined> =>
  tx.maybe(sql`select report, status, answer_seq, posted_seq, failures, problem from complaints.national_ticket where instansi = ${instansi} and report = ${report} for update`);

export async function insertPost(tx: Tx, instansi: string, p: { report: string; seq: number; at: Date; account: string | null; name: string }): Promise<void> {
  await tx.run(sql`insert into complaints.national_post (instansi, report, seq, at, account, name) values (${instansi}, ${p.report}, ${p.seq}, ${p.at}, ${p.account}, ${p.name})
    on conflict (instansi, report, seq) do update set at = excluded.at, account = excluded.account, name = excluded.name, undone_at = null`);
  await tx.run(sql`update complaints.national_ticket set posted_seq = greatest(posted_seq, ${p.seq}::integer), failures = 0, problem = '', try_at = null where instansi = ${instansi} and report = ${p.report}`);
}
/** @returns 0 when no such tick stands */
export async function undoPost(tx: Tx, instansi: string, report: string, seq: number, at: Date): Promise<number> {
  const undone = await tx.run(sql`update complaints.national_post set undone_at = ${at} where instansi = ${instansi} and report = ${report} and seq = ${seq} and undone_at is null`);
  if (undone > 0) await tx.run(sql`update complaints.national_ticket set posted_seq = coalesce((select max(p.seq) from complaints.national_post p where p.instansi = ${instansi} and p.report = ${report} and p.undone_at is null), 0) where instansi = ${instansi} and report = ${report}`);
  return undone;
}
export const listPosts = (tx: Tx, instansi: string, limit: number): Promise<{ report: string; seq: number; at: Date; name: string; number: string; external_number: string; title: string; kind: string }[]> =>
  tx.many(sql`select p.report, p.seq, p.at, p.name, r.number, r.external_number, r.title, s.kind from complaints.national_post p join complaints.report r on r.instansi = p.instansi and r.id = p.report
    join complaints.state s on s.instansi = r.instansi and s.report = r.id where p.instansi = ${instansi} and p.undone_at is null order by p.at desc, p.seq desc limit ${limit}`);
export const saveTicketFailure = (tx: Tx, instansi: string, report: string, problem: string, tryAt: Date): Promise<number> =>
  tx.run(sql`update complaints.national_ticket set failures = failures + 1, problem = ${problem}, try_at = ${tryAt} where instansi = ${instansi} and report = ${report}`);

export interface SystemRow {
  enabled: boolean;
  address: string;
  region: string;
  token: Buffer | null;
  cursor: string;
  next_at: Date | null;
  failures: number;
  problem: string;
  tried_at: Date | null;
  worked_at: Date | null;
  received: number;
  sent: number;
  version: number;
}
const SYSTEM = sql`enabled, address, region, token, cursor, next_at, failures, problem, tried_at, worked_at, received, sent, version`;
export const findSystem = (tx: Tx, instansi: string): Promise<SystemRow | undefined> => tx.maybe(sql`select ${SYSTEM} from complaints.national_system where instansi = ${instansi}`);

/** Another address or region begins at its first ticket: what is known is recognised by its number. @returns 0 when somebody changed it meanwhile */
export const saveSystem = (tx: Tx, instansi: string, s: { enabled: boolean; address: string; region: string; token: Buffer | null; now: Date }, version: number): Promise<number> =>
  tx.run(sql`insert into complaints.national_system (instansi, enabled, address, region, token, next_at) values (${instansi}, ${s.enabled}, ${s.address}, ${s.region}, ${s.token}, ${s.now})
    on conflict (instansi) do update set enabled = excluded.enabled, address = excluded.address, region = excluded.region, token = coalesce(excluded.token, complaints.national_system.token), next_at = excluded.next_at, failures = 0, problem = '',
      cursor = case when complaints.national_system.address = excluded.address and complaints.national_system.region = excluded.region then complaints.national_system.cursor else '' end, version = complaints.national_system.version + 1
    where complaints.national_system.version = ${version}`);

/** Institutions whose turn it is; asked by the owner, over all of them. */
export const listDueSystems = (tx: Tx, now: Date): Promise<{ instansi: string }[]> => tx.many(sql`select instansi from complaints.national_system where enabled and (next_at is null or next_at <= ${now})`);
/** Of two that come at once one gets it; the other finds nothing due. */
export const claimSystem = (tx: Tx, instansi: string, now: Date, until: Date): Promise<SystemRow | undefined> =>
  tx.maybe(sql`update complaints.national_system set tried_at = ${now}, next_at = ${until} where instansi = ${instansi} and enabled and (next_at is null or next_at <= ${now}) returning ${SYSTEM}`);
export const saveCursor = (tx: Tx, instansi: string, cursor: string, received: number): Promise<number> =>
  tx.run(sql`update complaints.national_system set cursor = ${cursor}, received = received + ${received} where instansi = ${instansi}`);
export const saveTalk = (tx: Tx, instansi: string, end: { nextAt: Date; failures: number; problem: string; workedAt: Date | null; sent: number }): Promise<number> =>
  tx.run(sql`update complaints.national_system set next_at = ${end.nextAt}, failures = ${end.failures}, problem = ${end.problem}, worked_at = coalesce(${end.workedAt}::timestamptz, worked_at), sent = sent + ${end.sent} where instansi = ${instansi}`);

export const saveRefused = (tx: Tx, instansi: string, r: { number: string; ticket: Buffer; reason: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into complaints.national_refused (instansi, number, ticket, reason, at) values (${instansi}, ${r.number}, ${r.ticket}, ${r.reason}, ${r.at}) on conflict (instansi, number) do update set ticket = excluded.ticket, reason = excluded.reason`);
export const listRefused = (tx: Tx, instansi: string, limit: number): Promise<{ number: string; ticket: Buffer; reason: string; at: Date }[]> =>
  tx.many(sql`select number, ticket, reason, at from complaints.national_refused where instansi = ${instansi} order by at, number limit ${limit}`);
export const deleteRefused = (tx: Tx, instansi: string, number: string): Promise<number> => tx.run(sql`delete from complaints.national_refused where instansi = ${instansi} and number = ${number}`);

export const statesOf = (tx: Tx, instansi: string, reports: readonly string[]): Promise<{ report: string; state: State }[]> =>
  tx.many(sql`select report, state from complaints.state where instansi = ${instansi} and report = any(${[...reports]}::uuid[])`);

export const insertNotes = (tx: Tx, instansi: string, notes: readonly { id: string; report: string; account: string; name: string; body: string }[], at: Date): Promise<number> =>
  tx.run(sql`insert into complaints.note (instansi, id, report, account, name, body, at) select ${instansi}::uuid, n.*, ${at}::timestamptz
    from unnest(${notes.map((n) => n.id)}::uuid[], ${notes.map((n) => n.report)}::uuid[], ${notes.map((n) => n.account)}::uuid[], ${notes.map((n) => n.name)}::text[], ${notes.map((n) => n.body)}::text[]) n`);

export const findTicketStatus = async (tx: Tx, instansi: string, report: string): Promise<string | undefined> =>
  (await tx.maybe<{ status: string }>(sql`select status from complaints.national_ticket where instansi = ${instansi} and report = ${report}`))?.status;
