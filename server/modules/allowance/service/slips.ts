import { compileRules } from '../../../engines/allowance/compile.ts';
import { explainPay, type ExplainedLine } from '../../../engines/allowance/pay.ts';
import { percentText } from '../../../engines/attendance/percent.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Slip } from '../contract.ts';
import { firstDay, monthOf, spanDays } from '../rules/months.ts';
import { whyLess } from '../rules/why-less-than-full.ts';
import * as corrections from '../storage/corrections.ts';
import * as rulesStorage from '../storage/rules.ts';
import * as storage from '../storage/runs.ts';
import { organizationOf } from './ports.ts';

/** The person behind the hat. */
async function ownPerson(t: TenantContext): Promise<string> {
  const holder = await organizationOf(t).holdingInForce(t, mustHat(t).holdingId, await organizationOf(t).today(t));
  if (!holder) throw new Refused({ code: 'allowance.no-slip' });
  return holder.personId;
}

export const listOwnSlips = (ctx: Context) => readTenant(ctx, async (t) => ({ items: (await storage.ownPays(t.tx, t.instansi, await ownPerson(t))).map((row) => ({ ...row, month: monthOf(row.month) })) }));

/** Only the own one, and only once the payment of the agency was checked. */
export const getOwnSlip = (ctx: Context, { month }: { month: string }): Promise<Slip> => readTenant(ctx, async (t) => {
  const pay = await storage.payOfPerson(t.tx, t.instansi, await ownPerson(t), firstDay(month));
  const run = pay && (await storage.findRun(t.tx, t.instansi, pay.run));
  if (!pay || !run || run.state === 'draft') throw new Refused({ code: 'allowance.no-slip' });
  return slipOf(t, pay, run);
});

/** Somebody else's, for those who compute and approve; that it was opened stands in the trail. */
export const getSlip = (ctx: Context, { id }: { id: string }): Promise<Slip> => inTenant(ctx, async (t) => {
  const pay = await storage.findPay(t.tx, t.instansi, id);
  const run = pay && (await storage.findRun(t.tx, t.instansi, pay.run));
  if (!pay || !run) throw new Refused({ code: 'allowance.unknown' });
  await audit(t, { action: 'allowance.slip-opened', object: 'allowance-pay', objectId: id, detail: { month: monthOf(pay.month) } });
  return slipOf(t, pay, run);
});

const shareText = (value: unknown): string => `${percentText(Math.round(Number(value) * 10_000))} %`;
const shown = ({ segment: _, ...line }: ExplainedLine) => line;

async function slipOf(t: TenantContext, pay: storage.PayStored, run: storage.RunStored): Promise<Slip> {
  const rules = (await rulesStorage.findRules(t.tx, t.instansi, run.rules))!;
  const compiled = orRefuse(compileRules(rules.rules));
  const lines = explainPay(compiled, pay.facts.segments, pay.facts.person);
  const agency = (await organizationOf(t).unitFacts(t, [run.agency])).get(run.agency);
  return {
    month: monthOf(pay.month), state: run.state, name: pay.name, nip: pay.nip, rank: pay.rank, agency: agency?.name ?? '', provisional: run.provisional,
    rules: { title: rules.rules.title, legalBasis: rules.rules.legalBasis, approval: rules.rules.approval, from: monthOf(rules.fromMonth) },
    segments: pay.facts.segments.map((facts, at) => {
      const part = pay.facts.parts[at]!;
      const own = lines.filter((line) => line.segment === at);
      const total = own.some((line) => line.amount === null) ? null : Math.max(0, own.reduce((sum, line) => sum + (line.effect === 'add' ? line.amount! : line.effect === 'subtract' ? -line.amount! : 0), 0));
      return {
        fromDay: part.fromDay, toDay: part.toDay, days: spanDays(part.fromDay, part.toDay), unit: part.unit, post: part.post, class: typeof facts['kelas'] === 'number' ? facts['kelas'] : null,
        productivity: 'produktivitas' in facts ? shareText(facts['produktivitas']) : null, productivitySteps: part.productivitySteps, cut: shareText(facts['potongan']), cutSteps: part.cutSteps, notes: part.notes, lines: own.map(shown), total,
      };
    }),
    gross: pay.gross, because: whyLess(compiled, pay.facts.segments, pay.facts.person), corrections: (await corrections.settledWith(t.tx, t.instansi, pay.id)).map((one) => ({ ...one, month: monthOf(one.month) })), lines: lines.filter((line) => line.segment === null).map(shown), net: pay.net, missing: pay.unknown,
  };
}
