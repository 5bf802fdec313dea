import { allowanceRules } from '../../../engines/allowance/rules.ts';
import { writeCsv, writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { RunRow, RunState } from '../contract.ts';
import { firstDay, monthAfter, monthName, monthOf } from '../rules/months.ts';
import { golonganOf } from '../rules/a-month-in-parts.ts';
import * as rulesStorage from '../storage/rules.ts';
import * as storage from '../storage/runs.ts';
import { organizationOf, timesheetsOf } from './ports.ts';

// Chapters: looking · checking, approving, returning · the file for the payroll

const IS: Record<RunState, string> = { draft: 'masih draf', checked: 'sudah diperiksa', approved: 'sudah disetujui', exported: 'sudah diserahkan ke penggajian' };

async function named(t: TenantContext, runs: readonly storage.RunStored[]): Promise<RunRow[]> {
  const facts = await organizationOf(t).unitFacts(t, [...new Set(runs.map((run) => run.agency))]);
  return runs.map(({ computedAt, rules: _, checkedAccount: __, ...run }) => ({ ...run, month: monthOf(run.month), agencyName: facts.get(run.agency)?.name ?? '', computedAt: computedAt.toISOString() }));
}
const may = (ctx: Context, verb: string): boolean => mustHat(ctx).permissions.has(`allowance.${verb}`);

export const listRuns = (ctx: Context, asked: { month?: string | undefined }) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const last = asked.month === undefined ? await storage.lastMonthWithRun(t.tx, t.instansi) : null;
  const month = asked.month ?? (last ? monthOf(last) : monthAfter(monthOf(today), -1));
  const items = (await named(t, await storage.runsOfMonth(t.tx, t.instansi, firstDay(month)))).sort((a, b) => a.agencyName.localeCompare(b.agencyName, 'id'));
  const rules = await rulesStorage.rulesInForce(t.tx, t.instansi, firstDay(month));
  const people = month <= monthOf(today) ? new Map(await timesheetsOf(t).peopleByAgency(t, month)) : new Map<string, number>();
  for (const run of items) people.delete(run.agency);
  const [locked, facts] = [await timesheetsOf(t).lockedAt(t, [...people.keys()], month), await organizationOf(t).unitFacts(t, [...people.keys()])];
  const sum = (value: (run: RunRow) => number) => items.reduce((total, run) => total + value(run), 0);
  return {
    month, before: monthAfter(month, -1), after: monthAfter(month), items, total: { people: sum((run) => run.people), gross: sum((run) => run.gross), net: sum((run) => run.net) },
    missing: [...people].map(([agency, who]) => ({ agency, name: facts.get(agency)?.name ?? '', people: who, locked: Boolean(locked.get(agency)) })).sort((a, b) => a.name.localeCompare(b.name, 'id')),
    may: { pay: may(t, 'pay'), approve: may(t, 'approve'), manage: may(t, 'manage') }, rules: rules?.rules.title ?? null,
    december: month.endsWith('-12') && rules ? { closesOn: rules.rules.december.closesOn, open: monthOf(today) === month && Number(today.slice(8)) >= rules.rules.december.closesOn } : null,
  };
});

/** Months that were computed, the latest first: what can be tried out with other rules. */
export const listPaidMonths = (ctx: Context) => readTenant(ctx, async (t) => ({ items: (await storage.monthsWithRun(t.tx, t.instansi)).map((one) => ({ ...one, month: monthOf(one.month) })) }));

const found = (run: storage.RunStored | undefined): storage.RunStored => {
  if (!run) throw new Refused({ code: 'allowance.unknown' });
  return run;
};

export const getRun = (ctx: Context, asked: { id: string; search: string; only: 'all' | 'incomplete' | 'corrected'; after: number; limit: number }) => readTenant(ctx, async (t) => {
  const stored = found(await storage.findRun(t.tx, t.instansi, asked.id));
  const [run] = await named(t, [stored]);
  const { found: count, items: rows } = await storage.pageOfRun(t.tx, t.instansi, asked.id, asked);
  const items = rows.map(({ unitName, postTitle, unknown, ...pay }) => ({ ...pay, unit: unitName, post: postTitle, missing: unknown }));
  const next = asked.after + asked.limit;
  return {
    run: run!, items, found: count, ...(next < count ? { next } : {}),
    may: {
      check: stored.state === 'draft' && may(t, 'pay'), approve: stored.state === 'checked' && may(t, 'approve') && stored.checkedAccount !== mustViewer(t).accountId,
      export: (stored.state === 'approved' || stored.state === 'exported') && may(t, 'pay'), return: (stored.state === 'checked' || stored.state === 'approved') && (may(t, 'pay') || may(t, 'approve')), compute: stored.state === 'draft' && may(t, 'pay'),
    },
  };
});

