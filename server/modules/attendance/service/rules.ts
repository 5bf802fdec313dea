import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { CheckInRule } from '../contract.ts';
import { listRules, saveRule } from '../storage/rules.ts';
import { entry, fromCatalogue, inForceOn } from './rule-in-force.ts';
import { forgetStandings } from './standing.ts';

const today = (t: TenantContext): Promise<CalendarDay> => part<OrganizationPort<TenantContext>>(t.house, 'organization').today(t);

export const checkInRules = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const rows = await listRules(t.tx, t.instansi);
    return { now: inForceOn(rows, await today(t)), all: [...rows.map(entry), fromCatalogue] };
  });

export const setCheckInRule = (ctx: Context, { from, legalBasis, ...rule }: CheckInRule & { from: CalendarDay; legalBasis: string }) =>
  inTenant(ctx, async (t) => {
    const day = await today(t);
    if (from < day) throw new Refused({ code: 'attendance.rule-past' });
    // What has judged somebody stays as it was.
    if (from === day && (await listRules(t.tx, t.instansi)).some((row) => row.from_day === day)) throw new Refused({ code: 'attendance.rule-begun' });
    await saveRule(t.tx, t.instansi, { id: uuidv7(), from, rule, legalBasis, by: t.viewer?.accountId ?? null, at: t.house.clock.now() });
    await audit(t, { action: 'attendance.rule-set', object: 'attendance-rule', detail: { from, legalBasis, ...rule } });
    await forgetStandings(t);
    return { from };
  });
