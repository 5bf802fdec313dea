/** The one source of "now". Rules never ask it: the moment is handed to them. */
export interface Clock {
  now(): Date;
  /** The moment by the wall, where `now` is another day on purpose (`--at`): for what somebody else's clock is compared with. */
  wall?(): Date;
}

/** What a telephone's clock shows. */
export const wallOf = (clock: Clock): Date => clock.wall?.() ?? clock.now();

export const systemClock: Clock = { now: () => new Date() };

/** Runs on from another moment than today's. */
export function shiftedClock(start: Date): Clock {
  const offset = start.getTime() - Date.now();
  return { now: () => new Date(Date.now() + offset), wall: () => new Date() };
}

/** A clock for tests and for seeding: stands still until it is moved. */
export interface ManualClock extends Clock {
  set(moment: Date | string): void;
  advance(milliseconds: number): void;
}

export function manualClock(start: Date | string): ManualClock {
  let current = new Date(start);
  return {
    now: () => new Date(current),
    set: (moment) => {
      current = new Date(moment);
    },
    advance: (milliseconds) => {
      current = new Date(current.getTime() + milliseconds);
    },
  };
}
