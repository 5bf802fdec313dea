import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** `YYYY-MM` → first day. */
export const firstDay = (month: string): CalendarDay => `${month}-01`;
export const monthAfter = (month: string, n = 1): string => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + n;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
};
export const lastDay = (month: string): CalendarDay => addDays(firstDay(monthAfter(month)), -1);
export const daysIn = (month: string): number => Number(lastDay(month).slice(8));
export const monthOf = (day: CalendarDay): string => day.slice(0, 7);
/** Calendar days from a day to a day, both included. */
export const spanDays = (from: CalendarDay, to: CalendarDay): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
const NAMES = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
/** `2026-10` → "Oktober 2026". */
export const monthName = (month: string): string => `${NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
