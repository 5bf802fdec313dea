import { addDays, dayIn, momentAt, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { Role } from '../rules/allowed-actions.ts';
import { branchOf, type Branch, type By } from '../rules/letter-state.ts';
import { daysSeen, seesDay } from '../rules/whose-days-count.ts';
import { readerKeys, readingOf, type Reading } from '../rules/who-may-read.ts';
import { findLetter, hasActed, type LoadedLetter } from '../storage/letters.ts';
import type { PostSeen } from '../storage/lists.ts';
import { mandatesOn, type MandateRow } from '../storage/others.ts';
import { institutionOf, organizationOf } from './ports.ts';

// Chapters: who reads · what they may read · how they stand towards a branch

export interface Reader {
  account: string;
  hat: Hat;
  /** In force today; a Plt. whose post was filled this morning is none. */
  holding: Holder;
  day: CalendarDay;
  zone: Zone;
  mandates: MandateRow[];
  /** Units above the own one and itself, without the head of region's. */
  wideUnits: string[];
  /** The unit whose agenda book the reader keeps. */
  clerkOf: string | undefined;
}

/** @throws Refused `request.not-allowed` without a post, `letters.not-in-force` when the holding gives no rights today */
export async function readerOf(t: TenantContext): Promise<Reader> {
  const hat = mustHat(t);
  const { accountId: account } = mustViewer(t);
  const organization = organizationOf(t);
  const { zone } = await institutionOf(t);
  const day = dayIn(t.house.clock.now(), zone);
  const [holding, mandates, above] = await Promise.all([organization.holdingInForce(t, hat.holdingId, day), mandatesOn(t.tx, t.instansi, hat.postId, day), organization.unitsAbove(t, hat.unitId)]);
  if (!holding || holding.postId !== hat.postId) throw new Refused({ code: 'letters.not-in-force' });
  const facts = await organization.unitFacts(t, [hat.unitId, ...above]);
  return { account, hat, holding, day, zone, mandates, wideUnits: [...facts.values()].filter((unit) => unit.kind !== 'head-of-region').map((unit) => unit.id), clerkOf: hat.permissions.has('letters.register') ? hat.unitId : undefined };
}

const dayOf = (reader: Reader, at: string): CalendarDay => dayIn(new Date(at), reader.zone);
const mandateFor = (reader: Reader, post: string): MandateRow['up_to'] | 'none' => {
  const held = reader.mandates.filter((mandate) => mandate.post === post);
  return held.some((mandate) => mandate.up_to === 'rahasia') ? 'rahasia' : held.length > 0 ? 'terbatas' : 'none';
};

export function readingFor(reader: Reader, letter: LoadedLetter, acted: boolean): Reading {
  const { folded } = letter;
  // What was taken back was never read there.
  const on = folded.branches.filter((branch) => branch.state !== 'ditarik');
  const reach = on.map((branch) => mandateFor(reader, branch.post));
  return readingOf(folded.secrecy, {
    named: folded.readers.some(({ person }) => person === reader.holding.personId), acted, clerk: reader.clerkOf === letter.unit,
    onWay: on.some((branch) => branch.post === reader.hat.postId && seesDay(reader.holding, dayOf(reader, branch.at))),
    mandate: reach.includes('rahasia') ? 'rahasia' : reach.includes('terbatas') ? 'terbatas' : 'none',
    unitInvolved: on.some((branch) => branch.unit === reader.hat.unitId), aboveInvolved: on.some((branch) => reader.wideUnits.includes(branch.unit)),
  });
}

export interface ReadLetter {
  reader: Reader;
  letter: LoadedLetter;
  reading: 'whole' | 'line';
}
/** @throws Refused `letters.unknown`, also where the letter exists but is not this reader's */
export async function loadForReader(t: TenantContext, id: string): Promise<ReadLetter> {
  const reader = await readerOf(t);
  const letter = await findLetter(t.tx, t.instansi, id);
  if (!letter) throw new Refused({ code: 'letters.unknown' });
  const reading = readingFor(reader, letter, (await hasActed(t.tx, t.instansi, [id], reader.account)).has(id));
  if (reading === 'none') throw new Refused({ code: 'letters.unknown' });
  return { reader, letter, reading };
}
export async function loadWhole(t: TenantContext, id: string): Promise<ReadLetter> {
  const found = await loadForReader(t, id);
  if (found.reading !== 'whole') throw new Refused({ code: 'letters.unknown' });
  return found;
}

/** Holding a post is not enough for sangat rahasia: the branch is the named person's. */
const holds = (reader: Reader, letter: LoadedLetter, branch: Branch): boolean =>
  branch.post === reader.hat.postId && seesDay(reader.holding, dayOf(reader, branch.at)) && (letter.folded.secrecy !== 'sangat-rahasia' || branch.heldBy.person === reader.holding.personId);

export function rolesOf(reader: Reader, letter: LoadedLetter, branch: Branch): Role[] {
  const roles: Role[] = [];
  const { secrecy } = letter.folded;
  if (holds(reader, letter, branch)) roles.push('holder');
  else {
    const mandate = mandateFor(reader, branch.post);
    if (secrecy !== 'sangat-rahasia' && (mandate === 'rahasia' || (mandate === 'terbatas' && secrecy !== 'rahasia'))) roles.push('assistant');
  }
  const giver = branch.parent === undefined ? undefined : branchOf(letter.folded, branch.parent);
  if (giver && holds(reader, letter, giver)) roles.push('giver');
  if (reader.clerkOf === letter.unit) roles.push('clerk');
  return roles;
}

export const byOf = (t: TenantContext, reader: Reader, forPost?: string): By => ({
  kind: 'officer', account: reader.account, name: t.viewer!.name, post: reader.hat.postId, unit: reader.hat.unitId, capacity: reader.holding.capacity, ...(forPost && forPost !== reader.hat.postId ? { forPost } : {}),
});

/** Posts whose inbox this is: the own one within its days, and those of mandates. */
export function postsSeen(reader: Reader): PostSeen[] {
  const { from, to } = daysSeen(reader.holding);
  const own: PostSeen = { post: reader.hat.postId, from: from === null ? null : momentAt(from, 0, reader.zone), to: to === null ? null : momentAt(addDays(to, 1), 0, reader.zone), upTo: 'all' };
  const lent = [...new Set(reader.mandates.map((mandate) => mandate.post))].map((post): PostSeen => ({ post, from: null, to: null, upTo: 'terbatas' }));
  return [own, ...lent.filter(({ post }) => post !== own.post)];
}

export const keysOf = (reader: Reader): string[] =>
  readerKeys({ account: reader.account, person: reader.holding.personId, post: reader.hat.postId, unit: reader.hat.unitId, unitsAbove: reader.wideUnits, clerkOf: reader.clerkOf, mandates: reader.mandates.map(({ post, up_to }) => ({ post, upTo: up_to })) });
