import type { Secrecy } from '../../letters/contract.ts';

/** How a reader stands towards a letter that goes out. */
export interface ReaderFacts {
  /** Holder of the post that drafts it. */
  drafter: boolean;
  /** Was handed on at least once: before that it is the drafter's alone. */
  submitted: boolean;
  /** Named when it was handed on: drafter, who initials, who signs. */
  named: boolean;
  /** The reader's post is on its way: drafts, initials or signs. */
  onWay: boolean;
  /** The person acted on it in a post held at that time. */
  acted: boolean;
  /** Tata usaha of the unit that signs or drafts. */
  clerk: boolean;
  /** The reader's own unit drafts, initials or signs. */
  unitInvolved: boolean;
  /** Up to which sifat a mandate of a post that initials or signs now reaches. */
  mandate: 'none' | 'terbatas' | 'rahasia';
  /** A unit above the reader's own signs, other than the head of region's. */
  aboveSigns: boolean;
}
/** The whole letter; only its line in the register, without addressee and hal; or nothing, not even that it exists. */
export type Reading = 'whole' | 'line' | 'none';

/** Who reads what by sifat (reference of naskah dinas, section 6): sangat rahasia named persons; rahasia the chain; terbatas the units involved; biasa those and the units below. */
export function readingOf(secrecy: Secrecy, who: ReaderFacts): Reading {
  if (!who.submitted) return who.drafter ? 'whole' : 'none';
  const line = who.clerk ? 'line' : 'none';
  if (secrecy === 'sangat-rahasia') return who.named ? 'whole' : line;
  if (who.onWay || who.acted) return 'whole';
  if (secrecy === 'rahasia') return who.named || who.mandate === 'rahasia' ? 'whole' : who.mandate === 'terbatas' ? 'line' : line;
  if (who.mandate !== 'none' || who.clerk || who.unitInvolved) return 'whole';
  return secrecy === 'biasa' && who.aboveSigns ? 'whole' : 'none';
}
