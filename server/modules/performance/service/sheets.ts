import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import type { Verdict } from '../../../engines/sheets/judged-rows.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { principalOn, type Holder, type Placement } from '../../organization/contract.ts';
import type { SheetKind } from '../contract/managed-operations.ts';
import { PERIODS, lastDayOf, type Period, type PlanContent } from '../contract.ts';
import { apply, type Action } from '../rules/fold.ts';
import { bareNip, judgePlans, judgePredicates, keyOf, planFields, predicateFields, type Known, type PlanFact, type PredicateFact } from '../rules/judge-e-kinerja.ts';
import * as evaluations from '../storage/evaluations.ts';
import * as plans from '../storage/plans.ts';
import { listsOf, organizationOf } from './ports.ts';

// Chapters: who is meant · the two lists · taking · operations

interface About {
  year: number;
  period: Period;
}
const aboutOf = (text: string): About => JSON.parse(text) as About;
type Flow<F> = SheetFlow<F, TenantContext, Context>;
const MOST_ROWS = 60_000;
/** Lines of one transaction: what was taken stays taken, and nobody waits for a whole list. */
const BATCH = 1000;

/** Everybody placed on the last day of the period, or today while it runs; or only of these people. */
async function everybody(t: TenantContext, { year, period }: About, people?: readonly string[]): Promise<{ byNip: Map<string, Known>; placed: Map<string, Placement> }> {
  const organization = organizationOf(t);
  const [today, end] = [await organization.today(t), lastDayOf(period, year)];
  const day = end < today ? end : today;
  const units = new Map((await organization.unitsInForce(t)).map((one) => [one.id, one.name]));
  const placed = new Map<string, Placement>();
  for (const [person, of] of Map.groupBy(await organization.placements(t, people ? { people } : 'everybody', day, day), (one) => one.person)) placed.set(person, principalOn(of, day) ?? of[0]!);
  const byNip = new Map([...placed.values()].flatMap((one): [string, Known][] => (one.nip ? [[bareNip(one.nip), { person: one.person, name: one.name, unitName: units.get(one.unit) ?? '' }]] : [])));
  return { byNip, placed };
}
const lineOf = <F extends { person: string }>({ values, ...one }: Verdict<F>, byNip: ReadonlyMap<string, Known>, facts: string[]): JudgedLine<F> => {
  const who = byNip.get(bareNip(values['nip'] ?? ''));
  return { ...one, key: values['nip'] ?? '', title: who?.name ?? 'Tidak ditemukan', facts: [...(who ? [who.unitName] : []), ...facts] };
};
const storedKeys = (content: PlanContent): Set<string> => new Set(content.rows.flatMap((row) => (row.indicators.length === 0 ? [keyOf({ result: row.result })] : row.indicators.map((one) => keyOf({ result: row.result, indicator: one })))));

