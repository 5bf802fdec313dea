import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin, type Sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Copy, Fate, FolderBox, FolderState, ItemKind } from '../contract.ts';
import type { RetentionFields } from '../contract/words.ts';

// Chapters: rows · numbers · one folder · lists · items · what was done

export interface Schedule {
  rule: RetentionFields & { from: string; start: string };
  fate: Fate;
  activeTo: CalendarDay;
  inactiveTo: CalendarDay;
  eligibleFrom: CalendarDay;
}
export interface FolderRecord {
  id: string;
  unit: string;
  code: string;
  year: number;
  number: number;
  title: string;
  location: string;
  state: FolderState;
  openedOn: CalendarDay;
  closedOn: CalendarDay | null;
  rule: Schedule['rule'] | null;
  fate: Fate | null;
  activeTo: CalendarDay | null;
  inactiveTo: CalendarDay | null;
  eligibleFrom: CalendarDay | null;
  disposal: string | null;
  /** The proposal in which it stands has not ended. */
  inDisposal: boolean;
  endedOn: CalendarDay | null;
  items: number;
  version: number;
  lentTo: string | null;
  heldFor: string | null;
}
const COLUMNS = sql`f.id, f.unit, f.code, f.year, f.number, f.title, f.location, f.state, f.opened_on as "openedOn", f.closed_on as "closedOn", f.rule, f.fate, f.active_to as "activeTo", f.inactive_to as "inactiveTo", f.eligible_from as "eligibleFrom", f.disposal,
  f.disposal is not null and f.state <> 'destroyed' as "inDisposal", f.ended_on as "endedOn", f.items, f.version,
  (select l.borrower from archive.loan l where l.instansi = f.instansi and l.folder = f.id and l.returned_on is null) as "lentTo",
  (select h.reason from archive.hold h where h.instansi = f.instansi and h.folder = f.id and h.released_on is null order by h.id limit 1) as "heldFor"`;

/** The next number of a unit, code and year: the row is locked until the caller's transaction ends, so none is lost or given twice. */
export const takeNumber = async (tx: Tx, instansi: string, unit: string, code: string, year: number): Promise<number> =>
  (await tx.one<{ last: number }>(sql`insert into archive.book (instansi, unit, code, year, last) values (${instansi}, ${unit}, ${code}, ${year}, 1)
    on conflict (instansi, unit, code, year) do update set last = archive.book.last + 1 returning last`)).last;
export const insertFolder = (tx: Tx, instansi: string, f: Pick<FolderRecord, 'id' | 'unit' | 'code' | 'year' | 'number' | 'title' | 'location' | 'openedOn'>): Promise<number> =>
  tx.run(sql`insert into archive.folder (instansi, id, unit, code, year, number, title, location, state, opened_on) values (${instansi}, ${f.id}, ${f.unit}, ${f.code}, ${f.year}, ${f.number}, ${f.title}, ${f.location}, 'open', ${f.openedOn})`);

export const findFolder = (tx: Tx, instansi: string, id: string): Promise<FolderRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.folder f where f.instansi = ${instansi} and f.id = ${id}`);
/** Who acts on a folder waits for whoever acts on it already; sorted, so that two never wait for each other. */
export async function lockFolders(tx: Tx, instansi: string, ids: readonly string[]): Promise<FolderRecord[]> {
  await tx.many(sql`select id from archive.folder where instansi = ${instansi} and id = any(${ids}::uuid[]) order by id for update`);
  return findFolders(tx, instansi, ids);
}
export const findFolders = (tx: Tx, instansi: string, ids: readonly string[]): Promise<FolderRecord[]> => tx.many(sql`select ${COLUMNS} from archive.folder f where f.instansi = ${instansi} and f.id = any(${ids}::uuid[]) order by f.code, f.year, f.number, f.id`);

export const saveWords = (tx: Tx, instansi: string, id: string, title: string, location: string): Promise<number> => tx.run(sql`update archive.folder set title = ${title}, location = ${location}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const saveClosed = (tx: Tx, instansi: string, id: string, day: CalendarDay, s: Schedule | undefined): Promise<number> =>
  tx.run(sql`update archive.folder set state = 'closed', closed_on = ${day}, rule = ${s ? JSON.stringify(s.rule) : null}, fate = ${s?.fate ?? null}, active_to = ${s?.activeTo ?? null}, inactive_to = ${s?.inactiveTo ?? null}, eligible_from = ${s?.eligibleFrom ?? null}, version = version + 1
    where instansi = ${instansi} and id = ${id}`);
