import type { House } from '../../../platform/house.ts';
import { part } from '../../../platform/house.ts';
import { addDays, weekday, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { jobContext } from '../../../platform/events/events.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, readTenant, type Context } from '../../../platform/request/context.ts';
import { countsAs } from '../rules/what-a-day-counts-as.ts';
import { whatStandsOut } from '../rules/what-stands-out.ts';
import * as storage from '../storage.ts';
import { organizationOf, scopeOf, staffOf, timesheetsOf } from './scope.ts';

// Chapters: looking · counting at night

const WEEKS = 8;
const mondayOf = (day: CalendarDay): CalendarDay => addDays(day, 1 - weekday(day));

export const staffWeeks = (ctx: Context, { unit }: { unit?: string | undefined }) =>
  readTenant(ctx, async (t) => {
    const scope = await scopeOf(t, unit);
    const today = await organizationOf(t).today(t);
    const from = addDays(mondayOf(today), -7 * (WEEKS - 1));
    const [weeks, units] = await Promise.all([storage.weeksOf(t.tx, t.instansi, scope.units, from), storage.unitsSince(t.tx, t.instansi, scope.units, addDays(mondayOf(today), -21))]);
    const byGroup = scope.groups.map((group) => ({ unit: group.id, name: group.name, due: 0, late: 0, absent: 0 }));
    for (const row of units) {
      const at = scope.groups.findIndex((group) => group.units.has(row.unit));
      const line = byGroup[at];
      if (!line) continue;
      line.due += row.due;
      line.late += row.late;
      line.absent += row.absent;
    }
    return {
      weeks: weeks.map((one) => ({ from: one.week, due: one.due, presentPercent: one.due === 0 ? 0 : Math.round((one.present / one.due) * 1000) / 10, latePercent: one.due === 0 ? 0 : Math.round((one.late / one.due) * 1000) / 10, absent: one.absent })),
      standOut: whatStandsOut(byGroup).slice(0, 8),
    };
  });

const CHUNK = 500;
const RECOUNTED_DAYS = 35;

/** Counts the last weeks again, up to yesterday; of an institution that has none yet eight weeks. By night, and once for the demonstration. */
export async function countWeeks(ctx: Context, days?: number): Promise<void> {
  const { staff, from, to } = await readTenant(ctx, async (t) => {
    const today = await organizationOf(t).today(t);
    const known = await storage.lastDay(t.tx, t.instansi);
    return { staff: await staffOf(t, null, today), from: addDays(today, -(days ?? (known ? RECOUNTED_DAYS : WEEKS * 7))), to: addDays(today, -1) };
  });
  const counts = new Map<string, storage.DayCount>();
  for (let at = 0; at < staff.length; at += CHUNK) {
    const people = staff.slice(at, at + CHUNK).map((one) => one.person);
    const found = await readTenant(ctx, (t) => timesheetsOf(t).days(t, people, from, to));
    for (const day of [...found.values()].flat()) {
      const counted = countsAs(day);
      if (counted === 'free') continue;
      const key = `${day.unit} ${day.day}`;
      const row = counts.get(key) ?? { unit: day.unit, day: day.day, due: 0, present: 0, late: 0, away: 0, absent: 0 };
      counts.set(key, row);
      row.due += 1;
      // A day that is over and still open counts as not there.
      row[counted === 'notYet' ? 'absent' : counted] += 1;
      if (day.late) row.late += 1;
    }
  }
  await inTenant(ctx, async (t) => {
    await storage.dropDays(t.tx, t.instansi, from, to);
    if (counts.size > 0) await storage.insertDays(t.tx, t.instansi, [...counts.values()]);
  });
}

export async function countAllWeeks(house: House): Promise<void> {
  for (const one of await part<Institutions>(house, 'institutions').all(house)) {
    try {
      await countWeeks(jobContext(house, one.id, 'job:staff-overview.count-weeks'));
    } catch (error) {
      // The others are not held up; the next night counts again.
      house.log.error({ instansi: one.id, error: (error as Error).stack ?? String(error) }, 'count weeks');
    }
  }
}
