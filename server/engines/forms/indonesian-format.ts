import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];

/** `2026-11-23` → `23 November 2026`. */
export function formatDay(day: CalendarDay): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[month! - 1]} ${year}`;
}

/** A decimal text in Indonesian writing, digit by digit and so exact: `-1234.5` → `-1.234,5`. */
export function formatDecimal(text: string): string {
  const [whole, part] = text.split('.');
  return whole!.replace(/\B(?=(\d{3})+$)/g, '.') + (part ? `,${part}` : '');
}

/** Whole rupiah: `1250000` → `Rp1.250.000`; less than nothing has its sign in front. */
export const formatRupiahText = (text: string): string => `${text.startsWith('-') ? '-' : ''}Rp${formatDecimal(text.replace(/^-/, ''))}`;