export const saveState = (tx: Tx, instansi: string, ids: readonly string[], state: FolderState, endedOn: CalendarDay | null = null): Promise<number> =>
  tx.run(sql`update archive.folder set state = ${state}, ended_on = coalesce(${endedOn}::date, ended_on), version = version + 1 where instansi = ${instansi} and id = any(${ids}::uuid[])`);
export const saveFate = (tx: Tx, instansi: string, id: string, fate: Fate, eligibleFrom: CalendarDay): Promise<number> => tx.run(sql`update archive.folder set fate = ${fate}, eligible_from = ${eligibleFrom}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const saveDisposal = (tx: Tx, instansi: string, ids: readonly string[], disposal: string | null): Promise<number> => tx.run(sql`update archive.folder set disposal = ${disposal}, version = version + 1 where instansi = ${instansi} and id = any(${ids}::uuid[])`);

export const unscheduled = (tx: Tx, instansi: string): Promise<{ id: string; code: string; closedOn: CalendarDay }[]> => tx.many(sql`select id, code, closed_on as "closedOn" from archive.folder where instansi = ${instansi} and state in ('closed', 'moving', 'inactive') and rule is null order by id for update`);
export async function saveSchedules(tx: Tx, instansi: string, folders: readonly { id: string; schedule: Schedule }[]): Promise<void> {
  if (folders.length === 0) return;
  await tx.run(sql`update archive.folder f set rule = s.rule, fate = s.fate, active_to = s.a, inactive_to = s.i, eligible_from = s.e, version = version + 1
    from unnest(${folders.map((one) => one.id)}::uuid[], ${folders.map((one) => JSON.stringify(one.schedule.rule))}::jsonb[], ${folders.map((one) => one.schedule.fate)}::text[], ${folders.map((one) => one.schedule.activeTo)}::date[], ${folders.map((one) => one.schedule.inactiveTo)}::date[],
      ${folders.map((one) => one.schedule.eligibleFrom)}::date[]) s (id, rule, fate, a, i, e) where f.instansi = ${instansi} and f.id = s.id`);
}

export interface FoldersAsked {
  instansi: string;
  /** `null`: of the whole institution. */
  units: readonly string[] | null;
  box: FolderBox;
  day: CalendarDay;
  code?: string | undefined;
  fate?: Fate | undefined;
  query: string;
  /** Last id seen. */
  before?: string | undefined;
  limit: number;
}
const inBox = (box: FolderBox, day: CalendarDay): Sql => {
  switch (box) {
    case 'open':
      return sql`f.state = 'open'`;
    case 'closed':
      return sql`f.state in ('closed', 'moving')`;
    case 'due':
      return sql`f.state = 'closed' and f.active_to < ${day}::date`;
    case 'inactive':
      return sql`f.state = 'inactive'`;
    case 'eligible':
      return sql`f.state in ('closed', 'inactive') and f.eligible_from <= ${day}::date`;
    case 'ended':
      return sql`f.state in ('destroyed', 'static')`;
    case 'all':
      return sql`true`;
  }
};
function conditions(q: Omit<FoldersAsked, 'before' | 'limit'>): Sql[] {
  const found = [sql`f.instansi = ${q.instansi}`, inBox(q.box, q.day)];
  if (q.units !== null) found.push(sql`f.unit = any(${q.units}::uuid[])`);
  if (q.code) found.push(sql`(f.code = ${q.code} or f.code like ${`${q.code}.%`})`);
  if (q.fate) found.push(sql`f.fate = ${q.fate}`);
  const words = q.query.toLowerCase().split(/\s+/).filter(Boolean);
  for (const word of words) found.push(sql`position(${word} in lower(f.title || ' ' || f.code || '/' || f.number || '/' || f.year || ' ' || f.location)) > 0`);
  return found;
}
export const listFolders = (tx: Tx, q: FoldersAsked): Promise<FolderRecord[]> => {
  const where = conditions(q);
  if (q.before) where.push(sql`f.id < ${q.before}::uuid`);
  return tx.many(sql`select ${COLUMNS} from archive.folder f where ${sqlJoin(where, ' and ')} order by f.id desc limit ${q.limit}`);
};
export const countFolders = (tx: Tx, q: Omit<FoldersAsked, 'before' | 'limit' | 'box' | 'query' | 'code' | 'fate'>): Promise<Record<'open' | 'closed' | 'due' | 'inactive' | 'eligible' | 'ended', number>> =>
  tx.one(sql`select count(*) filter (where ${inBox('open', q.day)})::int as open, count(*) filter (where ${inBox('closed', q.day)})::int as closed, count(*) filter (where ${inBox('due', q.day)})::int as due, count(*) filter (where ${inBox('inactive', q.day)})::int as inactive,
    count(*) filter (where ${inBox('eligible', q.day)})::int as eligible, count(*) filter (where ${inBox('ended', q.day)})::int as ended from archive.folder f where ${sqlJoin(conditions({ ...q, box: 'all', query: '' }), ' and ')}`);
/** Whose time is over, fate musnah, not held, not lent, in no proposal. */
export const listRipe = (tx: Tx, instansi: string, day: CalendarDay, unit: string | null, after: string | undefined, limit: number): Promise<FolderRecord[]> =>
  tx.many(sql`select ${COLUMNS} from archive.folder f where f.instansi = ${instansi} and f.state in ('closed', 'inactive') and f.eligible_from <= ${day}::date and f.fate = 'musnah' and f.disposal is null and (${unit}::uuid is null or f.unit = ${unit}::uuid)
    and (${after ?? null}::uuid is null or f.id > ${after ?? null}::uuid) and not exists (select from archive.hold h where h.instansi = f.instansi and h.folder = f.id and h.released_on is null)
    and not exists (select from archive.loan l where l.instansi = f.instansi and l.folder = f.id and l.returned_on is null) order by f.id limit ${limit}`);
export const openFolders = (tx: Tx, instansi: string, units: readonly string[], limit: number): Promise<FolderRecord[]> => tx.many(sql`select ${COLUMNS} from archive.folder f where f.instansi = ${instansi} and f.state = 'open' and f.unit = any(${units}::uuid[]) order by f.id desc limit ${limit}`);

export interface ItemRecord {
  id: string;
  folder: string;
  nth: number;
  kind: ItemKind;
  ref: string | null;
  number: string;
  title: string;
  party: string;
  day: CalendarDay;
  veiled: boolean;
  copy: Copy;
  amount: string;
  note: string;
  upload: string | null;
  sha256: string | null;
  fileName: string | null;
  fileType: string | null;
  fileBytes: number | null;
  gone: boolean;
}
const ITEM = sql`id, folder, nth, kind, ref, number, title, party, day, veiled, copy, amount, note, upload, sha256, file_name as "fileName", file_type as "fileType", file_bytes as "fileBytes", gone`;
export async function insertItem(tx: Tx, instansi: string, i: Omit<ItemRecord, 'gone' | 'nth'> & { at: Date; by: string }): Promise<void> {
  await tx.run(sql`insert into archive.item (instansi, id, folder, nth, kind, ref, number, title, party, day, veiled, copy, amount, note, upload, sha256, file_name, file_type, file_bytes, added_at, added_by)
    values (${instansi}, ${i.id}, ${i.folder}, (select coalesce(max(nth), 0) + 1 from archive.item where instansi = ${instansi} and folder = ${i.folder}), ${i.kind}, ${i.ref}, ${i.number}, ${i.title}, ${i.party}, ${i.day}, ${i.veiled}, ${i.copy}, ${i.amount}, ${i.note},
      ${i.upload}, ${i.sha256}, ${i.fileName}, ${i.fileType}, ${i.fileBytes}, ${i.at}, ${i.by})`);
  await countItems(tx, instansi, i.folder);
}
const countItems = (tx: Tx, instansi: string, folder: string): Promise<number> =>
  tx.run(sql`update archive.folder set items = (select count(*)::int from archive.item where instansi = ${instansi} and folder = ${folder}), version = version + 1 where instansi = ${instansi} and id = ${folder}`);
export async function deleteItem(tx: Tx, instansi: string, folder: string, item: string): Promise<void> {
  await tx.run(sql`delete from archive.item where instansi = ${instansi} and folder = ${folder} and id = ${item}`);
  await countItems(tx, instansi, folder);
}
export const itemsOf = (tx: Tx, instansi: string, folders: readonly string[]): Promise<ItemRecord[]> => tx.many(sql`select ${ITEM} from archive.item where instansi = ${instansi} and folder = any(${folders}::uuid[]) order by folder, nth`);
export const findItem = (tx: Tx, instansi: string, folder: string, id: string): Promise<ItemRecord | undefined> => tx.maybe(sql`select ${ITEM} from archive.item where instansi = ${instansi} and folder = ${folder} and id = ${id}`);
export const itemOfRef = (tx: Tx, instansi: string, kind: ItemKind, ref: string): Promise<ItemRecord | undefined> => tx.maybe(sql`select ${ITEM} from archive.item where instansi = ${instansi} and kind = ${kind} and ref = ${ref}`);
/** Their lines stay as stubs. */
export const forgetItems = (tx: Tx, instansi: string, folders: readonly string[]): Promise<number> => tx.run(sql`update archive.item set gone = true, sha256 = null, upload = null where instansi = ${instansi} and folder = any(${folders}::uuid[])`);

export const findUpload = (tx: Tx, instansi: string, id: string, account: string): Promise<{ id: string; name: string; type: string; size: number; sha256: string } | undefined> =>
  tx.maybe(sql`select id, name, type, size, sha256 from platform.upload where instansi = ${instansi} and id = ${id} and account = ${account} and completed_at is not null and sha256 is not null`);
/** The upload opens nothing any more. */
export const forgetUpload = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`update platform.upload set sha256 = null where instansi = ${instansi} and id = ${id}`);
/** Whether an upload, a letter or another folder still needs these bytes. */
export const isNamed = async (tx: Tx, instansi: string, sha256: string): Promise<boolean> =>
  (await tx.one<{ named: boolean }>(sql`select exists (select from platform.upload where instansi = ${instansi} and sha256 = ${sha256}) or exists (select from archive.item where instansi = ${instansi} and sha256 = ${sha256}) as named`)).named;

export interface FolderEvent {
  at: Date;
  kind: string;
  byName: string;
  words: string;
}
export const insertEvents = (tx: Tx, instansi: string, rows: readonly { id: string; folder: string; kind: string; words: string }[], at: Date, byName: string): Promise<number> =>
  tx.run(sql`insert into archive.event (instansi, id, folder, at, kind, by_name, words) select ${instansi}::uuid, e.id, e.folder, ${at}::timestamptz, e.kind, ${byName}, e.words
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.folder)}::uuid[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.words)}::text[]) e (id, folder, kind, words)`);
export const eventsOf = (tx: Tx, instansi: string, folder: string): Promise<FolderEvent[]> => tx.many(sql`select at, kind, by_name as "byName", words from archive.event where instansi = ${instansi} and folder = ${folder} order by id desc limit 200`);
