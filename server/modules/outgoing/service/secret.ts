import type { Secrecy } from '../../letters/contract.ts';
import type { Context } from '../../../platform/request/context.ts';
import type { Content } from '../contract.ts';
import type { Packed, PackedHeading } from '../storage/letters.ts';

// What is rahasia or sangat rahasia lies sealed in the database, under a key of its own for each letter.

/** What lists show. */
export interface Heading {
  subject: string;
  to: string;
  type: string;
  typeTitle: string;
  secrecy: Secrecy;
  urgency: Content['urgency'];
}
export const isSealed = (secrecy: Secrecy): boolean => secrecy === 'rahasia' || secrecy === 'sangat-rahasia';

/** What the public page tells instead of hal. */
export const HIDDEN = 'Tidak ditampilkan';

const WORDS = 'outgoing.words';
const seal = (ctx: Context, letter: string, value: unknown): Buffer => ctx.house.secrets.seal(`${WORDS}/${letter}`, JSON.stringify(value));
const open = (ctx: Context, letter: string, sealed: Buffer): unknown => JSON.parse(ctx.house.secrets.open(`${WORDS}/${letter}`, sealed));

export const packContent = (ctx: Context, letter: string, secrecy: Secrecy, content: unknown): Packed => (isSealed(secrecy) ? { content: null, sealed: seal(ctx, letter, content) } : { content, sealed: null });
export const contentOf = <T = Content>(ctx: Context, letter: string, packed: Packed): T => (packed.sealed ? open(ctx, letter, packed.sealed) : packed.content) as T;
export const packHeading = (ctx: Context, letter: string, heading: Heading): PackedHeading => (isSealed(heading.secrecy) ? { heading: null, heading_sealed: seal(ctx, letter, heading) } : { heading, heading_sealed: null });
export const headingOf = (ctx: Context, letter: string, packed: PackedHeading): Heading => (packed.heading_sealed ? open(ctx, letter, packed.heading_sealed) : packed.heading) as Heading;
export const packWords = (ctx: Context, letter: string, secrecy: Secrecy, words: string): { words: string | null; sealed: Buffer | null } =>
  words === '' ? { words: null, sealed: null } : isSealed(secrecy) ? { words: null, sealed: seal(ctx, letter, words) } : { words, sealed: null };
export const wordsOf = (ctx: Context, letter: string, packed: { words: string | null; sealed: Buffer | null }): string => (packed.sealed ? String(open(ctx, letter, packed.sealed)) : (packed.words ?? ''));
