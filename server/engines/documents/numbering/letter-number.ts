import { isCalendarDay, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/** What a number is made of. A token that the pattern uses must have its part. */
export interface NumberParts {
  /** Classification code, for example "800.1.11.4". */
  kode?: string;
  /** Place in the series, from 1. */
  urut: number;
  /** Letters of an inserted number: "a" prints `15.a` (reference letters §7, invariant 5). */
  insert?: string;
  unit?: string;
  jabatan?: string;
  /** Security code: SR, R, T, B. */
  derajat?: string;
  jenis?: string;
  /** Day of the letter; month and year come from here. */
  date: CalendarDay;
}

const WORDS = ['kode', 'unit', 'jabatan', 'derajat', 'jenis'] as const;
const DATE_TOKENS = ['mm', 'romawi', 'yyyy', 'yy'] as const;
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

type Piece =
  | { kind: 'literal'; text: string }
  | { kind: 'urut'; width: number }
  | { kind: 'word'; name: (typeof WORDS)[number] }
  | { kind: 'date'; name: (typeof DATE_TOKENS)[number] };

/** 1 → "I", 12 → "XII". */
export const romanMonth = (month: number): string => ROMAN[month - 1]!;

/**
 * Checks a pattern when a series is set up: known tokens, closed braces, exactly one `{urut}` (or `{urut:3}`, 1 to 9
 * digits), printable separators. Refuses `documents.number-pattern` with `reason` and the text that is wrong.
 */
export function checkPattern(pattern: string): Result<void> {
  const pieces = parsePattern(pattern);
  return pieces.ok ? ok(undefined) : pieces;
}

/**
 * Example: `{kode}/{urut:3}/{unit}/{romawi}/{yyyy}` with code 800.1.11.4, 7, DISKOMINFO, 2025-09-03 gives
 * `800.1.11.4/007/DISKOMINFO/IX/2025`. A number wider than its padding is printed in full.
 * Refuses `documents.number-pattern`, `documents.number-part-missing`, `documents.number-sequence`, `documents.number-date`.
 */
export function formatNumber(pattern: string, parts: NumberParts): Result<string> {
  const pieces = parsePattern(pattern);
  if (!pieces.ok) return pieces;
  if (!Number.isSafeInteger(parts.urut) || parts.urut < 1) return refuse('documents.number-sequence', { urut: parts.urut });
  if (parts.insert !== undefined && !/^[a-z]{1,2}$/.test(parts.insert)) return refuse('documents.number-sequence', { insert: parts.insert });
  if (!isCalendarDay(parts.date)) return refuse('documents.number-date', { date: parts.date });
  let number = '';
  for (const piece of pieces.value) {
    if (piece.kind === 'literal') number += piece.text;
    else if (piece.kind === 'urut') number += String(parts.urut).padStart(piece.width, '0') + (parts.insert ? `.${parts.insert}` : '');
    else if (piece.kind === 'date') number += dateText(piece.name, parts.date);
    else {
      const text = parts[piece.name]?.trim() ?? '';
      if (text === '' || /[\u0000-\u001f\u007f{}]/.test(text)) return refuse('documents.number-part-missing', { part: piece.name });
      number += text;
    }
  }
  return ok(number);
}

/** The year of the letter must be the year of its series (reference letters §7, invariant 5). */
export function belongsToSeriesYear(date: CalendarDay, seriesYear: number): Result<void> {
  return Number(date.slice(0, 4)) === seriesYear ? ok(undefined) : refuse('documents.number-other-year', { date, seriesYear });
}

function dateText(name: (typeof DATE_TOKENS)[number], date: CalendarDay): string {
  if (name === 'yyyy') return date.slice(0, 4);
  if (name === 'yy') return date.slice(2, 4);
  if (name === 'mm') return date.slice(5, 7);
  return romanMonth(Number(date.slice(5, 7)));
}

function parsePattern(pattern: string): Result<Piece[]> {
  const wrong = (reason: string, near: string) => refuse('documents.number-pattern', { pattern, reason, near });
  if (pattern.trim() === '') return wrong('empty', '');
  if (pattern.length > 200) return wrong('too-long', '');
  const pieces: Piece[] = [];
  for (const [text, token] of pattern.matchAll(/\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (token === undefined) {
      if (text === '{' || text === '}') return wrong('brace', text);
      if (/[\u0000-\u001f\u007f]/.test(text)) return wrong('separator', text);
      pieces.push({ kind: 'literal', text });
      continue;
    }
    const urut = /^urut(?::([1-9]))?$/.exec(token);
    if (urut) pieces.push({ kind: 'urut', width: Number(urut[1] ?? 1) });
    else if (isOneOf(WORDS, token)) pieces.push({ kind: 'word', name: token });
    else if (isOneOf(DATE_TOKENS, token)) pieces.push({ kind: 'date', name: token });
    else return wrong('unknown-token', text);
  }
  const counters = pieces.filter((piece) => piece.kind === 'urut').length;
  if (counters !== 1) return wrong(counters === 0 ? 'no-counter' : 'two-counters', '{urut}');
  // `{urut}{yyyy}` would print the same text for two places of the series.
  const digits = (piece: Piece | undefined) => piece?.kind === 'date' || (piece?.kind === 'word' && piece.name === 'kode');
  const touching = pieces.some((piece, i) => piece.kind === 'urut' && (digits(pieces[i - 1]) || digits(pieces[i + 1])));
  return touching ? wrong('counter-needs-separator', '{urut}') : ok(pieces);
}

const isOneOf = <T extends string>(list: readonly T[], text: string): text is T => (list as readonly string[]).includes(text);
