export interface DayFacts {
  code: string;
  in?: Date;
  out?: Date;
  late?: { code: string };
}
export type Counted = 'free' | 'present' | 'away' | 'notYet' | 'absent';

const AT_WORK = new Set(['H', 'WFH', 'WFA']);
/** One of: nothing due, here, away for a reason, not here yet on a day that is not over, absent without explanation. */
export function countsAs(day: DayFacts | undefined): Counted {
  if (!day || day.code === '-') return 'free';
  if (day.code === 'TK') return 'absent';
  if (AT_WORK.has(day.code)) return 'present';
  if (day.code === '?') return day.in || day.out ? 'present' : 'notYet';
  return 'away';
}
