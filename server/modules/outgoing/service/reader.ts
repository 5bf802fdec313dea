import { dayIn, type CalendarDay, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { unitsServed, type Holder, type UnitFacts } from '../../organization/contract.ts';
import type { Role } from '../rules/allowed-actions.ts';
import { isDraft, stepsNow, type By, type LetterFold } from '../rules/letter-state.ts';
import { readingOf, type Reading } from '../rules/who-may-read.ts';
import { findLetter, hasActed, type LoadedLetter } from '../storage/letters.ts';
import { institutionOf, lettersOf, organizationOf } from './ports.ts';

// Chapters: who reads · what they may read · how they stand towards a letter

export interface Reader {
  account: string;
  hat: Hat;
  /** In force today; a Plt. whose post was filled this morning is none. */
  holding: Holder;
  day: CalendarDay;
  zone: Zone;
  /** By which the reader assists others today. */
  mandates: readonly { post: string; upTo: 'terbatas' | 'rahasia' }[];
  /** Units of which this unit is the secretariat. */
  served: ReadonlySet<string>;
  /** All units in force, by id. */
  units: ReadonlyMap<string, UnitFacts>;
}

/** @throws Refused `request.not-allowed` without a post, `outgoing.not-in-force` when the holding gives no rights today */
export async function readerOf(t: TenantContext): Promise<Reader> {
  const { accountId: account } = mustViewer(t);
  const hat = mustHat(t);
  const organization = organizationOf(t);
  const { zone } = await institutionOf(t);
  const day = dayIn(t.house.clock.now(), zone);
  const [holding, units, mandates] = await Promise.all([organization.holdingInForce(t, hat.holdingId, day), organization.unitsInForce(t), lettersOf(t).mandatesOf(t, hat.postId)]);
  if (!holding || holding.postId !== hat.postId) throw new Refused({ code: 'outgoing.not-in-force' });
  return { account, hat, holding, day, zone, mandates, served: new Set(unitsServed(hat.unitKind, units)), units: new Map(units.map((unit) => [unit.id, unit])) };
}

/** Tata usaha of a unit serves it; that of a secretariat also whom it serves; where a unit has none, that of the units above. */
function isClerkOf(reader: Reader, unit: string): boolean {
  if (!reader.hat.permissions.has('outgoing.clerk')) return false;
  const own = reader.hat.unitId;
  if (own === unit || reader.served.has(unit)) return true;
  return reader.hat.unitKind !== 'head-of-region' && aboveOf(reader, unit).includes(own);
}
/** The units above one, the nearest first. */
function aboveOf(reader: Reader, unit: string): string[] {
  const way: string[] = [];
  for (let at = reader.units.get(unit)?.parent; at && !way.includes(at); at = reader.units.get(at)?.parent) way.push(at);
  return way;
}

export function rolesOf(reader: Reader, letter: LetterFold): Role[] {
  const { postId } = reader.hat;
  const clerks = isClerkOf(reader, letter.unit) || isClerkOf(reader, letter.drafter.unit);
  return [
    ...(letter.drafter.post === postId ? (['drafter'] as const) : []),
    ...(letter.state === 'paraf' && stepsNow(letter).some((step) => step.post === postId) ? (['initialer'] as const) : []),
    ...(letter.signer === postId && reader.hat.permissions.has('outgoing.sign') ? (['signer'] as const) : []),
    ...(clerks ? (['clerk'] as const) : []),
    ...(reader.mandates.some(({ post }) => post === letter.signer) ? (['assistant'] as const) : []),
  ];
}

/** `units`: of the posts that initial, where they are known. */
/** Of those on whose desk it lies or lay: who initials is helped as long as the paraf is asked, who signs from then on. */
function mandateOn(reader: Reader, letter: LetterFold): 'none' | 'terbatas' | 'rahasia' {
  const asked = letter.state === 'paraf' ? stepsNow(letter).map(({ post }) => post) : isDraft(letter) ? [] : letter.signer ? [letter.signer] : [];
  const held = reader.mandates.filter(({ post }) => asked.includes(post));
  return held.some(({ upTo }) => upTo === 'rahasia') ? 'rahasia' : held.length > 0 ? 'terbatas' : 'none';
}

export function readingFor(reader: Reader, letter: LetterFold, acted: boolean): Reading {
  const { postId, unitId } = reader.hat;
  const roles = rolesOf(reader, letter);
  const wide = [letter.unit].filter((unit) => reader.units.get(unit)?.kind !== 'head-of-region');
  return readingOf(letter.secrecy, {
    drafter: roles.includes('drafter'), submitted: letter.version > 0, named: letter.named.some(({ person }) => person === reader.holding.personId), acted,
    onWay: roles.includes('drafter') || letter.steps.some((step) => step.post === postId) || letter.signer === postId, clerk: roles.includes('clerk'),
    mandate: mandateOn(reader, letter), unitInvolved: unitId === letter.drafter.unit || unitId === letter.unit, aboveSigns: aboveOf(reader, unitId).some((unit) => wide.includes(unit)),
  });
}

export interface ReadLetter {
  reader: Reader;
  letter: LoadedLetter;
  reading: 'whole' | 'line';
}
/** @throws Refused `outgoing.unknown`, also where the letter exists but is not this reader's */
export async function loadForReader(t: TenantContext, id: string): Promise<ReadLetter> {
  const reader = await readerOf(t);
  const letter = await findLetter(t.tx, t.instansi, id);
  if (!letter) throw new Refused({ code: 'outgoing.unknown' });
  const reading = readingFor(reader, letter.folded, (await hasActed(t.tx, t.instansi, [id], reader.account)).has(id));
  if (reading === 'none') throw new Refused({ code: 'outgoing.unknown' });
  return { reader, letter, reading };
}
export async function loadWhole(t: TenantContext, id: string): Promise<ReadLetter> {
  const found = await loadForReader(t, id);
  if (found.reading !== 'whole') throw new Refused({ code: 'outgoing.unknown' });
  return found;
}

export const byOf = (t: TenantContext, reader: Reader): By => ({
  kind: 'officer', account: reader.account, person: reader.holding.personId, name: t.viewer!.name, post: reader.hat.postId, unit: reader.hat.unitId, capacity: reader.holding.capacity,
});
