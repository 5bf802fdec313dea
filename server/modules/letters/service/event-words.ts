import { formatDay, formatDayLong } from '../../../engines/working-time/words.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { EventFields, EventView } from '../contract.ts';
import { clockField, clockOf, hoursOf, minutesOf } from '../rules/invitations.ts';
import type { EventTime } from '../rules/letter-state.ts';

/** @throws Refused `letters.event-hours`, `letters.secret-no-event` */
export function eventOf(event: EventFields, secrecy: string): EventTime {
  if (secrecy === 'sangat-rahasia') throw new Refused({ code: 'letters.secret-no-event', fields: [{ path: 'event.day', message: 'Kosongkan waktu acaranya.' }] });
  const begins = minutesOf(event.from);
  const ends = event.to ? minutesOf(event.to) : undefined;
  if (ends !== undefined && ends <= begins) throw new Refused({ code: 'letters.event-hours', fields: [{ path: 'event.to', message: 'Pilih jam sesudah jam mulai.' }] });
  return { day: event.day, begins, ...(ends === undefined ? {} : { ends }) };
}
export const eventViewOf = (event: EventTime, where: { place: string; dress: string } | undefined): EventView => ({
  day: event.day, from: clockField(event.begins), to: event.ends === undefined ? '' : clockField(event.ends), text: `${formatDayLong(event.day)} ${hoursOf(event)}`, place: where?.place ?? '', dress: where?.dress ?? '',
});
export const shortEvent = (event: EventTime, today: CalendarDay): string => `${event.day === today ? 'Hari ini' : event.day === addDays(today, 1) ? 'Besok' : formatDay(event.day, today)} ${clockOf(event.begins)}`;
