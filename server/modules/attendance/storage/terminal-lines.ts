import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

// Chapters: lines · whose PIN it is · names on devices

export type LineState = 'taken' | 'no-person' | 'waiting' | 'clock' | 'unreadable' | 'set-aside';
export interface NewLine {
  id: string;
  pin: string;
  clockText: string;
  status: number | null;
  verify: number | null;
  clockAt: Date | null;
  correctionSeconds: number;
  state: LineState;
}

/** @returns ids of the lines that were not there */
export async function insertLines(tx: Tx, instansi: string, terminal: string, receivedAt: Date, lines: readonly NewLine[]): Promise<Set<string>> {
  const rows = await tx.many<{ id: string }>(sql`insert into attendance.terminal_line (instansi, id, terminal, pin, clock_text, status, verify, received_at, clock_at, correction_seconds, state)
    select ${instansi}::uuid, n.id, ${terminal}::uuid, n.pin, n.clock_text, n.status, n.verify, ${receivedAt}::timestamptz, n.clock_at, n.correction, n.state
      from unnest(${lines.map((l) => l.id)}::uuid[], ${lines.map((l) => l.pin)}::text[], ${lines.map((l) => l.clockText)}::text[], ${lines.map((l) => l.status)}::smallint[], ${lines.map((l) => l.verify)}::smallint[],
        ${lines.map((l) => l.clockAt)}::timestamptz[], ${lines.map((l) => l.correctionSeconds)}::bigint[], ${lines.map((l) => l.state)}::text[]) n (id, pin, clock_text, status, verify, clock_at, correction, state)
    on conflict (instansi, id) do nothing returning id`);
  return new Set(rows.map((row) => row.id));
}

export interface LineRow {
  id: string;
  terminal: string;
  pin: string;
  verify: number | null;
  receivedAt: Date;
  /** Corrected; null where it could not be read. */
  at: Date | null;
  state: LineState;
  person: string | null;
  checkIn: string | null;
}
const columns = sql`l.id, l.terminal, l.pin, l.verify, l.received_at as "receivedAt", l.clock_at + make_interval(secs => l.correction_seconds) as at, l.state, l.person, l.check_in as "checkIn"`;

/** What to settle, locked; lines of a terminal that nobody adopted are not among them. */
export const linesToSettle = (tx: Tx, instansi: string, of: { ids: readonly string[] } | { terminals: readonly string[]; pin?: string; states: readonly LineState[]; after: string; limit: number }): Promise<LineRow[]> =>
  'ids' in of
    ? tx.many(sql`select ${columns} from attendance.terminal_line l where l.instansi = ${instansi} and l.id = any(${of.ids}::uuid[]) order by l.id for update`)
    : tx.many(sql`select ${columns} from attendance.terminal_line l where l.instansi = ${instansi} and l.terminal = any(${of.terminals}::uuid[]) and (${of.pin ?? null}::text is null or l.pin = ${of.pin ?? null})
        and l.state = any(${of.states}::text[]) and l.id > ${of.after}::uuid order by l.id limit ${of.limit} for update`);

export const saveSettled = (tx: Tx, instansi: string, lines: readonly { id: string; state: LineState; person: string | null; checkIn: string | null }[]): Promise<number> =>
  tx.run(sql`update attendance.terminal_line l set state = n.state, person = n.person, check_in = n.check_in
    from unnest(${lines.map((l) => l.id)}::uuid[], ${lines.map((l) => l.state)}::text[], ${lines.map((l) => l.person)}::uuid[], ${lines.map((l) => l.checkIn)}::uuid[]) n (id, state, person, check_in)
    where l.instansi = ${instansi} and l.id = n.id`);

/** Lines held for their clock get the correction, and those that came since a moment too. @returns their ids */
export const correctLines = async (tx: Tx, instansi: string, terminal: string, seconds: number, since: Date | null): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`update attendance.terminal_line set correction_seconds = ${seconds}
    where instansi = ${instansi} and terminal = ${terminal} and clock_at is not null and (state = 'clock' or (${since}::timestamptz is not null and received_at >= ${since} and state in ('taken', 'no-person'))) returning id`)).map((row) => row.id);

