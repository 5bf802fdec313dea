import { formatDayLong } from '../../engines/working-time/words.ts';
import { addDays, dayIn, localIn, momentAt, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { House } from '../../platform/house.ts';
import type { EventMessage, Schedule, Subscriber } from '../../platform/module.ts';
import { jobContext } from '../../platform/events/events.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { LeaveChanged } from '../leave/contract.ts';
import type { ScheduleChanged } from '../work-schedules/contract.ts';
import { lookForWarnings } from './service/discipline.ts';
import { attendanceOf, noticesOf, organizationOf, schedulesOf, travelOf } from './service/ports.ts';
import { recompute, type Scope } from './service/recompute.ts';
import * as dayStore from './storage/days.ts';
import { institutionsWithPolicies, markOf, publishedPolicies, setMark } from './storage/rules.ts';

// Chapters: what happened elsewhere · each minute · each night

const yesterday = (ctx: Context): Promise<CalendarDay> => readTenant(ctx, async (t) => addDays(await organizationOf(t).today(t), -1));

async function withUnitsBelow(ctx: Context, units: readonly string[]): Promise<string[]> {
  return readTenant(ctx, async (t) => [...new Set((await Promise.all(units.map((unit) => organizationOf(t).unitsBelow(t, unit)))).flat())]);
}
async function onSchedule(ctx: Context, { payload }: EventMessage): Promise<void> {
  const change = payload as unknown as ScheduleChanged;
  const of: Scope = change.people ? { people: change.people } : change.units ? { units: await withUnitsBelow(ctx, change.units) } : 'everybody';
  await recompute(ctx, of, change.from, change.to ?? (await yesterday(ctx)), 'Jadwal atau kalender kerja berubah');
}
async function onLeave(ctx: Context, { payload, event }: EventMessage): Promise<void> {
  const change = payload as unknown as LeaveChanged;
  await recompute(ctx, { people: [change.person] }, change.from, change.to, event === 'leave.granted' ? 'Cuti diberikan' : 'Cuti berubah');
}
async function onTravel(ctx: Context, { payload, event }: EventMessage): Promise<void> {
  const trip = await readTenant(ctx, (t) => travelOf(t).travellersOf(t, String(payload['trip'])));
  if (trip) await recompute(ctx, { people: trip.people }, trip.fromDay, trip.toDay, event === 'travel.ordered' ? 'Surat tugas terbit' : 'Perjalanan dinas dibatalkan');
}
async function onHolder(ctx: Context, { payload }: EventMessage): Promise<void> {
  const people = await readTenant(ctx, async (t) => (await organizationOf(t).whoHeld(t, String(payload['post']), String(payload['from']))).map((one) => one.personId));
  await recompute(ctx, { people }, String(payload['from']), await yesterday(ctx), 'Penempatan berubah');
}
/** A superior upheld or rejected marked punches. One after midnight may end the shift of the day before. */
async function onReviewed(ctx: Context, { payload }: EventMessage): Promise<void> {
  const { people, from, to } = payload as { people: string[]; from: string; to: string };
  const zone = await readTenant(ctx, (t) => organizationOf(t).zone(t));
  await recompute(ctx, { people }, addDays(dayIn(new Date(from), zone), -1), dayIn(new Date(to), zone), 'Absen bertanda diputuskan atasan');
}
async function onPolicy(ctx: Context, { payload }: EventMessage): Promise<void> {
  const units = payload['units'] as string[] | undefined;
  await recompute(ctx, units ? { units } : 'everybody', String(payload['from']), await yesterday(ctx), 'Aturan kehadiran berubah');
}
async function onFacts(ctx: Context, { payload }: EventMessage): Promise<void> {
  const { from, to, people, units, why } = payload as { from: CalendarDay; to: CalendarDay; people?: string[]; units?: string[]; why: string };
  await recompute(ctx, people ? { people } : units && units.length > 0 ? { units: await withUnitsBelow(ctx, units) } : 'everybody', from, to, why);
}
/** Everybody who is in the recap, that it was verified and until when they may object. */
async function onVerified(ctx: Context, { payload, id }: EventMessage): Promise<void> {
  const { unit, month, until } = payload as { unit: string; month: string; until: CalendarDay };
  await inTenant(ctx, async (t) => {
    const people = new Set((await dayStore.countedDays(t.tx, t.instansi, { agency: unit }, `${month}-01`, addDays(`${month}-01`, 30))).map((one) => one.person));
    for (const account of (await organizationOf(t).accountsOf(t, [...people])).values()) {
      await noticesOf(t).tell(t, account, { source: id, at: t.house.clock.now(), kind: 'case-message', title: `Rekap kehadiran ${month} sudah diverifikasi`, text: `Periksa hari-hari Anda. Keberatan diterima sampai ${formatDayLong(until)}.`, href: `/petugas/kehadiran?bulan=${month}` });
    }
  });
}

export const subscribers: Subscriber[] = [
  { event: 'work-schedules.changed', name: 'timesheets', run: onSchedule },
  { event: 'leave.granted', name: 'timesheets', run: onLeave },
  { event: 'leave.changed', name: 'timesheets', run: onLeave },
  { event: 'travel.ordered', name: 'timesheets', run: onTravel },
  { event: 'travel.cancelled', name: 'timesheets', run: onTravel },
  { event: 'attendance.reviewed', name: 'timesheets', run: onReviewed },
  { event: 'organization.holder-changed', name: 'timesheets', run: onHolder },
  { event: 'timesheets.policy-changed', name: 'timesheets', run: onPolicy },
  { event: 'timesheets.facts-changed', name: 'timesheets', run: onFacts },
  { event: 'timesheets.verified', name: 'timesheets-tell', run: onVerified },
];

/** Institutions that keep attendance here: those with a rule in force or to come. */
const institutions = (house: House): Promise<{ instansi: string }[]> => house.db.asOwner((tx) => institutionsWithPolicies(tx));
const each = (house: House, name: string, work: (ctx: Context) => Promise<void>) => async (): Promise<void> => {
  for (const { instansi } of await institutions(house)) {
    try {
      await work(jobContext(house, instansi, `job:${name}`));
    } catch (error) {
      // The others are not held up; the next run finds what this one left.
      house.log.error({ error: (error as Error).message, instansi }, `${name} failed`);
    }
  }
};

/** Whose shift of the day was still open at one of these moments. In the rush of a morning these are few, where everybody would be judged again each minute. */
async function stillAtWork(t: TenantContext, day: CalendarDay, midnight: Date, punches: readonly { person: string; at: Date }[]): Promise<string[]> {
  const schedules = await schedulesOf(t).days(t, [...new Set(punches.map((one) => one.person))], day, day);
  return punches.flatMap(({ person, at }) => {
    const closes = schedules.get(person)?.[0]?.shift?.closes;
    return closes !== undefined && at.getTime() <= midnight.getTime() + closes * 1000 ? [person] : [];
  });
}

const OVERLAP_MS = 120_000;
/** Punches that came in late belong to a past day: it is judged again. Those of today are judged when somebody looks. */
export async function takeLateArrivals(ctx: Context): Promise<number> {
  const now = ctx.house.clock.now();
  const work = await readTenant(ctx, async (t) => {
    const since = (await markOf(t.tx, t.instansi, 'arrivals')) ?? new Date(now.getTime() - 86_400_000);
    const [zone, today] = [await organizationOf(t).zone(t), await organizationOf(t).today(t)];
    const days = new Map<CalendarDay, Set<string>>();
    const add = (day: CalendarDay, person: string) => void days.set(day, (days.get(day) ?? new Set()).add(person));
    const afterMidnight = new Map<CalendarDay, { person: string; at: Date }[]>();
    for (const one of await attendanceOf(t).arrivedSince(t, new Date(since.getTime() - OVERLAP_MS))) {
      const day = dayIn(one.at, zone);
      if (day < today) add(day, one.person);
      // It may belong to the shift of the evening before.
      const before = addDays(day, -1);
      if (before < today) (afterMidnight.get(before) ?? afterMidnight.set(before, []).get(before)!).push(one);
    }
    for (const [day, punches] of afterMidnight) for (const person of await stillAtWork(t, day, momentAt(day, 0, zone), punches)) add(day, person);
    return days;
  });
  let changed = 0;
  for (const [day, people] of work) changed += (await recompute(ctx, { people: [...people] }, day, day, 'Absen datang kemudian')).changed;
  await inTenant(ctx, (t) => setMark(t.tx, t.instansi, 'arrivals', now));
  return changed;
}

/** One digest for each person: which days became something else. */
export async function tellChanges(ctx: Context): Promise<number> {
  return inTenant(ctx, async (t) => {
    const now = t.house.clock.now();
    const byPerson = Map.groupBy(await dayStore.takeUntold(t.tx, t.instansi, now), (one) => one.person);
    const accounts = await organizationOf(t).accountsOf(t, [...byPerson.keys()]);
    const source = uuidv7();
    for (const [person, account] of accounts) {
      const days = byPerson.get(person)!.sort((a, b) => (a.day < b.day ? -1 : 1));
      await noticesOf(t).tell(t, account, {
        source, at: now, kind: 'case-message', title: days.length === 1 ? 'Satu hari kehadiran Anda dihitung ulang' : `${days.length} hari kehadiran Anda dihitung ulang`, text: 'Lihat apa yang berubah dan mengapa. Anda dapat berkeberatan.', href: `/petugas/kehadiran?bulan=${days[0]!.day.slice(0, 7)}`,
        about: days.slice(0, 5).map((one) => `${formatDayLong(one.day)}: ${one.before} menjadi ${one.after}. ${one.why}.`).join(' '),
      });
    }
    return accounts.size;
  });
}

/** Every open day is judged once a night, so that nothing that was missed stays wrong: the last two months that no lock closes. */
export async function everyNight(ctx: Context): Promise<void> {
  const today = await readTenant(ctx, (t) => organizationOf(t).today(t));
  const first = await readTenant(ctx, async (t) => {
    const begun = (await publishedPolicies(t.tx, t.instansi)).at(-1)?.fromDay;
    const two = `${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
    return begun !== undefined && begun > two ? begun : two;
  });
  await recompute(ctx, 'everybody', first, addDays(today, -1), 'Perhitungan malam');
  await inTenant(ctx, (t) => lookForWarnings(t));
  await tellChanges(ctx);
}
export const isNight = (house: House, zone: 'WIB' | 'WITA' | 'WIT'): boolean => localIn(house.clock.now(), zone).getUTCHours() === 1;

export const schedules: Schedule[] = [
  { name: 'timesheets-late-arrivals', cron: '* * * * *', run: (house) => each(house, 'timesheets-late-arrivals', async (ctx) => void (await takeLateArrivals(ctx)))() },
  {
    name: 'timesheets-night', cron: '20 * * * *',
    run: (house) => each(house, 'timesheets-night', async (ctx) => {
      if (isNight(house, await readTenant(ctx, (t) => organizationOf(t).zone(t)))) await everyNight(ctx);
    })(),
  },
  // Changes of the day are told in the afternoon, together.
  { name: 'timesheets-digest', cron: '5 9 * * *', run: (house) => each(house, 'timesheets-digest', async (ctx) => void (await tellChanges(ctx)))() },
];