const planFlow: Flow<PlanFact> = {
  kind: 'performance.skp', fields: planFields, mostRows: MOST_ROWS, batch: BATCH,
  judge: async (t, rows, text) => {
    const about = aboutOf(text);
    const { byNip } = await everybody(t, about);
    const people = [...new Set(rows.flatMap((row) => byNip.get(bareNip(row.values['nip'] ?? ''))?.person ?? []))];
    const known = people.length === 0 ? [] : await plans.plansOfPeople(t.tx, t.instansi, people, about.year);
    const stored = new Map(known.filter((plan) => plan.source === 'e-kinerja').map((plan) => [plan.person, storedKeys(plan.content)]));
    return judgePlans(rows, byNip, stored, new Set(known.filter((plan) => plan.source === 'here').map((plan) => plan.person))).map((one) => lineOf(one, byNip, [one.values['result'] ?? '', one.fact?.indicator ? `${one.fact.indicator.text}: ${one.fact.indicator.target}` : '']));
  },
  take: (ctx, lines, sheet, text) => inTenant(ctx, async (t) => {
    const about = aboutOf(text);
    const made: Made = {};
    const byPerson = Map.groupBy(lines, (line) => line.fact!.person);
    const found = await plansOf(t, [...byPerson.keys()], about);
    const changed = [...byPerson].map(([person, of]) => {
      const plan = found.get(person)!;
      const content = structuredClone(plan.content);
      for (const { line, verdict, fact } of of) {
        add(content, fact!);
        made[line] = { did: verdict === 'new' ? 'added' : 'changed' };
      }
      return { id: plan.id, version: plan.version, content };
    });
    await plans.saveImported(t.tx, t.instansi, changed, t.house.clock.now(), 'e-Kinerja BKN');
    await audit(t, { action: 'performance.plans-imported', object: 'performance-plan', objectId: sheet, detail: { year: about.year, lines: lines.length } });
    return made;
  }),
};
function add(content: PlanContent, fact: PlanFact): void {
  let row = content.rows.find((one) => one.result === fact.result);
  if (!row) content.rows.push((row = { id: uuidv7(), kind: fact.kind, result: fact.result, ...(fact.supports.length >= 3 ? { supports: { agreement: fact.supports } } : {}), indicators: [] }));
  if (fact.indicator && !row.indicators.some((one) => keyOf({ result: fact.result, indicator: one }) === keyOf(fact))) row.indicators.push({ id: uuidv7(), ...fact.indicator });
}
/** The plan of each person in the year, made where there is none; superiors as of today. A bounded number of statements for any number of people. */
async function plansOf(t: TenantContext, people: readonly string[], about: About): Promise<Map<string, plans.PlanRecord>> {
  await plans.lockImports(t.tx, t.instansi);
  const { placed } = await everybody(t, about, people);
  const known = Map.groupBy(await plans.plansOfPeople(t.tx, t.instansi, people, about.year), (plan) => plan.person);
  const found = new Map([...known].map(([person, of]) => [person, of.find((plan) => plan.post === placed.get(person)?.post) ?? of[0]!]));
  const missing = people.flatMap((person) => (found.has(person) ? [] : (placed.get(person) ?? [])));
  if (missing.length === 0) return found;
  const organization = organizationOf(t);
  const superiors = await organization.superiorsOf(t, missing.map((one) => one.holding), await organization.today(t));
  const units = await organization.unitFacts(t, [...new Set(missing.map((one) => one.unit))]);
  const at = t.house.clock.now();
  const action: Action = { at: at.toISOString(), by: { account: mustViewer(t).accountId, name: mustViewer(t).name }, kind: 'start', source: 'e-kinerja' };
  const begun = missing.map((one) => begunElsewhere(one, about.year, { superior: superiors.get(one.holding), unitName: units.get(one.unit)?.name ?? '', action, at }));
  await plans.insertPlans(t.tx, t.instansi, begun);
  await plans.insertActions(t.tx, t.instansi, begun.map((plan) => ({ plan: plan.id, seq: 1, action })));
  for (const plan of begun) found.set(plan.person, plan);
  return found;
}
function begunElsewhere(placement: Placement, year: number, { superior, unitName, action, at }: { superior: Holder | undefined; unitName: string; action: Action; at: Date }): plans.PlanRecord {
  const folded = apply(undefined, action);
  return {
    id: uuidv7(), person: placement.person, holding: placement.holding, post: placement.post, unit: placement.unit, name: placement.name, nip: placement.nip, rank: placement.rank, title: placement.postTitle, unitName, isHead: placement.isHead, year,
    fromDay: placement.fromDay > `${year}-01-01` && placement.fromDay <= `${year}-12-31` ? placement.fromDay : `${year}-01-01`, toDay: `${year}-12-31`, approach: 'kuantitatif', source: 'e-kinerja', top: placement.isHead, superiorPerson: superior?.personId ?? null, superiorPost: superior?.postId ?? null,
    superiorName: superior?.name ?? '', superiorTitle: superior?.title ?? '', state: folded.state, seq: 1, version: 1, folded, content: { agreement: '', rows: [], expectations: {}, resources: '', accountability: '', consequences: '' }, madeAt: at,
  };
}

const predicateFlow: Flow<PredicateFact> = {
  kind: 'performance.predikat', fields: predicateFields, mostRows: MOST_ROWS, batch: BATCH,
  judge: async (t, rows, text) => {
    const about = aboutOf(text);
    const { byNip } = await everybody(t, about);
    const people = [...new Set(rows.flatMap((row) => byNip.get(bareNip(row.values['nip'] ?? ''))?.person ?? []))];
    const stored = new Map((people.length === 0 ? [] : await evaluations.predicatesOf(t.tx, t.instansi, { people }, about.year)).filter((one) => one.period === about.period).map((one) => [one.person, one.predicate]));
    const known = people.length === 0 ? [] : await plans.plansOfPeople(t.tx, t.instansi, people, about.year);
    const ratedHere = new Set(known.filter((plan) => plan.source === 'here' && plan.folded.evaluations[about.period]?.imported === undefined && plan.folded.evaluations[about.period] !== undefined).map((plan) => plan.person));
    return judgePredicates(rows, byNip, stored, ratedHere).map((one) => lineOf(one, byNip, [one.values['predicate'] ?? '', `${PERIODS[about.period]} ${about.year}`]));
  },
  take: (ctx, lines, sheet, text) => inTenant(ctx, async (t) => {
    const about = aboutOf(text);
    const made: Made = {};
    const found = await plansOf(t, lines.map((line) => line.fact!.person), about);
    const end = lastDayOf(about.period, about.year);
    const at = t.house.clock.now();
    const taken = lines.map(({ line, verdict, fact }) => {
      made[line] = { did: verdict === 'new' ? 'added' : 'changed' };
      const plan = found.get(fact!.person)!;
      const { hasil, perilaku, predicate } = fact!;
      const action: Action = { at: at.toISOString(), by: { account: mustViewer(t).accountId, name: 'e-Kinerja BKN' }, kind: 'import', period: about.period, rated: { hasil, perilaku, predicate } };
      const saved: evaluations.SavedEvaluation = {
        id: uuidv7(), plan: plan.id, period: about.period, person: plan.person, unit: plan.unit, isHead: plan.isHead, year: about.year, toDay: plan.toDay < end ? plan.toDay : end, state: 'final', realisations: [], hasil, perilaku, predicate,
        rating: { note: '', values: {}, by: 'e-Kinerja BKN', byTitle: '' }, ratedAt: at, objectUntil: null, objectionPost: null,
      };
      return { plan, action, saved, folded: apply(plan.folded, action) };
    });
    await evaluations.saveEvaluations(t.tx, t.instansi, taken.map((one) => one.saved));
    await plans.saveStates(t.tx, t.instansi, taken.map(({ plan, folded }) => ({ id: plan.id, version: plan.version, folded })));
    await plans.insertActions(t.tx, t.instansi, taken.map(({ plan, folded, action }) => ({ plan: plan.id, seq: folded.seq, action })));
    await audit(t, { action: 'performance.predicates-imported', object: 'performance-plan', objectId: sheet, detail: { ...about, lines: lines.length } });
    return made;
  }),
};
const flows = { skp: planFlow, predikat: predicateFlow } as unknown as Record<SheetKind, Flow<{ person: string }>>;

