import type { KeyFacts, Secrecy } from '../contract.ts';

/** How a reader stands towards a letter today. */
export interface ReaderFacts {
  /** The person is named as a reader. */
  named: boolean;
  /** The post that the reader holds got it, within the days for which the reader sees that post's letters. */
  onWay: boolean;
  /** The person acted on it in a post held at that time. */
  acted: boolean;
  /** Up to which sifat a mandate of a post on the way reaches. */
  mandate: 'none' | 'terbatas' | 'rahasia';
  /** Tata usaha of the unit whose agenda book holds it. */
  clerk: boolean;
  /** A post of the reader's own unit got it. */
  unitInvolved: boolean;
  /** A post of a unit above the reader's got it, other than the head of region's. */
  aboveInvolved: boolean;
}
/** The whole letter; only its line in the book, without sender, number and hal; or nothing, not even that it exists. */
export type Reading = 'whole' | 'line' | 'none';

/**
 * Who reads what by sifat (reference of naskah dinas, section 6): sangat rahasia named persons; rahasia those it was addressed or
 * given to, and named persons; terbatas the units involved; biasa those and the units below them. House rule: tata usaha
 * keeps the line of what it entered, and a mandate that does not reach a letter shows that it waits.
 */
export function readingOf(secrecy: Secrecy, who: ReaderFacts): Reading {
  const line = who.clerk ? 'line' : 'none';
  if (secrecy === 'sangat-rahasia') return who.named ? 'whole' : line;
  if (who.onWay || who.acted) return 'whole';
  if (secrecy === 'rahasia') return who.named || who.mandate === 'rahasia' ? 'whole' : who.mandate === 'terbatas' ? 'line' : line;
  if (who.mandate !== 'none' || who.clerk || who.unitInvolved) return 'whole';
  return secrecy === 'biasa' && who.aboveInvolved ? 'whole' : 'none';
}

/** Sangat rahasia is in no search. */
export function accessKeys(letter: KeyFacts): string[] {
  if (letter.secrecy === 'sangat-rahasia') return [];
  const open = letter.secrecy !== 'rahasia';
  const keys = [
    ...letter.posts.map((post) => `p:${post}`),
    ...letter.accounts.map((account) => `a:${account}`),
    ...(open ? [`r:${letter.book}`, ...(letter.alsoKept ?? []).map((unit) => `r:${unit}`), ...letter.posts.map((post) => `m:${post}`), ...letter.units.map((unit) => `t:${unit}`)] : letter.readers.map((person) => `o:${person}`)),
    ...(letter.secrecy === 'biasa' ? letter.wideUnits.map((unit) => `u:${unit}`) : []),
  ];
  return [...new Set(keys)].sort();
}
export interface ReaderKeyFacts {
  account: string;
  person: string;
  post: string;
  unit: string;
  unitsAbove: readonly string[];
  /** The unit whose book the reader keeps. */
  clerkOf: string | undefined;
  mandates: readonly { post: string; upTo: 'terbatas' | 'rahasia' }[];
}
export const readerKeys = (who: ReaderKeyFacts): string[] => [
  `p:${who.post}`, `a:${who.account}`, `o:${who.person}`, `t:${who.unit}`, ...who.unitsAbove.map((unit) => `u:${unit}`), ...(who.clerkOf ? [`r:${who.clerkOf}`] : []),
  ...who.mandates.map(({ post, upTo }) => (upTo === 'rahasia' ? `p:${post}` : `m:${post}`)),
];
