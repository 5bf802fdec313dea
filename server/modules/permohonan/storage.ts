import type { Action } from '../../engines/workflow/action-types.ts';
import type { RequestState } from '../../engines/workflow/request-state.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sql, sqlName, type Sql } from '../../platform/db/sql.ts';
import type { UploadRow } from '../../platform/files/uploads.ts';
import { searchOf } from '../../platform/search/search.ts';
import type { StateRow, TaskRow } from './rules/state-becomes-rows.ts';

// Chapters: search · rows · writing a new request in one statement · the next action · reading one · drafts · messages

/** Names and numbers are searched as they are written. Found by the units that own a request or have an open step in it. */
export const search = searchOf('permohonan', { stems: false });
export const unitMark = (unit: string): string => `u:${unit}`;
const unitMarks = (owner: string, tasks: readonly TaskRow[]): string[] => [...new Set([owner, ...tasks.map((task) => task.unit)])].map(unitMark).sort();

export interface RequestRow {
  id: string;
  number: string;
  layanan: string;
  version: number;
  account: string | null;
  channel: 'self' | 'counter' | 'import' | 'api';
  applicant_name: string;
  applicant_nik: Buffer | null;
  applicant_nik_masked: string;
  applicant_phone: string;
  applicant_level: 'unverified' | 'verified';
  title: string;
  region: string | null;
  place: string;
  owner_unit: string;
  renews: string | null;
  submitted_at: Date;
  received_at: Date;
}

export interface NewRequest {
  instansi: string;
  request: RequestRow & { secret_hash: Buffer; secret_sealed: Buffer };
  answers: Record<string, unknown>;
  sealed: Record<string, string>;
  action: Action;
  actionAccount: string | null;
  state: StateRow;
  folded: RequestState;
  tasks: TaskRow[];
  attachments: { upload: string; path: string }[];
  words: string;
  now: Date;
}

const taskColumns = (instansi: string, request: string, layanan: string, tasks: TaskRow[]): Sql =>
  sql`select ${instansi}::uuid, ${request}::uuid, step, kind, title, unit, duty, holder, ${layanan}::text, since, due_at, step_due_at, waiting
    from unnest(${tasks.map((t) => t.step)}::text[], ${tasks.map((t) => t.kind)}::text[], ${tasks.map((t) => t.title)}::text[],
      ${tasks.map((t) => t.unit)}::uuid[], ${tasks.map((t) => t.duty)}::text[], ${tasks.map((t) => t.holder)}::uuid[],
      ${tasks.map((t) => t.since)}::timestamptz[], ${tasks.map((t) => t.due_at)}::timestamptz[], ${tasks.map((t) => t.step_due_at)}::timestamptz[],
      ${tasks.map((t) => t.waiting)}::boolean[]) as t (step, kind, title, unit, duty, holder, since, due_at, step_due_at, waiting)`;

const insertTasks = (instansi: string, request: string, layanan: string, tasks: TaskRow[]): Sql =>
  sql`insert into permohonan.task (instansi, request, step, kind, title, unit, duty, holder, layanan, since, due_at, step_due_at, waiting)
    ${taskColumns(instansi, request, layanan, tasks)}`;

/**
 * Everything of a new request in one round trip. `extra` are the fragments of neighbours (audit entry, event,
 * the citizen's case list) that must be true together with it. The transaction's last statement.
 */