const GUIDE: Record<SheetKind, [string, string][]> = {
  skp: [['NIP', '18 angka; satu pegawai boleh beberapa baris, satu baris satu indikator. Baris yang hanya berisi NIP dilewati'], ['Hasil kerja', 'Wajib, seperti tertulis di e-Kinerja'], ['Jenis (utama/tambahan)', 'Kosong berarti utama'], ['Aspek', 'kuantitas, kualitas, waktu, atau biaya'], ['Indikator', 'Boleh kosong'], ['Target', 'Boleh kosong']],
  predikat: [['NIP', '18 angka; satu baris satu pegawai. Baris yang hanya berisi NIP dilewati'], ['Rating hasil kerja', 'di atas, sesuai, atau di bawah ekspektasi; boleh kosong'], ['Rating perilaku', 'di atas, sesuai, atau di bawah ekspektasi; boleh kosong'], ['Predikat', 'Wajib: Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang; harus cocok dengan ratingnya']],
};
/** With everybody who has a NIP today, so that nobody types eighteen digits. Names stand for reading; they are not taken over. */
export const blankSheet = (ctx: Context, kind: SheetKind) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const people = [...new Map((await organizationOf(t).placements(t, 'everybody', today, today)).flatMap((one) => (one.nip ? [[one.nip, one.name] as const] : [])))].sort((a, b) => a[1].localeCompare(b[1], 'id'));
  const { fields } = flows[kind];
  const columns = [...fields.slice(0, 1).map((one) => ({ heading: one.label, width: 22 })), { heading: 'Nama', width: 34 }, ...fields.slice(1).map((one) => ({ heading: one.label, width: 28 }))];
  const rows = people.map(([nip, name]) => [nip, name, ...fields.slice(1).map(() => '')]);
  return { fileName: `lembar-isian-${kind}-e-kinerja.xlsx`, type: XLSX, content: await writeXlsx(kind === 'skp' ? 'SKP' : 'Predikat', columns, rows, { title: 'Petunjuk', columns: [{ heading: 'Kolom', width: 26 }, { heading: 'Isi', width: 80 }], rows: GUIDE[kind] }) };
});

export const startImport = (ctx: Context, { kind, fileName, content, ...about }: { kind: SheetKind; fileName: string; content: string } & About) => listsOf(ctx).start(ctx, flows[kind], { fileName, content }, JSON.stringify(about));
export const listImports = (ctx: Context, { kind }: { kind: SheetKind }) => listsOf(ctx).list(ctx, flows[kind]);
export const mapImport = (ctx: Context, { kind, ...input }: { kind: SheetKind; id: string; version: number; mapping: Record<string, number> }) => listsOf(ctx).map(ctx, flows[kind], input);
export const previewImport = (ctx: Context, { kind, ...asked }: { kind: SheetKind; id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }) => listsOf(ctx).preview(ctx, flows[kind], asked);
export const takeImport = (ctx: Context, { kind, ...input }: { kind: SheetKind; id: string; version: number }) => listsOf(ctx).take(ctx, flows[kind], input);
export const downloadRest = (ctx: Context, { kind, id }: { kind: SheetKind; id: string }) => listsOf(ctx).rest(ctx, flows[kind], { id });
