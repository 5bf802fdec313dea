import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, sqlName, type Sql } from '../../../platform/db/sql.ts';
import type { Channel, Kind, State } from '../contract.ts';
import type { Action, ReportState } from '../rules/report-state.ts';
import { remark, search } from './search.ts';
import { publicationInsert, type NewPublication } from './publish.ts';

// Chapters: rows · a new report in one statement · the next action · reading one · sameness

export interface ReportRow {
  id: string;
  number: string;
  client_key: string | null;
  account: string | null;
  title: string;
  body: string;
  sealed: Buffer | null;
  event_date: string | null;
  region: string | null;
  place: string;
  lat: number | null;
  lng: number | null;
  answers: Record<string, string | string[]>;
  name_public: boolean;
  name_to_agency: boolean;
  report_public: boolean;
  origin: string;
  external_number: string | null;
  from_instansi: string | null;
  submitted_at: Date;
  /** Of misconduct, where the asker could open it; no column. */
  dataKey?: Buffer | undefined;
}

/** What changes with actions and time: derived from the fold, the calendar and the ladder. */
export interface StateColumns {
  seq: number;
  state: State;
  kind: Kind;
  category: string | null;
  unit: string | null;
  verified_at: Date | null;
  verify_due: Date | null;
  answered_at: Date | null;
  answer_due: Date | null;
  resolved_at: Date | null;
  finished_at: Date | null;
  due_at: Date | null;
  due_clock: string | null;
  due_provisional: boolean;
  resolve_by: Date | null;
  badge_at: Date | null;
  next_at: Date | null;
  rungs: number;
  draft: 'waiting' | 'approved' | 'returned' | null;
  rating: number | null;
  reopened: number;
  archived_for: string | null;
  duplicate_of: string | null;
  calendar_version: string;
}
export interface StateRow extends StateColumns {
  channel: Channel;
  district: string | null;
  cell: number | null;
  received_at: Date;
  held: boolean;
  shown: boolean;
  joined: number;
}

export interface NewReport {
  instansi: string;
  report: ReportRow & { secret_hash: Buffer; secret_sealed: Buffer | null; owner_tag: Buffer | null; text_hash: string };
  /** Name and contacts; null when nothing was left. */
  reporter: Buffer | null;
  action: Action;
  sealedWords: Buffer | null;
  account: string | null;
  state: StateRow;
  folded: ReportState;
  files: readonly string[];
  /** For text search; null for what must not be found by it. */
  words: string | null;
  heldFor: string | null;
}

const payloadOf = ({ words: _, ...facts }: Action): string => JSON.stringify(facts);

