/**
 * What the button offers: nobody is asked who has not come yet; later it is going, but only from the middle of the shift on. Times are
 * seconds since midnight as in `shift.ts`; without a shift the first is coming and every further one going.
 */
export function offerDirection(punches: readonly { direction: 'in' | 'out' | 'any' }[], now: number, shift?: { start: number; end: number }): 'in' | 'out' {
  if (shift && punches.length === 0) return now > shift.end ? 'out' : 'in';
  if (punches.length === 0) return 'in';
  return shift && now < (shift.start + shift.end) / 2 && !punches.some((one) => one.direction !== 'out') ? 'in' : 'out';
}
