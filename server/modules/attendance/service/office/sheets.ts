import { formatMoment } from '../../../../engines/working-time/words.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { findUploads } from '../../../../platform/files/uploads.ts';
import { isCalendarDay, addDays, localIn, momentAt, twoDigits, type CalendarDay, type Zone } from '../../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import type { NewPunch } from '../../contract.ts';
import { timesOfSheet } from '../../rules/times-of-a-sheet.ts';
import * as storage from '../../storage/sheets.ts';
import { withdraw } from '../../storage/terminal-lines.ts';
import { attendancePort } from '../port.ts';
import { staffByPerson, staffOn } from '../staff.ts';
import { mustReach, organizationOf, reachOf } from '../units.ts';
import { derivedId } from '../terminals/ids.ts';

// Chapters: looking · typing

const PAGE = 30;
const hour = (at: Date | null, zone: Zone): string => {
  if (!at) return '';
  const local = localIn(at, zone);
  return `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
};

async function itemsOf(t: TenantContext, rows: readonly storage.SheetRow[], zone: Zone) {
  const units = await organizationOf(t).unitFacts(t, [...new Set(rows.map((one) => one.unit))]);
  const { accounts } = await organizationOf(t).namesOf(t, { accounts: [...new Set(rows.flatMap((one) => one.typedBy ?? []))], posts: [] });
  return rows.map((one) => ({ id: one.id, unit: one.unit, unitName: units.get(one.unit)?.name ?? '', day: one.day, people: one.people, typedBy: (one.typedBy && accounts.get(one.typedBy)) || 'Sistem', typedText: formatMoment(one.typedAt, zone), state: one.replacedBy ? ('replaced' as const) : ('in-force' as const), reason: one.reason }));
}

export const listSheets = (ctx: Context, { after }: { after: string }) =>
  readTenant(ctx, async (t) => {
    const [, day, id] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after) ?? [];
    const units = (await reachOf(t)).units.map(({ id, name }) => ({ id, name }));
    const rows = await storage.listSheets(t.tx, t.instansi, units.map((one) => one.id), isCalendarDay(day) && id ? { day, id } : null, PAGE + 1);
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    return { items: await itemsOf(t, page, await organizationOf(t).zone(t)), units, ...(rows.length > PAGE && last ? { next: `${last.day}_${last.id}` } : {}) };
  });

async function mine(t: TenantContext, id: string): Promise<storage.SheetRow> {
  const row = await storage.findSheet(t.tx, t.instansi, id);
  if (!row) throw new Refused({ code: 'request.not-found' });
  await mustReach(t, row.unit);
  return row;
}
export const getSheet = (ctx: Context, { id }: { id: string }) =>
  readTenant(ctx, async (t) => {
    const row = await mine(t, id);
    const zone = await organizationOf(t).zone(t);
    const lines = await storage.linesOfSheet(t.tx, t.instansi, id);
    const names = await staffByPerson(t, lines.map((one) => one.person));
    const [item] = await itemsOf(t, [row], zone);
    return {
      ...item!, scanName: row.scanName, replaces: row.replaces, replacedBy: row.replacedBy,
      lines: lines.map((one) => ({ person: one.person, name: names.get(one.person)?.name ?? '', in: hour(one.inAt, zone), out: hour(one.outAt, zone), note: one.note })).toSorted((a, b) => a.name.localeCompare(b.name, 'id')),
    };
  });
export async function getSheetScan(ctx: Context, { id }: { id: string }) {
  const row = await readTenant(ctx, (t) => mine(t, id));
  const bytes = await ctx.house.files.read(ctx.instansi, row.scanSha256);
  await inTenant(ctx, (t) => audit(t, { action: 'attendance.sheet-scan-opened', object: 'attendance-sheet', objectId: id }));
  return { fileName: row.scanName, type: row.scanType, content: bytes.toString('base64') };
}

/** The names of a unit on a day, with what is known of each already: nobody is typed who came in by another door. */
export const prepareSheet = (ctx: Context, { unit, day }: { unit: string; day: CalendarDay }) =>
  readTenant(ctx, async (t) => {
    const { name } = await mustReach(t, unit);
    const zone = await organizationOf(t).zone(t);
    const people = await staffOn(t, [unit], day);
    const from = momentAt(day, 0, zone);
    const [punches, [current]] = [await attendancePort.punches(t, people.map((one) => one.person), from, new Date(from.getTime() + 36 * 3_600_000)), await storage.inForce(t.tx, t.instansi, unit, day)];
    const typed = new Map((current ? await storage.linesOfSheet(t.tx, t.instansi, current.id) : []).map((one) => [one.person, one]));
    return {
      unit, unitName: name, day, newId: uuidv7(), replaces: current ? { id: current.id, typedText: formatMoment(current.typedAt, zone) } : null,
      people: people.map((one) => ({ person: one.person, name: one.name, nip: one.nip ? `${one.nip.slice(0, 4)}…${one.nip.slice(-4)}` : null, title: one.title, known: (punches.get(one.person) ?? []).filter((punch) => punch.source !== 'sheet').map((punch) => hour(punch.at, zone)), in: hour(typed.get(one.person)?.inAt ?? null, zone), out: hour(typed.get(one.person)?.outAt ?? null, zone), note: typed.get(one.person)?.note ?? '' })),
    };
  });

const MOST_DAYS = 62;
interface Typed {
  id: string;
  unit: string;
  day: CalendarDay;
  reason: string;
  scan?: string | null | undefined;
  lines: { person: string; in: string; out: string; note: string }[];
  replaces?: string | null | undefined;
}
/** Paper that was signed, typed in: class D. A sheet is never changed; a later one takes its place and says so. */
export const submitSheet = (ctx: Context, given: Typed) =>
  inTenant(ctx, async (t) => {
    const { accountId } = mustViewer(t);
    await mustReach(t, given.unit);
    await storage.lockUnitDay(t.tx, t.instansi, given.unit, given.day);
    const before = await storage.findSheet(t.tx, t.instansi, given.id);
    if (before) return { id: before.id, people: before.people };
    const org = organizationOf(t);
    const [zone, today, now] = [await org.zone(t), await org.today(t), t.house.clock.now()];
    if (given.day > today || given.day < addDays(today, -MOST_DAYS)) throw new Refused({ code: 'attendance.sheet-day', fields: [{ path: 'day', message: 'Pilih hari ini atau hari yang sudah lewat.' }] });

    const staff = new Map((await staffOn(t, [given.unit], given.day)).map((one) => [one.person, one]));
    const lines = given.lines.filter((one) => one.in !== '' || one.out !== '');
    if (lines.length === 0) throw new Refused({ code: 'attendance.sheet-empty' });
    if (new Set(lines.map((one) => one.person)).size < lines.length || lines.some((one) => !staff.has(one.person))) throw new Refused({ code: 'attendance.no-such-person' });
    const made = lines.map((one): storage.SheetLine & { name: string } => {
      const times = timesOfSheet(given.day, one, zone, now);
      const name = staff.get(one.person)!.name;
      if (!times) throw new Refused({ code: 'attendance.sheet-time', data: { name }, fields: [{ path: `lines.${one.person}`, message: 'Periksa jam masuk dan pulang.' }] });
      return { id: derivedId(given.id, one.person), person: one.person, ...times, note: one.note, name };
    });
    const scan = given.scan ? (await findUploads(t.tx, t.instansi, [given.scan])).find((one) => one.account === accountId) : undefined;
    if (!scan?.sha256 || !scan.type) throw new Refused({ code: 'attendance.sheet-without-scan', fields: [{ path: 'scan', message: 'Pilih pindaian yang ditandatangani.' }] });
    await replace(t, given);

    await storage.insertSheet(t.tx, t.instansi, { id: given.id, unit: given.unit, day: given.day, reason: given.reason, scanName: scan.name, scanType: scan.type, scanSha256: scan.sha256, typedAt: now, typedBy: accountId, replaces: given.replaces ?? null }, made);
    await attendancePort.record(t, made.flatMap((one) => punchesOf(given.id, one, staff.get(one.person)!.holding)));
    await audit(t, { action: given.replaces ? 'attendance.sheet-replaced' : 'attendance.sheet-typed', object: 'attendance-sheet', objectId: given.id, detail: { unit: given.unit, day: given.day, people: made.length, scan: scan.sha256, ...(given.replaces ? { replaces: given.replaces } : {}) } });
    return { id: given.id, people: made.length };
  });

const checkInId = (sheet: string, person: string, side: 'in' | 'out'): string => derivedId('sheet', sheet, person, side);
const punchesOf = (sheet: string, { person, inAt, outAt }: storage.SheetLine, holding: string | null): NewPunch[] =>
  ([['in', inAt], ['out', outAt]] as const).flatMap(([side, at]) => (at ? [{ id: checkInId(sheet, person, side), person, holding, at, direction: side, source: 'sheet' as const, trust: 60, class: 'D' as const }] : []));

/** What the sheet that is replaced made counts no more. Whoever types a second one for the day without naming the first is stopped. */
async function replace(t: TenantContext, { unit, day, replaces }: Typed): Promise<void> {
  const current = await storage.inForce(t.tx, t.instansi, unit, day);
  if (current.some((one) => one.id !== replaces)) throw new Refused({ code: 'attendance.sheet-exists' });
  if (!replaces) return;
  if (current.length === 0) throw new Refused({ code: 'request.changed-meanwhile' });
  const old = await storage.linesOfSheet(t.tx, t.instansi, replaces);
  await withdraw(t.tx, t.instansi, old.flatMap((one) => punchesOf(replaces, one, null).map((punch) => punch.id)), { reason: 'sheet-replaced', because: replaces, at: t.house.clock.now(), account: t.viewer?.accountId ?? null });
}
