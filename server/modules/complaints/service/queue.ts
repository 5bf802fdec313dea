import { dayIn, momentAt, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import type { Found } from '../../../platform/search/search.ts';
import { numberWord } from '../../../platform/kernel/search-words.ts';
import { MODERATION_REASONS, type QueueRow, type State } from '../contract.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { countBox, listByIds, listQueue, NEVER, type Box, type QueueAsked, type SealedRow } from '../storage/lists.ts';
import { mayFind, search as stored } from '../storage/search.ts';
import { listHeld } from '../storage/publish.ts';
import { actOn } from './act.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf, organizationOf } from './ports.ts';
import { isCoordinator, loadForOfficer, mayExamine, unitsOf } from './roles.ts';
import { bestCategory } from './route.ts';
import { openTitles } from './secrecy/titles.ts';
import { namesFor, rowOf } from './views.ts';

// Chapters: which boxes · lists · search · many at once

export interface QueueFilter {
  box: Box;
  filter: 'all' | 'late' | 'today' | 'soon';
  category?: string | undefined;
  district?: string | undefined;
  state?: State | undefined;
  unit?: string | undefined;
  query?: string | undefined;
}

const BOXES: readonly { box: Box; title: string; coordinator?: true }[] = [
  { box: 'verify', title: 'Verifikasi', coordinator: true }, { box: 'moderation', title: 'Moderasi', coordinator: true }, { box: 'unit', title: 'Ditangani unit saya' }, { box: 'approve', title: 'Menunggu persetujuan' },
  { box: 'supporting', title: 'Unit pendukung' }, { box: 'waiting', title: 'Menunggu pelapor' }, { box: 'reopen', title: 'Minta dibuka kembali' }, { box: 'scheduled', title: 'Dijadwalkan' }, { box: 'outside', title: 'Pada pihak lain' }, { box: 'all', title: 'Semua yang terbuka' },
];
const MOST_COUNTED = 10_000;
/** Who finds more writes another word. */
export const MOST_FOUND = 200;
const SOON_DAYS = 3;

async function asked(t: TenantContext, hat: Hat, f: QueueFilter, zone: Zone, limit: number): Promise<QueueAsked> {
  const units = await unitsOf(t, hat);
  const own = units ?? (await organizationOf(t).unitsBelow(t, hat.unitId));
  const now = t.house.clock.now();
  if ((f.box === 'verify' || f.box === 'moderation') && !isCoordinator(hat) && !mayExamine(hat)) throw new Refused({ code: 'complaints.not-for-you' });
  const endOf = (days: number) => momentAt(dayIn(now, zone), (days + 1) * 24 * 60, zone);
  return {
    instansi: t.instansi, box: f.box, own, units, examines: mayExamine(hat), category: f.category, district: f.district, state: f.state, unit: f.unit, limit,
    ...(f.filter === 'late' ? { dueBefore: now } : f.filter === 'today' ? { dueBefore: endOf(0) } : f.filter === 'soon' ? { dueBefore: endOf(SOON_DAYS) } : {}),
  };
}

export const queue = (ctx: Context, { cursor, limit, ...filter }: QueueFilter & { cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const q = await asked(t, hat, filter, zone, limit + 1);
    if (filter.query) q.ids = (await find(t, filter.query, MOST_FOUND, q.units)).ids;
    if (cursor) q.after = readCursor(cursor);
    const rows = await listQueue(t.tx, q);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: await queueRows(t, page, hat), ...(rows.length > limit && last ? { nextCursor: `${(last.due_at ?? NEVER).toISOString()}_${last.id}` } : {}) };
  });

function readCursor(cursor: string): { due: Date; report: string } {
  const [due, report] = cursor.split('_');
  const at = new Date(due ?? '');
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(report ?? '')) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
  return { due: at, report: report! };
}

const heldBecause = (reason: string | undefined): string => `Ditahan: ${(MODERATION_REASONS[reason as keyof typeof MODERATION_REASONS] ?? 'menunggu moderator').toLowerCase()}`;