/** Everything of a new report in one round trip; `extra` are the audit entry and the event. The transaction's last statement. */
export async function insertReport(tx: Tx, n: NewReport, extra: readonly Sql[]): Promise<void> {
  const r = n.report;
  const s = n.state;
  const others = extra.map((fragment, i) => sql`, ${sqlName(`extra_${i}`)} as (${fragment})`).reduce((a, b) => sql`${a}${b}`, sql``);
  const optional = [
    n.reporter ? sql`, reporter as (insert into complaints.reporter (instansi, report, sealed) values (${n.instansi}, ${r.id}, ${n.reporter}))` : sql``,
    n.words === null ? sql`` : sql`, ${search.parts(n.instansi, { item: r.id, words: n.words, marks: [] })}`,
    n.files.length === 0 ? sql`` : sql`, attachment as (insert into complaints.attachment (instansi, upload, report, seq) select ${n.instansi}::uuid, u, ${r.id}::uuid, 1 from unnest(${n.files}::uuid[]) u)`,
    n.heldFor === null ? sql`` : sql`, moderation as (insert into complaints.moderation (instansi, report, reason, held_at) values (${n.instansi}, ${r.id}, ${n.heldFor}, ${s.received_at}))`,
  ].reduce((a, b) => sql`${a}${b}`, sql``);
  await tx.last(sql`with
    report as (insert into complaints.report (instansi, id, number, client_key, secret_hash, secret_sealed, owner_tag, account, title, body, sealed, event_date, region, place, lat, lng, answers,
        name_public, name_to_agency, report_public, origin, external_number, from_instansi, text_hash, submitted_at)
      values (${n.instansi}, ${r.id}, ${r.number}, ${r.client_key}, ${r.secret_hash}, ${r.secret_sealed}, ${r.owner_tag}, ${r.account}, ${r.title}, ${r.body}, ${r.sealed}, ${r.event_date}, ${r.region}, ${r.place}, ${r.lat}, ${r.lng},
        ${JSON.stringify(r.answers)}, ${r.name_public}, ${r.name_to_agency}, ${r.report_public}, ${r.origin}, ${r.external_number}, ${r.from_instansi}, ${r.text_hash}, ${r.submitted_at})),
    action as (insert into complaints.action (instansi, report, seq, kind, at, account, payload, words, sealed)
      values (${n.instansi}, ${r.id}, 1, ${n.action.kind}, ${s.received_at}, ${n.account}, ${payloadOf(n.action)}, ${n.sealedWords ? null : (n.action.words ?? null)}, ${n.sealedWords})),
    state as (insert into complaints.state (instansi, report, seq, state, kind, category, channel, district, cell, submitted_at, received_at, verify_due, due_at, due_clock, due_provisional, badge_at, next_at, held, calendar_version)
      values (${n.instansi}, ${r.id}, 1, ${s.state}, ${s.kind}, ${s.category}, ${s.channel}, ${s.district}, ${s.cell}, ${r.submitted_at}, ${s.received_at}, ${s.verify_due}, ${s.due_at}, ${s.due_clock}, ${s.due_provisional},
        ${s.badge_at}, ${s.next_at}, ${s.held}, ${s.calendar_version})),
    folded as (insert into complaints.folded (instansi, report, seq, body) values (${n.instansi}, ${r.id}, 1, ${JSON.stringify(n.folded)}))${optional}${others}
    select 1`);
}

export interface NextActions {
  instansi: string;
  report: string;
  expectedSeq: number;
  /** One or more that follow each other; the last one's sequence is that of the state. */
  actions: readonly { seq: number; action: Action; sealedWords: Buffer | null }[];
  account: string | null;
  state: StateColumns;
  folded: ReportState;
  /** Replaces the supporting units; undefined leaves them. */
  supporting?: readonly string[];
  /** Shows the report from now on. */
  publication?: NewPublication;
}

const DIVISION_BY_ZERO = '22012';

/**
 * Stores actions with the state they lead to, in one statement; with `isLast` it travels together with the commit.
 * @returns false when somebody else acted meanwhile (`seq` moved): nothing is written, and the transaction is over
 */
