import type { EventTime } from './letter-state.ts';

/** An invitation in somebody's agenda. */
export interface Invited {
  id: string;
  day: string;
  begins: number;
  ends: number | null;
  state: string;
}
/** House rule: one without an end takes two hours, as "sampai selesai" usually does. */
const WITHOUT_END = 120;
export const endOf = ({ begins, ends }: Pick<Invited, 'begins' | 'ends'>): number => ends ?? Math.min(begins + WITHOUT_END, 24 * 60);

/** Those that the person cannot all attend, each with the others at its time; whoever is represented or has declined is free. */
export function clashesAmong(entries: readonly Invited[]): Map<string, string[]> {
  const open = entries.filter(({ state }) => state === 'tentative' || state === 'attending');
  const clashes = new Map<string, string[]>();
  for (const one of open) {
    const others = open.filter((other) => other !== one && other.day === one.day && other.begins < endOf(one) && one.begins < endOf(other)).map(({ id }) => id);
    if (others.length > 0) clashes.set(one.id, others);
  }
  return clashes;
}

const two = (n: number): string => String(n).padStart(2, '0');
/** "09.00", as Indonesian clocks are written. */
export const clockOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`;
/** "pukul 09.00 sampai 11.00", "pukul 09.00 sampai selesai" */
export const hoursOf = ({ begins, ends }: { begins: number; ends?: number | null | undefined }): string => `pukul ${clockOf(begins)} sampai ${ends === undefined || ends === null ? 'selesai' : clockOf(ends)}`;
/** "09:30" → 570 */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
export const clockField = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

export const sameTime = (a: EventTime | undefined, b: EventTime | null): boolean => a?.day === b?.day && a?.begins === b?.begins && a?.ends === b?.ends;
