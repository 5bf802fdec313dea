import { dueAfter } from '../../../engines/working-time/limits.ts';
import { addCalendarDays, endOfDay } from '../../../engines/working-time/count.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { startingLetters } from '../catalogue-files.ts';
import type { Clock, Urgency } from '../contract.ts';
import type { Deadline } from '../rules/letter-state.ts';
import * as storage from '../storage/others.ts';
import { calendarOf } from './ports.ts';

const BEFORE_ANY = { version: 1, clocks: startingLetters.clocks };
const settingsOf = async (t: TenantContext) => (await storage.findSettings(t.tx, t.instansi)) ?? BEFORE_ANY;
export const clockOf = async (t: TenantContext, urgency: Urgency): Promise<Clock> => (await settingsOf(t)).clocks.find((clock) => clock.urgency === urgency)!;

/** When a letter that a unit received at a moment must be handled, by the clock of its urgency and the unit's calendar. */
export async function dueOf(t: TenantContext, unit: string, urgency: Urgency, receivedAt: Date): Promise<Deadline> {
  const [{ amount, unit: counts }, calendar] = await Promise.all([clockOf(t, urgency), calendarOf(t).calendarOf(t, unit)]);
  const due = dueAfter(calendar, receivedAt, { amount, unit: counts });
  return { at: due.dueAt.toISOString(), provisional: due.provisional };
}
/** The end of a day that somebody chose. */
export async function endOf(t: TenantContext, unit: string, day: CalendarDay): Promise<Deadline> {
  const calendar = await calendarOf(t).calendarOf(t, unit);
  // A day beyond a year from now is a slip of the pen.
  const latest = endOfDay(calendar, addCalendarDays(calendar, t.house.clock.now(), 366).due);
  const at = endOfDay(calendar, day);
  return { at: (at > latest ? latest : at).toISOString(), provisional: false };
}

export const getSettings = (ctx: Context) => readTenant(ctx, settingsOf);
export const saveSettings = (ctx: Context, { clocks, version }: { clocks: Clock[]; version: number }) =>
  inTenant(ctx, async (t) => {
    if (new Set(clocks.map((clock) => clock.urgency)).size !== clocks.length) throw new Refused({ code: 'request.invalid', fields: [{ path: 'clocks', message: 'Isi setiap kecepatan satu kali.' }] });
    if (!(await storage.saveSettings(t.tx, t.instansi, clocks, version))) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'letters.settings-saved', object: 'letters', detail: { clocks: clocks.map(({ urgency, amount, unit }) => `${urgency} ${amount} ${unit}`) } });
    return { version: version + 1 };
  });
