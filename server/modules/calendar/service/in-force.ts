import { createHash } from 'node:crypto';
import { builtInCalendarData } from '../../../engines/working-time/built-in-calendar.ts';
import { nextOpening, type CounterHours } from '../../../engines/working-time/counter-hours.ts';
import { makeCalendar, type WorkCalendar } from '../../../engines/working-time/work-calendar.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { part, type House } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { CalendarPort, CalendarSnapshot, PublishedCalendar } from '../contract.ts';
import { canonical } from '../rules/canonical.ts';
import type { CalendarBody } from '../rules/change-the-draft.ts';
import * as storage from '../storage.ts';

/** What is kept of one institution until its serial changes. */
interface Kept extends CalendarSnapshot {
  /** Hours of the counters that have their own, by unit. */
  counters: ReadonlyMap<string, CounterHours>;
}
const kept = new WeakMap<House, Map<string, Kept>>();
const MOST_INSTITUTIONS = 1000;

/** What later modules get as house part `calendar`. */
export const createCalendarPort = (): CalendarPort<TenantContext> => ({ snapshot, published, calendarOf: calendarOfUnit, keyOfUnit, counterOf, receivedAt });

const published = async (t: TenantContext): Promise<PublishedCalendar[]> =>
  (await storage.listCalendars(t.tx, t.instansi)).map(({ id, name, number, publishedAt, body }) => ({ id, name, number, publishedAt, years: [...(body.yearsPublished ?? [])], holidays: body.holidays.length }));

/** Within one transaction the head is looked at once. */
const ofTransaction = new WeakMap<object, Kept>();

export async function snapshot(t: TenantContext): Promise<Kept> {
  let seen = ofTransaction.get(t.tx);
  if (!seen) ofTransaction.set(t.tx, (seen = await currentSnapshot(t)));
  return seen;
}

async function currentSnapshot(t: TenantContext): Promise<Kept> {
  const serial = (await storage.serialOf(t.tx, t.instansi)) ?? (await beginFor(t));
  let ofHouse = kept.get(t.house);
  if (!ofHouse) kept.set(t.house, (ofHouse = new Map()));
  const known = ofHouse.get(t.instansi);
  if (known?.serial === serial) return known;
  const rows = await storage.listCalendars(t.tx, t.instansi);
  const calendars = new Map<string, WorkCalendar>(rows.map((row) => [row.id, workCalendar(row.body, row.id, row.number)]));
  const fresh: Kept = {
    serial,
    defaultKey: rows.find((row) => row.isDefault)!.id,
    assignments: new Map((await storage.listAssignments(t.tx, t.instansi)).map((row) => [row.unit, row.calendar])),
    counters: new Map((await storage.listCounters(t.tx, t.instansi)).map((row) => [row.unit, row.body])),
    calendarOf: (key) => {
      const calendar = calendars.get(key);
      if (!calendar) throw new Error(`no calendar ${key} in ${t.instansi}`);
      return calendar;
    },
  };
  if (ofHouse.size >= MOST_INSTITUTIONS) ofHouse.clear();
  // Read in a transaction that changed it itself and may still fail: such a copy is not kept.
  if (serial > (known?.serial ?? 0) && !changing.has(t.tx)) ofHouse.set(t.instansi, fresh);
  return fresh;
}

/** Transactions that changed a calendar: what they read is not shared before they commit. */
const changing = new WeakSet<object>();
export async function bump(t: TenantContext): Promise<void> {
  changing.add(t.tx);
  ofTransaction.delete(t.tx);
  await storage.bumpHead(t.tx, t.instansi);
}

export const workCalendar = (body: CalendarBody, id: string, number: number): WorkCalendar => orRefuse(makeCalendar({ ...body, version: `${id}/${number}` }));

/** Who only reads, and is the first to ask, has them begun in a transaction of its own: what is read afterwards sees them. */
function beginFor(t: TenantContext): Promise<number> {
  if (!t.tx.isReadOnly) return beginCalendars(t);
  const { tx: _, ...ctx } = t;
  return inTenant(ctx, beginCalendars);
}

/** The first calendar of an institution: five days, the national list of the catalogue, its zone. Version 1 at once. */
async function beginCalendars(t: TenantContext): Promise<number> {
  if (await storage.claimHead(t.tx, t.instansi)) {
    changing.add(t.tx);
    const { version: _, ...body } = builtInCalendarData({ zone: await storage.zoneOf(t.tx, t.instansi), week: 5 });
    const years = [...new Set(body.holidays.filter((row) => row.kind !== 'libur_daerah').map((row) => Number(row.date.slice(0, 4))))];
    await publishNew(t, { name: 'Kalender utama', isDefault: true, body: { ...body, special: [], jointLeaveIsHoliday: true, yearsPublished: years }, reason: 'Kalender bawaan: daftar libur nasional dan cuti bersama' });
  }
  return (await storage.serialOf(t.tx, t.instansi))!;
}

export async function publishNew(t: TenantContext, calendar: { name: string; isDefault: boolean; body: CalendarBody; reason: string }): Promise<string> {
  const id = uuidv7();
  const at = t.house.clock.now();
  workCalendar(calendar.body, id, 1);
  await storage.insertCalendar(t.tx, t.instansi, { id, name: calendar.name, isDefault: calendar.isDefault, at });
  await storage.insertPublished(t.tx, t.instansi, { calendar: id, number: 1, body: calendar.body, sha256: digest(calendar.body), reason: calendar.reason, at, by: t.viewer?.accountId ?? null });
  await audit(t, { action: 'calendar.created', object: 'calendar', objectId: id, detail: { name: calendar.name, week: calendar.body.week, sha256: digest(calendar.body).toString('hex') } });
  return id;
}

export const digest = (body: CalendarBody): Buffer => createHash('sha256').update(canonical(body)).digest();

export async function keyOfUnit(t: TenantContext, unit: string): Promise<string> {
  const { assignments, defaultKey } = await snapshot(t);
  if (assignments.size === 0) return defaultKey;
  const own = assignments.get(unit);
  if (own) return own;
  const above = await part<OrganizationPort<TenantContext>>(t.house, 'organization').unitsAbove(t, unit);
  return above.map((one) => assignments.get(one)).find((key) => key !== undefined) ?? defaultKey;
}

async function calendarOfUnit(t: TenantContext, unit: string): Promise<WorkCalendar> {
  return (await snapshot(t)).calendarOf(await keyOfUnit(t, unit));
}

/** Without hours of its own a counter opens with the office. */
export async function counterOf(t: TenantContext, unit: string): Promise<CounterHours> {
  const own = (await snapshot(t)).counters.get(unit);
  if (own) return own;
  const { hours, special } = await calendarOfUnit(t, unit);
  return { hours, special };
}

async function receivedAt(t: TenantContext, unit: string, moment: Date): Promise<Date> {
  return nextOpening(await counterOf(t, unit), await calendarOfUnit(t, unit), moment);
}
