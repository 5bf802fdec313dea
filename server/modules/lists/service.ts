import { findHeadings, type Sheet } from '../../engines/sheets/headings-are-recognised.ts';
import { fieldRows, missingFields } from '../../engines/sheets/judged-rows.ts';
import { chosenColumns, columnsToChoose, masked, pageOfRows, restAsXlsx } from '../../engines/sheets/previewed-sheet.ts';
import { readSheet } from '../../engines/sheets/read-sheet.ts';
import { formatMoment } from '../../engines/working-time/words.ts';
import { audit } from '../../platform/audit/audit.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../platform/request/context.ts';
import { part } from '../../platform/house.ts';
import type { OrganizationPort } from '../organization/contract.ts';
import type { JudgedLine, Made, SheetFlow, SheetPreview } from './contract.ts';
import * as storage from './storage.ts';

// Chapters: upload and mapping · preview · taking · the rest

type Flow<F> = SheetFlow<F, TenantContext, Context>;
const KEPT_DAYS = 30;

const openSheet = (t: TenantContext, row: storage.SheetRowStored): Sheet => JSON.parse(t.house.secrets.open('import', row.sheet)) as Sheet;
const found = (row: storage.SheetRowStored | undefined): storage.SheetRowStored => {
  if (!row) throw new Refused({ code: 'request.not-found' });
  return row;
};
function mustBeOpen(row: storage.SheetRowStored, version: number): void {
  if (row.status === 'taken') throw new Refused({ code: 'sheets.import-taken' });
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
}
const unreadable = (sentence: string) => new Refused({ code: 'sheets.unreadable', data: { sentence } });

/** Reads the file outside any transaction; nothing of it is taken before somebody confirms. */
export async function startSheet<F>(ctx: Context, flow: Flow<F>, { fileName, content }: { fileName: string; content: string }, about = ''): Promise<{ id: string }> {
  const { accountId } = mustViewer(ctx);
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64'), { cells: 'long' }));
  return inTenant(ctx, async (t) => {
    const { sheet, mapping } = findHeadings(rows, flow.fields, await storage.rememberedHeadings(t.tx, t.instansi, flow.kind));
    if (sheet.rows.length === 0) throw unreadable('Di bawah judul kolom tidak ada baris data.');
    if (sheet.rows.length > flow.mostRows) throw unreadable(`Daftar ini lebih dari ${flow.mostRows.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas.`);
    const id = uuidv7();
    const at = t.house.clock.now();
    await storage.dropSheetsBefore(t.tx, t.instansi, new Date(at.getTime() - KEPT_DAYS * 86_400_000));
    await storage.insertSheet(t.tx, t.instansi, { id, account: accountId, kind: flow.kind, about, fileName, sheet: t.house.secrets.seal('import', JSON.stringify(sheet)), mapping, createdAt: at });
    await audit(t, { action: 'lists.uploaded', object: 'import', objectId: id, detail: { kind: flow.kind, fileName, rows: sheet.rows.length } });
    return { id };
  });
}

export const listSheets = <F>(ctx: Context, flow: Flow<F>) =>
  inTenant(ctx, async (t) => {
    const zone = await part<OrganizationPort<TenantContext>>(t.house, 'organization').zone(t);
    return { items: (await storage.listSheets(t.tx, t.instansi, mustViewer(t).accountId, flow.kind, 20)).map(({ createdAt, ...row }) => ({ ...row, atText: formatMoment(createdAt, zone) })) };
  });

export const mapSheet = <F>(ctx: Context, flow: Flow<F>, { id, version, mapping }: { id: string; version: number; mapping: Record<string, number> }): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockSheet(t.tx, t.instansi, mustViewer(t).accountId, flow.kind, id));
    mustBeOpen(row, version);
    const chosen = chosenColumns(flow.fields, openSheet(t, row), mapping);
    await storage.saveSheetMapping(t.tx, t.instansi, id, chosen.mapping);
    await storage.rememberHeadings(t.tx, t.instansi, flow.kind, chosen.remembered);
    return { version: row.version + 1 };
  });

async function judged<F>(t: TenantContext, flow: Flow<F>, row: storage.SheetRowStored, sheet: Sheet): Promise<JudgedLine<F>[]> {
  return missingFields(flow.fields, row.mapping).length > 0 ? [] : flow.judge(t, fieldRows(sheet.rows, row.mapping), row.about);
}

