import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Employment } from '../../organization/contract.ts';
import type { LeavePart } from '../contract/port.ts';
import type { LeaveState } from '../contract/shapes.ts';
import type { Halves } from '../rules/annual-right.ts';

// Chapters: a request · looking for requests · its steps

export interface Request {
  id: string;
  version: number;
  state: LeaveState;
  person: string;
  account: string | null;
  holding: string;
  post: string;
  unit: string;
  name: string;
  nip: string | null;
  rank: string | null;
  title: string;
  employment: Employment;
  kind: string;
  reasonId: string;
  purpose: string;
  fromDay: CalendarDay;
  toDay: CalendarDay;
  lastDay: CalendarDay;
  part: LeavePart;
  travelDays: number;
  address: string;
  phone: string;
  deputy: string;
  files: string[];
  extends: string | null;
  counted: Record<string, Halves>;
  superiorPost: string | null;
  superiorName: string;
  grantorUnit: string;
  grantorName: string;
  grantRule: string;
  number: string | null;
  askedAt: Date;
}
const REQUEST = sql`select id, version, state, person, account, holding, post, unit, name, nip, rank, title, employment, kind, reason_id as "reasonId", purpose, from_day as "fromDay", to_day as "toDay", last_day as "lastDay", part, travel_days as "travelDays",
  address, phone, deputy, files, extends, counted, superior_post as "superiorPost", superior_name as "superiorName", grantor_unit as "grantorUnit", grantor_name as "grantorName", grant_rule as "grantRule", number, asked_at as "askedAt" from leave.request`;

export const insertRequest = (tx: Tx, instansi: string, r: Request): Promise<number> =>
  tx.run(sql`insert into leave.request (instansi, id, state, person, account, holding, post, unit, name, nip, rank, title, employment, kind, reason_id, purpose, from_day, to_day, last_day, part, travel_days, address, phone, deputy, files, extends, counted,
      superior_post, superior_name, grantor_unit, grantor_name, grant_rule, asked_at)
    values (${instansi}, ${r.id}, ${r.state}, ${r.person}, ${r.account}, ${r.holding}, ${r.post}, ${r.unit}, ${r.name}, ${r.nip}, ${r.rank}, ${r.title}, ${r.employment}, ${r.kind}, ${r.reasonId}, ${r.purpose}, ${r.fromDay}, ${r.toDay}, ${r.lastDay}, ${r.part},
      ${r.travelDays}, ${r.address}, ${r.phone}, ${r.deputy}, ${r.files}, ${r.extends}, ${JSON.stringify(r.counted)}, ${r.superiorPost}, ${r.superiorName}, ${r.grantorUnit}, ${r.grantorName}, ${r.grantRule}, ${r.askedAt})`);
/** The words of a request that nobody has decided yet. */
export const saveChanged = (tx: Tx, instansi: string, r: Request): Promise<number> =>
  tx.run(sql`update leave.request set version = version + 1, state = ${r.state}, kind = ${r.kind}, reason_id = ${r.reasonId}, purpose = ${r.purpose}, from_day = ${r.fromDay}, to_day = ${r.toDay}, last_day = ${r.lastDay}, part = ${r.part}, travel_days = ${r.travelDays},
      address = ${r.address}, phone = ${r.phone}, deputy = ${r.deputy}, files = ${r.files}, extends = ${r.extends}, counted = ${JSON.stringify(r.counted)}, superior_post = ${r.superiorPost}, superior_name = ${r.superiorName}, grantor_unit = ${r.grantorUnit},
      grantor_name = ${r.grantorName}, grant_rule = ${r.grantRule} where instansi = ${instansi} and id = ${r.id}`);
