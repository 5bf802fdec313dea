import type { Verdict } from '../../../engines/sheets/judged-rows.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { disciplineFields, judgeDiscipline, judgeMonths, monthFields, type DisciplineFact, type MonthFact } from '../rules/judge-opening.ts';
import * as storage from '../storage/discipline.ts';
import { lockedPeople } from '../storage/recaps.ts';
import { listsOf, organizationOf } from './ports.ts';

// Chapters: the two lists · the blank sheets

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
    const locked = await lockedPeople(t.tx, t.instansi);
    return judgeMonths(rows, { ...facts, locked }, stored).map((one) => lineOf(one, names, (fact) => [fact.month, `HK ${fact.due}`, Object.entries(fact.counts).map(([code, days]) => `${code} ${days}`).join(', ')]));
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

const GUIDES: Record<Kind, [column: string, words: string][]> = {
  discipline: [['Sampai tanggal', 'Hari terakhir yang dihitung di sini, misalnya 31-10-2026. Hari sesudahnya dari Pendopo'], ['Hari tanpa keterangan', 'Sejak 1 Januari tahun itu, dalam hari kerja'], ['Menit terlambat', 'Terlambat dan pulang sebelum waktu sejak 1 Januari, dalam menit. Boleh kosong']],
  months: [
    ['Bulan', 'Misalnya Maret 2026 atau 2026-03'], ['HK', 'Hari kerja. Harus sama dengan jumlah H, DL, WFH, cuti, TB, dan TK'], ['H sampai TK', 'Hari menurut rekap lama; yang kosong nol'], ['Menit terlambat, Menit pulang cepat', 'Jumlah sebulan dalam menit'], ['Potongan persen', 'Jumlah potongan sebulan, misalnya 2,5'],
    ['Sampai tanggal', 'Kosong: sebulan penuh. Isi bila Pendopo mulai dipakai di tengah bulan itu'],
  ],
};
/** An empty sheet with everybody who has a NIP, and what goes into each column. */
export const importTemplate = (ctx: Context, { kind }: { kind: Kind }) =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const today = await organization.today(t);
    const placed = new Map((await organization.placements(t, 'everybody', today, today)).filter((one) => one.nip !== null).map((one) => [one.nip!, one.name]));
    const fields = kind === 'months' ? monthFields : disciplineFields;
    const people = [...placed].sort(([, a], [, b]) => a.localeCompare(b, 'id-ID')).map(([nip, name]) => fields.map((_, at) => (at === 0 ? nip : '')).toSpliced(1, 0, name));
    const columns = fields.map(({ field, label }) => ({ heading: label, width: field === 'nip' ? 22 : field === 'until' ? 16 : 10 })).toSpliced(1, 0, { heading: 'Nama', width: 34 });
    const content = await writeXlsx(kind === 'months' ? 'Rekap lama' : 'Hari disiplin', columns, people, { title: 'Petunjuk', columns: [{ heading: 'Kolom', width: 34 }, { heading: 'Isi', width: 80 }], rows: [...GUIDES[kind].map(([column, words]) => [column, words]), ['Nama', 'Tidak dibaca; orangnya dikenali dari NIP'], ['Baris yang tidak diperlukan', 'Biarkan kosong: dilewati']] });
    return { fileName: kind === 'months' ? 'rekap-sebelum-pendopo.xlsx' : 'hari-disiplin-awal.xlsx', type: XLSX, content };
  });
