import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { checkInRule, type CheckInRule, type CheckInRuleInForce } from '../contract.ts';
import { listRules, type RuleRow } from '../storage/rules.ts';

const file = z.object({ format: z.literal(1), rule: checkInRule, legalBasis: z.object({ title: z.string(), verified: z.boolean() }) });
const catalogue = file.parse(parse(readFileSync(new URL('../../../../catalog/attendance/check-in.yaml', import.meta.url), 'utf8')));
export const fromCatalogue: CheckInRuleInForce = { rule: catalogue.rule, from: null, legalBasis: catalogue.legalBasis.title, verified: catalogue.legalBasis.verified };

/** What an older one does not say yet is as in the catalogue. */
export const entry = (row: RuleRow): CheckInRuleInForce => ({ rule: checkInRule.parse({ ...fromCatalogue.rule, ...row.rule }), from: row.from_day, legalBasis: row.legal_basis, verified: true });

/** The rule of a day: the institution's, else the catalogue's. */
export const ruleOn = async (t: TenantContext, day: CalendarDay): Promise<CheckInRule> => inForceOn(await listRules(t.tx, t.instansi), day).rule;

export function inForceOn(rows: readonly RuleRow[], day: CalendarDay): CheckInRuleInForce {
  const row = rows.find((one) => one.from_day <= day);
  return row ? entry(row) : fromCatalogue;
}
