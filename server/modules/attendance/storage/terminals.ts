import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: before the institution is known · terminals · sites and settings

export interface SerialOwner {
  instansi: string;
  id: string;
  state: TerminalState;
}
export type TerminalState = 'waiting' | 'active' | 'refused' | 'retired';

export const ownersOfSerial = (serial: string) => sql`select instansi, id, state from attendance.terminal_of(${serial})`;
export const siteOfToken = (hash: Buffer) => sql`select instansi, id, networks from attendance.terminal_site_of(${hash})`;

export interface TerminalRow {
  id: string;
  serial: string;
  state: TerminalState;
  name: string;
  site: string | null;
  unit: string | null;
  place: string | null;
  pinGroup: string;
  zoneMinutes: number;
  zoneForm: 'hours' | 'minutes';
  correctionSeconds: number;
  samples: StoredSample[];
  clockState: 'unknown' | 'right' | 'ahead' | 'behind';
  clockSeconds: number;
  clockBy: string;
  clockSince: Date | null;
  facts: Record<string, string>;
  pushVersion: string;
  firstContactAt: Date;
  lastContactAt: Date;
  lastAddress: string;
  lastPunchAt: Date | null;
  punchStamp: string;
  logStamp: string;
  version: number;
}
/** As kept: when it came and what the clock showed, uncorrected; milliseconds. */
export interface StoredSample {
  received: number;
  shown: number;
  header: boolean;
}

const columns = sql`t.id, t.serial, t.state, t.name, t.site, t.unit, t.place, t.pin_group as "pinGroup", t.zone_minutes as "zoneMinutes", t.zone_form as "zoneForm", t.correction_seconds as "correctionSeconds", t.samples,
  t.clock_state as "clockState", t.clock_seconds as "clockSeconds", t.clock_by as "clockBy", t.clock_since as "clockSince", t.facts, t.push_version as "pushVersion", t.first_contact_at as "firstContactAt", t.last_contact_at as "lastContactAt",
  t.last_address as "lastAddress", t.last_punch_at as "lastPunchAt", t.punch_stamp as "punchStamp", t.log_stamp as "logStamp", t.version`;

export const terminalBySerial = (tx: Tx, instansi: string, serial: string): Promise<TerminalRow | undefined> =>
  tx.maybe(sql`select ${columns} from attendance.terminal t where t.instansi = ${instansi} and t.serial = ${serial}`);

/** Held until the end of the transaction: two requests of one terminal are taken one after the other. */
export const lockTerminal = (tx: Tx, instansi: string, id: string): Promise<TerminalRow | undefined> =>
  tx.maybe(sql`select ${columns} from attendance.terminal t where t.instansi = ${instansi} and t.id = ${id} for update`);

export const findTerminal = (tx: Tx, instansi: string, id: string): Promise<TerminalRow | undefined> =>
  tx.maybe(sql`select ${columns} from attendance.terminal t where t.instansi = ${instansi} and t.id = ${id}`);

export const insertTerminal = (tx: Tx, instansi: string, row: { id: string; serial: string; site: string | null; zoneMinutes: number; at: Date; address: string }): Promise<number> =>
  tx.run(sql`insert into attendance.terminal (instansi, id, serial, state, site, zone_minutes, first_contact_at, last_contact_at, last_address)
    values (${instansi}, ${row.id}, ${row.serial}, 'waiting', ${row.site}, ${row.zoneMinutes}, ${row.at}, ${row.at}, ${row.address}) on conflict (instansi, serial) do nothing`);

