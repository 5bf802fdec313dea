import { findHeadings, type Sheet, type SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { fieldRows, missingFields, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { chosenColumns, columnsToChoose, pageOfRows, restAsXlsx } from '../../../engines/sheets/previewed-sheet.ts';
import { readSheet } from '../../../engines/sheets/read-sheet.ts';
import { formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ArchiveSheet, SheetKind } from '../contract.ts';
import { codeFields, judgeCodes, type CodeFact } from '../rules/judge-codes.ts';
import { judgeRetention, retentionFields, type RetentionFact } from '../rules/judge-retention.ts';
import * as lists from '../storage/classification.ts';
import * as storage from '../storage/sheets.ts';
import { institutionOf } from './ports.ts';
import { replaceRetention, scheduleClosed } from './retention.ts';
import { codeMapOn, ownCodes, rulesOn } from './tree.ts';

// Chapters: upload and mapping · judging · taking all or none · the rest

const KEPT_DAYS = 30;
/** The annex has about 3,000 lines. */
const MOST_ROWS = 10_000;
const FIELDS: Record<SheetKind, readonly SheetField[]> = { classification: codeFields, retention: retentionFields };
type Judged = { kind: 'classification'; rows: Verdict<CodeFact>[] } | { kind: 'retention'; rows: Verdict<RetentionFact>[] };

const openSheet = (ctx: Context, row: storage.StoredSheet): Sheet => JSON.parse(ctx.house.secrets.open('import', row.sheet)) as Sheet;
function mustBeOpen(row: storage.StoredSheet | undefined, version: number): storage.StoredSheet {
  const found = known(row);
  if (found.status === 'taken') throw new Refused({ code: 'sheets.import-taken' });
  if (found.version !== version) throw new Refused({ code: 'archive.import-changed' });
  return found;
}
function known(row: storage.StoredSheet | undefined): storage.StoredSheet {
  if (!row) throw new Refused({ code: 'archive.import-unknown' });
  return row;
}

/** Reads the file outside any transaction; nothing of it is taken before somebody confirms. */
export async function startImport(ctx: Context, { kind, fileName, content, fromDay, basis }: { kind: SheetKind; fileName: string; content: string; fromDay: string; basis: string }): Promise<{ id: string }> {
  const { accountId } = mustViewer(ctx);
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64'), { rows: MOST_ROWS }));
  return inTenant(ctx, async (t) => {
    const { sheet, mapping } = findHeadings(rows, FIELDS[kind], await storage.rememberedHeadings(t.tx, t.instansi, kind));
    if (sheet.rows.length === 0) throw new Refused({ code: 'sheets.unreadable', data: { sentence: 'Di bawah judul kolom tidak ada baris data.' } });
    const id = uuidv7();
    const at = t.house.clock.now();
    await storage.dropSheetsBefore(t.tx, t.instansi, new Date(at.getTime() - KEPT_DAYS * 86_400_000));
    await storage.insertSheet(t.tx, t.instansi, accountId, { id, kind, fileName, sheet: t.house.secrets.seal('import', JSON.stringify(sheet)), mapping, fromDay, basis, createdAt: at });
    await audit(t, { action: 'archive.import-uploaded', object: 'import', objectId: id, detail: { kind, fileName, fromDay, rows: sheet.rows.length } });
    return { id };
  });
}

export const listImports = (ctx: Context, { kind }: { kind: SheetKind }) =>
  readTenant(ctx, async (t) => {
    const { zone } = await institutionOf(t);
    return { items: (await storage.listSheets(t.tx, t.instansi, mustViewer(t).accountId, kind)).map(({ createdAt, ...row }) => ({ ...row, atText: formatMoment(createdAt, zone) })) };
  });

export const mapImport = (ctx: Context, { id, version, mapping }: { id: string; version: number; mapping: Record<string, number> }): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const row = mustBeOpen(await storage.lockSheet(t.tx, t.instansi, mustViewer(t).accountId, id), version);
    const chosen = chosenColumns(FIELDS[row.kind], openSheet(t, row), mapping);
    await storage.saveMapping(t.tx, t.instansi, id, chosen.mapping);
    await storage.rememberHeadings(t.tx, t.instansi, row.kind, chosen.remembered);
    return { version: row.version + 1 };
  });

async function judge(t: TenantContext, row: storage.StoredSheet, sheet: Sheet): Promise<Judged> {
  if (missingFields(FIELDS[row.kind], row.mapping).length > 0) return { kind: row.kind, rows: [] };
  const lines = fieldRows(sheet.rows, row.mapping);
  const codes = await codeMapOn(t, row.fromDay);
  if (row.kind === 'classification') return { kind: row.kind, rows: judgeCodes(lines, codes) };
  return { kind: row.kind, rows: judgeRetention(lines, new Set(codes.keys()), await rulesOn(t, row.fromDay), row.basis) };
}