export async function queueRows(t: TenantContext, rows: readonly SealedRow[], hat: Hat): Promise<QueueRow[]> {
  const names = await namesFor(t, await configurationOf(t), { units: rows.map((r) => r.unit), regions: rows.flatMap((r) => [r.region, r.district]) });
  const titles = await openTitles(t, rows);
  const held = rows.filter((row) => row.held).map((row) => row.id);
  const reasons = new Map(held.length > 0 ? (await listHeld(t.tx, t.instansi, held)).map(({ report, reason }) => [report, reason]) : []);
  return rows.map((row) => {
    const r = { ...row, ...titles.get(row.id) };
    const lead = names.unit(r.unit);
    return {
      ...rowOf(r, names, 'desk'), id: r.id, seq: r.seq, channel: r.channel, isPublic: r.report_public && r.kind !== 'misconduct', ...(r.held ? { moderation: heldBecause(reasons.get(r.id)) } : {}), ...(r.unit && lead ? { lead: { id: r.unit, name: lead } } : {}),
      role: isCoordinator(hat) ? ('coordinator' as const) : r.unit === hat.unitId ? ('lead' as const) : ('supporting' as const), ...(r.draft ? { draft: r.draft } : {}),
      ...(r.district ? { district: names.region(r.district) } : {}), ...(r.lat !== null && r.lng !== null ? { point: { lat: r.lat, lng: r.lng } } : {}), ...(r.external_number ? { externalNumber: r.external_number } : {}),
    };
  });
}

export const queueCounts = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const mine = BOXES.filter((b) => !b.coordinator || isCoordinator(hat) || (mayExamine(hat) && b.box === 'verify'));
    const counted = await Promise.all(mine.map(async ({ box, title }) => ({ box, title, ...(await countBox(t.tx, await asked(t, hat, { box, filter: 'today' }, zone, 1), now, MOST_COUNTED)) })));
    const all = counted.find((c) => c.box === 'all')!;
    return { boxes: counted.map(({ today: _, ...c }) => c), late: all.late, today: all.today };
  });

/** A whole number names its report. */
export function find(t: TenantContext, query: string, limit: number, units: readonly string[] | undefined, shownOnly = false): Promise<Found> {
  const number = readTicketNumber(query);
  return stored.find(t.tx, query, { marks: mayFind(units, shownOnly), limit, ...(number ? { exact: numberWord(number) } : {}) });
}

export const search = (ctx: Context, { query, limit }: { query: string; limit: number }) =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { ids, corrected } = await find(t, query, limit, await unitsOf(t, hat));
    const rows = (await listByIds(t.tx, t.instansi, ids)).filter((r) => r.kind !== 'misconduct');
    return { items: await queueRows(t, rows, hat), ...(corrected ? { corrected } : {}) };
  });

export const mapCases = (ctx: Context, { limit, ...filter }: QueueFilter & { limit: number }) =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const q = await asked(t, hat, filter, zone, limit + 1);
    if (filter.query) q.ids = (await find(t, filter.query, MOST_FOUND, q.units)).ids;
    const rows = await listQueue(t.tx, q);
    const now = t.house.clock.now();
    return {
      points: rows.slice(0, limit).flatMap((r) => (r.lat === null || r.lng === null ? [] : [{ id: r.id, number: r.number, title: r.title, state: r.state, lat: r.lat, lng: r.lng, late: r.due_at !== null && r.due_at < now }])),
      truncated: rows.length > limit,
    };
  });

/** Each in its own transaction: one that somebody else has taken does not hold up the others. */
export async function disposeMany(ctx: Context, input: { items: { id: string; seq: number }[]; lead: string; supporting: string[]; instruction: string }) {
  const done: string[] = [];
  const refused: { id: string; refusal: Refused }[] = [];
  for (const { id, seq } of input.items) {
    try {
      await inTenant(ctx, async (t) => {
        const [c] = await Promise.all([loadForOfficer(t, id), configurationOf(t)]);
        const dispose = { kind: 'dispose' as const, lead: input.lead, supporting: input.supporting, instruction: input.instruction };
        if (c.report.state.state !== 'submitted') return actOn(t, c, seq, dispose);
        const category = c.report.state.category ?? (await bestCategory(t, c.report));
        if (!category) throw new Refused({ code: 'complaints.no-such-category' });
        return actOn(t, c, seq, { kind: 'verify', as: c.report.state.kind, category }, dispose);
      });
      done.push(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ id, refusal: error });
    }
  }
  return { done, refused };
}
