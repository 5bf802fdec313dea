import { formatNumber } from '../../../engines/documents/numbering/letter-number.ts';
import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { part } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, ListPort, Made, SheetFlow } from '../../lists/contract.ts';
import type { LentBlock } from '../contract.ts';
import { readRegisterRow, REGISTER_FIELDS, type RegisterRow } from '../rules/read-a-register-row.ts';
import { labelOf } from '../rules/where-a-forgotten-letter-goes.ts';
import * as storage from '../storage/openings.ts';
import { findRegister, lockKnownRegister, takeNumbers, type SeriesKey } from '../storage/registers.ts';
import { asWritten } from './as-written.ts';
import { organizationOf } from './workshop.ts';

// Chapters: opening a series · blocks · the paper register taken over (reference letters §7)

const today = (t: TenantContext): Promise<CalendarDay> => organizationOf(t.house).today(t);
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');

export interface Opening {
  unit: string;
  series: string;
  number: number;
  day: CalendarDay;
  scan: string;
  note: string;
  pattern: string;
  classification: string;
}
/** Its next number is the one after the paper register's last; what was given here is never given again. */
export const openSeries = (ctx: Context, input: Opening): Promise<SeriesKey & { next: number }> =>
  inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const now = await today(t);
    const year = Number(now.slice(0, 4));
    if (input.day > now || Number(input.day.slice(0, 4)) !== year) throw new Refused({ code: 'issuance.opening-day', fields: [{ path: 'day', message: 'Pilih tanggal pada tahun ini, paling lambat hari ini.' }] });
    const unit = (await organizationOf(t.house).unitFacts(t, [input.unit])).get(input.unit);
    if (!unit || (unit.lastDay !== null && unit.lastDay < now)) throw new Refused({ code: 'issuance.opening-unit', fields: [{ path: 'unit', message: 'Pilih unit dari daftar.' }] });
    if (!/\{urut(:\d)?\}/.test(input.pattern) || !formatNumber(input.pattern, { kode: input.classification, urut: 1, unit: unit.code, date: input.day }).ok) throw new Refused({ code: 'issuance.opening-pattern', fields: [{ path: 'pattern', message: 'Periksa polanya.' }] });
    const [scan] = await findUploads(t.tx, t.instansi, [input.scan]);
    if (!scan?.completed_at || scan.account !== viewer.accountId || !scan.sha256 || !scan.type) throw new Refused({ code: 'issuance.upload-unknown', fields: [{ path: 'scan', message: 'Unggah pindaian halaman terakhir.' }] });
    const key = { unit: input.unit, series: input.series, year };
    const last = await storage.beginRegister(t.tx, t.instansi, key, input);
    if (last >= input.number) throw new Refused({ code: 'issuance.series-past', data: { last }, fields: [{ path: 'number', message: `Tulis nomor di atas ${last}.` }] });
    const id = uuidv7();
    await storage.setLast(t.tx, t.instansi, key, input.number);
    await storage.insertOpening(t.tx, t.instansi, key, { id, number: input.number, day: input.day, note: input.note, account: viewer.accountId, openedBy: viewer.name, openedAt: t.house.clock.now(), scanName: scan.name, scanType: scan.type, scanSha256: scan.sha256 });
    await audit(t, { action: 'issuance.series-opened', object: 'register', objectId: id, detail: { ...key, number: input.number, before: last, day: input.day, scan: scan.sha256 } });
    return { ...key, next: input.number + 1 };
  });

export const openingScan = (ctx: Context, id: string): Promise<{ sha256: string; type: string; name: string }> =>
  readTenant(ctx, async (t) => {
    const found = mustHat(t).permissions.has('issuance.manage') ? await storage.findOpening(t.tx, t.instansi, id) : undefined;
    if (!found) throw new Refused({ code: 'issuance.no-file' });
    return { sha256: found.scanSha256, type: found.scanType, name: found.scanName };
  });

const shownBlock = ({ at, ...one }: storage.BlockRow): LentBlock => ({ ...one, at: at.toISOString() });