export const previewImport = (ctx: Context, { id, ...asked }: { id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }): Promise<ArchiveSheet> =>
  readTenant(ctx, async (t) => {
    const row = known(await storage.findSheet(t.tx, t.instansi, mustViewer(t).accountId, id));
    const sheet = openSheet(t, row);
    const { rows } = await judge(t, row, sheet);
    const count = (verdict: string) => (rows as Verdict<unknown>[]).filter((one) => one.verdict === verdict).length;
    const shown = (rows as Verdict<unknown>[]).map(({ line, values, verdict, reasons, notes }) => ({ line, code: (values['code'] ?? '').slice(0, 60), title: (values['title'] ?? ([values['active'], values['inactive'], values['fate']].filter(Boolean).join(' · ') || '')).slice(0, 200), verdict, reasons, notes }));
    return {
      id, kind: row.kind, fileName: row.fileName, status: row.status, version: row.version, fromDay: row.fromDay, mapping: row.mapping, missing: missingFields(FIELDS[row.kind], row.mapping), fields: FIELDS[row.kind].map(({ field, label, required }) => ({ field, label, required })),
      columns: columnsToChoose(sheet).map((one) => ({ ...one, sample: one.sample.map((text) => text.slice(0, 80)) })), counts: { rows: rows.length || sheet.rows.length, added: count('new'), changed: count('changed'), unchanged: count('unchanged'), refused: count('refused') }, ...pageOfRows(shown, asked),
    };
  });

/** Judged again under lock; all lines or none. @throws Refused `archive.not-clean` */
export const takeImport = (ctx: Context, { id, version }: { id: string; version: number }): Promise<{ added: number; changed: number; unchanged: number }> =>
  inTenant(ctx, async (t) => {
    const row = mustBeOpen(await storage.lockSheet(t.tx, t.instansi, mustViewer(t).accountId, id), version);
    const missing = missingFields(FIELDS[row.kind], row.mapping);
    if (missing.length > 0) throw new Refused({ code: 'sheets.mapping-incomplete', data: { fields: missing.join(', ') } });
    await lists.lockLists(t.tx, t.instansi);
    if (row.kind === 'classification') await ownCodes(t);
    const judged = await judge(t, row, openSheet(t, row));
    const all = judged.rows as Verdict<unknown>[];
    const refused = all.filter((one) => one.verdict === 'refused').length;
    if (refused > 0) throw new Refused({ code: 'archive.not-clean', data: { count: refused } });
    const [added, changed] = [all.filter((one) => one.verdict === 'new').length, all.filter((one) => one.verdict === 'changed').length];
    if (judged.kind === 'classification') await takeCodes(t, row, judged.rows);
    else await replaceRetention(t, judged.rows.filter((one) => one.verdict !== 'unchanged').map((one) => one.fact!), row.fromDay);
    await storage.saveTaken(t.tx, t.instansi, id, added + changed);
    const scheduled = judged.kind === 'retention' ? await scheduleClosed(t) : 0;
    await audit(t, { action: 'archive.import-taken', object: 'import', objectId: id, detail: { kind: row.kind, fileName: row.fileName, fromDay: row.fromDay, added, changed, scheduled } });
    return { added, changed, unchanged: all.length - added - changed };
  });

async function takeCodes(t: TenantContext, row: storage.StoredSheet, rows: readonly Verdict<CodeFact>[]): Promise<void> {
  const changed = rows.filter((one) => one.verdict === 'changed').map((one) => one.fact!);
  const fresh = rows.filter((one) => one.verdict === 'new' || one.verdict === 'changed').map((one) => one.fact!);
  await lists.endCodes(t.tx, t.instansi, [...changed, ...fresh].map(({ code }) => code), addDays(row.fromDay, -1));
  await lists.insertCodes(t.tx, t.instansi, fresh.map((fact) => ({ ...fact, id: uuidv7(), named: true, fromDay: row.fromDay })));
}

export const downloadRest = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const row = known(await storage.findSheet(t.tx, t.instansi, mustViewer(t).accountId, id));
    const sheet = openSheet(t, row);
    const { rows } = await judge(t, row, sheet);
    const reasons = Object.fromEntries((rows as Verdict<unknown>[]).filter((one) => one.verdict === 'refused').map((one) => [one.line, one.reasons]));
    await audit(t, { action: 'archive.import-downloaded', object: 'import', objectId: id, detail: {} });
    return { sheet, reasons, name: row.fileName };
  }).then(({ sheet, reasons, name }) => restAsXlsx(name, sheet, reasons));
