// Which punch is the coming and which the going of which shift (reference of attendance, sections 6 and 8). Moments in milliseconds.

export interface PunchFact {
  at: number;
  direction: 'in' | 'out' | 'any';
  class: 'A' | 'B' | 'C' | 'D';
  /** Kind of the place: `home` and `anywhere` make a day of flexible work. */
  placeKind: string | null;
  /** Why it does not count: rejected by the superior, or of a class that the policy leaves out. */
  void?: string | undefined;
}
/** A shift on the clock of the world. */
export interface ShiftSpan {
  start: number;
  end: number;
  /** Where its window begins and ends: start − 2 h to end + 4 h unless the pattern says otherwise. */
  opens: number;
  closes: number;
}
export interface Chosen {
  in?: PunchFact;
  out?: PunchFact;
  /** All that lay in the window and counted. */
  used: PunchFact[];
  /** Those that did not count, for the explanation. */
  void: PunchFact[];
}

/** What was punched again within `repeat` milliseconds is one event: it begins with its first moment and ends with its last. */
interface Event {
  first: PunchFact;
  last: PunchFact;
}
const ADJACENT = 3_600_000;

/**
 * Of each shift the first coming and the last going inside its window. `shifts` and `punches` are of one person, sorted, and the
 * shifts those of the roster, so that a punch between two of them goes by the roster: to the only one that is there; between two that
 * meet (P after M) the one punch is going of the first and coming of the second, of several those before the change are of the first.
 * The directions of a phone are believed; a terminal says `any`.
 */
export function choosePunches(shifts: readonly ShiftSpan[], punches: readonly PunchFact[], repeat: number): Chosen[] {
  const chosen: Chosen[] = shifts.map(() => ({ used: [], void: [] }));
  const events: Event[][] = shifts.map(() => []);
  const shared: Event[][] = shifts.map(() => []);
  let at = 0;
  for (const punch of punches) {
    while (at < shifts.length && shifts[at]!.closes < punch.at) at += 1;
    const own = shifts[at];
    if (!own || punch.at < own.opens) continue;
    const next = shifts[at + 1];
    if (punch.void !== undefined) {
      chosen[at]!.void.push(punch);
      continue;
    }
    const isBetween = next !== undefined && punch.at >= next.opens;
    const list = !isBetween ? events[at]! : punch.direction === 'out' ? events[at]! : punch.direction === 'in' ? events[at + 1]! : shared[at]!;
    const last = list.at(-1);
    if (last && punch.at - last.last.at < repeat && (punch.direction === last.last.direction || punch.direction === 'any' || last.last.direction === 'any')) last.last = punch;
    else list.push({ first: punch, last: punch });
  }
  shared.forEach((between, index) => share(between, shifts[index]!, shifts[index + 1], events[index]!, events[index + 1]));
  events.forEach((list, index) => pick(list.toSorted((a, b) => a.first.at - b.first.at), shifts[index]!, chosen[index]!));
  return chosen;
}

function share(between: readonly Event[], one: ShiftSpan, next: ShiftSpan | undefined, mine: Event[], others: Event[] | undefined): void {
  if (between.length === 0 || !next || !others) return;
  const change = (one.end + next.start) / 2;
  if (between.length === 1) {
    const only = between[0]!;
    if (next.start - one.end <= ADJACENT) {
      mine.push(only);
      others.push(only);
    } else (Math.abs(only.first.at - one.end) <= Math.abs(only.first.at - next.start) ? mine : others).push(only);
    return;
  }
  let split = between.filter((event) => event.first.at <= change).length;
  split = Math.min(Math.max(split, 1), between.length - 1);
  mine.push(...between.slice(0, split));
  others.push(...between.slice(split));
}

function pick(list: readonly Event[], shift: ShiftSpan, into: Chosen): void {
  for (const event of list) into.used.push(event.first, ...(event.last === event.first ? [] : [event.last]));
  const begin = list.find((event) => event.first.direction !== 'out');
  const finish = list.findLast((event) => event.last.direction !== 'in');
  if (begin && finish && begin !== finish && finish.last.at > begin.first.at) {
    into.in = begin.first;
    into.out = finish.last;
    return;
  }
  const only = begin ?? finish;
  if (!only) return;
  // One event that says nothing is of the end that it lies nearer to.
  const isComing = only.first.direction === 'in' || (only.first.direction === 'any' && Math.abs(only.first.at - shift.start) <= Math.abs(only.last.at - shift.end));
  if (begin && finish && begin !== finish) {
    // A going before the coming: both are what they say.
    into.in = begin.first;
    return;
  }
  if (isComing) into.in = only.first;
  else into.out = only.last;
}
