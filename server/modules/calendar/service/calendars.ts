import { recompute } from '../../../engines/working-time/case-clock.ts';
import { builtInOfficeHours } from '../../../engines/working-time/built-in-calendar.ts';
import { compareHolidayLists } from '../../../engines/working-time/holiday-list.ts';
import type { WeekHours } from '../../../engines/working-time/work-calendar.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { part } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, tryInTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { CalendarView, DayEffect, DayEffects, operations, OpenClocks, PublishPreview } from '../contract.ts';
import type * as z from 'zod';
import { canonical } from '../rules/canonical.ts';
import { changeDraft, type CalendarBody } from '../rules/change-the-draft.ts';
import { hoursFromText, textFromHours } from '../../../engines/working-time/hours-as-text.ts';
import * as storage from '../storage.ts';
import { bump, digest, keyOfUnit, publishNew, snapshot, workCalendar } from './in-force.ts';

// Chapters: reading · drafting · preview and publishing · units and counters

type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;
const MOST_MOVED = 200;

const viewOf = (body: CalendarBody): CalendarView => ({
  zone: body.zone, week: body.week, hours: textFromHours(body.hours),
  special: (body.special ?? []).map(({ name, from, to, hours, legalBasis }) => ({ name, from, to, hours: textFromHours(hours), ...(legalBasis ? { legalBasis } : {}) })),
  holidays: body.holidays.map((row) => ({ ...row })), yearsPublished: [...(body.yearsPublished ?? [])], jointLeaveIsHoliday: body.jointLeaveIsHoliday ?? true,
});
const summaryOf = (row: storage.CalendarRow) => ({
  id: row.id, name: row.name, isDefault: row.isDefault, week: row.body.week, number: row.number, publishedAt: row.publishedAt.toISOString(), hasDraft: row.draft !== null, version: row.version,
});

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Refused({ code: 'request.not-found' });
  return row;
}
function mustBeUnchanged(row: { version: number }, version: number): void {
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
}

export const listCalendars = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    await snapshot(t);
    return { items: (await storage.listCalendars(t.tx, t.instansi)).map(summaryOf) };
  });

export const getCalendar = (ctx: Context, { id }: Input<'getCalendar'>) =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.findCalendar(t.tx, t.instansi, id));
    const versions = await storage.listVersions(t.tx, t.instansi, id);
    return {
      ...summaryOf(row), published: viewOf(row.body), draft: row.draft && viewOf(row.draft),
      versions: versions.map((one) => ({ ...one, publishedAt: one.publishedAt.toISOString() })),
    };
  });

export const createCalendar = (ctx: Context, { name, week }: Input<'createCalendar'>) =>
  inTenant(ctx, async (t) => {
    const { defaultKey } = await snapshot(t);
    if (await storage.calendarNamed(t.tx, t.instansi, name)) throw new Refused({ code: 'calendar.name-taken' });
    const main = found(await storage.findCalendar(t.tx, t.instansi, defaultKey));
    // Special periods are those of the other week; they are entered again with hours that fit.
    const body: CalendarBody = { ...main.body, week, hours: builtInOfficeHours()[week === 5 ? 'week5' : 'week6'].ordinary, special: [] };
    const id = await publishNew(t, { name, isDefault: false, body, reason: `Disalin dari ${main.name}` });
    await bump(t);
    return { id };
  });

export const editCalendar = (ctx: Context, { id, version, change }: Input<'editCalendar'>) =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockCalendar(t.tx, t.instansi, id));
    mustBeUnchanged(row, version);
    const base = row.draft ?? row.body;
    const draft = change.do === 'discard' ? null : orRefuse(changeDraft(base, change, ramadanHours(base)));
    if (draft) workCalendar(draft, id, row.number + 1);
    await storage.saveDraft(t.tx, t.instansi, id, draft && digest(draft).equals(digest(row.body)) ? null : draft);
    await audit(t, { action: 'calendar.drafted', object: 'calendar', objectId: id, detail: { ...change, ...(change.do === 'import-list' ? { csv: undefined, bytes: change.csv.length } : {}) } });
    return { version: row.version + 1 };
  });