export async function insertRequest(tx: Tx, n: NewRequest, extra: Sql[]): Promise<void> {
  const r = n.request;
  const others = extra.map((fragment, i) => sql`, ${sqlName(`extra_${i}`)} as (${fragment})`).reduce((a, b) => sql`${a}${b}`, sql``);
  await tx.last(sql`with
    request as (insert into permohonan.request (instansi, id, number, secret_hash, secret_sealed, layanan, version, account, channel, applicant_name, applicant_nik,
        applicant_nik_masked, applicant_phone, applicant_level, title, region, place, owner_unit, renews, submitted_at, received_at)
      values (${n.instansi}, ${r.id}, ${r.number}, ${r.secret_hash}, ${r.secret_sealed}, ${r.layanan}, ${r.version}, ${r.account}, ${r.channel}, ${r.applicant_name}, ${r.applicant_nik},
        ${r.applicant_nik_masked}, ${r.applicant_phone}, ${r.applicant_level}, ${r.title}, ${r.region}, ${r.place}, ${r.owner_unit}, ${r.renews}, ${r.submitted_at}, ${r.received_at})),
    answers as (insert into permohonan.answers (instansi, request, version, answers, sealed, at)
      values (${n.instansi}, ${r.id}, 1, ${JSON.stringify(n.answers)}, ${JSON.stringify(n.sealed)}, ${n.now})),
    action as (insert into permohonan.action (instansi, request, seq, kind, at, account, payload)
      values (${n.instansi}, ${r.id}, ${n.state.seq}, ${n.action.kind}, ${n.now}, ${n.actionAccount}, ${JSON.stringify(n.action)})),
    state as (insert into permohonan.state (instansi, request, seq, status, layanan, owner_unit, received_at, due_at, due_provisional, calendar_version, finished_at)
      values (${n.instansi}, ${r.id}, ${n.state.seq}, ${n.state.status}, ${r.layanan}, ${r.owner_unit}, ${r.received_at}, ${n.state.due_at}, ${n.state.due_provisional},
        ${n.state.calendar_version}, ${n.state.finished_at})),
    folded as (insert into permohonan.folded (instansi, request, seq, body) values (${n.instansi}, ${r.id}, ${n.state.seq}, ${JSON.stringify(n.folded)})),
    task as (${insertTasks(n.instansi, r.id, r.layanan, n.tasks)}),
    attachment as (insert into permohonan.attachment (instansi, request, upload, path)
      select ${n.instansi}::uuid, ${r.id}::uuid, upload, path from unnest(${n.attachments.map((a) => a.upload)}::uuid[], ${n.attachments.map((a) => a.path)}::text[]) as a (upload, path)),
    ${search.parts(n.instansi, { item: r.id, words: n.words, marks: unitMarks(r.owner_unit, n.tasks) })}${others}
    select 1`);
}

export interface NextAction {
  instansi: string;
  request: string;
  layanan: string;
  ownerUnit: string;
  expectedSeq: number;
  action: Action;
  account: string | null;
  state: StateRow;
  folded: RequestState;
  tasks: TaskRow[];
  now: Date;
}

/**
 * Stores one more action with the state it leads to.
 * @returns false when somebody else acted meanwhile (`seq` moved): nothing is written then
 */
export async function storeAction(tx: Tx, n: NextAction): Promise<boolean> {
  const s = n.state;
  const moved = await tx.run(sql`update permohonan.state set seq = ${s.seq}, status = ${s.status}, due_at = ${s.due_at}, due_provisional = ${s.due_provisional},
      calendar_version = ${s.calendar_version}, finished_at = ${s.finished_at}
    where instansi = ${n.instansi} and request = ${n.request} and seq = ${n.expectedSeq}`);
  if (moved === 0) return false;
  await tx.run(sql`with
    action as (insert into permohonan.action (instansi, request, seq, kind, at, account, payload)
      values (${n.instansi}, ${n.request}, ${s.seq}, ${n.action.kind}, ${n.now}, ${n.account}, ${JSON.stringify(n.action)})),
    folded as (update permohonan.folded set seq = ${s.seq}, body = ${JSON.stringify(n.folded)} where instansi = ${n.instansi} and request = ${n.request})
    delete from permohonan.task where instansi = ${n.instansi} and request = ${n.request}`);
  if (n.tasks.length > 0) await tx.run(insertTasks(n.instansi, n.request, n.layanan, n.tasks));
  await search.mark(tx, n.instansi, n.request, unitMarks(n.ownerUnit, n.tasks));
  return true;
}

const requestColumns = sql`r.id, r.number, r.layanan, r.version, r.account, r.channel, r.applicant_name, r.applicant_nik, r.applicant_nik_masked, r.applicant_phone,
  r.applicant_level, r.title, r.region, r.place, r.owner_unit, r.renews, r.submitted_at, r.received_at`;

