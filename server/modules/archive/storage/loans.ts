import type { Tx } from '../../../platform/db/database.ts';
import { sql, sqlJoin } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { HoldKind } from '../contract.ts';

// Chapters: loans · holds

export interface LoanRecord {
  id: string;
  folder: string;
  borrower: string;
  borrowerUnit: string;
  purpose: string;
  lentOn: CalendarDay;
  dueOn: CalendarDay;
  lentBy: string;
  returnedOn: CalendarDay | null;
  returnedTo: string | null;
}
const LOAN = sql`l.id, l.folder, l.borrower, l.borrower_unit as "borrowerUnit", l.purpose, l.lent_on as "lentOn", l.due_on as "dueOn", l.lent_by as "lentBy", l.returned_on as "returnedOn", l.returned_to as "returnedTo"`;

export const insertLoan = (tx: Tx, instansi: string, l: Omit<LoanRecord, 'returnedOn' | 'returnedTo'>): Promise<number> =>
  tx.run(sql`insert into archive.loan (instansi, id, folder, borrower, borrower_unit, purpose, lent_on, due_on, lent_by) values (${instansi}, ${l.id}, ${l.folder}, ${l.borrower}, ${l.borrowerUnit}, ${l.purpose}, ${l.lentOn}, ${l.dueOn}, ${l.lentBy})`);
export const findLoan = (tx: Tx, instansi: string, id: string): Promise<LoanRecord | undefined> => tx.maybe(sql`select ${LOAN} from archive.loan l where l.instansi = ${instansi} and l.id = ${id}`);
/** @returns 0 when it was given back meanwhile */
export const saveReturned = (tx: Tx, instansi: string, id: string, day: CalendarDay, to: string): Promise<number> => tx.run(sql`update archive.loan set returned_on = ${day}, returned_to = ${to} where instansi = ${instansi} and id = ${id} and returned_on is null`);
export const loansOfFolder = (tx: Tx, instansi: string, folder: string): Promise<LoanRecord[]> => tx.many(sql`select ${LOAN} from archive.loan l where l.instansi = ${instansi} and l.folder = ${folder} order by l.id desc`);

interface LoansAsked {
  instansi: string;
  units: readonly string[] | null;
  box: 'open' | 'late' | 'returned';
  day: CalendarDay;
  after?: string | undefined;
  limit: number;
}
/** Open ones by their due day, the longest overdue first; returned ones by the latest. */
export const listLoans = (tx: Tx, q: LoansAsked): Promise<LoanRecord[]> => {
  const where = [sql`l.instansi = ${q.instansi}`, q.box === 'returned' ? sql`l.returned_on is not null` : sql`l.returned_on is null`];
  if (q.box === 'late') where.push(sql`l.due_on < ${q.day}::date`);
  if (q.units !== null) where.push(sql`exists (select from archive.folder f where f.instansi = l.instansi and f.id = l.folder and f.unit = any(${q.units}::uuid[]))`);
  if (q.after && q.box === 'returned') where.push(sql`l.id < ${q.after}::uuid`);
  if (q.after && q.box !== 'returned') where.push(sql`(l.due_on, l.id) > (select k.due_on, k.id from archive.loan k where k.instansi = ${q.instansi} and k.id = ${q.after}::uuid)`);
  return tx.many(sql`select ${LOAN} from archive.loan l where ${sqlJoin(where, ' and ')} order by ${q.box === 'returned' ? sql`l.id desc` : sql`l.due_on, l.id`} limit ${q.limit}`);
};
export const countLoans = (tx: Tx, instansi: string, units: readonly string[] | null, day: CalendarDay): Promise<{ open: number; late: number }> =>
  tx.one(sql`select count(*)::int as open, count(*) filter (where l.due_on < ${day}::date)::int as late from archive.loan l join archive.folder f on f.instansi = l.instansi and f.id = l.folder
    where l.instansi = ${instansi} and l.returned_on is null and (${units}::uuid[] is null or f.unit = any(${units}::uuid[]))`);

export interface HoldRecord {
  id: string;
  folder: string;
  kind: HoldKind;
  reason: string;
  fromDay: CalendarDay;
  byName: string;
  releasedOn: CalendarDay | null;
  releasedBy: string | null;
  releaseReason: string | null;
}
const HOLD = sql`id, folder, kind, reason, from_day as "fromDay", by_name as "byName", released_on as "releasedOn", released_by as "releasedBy", release_reason as "releaseReason"`;
export const insertHold = (tx: Tx, instansi: string, h: Pick<HoldRecord, 'id' | 'folder' | 'kind' | 'reason' | 'fromDay' | 'byName'>): Promise<number> =>
  tx.run(sql`insert into archive.hold (instansi, id, folder, kind, reason, from_day, by_name) values (${instansi}, ${h.id}, ${h.folder}, ${h.kind}, ${h.reason}, ${h.fromDay}, ${h.byName})`);
export const findHold = (tx: Tx, instansi: string, id: string): Promise<HoldRecord | undefined> => tx.maybe(sql`select ${HOLD} from archive.hold where instansi = ${instansi} and id = ${id}`);
export const holdsOf = (tx: Tx, instansi: string, folder: string): Promise<HoldRecord[]> => tx.many(sql`select ${HOLD} from archive.hold where instansi = ${instansi} and folder = ${folder} order by id desc`);
/** @returns 0 when it was released meanwhile */
export const saveReleased = (tx: Tx, instansi: string, id: string, day: CalendarDay, by: string, reason: string): Promise<number> =>
  tx.run(sql`update archive.hold set released_on = ${day}, released_by = ${by}, release_reason = ${reason} where instansi = ${instansi} and id = ${id} and released_on is null`);