export async function storeActions(tx: Tx, n: NextActions, extra: readonly Sql[], isLast: boolean): Promise<boolean> {
  const s = n.state;
  const gone = s.state === 'archived' || s.state === 'duplicate';
  const at = new Date(n.actions[0]!.action.at);
  const moved = sql`update complaints.state set seq = ${s.seq}, state = ${s.state}, kind = ${s.kind}, category = ${s.category}, unit = ${s.unit}, verified_at = ${s.verified_at}, verify_due = ${s.verify_due},
      answered_at = ${s.answered_at}, answer_due = ${s.answer_due}, resolved_at = ${s.resolved_at}, finished_at = ${s.finished_at}, due_at = ${s.due_at}, due_clock = ${s.due_clock}, due_provisional = ${s.due_provisional},
      resolve_by = ${s.resolve_by}, badge_at = ${s.badge_at}, next_at = ${s.next_at}, rungs = ${s.rungs}, draft = ${s.draft}, rating = ${s.rating}, reopened = ${s.reopened}, archived_for = ${s.archived_for}, duplicate_of = ${s.duplicate_of},
      calendar_version = ${s.calendar_version}, shown = (shown or ${n.publication !== undefined}::boolean) and not ${gone || s.kind === 'misconduct'}::boolean, held = held and not ${gone}::boolean
    where instansi = ${n.instansi} and report = ${n.report} and seq = ${n.expectedSeq} returning report, unit, shown, held`;
  const rows = n.actions.map(({ seq, action: a, sealedWords }) => sql`(${n.instansi}::uuid, ${n.report}::uuid, ${seq}::integer, ${a.kind}, ${at}::timestamptz, ${n.account}::uuid, ${payloadOf(a)}::jsonb, ${sealedWords || !a.words ? null : JSON.stringify(a.words)}::jsonb, ${sealedWords}::bytea)`);
  const files = n.actions.flatMap(({ seq, action }) => (action.files ?? []).map((upload) => ({ upload, seq })));
  const parts = [
    sql`moved as (${moved})`,
    sql`action as (insert into complaints.action (instansi, report, seq, kind, at, account, payload, words, sealed) values ${sqlJoin(rows, ', ')})`,
    ...(files.length > 0 ? [sql`attachment as (insert into complaints.attachment (instansi, upload, report, seq) select ${n.instansi}::uuid, f.upload, ${n.report}::uuid, f.seq from unnest(${files.map((f) => f.upload)}::uuid[], ${files.map((f) => f.seq)}::integer[]) f (upload, seq))`] : []),
    ...(n.supporting ? [sql`gone as (delete from complaints.supporting where instansi = ${n.instansi} and report = ${n.report} and unit <> all (${n.supporting}::uuid[])),
      supporting as (insert into complaints.supporting (instansi, report, unit) select ${n.instansi}::uuid, ${n.report}::uuid, u from unnest(${n.supporting}::uuid[]) u on conflict do nothing)`] : []),
    ...(n.publication ? [sql`publication as (${publicationInsert(n.instansi, n.report, n.publication, at)})`] : []),
    sql`remarked as (${remark(n.instansi, sql`select * from moved`, n.supporting)})`,
    sql`folded as (update complaints.folded set seq = ${s.seq}, body = ${JSON.stringify(n.folded)} where instansi = ${n.instansi} and report = ${n.report})`,
    ...extra.map((fragment, i) => sql`${sqlName(`extra_${i}`)} as (${fragment})`),
  ];
  // Without a row that moved the division fails, and with it everything else.
  const written = sql`with ${sqlJoin(parts, ', ')} select 1 / (select count(*) from moved)`;
  try {
    await (isLast ? tx.last(written) : tx.run(written));
    return true;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === DIVISION_BY_ZERO || constraint === 'action_pk') return false;
    throw error;
  }
}

export interface StoredAction {
  seq: number;
  payload: Action;
  words: Record<string, string> | null;
  sealed: string | null;
  /** Uploads of this action. */
  files: { id: string; name: string; type: string; size: number }[] | null;
}
export interface LoadedReport extends ReportRow {
  secret_hash: Buffer;
  state: StateRow;
  folded: ReportState;
}
const COLUMNS = sql`r.id, r.number, r.client_key, r.secret_hash, r.account, r.title, r.body, r.sealed, r.event_date, r.region, r.place, r.lat, r.lng, r.answers, r.name_public, r.name_to_agency, r.report_public, r.origin,
  r.external_number, r.from_instansi, r.submitted_at`;
const STATE = sql`json_build_object('seq', s.seq, 'state', s.state, 'kind', s.kind, 'category', s.category, 'channel', s.channel, 'unit', s.unit, 'district', s.district, 'cell', s.cell, 'received_at', s.received_at, 'verified_at', s.verified_at,
  'verify_due', s.verify_due, 'answered_at', s.answered_at, 'answer_due', s.answer_due, 'resolved_at', s.resolved_at, 'finished_at', s.finished_at, 'due_at', s.due_at, 'due_clock', s.due_clock, 'due_provisional', s.due_provisional,
  'resolve_by', s.resolve_by, 'badge_at', s.badge_at, 'next_at', s.next_at, 'rungs', s.rungs, 'held', s.held, 'shown', s.shown, 'draft', s.draft, 'rating', s.rating, 'reopened', s.reopened, 'joined', s.joined,
  'archived_for', s.archived_for, 'duplicate_of', s.duplicate_of, 'calendar_version', s.calendar_version) as state`;
const TABLES = sql`complaints.report r join complaints.state s on s.instansi = r.instansi and s.report = r.id join complaints.folded f on f.instansi = r.instansi and f.report = r.id`;