/** @throws Refused when it is not in the state that the step begins from, or somebody else took one meanwhile */
async function mustBe(t: TenantContext, id: string, version: number, states: readonly RunState[]): Promise<storage.RunStored> {
  const run = found(await storage.lockRun(t.tx, t.instansi, id));
  if (!states.includes(run.state)) throw new Refused({ code: 'allowance.state', data: { is: IS[run.state] } });
  if (run.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  return run;
}
const tell = (t: TenantContext, action: string, run: storage.RunStored, detail: Record<string, unknown> = {}) =>
  audit(t, { action: `allowance.${action}`, object: 'allowance-run', objectId: run.id, detail: { month: monthOf(run.month), people: run.people, ...detail } });

export const checkRun = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const run = await mustBe(t, id, version, ['draft']);
  if (run.stale) throw new Refused({ code: 'allowance.stale' });
  if (run.incomplete > 0) throw new Refused({ code: 'allowance.incomplete', data: { count: run.incomplete } });
  const viewer = mustViewer(t);
  await storage.setChecked(t.tx, t.instansi, id, { account: viewer.accountId, name: viewer.name, at: t.house.clock.now() });
  await tell(t, 'checked', run);
  return { version: version + 1 };
});

export const approveRun = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const run = await mustBe(t, id, version, ['checked']);
  const viewer = mustViewer(t);
  if (run.checkedAccount === viewer.accountId) throw new Refused({ code: 'allowance.same-person' });
  await storage.setApproved(t.tx, t.instansi, id, { name: viewer.name, at: t.house.clock.now() });
  await tell(t, 'approved', run);
  return { version: version + 1 };
});

export const returnRun = (ctx: Context, { id, version, reason }: { id: string; version: number; reason: string }) => inTenant(ctx, async (t) => {
  if (!may(t, 'pay') && !may(t, 'approve')) throw new Refused({ code: 'request.not-allowed' });
  const run = await mustBe(t, id, version, ['checked', 'approved']);
  await storage.setReturned(t.tx, t.instansi, id, reason);
  await tell(t, 'returned', run, { reason });
  return { version: version + 1 };
});

/** The first time hands the payment over; later times give the same file again. */
export const exportRun = async (ctx: Context, { id, version, format }: { id: string; version: number; format: 'xlsx' | 'csv' }) => {
  const { run, pays, rules, agency, after } = await inTenant(ctx, async (t) => {
    const stored = await mustBe(t, id, version, ['approved', 'exported']);
    const first = stored.state === 'approved';
    if (first) await storage.setExported(t.tx, t.instansi, id, { name: mustViewer(t).name, at: t.house.clock.now() });
    await tell(t, first ? 'exported' : 'downloaded', stored, { format });
    return {
      run: stored, after: first ? version + 1 : version, pays: await storage.paysOfRun(t.tx, t.instansi, id), rules: allowanceRules.parse((await rulesStorage.findRules(t.tx, t.instansi, stored.rules))!.rules),
      agency: (await organizationOf(t).unitFacts(t, [stored.agency])).get(stored.agency),
    };
  });
  const month = monthOf(run.month);
  const cell = (pay: storage.PayStored, value: string): string => {
    if (value.startsWith('baris:')) return String(pay.lines.filter((line) => line.id === value.slice(6)).reduce((sum, line) => sum + (line.amount ?? 0), 0));
    return { nip: pay.nip, nama: pay.name, unit: pay.unitName, jabatan: pay.postTitle, kelas: String(pay.class ?? ''), golongan: String(golonganOf(pay.rank) || ''), status: String(pay.facts.person['status'] ?? ''), bulan: month, bruto: String(pay.gross ?? ''), koreksi: String(pay.correction), bersih: String(pay.net ?? '') }[value] ?? '';
  };
  const [columns, rows] = [rules.payroll.map(({ heading }) => ({ heading })), pays.map((pay) => rules.payroll.map(({ value }) => cell(pay, value)))];
  const name = `tpp-${month}-${(agency?.code ?? 'unit').toLowerCase()}`;
  return format === 'csv'
    ? { fileName: `${name}.csv`, type: 'text/csv; charset=utf-8', content: writeCsv(columns, rows), version: after }
    : { fileName: `${name}.xlsx`, type: XLSX, content: await writeXlsx(`TPP ${monthName(month)}`, columns, rows), version: after };
};
