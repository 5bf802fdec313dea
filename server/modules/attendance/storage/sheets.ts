import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

export interface SheetRow {
  id: string;
  unit: string;
  day: CalendarDay;
  reason: string;
  scanName: string;
  scanType: string;
  scanSha256: string;
  typedAt: Date;
  typedBy: string | null;
  replaces: string | null;
  replacedBy: string | null;
  people: number;
}
export interface SheetLine {
  id: string;
  person: string;
  inAt: Date | null;
  outAt: Date | null;
  note: string;
}
const columns = sql`s.id, s.unit, s.day, s.reason, s.scan_name as "scanName", s.scan_type as "scanType", s.scan_sha256 as "scanSha256", s.typed_at as "typedAt", s.typed_by as "typedBy", s.replaces,
  (select n.id from attendance.sheet n where n.instansi = s.instansi and n.replaces = s.id) as "replacedBy", (select count(*)::int from attendance.sheet_line l where l.instansi = s.instansi and l.sheet = s.id) as people`;

export const findSheet = (tx: Tx, instansi: string, id: string): Promise<SheetRow | undefined> => tx.maybe(sql`select ${columns} from attendance.sheet s where s.instansi = ${instansi} and s.id = ${id}`);
export const listSheets = (tx: Tx, instansi: string, units: readonly string[], after: { day: string; id: string } | null, limit: number): Promise<SheetRow[]> =>
  tx.many(sql`select ${columns} from attendance.sheet s where s.instansi = ${instansi} and s.unit = any(${units}::uuid[]) and (${after === null} or (s.day, s.id) < (${after?.day ?? '2000-01-01'}::date, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)) order by s.day desc, s.id desc limit ${limit}`);
/** Those of a unit and day that no other replaced: one, unless somebody goes round the rule. */
export const inForce = (tx: Tx, instansi: string, unit: string, day: CalendarDay): Promise<SheetRow[]> =>
  tx.many(sql`select ${columns} from attendance.sheet s where s.instansi = ${instansi} and s.unit = ${unit} and s.day = ${day} and not exists (select from attendance.sheet n where n.instansi = s.instansi and n.replaces = s.id)`);
/** Two officers at once: the second waits and then finds the sheet of the first. */
export const lockUnitDay = (tx: Tx, instansi: string, unit: string, day: CalendarDay): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${instansi} sheet ${unit} ${day}`}, 0))`);
export const linesOfSheet = (tx: Tx, instansi: string, sheet: string): Promise<SheetLine[]> =>
  tx.many(sql`select id, person, in_at as "inAt", out_at as "outAt", note from attendance.sheet_line where instansi = ${instansi} and sheet = ${sheet} order by id`);
export async function insertSheet(tx: Tx, instansi: string, s: Omit<SheetRow, 'people' | 'replacedBy'>, lines: readonly SheetLine[]): Promise<void> {
  await tx.run(sql`insert into attendance.sheet (instansi, id, unit, day, reason, scan_name, scan_type, scan_sha256, typed_at, typed_by, replaces)
    values (${instansi}, ${s.id}, ${s.unit}, ${s.day}, ${s.reason}, ${s.scanName}, ${s.scanType}, ${s.scanSha256}, ${s.typedAt}, ${s.typedBy}, ${s.replaces})`);
  await tx.run(sql`insert into attendance.sheet_line (instansi, id, sheet, person, in_at, out_at, note) select ${instansi}::uuid, n.id, ${s.id}::uuid, n.person, n.in_at, n.out_at, n.note
    from unnest(${lines.map((l) => l.id)}::uuid[], ${lines.map((l) => l.person)}::uuid[], ${lines.map((l) => l.inAt)}::timestamptz[], ${lines.map((l) => l.outAt)}::timestamptz[], ${lines.map((l) => l.note)}::text[]) n (id, person, in_at, out_at, note)`);
}