const ramadanHours = (body: CalendarBody): WeekHours => builtInOfficeHours()[body.week === 5 ? 'week5' : 'week6'].ramadan;

/** Old and new reading of every open clock that counts by this calendar; stopped ones never move. */
export async function previewPublish(ctx: Context, { id }: Input<'previewPublish'>): Promise<PublishPreview> {
  const seen = await movedClocks(ctx, id);
  const attendance = await daysOfStaff(ctx, id, seen);
  return { ...seen, ...(attendance ? { attendance } : {}) };
}
/** Days of staff that would become something else, looked at with the draft in force and taken back; only since the first day that the draft changes. */
async function daysOfStaff(ctx: Context, id: string, seen: PublishPreview): Promise<DayEffect | undefined> {
  const effects = ctx.house.parts.get('day-effects') as DayEffects<TenantContext> | undefined;
  const listed = [...seen.holidays.added, ...seen.holidays.removed].map((one) => one.date).sort();
  const from = seen.hoursChanged || seen.periodsChanged ? '2000-01-01' : listed[0];
  if (!effects || from === undefined) return undefined;
  return tryInTenant(ctx, async (t) => {
    const row = found(await storage.lockCalendar(t.tx, t.instansi, id));
    if (!row.draft) throw new Refused({ code: 'calendar.nothing-drafted' });
    await storage.insertPublished(t.tx, t.instansi, { calendar: id, number: row.number + 1, body: row.draft, sha256: digest(row.draft), reason: 'Pratinjau', at: t.house.clock.now(), by: null });
    await bump(t);
    const { assignments, defaultKey } = await snapshot(t);
    const units = id === defaultKey ? undefined : [...new Set((await Promise.all([...assignments].flatMap(([unit, key]) => (key === id ? [organization(t).unitsBelow(t, unit)] : [])))).flat())];
    return effects.of(t, { from, units });
  });
}
const movedClocks = (ctx: Context, id: string): Promise<PublishPreview> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.findCalendar(t.tx, t.instansi, id));
    if (!row.draft) throw new Refused({ code: 'calendar.nothing-drafted' });
    const { calendarOf } = await snapshot(t);
    const fresh = workCalendar(row.draft, id, row.number + 1);
    const clocks = { open: 0, moved: 0, later: 0, earlier: 0, noLongerProvisional: 0 };
    const moved: PublishPreview['moved'] = [];
    for (const source of part<OpenClocks<TenantContext>[]>(t.house, 'open-clocks')) {
      for await (const clock of source.listOpen(t)) {
        clocks.open++;
        const change = recompute(clock.events, calendarOf, (key) => (key === id ? fresh : calendarOf(key)));
        if (change.old.provisional && !change.new.provisional) clocks.noLongerProvisional++;
        if (!change.moved) continue;
        clocks.moved++;
        if ((change.new.dueAt?.getTime() ?? 0) > (change.old.dueAt?.getTime() ?? 0)) clocks.later++;
        else clocks.earlier++;
        moved.push({
          kind: source.kind, id: clock.id, number: clock.number, title: clock.title, unit: clock.unit, oldDue: change.old.due, newDue: change.new.due,
          oldDueAt: change.old.dueAt?.toISOString() ?? null, newDueAt: change.new.dueAt?.toISOString() ?? null,
        });
        if (moved.length > 4 * MOST_MOVED) keepNearest(moved);
      }
    }
    keepNearest(moved);
    return {
      holidays: compareHolidayLists(row.body.holidays, row.draft.holidays),
      hoursChanged: !same([row.body.week, row.body.hours, row.body.jointLeaveIsHoliday ?? true], [row.draft.week, row.draft.hours, row.draft.jointLeaveIsHoliday ?? true]),
      periodsChanged: !same(row.body.special ?? [], row.draft.special ?? []),
      clocks, moved,
    };
  });

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
function keepNearest(moved: PublishPreview['moved']): void {
  moved.sort((a, b) => (a.oldDueAt ?? '').localeCompare(b.oldDueAt ?? ''));
  moved.length = Math.min(moved.length, MOST_MOVED);
}

