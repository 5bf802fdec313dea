import { formatDayLong, formatMoment } from '../../../engines/working-time/words.ts';
import { dayIn, isCalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import type { Notice } from './what-an-event-tells.ts';

export interface DueMove {
  request: string;
  number: string;
  /** ISO moment or `YYYY-MM-DD`; null: no promise (paused, not begun). */
  old: string | null;
  new: string | null;
  /** Why, in the words of who published the calendar. */
  reason: string;
}

const MOST = 10;

/** A day is told as a day; a moment with its hour, unless it is the end of its day. */
export function dueText(due: string | null, zone: Zone): string {
  if (due === null) return 'tanpa tanggal';
  if (!due.includes('T')) return isCalendarDay(due) ? formatDayLong(due) : due;
  const moment = new Date(due);
  if (Number.isNaN(moment.getTime())) return due;
  const text = formatMoment(moment, zone);
  return / pukul 23\.59 /.test(text) ? formatDayLong(dayIn(moment, zone)) : text;
}

/**
 * One message for all promises of one person that a calendar moved. A request that moved twice before it was told is told
 * once, from its first old date to its last new one; one that came back to where it was is not told.
 */
export function digestNotice(moves: readonly DueMove[], zone: Zone): Notice | undefined {
  const merged = new Map<string, DueMove>();
  for (const move of moves) {
    const known = merged.get(move.request);
    merged.set(move.request, known ? { ...move, old: known.old, reason: known.reason === move.reason ? move.reason : `${known.reason}; ${move.reason}` } : move);
  }
  const told = [...merged.values()].filter((move) => move.old !== move.new);
  const first = told[0];
  if (!first) return undefined;
  const lines: string[] = [];
  for (const [reason, group] of Map.groupBy(told.slice(0, MOST), (move) => move.reason)) {
    lines.push(`Sebabnya: ${reason}.`.replace(/\.\.$/, '.'), ...group.map((move) => `${move.number}: semula ${dueText(move.old, zone)}, menjadi ${dueText(move.new, zone)}.`));
  }
  if (told.length > MOST) lines.push(`Dan ${told.length - MOST} permohonan lagi.`);
  const single = told.length === 1;
  return {
    kind: 'due-moved',
    title: single ? `Janji waktu permohonan ${first.number} berubah` : `Janji waktu ${told.length} permohonan Anda berubah`,
    text: lines.join('\n'),
    href: single ? `/permohonan-saya/${first.request}` : '/permohonan-saya',
    link: single ? `/lacak?nomor=${encodeURIComponent(first.number)}` : '/permohonan-saya',
  };
}