type Flat = Omit<LoadedReport, 'state'> & { state: Record<keyof StateRow, unknown> };
const MOMENTS = ['received_at', 'verified_at', 'verify_due', 'answered_at', 'answer_due', 'resolved_at', 'finished_at', 'due_at', 'resolve_by', 'badge_at', 'next_at'] as const;
function loaded<T extends Flat>(row: T): Omit<T, 'state'> & { state: StateRow } {
  const state = { ...row.state } as Record<string, unknown>;
  for (const key of MOMENTS) if (state[key] !== null) state[key] = new Date(state[key] as string);
  return { ...row, state: state as unknown as StateRow };
}

/** One report; undefined when this institution has none with that id. */
export async function findReport(tx: Tx, instansi: string, id: string): Promise<LoadedReport | undefined> {
  const row = await tx.maybe<Flat>(sql`select ${COLUMNS}, ${STATE}, f.body as folded from ${TABLES} where r.instansi = ${instansi} and r.id = ${id}`);
  return row && loaded(row);
}
export async function findByNumber(tx: Tx, instansi: string, number: string): Promise<LoadedReport | undefined> {
  const row = await tx.maybe<Flat>(sql`select ${COLUMNS}, ${STATE}, f.body as folded from ${TABLES} where r.instansi = ${instansi} and r.number = ${number}`);
  return row && loaded(row);
}

export interface Publication {
  title: string;
  body: string;
  reporter: string;
  photos: string[];
  lat: number | null;
  lng: number | null;
  at: string;
}
export interface Moderation {
  reason: string;
  held_at: string;
  decided_at: string | null;
  decision: string | null;
  note: string;
}
export interface WholeReport extends LoadedReport {
  actions: StoredAction[];
  published: Publication | null;
  moderation: Moderation | null;
  reporter: string | null;
  supporting: string[] | null;
}
/** The same with its history, files, publication and supporting units, in one statement. Bytes arrive as base64. */
export async function findWhole(tx: Tx, instansi: string, by: { id: string } | { number: string }): Promise<WholeReport | undefined> {
  const row = await tx.maybe<Flat & Omit<WholeReport, keyof LoadedReport>>(sql`select ${COLUMNS}, ${STATE}, f.body as folded,
      (select json_agg(json_build_object('seq', a.seq, 'payload', a.payload, 'words', a.words, 'sealed', encode(a.sealed, 'base64'),
          'files', (select json_agg(json_build_object('id', u.id, 'name', u.name, 'type', u.type, 'size', u.size)) from complaints.attachment t join platform.upload u on u.instansi = t.instansi and u.id = t.upload
             where t.instansi = a.instansi and t.report = a.report and t.seq = a.seq)) order by a.seq)
        from complaints.action a where a.instansi = r.instansi and a.report = r.id) as actions,
      (select row_to_json(p) from (select title, body, reporter, photos, lat, lng, at from complaints.published p where p.instansi = r.instansi and p.report = r.id) p) as published,
      (select row_to_json(m) from (select reason, held_at, decided_at, decision, note from complaints.moderation m where m.instansi = r.instansi and m.report = r.id) m) as moderation,
      (select encode(p.sealed, 'base64') from complaints.reporter p where p.instansi = r.instansi and p.report = r.id) as reporter,
      (select json_agg(k.unit) from complaints.supporting k where k.instansi = r.instansi and k.report = r.id) as supporting
    from ${TABLES} where r.instansi = ${instansi} and ${'id' in by ? sql`r.id = ${by.id}` : sql`r.number = ${by.number}`}`);
  return row && loaded(row);
}

export interface ReceiptRow {
  id: string;
  number: string;
  account: string | null;
  client_key: string | null;
  secret_hash: Buffer;
  secret_sealed: Buffer | null;
  due_at: Date | null;
  due_provisional: boolean;
  held: string | null;
}
const RECEIPT = sql`select r.id, r.number, r.account, r.client_key, r.secret_hash, r.secret_sealed, s.due_at, s.due_provisional, (select m.reason from complaints.moderation m where m.instansi = r.instansi and m.report = r.id and m.decided_at is null) as held
  from complaints.report r join complaints.state s on s.instansi = r.instansi and s.report = r.id`;
