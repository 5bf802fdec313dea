import type * as z from 'zod';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, tryInTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { DayEffect, DayEffects } from '../../calendar/contract.ts';
import { NORM, PATTERNS } from '../catalogue-files.ts';
import type { operations, ScheduleChanged } from '../contract.ts';
import type { AssignmentRow, PatternBody, PatternRow } from '../contract/shapes.ts';
import { aPatternIsSound } from '../rules/a-pattern-is-sound.ts';
import { hoursOfWeek } from '../rules/hours-of-a-week.ts';
import { patternWords } from '../rules/words.ts';
import * as storage from '../storage/patterns.ts';
import { tellChanged } from './changed.ts';
import { organizationOf } from './ports.ts';

// Chapters: the catalogue's patterns · looking · writing versions · ending · who works by which

/** Copies what the catalogue has and this institution has not, as version 1 with its legal basis; what was changed here stays. */
export async function beginPatterns(t: TenantContext): Promise<void> {
  const known = await storage.knownCodes(t.tx, t.instansi);
  for (const one of PATTERNS.filter((pattern) => !known.has(pattern.id))) {
    const id = uuidv7();
    if (!(await storage.insertPattern(t.tx, t.instansi, { id, code: one.id, name: one.name }))) continue;
    await storage.insertVersion(t.tx, t.instansi, { pattern: id, number: 1, validFrom: one.from, body: one.body, legalBasis: one.legalBasis.title, source: one.legalBasis.source, verified: one.legalBasis.verified, note: 'Bawaan', at: t.house.clock.now(), by: 'Katalog' });
    await audit(t, { action: 'work-schedules.pattern-copied', object: 'work-pattern', objectId: id, detail: { code: one.id } });
  }
}

const inForceOn = (versions: readonly storage.PatternVersionRow[], day: CalendarDay): storage.PatternVersionRow => versions.find((one) => one.validFrom <= day) ?? versions.at(-1)!;

export const listPatterns = (ctx: Context) => inTenant(ctx, async (t) => {
  await beginPatterns(t);
  const today = await organizationOf(t).today(t);
  const assignments = (await storage.listAssignments(t.tx, t.instansi)).filter((one) => one.fromDay <= today && (one.toDay === null || one.toDay >= today));
  const items = [...Map.groupBy(await storage.listVersions(t.tx, t.instansi), (row) => row.pattern).values()].map((versions): PatternRow => {
    const now = inForceOn(versions, today);
    const used = assignments.filter((one) => one.pattern === now.pattern);
    const read = orRefuse(aPatternIsSound(now.body));
    return { id: now.pattern, name: now.name, kind: now.body.kind, words: patternWords(now.body, read), hours: hoursOfWeek(read, NORM), lastDay: now.lastDay, legalBasis: now.legalBasis, verified: now.verified, validFrom: now.validFrom, version: versions.reduce((most, one) => Math.max(most, one.number), 0), units: used.filter((one) => one.unit !== null).length, people: used.filter((one) => one.person !== null).length };
  });
  return { today, items };
});

export const getPattern = (ctx: Context, id: string) => inTenant(ctx, async (t) => {
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  if (versions.length === 0) throw new Refused({ code: 'work-schedules.unknown' });
  const assignments = (await storage.listAssignments(t.tx, t.instansi)).filter((one) => one.pattern === id);
  return { id, name: versions[0]!.name, today: await organizationOf(t).today(t), lastDay: versions[0]!.lastDay, versions: versions.map(({ number, validFrom, body, legalBasis, source, verified, note, by }) => ({ number, validFrom, body, legalBasis, source, verified, note, by, hours: hoursOfWeek(orRefuse(aPatternIsSound(body)), NORM) })), assignments: await assignmentRows(t, assignments) };
});

