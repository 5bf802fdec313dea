import type { AttendancePort, NewPunch } from '../modules/attendance/contract.ts';
import type { LeavePort } from '../modules/leave/contract.ts';
import type { TravelPort } from '../modules/travel/contract.ts';
import type { WorkDay, WorkSchedulesPort } from '../modules/work-schedules/contract.ts';
import { part } from '../platform/house.ts';
import { momentAt } from '../platform/kernel/calendar-day.ts';
import { inTenant, type TenantContext } from '../platform/request/context.ts';
import type { Dice } from './random.ts';
import { firstDayOf } from './schedules.ts';
import type { Seeding } from './seeding.ts';

/** Who comes and goes by the clock: villages keep their own hours. */
const EMPLOYED = new Set(['pns', 'cpns', 'pppk', 'contract']);

/**
 * Punches of everybody since the first of last month, up to the moment on which the demonstration hangs: most on time, some late, some who left early or
 * forgot, a few who did not come. By the module's own verb for other doors; terminals in town, a paired device in the hills, the signed sheet for guards.
 */
export async function seedAttendance(seeding: Seeding): Promise<void> {
  const { plan, dice, anchor, house } = seeding;
  const posts = new Map(plan.posts.map((post) => [post.id, post]));
  const units = new Map(plan.units.map((unit) => [unit.id, unit]));
  const holdings = new Map(plan.holdings.map((one) => [one.person, one]));
  const people = plan.people.filter((one) => EMPLOYED.has(one.employment) && holdings.has(one.id));
  await inTenant(seeding.context(anchor.now), async (t) => {
    const days = await part<WorkSchedulesPort<TenantContext>>(house, 'work-schedules').days(t, people.map((one) => one.id), firstDayOf(anchor.day), anchor.day);
    const away = await part<LeavePort<TenantContext>>(house, 'leave').between(t, people.map((one) => one.id), firstDayOf(anchor.day), anchor.day);
    const journeys = await part<TravelPort<TenantContext>>(house, 'travel').between(t, people.map((one) => one.id), firstDayOf(anchor.day), anchor.day);
    const punches: NewPunch[] = [];
    for (const person of people) {
      const holding = holdings.get(person.id)!;
      const unit = units.get(posts.get(holding.post)!.unit)!;
      const remote = unit.code.endsWith('-PUDAK');
      const habits = habitsOf(dice.of(`punches/${person.id}`), { remote, sheet: person.employment === 'contract' });
      const place = unit.kind === 'bidang' || unit.kind === 'bagian' ? null : dice.id(`place/${unit.code}`);
      for (const day of days.get(person.id) ?? []) {
        if (!day.shift || away.get(person.id)?.some((one) => one.day === day.day)) continue;
        const duty = journeys.get(person.id)?.find((one) => one.fromDay <= day.day && one.toDay >= day.day)?.part;
        for (const { direction, at, doubt } of habits.punchesOf(day)) {
          // On a journey nobody is at the office; on half a day of it only the other half.
          if (at > anchor.now || duty === 'full' || (duty === 'morning' && direction === 'in') || (duty === 'afternoon' && direction === 'out')) continue;
          // What lies in the hills nobody knows of yet: this morning nothing has been heard of Pudak.
          const arrives = at.getTime() + habits.delay;
          if (remote && arrives > anchor.now.getTime()) continue;
          punches.push({ ...habits.door, id: dice.id(`punch/${person.id}/${day.day}/${direction}`, at.getTime()), person: person.id, holding: holding.id, at, receivedAt: new Date(Math.min(arrives, anchor.now.getTime())), direction, place, ...(doubt ? { trust: 60, reasons: ['near-the-fence'] } : {}) });
        }
      }
    }
    await part<AttendancePort<TenantContext>>(house, 'attendance').record(t, punches);
  });
}

interface Door {
  source: NewPunch['source'];
  trust: number;
  class: NewPunch['class'];
}
const TERMINAL: Door = { source: 'terminal', trust: 100, class: 'A' };
const DEVICE: Door = { source: 'office-device', trust: 85, class: 'B' };
const SHEET: Door = { source: 'sheet', trust: 60, class: 'D' };

/** A person's own way through a month. */
function habitsOf(own: Dice, { remote, sheet }: { remote: boolean; sheet: boolean }) {
  const late = own.chance(0.15) ? 0.22 : 0.03;
  const early = own.chance(0.1) ? 0.08 : 0.01;
  const usual = own.between(4, 26);
  return {
    door: sheet ? SHEET : remote ? DEVICE : TERMINAL,
    delay: sheet ? 9 * 3_600_000 : remote ? 11 * 3_600_000 : 2000,
    punchesOf({ day, shift }: WorkDay): { direction: 'in' | 'out'; at: Date; doubt: boolean }[] {
      if (own.chance(0.006)) return [];
      const at = (seconds: number) => new Date(momentAt(day, 0, 'WIB').getTime() + seconds * 1000);
      const comes = own.chance(late) ? shift!.start + own.between(65, 75 * 60) : shift!.start - own.between(usual * 30, usual * 90);
      const goes = own.chance(early) ? shift!.end - own.between(5 * 60, 70 * 60) : shift!.end + own.between(20, 45 * 60);
      const doubt = !sheet && own.chance(0.006);
      return [...(own.chance(0.004) ? [] : [{ direction: 'in' as const, at: at(comes), doubt }]), ...(own.chance(0.012) ? [] : [{ direction: 'out' as const, at: at(goes), doubt: false }])];
    },
  };
}