/** A new immutable version; whoever keeps clocks recomputes them on the event, with the reason for the applicants. */
export const publishCalendar = (ctx: Context, { id, version, reason }: Input<'publishCalendar'>) =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockCalendar(t.tx, t.instansi, id));
    mustBeUnchanged(row, version);
    if (!row.draft) throw new Refused({ code: 'calendar.nothing-drafted' });
    const number = row.number + 1;
    workCalendar(row.draft, id, number);
    const change = compareHolidayLists(row.body.holidays, row.draft.holidays);
    const at = t.house.clock.now();
    await storage.insertPublished(t.tx, t.instansi, { calendar: id, number, body: row.draft, sha256: digest(row.draft), reason, at, by: t.viewer?.accountId ?? null });
    await storage.saveDraft(t.tx, t.instansi, id, null);
    await bump(t);
    await audit(t, {
      action: 'calendar.published', object: 'calendar', objectId: id,
      detail: { number, reason, sha256: digest(row.draft).toString('hex'), added: change.added.map((one) => one.date), removed: change.removed.map((one) => one.date) },
    });
    await emit(t, 'calendar.published', { calendar: id, number, reason });
    return { number };
  });

export const getUnitHours = (ctx: Context, { unit }: Input<'getUnitHours'>) =>
  inTenant(ctx, async (t) => {
    await mustExist(t, unit);
    const key = await keyOfUnit(t, unit);
    const { assignments, calendarOf } = await snapshot(t);
    const row = found(await storage.findCalendar(t.tx, t.instansi, key));
    const counter = await storage.findCounter(t.tx, t.instansi, unit);
    return {
      unit, calendar: key, calendarName: row.name, assigned: assignments.has(unit), officeHours: textFromHours(calendarOf(key).hours),
      counter: counter ? textFromHours(counter.body.hours) : null, counterVersion: counter?.version ?? null,
    };
  });

const organization = (t: TenantContext) => part<OrganizationPort<TenantContext>>(t.house, 'organization');

async function mustExist(t: TenantContext, unit: string): Promise<void> {
  found((await organization(t).unitFacts(t, [unit])).get(unit));
}

export const assignCalendar = (ctx: Context, { unit, calendar }: Input<'assignCalendar'>) =>
  inTenant(ctx, async (t) => {
    await mustExist(t, unit);
    const before = await keyOfUnit(t, unit);
    if (calendar) found(await storage.findCalendar(t.tx, t.instansi, calendar));
    await storage.assign(t.tx, t.instansi, unit, calendar);
    await bump(t);
    await audit(t, { action: 'calendar.assigned', object: 'unit', objectId: unit, detail: { from: before, to: calendar } });
    await emit(t, 'calendar.assigned', { unit, calendar, before });
    return {};
  });

/** Only what comes after the change is counted by the new hours; what was received stays received. */
export const setCounterHours = (ctx: Context, { unit, version, hours }: Input<'setCounterHours'>) =>
  inTenant(ctx, async (t) => {
    await mustExist(t, unit);
    if (!(await organization(t).mayManageUnit(t, unit))) throw new Refused({ code: 'organization.not-your-unit' });
    if (hours === null) {
      await storage.dropCounter(t.tx, t.instansi, unit);
    } else {
      const read = orRefuse(hoursFromText(hours));
      if (Object.keys(read).length === 0) throw new Refused({ code: 'calendar.counter-never-opens' });
      // The engine's own check of order and overlap; a counter may open on a day on which the office is closed.
      workCalendar({ ...ALWAYS, hours: { ...ALWAYS.hours, ...read } }, unit, 0);
      if ((await storage.saveCounter(t.tx, t.instansi, unit, { hours: read }, version ?? null)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    }
    await bump(t);
    await audit(t, { action: 'calendar.counter-hours-set', object: 'unit', objectId: unit, detail: { hours } });
    return {};
  });

const ALWAYS: CalendarBody = { zone: 'WIB', week: 5, hours: Object.fromEntries([1, 2, 3, 4, 5].map((one) => [one, [[0, 1]] as const])), holidays: [], fixedHolidays: [] };
