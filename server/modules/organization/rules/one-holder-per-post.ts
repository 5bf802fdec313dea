import { formatDate } from '../../../engines/working-time/words.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { Capacity } from '../contract.ts';
import { effectiveEnd, lastDay, type HoldingFacts } from './acting-ends-when-the-post-is-filled.ts';

/** A holding with the names that a refusal tells. */
export interface NamedHolding extends HoldingFacts {
  personName: string;
  postTitle: string;
}

export interface NewHolding extends HoldingFacts {
  orderLetter: string | null;
}

export interface HoldingSurroundings {
  post: { toDay: CalendarDay | null };
  /** All holdings of the post, past and future. */
  ofThePost: readonly NamedHolding[];
  /** All holdings of the person, with all holdings of each of those posts (to know when acting ended). */
  ofThePerson: readonly NamedHolding[];
  ofThosePosts: readonly HoldingFacts[];
}

export const CAPACITY_WORDS: Record<Capacity, string> = { definitive: 'pejabat definitif', plt: 'Plt.', plh: 'Plh.', pj: 'Pj.', pjs: 'Pjs.' };

/**
 * Whether a holding may stand beside those that are there (reference asn-organisation §4 and §6): one definitive holder
 * per post at a time; never two of one acting kind; Plt. and Pj. only from a vacant day on; holder with Plh. is normal;
 * a person holds one definitive post and at most one Plt.; a Pj. keeps the other hat. Acting needs an order letter,
 * Plh. and Pjs. also a last day.
 */
export function mayHold(candidate: NewHolding, around: HoldingSurroundings): Result<void> {
  if (lastDay(candidate) < candidate.fromDay) return refuse('organization.days-reversed');
  // A post is at least as old as its first holder: an earlier day moves its beginning, a later one than its end is refused.
  if (candidate.fromDay > lastDay(around.post)) return refuse('organization.outside-post');
  if (candidate.capacity !== 'definitive' && !candidate.orderLetter?.trim()) return refuse('organization.order-needed');
  if ((candidate.capacity === 'plh' || candidate.capacity === 'pjs') && candidate.toDay === null) return refuse('organization.end-needed');

  const others = around.ofThePost.filter((other) => other.id !== candidate.id);
  const beside = besideOnThePost(candidate, others);
  if (!beside.ok) return beside;
  return besideOfThePerson(candidate, others, around);
}

function besideOnThePost(candidate: NewHolding, others: readonly NamedHolding[]): Result<void> {
  const twin = others.find((other) => other.capacity === candidate.capacity && overlaps(candidate, other, others, others));
  if (twin && twin.capacity === 'definitive') {
    return refuse('organization.post-held', { name: twin.personName, from: formatDate(twin.fromDay), ...(twin.toDay ? { to: formatDate(twin.toDay) } : {}) });
  }
  if (twin) {
    return refuse('organization.same-capacity-twice', {
      name: twin.personName, capacity: CAPACITY_WORDS[twin.capacity], from: formatDate(twin.fromDay), to: twin.toDay ? formatDate(twin.toDay) : '',
    });
  }
  if (candidate.capacity === 'plt' || candidate.capacity === 'pj') {
    const holder = others.find((other) => other.capacity === 'definitive' && other.fromDay <= candidate.fromDay && lastDay(other) >= candidate.fromDay);
    if (holder) return refuse('organization.post-not-vacant', { name: holder.personName });
  }
  const same = others.find((other) => other.person === candidate.person && overlaps(candidate, other, others, others));
  if (same && candidate.capacity !== 'definitive' && same.capacity === 'definitive') return refuse('organization.acts-for-oneself');
  return ok(undefined);
}

function besideOfThePerson(candidate: NewHolding, onThePost: readonly NamedHolding[], around: HoldingSurroundings): Result<void> {
  if (candidate.capacity !== 'definitive' && candidate.capacity !== 'plt') return ok(undefined);
  const posts = [...around.ofThosePosts, ...around.ofThePost];
  const clash = around.ofThePerson.find(
    (other) => other.id !== candidate.id && other.capacity === candidate.capacity && overlaps(candidate, other, onThePost, posts.filter((one) => one.post === other.post)),
  );
  if (!clash) return ok(undefined);
  return refuse(candidate.capacity === 'plt' ? 'organization.person-has-a-plt' : 'organization.person-has-a-post', { title: clash.postTitle });
}

/** By the days on which they give rights: a Plt. whose post was filled is free for another order. */
function overlaps(a: HoldingFacts, b: HoldingFacts, onPostOfA: readonly HoldingFacts[], onPostOfB: readonly HoldingFacts[]): boolean {
  const endOfA = effectiveEnd(a, onPostOfA) ?? '9999-12-31';
  const endOfB = effectiveEnd(b, onPostOfB) ?? '9999-12-31';
  return a.fromDay <= endOfB && b.fromDay <= endOfA;
}

/** Usual limits of acting orders; warned about and never refused. From catalog/reference/acting-orders.yaml. */
export interface ActingLimits {
  legalBasis: string;
  verified: boolean;
  /** Months of one order and how often it may be extended. */
  plt: { months: number; extensions: number };
}

/** Sentences for an order that runs longer than usual. */
export function warningsOf(candidate: NewHolding, limits: ActingLimits): string[] {
  if (candidate.capacity !== 'plt') return [];
  const months = limits.plt.months;
  const longest = months * (1 + limits.plt.extensions);
  if (candidate.toDay === null) return [`Plt. ini tanpa hari terakhir. Lazimnya ${months} bulan (${limits.legalBasis}); isi hari terakhirnya bila ada dalam surat perintah.`];
  const [year = 0, month = 1, date = 1] = candidate.fromDay.split('-').map(Number);
  const limit = new Date(Date.UTC(year, month - 1 + longest, date)).toISOString().slice(0, 10);
  if (candidate.toDay < limit) return [];
  return [`Plt. ini lebih lama dari ${longest} bulan (${months} bulan dan ${limits.plt.extensions} kali perpanjangan, ${limits.legalBasis}). Periksa lagi surat perintahnya.`];
}
