import type { BranchRole } from '../contract.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { childrenOf, isLive, wayTo, type Deadline, type LetterFold } from './letter-state.ts';

export interface Recipient {
  post: string;
  role: BranchRole;
}
/** Where a recipient's post stands, seen from the giver's: `none` when nobody holds it today. */
export type Direction = 'down' | 'peer' | 'up' | 'none';

/**
 * Whom a disposition may go to: each once, exactly one penanggung jawab (none when one is at work already and supporters are
 * added), nobody on whose way the letter came, down the line or to a peer, and only to posts that somebody holds.
 * Refuses `letters.one-lead`, `.lead-exists`, `.twice`, `.circle`, `.post-without-holder`, `.not-upwards`; `post` in the data.
 */
export function checkRecipients(letter: LetterFold, branch: string, recipients: readonly Recipient[], directionOf: (post: string) => Direction): Result<true> {
  const way = new Set(wayTo(letter, branch).map((one) => one.post));
  const given = childrenOf(letter, branch).filter(isLive);
  const seen = new Set<string>();
  for (const { post } of recipients) {
    if (way.has(post)) return refuse('letters.circle', { post });
    if (seen.has(post) || given.some((one) => one.post === post)) return refuse('letters.twice', { post });
    seen.add(post);
    const direction = directionOf(post);
    if (direction === 'none') return refuse('letters.post-without-holder', { post });
    if (direction === 'up') return refuse('letters.not-upwards', { post });
  }
  const leads = recipients.filter(({ role }) => role === 'lead').length;
  const atWork = given.some(({ role }) => role === 'lead');
  if (leads > 0 && atWork) return refuse('letters.lead-exists');
  return leads + Number(atWork) === 1 ? ok(true) : refuse('letters.one-lead');
}

/**
 * The deadline of what is given: the wish, else what the giver has. A lower tier may shorten it, never lengthen it; who the
 * letter is addressed to is the top and is bound by nobody. Refuses `letters.deadline-past`, `letters.deadline-longer`.
 */
export function checkDeadline(letter: LetterFold, branch: string, wish: Deadline | undefined, now: Date): Result<Deadline> {
  const [own] = wayTo(letter, branch);
  if (!own) return refuse('letters.unknown');
  if (!wish) return ok(own.due);
  if (new Date(wish.at) < now) return refuse('letters.deadline-past');
  if (own.parent !== undefined && new Date(wish.at) > new Date(own.due.at)) return refuse('letters.deadline-longer', { until: own.due.at });
  return ok(wish);
}

/** Where a post stands, from units: `below` holds the giver's own unit and all below it, for DPRD also its secretariat. */
export interface Giver {
  post: string;
  unit: string;
  isHead: boolean;
  /** Heads of region and their secretariat direct all agencies. */
  overAll: 'head-of-region' | 'secretariat' | false;
  below: ReadonlySet<string>;
  /** Units of DPRD, which nobody outside of it directs. */
  council: ReadonlySet<string>;
  parent: string | null;
}
export interface Receiver {
  post: string;
  unit: string;
  unitKind: string;
  isHead: boolean;
  parent: string | null;
}

/** Down: own unit (its head only from the head), units below; the head of region directs all but DPRD, the secretariat all but both. Peer: heads of units beside the own. */
export function directionOf(giver: Giver, receiver: Receiver | undefined): Direction {
  if (!receiver) return 'none';
  if (receiver.unit === giver.unit) return receiver.isHead && !giver.isHead ? 'up' : 'down';
  if (giver.council.has(giver.unit) !== giver.council.has(receiver.unit)) return giver.below.has(receiver.unit) ? 'down' : 'up';
  if (giver.overAll === 'head-of-region') return 'down';
  if (receiver.unitKind === 'head-of-region') return 'up';
  if (giver.overAll === 'secretariat' && giver.isHead) return 'down';
  if (giver.below.has(receiver.unit)) return 'down';
  return giver.isHead && receiver.isHead && giver.parent === receiver.parent ? 'peer' : 'up';
}
