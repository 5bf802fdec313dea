import { compareCodes, parentCode } from '../../../engines/documents/numbering/classification-code.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { CATALOGUE_BASIS, CATALOGUE_CODES, CATALOGUE_FROM } from '../catalogue-files.ts';
import { FATES, SECURITY, type CodeRow, type RetentionRow, type SheetKind } from '../contract.ts';
import { canonicalCode } from '../rules/judge-codes.ts';
import { ruleFor } from '../rules/retention-is-inherited.ts';
import * as storage from '../storage/classification.ts';
import { organizationOf } from './ports.ts';

// Chapters: the list on a day · reading it · changing it

const catalogueRows: readonly storage.CodeRecord[] = CATALOGUE_CODES.map((one) => ({ ...one, alias: '', fromDay: CATALOGUE_FROM, toDay: null }));

/** Codes in force on a day, in the order of the tree: the institution's list, or the catalogue's where none was taken over. */
export async function codesOn(t: TenantContext, day: CalendarDay): Promise<readonly storage.CodeRecord[]> {
  const own = await storage.codesOn(t.tx, t.instansi, day);
  return own.length > 0 || (await storage.hasCodes(t.tx, t.instansi)) ? own : catalogueRows;
}
/** The list becomes the institution's own, so that it can be changed. */
export async function ownCodes(t: TenantContext): Promise<void> {
  await storage.lockLists(t.tx, t.instansi);
  if (!(await storage.hasCodes(t.tx, t.instansi))) await storage.insertCodes(t.tx, t.instansi, catalogueRows.map((one) => ({ ...one, id: uuidv7() })));
}
export const codeMapOn = async (t: TenantContext, day: CalendarDay): Promise<Map<string, storage.CodeRecord>> => new Map((await codesOn(t, day)).map((one) => [one.code, one]));

/** @throws Refused `archive.no-such-code`: a code must stand in the list that is in force on the day */
export async function mustCode(t: TenantContext, code: string, day: CalendarDay): Promise<storage.CodeRecord> {
  const found = (await codeMapOn(t, day)).get(code);
  if (!found) throw new Refused({ code: 'archive.no-such-code', data: { code, day }, fields: [{ path: 'code', message: 'Pilih kode dari daftar.' }] });
  return found;
}

export const rulesOn = async (t: TenantContext, day: CalendarDay): Promise<Map<string, storage.RetentionRecord>> => new Map((await storage.retentionOn(t.tx, t.instansi, day)).map((one) => [one.code, one]));
export const depthOf = (code: string): number => code.split('.').length - 1;

export function retentionRow(code: { code: string; title: string }, rules: ReadonlyMap<string, storage.RetentionRecord>): RetentionRow | undefined {
  const found = ruleFor(code.code, rules);
  if (!found) return undefined;
  const { rule, from } = found;
  return {
    code: code.code, title: code.title, depth: depthOf(code.code), activeYears: rule.activeYears, inactiveYears: rule.inactiveYears, fate: rule.fate, fateText: FATES[rule.fate], security: rule.security, securityText: SECURITY[rule.security], access: rule.access, basis: rule.basis, from, fromDay: rule.fromDay,
  };
}

/** A search names the code itself first, then what begins with it, then words in title or alias. */
export const listCodes = (ctx: Context, { under, query, day, limit }: { under: string; query: string; day?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const on = day ?? (await organizationOf(t).today(t));
    const [codes, rules, own] = await Promise.all([codesOn(t, on), rulesOn(t, on), storage.hasCodes(t.tx, t.instansi)]);
    const byCode = new Map(codes.map((one) => [one.code, one]));
    const children = new Map<string, number>();
    for (const { code } of codes) children.set(parentCode(code) ?? '', (children.get(parentCode(code) ?? '') ?? 0) + 1);
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const asCode = canonicalCode(query);
    const found = words.length === 0 ? codes.filter(({ code }) => (parentCode(code) ?? '') === under) : codes.filter(({ code, title, alias }) => code.startsWith(asCode) || words.every((word) => `${title} ${alias}`.toLowerCase().includes(word)));
    const path: { code: string; title: string }[] = [];
    for (let at: string | null = words.length > 0 || under === '' ? null : under; at !== null; at = parentCode(at)) path.unshift({ code: at, title: byCode.get(at)?.title ?? '' });
    if (under !== '' && words.length === 0 && !byCode.has(under)) throw new Refused({ code: 'archive.no-such-code', data: { code: under } });
    const items = found.slice(0, limit).map((one): CodeRow => {
      const retention = retentionRow(one, rules);
      return { ...one, depth: depthOf(one.code), children: children.get(one.code) ?? 0, ...(retention ? { retention } : {}) };
    });
    return { path, items, total: codes.length, source: own ? 'Daftar instansi ini' : `${CATALOGUE_BASIS} (sebagian, dari katalog)` };
  });

