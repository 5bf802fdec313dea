import { formatDate } from '../../../engines/working-time/words.ts';
import type { Verdict } from '../../../engines/sheets/judged-rows.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { FATES, SECURITY, type SheetKind } from '../contract.ts';
import { codeFields, judgeCodes, type CodeFact } from '../rules/judge-codes.ts';
import { judgeRetention, retentionFields, type RetentionFact } from '../rules/judge-retention.ts';
import * as storage from '../storage/classification.ts';
import { listsOf } from './ports.ts';
import { replaceRetention, scheduleClosed } from './retention.ts';
import { codeMapOn, ownCodes, rulesOn } from './tree.ts';

// Chapters: what the uploader chose · the two lists · taking all or none

/** The annex has about 3,000 lines. */
const MOST_ROWS = 10_000;
interface About {
  fromDay: string;
  basis: string;
}
const aboutOf = (text: string): About => JSON.parse(text) as About;
type Flow<F> = SheetFlow<F, TenantContext, Context>;
const lineOf = <F extends { code: string }>({ values, ...one }: Verdict<F>, title: string, facts: string[]): JudgedLine<F> => ({ ...one, key: one.fact?.code ?? values['code'] ?? '', title, facts });
const madeOf = <F>(lines: readonly JudgedLine<F>[]): Made => Object.fromEntries(lines.map(({ line, verdict }) => [line, { did: verdict === 'new' ? 'added' : 'changed' } as const]));
const factsOf = <F>(lines: readonly JudgedLine<F>[]): F[] => lines.map(({ fact }) => fact!);

const classification: Flow<CodeFact> = {
  kind: 'archive.classification', fields: codeFields, mostRows: MOST_ROWS,
  judge: async (t, rows, about) => judgeCodes(rows, await codeMapOn(t, aboutOf(about).fromDay)).map((one) => lineOf(one, one.fact?.title ?? one.values['title'] ?? '', [`mulai ${formatDate(aboutOf(about).fromDay)}`, ...(one.fact?.alias ? [`juga: ${one.fact.alias}`] : [])])),
  take: (ctx, lines, sheet, about) =>
    inTenant(ctx, async (t) => {
      const { fromDay } = aboutOf(about);
      await ownCodes(t);
      await storage.endCodes(t.tx, t.instansi, lines.map(({ fact }) => fact!.code), addDays(fromDay, -1));
      await storage.insertCodes(t.tx, t.instansi, factsOf(lines).map((fact) => ({ ...fact, id: uuidv7(), named: true, fromDay })));
      await audit(t, { action: 'archive.codes-imported', object: 'classification', objectId: sheet, detail: { fromDay, codes: lines.length } });
      return madeOf(lines);
    }),
};
const retention: Flow<RetentionFact> = {
  kind: 'archive.retention', fields: retentionFields, mostRows: MOST_ROWS,
  judge: async (t, rows, about) => {
    const { fromDay, basis } = aboutOf(about);
    const codes = await codeMapOn(t, fromDay);
    return judgeRetention(rows, new Set(codes.keys()), await rulesOn(t, fromDay), basis).map((one) => {
      const { fact } = one;
      return lineOf(one, codes.get(fact?.code ?? '')?.title ?? one.values['code'] ?? '', fact ? [`${fact.activeYears} + ${fact.inactiveYears} tahun`, FATES[fact.fate], SECURITY[fact.security], fact.basis] : [one.values['active'] ?? '', one.values['inactive'] ?? '', one.values['fate'] ?? '']);
    });
  },
  take: (ctx, lines, sheet, about) =>
    inTenant(ctx, async (t) => {
      const { fromDay } = aboutOf(about);
      await storage.lockLists(t.tx, t.instansi);
      await replaceRetention(t, factsOf(lines), fromDay);
      await audit(t, { action: 'archive.retention-imported', object: 'retention', objectId: sheet, detail: { fromDay, codes: lines.length, scheduled: await scheduleClosed(t) } });
      return madeOf(lines);
    }),
};
const flows = { classification, retention } as unknown as Record<SheetKind, Flow<{ code: string }>>;

export const startImport = (ctx: Context, { kind, fileName, content, ...about }: { kind: SheetKind; fileName: string; content: string } & About) => listsOf(ctx).start(ctx, flows[kind], { fileName, content }, JSON.stringify(about));
export const listImports = (ctx: Context, { kind }: { kind: SheetKind }) => listsOf(ctx).list(ctx, flows[kind]);
export const mapImport = (ctx: Context, { kind, ...input }: { kind: SheetKind; id: string; version: number; mapping: Record<string, number> }) => listsOf(ctx).map(ctx, flows[kind], input);
export const previewImport = (ctx: Context, { kind, ...asked }: { kind: SheetKind; id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }) => listsOf(ctx).preview(ctx, flows[kind], asked);
export const downloadRest = (ctx: Context, { kind, id }: { kind: SheetKind; id: string }) => listsOf(ctx).rest(ctx, flows[kind], { id });

/** A tree with holes, or half a schedule, is worse than the one before. @throws Refused `archive.not-clean` */
export async function takeImport(ctx: Context, { kind, id, version }: { kind: SheetKind; id: string; version: number }) {
  const { counts, status } = await listsOf(ctx).preview(ctx, flows[kind], { id, only: 'refused', after: 0, limit: 1 });
  if (status === 'open' && counts.refused > 0) throw new Refused({ code: 'archive.not-clean', data: { count: counts.refused } });
  return listsOf(ctx).take(ctx, flows[kind], { id, version });
}
