import type { Pulse } from './store.ts';

/** Beyond this a step of the wall clock that the other clock did not go along with is sleep, not jitter. */
const ASLEEP_MS = 30_000;

export const fresh = (wall: number, page: string): Pulse => ({ monotonicMs: 0, bridgedMs: 0, wall, page });

/**
 * Goes on counting since the last contact. While the page runs, `ran` comes from the clock that nobody sets; where that
 * did not run (another page counted before, `ran` too little after sleep) the wall clock fills the hole, and it is said how much.
 * A wall clock set back adds nothing: time does not run backwards.
 */
export function beat(pulse: Pulse, wall: number, page: string, ran: number | undefined): Pulse {
  const elapsed = pulse.page === page ? ran : undefined;
  const byWall = Math.max(0, wall - pulse.wall);
  const hole = elapsed === undefined ? byWall : byWall - elapsed > ASLEEP_MS ? byWall - elapsed : 0;
  return { monotonicMs: Math.round(pulse.monotonicMs + (elapsed ?? 0) + hole), bridgedMs: Math.round(pulse.bridgedMs + hole), wall, page };
}