type NewPattern = z.output<typeof operations.createPattern.input>;
export const createPattern = (ctx: Context, input: NewPattern) => inTenant(ctx, async (t) => {
  orRefuse(aPatternIsSound(input.body));
  const id = uuidv7();
  if (!(await storage.insertPattern(t.tx, t.instansi, { id, code: null, name: input.name }))) throw new Refused({ code: 'work-schedules.name-taken', fields: [{ path: 'name', message: 'Pakai nama lain.' }] });
  await writeVersion(t, id, 1, input);
  return { id };
});

const effectsOf = (t: TenantContext, change: ScheduleChanged): Promise<DayEffect> => {
  const effects = t.house.parts.get('day-effects') as DayEffects<TenantContext> | undefined;
  if (!effects) return Promise.resolve({ from: null, people: 0, days: 0, changed: 0, before: 0, after: 0, closedMonths: 0, examples: [] });
  return effects.of(t, { from: change.from, to: change.to, people: change.people, units: change.units });
};
async function withBelow(t: TenantContext, units: readonly string[]): Promise<string[]> {
  return [...new Set((await Promise.all(units.map((unit) => organizationOf(t).unitsBelow(t, unit)))).flat())];
}
/** Looked at with the pattern assigned, and taken back. */
export const previewAssignment = (ctx: Context, input: z.output<typeof operations.assignPattern.input>): Promise<DayEffect> => tryInTenant(ctx, async (t) => {
  await assignPattern(t, input);
  return effectsOf(t, { from: input.from, ...(input.to ? { to: input.to } : {}), ...(input.unit ? { units: await withBelow(t, [input.unit]) } : { people: [input.person!] }) });
});
/** Looked at with the version in force, and taken back. */
export const previewVersion = (ctx: Context, input: z.output<typeof operations.publishPattern.input>): Promise<DayEffect> => tryInTenant(ctx, async (t) => {
  await publishPattern(t, input);
  const used = (await storage.listAssignments(t.tx, t.instansi)).filter((one) => one.pattern === input.id);
  const units = await withBelow(t, [...new Set(used.flatMap((one) => one.unit ?? []))]);
  const placed = units.length > 0 ? (await organizationOf(t).placements(t, { units }, input.from, '2999-12-31')).map((one) => one.person) : [];
  return effectsOf(t, { from: input.from, people: [...new Set([...placed, ...used.flatMap((one) => one.person ?? [])])] });
});

export const publishPattern = (ctx: Context, { id, number, ...input }: z.output<typeof operations.publishPattern.input>) => inTenant(ctx, async (t) => {
  orRefuse(aPatternIsSound(input.body));
  const pattern = await storage.lockPattern(t.tx, t.instansi, id);
  if (!pattern) throw new Refused({ code: 'work-schedules.unknown' });
  if (pattern.lastDay !== null) throw new Refused({ code: 'work-schedules.ended', data: { lastDay: formatDate(pattern.lastDay) } });
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const last = Math.max(...versions.map((one) => one.number));
  if (last !== number) throw new Refused({ code: 'request.changed-meanwhile' });
  const before = versions[0]!.validFrom;
  if (input.from < before) throw new Refused({ code: 'work-schedules.not-after', data: { before }, fields: [{ path: 'from', message: `Paling awal ${before}.` }] });
  await writeVersion(t, id, last + 1, input);
  const used = (await storage.listAssignments(t.tx, t.instansi)).filter((one) => one.pattern === id);
  const [units, people] = [used.flatMap((one) => one.unit ?? []), used.flatMap((one) => one.person ?? [])];
  if (units.length > 0) await tellChanged(t, { from: input.from, units: [...new Set(units)] });
  if (people.length > 0) await tellChanged(t, { from: input.from, people: [...new Set(people)] });
  return { number: last + 1 };
});

/** What a pattern asks in a week beside the law; nothing is written. */
export const tryPattern = (ctx: Context, { body }: { body: PatternBody }) => readTenant(ctx, async () => {
  const read = orRefuse(aPatternIsSound(body));
  return { words: patternWords(body, read), hours: hoursOfWeek(read, NORM) };
});

