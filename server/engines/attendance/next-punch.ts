import { choosePunches, type ShiftSpan } from './choose-punches.ts';

/** What a phone offers next. */
export interface NextPunch {
  direction: 'in' | 'out';
  /** The shift it is of; undefined on a day off, and outside the hours in which a punch counts for any. */
  shift?: number;
  /** False: nothing is due now, so that nobody presses out of habit. */
  isDue: boolean;
  /** Of that shift, or of the day off: when somebody came and went. */
  came?: number;
  went?: number;
}

/** Pressed again within two minutes it is one (as the days are judged). */
const REPEAT_MS = 120_000;
/** So long before the end of a shift going is offered by itself. */
const END_NEAR_MS = 15 * 60_000;

/**
 * The same choice as the days are judged by (`choosePunches`): a night shift is left on the next morning, a second shift is entered
 * after the first, and a day off has no end: who came is not asked to go. `shifts` sorted, those around `now`; `midnight` is that of the
 * day of `now`; `punches` of this person, sorted, without those that were rejected.
 */
export function nextPunch(now: number, midnight: number, shifts: readonly ShiftSpan[], punches: readonly { at: number; direction: 'in' | 'out' | 'any' }[]): NextPunch {
  const chosen = choosePunches(shifts, punches.map((one) => ({ ...one, class: 'A' as const, placeKind: null })), REPEAT_MS);
  const open = shifts.flatMap((shift, index) => (shift.opens <= now && now <= shift.closes ? [index] : []));
  for (const index of open) {
    const { start, end } = shifts[index]!;
    const [came, went] = [chosen[index]!.in?.at, chosen[index]!.out?.at];
    const isLast = index === open.at(-1);
    const told = { shift: index, ...(came === undefined ? {} : { came }), ...(went === undefined ? {} : { went }) };
    if (went !== undefined) {
      if (isLast) return { direction: 'out', isDue: false, ...told };
    } else if (came !== undefined) return { direction: 'out', isDue: now >= end - END_NEAR_MS, ...told };
    else if (now < end) return { direction: 'in', isDue: true, ...told };
    // Nobody came to it: what is pressed now is of the next shift, where there is one.
    else if (isLast || now < (start + end) / 2) return { direction: 'out', isDue: true, ...told };
  }
  const inNone = punches.filter((one) => one.at >= midnight && one.at <= now && !shifts.some((shift) => shift.opens <= one.at && one.at <= shift.closes));
  const last = inNone.at(-1);
  const came = inNone.findLast((one) => one.direction !== 'out')?.at;
  if (!last) return { direction: shifts.some((shift) => shift.closes < now && shift.closes > midnight) ? 'out' : 'in', isDue: true };
  return last.direction === 'out' ? { direction: 'in', isDue: false, ...(came === undefined ? {} : { came }), went: last.at } : { direction: 'out', isDue: false, came: last.at };
}
