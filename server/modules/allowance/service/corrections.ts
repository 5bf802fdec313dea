import { compileRules } from '../../../engines/allowance/compile.ts';
import { computePay } from '../../../engines/allowance/pay.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { EventMessage } from '../../../platform/module.ts';
import type { CorrectionKind } from '../contract.ts';
import { firstDay, monthOf } from '../rules/months.ts';
import * as storage from '../storage/corrections.ts';
import * as rulesStorage from '../storage/rules.ts';
import * as runs from '../storage/runs.ts';
import { knownOf, recapOf, type Known } from './compute.ts';
import { timesheetsOf } from './ports.ts';

// Chapters: what a month would be today · making corrections · what follows from the timesheets

export const listCorrections = (ctx: Context, { open }: { open: 'yes' | 'all' }) => readTenant(ctx, async (t) => {
  const all = await storage.listCorrections(t.tx, t.instansi, open === 'yes');
  const names = await runs.namesPaid(t.tx, t.instansi, [...new Set(all.map((one) => one.person))]);
  return { items: all.map(({ person, madeAt, month, ...one }) => ({ ...one, month: monthOf(month), name: names.get(person) ?? '', madeAt: madeAt.toISOString() })) };
});

interface Difference {
  pay: runs.PayStored;
  paid: number;
  now: number | null;
  amount: number;
  why: string[];
}

/** Payments that are beyond their draft against what the same rules give with what is known now. */
async function differencesOf(t: TenantContext, month: string, agency: string | undefined, people?: readonly string[]): Promise<{ looked: number; items: Difference[] }> {
  const closed = (await runs.runsOfMonth(t.tx, t.instansi, firstDay(month))).filter((run) => run.state !== 'draft' && (agency === undefined || run.agency === agency));
  if (closed.length === 0) return { looked: 0, items: [] };
  const pays = (await runs.paysOfRuns(t.tx, t.instansi, closed.map((run) => run.id))).filter((pay) => people === undefined || people.includes(pay.person));
  const rules = new Map((await rulesStorage.manyRules(t.tx, t.instansi, [...new Set(closed.map((run) => run.rules))])).map((row) => [row.id, { rules: row.rules, compiled: orRefuse(compileRules(row.rules)) }]));
  const recap = people ? await timesheetsOf(t).month(t, { people }, month) : await recapOf(t, month, agency);
  const inRecap = new Set(recap.map((one) => one.person));
  const corrected = await storage.correctedIn(t.tx, t.instansi, firstDay(month));
  const known = new Map<string, Map<string, Known>>();
  for (const [id, one] of rules) known.set(id, new Map((await knownOf(t, month, recap, { employment: one.rules.employment, amounts: one.rules.classes.amounts })).map((who) => [who.person, who])));
  const byRun = new Map(closed.map((run) => [run.id, run]));
  const items = pays.flatMap((pay): Difference[] => {
    const rule = byRun.get(pay.run)!.rules;
    const now = known.get(rule)!.get(pay.person);
    // Who is in the recap but holds no paid post in that month, as it is known now, was paid for nothing: a decree of retirement that came late.
    if (pay.gross === null || (!now && !inRecap.has(pay.person))) return [];
    const gross = now ? computePay(rules.get(rule)!.compiled, now.segments, { ...now.facts, koreksi: 0 }).gross : 0;
    const paid = pay.gross + (corrected.get(pay.person) ?? 0);
    return gross === null || gross === paid ? [] : [{ pay, paid, now: gross, amount: gross - paid, why: now ? whatChanged(pay.facts, now) : ['tidak lagi menjabat pada bulan itu menurut keputusan'] }];
  });
  return { looked: pays.length, items };
}

const WORDS: Record<string, string> = { kelas: 'kelas jabatan', potongan: 'kehadiran', produktivitas: 'produktivitas', hukuman: 'hukuman disiplin', unit: 'unit', jabatan: 'jabatan', status: 'status pegawai', kelas_plt: 'tugas Plt.', hari_plt: 'hari Plt.', cuti_penuh: 'cuti' };
function whatChanged(before: runs.PayFacts, now: Known): string[] {
  if (before.segments.length !== now.segments.length) return ['jabatan pada bulan itu terbagi menurut keputusan'];
  const changed = new Set<string>();
  before.segments.forEach((facts, at) => {
    for (const [name, word] of Object.entries(WORDS)) if (facts[name] !== now.segments[at]![name]) changed.add(word);
  });
  return changed.size ? [...changed] : ['pembulatan'];
}

export const findDifferences = (ctx: Context, { month, agency }: { month: string; agency?: string | undefined }) => readTenant(ctx, async (t) => {
  const { looked, items } = await differencesOf(t, month, agency);
  return { month, looked, items: items.map(({ pay, ...one }) => ({ pay: pay.id, person: pay.person, name: pay.name, unit: pay.unitName, month, ...one })) };
});

export const makeCorrections = (ctx: Context, input: { month: string; pays: readonly string[]; kind: CorrectionKind; basis: string; reason: string }) => inTenant(ctx, async (t) => {
  await runs.lockMonth(t.tx, t.instansi, firstDay(input.month));
  const chosen = (await differencesOf(t, input.month, undefined)).items.filter((one) => input.pays.includes(one.pay.id));
  if (chosen.length === 0) throw new Refused({ code: 'allowance.no-difference' });
  const rows = chosen.map((one) => ({ id: uuidv7(), person: one.pay.person, amount: one.amount }));
  await storage.insertCorrections(t.tx, t.instansi, rows, { month: firstDay(input.month), kind: input.kind, basis: input.basis, reason: input.reason, by: mustViewer(t).name, at: t.house.clock.now() });
  const amount = rows.reduce((sum, row) => sum + row.amount, 0);
  await audit(t, { action: 'allowance.corrected', object: 'allowance', detail: { month: input.month, kind: input.kind, basis: input.basis, people: rows.length, amount } });
  return { made: rows.length, amount };
});

/** A month that was locked was corrected: a draft is computed again, a payment that went further gets the difference as a named correction. */
export async function onTimesheetCorrected(ctx: Context, message: EventMessage): Promise<void> {
  const { correction, person, month } = message.payload as { correction: string; person: string; month: string };
  await inTenant(ctx, async (t) => {
    await runs.lockMonth(t.tx, t.instansi, firstDay(month));
    await runs.setStale(t.tx, t.instansi, firstDay(month), [person]);
    if (await storage.knownSource(t.tx, t.instansi, correction)) return;
    const cause = (await timesheetsOf(t).corrections(t, { month })).find((one) => one.id === correction);
    const [difference] = (await differencesOf(t, month, undefined, [person])).items;
    if (!cause || !difference) return;
    await storage.insertCorrections(t.tx, t.instansi, [{ id: uuidv7(), person, amount: difference.amount, source: correction }], { month: firstDay(month), kind: 'attendance', basis: cause.basis, reason: cause.reason, by: 'Koreksi rekap kehadiran', at: t.house.clock.now() });
    await audit(t, { action: 'allowance.corrected', object: 'allowance', detail: { month, kind: 'attendance', people: 1, amount: difference.amount } });
  });
}