/** From the day after, units and people go by the unit above or the calendar: nobody is left on a rule that is no more. */
export const endPattern = (ctx: Context, { id, lastDay, reason }: { id: string; lastDay: CalendarDay; reason: string }) => inTenant(ctx, async (t) => {
  const pattern = await storage.lockPattern(t.tx, t.instansi, id);
  if (!pattern) throw new Refused({ code: 'work-schedules.unknown' });
  if (pattern.lastDay !== null) throw new Refused({ code: 'work-schedules.ended', data: { lastDay: formatDate(pattern.lastDay) } });
  await storage.endPattern(t.tx, t.instansi, id, lastDay);
  const used = (await storage.listAssignments(t.tx, t.instansi)).filter((one) => one.pattern === id && (one.toDay === null || one.toDay > lastDay));
  for (const one of used) {
    if (one.fromDay > lastDay) await storage.dropAssignment(t.tx, t.instansi, one.id);
    else await storage.endAssignment(t.tx, t.instansi, one.id, lastDay);
  }
  await audit(t, { action: 'work-schedules.pattern-ended', object: 'work-pattern', objectId: id, detail: { lastDay, reason, assignments: used.length } });
  const [units, people] = [used.flatMap((one) => one.unit ?? []), used.flatMap((one) => one.person ?? [])];
  if (units.length > 0) await tellChanged(t, { from: addDays(lastDay, 1), units: [...new Set(units)] });
  if (people.length > 0) await tellChanged(t, { from: addDays(lastDay, 1), people: [...new Set(people)] });
  return { ended: used.length };
});

async function writeVersion(t: TenantContext, pattern: string, number: number, { from, body, legalBasis, source, verified, note }: Omit<NewPattern, 'name'>): Promise<void> {
  await storage.insertVersion(t.tx, t.instansi, { pattern, number, validFrom: from, body, legalBasis, source, verified, note, at: t.house.clock.now(), by: mustViewer(t).name });
  await audit(t, { action: 'work-schedules.pattern-published', object: 'work-pattern', objectId: pattern, detail: { number, from } });
}

async function assignmentRows(t: TenantContext, rows: readonly storage.AssignmentStored[]): Promise<AssignmentRow[]> {
  const organization = organizationOf(t);
  const units = await organization.unitFacts(t, rows.flatMap((one) => one.unit ?? []));
  const today = await organization.today(t);
  const people = new Map((await organization.placements(t, { people: rows.flatMap((one) => one.person ?? []) }, today, today)).map((one) => [one.person, one.name]));
  const names = new Map((await storage.listVersions(t.tx, t.instansi)).map((one) => [one.pattern, one.name]));
  return rows.map((one) => ({ ...one, unitName: one.unit ? (units.get(one.unit)?.name ?? '') : '', personName: one.person ? (people.get(one.person) ?? 'tidak bekerja lagi') : '', patternName: one.pattern ? (names.get(one.pattern) ?? '') : 'Menurut kalender' }));
}

export const listAssignments = (ctx: Context) => inTenant(ctx, async (t) => {
  await beginPatterns(t);
  const versions = await storage.listVersions(t.tx, t.instansi);
  const today = await organizationOf(t).today(t);
  const patterns = [...Map.groupBy(versions, (row) => row.pattern).values()].flatMap(([one]) => (one!.lastDay !== null && one!.lastDay < today ? [] : [{ id: one!.pattern, name: one!.name, kind: one!.body.kind, words: patternWords(one!.body, orRefuse(aPatternIsSound(one!.body))) }]));
  const units = (await organizationOf(t).unitsInForce(t)).filter((unit) => unit.kind !== 'desa').map(({ id, name }) => ({ id, name }));
  return { today, items: await assignmentRows(t, await storage.listAssignments(t.tx, t.instansi)), patterns, units };
});

