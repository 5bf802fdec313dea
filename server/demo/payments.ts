import { findDifferences, makeCorrections } from '../modules/allowance/service/corrections.ts';
import { listClasses, setClasses } from '../modules/allowance/service/people.ts';
import { approveRun, checkRun, exportRun, listRuns } from '../modules/allowance/service/runs.ts';
import { computeRuns } from '../modules/allowance/service/compute.ts';
import type { OrganizationPort } from '../modules/organization/contract.ts';
import { effectiveMinutes } from '../modules/performance/rules/a-log-fits-its-day.ts';
import type { WorkSchedulesPort } from '../modules/work-schedules/contract.ts';
import type { LeavePort } from '../modules/leave/contract.ts';
import { compileRules } from '../engines/allowance/compile.ts';
import { computePay } from '../engines/allowance/pay.ts';
import { share } from '../modules/allowance/rules/a-month-in-parts.ts';
import { daysIn, firstDay, lastDay, monthAfter } from '../modules/allowance/rules/months.ts';
import { rulesInForce } from '../modules/allowance/storage/rules.ts';
import * as storage from '../modules/allowance/storage/runs.ts';
import { sql } from '../platform/db/sql.ts';
import { part } from '../platform/house.ts';
import { addDays, momentAt } from '../platform/kernel/calendar-day.ts';
import { orRefuse, Refused } from '../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../platform/request/context.ts';
import { viewersOf } from './letters.ts';
import { firstDayOf } from './schedules.ts';
import type { Seeding } from './seeding.ts';

// Chapters: last month is paid · what people wrote that they did

/** Last month's allowance of the agency for licences: computed, checked by payroll, approved by the personnel agency, handed over; one correction since. That of Siman is left to be computed. */
export async function seedPayments(seeding: Seeding): Promise<void> {
  const { anchor } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string): Context & { viewer: Viewer } => ({ ...seeding.context(anchor.now), viewer: people(userName) });
  const agency = people('plt.dpmptsp').hat!.unitId;
  const month = firstDayOf(anchor.day).slice(0, 7);
  await inTenant(seeding.context(anchor.now), (t) => writeLogs(t, seeding, [agency, people('camat.siman').hat!.unitId]));
  try {
    await computeRuns(as('gaji'), { month, agency });
    const run = (await listRuns(as('gaji'), { month })).items.find((one) => one.agency === agency);
    if (!run || run.incomplete > 0) return;
    const checked = await checkRun(as('gaji'), { id: run.id, version: run.version });
    const { version } = await approveRun(as('kepegawaian'), { id: run.id, version: checked.version });
    await exportRun(as('gaji'), { id: run.id, version, format: 'xlsx' });
    await inTenant(seeding.context(anchor.now), (t) => writeYearBefore(t, seeding, run.id, month));
    await correctForLateDecree(as('kepegawaian'), as('gaji'), { month, agency, post: people('ratna').hat!.postId });
  } catch (error) {
    // In the first days of a month its recap still waits for objections: then nothing can be paid yet.
    if (!(error instanceof Refused && error.refusal.code === 'allowance.not-locked')) throw error;
  }
}

/** A class that was raised by a decree which came after the payment: a named correction, for the payment that follows. */
async function correctForLateDecree(keeper: Context & { viewer: Viewer }, payroll: Context & { viewer: Viewer }, of: { month: string; agency: string; post: string }): Promise<void> {
  const before = (await listClasses(keeper, { unit: of.agency, only: 'all' })).items.find((one) => one.post === of.post);
  if (!before?.class) return;
  const basis = 'Keputusan Bupati tentang Kelas Jabatan, datang sesudah pembayaran (contoh)';
  await setClasses(keeper, { fromDay: `${of.month}-01`, basis, classes: [{ post: of.post, class: before.class + 1 }] });
  const { items } = await findDifferences(payroll, { month: of.month, agency: of.agency });
  if (items.length > 0) await makeCorrections(payroll, { month: of.month, pays: items.map((one) => one.pay), kind: 'decree', basis, reason: `Kelas jabatan naik dari ${before.class} ke ${before.class + 1} sejak awal bulan` });
}

