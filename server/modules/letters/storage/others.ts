import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Clock } from '../contract.ts';

// Chapters: settings · mandates · letters to other institutions

export const findSettings = (tx: Tx, instansi: string): Promise<{ version: number; clocks: Clock[] } | undefined> => tx.maybe(sql`select version, clocks from letters.settings where instansi = ${instansi}`);
/** @returns false when somebody else saved meanwhile */
export const saveSettings = async (tx: Tx, instansi: string, clocks: readonly Clock[], before: number): Promise<boolean> =>
  (await tx.run(sql`insert into letters.settings (instansi, version, clocks) values (${instansi}, ${before + 1}, ${JSON.stringify(clocks)})
    on conflict (instansi) do update set version = excluded.version, clocks = excluded.clocks where letters.settings.version = ${before}`)) > 0;

export interface MandateRow {
  id: string;
  post: string;
  assistant: string;
  up_to: 'terbatas' | 'rahasia';
  order_letter: string;
  from_day: CalendarDay;
  to_day: CalendarDay | null;
  version: number;
}
export const insertMandate = (tx: Tx, instansi: string, m: Omit<MandateRow, 'version'>): Promise<number> =>
  tx.run(sql`insert into letters.mandate (instansi, id, post, assistant, up_to, order_letter, from_day, to_day) values (${instansi}, ${m.id}, ${m.post}, ${m.assistant}, ${m.up_to}, ${m.order_letter}, ${m.from_day}, ${m.to_day})`);
const MANDATE = sql`select id, post, assistant, up_to, order_letter, from_day, to_day, version from letters.mandate`;
/** Of an assistant, in force on the day. */
export const mandatesOn = (tx: Tx, instansi: string, assistant: string, day: CalendarDay): Promise<MandateRow[]> =>
  tx.many(sql`${MANDATE} where instansi = ${instansi} and assistant = ${assistant} and from_day <= ${day} and (to_day is null or to_day >= ${day}) order by from_day, id`);
/** Given by a post or held by it, latest first. */
export const listMandates = (tx: Tx, instansi: string, of: { post: string } | { assistant: string }): Promise<MandateRow[]> =>
  tx.many(sql`${MANDATE} where instansi = ${instansi} and ${'post' in of ? sql`post = ${of.post}` : sql`assistant = ${of.assistant}`} order by from_day desc, id desc limit 50`);
export const endMandate = async (tx: Tx, instansi: string, m: { id: string; post: string; version: number; lastDay: CalendarDay }): Promise<boolean> =>
  (await tx.run(sql`update letters.mandate set to_day = greatest(${m.lastDay}::date, from_day), version = version + 1 where instansi = ${instansi} and id = ${m.id} and post = ${m.post} and version = ${m.version}`)) > 0;
export const deleteMandate = async (tx: Tx, instansi: string, m: { id: string; post: string; version: number }): Promise<boolean> =>
  (await tx.run(sql`delete from letters.mandate where instansi = ${instansi} and id = ${m.id} and post = ${m.post} and version = ${m.version}`)) > 0;
export const findMandate = (tx: Tx, instansi: string, id: string): Promise<MandateRow | undefined> => tx.maybe(sql`${MANDATE} where instansi = ${instansi} and id = ${id}`);

/** What is written on a letter that goes out. */
export interface DispatchBody {
  number: string;
  letterDate: CalendarDay;
  subject: string;
  attachments: string;
  classification: string;
  secrecy: 'biasa' | 'terbatas' | 'rahasia';
  urgency: 'biasa' | 'segera' | 'sangat-segera';
  /** What is attached, by the hash of its bytes in the sender's store. */
  attached?: { name: string; sha256: string }[];
}
export interface DispatchRow {
  id: string;
  to_instansi: string;
  to_name: string;
  unit: string;
  account: string | null;
  body: DispatchBody;
  upload: string;
  sent_at: Date;
  state: 'sent' | 'received' | 'failed';
  receipt: string;
}
export const insertDispatch = (tx: Tx, instansi: string, d: Omit<DispatchRow, 'state' | 'receipt'> & { client_key: string | null }): Promise<number> =>
  tx.run(sql`insert into letters.dispatch (instansi, id, client_key, to_instansi, to_name, unit, account, body, upload, sent_at, state) values (${instansi}, ${d.id}, ${d.client_key}, ${d.to_instansi}, ${d.to_name}, ${d.unit}, ${d.account}, ${JSON.stringify(d.body)}, ${d.upload}, ${d.sent_at}, 'sent')
    on conflict do nothing`);
const DISPATCH = sql`select id, to_instansi, to_name, unit, account, body, upload, sent_at, state, receipt from letters.dispatch`;
export const findDispatch = (tx: Tx, instansi: string, by: { id: string } | { clientKey: string }): Promise<DispatchRow | undefined> =>
  tx.maybe(sql`${DISPATCH} where instansi = ${instansi} and ${'id' in by ? sql`id = ${by.id}` : sql`client_key = ${by.clientKey}`}`);
export const dispatchesByKey = (tx: Tx, instansi: string, keys: readonly string[]): Promise<{ client_key: string; state: DispatchRow['state']; receipt: string }[]> =>
  tx.many(sql`select client_key, state, receipt from letters.dispatch where instansi = ${instansi} and client_key = any(${keys}::uuid[])`);
export const listDispatches = (tx: Tx, instansi: string, unit: string, before: string | undefined, limit: number): Promise<DispatchRow[]> =>
  tx.many(sql`${DISPATCH} where instansi = ${instansi} and unit = ${unit} and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid) order by id desc limit ${limit}`);
export const saveReceipt = (tx: Tx, instansi: string, id: string, state: 'received' | 'failed', receipt: string): Promise<number> =>
  tx.run(sql`update letters.dispatch set state = ${state}, receipt = ${receipt} where instansi = ${instansi} and id = ${id} and state = 'sent'`);
export const findUpload = (tx: Tx, instansi: string, id: string): Promise<{ name: string; type: string; sha256: string | null; size: number } | undefined> =>
  tx.maybe(sql`select name, type, sha256, size from platform.upload where instansi = ${instansi} and id = ${id}`);

/** Other institutions of this installation, by the first of their host names. */
export const listHosts = (tx: Tx, own: string): Promise<{ host: string; name: string }[]> =>
  tx.many(sql`select min(h.host) as host, i.name from organization.instansi i join organization.host h on h.instansi = i.id where i.id <> ${own} group by i.id, i.name order by i.name limit 1000`);