/** A later one takes over from its first day; one that is wholly covered goes. Days after a limited one are told from nothing: the unit above, or the calendar. */
export const assignPattern = (ctx: Context, input: z.output<typeof operations.assignPattern.input>) => inTenant(ctx, async (t) => {
  const [unit, person] = [input.unit ?? null, input.person ?? null];
  if ((unit === null) === (person === null)) throw new Refused({ code: 'work-schedules.of-whom', fields: [{ path: 'unit', message: 'Pilih unit atau orangnya.' }] });
  if (input.to !== undefined && input.to < input.from) throw new Refused({ code: 'work-schedules.days', fields: [{ path: 'to', message: 'Pilih hari sesudah hari pertama.' }] });
  await beginPatterns(t);
  if (input.pattern !== null) {
    const pattern = await storage.lockPattern(t.tx, t.instansi, input.pattern);
    if (!pattern) throw new Refused({ code: 'work-schedules.unknown' });
    if (pattern.lastDay !== null && (input.to === undefined || input.to > pattern.lastDay)) throw new Refused({ code: 'work-schedules.ended', data: { lastDay: formatDate(pattern.lastDay) }, fields: [{ path: 'to', message: `Paling akhir ${formatDate(pattern.lastDay)}.` }] });
  }
  const organization = organizationOf(t);
  const exists = unit !== null ? (await organization.unitFacts(t, [unit])).has(unit) : (await organization.placements(t, { people: [person!] }, '1900-01-01', '2999-12-31')).length > 0;
  if (!exists) throw new Refused({ code: 'work-schedules.unknown' });
  // The last day that changes: also of what reached beyond the new one and now ends before it. Undefined: every later one.
  let until = input.to;
  for (const before of await storage.lockAssignmentsOf(t.tx, t.instansi, { unit, person })) {
    const overlaps = (input.to === undefined || before.fromDay <= input.to) && (before.toDay === null || before.toDay >= input.from);
    if (!overlaps) continue;
    if (before.toDay === null) until = undefined;
    else if (until !== undefined && before.toDay > until) until = before.toDay;
    if (before.fromDay < input.from) await storage.endAssignment(t.tx, t.instansi, before.id, addDays(input.from, -1));
    else await storage.dropAssignment(t.tx, t.instansi, before.id);
  }
  const id = uuidv7();
  await storage.insertAssignment(t.tx, t.instansi, { id, unit, person, pattern: input.pattern, fromDay: input.from, toDay: input.to ?? null, openOnJointLeave: input.openOnJointLeave, legalBasis: input.legalBasis, at: t.house.clock.now(), by: mustViewer(t).name });
  await audit(t, { action: 'work-schedules.assigned', object: unit ? 'unit' : 'person', objectId: unit ?? person, detail: { pattern: input.pattern, from: input.from, to: input.to ?? null, openOnJointLeave: input.openOnJointLeave } });
  await tellChanged(t, { from: input.from, ...(until ? { to: until } : {}), ...(unit ? { units: [unit] } : { people: [person!] }) });
  return { id };
});

export const endAssignment = (ctx: Context, { id, lastDay }: { id: string; lastDay: CalendarDay }) => inTenant(ctx, async (t) => {
  const found = await storage.findAssignment(t.tx, t.instansi, id);
  if (!found) throw new Refused({ code: 'work-schedules.unknown' });
  if (lastDay < addDays(found.fromDay, -1)) throw new Refused({ code: 'work-schedules.days', fields: [{ path: 'lastDay', message: `Paling awal ${addDays(found.fromDay, -1)}.` }] });
  if (found.toDay !== null && lastDay > found.toDay) throw new Refused({ code: 'work-schedules.days', fields: [{ path: 'lastDay', message: `Paling akhir ${found.toDay}; sesudah itu sudah berakhir.` }] });
  if (lastDay < found.fromDay) await storage.dropAssignment(t.tx, t.instansi, id);
  else await storage.endAssignment(t.tx, t.instansi, id, lastDay);
  await audit(t, { action: 'work-schedules.assignment-ended', object: found.unit ? 'unit' : 'person', objectId: found.unit ?? found.person, detail: { lastDay } });
  await tellChanged(t, { from: addDays(lastDay, 1), ...(found.unit ? { units: [found.unit] } : { people: [found.person!] }) });
  return {};
});
