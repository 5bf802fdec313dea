import { numbersMayMeet } from '../../../engines/documents/numbering/numbers-may-meet.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { TypeBody } from '../contract.ts';
import * as storage from '../storage.ts';
import { listKinds, type Kind } from './kinds.ts';
import { organizationOf } from './ports.ts';
import { inForceOf } from './types.ts';

// Each kind may have a row of numbers of its own (reference of naskah dinas, section 7): two rows then print one number, unless their
// patterns tell them apart. Nothing is wrong with either letter, so it is asked about, not forbidden.

export interface SameNumbers {
  id: string;
  title: string;
  pattern: string;
}
const namesOf = (met: readonly SameNumbers[]): string => {
  const titles = met.map(({ title }) => title);
  return titles.length > 3 ? `${titles.slice(0, 3).join(', ')}, dan ${titles.length - 3} jenis lain` : titles.join(', ');
};
const countsHere = ({ issuedIn }: Pick<TypeBody, 'issuedIn'>): boolean => issuedIn === 'pendopo';

/** Kinds with another series, in force on the day or later, whose letters may carry the number of a letter of this one. */
export async function kindsWithSameNumbers(t: TenantContext, kind: Pick<Kind, 'id'>, body: TypeBody, day: CalendarDay): Promise<SameNumbers[]> {
  if (!countsHere(body)) return [];
  const byType = Map.groupBy(await storage.listVersions(t.tx, t.instansi), (row) => row.type);
  const units = (await organizationOf(t).unitsInForce(t)).map((unit) => unit.code);
  return (await listKinds(t)).filter(({ id }) => id !== kind.id).flatMap((other): SameNumbers[] => {
    const versions = byType.get(other.id) ?? [];
    const now = inForceOf(other, versions, day);
    const bodies: TypeBody[] = [...(now ? [now] : []), ...versions.filter((one) => one.validFrom > day).map((one) => one.body)];
    const met = bodies.find((one) => countsHere(one) && one.series !== body.series && numbersMayMeet({ pattern: body.pattern, jenis: body.title }, { pattern: one.pattern, jenis: one.title }, units));
    return met ? [{ id: other.id, title: met.title, pattern: met.pattern }] : [];
  });
}

/** What was so before is not asked about again. @throws Refused `letter-types.same-numbers` */
export async function mustBeMeant(t: TenantContext, kind: Kind, body: TypeBody, day: CalendarDay): Promise<void> {
  const met = await kindsWithSameNumbers(t, kind, body, day);
  const before = inForceOf(kind, await storage.versionsOf(t.tx, t.instansi, kind.id), day);
  const known = new Set(before ? (await kindsWithSameNumbers(t, kind, before, day)).map(({ id }) => id) : []);
  const fresh = met.filter(({ id }) => !known.has(id));
  const titles = namesOf(fresh);
  if (fresh.length > 0) throw new Refused({ code: 'letter-types.same-numbers', data: { titles }, fields: [{ path: 'evenSo', message: 'Centang bila memang dimaksud.' }] });
}