export const findReceipt = (tx: Tx, instansi: string, clientKey: string): Promise<ReceiptRow | undefined> => tx.maybe(sql`${RECEIPT} where r.instansi = ${instansi} and r.client_key = ${clientKey}`);

export const findSecret = (tx: Tx, instansi: string, number: string): Promise<{ id: string; account: string | null; owner_tag: Buffer | null; secret_hash: Buffer } | undefined> =>
  tx.maybe(sql`select id, account, owner_tag, secret_hash from complaints.report where instansi = ${instansi} and number = ${number}`);

/** As stored: a signed number as text. */
export const findTextHash = async (tx: Tx, instansi: string, report: string): Promise<string> =>
  (await tx.one<{ hash: string }>(sql`select text_hash::text as hash from complaints.report where instansi = ${instansi} and id = ${report}`)).hash;

/** How many reports of the same text arrived since; counts no further than `most`. */
export const countSameText = async (tx: Tx, instansi: string, hash: string, since: Date, most: number): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*) as count from (select from complaints.report where instansi = ${instansi} and text_hash = ${hash}::bigint and submitted_at > ${since} limit ${most}) same`)).count;

/** Uploads that may be attached: complete, the account's own or sent without one, and in no other report. */
export const findUsableUploads = async (tx: Tx, instansi: string, ids: readonly string[], account: string | null): Promise<Set<string>> =>
  new Set((await tx.many<{ id: string }>(sql`select u.id from platform.upload u where u.instansi = ${instansi} and u.id = any(${ids}::uuid[]) and u.completed_at is not null
    and (u.account is not distinct from ${account}::uuid or exists (select from complaints.guest_photo g where g.instansi = u.instansi and g.upload = u.id))
    and not exists (select from complaints.attachment a where a.instansi = u.instansi and a.upload = u.id)`)).map((row) => row.id));

export const listActions = (tx: Tx, instansi: string, report: string): Promise<Action[]> =>
  tx.many<{ payload: Action }>(sql`select payload from complaints.action where instansi = ${instansi} and report = ${report} order by seq`).then((rows) => rows.map((row) => row.payload));

export const findReporter = async (tx: Tx, instansi: string, report: string): Promise<Buffer | undefined> =>
  (await tx.maybe<{ sealed: Buffer }>(sql`select sealed from complaints.reporter where instansi = ${instansi} and report = ${report}`))?.sealed;

export const insertNote = (tx: Tx, instansi: string, n: { id: string; report: string; account: string; name: string; body: string; sealed: Buffer | null; at: Date }): Promise<number> =>
  tx.run(sql`insert into complaints.note (instansi, id, report, account, name, body, sealed, at) values (${instansi}, ${n.id}, ${n.report}, ${n.account}, ${n.name}, ${n.body}, ${n.sealed}, ${n.at})`);
export const listNotes = (tx: Tx, instansi: string, report: string): Promise<{ id: string; name: string; body: string; sealed: Buffer | null; at: Date }[]> =>
  tx.many(sql`select id, name, body, sealed, at from complaints.note where instansi = ${instansi} and report = ${report} order by at, id`);

/** A file of a report, by upload. */
export const findFile = (tx: Tx, instansi: string, report: string, upload: string): Promise<{ sha256: string; type: string; name: string } | undefined> =>
  tx.maybe(sql`select u.sha256, u.type, u.name from complaints.attachment a join platform.upload u on u.instansi = a.instansi and u.id = a.upload
    where a.instansi = ${instansi} and a.report = ${report} and a.upload = ${upload} and u.sha256 is not null`);

export const findAction = (tx: Tx, instansi: string, report: string, seq: number): Promise<Pick<StoredAction, 'seq' | 'payload' | 'words' | 'sealed'> | undefined> =>
  tx.maybe(sql`select seq, payload, words, encode(sealed, 'base64') as sealed from complaints.action where instansi = ${instansi} and report = ${report} and seq = ${seq}`);

export const listIds = (tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> =>
  tx.many<{ id: string }>(sql`select id from complaints.report where instansi = ${instansi} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`).then((rows) => rows.map((row) => row.id));