export interface LoadedRequest extends RequestRow {
  state: StateRow;
  folded: RequestState;
  answers: Record<string, unknown>;
  sealed: Record<string, string>;
  tasks: TaskRow[];
}

/** Newest first; `before` is the id of the last row seen (ids sort by time). */
export async function listMine(tx: Tx, instansi: string, account: string, before: string | undefined, limit: number): Promise<LoadedRequest[]> {
  const rows = await tx.many<Flat>(sql`select ${requestColumns}, s.seq, s.status, s.due_at, s.due_provisional, s.calendar_version, s.finished_at, f.body,
      '{}'::jsonb as answers, '{}'::jsonb as sealed, null as tasks
    from permohonan.request r
    join permohonan.state s on s.instansi = r.instansi and s.request = r.id
    join permohonan.folded f on f.instansi = r.instansi and f.request = r.id
    where r.instansi = ${instansi} and r.account = ${account} and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid)
    order by r.id desc limit ${limit}`);
  return rows.map(loaded);
}

interface Flat extends RequestRow, StateRow {
  body: RequestState;
  answers: Record<string, unknown>;
  sealed: Record<string, string>;
  tasks: (Omit<TaskRow, 'since' | 'due_at' | 'step_due_at'> & { since: string; due_at: string | null; step_due_at: string | null })[] | null;
}

const loadedColumns = sql`${requestColumns}, s.seq, s.status, s.due_at, s.due_provisional, s.calendar_version, s.finished_at, f.body, a.answers, a.sealed,
      (select json_agg(t order by t.due_at, t.step) from permohonan.task t where t.instansi = r.instansi and t.request = r.id) as tasks`;
const loadedTables = sql`permohonan.request r
    join permohonan.state s on s.instansi = r.instansi and s.request = r.id
    join permohonan.folded f on f.instansi = r.instansi and f.request = r.id
    join lateral (select answers, sealed from permohonan.answers a where a.instansi = r.instansi and a.request = r.id order by version desc limit 1) a on true`;

/** One request with its newest answers and open steps; undefined when this institution has none with that id. */
export async function findRequest(tx: Tx, instansi: string, id: string): Promise<LoadedRequest | undefined> {
  const row = await tx.maybe<Flat>(sql`select ${loadedColumns} from ${loadedTables} where r.instansi = ${instansi} and r.id = ${id}`);
  return row && loaded(row);
}

/** What a page about one request shows besides. */
export interface WholeRequest extends LoadedRequest {
  /** Oldest first. */
  actions: Action[];
  messages: MessageRow[];
  moved: { old_due: Date; reason: string } | null;
  /** Of everything that was ever attached. */
  uploads: UploadRow[];
}

interface FlatWhole extends Flat {
  actions: Action[];
  messages: (Omit<MessageRow, 'at'> & { at: string })[] | null;
  moved: { old_due: string; reason: string } | null;
  uploads: (Omit<UploadRow, 'completed_at'> & { completed_at: string | null })[] | null;
}

/** The same with its history, messages and files, still in one statement. */
export async function findWhole(tx: Tx, instansi: string, id: string): Promise<WholeRequest | undefined> {
  const row = await tx.maybe<FlatWhole>(sql`select ${loadedColumns},
      (select json_agg(c.payload order by c.seq) from permohonan.action c where c.instansi = r.instansi and c.request = r.id) as actions,
      (select json_agg(json_build_object('id', m.id, 'audience', m.audience, 'sender', m.sender, 'name', m.name, 'text', m.text, 'at', m.at) order by m.at, m.id)
        from permohonan.message m where m.instansi = r.instansi and m.request = r.id) as messages,
      (select json_build_object('old_due', d.old_due, 'reason', d.reason) from permohonan.due_change d where d.instansi = r.instansi and d.request = r.id order by d.at desc limit 1) as moved,
      (select json_agg(json_build_object('id', u.id, 'account', u.account, 'name', u.name, 'size', u.size, 'received', u.received, 'sha256', u.sha256, 'type', u.type, 'completed_at', u.completed_at))
        from platform.upload u where u.instansi = r.instansi and u.id = any(array(select t.upload from permohonan.attachment t where t.instansi = r.instansi and t.request = r.id))) as uploads
    from ${loadedTables} where r.instansi = ${instansi} and r.id = ${id}`);
  if (!row) return undefined;
  const { actions, messages, moved, uploads, ...flat } = row;
  return {
    ...loaded(flat), actions,
    messages: (messages ?? []).map((m) => ({ ...m, at: new Date(m.at) })),
    moved: moved && { ...moved, old_due: new Date(moved.old_due) },
    uploads: (uploads ?? []).map((u) => ({ ...u, completed_at: u.completed_at === null ? null : new Date(u.completed_at) })),
  };
}

