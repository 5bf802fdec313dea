import { dayIn, weekday, ZONES, type CalendarDay, type Zone } from '../../platform/kernel/calendar-day.ts';

// Written out instead of Intl: the same letters on every server and phone, and nothing to load.
const DAYS = ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];
const MONTHS = [
  'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember',
];

const parts = (day: CalendarDay) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month: MONTHS[month - 1]!, date, name: DAYS[weekday(day) - 1]! };
};

/** `Sen 23 Nov`; with a year (`Sen 4 Jan 2027`) when it is not the year of `today`. */
export function formatDay(day: CalendarDay, today?: CalendarDay): string {
  const { year, month, date, name } = parts(day);
  const text = `${name.slice(0, 3)} ${date} ${month.slice(0, 3)}`;
  return today !== undefined && !today.startsWith(`${day.slice(0, 4)}-`) ? `${text} ${year}` : text;
}

/** `23 November 2026`, as letters write it. */
export const formatDate = (day: CalendarDay): string => {
  const { year, month, date } = parts(day);
  return `${date} ${month} ${year}`;
};

/** `Senin, 23 November 2026` */
export const formatDayLong = (day: CalendarDay): string => `${parts(day).name}, ${formatDate(day)}`;

const clockTime = (moment: Date, zone: Zone): string =>
  new Date(moment.getTime() + ZONES[zone] * 60_000).toISOString().slice(11, 16).replace(':', '.');

/** `15.00 WIB` */
export const formatTime = (moment: Date, zone: Zone): string => `${clockTime(moment, zone)} ${zone}`;

/** `Senin, 23 November 2026 pukul 15.00 WIB` */
export const formatMoment = (moment: Date, zone: Zone): string =>
  `${formatDayLong(dayIn(moment, zone))} pukul ${formatTime(moment, zone)}`;

/** ISO 8601 with the zone's offset: `2025-01-07T23:59:59+07:00`. */
export function isoInZone(moment: Date, zone: Zone): string {
  const local = new Date(moment.getTime() + ZONES[zone] * 60_000).toISOString().slice(0, 19);
  return `${local}+${String(ZONES[zone] / 60).padStart(2, '0')}:00`;
}

const isEndOfDay = (moment: Date, zone: Zone): boolean => isoInZone(moment, zone).slice(11, 19) === '23:59:59';

/**
 * A due moment in the words of the desk: `hari ini 15.00`, `besok`, `Sen 23 Nov`, `terlambat 3 jam`, `terlambat 1 hari`.
 * The hour is left out where the whole day counts. Late days are calendar days in the zone, late hours only on the day itself.
 */
export function describeDue(dueAt: Date, now: Date, zone: Zone): string {
  const day = dayIn(dueAt, zone);
  const today = dayIn(now, zone);
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (dueAt < now) return `terlambat ${days < 0 ? `${-days} hari` : lateToday(now.getTime() - dueAt.getTime())}`;
  const hour = isEndOfDay(dueAt, zone) ? '' : ` ${clockTime(dueAt, zone)}`;
  if (days === 0) return `hari ini${hour}`;
  if (days === 1) return `besok${hour}`;
  return formatDay(day, today);
}

const lateToday = (milliseconds: number): string =>
  milliseconds >= 3_600_000 ? `${Math.floor(milliseconds / 3_600_000)} jam` : `${Math.max(1, Math.floor(milliseconds / 60_000))} menit`;

/** `40 menit`, `2 jam`, `2 jam 10 menit` */
export function formatMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours} jam`, (rest > 0 || hours === 0) && `${rest} menit`].filter(Boolean).join(' ');
}