/** Eleven months before, by the same rules with other figures: what a change of the rules is tried on. In three statements, as months of punches would take minutes. */
async function writeYearBefore(t: TenantContext, { dice }: Seeding, run: string, paidMonth: string): Promise<void> {
  const paid = (await storage.findRun(t.tx, t.instansi, run))!;
  const pays = await storage.paysOfRun(t.tx, t.instansi, run);
  for (let back = 1; back <= 11; back++) {
    const month = monthAfter(paidMonth, -back);
    const rule = await rulesInForce(t.tx, t.instansi, firstDay(month));
    if (!rule) return;
    const [compiled, days] = [orRefuse(compileRules(rule.rules)), daysIn(month)];
    const id = dice.id(`allowance-run/${month}`, Date.parse(firstDay(month)));
    const rows = pays.map((pay): Omit<storage.PayStored, 'month'> => {
      const draw = dice.of(`allowance/${month}/${pay.person}`);
      const [work, cut] = [Math.min(10_000, draw.between(8600, 10_400)), draw.between(0, 9) * 50];
      const facts = { ...pay.facts.segments.at(-1)!, produktivitas: share(work), potongan: share(cut), hari_bagian: days, hari_bulan: days, bulan: Number(month.slice(5)), tahun: Number(month.slice(0, 4)) };
      const person = { ...pay.facts.person, koreksi: 0, bulan: facts.bulan, tahun: facts.tahun };
      const { lines, gross, net, unknown } = computePay(compiled, [facts], person);
      const part = { ...pay.facts.parts.at(-1)!, fromDay: firstDay(month), toDay: lastDay(month), productivitySteps: ['Dibawa dari aplikasi lama (contoh).'], cutSteps: ['Dibawa dari aplikasi lama (contoh).'], notes: [] };
      return { ...pay, id: dice.id(`allowance-pay/${month}/${pay.person}`, Date.parse(firstDay(month))), run: id, facts: { segments: [facts], parts: [part], person }, lines, gross, correction: 0, net, unknown };
    });
    const sum = (of: 'gross' | 'net') => rows.reduce((total, row) => total + (row[of] ?? 0), 0);
    const at = momentAt(firstDay(monthAfter(month)), 9 * 60, 'WIB');
    await storage.saveRuns(t.tx, t.instansi, [{ id, agency: paid.agency, people: rows.length, incomplete: 0, gross: sum('gross'), correction: 0, net: sum('net') }], { month: firstDay(month), rules: rule.id, provisional: false, by: 'Aplikasi lama (contoh)', at });
    await storage.insertPays(t.tx, t.instansi, firstDay(month), rows);
    await storage.setExported(t.tx, t.instansi, id, { name: 'Aplikasi lama (contoh)', at });
  }
}

const DONE = ['Memeriksa kelengkapan berkas permohonan', 'Melayani pemohon di loket dan lewat telepon', 'Menyusun telaah perizinan', 'Memutakhirkan data dan arsip perizinan'] as const;

/** Everybody's daily reports of last month, decided by the superior: two on each working day. In one statement, as some six hundred by the verb would take seconds. */
async function writeLogs(t: TenantContext, { dice, anchor }: Seeding, agencies: readonly string[]): Promise<void> {
  const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
  const from = firstDayOf(anchor.day);
  const to = addDays(`${anchor.day.slice(0, 7)}-01`, -1);
  const units = (await Promise.all(agencies.map((one) => organization.unitsBelow(t, one)))).flat();
  const placements = await organization.placements(t, { units }, from, to);
  const holdings = placements.map((one) => one.holding);
  const [superiors, people] = [await organization.superiorsOf(t, holdings, to), [...new Set(placements.map((one) => one.person))]];
  const days = await part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules').days(t, people, from, to);
  const away = await part<LeavePort<TenantContext>>(t.house, 'leave').between(t, people, from, to);
  const rows = [...Map.groupBy(placements, (one) => one.person)].flatMap(([person, own]) => {
    const holder = own[0]!;
    const draw = dice.of(`logs/${person}`);
    const superior = superiors.get(holder.holding);
    const usual = draw.between(84, 104);
    return (days.get(person) ?? []).flatMap(({ day, shift }) => {
      if (!shift || away.get(person)?.some((one) => one.day === day)) return [];
      const minutes = Math.min(effectiveMinutes(shift), Math.round((effectiveMinutes(shift) * (usual + draw.between(-6, 4))) / 100));
      const first = Math.floor(minutes * 0.6);
      return [first, minutes - first].map((part, nth) => ({
        id: dice.id(`log/${person}/${day}/${nth}`, momentAt(day, 15 * 60 + 40, 'WIB').getTime()), person, name: holder.name, holding: holder.holding, unit: holder.unit, superior: superior?.postId ?? null, day, activity: DONE[(draw.between(0, 3) + nth) % 4]!, minutes: part,
        at: momentAt(day, 15 * 60 + 40, 'WIB'), decided: momentAt(day, 20 * 60, 'WIB'), by: superior?.name ?? 'Sekretaris Daerah',
      }));
    });
  });
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
  await t.tx.run(sql`insert into performance.log (instansi, id, person, name, holding, unit, superior_post, day, result_text, activity, quantity, minutes, evidence, source, state, written_at, decided_at, decided_by, version)
    select ${t.instansi}, n.id, n.person, n.name, n.holding, n.unit, n.superior, n.day, '', n.activity, '1 kegiatan', n.minutes, '', 'page', 'disetujui', n.at, n.decided, n.by, 2
    from unnest(${of('id')}::uuid[], ${of('person')}::uuid[], ${of('name')}::text[], ${of('holding')}::uuid[], ${of('unit')}::uuid[], ${of('superior')}::uuid[], ${of('day')}::date[], ${of('activity')}::text[], ${of('minutes')}::int[], ${of('at')}::timestamptz[], ${of('decided')}::timestamptz[], ${of('by')}::text[])
      n (id, person, name, holding, unit, superior, day, activity, minutes, at, decided, by) on conflict do nothing`);
}
