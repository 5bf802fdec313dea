import type { CompiledRules } from '../../../engines/allowance/compile.ts';
import { computePay, type Facts, type Pay } from '../../../engines/allowance/pay.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Placement, UnitFacts } from '../../organization/contract.ts';
import type { RecapSegment } from '../../timesheets/contract.ts';
import { attendanceOfParts, cutInWords, factsOf, golonganOf, partsOfMonth, type Acting } from '../rules/a-month-in-parts.ts';
import { correctionsFit } from '../rules/corrections-fit-into-the-payment.ts';
import { firstDay, lastDay, monthName, monthOf, spanDays } from '../rules/months.ts';
import * as corrections from '../storage/corrections.ts';
import * as rulesStorage from '../storage/rules.ts';
import * as storage from '../storage/runs.ts';
import { mustRules } from './rules.ts';
import { organizationOf, performanceOf, timesheetsOf } from './ports.ts';

// Chapters: what is known of a month · computing it · who may not be computed

/** One person as the month stands: the parts, their facts, and what their slip says of them. */
export interface Known {
  person: string;
  agency: string;
  placement: Placement;
  class: number | undefined;
  segments: Facts[];
  parts: storage.PartNotes[];
  facts: Facts;
}

/** Class in force on a day; rows are the latest first. */
const classOn = (rows: readonly rulesStorage.ClassRow[] | undefined, day: string): number | undefined => rows?.find((row) => row.fromDay <= day)?.class;

/**
 * What is known of the people of a month, in a bounded number of statements. `recap` decides who is looked at.
 * Corrections of the timesheet that were made since its lock count as if they had been there.
 */
export async function knownOf(t: TenantContext, month: string, recap: readonly RecapSegment[], rules: { employment: readonly string[]; amounts: Record<string, number> }): Promise<Known[]> {
  const organization = organizationOf(t);
  const byPerson = Map.groupBy(recap, (one) => one.person);
  const [first, last] = [firstDay(month), lastDay(month)];
  const [placements, units, corrected, sanctions] = [
    await organization.placements(t, byPerson.size > 2000 ? 'everybody' : { people: [...byPerson.keys()] }, first, last),
    new Map((await organization.unitsInForce(t)).map((unit) => [unit.id, unit])),
    Map.groupBy(await timesheetsOf(t).corrections(t, { month }), (one) => one.person), await rulesStorage.sanctionsIn(t.tx, t.instansi, first),
  ];
  const closed = [...new Set(placements.map((one) => one.unit))].filter((unit) => !units.has(unit));
  for (const [unit, facts] of closed.length ? await organization.unitFacts(t, closed) : new Map<string, UnitFacts>()) units.set(unit, facts);
  const classes = Map.groupBy(await rulesStorage.classesOf(t.tx, t.instansi, byPerson.size > 2000 ? 'all' : [...new Set(placements.map((one) => one.post))], last), (row) => row.post);
  const paid = new Set(rules.employment);
  const drawn = [...Map.groupBy(placements, (one) => one.person)].flatMap(([person, own]) => {
    if (!byPerson.has(person) || !paid.has(own[0]!.employment)) return [];
    const parts = partsOfMonth(own, month);
    return parts.length ? [{ person, own, parts }] : [];
  });
  const judged = await performanceOf(t).productivityOf(t, drawn.flatMap(({ person, parts }) => parts.map(({ fromDay, toDay }) => ({ person, fromDay, toDay }))));
  let at = 0;
  return drawn.map(({ person, own, parts }): Known => {
    const segments = byPerson.get(person)!;
    const attendance = attendanceOfParts(parts, segments);
    for (const one of corrected.get(person) ?? []) {
      const into = attendance[Math.max(0, parts.findIndex((part) => part.placement.unit === one.unit))]!;
      into.percent = Math.max(0, into.percent + one.percent);
      for (const [code, n] of Object.entries(one.counts)) into.counts[code] = (into.counts[code] ?? 0) + n;
    }
    const known = parts.map((part, nth) => {
      const unit = units.get(part.placement.unit)!;
      return { part, attendance: attendance[nth]!, class: classOn(classes.get(part.placement.post), part.fromDay), unit, productivity: judged[at]?.percent, steps: judged[at++]?.steps ?? [] };
    });
    const final = known.at(-1)!;
    const acting = actingOf(own, classes, rules.amounts, month);
    const notes = acting ? [`Merangkap sebagai Plt. ${acting.title}, kelas ${acting.class}, ${acting.days} hari.`] : [];
    return {
      person, placement: final.part.placement, class: final.class, agency: segments.find((one) => one.holding === final.part.holding)?.agency ?? segments.at(-1)!.agency,
      segments: factsOf(known, { month, classes: rules.amounts, sanction: sanctions.get(person) ?? 0, acting }),
      parts: known.map((one, nth) => ({
        fromDay: one.part.fromDay, toDay: one.part.toDay, unit: one.unit.name, post: one.part.placement.postTitle, productivitySteps: one.steps, cutSteps: cutInWords(one.attendance), notes: nth === known.length - 1 ? notes : [],
      })),
      facts: { status: final.part.placement.employment, golongan: golonganOf(final.part.placement.rank), bulan: Number(month.slice(5)), tahun: Number(month.slice(0, 4)) },
    };
  });
}

