import type { Verdict } from '../../../engines/sheets/judged-rows.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { disciplineFields, judgeDiscipline, judgeMonths, monthFields, type DisciplineFact, type MonthFact } from '../rules/judge-opening.ts';
import * as storage from '../storage/discipline.ts';
import { listsOf, organizationOf } from './ports.ts';

// Chapters: the two lists · taking

type Flow<F> = SheetFlow<F, TenantContext, Context>;
type Kind = 'discipline' | 'months';
const MOST_ROWS = 25_000;

async function known(t: TenantContext) {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const placed = await organization.placements(t, 'everybody', '2000-01-01', today);
  return { today, people: new Map(placed.filter((one) => one.nip !== null).map((one) => [one.nip!.replace(/\D/g, ''), one.person])), names: new Map(placed.map((one) => [one.person, one.name])) };
}
const lineOf = <F extends { person: string }>({ values, ...one }: Verdict<F>, names: ReadonlyMap<string, string>, facts: (fact: F) => string[]): JudgedLine<F> => ({ ...one, key: values['nip'] ?? '', title: one.fact ? (names.get(one.fact.person) ?? '') : '', facts: one.fact ? facts(one.fact) : [] });
const madeOf = <F>(lines: readonly JudgedLine<F>[]): Made => Object.fromEntries(lines.map(({ line, verdict }) => [line, { did: verdict === 'new' ? 'added' : 'changed' } as const]));

const discipline: Flow<DisciplineFact> = {
  kind: 'timesheets.discipline', fields: disciplineFields, mostRows: MOST_ROWS,
  judge: async (t, rows) => {
    const { names, ...facts } = await known(t);
    const stored = new Map((await storage.openingsOf(t.tx, t.instansi, [...facts.people.values()])).map((one) => [`${one.person}/${one.year}`, one]));
    return judgeDiscipline(rows, facts, stored).map((one) => lineOf(one, names, (fact) => [`sampai ${formatDate(fact.untilDay)}`, `${fact.absentDays} hari tanpa keterangan`, `${fact.lateMinutes} menit terlambat`]));
  },
  take: (ctx, lines, sheet) =>
    inTenant(ctx, async (t) => {
      await storage.saveOpenings(t.tx, t.instansi, lines.map(({ fact }) => fact!), sheet);
      await audit(t, { action: 'timesheets.discipline-imported', object: 'import', objectId: sheet, detail: { people: lines.length } });
      return madeOf(lines);
    }),
};
const months: Flow<MonthFact> = {
  kind: 'timesheets.months', fields: monthFields, mostRows: MOST_ROWS,
  judge: async (t, rows) => {
    const { names, ...facts } = await known(t);
    const stored = new Map((await storage.earlierOf(t.tx, t.instansi, { people: [...facts.people.values()] })).map((one) => [`${one.person}/${one.month}`, one]));
    return judgeMonths(rows, facts, stored).map((one) => lineOf(one, names, (fact) => [fact.month, `HK ${fact.due}`, Object.entries(fact.counts).map(([code, days]) => `${code} ${days}`).join(', ')]));
  },
  take: (ctx, lines, sheet) =>
    inTenant(ctx, async (t) => {
      await storage.saveEarlier(t.tx, t.instansi, lines.map(({ fact }) => fact!), sheet);
      await audit(t, { action: 'timesheets.months-imported', object: 'import', objectId: sheet, detail: { lines: lines.length } });
      return madeOf(lines);
    }),
};
const flows = { discipline, months } as unknown as Record<Kind, Flow<{ person: string }>>;

export const startImport = (ctx: Context, { kind, ...file }: { kind: Kind; fileName: string; content: string }) => listsOf(ctx).start(ctx, flows[kind], file);
export const listImports = (ctx: Context, { kind }: { kind: Kind }) => listsOf(ctx).list(ctx, flows[kind]);
export const mapImport = (ctx: Context, { kind, ...input }: { kind: Kind; id: string; version: number; mapping: Record<string, number> }) => listsOf(ctx).map(ctx, flows[kind], input);
export const previewImport = (ctx: Context, { kind, ...asked }: { kind: Kind; id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }) => listsOf(ctx).preview(ctx, flows[kind], asked);
export const takeImport = (ctx: Context, { kind, ...input }: { kind: Kind; id: string; version: number }) => listsOf(ctx).take(ctx, flows[kind], input);
export const downloadRest = (ctx: Context, { kind, id }: { kind: Kind; id: string }) => listsOf(ctx).rest(ctx, flows[kind], { id });