export const saveState = (tx: Tx, instansi: string, id: string, state: LeaveState): Promise<number> => tx.run(sql`update leave.request set state = ${state}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const saveNumber = (tx: Tx, instansi: string, id: string, number: string): Promise<number> => tx.run(sql`update leave.request set number = ${number} where instansi = ${instansi} and id = ${id}`);
export const saveShortened = (tx: Tx, instansi: string, id: string, lastDay: CalendarDay, counted: Record<string, Halves>): Promise<number> =>
  tx.run(sql`update leave.request set last_day = ${lastDay}, counted = ${JSON.stringify(counted)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const saveCounted = (tx: Tx, instansi: string, id: string, counted: Record<string, Halves>): Promise<number> => tx.run(sql`update leave.request set counted = ${JSON.stringify(counted)} where instansi = ${instansi} and id = ${id}`);
export const findRequest = (tx: Tx, instansi: string, id: string): Promise<Request | undefined> => tx.maybe(sql`${REQUEST} where instansi = ${instansi} and id = ${id}`);
export const lockRequest = (tx: Tx, instansi: string, id: string): Promise<Request | undefined> => tx.maybe(sql`${REQUEST} where instansi = ${instansi} and id = ${id} for update`);

/** Of these people, all of them, the latest first. */
export const requestsOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<Request[]> => tx.many(sql`${REQUEST} where instansi = ${instansi} and person = any(${people}::uuid[]) order by from_day desc, id desc`);
export const waitingForSuperior = (tx: Tx, instansi: string, post: string): Promise<Request[]> => tx.many(sql`${REQUEST} where instansi = ${instansi} and superior_post = ${post} and state = 'diajukan' order by from_day, id limit 200`);
export const waitingForGrantor = (tx: Tx, instansi: string, unit: string): Promise<Request[]> => tx.many(sql`${REQUEST} where instansi = ${instansi} and grantor_unit = ${unit} and state = 'dipertimbangkan' order by from_day, id limit 200`);
/** Held until the end: whoever changes or decides one of them meanwhile is waited for. */
export const openOnDays = (tx: Tx, instansi: string, from: CalendarDay, to: CalendarDay | null): Promise<Request[]> =>
  tx.many(sql`${REQUEST} where instansi = ${instansi} and state in ('diajukan', 'ubah', 'dipertimbangkan', 'diberikan') and last_day >= ${from} and (${to}::date is null or from_day <= ${to}) order by person, id for update`);

export interface Wanted {
  /** Null: every unit. */
  units: readonly string[] | null;
  from: CalendarDay;
  to: CalendarDay;
  kind: string;
  state: string;
  limit: number;
}
export const register = (tx: Tx, instansi: string, w: Wanted): Promise<Request[]> =>
  tx.many(sql`${REQUEST} where instansi = ${instansi} and (${w.units === null} or unit = any(${w.units ?? []}::uuid[])) and from_day <= ${w.to} and last_day >= ${w.from} and (${w.kind} = '' or kind = ${w.kind}) and (${w.state} = '' or state = ${w.state})
    order by from_day desc, name, id limit ${w.limit}`);

export interface GrantedRow {
  person: string;
  id: string;
  kind: string;
  part: LeavePart;
  fromDay: CalendarDay;
  lastDay: CalendarDay;
  number: string | null;
}
export const grantedBetween = (tx: Tx, instansi: string, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<GrantedRow[]> =>
  tx.many(sql`select person, id, kind, part, from_day as "fromDay", last_day as "lastDay", number from leave.request
    where instansi = ${instansi} and state = 'diberikan' and from_day <= ${to} and last_day >= ${from} and person = any(${people}::uuid[]) order by person, from_day`);

export interface Step {
  nth: number;
  at: Date;
  kind: string;
  by: string;
  words: string;
  postponed: Record<string, Halves> | null;
}
export const stepsOf = (tx: Tx, instansi: string, request: string): Promise<Step[]> => tx.many(sql`select nth, at, kind, by_name as by, words, postponed from leave.step where instansi = ${instansi} and request = ${request} order by nth`);
export const addStep = (tx: Tx, instansi: string, request: string, s: Omit<Step, 'nth'>): Promise<number> =>
  tx.run(sql`insert into leave.step (instansi, request, nth, at, kind, by_name, words, postponed)
    select ${instansi}::uuid, ${request}::uuid, coalesce(max(nth), 0) + 1, ${s.at}::timestamptz, ${s.kind}::text, ${s.by}::text, ${s.words}::text, ${s.postponed === null ? null : JSON.stringify(s.postponed)}::jsonb from leave.step where instansi = ${instansi} and request = ${request}`);
/** Half days that were put off, by person and year. */
export const postponedOf = (tx: Tx, instansi: string, people: readonly string[]): Promise<{ person: string; postponed: Record<string, Halves> }[]> =>
  tx.many(sql`select r.person, s.postponed from leave.step s join leave.request r on r.instansi = s.instansi and r.id = s.request where s.instansi = ${instansi} and r.person = any(${people}::uuid[]) and s.postponed is not null`);