/** A new code, or another wording from a day on. @throws Refused `archive.no-parent`, `.code-exists`, `.code-earlier` */
export const saveCode = (ctx: Context, { code: typed, title, alias, fromDay }: { code: string; title: string; alias: string; fromDay: string }) =>
  inTenant(ctx, async (t) => {
    const code = canonicalCode(typed);
    await ownCodes(t);
    const parent = parentCode(code);
    if (parent !== null && !(await codeMapOn(t, fromDay)).has(parent)) throw new Refused({ code: 'archive.no-parent', data: { parent }, fields: [{ path: 'code', message: `Tambahkan dahulu ${parent}.` }] });
    const last = (await storage.wordingsOf(t.tx, t.instansi, code)).at(-1);
    if (last && last.fromDay >= fromDay) throw new Refused({ code: 'archive.code-earlier', data: { day: addDays(last.fromDay, 1) }, fields: [{ path: 'fromDay', message: `Paling awal ${addDays(last.fromDay, 1)}.` }] });
    const isLive = last !== undefined && (last.toDay === null || last.toDay >= fromDay);
    if (isLive && last.title === title && last.alias === alias) throw new Refused({ code: 'archive.code-exists' });
    if (isLive) await storage.endCodes(t.tx, t.instansi, [code], addDays(fromDay, -1));
    await storage.insertCodes(t.tx, t.instansi, [{ id: uuidv7(), code, title, alias, named: true, fromDay }]);
    await audit(t, { action: 'archive.code-saved', object: 'classification', detail: { code, title, alias, fromDay, ...(isLive ? { before: last.title } : {}) } });
    return { code };
  });

/** @throws Refused `archive.no-such-code`, `.has-children`, `.code-earlier` */
export const endCode = (ctx: Context, { code, lastDay }: { code: string; lastDay: string }) =>
  inTenant(ctx, async (t) => {
    await ownCodes(t);
    const after = await codesOn(t, addDays(lastDay, 1));
    const own = after.find((one) => one.code === code);
    if (!own) throw new Refused({ code: 'archive.no-such-code', data: { code } });
    if (own.fromDay > lastDay) throw new Refused({ code: 'archive.code-earlier', data: { day: own.fromDay }, fields: [{ path: 'lastDay', message: `Paling awal ${own.fromDay}.` }] });
    const below = after.filter((one) => one.code.startsWith(`${code}.`)).length;
    if (below > 0) throw new Refused({ code: 'archive.has-children', data: { count: below } });
    await storage.endCodes(t.tx, t.instansi, [code], lastDay);
    await audit(t, { action: 'archive.code-ended', object: 'classification', detail: { code, lastDay } });
    return { lastDay };
  });

export const downloadList = (ctx: Context, { kind }: { kind: SheetKind }) =>
  inTenant(ctx, async (t) => {
    const day = await organizationOf(t).today(t);
    const codes = await codesOn(t, day);
    await audit(t, { action: 'archive.list-downloaded', object: 'archive', detail: { kind } });
    if (kind === 'classification') {
      const rows = codes.map(({ code, title, alias, fromDay }) => [code, title, alias, fromDay]);
      return { fileName: 'klasifikasi-arsip.xlsx', type: XLSX, content: await writeXlsx('Klasifikasi', [{ heading: 'Kode', width: 16 }, { heading: 'Uraian', width: 60 }, { heading: 'Sebutan lain', width: 30 }, { heading: 'Berlaku sejak' }], rows) };
    }
    const rules = [...(await rulesOn(t, day)).values()].sort((a, b) => compareCodes(a.code, b.code));
    const titles = new Map(codes.map(({ code, title }) => [code, title]));
    const rows = rules.map((one) => [one.code, titles.get(one.code) ?? '', String(one.activeYears), String(one.inactiveYears), FATES[one.fate], SECURITY[one.security], one.access, one.basis]);
    const columns = [{ heading: 'Kode', width: 16 }, { heading: 'Uraian', width: 50 }, { heading: 'Masa aktif (tahun)' }, { heading: 'Masa inaktif (tahun)' }, { heading: 'Nasib akhir' }, { heading: 'Klasifikasi keamanan' }, { heading: 'Hak akses', width: 40 }, { heading: 'Dasar hukum', width: 40 }];
    return { fileName: 'jadwal-retensi.xlsx', type: XLSX, content: await writeXlsx('Jadwal retensi', columns, rows) };
  });
