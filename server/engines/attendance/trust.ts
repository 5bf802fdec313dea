/** How much a signal weighs (reference of attendance, section 7; the weights are the house's and may be set). */
export type Strength = 'confirms' | 'weak' | 'medium' | 'strong';

/** What may be noticed about one punch. Everything not named here weighs as medium. */
export const STRENGTH: Readonly<Record<string, Strength>> = {
  'door-code': 'confirms', 'on-duty': 'confirms', 'approved-elsewhere': 'confirms', 'office-network': 'confirms',
  'near-the-fence': 'weak', 'no-place': 'weak', 'accuracy-poor': 'weak', 'clock-off': 'weak', 'no-photo': 'weak', 'terminal-clock': 'weak',
  'outside-fence': 'medium', 'no-position': 'medium', 'accuracy-unlikely': 'medium', 'accuracy-constant': 'medium', 'mock-location': 'medium', 'door-code-wrong': 'medium', 'clock-absurd': 'medium',
  'phone-unapproved': 'medium', 'sent-late': 'medium', 'weak-anchor': 'medium', 'chain-marked': 'medium', 'by-sheet': 'medium',
  'too-fast': 'strong', 'device-shared': 'strong',
};
export const strengthOf = (reason: string): Strength => STRENGTH[reason] ?? 'medium';

export interface Weights {
  weak: number;
  medium: number;
  strong: number;
}

/** 100 less the weight of each reason, never below 0; the network of the office speaks as weakly for somebody as a weak reason does against. Nothing here refuses anybody: it orders what a superior looks at. */
export const trustScore = (reasons: readonly string[], weights: Weights): number =>
  Math.max(0, Math.min(100, reasons.reduce((left, reason) => {
    const strength = strengthOf(reason);
    return strength === 'confirms' ? left : left - weights[strength];
  }, 100) + (reasons.includes('office-network') ? weights.weak : 0)));

/** How it came: online; from the queue of a device, as its engine judged it (`live`, `sound`, `weak`); or on a signed sheet. */
export type Arrival = 'online' | 'live' | 'sound' | 'weak' | 'sheet';

/** Classes of section 9. A weak signal changes no class; anything stronger makes C of it. */
export function classOf(arrival: Arrival, reasons: readonly string[]): 'A' | 'B' | 'C' | 'D' {
  if (arrival === 'sheet') return 'D';
  if (arrival === 'weak' || reasons.some((reason) => ['medium', 'strong'].includes(strengthOf(reason)))) return 'C';
  return arrival === 'sound' ? 'B' : 'A';
}

/** Marked is what a superior should look at: everything but what only confirms. */
export const isMarked = (reasons: readonly string[]): boolean => reasons.some((reason) => strengthOf(reason) !== 'confirms');