export const setAside = (tx: Tx, instansi: string, terminal: string, states: readonly LineState[]): Promise<number> =>
  tx.run(sql`update attendance.terminal_line set state = 'set-aside' where instansi = ${instansi} and terminal = ${terminal} and state = any(${states}::text[])`);

export const countOf = async (tx: Tx, instansi: string, terminal: string, state: LineState): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*) as n from attendance.terminal_line where instansi = ${instansi} and terminal = ${terminal} and state = ${state} and state <> 'taken'`)).n;

export interface ShownLine {
  id: string;
  pin: string;
  clockText: string;
  status: number | null;
  verify: number | null;
  receivedAt: Date;
  at: Date | null;
  state: LineState;
  person: string | null;
}
export const lastLines = (tx: Tx, instansi: string, terminal: string, limit: number): Promise<ShownLine[]> =>
  tx.many(sql`select id, pin, clock_text as "clockText", status, verify, received_at as "receivedAt", clock_at + make_interval(secs => correction_seconds) as at, state, person
    from attendance.terminal_line where instansi = ${instansi} and terminal = ${terminal} order by received_at desc, clock_at desc nulls last, id limit ${limit}`);

export interface UnmappedPin {
  pinGroup: string;
  pin: string;
  lines: number;
  firstAt: Date;
  lastAt: Date;
  /** What a terminal itself calls this PIN. */
  name: string | null;
  terminals: string[];
}
/** PINs that punched and are nobody's. */
export const unmappedPins = (tx: Tx, instansi: string): Promise<UnmappedPin[]> =>
  tx.many(sql`select t.pin_group as "pinGroup", l.pin, count(*)::int as lines, min(l.clock_at) as "firstAt", max(l.clock_at) as "lastAt", max(n.name) as name, array_agg(distinct coalesce(nullif(t.name, ''), t.serial)) as terminals
    from attendance.terminal_line l join attendance.terminal t on t.instansi = l.instansi and t.id = l.terminal
    left join attendance.terminal_person n on n.instansi = l.instansi and n.terminal = l.terminal and n.pin = l.pin and n.name <> ''
   where l.instansi = ${instansi} and l.state = 'no-person' group by t.pin_group, l.pin order by max(l.clock_at) desc limit 500`);

export interface PinRow {
  id: string;
  pinGroup: string;
  pin: string;
  person: string;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}
const pinColumns = sql`p.id, p.pin_group as "pinGroup", p.pin, p.person, p.from_day as "fromDay", p.to_day as "toDay"`;
/** Whoever gives or ends a PIN of the group waits for whoever does so now: a PIN is one person's on a day. */
export const lockPins = (tx: Tx, instansi: string, group: string): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${instansi} terminal_pin ${group}`}, 0))`);
export const pinsOf = (tx: Tx, instansi: string, group: string, pins: readonly string[]): Promise<PinRow[]> =>
  tx.many(sql`select ${pinColumns} from attendance.terminal_pin p where p.instansi = ${instansi} and p.pin_group = ${group} and p.pin = any(${pins}::text[])`);
export const findPin = (tx: Tx, instansi: string, id: string): Promise<PinRow | undefined> =>
  tx.maybe(sql`select ${pinColumns} from attendance.terminal_pin p where p.instansi = ${instansi} and p.id = ${id} for update`);
export const listPins = (tx: Tx, instansi: string, of: { group: string; people: readonly string[] | null; pin: string; after: string; limit: number }): Promise<PinRow[]> =>
  tx.many(sql`select ${pinColumns} from attendance.terminal_pin p where p.instansi = ${instansi} and (${of.group} = '' or p.pin_group = ${of.group}) and (${of.people}::uuid[] is null or p.person = any(${of.people}::uuid[]) or p.pin = ${of.pin})
    and (p.pin_group || ' ' || lpad(p.pin, 24, '0') || ' ' || p.id) > ${of.after} order by p.pin_group || ' ' || lpad(p.pin, 24, '0') || ' ' || p.id limit ${of.limit}`);
export const pinGroups = async (tx: Tx, instansi: string): Promise<string[]> =>
  (await tx.many<{ g: string }>(sql`select pin_group as g from attendance.terminal where instansi = ${instansi} union select pin_group from attendance.terminal_pin where instansi = ${instansi} order by 1`)).map((row) => row.g);
export const insertPins = (tx: Tx, instansi: string, at: Date, rows: readonly PinRow[]): Promise<number> =>
  tx.run(sql`insert into attendance.terminal_pin (instansi, id, pin_group, pin, person, from_day, to_day, created_at)
    select ${instansi}::uuid, n.id, n.pin_group, n.pin, n.person, n.from_day, n.to_day, ${at}::timestamptz from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.pinGroup)}::text[], ${rows.map((r) => r.pin)}::text[],
      ${rows.map((r) => r.person)}::uuid[], ${rows.map((r) => r.fromDay)}::date[], ${rows.map((r) => r.toDay)}::date[]) n (id, pin_group, pin, person, from_day, to_day)`);
export const endPins = (tx: Tx, instansi: string, ends: readonly { id: string; toDay: CalendarDay }[]): Promise<number> =>
  tx.run(sql`update attendance.terminal_pin p set to_day = n.to_day from unnest(${ends.map((e) => e.id)}::uuid[], ${ends.map((e) => e.toDay)}::date[]) n (id, to_day) where p.instansi = ${instansi} and p.id = n.id and n.to_day >= p.from_day`);
export const deletePins = (tx: Tx, instansi: string, ids: readonly string[]): Promise<number> => tx.run(sql`delete from attendance.terminal_pin where instansi = ${instansi} and id = any(${ids}::uuid[])`);
export const terminalsOfGroup = async (tx: Tx, instansi: string, group: string): Promise<string[]> =>
  (await tx.many<{ id: string }>(sql`select id from attendance.terminal where instansi = ${instansi} and pin_group = ${group} and state in ('active', 'retired')`)).map((row) => row.id);

export const countPeople = async (tx: Tx, instansi: string, terminal: string): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*)::int as n from attendance.terminal_person where instansi = ${instansi} and terminal = ${terminal}`)).n;
export const savePeople = (tx: Tx, instansi: string, terminal: string, at: Date, people: readonly { pin: string; name: string }[]): Promise<number> =>
  tx.run(sql`insert into attendance.terminal_person (instansi, terminal, pin, name, seen_at) select ${instansi}::uuid, ${terminal}::uuid, n.pin, n.name, ${at}::timestamptz
    from unnest(${people.map((p) => p.pin)}::text[], ${people.map((p) => p.name)}::text[]) n (pin, name) on conflict (instansi, terminal, pin) do update set name = excluded.name, seen_at = excluded.seen_at`);

/** Takes check-ins out of the count; they stay where they are. */
export const withdraw = (tx: Tx, instansi: string, ids: readonly string[], w: { reason: 'sheet-replaced' | 'terminal-clock' | 'pin-reassigned'; because: string | null; at: Date; account: string | null }): Promise<number> =>
  tx.run(sql`insert into attendance.withdrawal (instansi, id, reason, because_of, at, account) select ${instansi}::uuid, n.id, ${w.reason}, ${w.because}::uuid, ${w.at}::timestamptz, ${w.account}::uuid from unnest(${ids}::uuid[]) n (id) on conflict do nothing`);
export const withdrawnAmong = async (tx: Tx, instansi: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.many<{ id: string }>(sql`select id from attendance.withdrawal where instansi = ${instansi} and id = any(${ids}::uuid[])`)).map((row) => row.id));
