import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { SheetFlow } from '../../lists/contract.ts';
import { classFields, judgeClasses, type ClassFact, type TitledPosts } from '../rules/judge-class-list.ts';
import * as storage from '../storage/rules.ts';
import { EMPLOYED, saveClasses } from './people.ts';
import { listsOf, organizationOf } from './ports.ts';

// Chapters: posts by title · the list · operations

interface About {
  fromDay: CalendarDay;
  basis: string;
}
const aboutOf = (text: string): About => JSON.parse(text) as About;
const MOST_ROWS = 20_000;

/** Posts that are held by who is paid an allowance, from the day on, with the class that each has then. */
async function titledPosts(t: TenantContext, day: CalendarDay): Promise<TitledPosts[]> {
  const organization = organizationOf(t);
  const held = new Map((await organization.placements(t, 'everybody', day, '9999-12-31')).filter((one) => EMPLOYED.includes(one.employment)).map((one) => [one.post, one]));
  const units = new Map((await organization.unitsInForce(t)).map((one) => [one.id, one]));
  const classes = Map.groupBy(await storage.classesOf(t.tx, t.instansi, 'all', day), (row) => row.post);
  return [...Map.groupBy([...held.values()].filter((one) => units.has(one.unit)), (one) => `${one.unit} ${one.postTitle}`).values()].map((of) => {
    const unit = units.get(of[0]!.unit)!;
    return { unit: unit.name, unitCode: unit.code, title: of[0]!.postTitle, posts: of.map(({ post }) => ({ post, class: classes.get(post)?.[0]?.class ?? null })) };
  });
}

const flow: SheetFlow<ClassFact, TenantContext, Context> = {
  kind: 'allowance.classes', fields: classFields, mostRows: MOST_ROWS,
  judge: async (t, rows, text) =>
    judgeClasses(rows, await titledPosts(t, aboutOf(text).fromDay)).map(({ values, ...one }) => ({ ...one, key: one.fact ? `Kelas ${one.fact.class}` : (values['class'] ?? ''), title: values['title'] ?? '', facts: [values['unit'] ?? '', ...(one.fact && one.fact.posts.length > 1 ? [`${one.fact.posts.length} jabatan bernama sama`] : [])] })),
  take: (ctx, lines, sheet, text) => inTenant(ctx, async (t) => {
    const about = aboutOf(text);
    const rows = lines.flatMap(({ fact }) => fact!.posts.map((post) => ({ post, class: fact!.class })));
    await saveClasses(t, rows, about);
    await audit(t, { action: 'allowance.classes-imported', object: 'import', objectId: sheet, detail: { ...about, posts: rows.length } });
    return Object.fromEntries(lines.map(({ line, verdict }) => [line, { did: verdict === 'new' ? 'added' as const : 'changed' as const }]));
  }),
};

export const startClassImport = (ctx: Context, { fileName, content, ...about }: { fileName: string; content: string } & About) => listsOf(ctx).start(ctx, flow, { fileName, content }, JSON.stringify(about));
export const listClassImports = (ctx: Context) => listsOf(ctx).list(ctx, flow);
export const mapClassImport = (ctx: Context, input: { id: string; version: number; mapping: Record<string, number> }) => listsOf(ctx).map(ctx, flow, input);
export const previewClassImport = (ctx: Context, asked: { id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }) => listsOf(ctx).preview(ctx, flow, asked);
export const takeClassImport = (ctx: Context, input: { id: string; version: number }) => listsOf(ctx).take(ctx, flow, input);
export const downloadClassRest = (ctx: Context, input: { id: string }) => listsOf(ctx).rest(ctx, flow, input);

/** Every title of every unit with the class that it has today: what is empty is what is missing. */
export const blankClassSheet = (ctx: Context) => readTenant(ctx, async (t) => {
  const known = (await titledPosts(t, await organizationOf(t).today(t))).toSorted((a, b) => a.unit.localeCompare(b.unit, 'id') || a.title.localeCompare(b.title, 'id'));
  const rows = known.map((one) => {
    const classes = new Set(one.posts.map((post) => post.class));
    return [one.unit, one.title, classes.size === 1 ? String([...classes][0] ?? '') : '', String(one.posts.length)];
  });
  return {
    fileName: 'kelas-jabatan.xlsx', type: XLSX,
    content: await writeXlsx('Kelas jabatan', [{ heading: 'Unit', width: 44 }, { heading: 'Jabatan', width: 44 }, { heading: 'Kelas', width: 10 }, { heading: 'Banyak jabatan', width: 16 }], rows, {
      title: 'Petunjuk', columns: [{ heading: 'Kolom', width: 20 }, { heading: 'Isi', width: 80 }], rows: [['Unit', 'Nama atau kode unit, seperti tertulis di Organisasi'], ['Jabatan', 'Nama jabatan; semua jabatan bernama sama di unit itu mendapat kelas yang sama'], ['Kelas', 'Angka 1 sampai 17. Baris yang kosong dilewati'], ['Banyak jabatan', 'Untuk dibaca; tidak diambil']],
    }),
  };
});
