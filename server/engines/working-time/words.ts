import { dayNumberIn, localIn, twoDigits, ZONES, type CalendarDay, type Zone } from '../../platform/kernel/calendar-day.ts';

// Written out instead of Intl: the same letters on every server and phone, and nothing to load.
const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const MONTHS = [
  'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember',
];

/** A date whose UTC fields are the day that is meant. */
const dateOf = (day: CalendarDay): Date => new Date(`${day}T00:00:00Z`);

function shortDay(date: Date, thisYear?: number): string {
  const text = `${DAYS[date.getUTCDay()]!.slice(0, 3)} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!.slice(0, 3)}`;
  return thisYear !== undefined && thisYear !== date.getUTCFullYear() ? `${text} ${date.getUTCFullYear()}` : text;
}
const writtenDate = (date: Date): string => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
const longDay = (date: Date): string => `${DAYS[date.getUTCDay()]}, ${writtenDate(date)}`;
const clockTime = (date: Date): string => `${twoDigits(date.getUTCHours())}.${twoDigits(date.getUTCMinutes())}`;

/** `Sen 23 Nov`; with a year (`Sen 4 Jan 2027`) when it is not the year of `today`. */
export const formatDay = (day: CalendarDay, today?: CalendarDay): string => shortDay(dateOf(day), today === undefined ? undefined : Number(today.slice(0, 4)));

/** `23 November 2026`, as letters write it. */
export const formatDate = (day: CalendarDay): string => writtenDate(dateOf(day));

/** `Senin, 23 November 2026` */
export const formatDayLong = (day: CalendarDay): string => longDay(dateOf(day));

/** `15.00 WIB` */
export const formatTime = (moment: Date, zone: Zone): string => `${clockTime(localIn(moment, zone))} ${zone}`;

/** `Senin, 23 November 2026 pukul 15.00 WIB` */
export function formatMoment(moment: Date, zone: Zone): string {
  const local = localIn(moment, zone);
  return `${longDay(local)} pukul ${clockTime(local)} ${zone}`;
}

/** ISO 8601 with the zone's offset: `2025-01-07T23:59:59+07:00`. */
export function isoInZone(moment: Date, zone: Zone): string {
  const local = new Date(moment.getTime() + ZONES[zone] * 60_000).toISOString().slice(0, 19);
  return `${local}+${String(ZONES[zone] / 60).padStart(2, '0')}:00`;
}

const isEndOfDay = (local: Date): boolean => local.getUTCHours() === 23 && local.getUTCMinutes() === 59 && local.getUTCSeconds() === 59;

/**
 * A due moment in the words of the desk: `hari ini 15.00`, `besok`, `Sen 23 Nov`, `terlambat 3 jam`, `terlambat 1 hari`.
 * The hour is left out where the whole day counts. Late days are calendar days in the zone, late hours only on the day itself.
 */
export function describeDue(dueAt: Date, now: Date, zone: Zone): string {
  const days = dayNumberIn(dueAt, zone) - dayNumberIn(now, zone);
  if (dueAt < now) return `terlambat ${days < 0 ? `${-days} hari` : lateToday(now.getTime() - dueAt.getTime())}`;
  const local = localIn(dueAt, zone);
  const hour = isEndOfDay(local) ? '' : ` ${clockTime(local)}`;
  if (days === 0) return `hari ini${hour}`;
  if (days === 1) return `besok${hour}`;
  return shortDay(local, localIn(now, zone).getUTCFullYear());
}

const lateToday = (milliseconds: number): string =>
  milliseconds >= 3_600_000 ? `${Math.floor(milliseconds / 3_600_000)} jam` : `${Math.max(1, Math.floor(milliseconds / 60_000))} menit`;
