/** When a request with punches came, and what the device's clock showed then as its zone is set, uncorrected: its `Date` header, else its newest punch. */
export interface ClockSample {
  receivedAt: Date;
  shown: Date;
  fromHeader: boolean;
}
export interface DeviceClock {
  state: 'unknown' | 'right' | 'ahead' | 'behind';
  /** How far the clock is from the right time: above 0 it is ahead. */
  seconds: number;
  /** What the judgement rests on: the clock itself was seen, a punch came from the future, or punches arrive late by the same time again and again. */
  by: 'header' | 'future' | 'steady' | 'none';
}

/** Clocks of terminals drift by seconds a day; below this nobody is asked. */
export const CLOCK_TOLERANCE_SECONDS = 120;
/** So many arrivals that are late by the same time are a clock, not a line that was down: a backlog is late by different times. */
const STEADY = 5;
const STEADY_WITHIN_SECONDS = 180;

/**
 * How far off the clock of a device is. A punch cannot come from the future, so one such is proof. One that is late may have waited for
 * the line; only lateness that stays the same over several requests is a clock that is behind.
 */
export function clockOfDevice(samples: readonly ClockSample[]): DeviceClock {
  const newest = samples.toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime()).slice(0, 12);
  const delta = (one: ClockSample): number => Math.round((one.shown.getTime() - one.receivedAt.getTime()) / 1000);
  const header = newest.find((one) => one.fromHeader);
  if (header) return judged(delta(header), 'header');
  const last = newest[0];
  if (!last) return { state: 'unknown', seconds: 0, by: 'none' };
  // The last one tells: whoever has set the clock meanwhile is not reproached with what it showed before.
  if (delta(last) > CLOCK_TOLERANCE_SECONDS) return judged(delta(last), 'future');
  if (Math.abs(delta(last)) <= CLOCK_TOLERANCE_SECONDS) return judged(delta(last), 'steady');
  const alike = newest.slice(0, STEADY).map(delta);
  if (alike.length === STEADY && Math.max(...alike) - Math.min(...alike) <= STEADY_WITHIN_SECONDS) return judged(Math.max(...alike), 'steady');
  return { state: 'unknown', seconds: 0, by: 'none' };
}

function judged(seconds: number, by: DeviceClock['by']): DeviceClock {
  if (Math.abs(seconds) <= CLOCK_TOLERANCE_SECONDS) return { state: 'right', seconds, by };
  return { state: seconds > 0 ? 'ahead' : 'behind', seconds, by };
}

const QUARTER = 900;
/** What to add to its times. A wrong zone is off by quarters of an hour, so a nearby quarter is meant. */
export function proposedCorrection({ seconds, state }: DeviceClock): number {
  if (state === 'right' || state === 'unknown') return 0;
  const quarters = Math.round(seconds / QUARTER) * QUARTER;
  return 0 - (quarters !== 0 && Math.abs(seconds - quarters) <= STEADY_WITHIN_SECONDS ? quarters : seconds);
}

const OLDEST_DAYS = 366;
/** Whether a moment can be one of a punch that arrives now: not from the future, not from before anything is kept (1970, 2000: an empty battery). */
export function isPlausible(at: Date, receivedAt: Date): boolean {
  return at.getTime() <= receivedAt.getTime() + CLOCK_TOLERANCE_SECONDS * 1000 && at.getTime() >= receivedAt.getTime() - OLDEST_DAYS * 86_400_000;
}
