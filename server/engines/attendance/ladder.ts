import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const step = z.object({ id: z.string().min(1), from: z.number().int().min(1), to: z.number().int().optional(), level: z.string(), sanction: z.string(), article: z.string() });
const file = z.object({
  format: z.literal(1), legalBasis: z.object({ title: z.string(), source: z.string(), verified: z.boolean() }), inARow: z.object({ days: z.number().int().min(2), step: z.string() }),
  steps: z.array(step).min(1).refine((all) => all.every((one, i) => (i === 0 || one.from === all[i - 1]!.to! + 1) && (one.to === undefined ? i === all.length - 1 : one.to >= one.from)), 'steps leave no gap, and the last has no end'),
}).refine((all) => all.steps.some((one) => one.id === all.inARow.step), 'the step of days in a row is one of the steps');
export type Ladder = z.output<typeof file>;
export type LadderStep = z.output<typeof step>;

let known: Ladder | undefined;
/** `catalog/attendance/discipline-ladder.yaml`; a faulty file is a fault of the installation and is thrown. */
export const catalogueLadder = (): Ladder => (known ??= file.parse(parse(readFileSync(new URL('../../../catalog/attendance/discipline-ladder.yaml', import.meta.url), 'utf8'))));

export interface Absences {
  absentDays: number;
  /** Late and gone early, of the same year. */
  lateMinutes: number;
  /** Working days without explanation, one after another. */
  longestRun: number;
}
export interface Standing {
  /** Days of the ladder: absences, and lateness that adds up to whole days. */
  days: number;
  step?: LadderStep;
  /** By days in a row, not by their sum. */
  byRun: boolean;
}

/**
 * Where somebody stands on the ladder of PP 94/2021 art. 9 to 11. Lateness adds up to a day by `minutesPerDay` (450 is the 7.5 hours of a
 * working day; not verified), broken days dropped; 0: it does not add up. Example: 2 days and 540 minutes are 3 days: teguran lisan.
 */
export function standingOn(ladder: Ladder, { absentDays, lateMinutes, longestRun }: Absences, minutesPerDay: number): Standing {
  const days = absentDays + (minutesPerDay > 0 ? Math.floor(lateMinutes / minutesPerDay) : 0);
  const bySum = ladder.steps.find((one) => days >= one.from && (one.to === undefined || days <= one.to));
  const byRun = longestRun >= ladder.inARow.days ? ladder.steps.find((one) => one.id === ladder.inARow.step) : undefined;
  const found = byRun && (!bySum || byRun.from > bySum.from) ? byRun : bySum;
  return { days, byRun: found !== undefined && found !== bySum, ...(found ? { step: found } : {}) };
}
