import { policyFormat, type AttendancePolicy } from '../../../engines/attendance/policy.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { publishedPolicies, type PolicyRow } from '../storage/rules.ts';

export interface PolicyInForce {
  id: string;
  title: string;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
  rule: AttendancePolicy;
}
export const readPolicy = (row: PolicyRow): PolicyInForce => ({ id: row.id, title: row.title, fromDay: row.fromDay, toDay: row.toDay, rule: policyFormat.parse(row.body) });

/** The published rules, the latest first; `extra` is looked at as if it were published, for a preview. */
export async function policiesOf(t: TenantContext, extra?: PolicyInForce): Promise<PolicyInForce[]> {
  const all = (await publishedPolicies(t.tx, t.instansi)).map(readPolicy);
  if (!extra) return all;
  return [extra, ...all.filter((one) => one.fromDay !== extra.fromDay)].sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1));
}
/** The one that began last; none before the first. */
export const policyOn = (policies: readonly PolicyInForce[], day: CalendarDay): PolicyInForce | undefined => {
  const begun = policies.find((one) => one.fromDay <= day);
  return begun && (begun.toDay === null || begun.toDay >= day) ? begun : undefined;
};