/** The post that somebody acts for as Plt. longest in the month. */
function actingOf(own: readonly Placement[], classes: ReadonlyMap<string, rulesStorage.ClassRow[]>, amounts: Record<string, number>, month: string): (Acting & { title: string }) | undefined {
  const [first, last] = [firstDay(month), lastDay(month)];
  // Who has no post of his own besides acts in his only one.
  if (!own.some((one) => one.capacity === 'definitive')) return undefined;
  const all = own.filter((one) => one.capacity === 'plt').flatMap((one) => {
    const jobClass = classOn(classes.get(one.post), last);
    const days = spanDays(one.fromDay > first ? one.fromDay : first, one.toDay !== null && one.toDay < last ? one.toDay : last);
    return jobClass === undefined || amounts[String(jobClass)] === undefined || days <= 0 ? [] : [{ class: jobClass, amount: amounts[String(jobClass)]!, days, title: one.postTitle }];
  });
  return all.sort((a, b) => b.days - a.days)[0];
}

/** What a line needs that is not there, in words. */
export function missingOf(known: Pick<Known, 'segments'>, pay: Pay): string[] {
  if (pay.unknown.length === 0) return [];
  const missing: string[] = [];
  if (known.segments.some((facts) => !('kelas' in facts))) missing.push('kelas jabatan');
  else if (known.segments.some((facts) => !('tunjangan_kelas' in facts))) missing.push('tunjangan kelas jabatan');
  if (known.segments.some((facts) => !('produktivitas' in facts))) missing.push('produktivitas');
  return missing.length ? missing : [`rumus baris ${pay.unknown.join(' dan ')}`];
}

export const computeRuns = (ctx: Context, { month, agency }: { month: string; agency?: string | undefined }) => inTenant(ctx, async (t) => {
  const first = firstDay(month);
  if (first > (await organizationOf(t).today(t))) throw new Refused({ code: 'allowance.month-not-over' });
  await storage.lockMonth(t.tx, t.instansi, first);
  const { row, rules, compiled } = await mustRules(t, month);
  const recap = await recapOf(t, month, agency);
  const provisional = await mustBeLocked(t, month, recap, rules.december.closesOn);
  const runs = new Map((await storage.lockRunsOfMonth(t.tx, t.instansi, first)).map((run) => [run.agency, run]));
  const elsewhere = await storage.paidElsewhere(t.tx, t.instansi, first);
  const names = new Map((await organizationOf(t).unitsInForce(t)).map((unit) => [unit.id, unit.name]));
  const all = (await knownOf(t, month, recap, { employment: rules.employment, amounts: rules.classes.amounts })).filter((one) => agency === undefined || one.agency === agency);
  if (all.length === 0) throw new Refused({ code: 'allowance.nobody' });
  const skipped = new Set<string>();
  const open = all.filter((one) => {
    const closed = (runs.get(one.agency)?.state ?? 'draft') !== 'draft';
    if (closed) skipped.add(one.agency);
    return !closed && !elsewhere.has(one.person);
  });
  if (open.length === 0) throw new Refused({ code: 'allowance.all-closed' });

  const agencies = [...new Set(open.map((one) => one.agency))];
  const drafts = [...runs.values()].filter((run) => run.state === 'draft' && (agency === undefined || run.agency === agency));
  await storage.dropPays(t.tx, t.instansi, [...new Set(drafts.map((run) => run.id))]);
  const runIds = new Map(agencies.map((one) => [one, runs.get(one)?.id ?? uuidv7()]));
  // Whoever stood in a draft of another agency stands here now, and that one is to be computed again.
  const people = open.map((one) => one.person);
  await storage.setStale(t.tx, t.instansi, first, people);
  await storage.dropPaysOf(t.tx, t.instansi, first, people);
  const rests = Map.groupBy(await corrections.openCorrections(t.tx, t.instansi, first), (one) => one.person);
  const paid = open.map((one) => payOf(one, compiled, runIds.get(one.agency)!, names.get(one.placement.unit) ?? one.parts.at(-1)!.unit, rests.get(one.person) ?? []));
  const by = { month: first, rules: row.id, provisional, by: mustViewer(t).name, at: t.house.clock.now() };
  const sums = agencies.map((one): storage.NewRun => {
    const own = paid.filter((pay) => pay.pay.run === runIds.get(one)).map((pay) => pay.pay);
    const sum = (value: (pay: (typeof own)[number]) => number | null) => own.reduce((total, pay) => total + (value(pay) ?? 0), 0);
    return { id: runIds.get(one)!, agency: one, people: own.length, incomplete: own.filter((pay) => pay.net === null).length, gross: sum((pay) => pay.gross), correction: sum((pay) => pay.correction), net: sum((pay) => pay.net) };
  });
  await storage.saveRuns(t.tx, t.instansi, sums, by);
  await storage.insertPays(t.tx, t.instansi, first, paid.map((one) => one.pay));
  await corrections.insertSettlements(t.tx, t.instansi, paid.flatMap((one) => one.settled));
  await storage.dropRuns(t.tx, t.instansi, drafts.filter((run) => !agencies.includes(run.agency)).map((run) => run.id));
  const incomplete = sums.reduce((total, one) => total + one.incomplete, 0);
  await audit(t, { action: 'allowance.computed', object: 'allowance', detail: { month, agencies: agencies.length, people: open.length, incomplete, provisional } });
  return { computed: agencies.length, people: open.length, incomplete, skipped: [...skipped].map((one) => names.get(one) ?? one) };
});