export const countWaiting = async (tx: Tx, instansi: string): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*) as n from attendance.terminal where instansi = ${instansi} and state = 'waiting'`)).n;

export const touchTerminal = (tx: Tx, instansi: string, id: string, seen: { at: Date; address: string; pushVersion: string; facts: Record<string, string>; site: string | null }): Promise<number> =>
  tx.run(sql`update attendance.terminal set last_contact_at = greatest(last_contact_at, ${seen.at}), last_address = ${seen.address}, push_version = case when ${seen.pushVersion} = '' then push_version else ${seen.pushVersion} end,
      facts = facts || ${JSON.stringify(seen.facts)}::jsonb, site = coalesce(${seen.site}::uuid, site) where instansi = ${instansi} and id = ${id}`);

export const saveStamp = (tx: Tx, instansi: string, id: string, stamp: { punch?: string; log?: string }): Promise<number> =>
  tx.run(sql`update attendance.terminal set punch_stamp = coalesce(${stamp.punch ?? null}, punch_stamp), log_stamp = coalesce(${stamp.log ?? null}, log_stamp) where instansi = ${instansi} and id = ${id}`);

export const saveClock = (tx: Tx, instansi: string, id: string, clock: { samples: readonly StoredSample[]; state: string; seconds: number; by: string; since: Date | null; lastPunchAt: Date | null }): Promise<number> =>
  tx.run(sql`update attendance.terminal set samples = ${JSON.stringify(clock.samples)}::jsonb, clock_state = ${clock.state}, clock_seconds = ${clock.seconds}, clock_by = ${clock.by}, clock_since = ${clock.since},
      last_punch_at = greatest(last_punch_at, ${clock.lastPunchAt}) where instansi = ${instansi} and id = ${id}`);

export const setCorrection = (tx: Tx, instansi: string, id: string, seconds: number): Promise<number> =>
  tx.run(sql`update attendance.terminal set correction_seconds = ${seconds}, samples = '[]', clock_state = 'unknown', clock_seconds = 0, clock_by = 'none', clock_since = null, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export interface TerminalSettings {
  name: string;
  unit: string | null;
  place: string | null;
  pinGroup: string;
  zoneMinutes: number;
  zoneForm: 'hours' | 'minutes';
}
export const saveTerminal = (tx: Tx, instansi: string, id: string, s: TerminalSettings & { state: TerminalState }, by: { at: Date; account: string | null }): Promise<number> =>
  tx.run(sql`update attendance.terminal set name = ${s.name}, unit = ${s.unit}, place = ${s.place}, pin_group = ${s.pinGroup}, zone_minutes = ${s.zoneMinutes}, zone_form = ${s.zoneForm}, state = ${s.state},
      adopted_at = case when ${s.state}::text = 'active' then coalesce(adopted_at, ${by.at}) else adopted_at end, adopted_by = case when ${s.state}::text = 'active' then coalesce(adopted_by, ${by.account}::uuid) else adopted_by end,
      version = version + 1 where instansi = ${instansi} and id = ${id}`);
export const setState = (tx: Tx, instansi: string, id: string, state: TerminalState): Promise<number> =>
  tx.run(sql`update attendance.terminal set state = ${state}, version = version + 1 where instansi = ${instansi} and id = ${id}`);

export interface ListedTerminal extends TerminalRow {
  waiting: number;
  noPerson: number;
  clock: number;
  unreadable: number;
}
/** With how many of its lines count for nobody yet, by cause. */
export const listTerminals = (tx: Tx, instansi: string): Promise<ListedTerminal[]> =>
  tx.many(sql`select ${columns}, coalesce(n.waiting, 0)::int as waiting, coalesce(n.no_person, 0)::int as "noPerson", coalesce(n.clock, 0)::int as clock, coalesce(n.unreadable, 0)::int as unreadable
    from attendance.terminal t left join (select terminal, count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'no-person') as no_person,
           count(*) filter (where state = 'clock') as clock, count(*) filter (where state = 'unreadable') as unreadable
      from attendance.terminal_line where instansi = ${instansi} and state <> 'taken' group by terminal) n on n.terminal = t.id
   where t.instansi = ${instansi} order by case t.state when 'waiting' then 0 when 'active' then 1 else 2 end, t.name, t.serial limit 2000`);

export interface SiteRow {
  id: string;
  name: string;
  unit: string | null;
  networks: string[];
  createdAt: Date;
}
export const listSites = (tx: Tx, instansi: string): Promise<SiteRow[]> =>
  tx.many(sql`select id, name, unit, networks, created_at as "createdAt" from attendance.terminal_site where instansi = ${instansi} and revoked_at is null order by name, id limit 500`);
export const isSiteInForce = async (tx: Tx, instansi: string, id: string): Promise<boolean> =>
  (await tx.maybe(sql`select 1 from attendance.terminal_site where instansi = ${instansi} and id = ${id} and revoked_at is null`)) !== undefined;
export const insertSite = (tx: Tx, instansi: string, s: { id: string; name: string; unit: string | null; hash: Buffer; networks: readonly string[]; at: Date; account: string | null }): Promise<number> =>
  tx.run(sql`insert into attendance.terminal_site (instansi, id, name, unit, token_hash, networks, created_at, created_by) values (${instansi}, ${s.id}, ${s.name}, ${s.unit}, ${s.hash}, ${s.networks}::text[], ${s.at}, ${s.account})`);
export const revokeSite = (tx: Tx, instansi: string, id: string, at: Date): Promise<number> =>
  tx.run(sql`update attendance.terminal_site set revoked_at = ${at} where instansi = ${instansi} and id = ${id} and revoked_at is null`);

export interface DoorSettings {
  plain: boolean;
  networks: string[];
  version: number;
}
export const findSettings = (tx: Tx, instansi: string): Promise<DoorSettings | undefined> =>
  tx.maybe(sql`select plain, networks, version from attendance.terminal_settings where instansi = ${instansi}`);
export const saveSettings = (tx: Tx, instansi: string, s: { plain: boolean; networks: readonly string[] }, version: number): Promise<number> =>
  version === 0
    ? tx.run(sql`insert into attendance.terminal_settings (instansi, plain, networks) values (${instansi}, ${s.plain}, ${s.networks}::text[]) on conflict do nothing`)
    : tx.run(sql`update attendance.terminal_settings set plain = ${s.plain}, networks = ${s.networks}::text[], version = version + 1 where instansi = ${instansi} and version = ${version}`);
