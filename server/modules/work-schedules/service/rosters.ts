import type * as z from 'zod';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, weekday, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type Placement } from '../../organization/contract.ts';
import type { operations } from '../contract.ts';
import type { RosterWarning } from '../contract/shapes.ts';
import { REST, type ReadPattern } from '../rules/a-pattern-is-sound.ts';
import { restFaults, rotated, sameWeekdays, unknownCodes } from '../rules/a-roster-gives-rest.ts';
import { hoursText } from '../rules/words.ts';
import * as storage from '../storage/rosters.ts';
import { tellChanged } from './changed.ts';
import { daysBetween, lastOf, readBasis, type Basis } from './days.ts';
import { calendarOf, organizationOf } from './ports.ts';

// Chapters: which units · the sheet of a unit and month · saving and filling

type Shifts = Extract<ReadPattern, { kind: 'shift' }>;

/** The personnel agency sees every unit; others their own and those below. Null: every one. */
export async function unitsKept(t: TenantContext): Promise<string[] | null> {
  const hat = mustHat(t);
  return hat.permissions.has('work-schedules.manage') ? null : [...new Set([hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))])];
}
export async function mustKeep(t: TenantContext, unit: string): Promise<string> {
  const kept = await unitsKept(t);
  const facts = kept === null || kept.includes(unit) ? (await organizationOf(t).unitFacts(t, [unit])).get(unit) : undefined;
  if (!facts) throw new Refused({ code: 'work-schedules.unknown' });
  return facts.name;
}

/** Whoever works by shifts in the unit on any day of the month, with the pattern of each day. */
export interface Sheet {
  days: CalendarDay[];
  basis: Basis;
  rows: { person: string; name: string; title: string; on: (Shifts | undefined)[] }[];
}
export async function sheetsOf(t: TenantContext, units: readonly string[], month: string): Promise<Map<string, Sheet>> {
  const [from, to] = [`${month}-01`, lastOf(month)];
  const organization = organizationOf(t);
  const here = await organization.placements(t, { units }, from, to);
  const people = [...new Set(here.map((one) => one.person))];
  const byPerson = Map.groupBy(await organization.placements(t, { people }, from, to), (one) => one.person);
  const basis = await readBasis(t, people, units, from, to);
  const sheets = new Map<string, Sheet>(units.map((unit) => [unit, { days: basis.days, basis, rows: [] }]));
  for (const [person, held] of byPerson) {
    for (const unit of new Set(held.map((one) => one.unit))) {
      const sheet = sheets.get(unit);
      if (!sheet) continue;
      const on = basis.days.map((day) => (principalOn(held, day)?.unit === unit ? basis.shiftsOn(unit, day, person) : undefined));
      if (on.some(Boolean)) sheet.rows.push({ person, ...named(held, unit), on });
    }
  }
  for (const sheet of sheets.values()) sheet.rows.sort((a, b) => a.name.localeCompare(b.name, 'id-ID'));
  return sheets;
}
const named = (held: readonly Placement[], unit: string): { name: string; title: string } => {
  const one = held.find((placement) => placement.unit === unit)!;
  return { name: one.name, title: one.postTitle };
};

const key = (person: string, day: CalendarDay): string => `${person}${day}`;
async function codesOf(t: TenantContext, people: readonly string[], from: CalendarDay, to: CalendarDay): Promise<Map<string, string>> {
  return new Map((await storage.rosterDays(t.tx, t.instansi, people, from, to)).map((row) => [key(row.person, row.day), row.code]));
}

