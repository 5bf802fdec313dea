import { addDays } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { AbsenceSource } from '../../travel/contract.ts';
import type { LeaveDay, LeavePort } from '../contract/port.ts';
import { addCredits } from '../storage/balances.ts';
import { grantedBetween } from '../storage/requests.ts';
import { kindsOn } from './policy.ts';
import { organizationOf } from './ports.ts';

/** What later modules get as house part `leave`. */
export const leavePort: LeavePort<TenantContext> = {
  async between(t, people, from, to) {
    const found = new Map<string, LeaveDay[]>();
    if (people.length === 0) return found;
    for (const row of await grantedBetween(t.tx, t.instansi, people, from, to)) {
      let days = found.get(row.person);
      if (!days) found.set(row.person, (days = []));
      const last = row.lastDay < to ? row.lastDay : to;
      for (let day = row.fromDay > from ? row.fromDay : from; day <= last; day = addDays(day, 1)) days.push({ day, code: row.kind, part: row.part, request: row.id, ...(row.number ? { letter: row.number } : {}) });
    }
    return found;
  },
  kinds: async (t) => (await kindsOn(t, await organizationOf(t).today(t))).kinds.map(({ code, title }) => ({ code, title })),
  creditJointLeave: async (t, worked) => (worked.length === 0 ? 0 : (await addCredits(t.tx, t.instansi, worked, t.house.clock.now())).length),
};

/** `absences.leave`: journeys are warned of leave that was granted. */
export const leaveAbsences: AbsenceSource<TenantContext> = {
  async between(t, people, from, to) {
    const rows = await grantedBetween(t.tx, t.instansi, people.map((one) => one.person), from, to);
    if (rows.length === 0) return [];
    const titles = new Map((await leavePort.kinds(t)).map((one) => [one.code, one.title.toLowerCase()]));
    return rows.map((row) => ({ person: row.person, fromDay: row.fromDay, toDay: row.lastDay, words: titles.get(row.kind) ?? 'cuti' }));
  },
};