/** What the page of a series tells beside its numbers. */
export async function paperOf(t: TenantContext, key: SeriesKey) {
  const [openings, blocks, paper] = await Promise.all([storage.listOpenings(t.tx, t.instansi, key), storage.listBlocks(t.tx, t.instansi, key), storage.countPaper(t.tx, t.instansi, key)]);
  return {
    paper, blocks: blocks.map(shownBlock), opened: openings[0]?.number ?? 0,
    openings: openings.map((one) => ({ id: one.id, number: one.number, day: one.day, note: one.note, by: one.openedBy, at: one.openedAt.toISOString(), scan: { name: one.scanName, url: `/api/kelola/seri/pembukaan/${one.id}/pindaian` } })),
  };
}

export const lendNumbers = (ctx: Context, { count, holder, until, ...key }: SeriesKey & { count: number; holder: string; until: CalendarDay }): Promise<LentBlock> =>
  inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const now = await today(t);
    if (key.year !== Number(now.slice(0, 4))) throw new Refused({ code: 'issuance.reserve-this-year' });
    if (until < now || until > addDays(now, 366)) throw new Refused({ code: 'issuance.reserve-until', fields: [{ path: 'until', message: 'Pilih hari ini atau sesudahnya, paling lama satu tahun lagi.' }] });
    const register = await lockKnownRegister(t.tx, t.instansi, key);
    if (!register) throw new Refused({ code: 'issuance.unknown-series' });
    const block = uuidv7();
    const first = register.last + 1;
    await storage.insertBlock(t.tx, t.instansi, key, { block, holder, ids: Array.from({ length: count }, () => uuidv7()), first, reason: `Blok luar jaringan: ${holder}`, until, account: viewer.accountId, by: viewer.name, at: t.house.clock.now() });
    await takeNumbers(t.tx, t.instansi, key, register.last, count);
    await audit(t, { action: 'issuance.block-lent', object: 'register', objectId: block, detail: { ...key, first, last: register.last + count, holder, until } });
    return shownBlock((await storage.findBlock(t.tx, t.instansi, block))!);
  });

export const closeBlock = (ctx: Context, { block, reason }: { block: string; reason: string }): Promise<{ first: number; last: number; unused: number }> =>
  inTenant(ctx, async (t) => {
    const found = await storage.findBlock(t.tx, t.instansi, block);
    if (!found) throw new Refused({ code: 'issuance.unknown-block' });
    const unused = await storage.closeBlock(t.tx, t.instansi, block, { by: mustViewer(t).name, at: t.house.clock.now(), reason });
    if (unused === 0) throw new Refused({ code: 'issuance.reserved-closed' });
    await audit(t, { action: 'issuance.block-closed', object: 'register', objectId: block, detail: { first: found.first, last: found.last, unused, reason } });
    return { first: found.first, last: found.last, unused };
  });

interface Fact extends RegisterRow {
  held: string | null;
}
export const seriesFlow: SheetFlow<Fact, TenantContext, Context> = { kind: 'issuance.numbers', fields: REGISTER_FIELDS, mostRows: 20_000, judge, take };
const keyOf = (about: string): SeriesKey => JSON.parse(about) as SeriesKey;

/** @throws Refused `issuance.no-opening` where the series was not opened at the paper register's last number and lends no block */
export async function startSeriesImport(ctx: Context, { fileName, content, unit, series, year }: SeriesKey & { fileName: string; content: string }): Promise<{ id: string }> {
  const key = { unit, series, year };
  await readTenant(ctx, async (t) => {
    if (!(await findRegister(t.tx, t.instansi, key))) throw new Refused({ code: 'issuance.unknown-series' });
    const { opened, blocks } = await paperOf(t, key);
    if (opened === 0 && !blocks.some((one) => one.held > 0)) throw new Refused({ code: 'issuance.no-opening' });
  });
  return listsOf(ctx).start(ctx, seriesFlow, { fileName, content }, JSON.stringify(key));
}