export const listRosters = (ctx: Context, asked: { month?: string | undefined }) => inTenant(ctx, async (t) => {
  const month = asked.month ?? (await organizationOf(t).today(t)).slice(0, 7);
  const kept = await unitsKept(t);
  const units = (await organizationOf(t).unitsInForce(t)).filter((unit) => kept === null || kept.includes(unit.id));
  const sheets = await sheetsOf(t, units.map((unit) => unit.id), month);
  const manned = units.filter((unit) => (sheets.get(unit.id)?.rows.length ?? 0) > 0);
  const codes = await codesOf(t, manned.flatMap((unit) => sheets.get(unit.id)!.rows.map((row) => row.person)), `${month}-01`, lastOf(month));
  const saved = new Map((await storage.rostersOf(t.tx, t.instansi, manned.map((unit) => unit.id), month)).map((row) => [row.unit, row]));
  return {
    month, ...beside(month),
    items: manned.map((unit) => {
      const { rows, days } = sheets.get(unit.id)!;
      const due = rows.flatMap((row) => days.filter((_, at) => row.on[at]).map((day) => key(row.person, day)));
      return { unit: unit.id, name: unit.name, people: rows.length, days: due.length, filled: due.filter((one) => codes.has(one)).length, by: saved.get(unit.id)?.by ?? '' };
    }),
  };
});
export const beside = (month: string) => ({ before: addDays(`${month}-01`, -1).slice(0, 7), after: addDays(lastOf(month), 1).slice(0, 7) });

export const getRoster = (ctx: Context, { unit, month }: { unit: string; month: string }) => inTenant(ctx, async (t) => {
  const unitName = await mustKeep(t, unit);
  const sheet = (await sheetsOf(t, [unit], month)).get(unit)!;
  const roster = await storage.findRoster(t.tx, t.instansi, unit, month);
  const codes = await codesOf(t, sheet.rows.map((row) => row.person), addDays(sheet.days[0]!, -31), addDays(sheet.days.at(-1)!, 2));
  const calendar = await calendarOf(t).calendarOf(t, unit);
  const shifts = new Map(sheet.rows.flatMap((row) => row.on.flatMap((one) => (one ? [...one.shifts.values()] : []))).map((one) => [one.code, one]));
  const people = sheet.rows.map(({ person, name, title, on }) => {
    const row = sheet.days.map((day, at) => (on[at] ? (codes.get(key(person, day)) ?? '') : ''));
    const seconds = row.reduce((sum, code, at) => { const shift = on[at]?.shifts.get(code); return sum + (shift ? shift.end - shift.start - shift.breakMinutes * 60 : 0); }, 0);
    return { person, name, title, codes: row, fixed: on.map((one) => one === undefined), hours: Math.round(seconds / 360) / 10 };
  });
  return {
    unit, unitName, month, ...beside(month), version: roster?.version ?? 0, by: roster?.by ?? '', days: sheet.days.map((day) => ({ day, weekday: weekday(day), off: calendar.holidays.get(day)?.name ?? '' })),
    shifts: [...shifts.values()].map((one) => ({ code: one.code, name: one.name, hours: hoursText(one) })), canRotate: sheet.rows.some((row) => row.on.some((one) => one && one.rotation.length > 0)),
    people, warnings: warningsOf(sheet, codes), perDay: [...shifts.keys()].map((code) => ({ code, counts: sheet.days.map((_, at) => people.filter((one) => one.codes[at] === code).length) })),
  };
});

/** Days of the months beside it are looked at too: a night shift on the 31st leaves no rest on the 1st. */
function warningsOf({ rows, days }: Sheet, codes: ReadonlyMap<string, string>): RosterWarning[] {
  const around = daysBetween(addDays(days[0]!, -8), days.at(-1)!);
  return rows.flatMap(({ person, name, on }) => {
    const pattern = on.find((one) => one !== undefined)!;
    return restFaults(pattern, around.map((day) => ({ day, code: codes.get(key(person, day)) ?? '' })), days[0]!).map(({ day, words }) => ({ person, name, day, words }));
  });
}

type Save = z.output<typeof operations.saveRoster.input>;
export const saveRoster = (ctx: Context, { unit, month, version, rows }: Save) => inTenant(ctx, (t) => keepRoster(t, { unit, month, version }, () => new Map(rows.map((row) => [row.person, row.codes]))));

