import { formatMoment } from '../../../engines/working-time/words.ts';
import { part } from '../../../platform/house.ts';
import { addDays, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { sentencesOf, type AttendancePort } from '../../attendance/contract.ts';
import type { Counts } from '../contract.ts';
import type { WorkSchedulesPort } from '../../work-schedules/contract.ts';
import { countsAs } from '../rules/what-a-day-counts-as.ts';
import { organizationOf, scopeOf, staffOf, timesheetsOf } from './scope.ts';

const MOST_NAMES = 60;
const LATE_MS = 3_600_000;
const none = (): Counts => ({ staff: 0, due: 0, present: 0, late: 0, away: 0, notYet: 0, absent: 0, marked: 0 });

/** House rule: how far back a day may be looked at here; older ones are in the recaps. */
const MOST_DAYS_BACK = 92;

/** House rule: so long before the hours begin a day is not yet looked at, in seconds. */
const BEFORE_HOURS = 2 * 3600;

/** Today from shortly before the hours begin; before that, or where the unit rests today, its last working day: an empty Sunday tells a leader nothing. */
async function dayToShow(t: TenantContext, unit: string, today: CalendarDay, midnight: Date): Promise<CalendarDay> {
  const before = (await part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules').unitDays(t, [unit], addDays(today, -14), today)).get(unit) ?? [];
  const now = (t.house.clock.now().getTime() - midnight.getTime()) / 1000;
  return before.findLast((one) => one.shift && (one.day < today || now >= one.shift.start - BEFORE_HOURS))?.day ?? today;
}

/** A day as it stands at this moment, by line of the scope, with names of who is missing. */
export const staffToday = (ctx: Context, { unit, day: asked }: { unit?: string | undefined; day?: CalendarDay | undefined }) =>
  // Not only reading: the first look at an institution's calendar begins it.
  inTenant(ctx, async (t) => {
    const [scope, today, zone] = [await scopeOf(t, unit), await organizationOf(t).today(t), await organizationOf(t).zone(t)];
    if (asked !== undefined && (asked > today || asked < addDays(today, -MOST_DAYS_BACK))) throw new Refused({ code: 'staff-overview.day' });
    const day = asked ?? (await dayToShow(t, scope.unit?.id ?? mustHat(t).unitId, today, momentAt(today, 0, zone)));
    const staff = await staffOf(t, scope.units, day);
    const people = staff.map((one) => one.person);
    const midnight = momentAt(day, 0, zone);
    const [days, punches, facts] = await Promise.all([
      timesheetsOf(t).standing(t, people, day),
      part<AttendancePort<TenantContext>>(t.house, 'attendance').noticed(t, people, midnight, new Date(midnight.getTime() + 86_400_000), LATE_MS),
      organizationOf(t).unitFacts(t, [...new Set(staff.map((one) => one.unit))]),
    ]);
    const lineOf = new Map(scope.groups.flatMap((group, at) => [...group.units].map((id) => [id, at] as const)));
    const lines = scope.groups.map(none);
    const missing: { person: string; name: string; title: string; unitName: string; text: string }[] = [];
    const marked: typeof missing = [];
    let arrivedLate = 0;
    for (const one of staff) {
      const at = lineOf.get(one.unit);
      if (at === undefined) continue;
      const line = lines[at]!;
      const result = days.get(one.person);
      const counted = countsAs(result);
      line.staff += 1;
      if (counted !== 'free') line.due += 1;
      if (counted !== 'free') line[counted] += 1;
      if (result?.late) line.late += 1;
      const who = { person: one.person, name: one.name, title: one.postTitle, unitName: facts.get(one.unit)?.name ?? '' };
      if (counted === 'notYet' || counted === 'absent') missing.push({ ...who, text: counted === 'notYet' ? 'belum absen' : 'tanpa keterangan' });
      const own = punches.get(one.person) ?? [];
      const open = own.filter((punch) => punch.review === 'open');
      if (open.length > 0) {
        line.marked += 1;
        marked.push({ ...who, text: sentencesOf([...new Set(open.flatMap((punch) => punch.reasons))]).map((reason) => reason.text).join(' ') });
      }
      arrivedLate += own.filter((punch) => punch.receivedAt.getTime() - punch.at.getTime() > LATE_MS && punch.source !== 'sheet').length;
    }
    const total = lines.reduce((sum, line) => Object.fromEntries(Object.entries(sum).map(([key, value]) => [key, value + line[key as keyof Counts]])) as Counts, none());
    const inOrder = (all: typeof missing) => all.toSorted((a, b) => a.unitName.localeCompare(b.unitName, 'id') || a.name.localeCompare(b.name, 'id'));
    return {
      day, today, asOf: formatMoment(t.house.clock.now(), zone), unit: scope.unit ? { id: scope.unit.id, name: scope.unit.name, above: scope.above } : null, total,
      units: scope.groups.map((group, at) => ({ ...lines[at]!, id: group.id, name: group.name, hasBelow: group.hasBelow })).filter((line) => line.staff > 0),
      notYet: inOrder(missing).slice(0, MOST_NAMES), marked: inOrder(marked).slice(0, MOST_NAMES), more: { notYet: Math.max(0, missing.length - MOST_NAMES), marked: Math.max(0, marked.length - MOST_NAMES) }, arrivedLate,
      warned: await timesheetsOf(t).warned(t, scope.units, Number(today.slice(0, 4))),
    };
  });