async function judge(t: TenantContext, rows: readonly FieldRow[], about: string): Promise<JudgedLine<Fact>[]> {
  const key = keyOf(about);
  const now = await today(t);
  const read = rows.map((row) => ({ row, read: readRegisterRow(row, { year: key.year, today: now }) }));
  const seqs = [...new Set(read.flatMap(({ read: one }) => ('row' in one ? [one.row.seq] : [])))];
  const [{ opened }, there] = await Promise.all([paperOf(t, key), storage.numbersThere(t.tx, t.instansi, key, seqs)]);
  const known = new Map(there.map((one) => [labelOf(one.seq, one.insert), one]));
  const seen = new Map<string, number>();
  return read.map(({ row, read: one }): JudgedLine<Fact> => {
    if ('reasons' in one) return { line: row.line, verdict: 'refused', key: (row.values['seq'] ?? '').slice(0, 30), title: (row.values['title'] ?? '').slice(0, 120), facts: [], reasons: one.reasons, notes: [] };
    const r = one.row;
    const label = labelOf(r.seq, r.insert);
    const line = { line: row.line, key: label, title: r.title, facts: [formatDate(r.day), r.number, r.signer].filter(Boolean) };
    const earlier = seen.get(label);
    if (earlier !== undefined) return { ...line, verdict: 'refused', reasons: [`Nomor ${label} sudah ada di baris ${earlier}.`], notes: [] };
    seen.set(label, row.line);
    const before = known.get(label);
    if (before?.state === 'used' && before.letterDay === r.day && before.usedFor === r.title) return { ...line, verdict: 'unchanged', reasons: [], notes: ['Sudah tercatat.'] };
    if (before && !(before.state === 'held' && before.lent)) return { ...line, verdict: 'refused', reasons: [before.state === 'unused' ? `Nomor ${label} sudah ditutup sebagai tidak terpakai.` : `Nomor ${label} sudah dipakai atau dicadangkan di sini.`], notes: [] };
    if (!before && r.seq > opened) return { ...line, verdict: 'refused', reasons: [opened === 0 ? `Nomor ${label} di luar blok yang dipinjamkan.` : `Nomor ${label} di atas nomor terakhir register kertas (${opened}) dan di luar blok yang dipinjamkan.`], notes: [] };
    return { ...line, verdict: 'new', reasons: [], notes: before ? ['Nomor dari blok yang dipinjamkan.'] : [], fact: { ...r, held: before?.id ?? null } };
  });
}

/** One transaction: every clean number is recorded as used, or none. */
async function take(ctx: Context, lines: readonly JudgedLine<Fact>[], sheet: string, about: string): Promise<Made> {
  if (lines.length === 0) return {};
  return inTenant(ctx, async (t) => {
    const key = keyOf(about);
    const viewer = mustViewer(t);
    const register = await lockKnownRegister(t.tx, t.instansi, key);
    const unit = (await organizationOf(t.house).unitFacts(t, [key.unit])).get(key.unit);
    const there = new Map((await storage.numbersThere(t.tx, t.instansi, key, lines.map((one) => one.fact!.seq))).map((one) => [labelOf(one.seq, one.insert), one]));
    const fresh = lines.filter(({ fact }) => {
      const now = there.get(labelOf(fact!.seq, fact!.insert));
      return fact!.held ? now?.state === 'held' : now === undefined;
    });
    await storage.insertPaper(t.tx, t.instansi, key, fresh.map(({ fact }) => ({ id: uuidv7(), ...fact!, number: fact!.number || asWritten(register!, fact!, unit?.code, fact!.day) })), { account: viewer.accountId, name: viewer.name, at: t.house.clock.now(), reason: 'Register kertas' });
    await audit(t, { action: 'issuance.register-imported', object: 'register', objectId: sheet, detail: { ...key, numbers: fresh.length } });
    return Object.fromEntries(fresh.map((one) => [one.line, { did: 'added' as const }]));
  });
}