/** Empty days are filled; what is written stays. @throws Refused `work-schedules.no-rotation`, `work-schedules.nothing-to-copy` */
export const fillRoster = (ctx: Context, { unit, month, version, how }: z.output<typeof operations.fillRoster.input>) => inTenant(ctx, (t) => keepRoster(t, { unit, month, version }, async ({ rows, days }) => {
  const people = rows.map((row) => row.person);
  const codes = await codesOf(t, people, addDays(days[0]!, -62), days.at(-1)!);
  const first = days[0]!;
  if (how === 'rotation' && !rows.some((row) => row.on.some((one) => one && one.rotation.length > 0))) throw new Refused({ code: 'work-schedules.no-rotation' });
  if (how === 'last-month' && ![...codes.keys()].some((one) => one.slice(36) < first)) throw new Refused({ code: 'work-schedules.nothing-to-copy' });
  return new Map(rows.map(({ person, on }, nth) => {
    const past = new Map([...codes].flatMap(([one, code]) => (one.startsWith(person) && one.slice(36) < first ? [[one.slice(36), code] as const] : [])));
    const pattern = on.find((one) => one !== undefined)!;
    const last = daysBetween(addDays(first, -pattern.rotation.length), addDays(first, -1)).flatMap((day) => past.get(day) ?? []);
    const made = how === 'rotation' ? rotated(pattern.rotation, days.length, nth, last.length === pattern.rotation.length ? last : []) : sameWeekdays(days, past);
    return [person, days.map((day, at) => codes.get(key(person, day)) ?? made[at] ?? '')];
  }));
}));

export async function keepRoster(t: TenantContext, { unit, month, version }: { unit: string; month: string; version: number }, rowsFor: (sheet: Sheet) => Map<string, string[]> | Promise<Map<string, string[]>>): Promise<{ version: number; warnings: RosterWarning[] }> {
  await mustKeep(t, unit);
  const sheet = (await sheetsOf(t, [unit], month)).get(unit)!;
  if (sheet.rows.length === 0) throw new Refused({ code: 'work-schedules.not-shift' });
  const next = await storage.claimRoster(t.tx, t.instansi, { unit, month, before: version, at: t.house.clock.now(), by: mustViewer(t).name });
  if (next === undefined) throw new Refused({ code: 'request.changed-meanwhile' });
  const rows = await rowsFor(sheet);
  const before = await codesOf(t, [...rows.keys()], sheet.days[0]!, sheet.days.at(-1)!);
  const changed: storage.RosterDayRow[] = [];
  for (const [person, codes] of rows) {
    const known = sheet.rows.find((row) => row.person === person);
    if (!known || codes.length !== sheet.days.length) throw new Refused({ code: 'work-schedules.stranger' });
    sheet.days.forEach((day, at) => {
      const [pattern, code] = [known.on[at], codes[at]!];
      if (!pattern) return;
      if (unknownCodes(pattern, [code]).length > 0) throw new Refused({ code: 'work-schedules.bad-code', data: { codes: code, known: [...pattern.shifts.keys()].join(', ') }, fields: [{ path: `${person}.${day}`, message: `${known.name}, tanggal ${Number(day.slice(8))}: pakai ${[...pattern.shifts.keys(), REST].join(', ')}.` }] });
      if ((before.get(key(person, day)) ?? '') !== code) changed.push({ person, day, code });
    });
  }
  if (changed.length > 0) {
    await storage.saveDays(t.tx, t.instansi, unit, changed);
    const days = changed.map((one) => one.day).sort();
    await tellChanged(t, { from: days[0]!, to: days.at(-1)!, people: [...new Set(changed.map((one) => one.person))] });
  }
  await audit(t, { action: 'work-schedules.roster-saved', object: 'unit', objectId: unit, detail: { month, version: next, days: changed.length } });
  const codes = await codesOf(t, sheet.rows.map((row) => row.person), addDays(sheet.days[0]!, -8), sheet.days.at(-1)!);
  return { version: next, warnings: warningsOf(sheet, codes) };
}
