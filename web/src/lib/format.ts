import type { Tone, Zone } from './types.ts';

/** How numbers and days are written on a page: Rp1.250.000 · 93,4% · Sen 23 Nov · 15.00 WIB. */

const zones: Record<Zone, string> = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' };
const days = ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

/** Making a formatter costs a hundred times using it. */
const formats: Intl.NumberFormat[] = [];

export const angka = (value: number, decimals = 0): string =>
  (formats[decimals] ??= new Intl.NumberFormat('id-ID', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })).format(value);

/** Whole rupiah: 1250000 → Rp1.250.000 */
export const rupiah = (value: number): string => (value < 0 ? '-' : '') + 'Rp' + angka(Math.abs(value));

/** A share between 0 and 1: 0.934 → 93,4% */
export const persen = (share: number, decimals = 1): string => angka(share * 100, decimals) + '%';

/** A sentence that may end in a name with a degree: "M.Pd." has its full stop already. */
export const kalimat = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

export const bytes = (count: number): string =>
  count < 1_000_000 ? `${angka(Math.max(1, Math.round(count / 1000)))} KB` : `${angka(count / 1_000_000, 1)} MB`;

interface Local {
  /** YYYY-MM-DD */
  day: string;
  /** HH.MM */
  time: string;
}

function inZone(instant: string | Date, zone: Zone): Local {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zones[zone], year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}.${part('minute')}` };
}

/** The calendar day now, where the institution is and by the server's clock (`installation`): 2026-11-23. */
export const today = ({ zone, now }: { zone: Zone; now: string | Date }): string => inZone(now, zone).day;

/** 2026-11-23 → Sen 23 Nov; with the year when `sameYearAs` (any day of the reader's year) differs. */
export function hari(day: string, sameYearAs?: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const text = `${days[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  return sameYearAs?.slice(0, 4) === day.slice(0, 4) ? text : `${text} ${day.slice(0, 4)}`;
}

/** A day that is known by its date, not by its weekday, such as a birthday: 1968-03-17 → 17 Mar 1968. */
export const tanggal = (day: string): string => hari(day).replace(/^\S+ /, '');

/** Opening hours of a day as the calendar keeps them: 07:30-12:00, 13:00-16:00 → 07.30–12.00, 13.00–16.00 */
export const jam = (text: string): string => text.replace(/(\d{2}):(\d{2})/g, '$1.$2').replaceAll('-', '–');

/** The time of a moment without its day: 07.12 */
export const jamDari = (instant: string | Date, zone: Zone): string => inZone(instant, zone).time;

/** An instant as people write it: Rab 18 Nov 2026 09.12 WIB. */
export function saat(instant: string | Date, zone: Zone, now?: string | Date): string {
  const local = inZone(instant, zone);
  return `${hari(local.day, now ? inZone(now, zone).day : undefined)} ${local.time} ${zone}`;
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/**
 * The promised date in words, with its tone: `terlambat 1 hari`, `hari ini 15.00`, `besok`, `Sen 23 Nov`.
 * Days late are calendar days in the zone given; a limit that ends with its day (23.59) needs no hour.
 */
export function due(dueAt: string | Date, now: string | Date, zone: Zone): { text: string; tone: Tone } {
  const end = inZone(dueAt, zone);
  const today = inZone(now, zone);
  const left = dayNumber(end.day) - dayNumber(today.day);
  if (new Date(dueAt) < new Date(now)) {
    const hours = Math.floor((new Date(now).getTime() - new Date(dueAt).getTime()) / 3_600_000);
    if (left < 0) return { text: `terlambat ${angka(-left)} hari`, tone: 'late' };
    return { text: hours < 1 ? 'baru saja lewat' : `terlambat ${hours} jam`, tone: 'late' };
  }
  if (left === 0) return { text: end.time === '23.59' ? 'hari ini' : `hari ini ${end.time}`, tone: 'soon' };
  if (left === 1) return { text: end.time === '23.59' ? 'besok' : `besok ${end.time}`, tone: 'plain' };
  return { text: hari(end.day, today.day), tone: 'plain' };
}