function payOf(known: Known, rules: CompiledRules, run: string, unitName: string, rests: readonly corrections.CorrectionStored[]) {
  const id = uuidv7();
  const plain = computePay(rules, known.segments, { ...known.facts, koreksi: 0 });
  const settled = plain.net === null ? [] : correctionsFit(plain.gross!, rests.map((one) => ({ id: one.id, rest: one.amount - one.settled })));
  const correction = settled.reduce((sum, one) => sum + one.amount, 0);
  const person: Facts = { ...known.facts, koreksi: correction };
  const pay = correction === 0 ? plain : computePay(rules, known.segments, person);
  const { placement } = known;
  return {
    settled: settled.map((one) => ({ correction: one.id, pay: id, amount: one.amount })),
    pay: {
      id, run, person: known.person, name: placement.name, nip: placement.nip ?? '', rank: placement.rank ?? '', unit: placement.unit, unitName, postTitle: placement.postTitle, class: known.class ?? null,
      facts: { segments: known.segments, parts: known.parts, person }, lines: pay.lines, gross: pay.gross, correction, net: pay.net, unknown: missingOf(known, pay),
    },
  };
}

/** Segments of everybody who is looked at, those in other units included. */
export async function recapOf(t: TenantContext, month: string, agency: string | undefined): Promise<RecapSegment[]> {
  if (agency === undefined) return timesheetsOf(t).month(t, 'everybody', month);
  const units = [agency, ...(await organizationOf(t).unitsBelow(t, agency))];
  const here = await timesheetsOf(t).month(t, { units: [...new Set(units)] }, month);
  return here.length ? timesheetsOf(t).month(t, { people: [...new Set(here.map((one) => one.person))] }, month) : [];
}

/** @returns whether the month is paid before it is locked: only the December that must lie inside the budget year */
async function mustBeLocked(t: TenantContext, month: string, recap: readonly RecapSegment[], closesOn: number): Promise<boolean> {
  const today = await organizationOf(t).today(t);
  const december = month.endsWith('-12');
  const agencies = [...new Set(recap.map((one) => one.agency))];
  const locked = await timesheetsOf(t).lockedAt(t, agencies, month);
  const unlocked = agencies.filter((one) => !locked.get(one));
  if (unlocked.length === 0) return false;
  if (december && monthOf(today) === month) {
    if (Number(today.slice(8)) < closesOn) throw new Refused({ code: 'allowance.december-open', data: { day: `${closesOn} ${monthName(month)}` } });
    return true;
  }
  if (today <= lastDay(month)) throw new Refused({ code: 'allowance.month-not-over' });
  const facts = await organizationOf(t).unitFacts(t, unlocked);
  const names = unlocked.map((one) => facts.get(one)?.name ?? one).sort();
  throw new Refused({ code: 'allowance.not-locked', data: { units: names.length > 5 ? [...names.slice(0, 5), `dan ${names.length - 5} unit lain`] : names } });
}