function loaded(row: Flat): LoadedRequest {
  const { seq, status, due_at, due_provisional, calendar_version, finished_at, body, tasks, ...request } = row;
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...request,
    state: { seq, status, due_at, due_provisional, calendar_version, finished_at },
    folded: body,
    tasks: (tasks ?? []).map((t) => ({ ...t, since: new Date(t.since), due_at: date(t.due_at), step_due_at: date(t.step_due_at) })),
  };
}

export async function findIdByNumber(tx: Tx, instansi: string, number: string): Promise<{ id: string; secret_hash: Buffer } | undefined> {
  return tx.maybe(sql`select id, secret_hash from permohonan.request where instansi = ${instansi} and number = ${number}`);
}

export interface ReceiptRow {
  id: string;
  number: string;
  layanan: string;
  account: string | null;
  due_at: Date | null;
  due_provisional: boolean;
  secret_sealed: Buffer;
  title: string;
  applicant_name: string;
  submitted_at: Date;
  owner_unit: string;
}

export async function findReceipt(tx: Tx, instansi: string, id: string): Promise<ReceiptRow | undefined> {
  return tx.maybe(sql`select r.id, r.number, r.layanan, r.account, s.due_at, s.due_provisional, r.secret_sealed, r.title, r.applicant_name, r.submitted_at, r.owner_unit from permohonan.request r
    join permohonan.state s on s.instansi = r.instansi and s.request = r.id where r.instansi = ${instansi} and r.id = ${id}`);
}

export async function insertAnswers(tx: Tx, instansi: string, request: string, version: number, answers: unknown, sealed: unknown, at: Date): Promise<void> {
  await tx.run(sql`insert into permohonan.answers (instansi, request, version, answers, sealed, at)
    values (${instansi}, ${request}, ${version}, ${JSON.stringify(answers)}, ${JSON.stringify(sealed)}, ${at})`);
}

export async function updateTitle(tx: Tx, instansi: string, request: string, title: string, region: string | null, place: string): Promise<void> {
  await tx.run(sql`update permohonan.request set title = ${title}, region = ${region}, place = ${place} where instansi = ${instansi} and id = ${request}`);
}

/** All that is found of it anew, after a correction. */
export const replaceSearch = (tx: Tx, r: { instansi: string; id: string; owner_unit: string; tasks: readonly TaskRow[] }, words: string): Promise<number> =>
  search.put(tx, r.instansi, { item: r.id, words, marks: unitMarks(r.owner_unit, r.tasks) });

export async function addAttachments(tx: Tx, instansi: string, request: string, files: { upload: string; path: string }[]): Promise<void> {
  if (files.length === 0) return;
  await tx.run(sql`insert into permohonan.attachment (instansi, request, upload, path)
    select ${instansi}::uuid, ${request}::uuid, upload, path from unnest(${files.map((f) => f.upload)}::uuid[], ${files.map((f) => f.path)}::text[]) as a (upload, path)
    on conflict do nothing`);
}

/** Files that officers attached in a step: inspection photos, berita acara, payment slips. Path `langkah.<step>`. */
export async function listStepAttachments(tx: Tx, instansi: string, request: string): Promise<{ upload: string; path: string }[]> {
  return tx.many(sql`select upload, path from permohonan.attachment where instansi = ${instansi} and request = ${request} and path like 'langkah.%' order by upload`);
}

