import { policyFormat, type AttendancePolicy } from '../../../engines/attendance/policy.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { UnitKind } from '../../organization/contract.ts';
import { reachesAll, ruleOn, rulesFor, sameScope, type ScopedRule } from '../rules/the-nearest-rule-wins.ts';
import { publishedPolicies, type PolicyRow } from '../storage/rules.ts';

export interface PolicyInForce extends ScopedRule {
  id: string;
  title: string;
  rule: AttendancePolicy;
}
export const readPolicy = (row: PolicyRow): PolicyInForce => ({ id: row.id, title: row.title, fromDay: row.fromDay, toDay: row.toDay, units: row.units, unitKinds: row.unitKinds, rule: policyFormat.parse(row.body) });

/** The published rules, the latest first; `extra` is looked at as if it were published, for a preview. */
export async function policiesOf(t: TenantContext, extra?: PolicyInForce): Promise<PolicyInForce[]> {
  const all = (await publishedPolicies(t.tx, t.instansi)).map(readPolicy);
  if (!extra) return all;
  return [extra, ...all.filter((one) => one.fromDay !== extra.fromDay || !sameScope(one, extra))].sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1));
}

type Units = ReadonlyMap<string, { kind: UnitKind; parent: string | null }>;
export type RuleAt = (unit: string | undefined, day: CalendarDay) => PolicyInForce | undefined;
/** Which rule a unit has on a day. The ways up are walked once for each unit, and not at all where every rule is of the whole institution. */
export function ruleFinder(policies: readonly PolicyInForce[], tree: Units): RuleAt {
  const general = policies.filter(reachesAll);
  if (general.length === policies.length) return (_, day) => ruleOn(general, day);
  const known = new Map<string, PolicyInForce[]>();
  return (unit, day) => {
    if (unit === undefined) return ruleOn(general, day);
    let own = known.get(unit);
    if (!own) known.set(unit, (own = rulesFor(policies, tree, unit)));
    return ruleOn(own, day);
  };
}
