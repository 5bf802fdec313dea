import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { CounterHours } from '../../engines/working-time/counter-hours.ts';

import type { Zone } from '../../platform/kernel/calendar-day.ts';
import type { CalendarBody } from './rules/change-the-draft.ts';

export interface CalendarRow {
  id: string;
  name: string;
  isDefault: boolean;
  draft: CalendarBody | null;
  version: number;
  number: number;
  body: CalendarBody;
  publishedAt: Date;
}

const current = sql`select c.id, c.name, c.is_default as "isDefault", c.draft, c.version, p.number, p.body, p.published_at as "publishedAt"
  from calendar.calendar c
  join lateral (select number, body, published_at from calendar.published p where p.instansi = c.instansi and p.calendar = c.id order by number desc limit 1) p on true`;

export const serialOf = async (tx: Tx, instansi: string): Promise<number | undefined> =>
  (await tx.maybe<{ serial: number }>(sql`select serial from calendar.head where instansi = ${instansi}`))?.serial;

/** Whoever makes the row makes the default calendar; a second one waits here and finds it made. */
export const claimHead = async (tx: Tx, instansi: string): Promise<boolean> =>
  (await tx.run(sql`insert into calendar.head (instansi, serial) values (${instansi}, 1) on conflict (instansi) do nothing`)) === 1;

export const bumpHead = (tx: Tx, instansi: string): Promise<number> => tx.run(sql`update calendar.head set serial = serial + 1 where instansi = ${instansi}`);

export const listCalendars = (tx: Tx, instansi: string): Promise<CalendarRow[]> =>
  tx.many(sql`${current} where c.instansi = ${instansi} order by c.is_default desc, c.name`);

export const findCalendar = (tx: Tx, instansi: string, id: string): Promise<CalendarRow | undefined> =>
  tx.maybe(sql`${current} where c.instansi = ${instansi} and c.id = ${id}`);

export async function lockCalendar(tx: Tx, instansi: string, id: string): Promise<CalendarRow | undefined> {
  await tx.run(sql`select from calendar.calendar where instansi = ${instansi} and id = ${id} for update`);
  return findCalendar(tx, instansi, id);
}

export const calendarNamed = (tx: Tx, instansi: string, name: string): Promise<{ id: string } | undefined> =>
  tx.maybe(sql`select id from calendar.calendar where instansi = ${instansi} and lower(name) = ${name.toLowerCase()}`);

export async function insertCalendar(tx: Tx, instansi: string, row: { id: string; name: string; isDefault: boolean; at: Date }): Promise<void> {
  await tx.run(sql`insert into calendar.calendar (instansi, id, name, is_default, created_at) values (${instansi}, ${row.id}, ${row.name}, ${row.isDefault}, ${row.at})`);
}

export async function insertPublished(tx: Tx, instansi: string, row: { calendar: string; number: number; body: CalendarBody; sha256: Buffer; reason: string; at: Date; by: string | null }): Promise<void> {
  await tx.run(sql`insert into calendar.published (instansi, calendar, number, body, sha256, reason, published_at, published_by)
    values (${instansi}, ${row.calendar}, ${row.number}, ${JSON.stringify(row.body)}, ${row.sha256}, ${row.reason}, ${row.at}, ${row.by})`);
}

export const saveDraft = (tx: Tx, instansi: string, id: string, draft: CalendarBody | null): Promise<number> =>
  tx.run(sql`update calendar.calendar set draft = ${draft === null ? null : JSON.stringify(draft)}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export const listVersions = (tx: Tx, instansi: string, id: string): Promise<{ number: number; publishedAt: Date; reason: string }[]> =>
  tx.many(sql`select number, published_at as "publishedAt", reason from calendar.published where instansi = ${instansi} and calendar = ${id} order by number desc limit 50`);

export const listAssignments = (tx: Tx, instansi: string): Promise<{ unit: string; calendar: string }[]> =>
  tx.many(sql`select unit, calendar from calendar.unit_calendar where instansi = ${instansi}`);

export const assign = (tx: Tx, instansi: string, unit: string, calendar: string | null): Promise<number> =>
  calendar === null
    ? tx.run(sql`delete from calendar.unit_calendar where instansi = ${instansi} and unit = ${unit}`)
    : tx.run(sql`insert into calendar.unit_calendar (instansi, unit, calendar) values (${instansi}, ${unit}, ${calendar})
        on conflict (instansi, unit) do update set calendar = excluded.calendar`);

export const findCounter = (tx: Tx, instansi: string, unit: string): Promise<{ body: CounterHours; version: number } | undefined> =>
  tx.maybe(sql`select body, version from calendar.counter where instansi = ${instansi} and unit = ${unit}`);

export const listCounters = (tx: Tx, instansi: string): Promise<{ unit: string; body: CounterHours }[]> =>
  tx.many(sql`select unit, body from calendar.counter where instansi = ${instansi}`);

/** Number of rows touched: 0 when somebody else changed it meanwhile. */
export function saveCounter(tx: Tx, instansi: string, unit: string, body: CounterHours, version: number | null): Promise<number> {
  return version === null
    ? tx.run(sql`insert into calendar.counter (instansi, unit, body) values (${instansi}, ${unit}, ${JSON.stringify(body)}) on conflict (instansi, unit) do nothing`)
    : tx.run(sql`update calendar.counter set body = ${JSON.stringify(body)}, version = version + 1 where instansi = ${instansi} and unit = ${unit} and version = ${version}`);
}

export const dropCounter = (tx: Tx, instansi: string, unit: string): Promise<number> =>
  tx.run(sql`delete from calendar.counter where instansi = ${instansi} and unit = ${unit}`);

/** The zone of the institution: a reference to the installation's own table. */
export const zoneOf = async (tx: Tx, instansi: string): Promise<Zone> =>
  (await tx.one<{ zone: Zone }>(sql`select zone from organization.instansi where id = ${instansi}`)).zone;