/** PDFs made of several photos of one document. Path `gabungan.<mark of the photos>.<path of the field>`. */
export async function listJoined(tx: Tx, instansi: string, request: string): Promise<{ upload: string; path: string }[]> {
  return tx.many(sql`select upload, path from permohonan.attachment where instansi = ${instansi} and request = ${request} and path like 'gabungan.%' order by upload`);
}

export async function hasAttachment(tx: Tx, instansi: string, request: string, upload: string): Promise<boolean> {
  return (await tx.maybe(sql`select 1 as found from permohonan.attachment where instansi = ${instansi} and request = ${request} and upload = ${upload}`)) !== undefined;
}

export async function listActions(tx: Tx, instansi: string, request: string): Promise<Action[]> {
  const rows = await tx.many<{ payload: Action }>(sql`select payload from permohonan.action where instansi = ${instansi} and request = ${request} order by seq`);
  return rows.map((r) => r.payload);
}

export interface MessageRow {
  id: string;
  audience: 'applicant' | 'note';
  sender: 'applicant' | 'officer' | 'system';
  name: string;
  text: string;
  at: Date;
}

export async function listMessages(tx: Tx, instansi: string, request: string): Promise<MessageRow[]> {
  return tx.many(sql`select id, audience, sender, name, text, at from permohonan.message where instansi = ${instansi} and request = ${request} order by at, id`);
}

export async function insertMessage(tx: Tx, instansi: string, request: string, account: string | null, m: MessageRow): Promise<void> {
  await tx.run(sql`insert into permohonan.message (instansi, id, request, audience, sender, account, name, text, at)
    values (${instansi}, ${m.id}, ${request}, ${m.audience}, ${m.sender}, ${account}, ${m.name}, ${m.text}, ${m.at})`);
}

export async function listIds(tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`select id from permohonan.request where instansi = ${instansi} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid) order by id limit ${limit}`);
  return rows.map((r) => r.id);
}

export async function findAnswersOf(tx: Tx, instansi: string, request: string): Promise<Map<number, Record<string, unknown>>> {
  const rows = await tx.many<{ version: number; answers: Record<string, unknown> }>(sql`select version, answers from permohonan.answers where instansi = ${instansi} and request = ${request}`);
  return new Map(rows.map((r) => [r.version, r.answers]));
}

export async function listOpenIds(tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`select request as id from permohonan.state where instansi = ${instansi} and finished_at is null and (${after ?? null}::uuid is null or request > ${after ?? null}::uuid) order by request limit ${limit}`);
  return rows.map((r) => r.id);
}

/** Derived dates only: the events of the clock, and with them the history, stay as they are. */
export async function moveDeadlines(tx: Tx, instansi: string, request: string, state: StateRow, tasks: TaskRow[], moved: { old: Date; new: Date; reason: string; at: Date } | undefined): Promise<void> {
  await tx.run(sql`update permohonan.state set due_at = ${state.due_at}, due_provisional = ${state.due_provisional}, calendar_version = ${state.calendar_version}
    where instansi = ${instansi} and request = ${request} and finished_at is null`);
  await tx.run(sql`update permohonan.task t set due_at = n.due_at, step_due_at = n.step_due_at
    from unnest(${tasks.map((t) => t.step)}::text[], ${tasks.map((t) => t.due_at)}::timestamptz[], ${tasks.map((t) => t.step_due_at)}::timestamptz[]) as n (step, due_at, step_due_at)
    where t.instansi = ${instansi} and t.request = ${request} and t.step = n.step`);
  if (moved) {
    await tx.run(sql`insert into permohonan.due_change (instansi, request, at, old_due, new_due, reason)
      values (${instansi}, ${request}, ${moved.at}, ${moved.old}, ${moved.new}, ${moved.reason}) on conflict do nothing`);
  }
}

export interface DueForSystem {
  instansi: string;
  request: string;
}

/** Requests whose time for something the house does by itself has come: deemed approval, lapse, presumed complete. Over all institutions, for the schedule. */
export async function listDueForSystem(tx: Tx, now: Date, limit: number): Promise<DueForSystem[]> {
  return tx.many(sql`select instansi, request from permohonan.state where finished_at is null and due_at < ${now} order by due_at limit ${limit}`);
}
