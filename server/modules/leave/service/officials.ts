import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Holder, Placement, UnitFacts } from '../../organization/contract.ts';
import type { Grantor } from '../contract/shapes.ts';
import { isAgency, postKindOf, whoGrants } from '../rules/who-grants.ts';
import { grantingOn } from './policy.ts';
import { organizationOf } from './ports.ts';

export const superiorOf = async (t: TenantContext, holding: string, day: CalendarDay): Promise<Holder | undefined> => (await organizationOf(t).superiorsOf(t, [holding], day)).get(holding);

const WORDS: Record<Grantor, string> = { 'agency-head': 'kepala perangkat daerah', sekda: 'Sekretaris Daerah', regent: 'kepala daerah' };

/** Who grants by the delegation in force, and by which line. A vacant place is taken by the next one above. @throws Refused `leave.no-rule`, `leave.no-grantor` */
export async function grantedBy(t: TenantContext, placement: Placement, kind: string, days: number, day: CalendarDay): Promise<{ holder: Holder; rule: string }> {
  const organization = organizationOf(t);
  const granting = await grantingOn(t, day);
  const units = await organization.unitsInForce(t);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const chain: UnitFacts[] = [];
  for (let unit = byId.get(placement.unit); unit && chain.length < 13; unit = unit.parent === null ? undefined : byId.get(unit.parent)) chain.push(unit);
  const post = postKindOf({ isHead: placement.isHead, unitKind: chain[0]?.kind ?? '' });
  const by = whoGrants(granting.rules, { kind, post, days });
  if (!by) throw new Refused({ code: 'leave.no-rule' });
  const ofKind = (wanted: string) => units.filter((unit) => unit.kind === wanted).map((unit) => unit.id);
  const agencies = chain.filter((unit) => isAgency(unit.kind)).map((unit) => unit.id);
  const places: Record<Grantor, string[]> = { 'agency-head': [...agencies, ...ofKind('setda'), ...ofKind('head-of-region')], sekda: [...ofKind('setda'), ...ofKind('head-of-region')], regent: ofKind('head-of-region') };
  for (const unit of places[by]) {
    const holder = await organization.holderForSigning(t, unit, day);
    if (holder && holder.personId !== placement.person) return { holder, rule: `${WORDS[by]}, menurut ${granting.legalBasis.title}` };
  }
  throw new Refused({ code: 'leave.no-grantor', data: { who: WORDS[by] } });
}
