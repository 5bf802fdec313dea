import type { TenantContext } from '../../../platform/request/context.ts';
import type { Month, RecapSegment } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { firstOf, lastOf } from '../rules/days-of-a-month.ts';
import { countMonth } from '../rules/count-a-month.ts';
import * as dayStore from '../storage/days.ts';
import { earlierOf } from '../storage/discipline.ts';
import * as storage from '../storage/recaps.ts';
import { earlierSegments, joined } from './earlier.ts';
import { unitTree } from './judge.ts';
import { monthRule } from './months.ts';
import { policiesOf, ruleFinder } from './policies.ts';

type Of = { agency: string } | { people: readonly string[] } | { units: readonly string[] } | 'everybody';

/** Locked months as they were locked, open ones as the stored days stand; a constant number of statements. */
export async function segmentsOf(t: TenantContext, of: Of, month: Month): Promise<RecapSegment[]> {
  const locked = new Set((await storage.lockedMonths(t.tx, t.instansi, month, month)).map((one) => one.agency));
  const kept = locked.size > 0 ? await storage.segmentsOf(t.tx, t.instansi, month, of) : [];
  if (of !== 'everybody' && 'agency' in of && locked.has(of.agency)) return kept;
  const tree = await unitTree(t, []);
  const ruleAt = ruleFinder(await policiesOf(t), tree);
  const earlier = await earlierSegments(t, of, month, tree, ruleAt);
  const days = await dayStore.countedDays(t.tx, t.instansi, of, firstOf(month), lastOf(month), [...locked]);
  const open = days.filter((one) => !(one.day <= (earlier.until.get(one.person) ?? '')));
  const counted = countMonth(open, monthRule(ruleAt, month));
  const before = earlier.segments.filter((one) => !locked.has(one.agency));
  return [...kept, ...(before.length > 0 ? joined([...before, ...counted]) : counted)];
}

/** What lists show of the month of each agency. The same figures as its segments, which are only needed one by one where recaps from before Pendopo count. */
export async function agencySums(t: TenantContext, of: { agency: string } | 'everybody', month: Month): Promise<Map<string, dayStore.AgencySum>> {
  if ((await earlierOf(t.tx, t.instansi, { month })).length > 0) {
    const byAgency = Map.groupBy(await segmentsOf(t, of, month), (one) => one.agency);
    return new Map([...byAgency].map(([agency, own]) => [agency, { agency, people: new Set(own.map((one) => one.person)).size, unexplained: own.reduce((sum, one) => sum + (one.counts['TK'] ?? 0), 0), late: own.reduce((sum, one) => sum + one.late, 0) }]));
  }
  const locked = (await storage.lockedMonths(t.tx, t.instansi, month, month)).map((one) => one.agency);
  const sums = [...(locked.length > 0 ? await storage.lockedSums(t.tx, t.instansi, of, month) : []), ...(await dayStore.openSums(t.tx, t.instansi, of, firstOf(month), lastOf(month), locked))];
  return new Map(sums.map((one) => [one.agency, one]));
}

/** For lists of agencies: how many each has in the month. */
export async function peopleByAgency(t: TenantContext, month: Month): Promise<Map<string, number>> {
  if ((await earlierOf(t.tx, t.instansi, { month })).length > 0) return new Map([...(await agencySums(t, 'everybody', month)).values()].map((one) => [one.agency, one.people]));
  const locked = new Set((await storage.lockedMonths(t.tx, t.instansi, month, month)).map((one) => one.agency));
  const tree = await unitTree(t, []);
  const agencies = [...new Set([...tree.keys()].map((unit) => agencyOf(tree, unit)))].filter((one) => !locked.has(one));
  return new Map((await storage.peopleCounted(t.tx, t.instansi, month, { agencies, from: firstOf(month), to: lastOf(month) })).map((one) => [one.agency, one.people]));
}
