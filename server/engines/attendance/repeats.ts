/** A second touch of the same thing (reference of attendance, section 8, trap 3). */
export const REPEAT_SECONDS = 120;

/**
 * Of punches of one person, sorted by time, those that are not a repetition: less than two minutes after the one that was kept, in
 * the same direction or in one that nobody named. Nothing is deleted by it; it is how they are read.
 */
export function withoutRepeats<P extends { at: Date; direction: 'in' | 'out' | 'any' }>(punches: readonly P[]): P[] {
  const kept: P[] = [];
  for (const punch of punches) {
    const last = kept.at(-1);
    const isSoon = last !== undefined && punch.at.getTime() - last.at.getTime() < REPEAT_SECONDS * 1000;
    const isSameWay = last !== undefined && (last.direction === punch.direction || last.direction === 'any' || punch.direction === 'any');
    if (!(isSoon && isSameWay)) kept.push(punch);
  }
  return kept;
}