export const previewSheet = <F>(ctx: Context, flow: Flow<F>, { id, ...asked }: { id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }): Promise<SheetPreview> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.findSheet(t.tx, t.instansi, mustViewer(t).accountId, flow.kind, id));
    const sheet = openSheet(t, row);
    const rows = (await judged(t, flow, row, sheet)).map((one) => shown(row, one));
    const count = (verdict: string, did?: string) => rows.filter((one) => one.verdict === verdict && (did === undefined || row.made[one.line]?.did === did)).length;
    return {
      id, fileName: row.fileName, status: row.status, version: row.version, mapping: row.mapping, missing: missingFields(flow.fields, row.mapping),
      fields: flow.fields.map(({ field, label, required }) => ({ field, label, required })), columns: columnsToChoose(sheet).map((one) => ({ ...one, sample: one.sample.map((text) => text.slice(0, 80)) })),
      counts: { rows: rows.length || sheet.rows.length, added: count('new') + count('taken', 'added'), changed: count('changed') + count('taken', 'changed'), unchanged: count('unchanged'), refused: count('refused') },
      ...pageOfRows(rows, asked),
    };
  });

/** What this list has made says so, also when it broke off in the middle. */
function shown<F>(row: storage.SheetRowStored, one: JudgedLine<F>): SheetPreview['rows'][number] {
  const { fact: _, ...line } = one;
  const facts = { ...line, title: masked(line.title), facts: line.facts.map(masked) };
  const made = row.made[one.line];
  const kept = row.status === 'taken' ? row.reasons[one.line] : undefined;
  if (made) return { ...facts, verdict: 'taken', reasons: [], notes: made.did === 'changed' ? line.notes.filter((note) => note !== 'Sudah ada.') : [], ...(made.report ? { report: made.report, number: made.number } : {}) };
  return kept ? { ...facts, verdict: 'refused', reasons: kept, notes: [] } : facts;
}

/** Judges again and takes the clean lines, in sets where the kind of list says so: what was made stays made when the server is killed. */
export async function takeSheet<F>(ctx: Context, flow: Flow<F>, { id, version }: { id: string; version: number }): Promise<{ added: number; changed: number; unchanged: number; refused: number }> {
  const { accountId } = mustViewer(ctx);
  const { row, lines } = await inTenant(ctx, async (t) => {
    const stored = found(await storage.findSheet(t.tx, t.instansi, accountId, flow.kind, id));
    mustBeOpen(stored, version);
    const missing = missingFields(flow.fields, stored.mapping);
    if (missing.length > 0) throw new Refused({ code: 'sheets.mapping-incomplete', data: { fields: missing.join(', ') } });
    return { row: stored, lines: await judged(t, flow, stored, openSheet(t, stored)) };
  });
  const made: Made = { ...row.made };
  const clean = lines.filter((one) => one.verdict === 'new' || one.verdict === 'changed');
  const batch = flow.batch ?? clean.length;
  for (let from = 0; from < clean.length; from += batch) {
    const now = await flow.take(ctx, clean.slice(from, from + batch), id, row.about);
    Object.assign(made, now);
    await inTenant(ctx, (t) => storage.saveSheetMade(t.tx, t.instansi, id, now));
  }
  const refused = lines.filter((one) => one.verdict === 'refused');
  const count = (did: 'added' | 'changed') => Object.values(made).filter((one) => one.did === did).length;
  const end = { added: count('added'), changed: count('changed'), unchanged: lines.length - refused.length - Object.keys(made).length, refused: refused.length };
  await inTenant(ctx, async (t) => {
    if ((await storage.saveSheetTaken(t.tx, t.instansi, id, Object.fromEntries(refused.map((one) => [one.line, one.reasons])))) === 0) return;
    await audit(t, { action: 'lists.taken', object: 'import', objectId: id, detail: { kind: flow.kind, fileName: row.fileName, ...end } });
  });
  return end;
}

export async function restOfSheet<F>(ctx: Context, flow: Flow<F>, { id }: { id: string }): Promise<{ fileName: string; type: string; content: string }> {
  const { row, sheet, reasons } = await inTenant(ctx, async (t) => {
    const stored = found(await storage.findSheet(t.tx, t.instansi, mustViewer(t).accountId, flow.kind, id));
    const opened = openSheet(t, stored);
    const refused = stored.status === 'taken' ? stored.reasons : Object.fromEntries((await judged(t, flow, stored, opened)).filter((one) => one.verdict === 'refused').map((one) => [one.line, one.reasons]));
    await audit(t, { action: 'lists.rest-downloaded', object: 'import', objectId: id, detail: { kind: flow.kind } });
    return { row: stored, sheet: opened, reasons: refused };
  });
  return restAsXlsx(row.fileName, sheet, reasons);
}
