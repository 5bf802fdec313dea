import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { AskedOfSearch, Facets } from '../contract.ts';
import { allMarks, anyMark, wordsOf } from '../../../platform/kernel/search-words.ts';

// What filters of a search ask, kept with each letter as marks beside its keys of access (who-may-read.ts).

const withAncestors = (code: string): string[] => code.split('.').map((_, nth, parts) => parts.slice(0, nth + 1).join('.'));
export const facetMarks = (f: Facets): string[] => [
  `k:${f.kind}`, `d:${f.day}`, `d:${f.day.slice(0, 7)}`, `d:${f.day.slice(0, 4)}`, ...(f.classification === '' ? [] : withAncestors(f.classification).map((code) => `c:${code}`)),
  `s:${f.secrecy}`, `b:${f.unit}`, `z:${f.state}`, ...new Set(wordsOf(f.sender).split(' ').filter(Boolean).map((word) => `f:${word}`)),
];

/** Words of a sender that was typed. */
export const senderWords = (f: Pick<AskedOfSearch, 'sender'>): string[] => wordsOf(f.sender ?? '').split(' ').filter(Boolean).slice(0, 8);

/** A text of to_tsquery over marks; empty when nothing is asked. The last of the sender's words may still be typed: `last` is what it may become. */
export const filterMarks = (f: Omit<AskedOfSearch, 'query'>, last: readonly string[] = senderWords(f).slice(-1)): string => {
  const sender = senderWords(f);
  return allMarks([
    f.kind && anyMark([`k:${f.kind}`]), f.classification && anyMark([`c:${f.classification}`]), f.secrecy && anyMark([`s:${f.secrecy}`]), f.unit && anyMark([`b:${f.unit}`]), f.state && anyMark([`z:${f.state}`]),
    ...sender.map((word, nth) => anyMark((nth < sender.length - 1 ? [word] : last).map((one) => `f:${one}`))), f.from || f.to ? anyMark(spans(f.from ?? EARLIEST, f.to ?? LATEST).map((span) => `d:${span}`)) : undefined,
  ]);
};

const EARLIEST = '1945-01-01';
const LATEST = '2145-12-31';
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (n: number): string => String(n).padStart(2, '0');

/** The days from one to another as whole years, whole months and single days, so that few marks ask for many days. Backwards: none. */
export function spans(from: CalendarDay, to: CalendarDay): string[] {
  const all: string[] = [];
  const [y1, y2] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  for (let year = y1; year <= y2; year++) {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    if (first >= from && last <= to) all.push(String(year));
    else for (let month = 1; month <= 12; month++) all.push(...spansOfMonth(year, month, from, to));
  }
  return all;
}
function spansOfMonth(year: number, month: number, from: CalendarDay, to: CalendarDay): string[] {
  const name = `${year}-${two(month)}`;
  const days = Array.from({ length: lastDay(year, month) }, (_, nth) => `${name}-${two(nth + 1)}`).filter((day) => day >= from && day <= to);
  return days.length === lastDay(year, month) ? [name] : days;
}
