import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { principalOn } from '../../organization/contract.ts';
import type { Month, RecapSegment } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { firstOf, lastOf } from '../rules/days-of-a-month.ts';
import { summed } from '../rules/count-a-month.ts';
import * as storage from '../storage/discipline.ts';
import type { unitTree } from './judge.ts';
import type { RuleAt } from './policies.ts';
import { organizationOf } from './ports.ts';

type Of = { agency: string } | { people: readonly string[] } | { units: readonly string[] } | 'everybody';
export interface Earlier {
  segments: RecapSegment[];
  /** By person the last day that the earlier recap tells: days up to it are not counted again. */
  until: Map<string, CalendarDay>;
}

/** Recaps from before Pendopo of one month as segments, where each person was placed on the last day that they tell. Two statements, one where there are none. */
export async function earlierSegments(t: TenantContext, of: Of, month: Month, tree: Awaited<ReturnType<typeof unitTree>>, ruleAt: RuleAt): Promise<Earlier> {
  const rows = (await storage.earlierOf(t.tx, t.instansi, of !== 'everybody' && 'people' in of ? { people: of.people } : { month })).filter((row) => row.month === month);
  if (rows.length === 0) return { segments: [], until: new Map() };
  const held = Map.groupBy(await organizationOf(t).placements(t, { people: rows.map((row) => row.person) }, firstOf(month), lastOf(month)), (one) => one.person);
  const until = new Map(rows.map((row) => [row.person, row.untilDay ?? lastOf(month)]));
  const segments = rows.flatMap((row): RecapSegment[] => {
    const placed = held.get(row.person) ?? [];
    const last = until.get(row.person)!;
    const one = principalOn(placed, last) ?? placed[0];
    if (!one) return [];
    const agency = agencyOf(tree, one.unit);
    if (of !== 'everybody' && (('agency' in of && of.agency !== agency) || ('units' in of && !of.units.includes(one.unit)))) return [];
    return [{
      person: row.person, unit: one.unit, agency, holding: one.holding, fromDay: firstOf(month), toDay: last, due: row.due, counts: row.counts, faults: {}, jointLeave: 0, late: 0, early: 0, lateMinutes: row.lateMinutes, earlyMinutes: row.earlyMinutes, missingIn: 0, missingOut: 0, effectiveMinutes: 0, percent: row.percent,
      withoutLog: 0, base: ruleAt(one.unit, last)?.rule.base ?? 'discipline-part', classes: { A: 0, B: 0, C: 0, D: 0 }, earlier: row.due,
    }];
  });
  return { segments, until };
}

/** One segment for each person, holding and agency, as a month is locked. */
export const joined = (segments: readonly RecapSegment[]): RecapSegment[] => [...Map.groupBy(segments, (one) => `${one.person}/${one.holding}/${one.agency}`).values()].map((same) => summed(same)!);
