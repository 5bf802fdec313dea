import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { AnnualRule, GrantingRule, LeaveKind } from '../contract/shapes.ts';
import { grantingOn, kindsOn } from './policy.ts';
import { organizationOf } from './ports.ts';
import { insertPolicy, policies, type PolicyRow } from '../storage/balances.ts';

// Rules of the institution: a version from its day on; what was granted before keeps its own.

export const getPolicy = (ctx: Context) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const [kinds, granting] = [await kindsOn(t, today), await grantingOn(t, today)];
  const [ofKinds, ofGranting] = [await policies(t.tx, t.instansi, 'kinds'), await policies(t.tx, t.instansi, 'granting')];
  const since = (rows: readonly PolicyRow[]): string => rows.find((one) => one.validFrom <= today)?.validFrom ?? '';
  return {
    today, kinds: kinds.kinds, annual: kinds.annual, rules: granting.rules, rulesBasis: granting.legalBasis, since: { kinds: since(ofKinds), granting: since(ofGranting) },
    versions: [...ofKinds, ...ofGranting].sort((a, b) => b.at.getTime() - a.at.getTime()).map(({ what, number, validFrom, note, by, at }) => ({ what, number, validFrom, note, by, at: at.toISOString() })),
  };
});

/** A later version than any that there is; the one in force on that day is what it changes. */
async function keep(t: TenantContext, what: PolicyRow['what'], from: CalendarDay, note: string, body: unknown): Promise<{ number: number }> {
  const before = await policies(t.tx, t.instansi, what);
  const last = before[0];
  if (last && from < last.validFrom) throw new Refused({ code: 'leave.policy-not-after', data: { before: last.validFrom }, fields: [{ path: 'from', message: `Paling awal ${last.validFrom}.` }] });
  const number = Math.max(0, ...before.map((one) => one.number)) + 1;
  if ((await insertPolicy(t.tx, t.instansi, { what, number, validFrom: from, body, note, at: t.house.clock.now(), by: mustViewer(t).name })) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
  await audit(t, { action: 'leave.rules-changed', object: 'leave-policy', detail: { what, number, from, note } });
  return { number };
}

export const saveKind = (ctx: Context, { kind, from, note }: { kind: LeaveKind; from: CalendarDay; note: string }) => inTenant(ctx, async (t) => {
  const body = await kindsOn(t, from);
  const at = body.kinds.findIndex((one) => one.code === kind.code);
  return keep(t, 'kinds', from, note, { ...body, kinds: at === -1 ? [...body.kinds, kind] : body.kinds.with(at, kind) });
});
export const saveAnnual = (ctx: Context, { annual, from, note }: { annual: AnnualRule; from: CalendarDay; note: string }) => inTenant(ctx, async (t) => keep(t, 'kinds', from, note, { ...(await kindsOn(t, from)), annual }));
export const saveGranting = (ctx: Context, { rules, legalBasis, from, note }: { rules: GrantingRule[]; legalBasis: { title: string; source: string; verified: boolean }; from: CalendarDay; note: string }) => inTenant(ctx, async (t) => {
  const known = new Set((await kindsOn(t, from)).kinds.map((one) => one.code));
  const wrong = rules.findIndex((rule) => rule.kinds.some((code) => !known.has(code)));
  if (wrong !== -1) throw new Refused({ code: 'leave.bad-rules', fields: [{ path: `rules.${wrong}.kinds`, message: 'Ada kode jenis cuti yang tidak dikenal.' }] });
  return keep(t, 'granting', from, note, { format: 1, legalBasis, rules });
});
