import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileRules, FACT_WORDS, type CompiledRules, type RuleProblem } from '../../../engines/allowance/compile.ts';
import { allowanceRules, type AllowanceRules } from '../../../engines/allowance/rules.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { firstDay, monthAfter, monthName, monthOf } from '../rules/months.ts';
import * as storage from '../storage/rules.ts';

// Chapters: in force · looking · drafting and publishing

/** The rules with which an institution begins; nothing is paid by them before somebody publishes a version. */
export const firstRules = (): AllowanceRules => allowanceRules.parse(parse(readFileSync(new URL('../../../../catalog/reference/allowance.yaml', import.meta.url), 'utf8')));

/** @throws Refused `allowance.no-rules` */
export async function mustRules(t: TenantContext, month: string): Promise<{ row: storage.RulesRow; rules: AllowanceRules; compiled: CompiledRules }> {
  const row = await storage.rulesInForce(t.tx, t.instansi, firstDay(month));
  if (!row) throw new Refused({ code: 'allowance.no-rules' });
  return { row, rules: row.rules, compiled: orRefuse(compileRules(row.rules)) };
}
const found = <T>(row: T | undefined): T => {
  if (!row) throw new Refused({ code: 'allowance.unknown' });
  return row;
};
const problemsOf = (rules: AllowanceRules): RuleProblem[] => {
  const compiled = compileRules(rules);
  return compiled.ok ? [] : (compiled.refusal.data as { problems: RuleProblem[] }).problems;
};

export const listRules = (ctx: Context) => readTenant(ctx, async (t) => ({ items: rows(await storage.listRules(t.tx, t.instansi)) }));

function rows(all: readonly (storage.RulesRow & { used: number })[]) {
  const published = all.filter((one) => one.state === 'published').map((one) => one.fromMonth).sort();
  return all.map((one) => {
    const after = one.state === 'published' ? published.find((month) => month > one.fromMonth) : undefined;
    return { id: one.id, from: monthOf(one.fromMonth), until: after ? monthAfter(monthOf(after), -1) : null, state: one.state, version: one.version, title: one.rules.title, legalBasis: one.rules.legalBasis, madeBy: one.madeBy, publishedBy: one.publishedBy, used: one.used };
  });
}

export const getRules = (ctx: Context, id: string) => readTenant(ctx, async (t) => {
  const row = found(rows(await storage.listRules(t.tx, t.instansi)).find((one) => one.id === id));
  const { rules } = found(await storage.findRules(t.tx, t.instansi, id));
  return { ...row, rules, problems: problemsOf(rules), words: Object.entries(FACT_WORDS).map(([name, meaning]) => ({ name, meaning })) };
});

/** A draft begins as what is in force then, else as the example of the catalogue. */
export const draftRules = (ctx: Context, { from }: { from: string }) => inTenant(ctx, async (t) => {
  const rules = (await storage.rulesInForce(t.tx, t.instansi, firstDay(from)))?.rules ?? firstRules();
  const id = uuidv7();
  await storage.insertRules(t.tx, t.instansi, { id, fromMonth: firstDay(from), rules, madeBy: mustViewer(t).name, at: t.house.clock.now() });
  await audit(t, { action: 'allowance.rules-drafted', object: 'allowance-rules', objectId: id, detail: { from } });
  return { id };
});

async function mustDraft(t: TenantContext, id: string, version: number): Promise<storage.RulesRow> {
  const row = found(await storage.lockRules(t.tx, t.instansi, id));
  if (row.state !== 'draft') throw new Refused({ code: 'allowance.rules-published' });
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  return row;
}

export const saveRules = (ctx: Context, { id, version, from, rules }: { id: string; version: number; from: string; rules: AllowanceRules }) => inTenant(ctx, async (t) => {
  await mustDraft(t, id, version);
  await storage.updateRules(t.tx, t.instansi, { id, fromMonth: firstDay(from), rules });
  await audit(t, { action: 'allowance.rules-saved', object: 'allowance-rules', objectId: id, detail: { from } });
  return { version: version + 1, problems: problemsOf(rules) };
});

/** From its month on; months whose payment was checked keep what they were computed by. */
export const publishRules = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const row = await mustDraft(t, id, version);
  orRefuse(compileRules(row.rules));
  const closed = await storage.lastClosedMonth(t.tx, t.instansi);
  if (closed !== null && closed >= row.fromMonth) throw new Refused({ code: 'allowance.rules-used', data: { month: monthName(monthOf(closed)) } });
  if (!(await storage.publishRules(t.tx, t.instansi, id, mustViewer(t).name, t.house.clock.now()))) throw new Refused({ code: 'allowance.rules-taken' });
  await audit(t, { action: 'allowance.rules-published', object: 'allowance-rules', objectId: id, detail: { from: row.fromMonth } });
  return { version: version + 1 };
});

export const dropRules = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  await mustDraft(t, id, version);
  await storage.deleteRules(t.tx, t.instansi, id);
  await audit(t, { action: 'allowance.rules-dropped', object: 'allowance-rules', objectId: id });
  return {};
});
