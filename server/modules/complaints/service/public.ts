import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { networkOfIp } from '../../../platform/request/rate-limit.ts';
import { dayIn, momentAt, ZONES } from '../../../platform/kernel/calendar-day.ts';
import type { House } from '../../../platform/house.ts';
import { ARCHIVE_REASONS, CHANNELS, KINDS, type ArchiveReason, type State } from '../contract.ts';
import { cellsAround, haversine, isSimilar } from '../rules/reports-nearby-are-similar.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { dayWords } from '../rules/words-for-people.ts';
import * as lists from '../storage/lists.ts';
import * as storage from '../storage/public.ts';
import { findByNumber, findReport, findWhole, type WholeReport } from '../storage/reports.ts';
import { configurationOf, mustCategory } from './configuration.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';
import { find, MOST_FOUND } from './queue.ts';
import { suggestCategories } from './route.ts';
import { uuidOrNone } from './track.ts';
import { listedOf, namesFor, publicFileUrl, rowOf, standing, timelineOf } from './views.ts';

// Chapters: categories · before writing · one report · lists and map · figures

export const listCategories = (ctx: Context) => readTenant(ctx, async (t) => {
  const { categories, settings } = await configurationOf(t);
  return { items: [...categories.values()].filter((c) => c.active), emergency: settings.emergency };
});
export const getCategory = (ctx: Context, code: string) => readTenant(ctx, async (t) => mustCategory(await configurationOf(t), code));
export const suggestCategory = (ctx: Context, { text }: { text: string }) => readTenant(ctx, async (t) => ({ items: await suggestCategories(t, text) }));

export const listSimilar = (ctx: Context, { category, lat, lng, limit }: { category: string; lat: number; lng: number; limit: number }) =>
  readTenant(ctx, async (t) => {
    const configuration = await configurationOf(t);
    const { duplicateMetres: metres, duplicateDays: days } = configuration.settings;
    const now = t.house.clock.now();
    const rows = await lists.listNearby(t.tx, t.instansi, category, cellsAround({ lat, lng }, metres), new Date(now.getTime() - days * 86_400_000), true, 200);
    const near = rows
      .filter((r) => r.lat !== null && r.lng !== null && isSimilar({ lat, lng, category, at: now }, { lat: r.lat, lng: r.lng, category: r.category, open: r.finished_at === null, submittedAt: r.submitted_at }, { metres, days }))
      .map((r) => ({ row: r, metres: Math.round(haversine({ lat, lng }, { lat: r.lat!, lng: r.lng! })) })).sort((a, b) => a.metres - b.metres).slice(0, limit);
    const names = await namesFor(t, configuration, { units: near.map((n) => n.row.unit), regions: near.map((n) => n.row.region) });
    const shown = new Map((await lists.listPublic(t.tx, { instansi: t.instansi, now, ids: near.map((n) => n.row.id), limit: 20 })).map((r) => [r.id, r]));
    return { items: near.flatMap(({ row, metres: far }) => (shown.has(row.id) ? [{ ...rowOf(shown.get(row.id)!, names, 'public'), metres: far }] : [])) };
  });

/** A published report by its number. @throws Refused `complaints.unknown`, also for one that exists but is not shown */
export async function mustShown(t: TenantContext, typed: string): Promise<{ id: string; number: string }> {
  const number = readTicketNumber(typed);
  const found = number ? await findByNumber(t.tx, t.instansi, number) : undefined;
  if (!found?.state.shown) throw new Refused({ code: 'complaints.unknown' });
  return found;
}

/** Once for an account, an address or a network. */
export const addVoice = (ctx: Context, { number, email }: { number: string; email: string }) =>
  inTenant(ctx, async (t) => {
    const report = await mustShown(t, number);
    const who = t.viewer ? `account/${t.viewer.accountId}` : email ? `email/${email.toLowerCase()}` : `network/${networkOfIp(t.ip)}`;
    const { joined, fresh } = await storage.join(t.tx, t.instansi, report.id, t.house.secrets.hash('complaints/joiner', `${report.id}/${who}`), t.house.clock.now());
    return { joined, already: !fresh };
  });

export const getPublic = (ctx: Context, { number }: { number: string }) =>
  readTenant(ctx, async (t) => {
    const { id } = await mustShown(t, number);
    const report = (await findWhole(t.tx, t.instansi, { id }))! as WholeReport & { published: NonNullable<WholeReport['published']> };
    const configuration = await configurationOf(t);
    const names = await namesFor(t, configuration, { units: [report.state.unit], regions: [report.region] });
    const url = (upload: string) => publicFileUrl(report.number, upload);
    const { clocks: _c, question: _q, replyBy: _r, ...around } = await standing(t, report, names, url);
    const s = report.folded;
    const p = report.published;
    const files = new Map(report.actions.flatMap((a) => a.files ?? []).map((f) => [f.id, f]));
    const photos = p.photos.flatMap((photo) => (files.has(photo) ? [{ id: photo, name: files.get(photo)!.name, type: files.get(photo)!.type, bytes: files.get(photo)!.size, url: url(photo) }] : []));
    const parent = s.duplicateOf ? await findReport(t.tx, t.instansi, s.duplicateOf) : undefined;
    return {
      ...rowOf(listedOf(report, p.title, report.place), names, 'public', photos[0]?.url), kindText: KINDS[s.kind].title, body: p.body, reporter: p.reporter, photos, ...(report.region ? { region: report.region } : {}), ...(p.lat !== null && p.lng !== null ? { point: { lat: p.lat, lng: p.lng } } : {}),
      timeline: await timelineOf(t, report, 'public', names, url), ...around, hops: around.hops.map(({ proof: _p, ...hop }) => hop), ...(s.rating ? { rating: { stars: s.rating.stars, solved: s.rating.solved } } : {}), ...(parent?.state.shown ? { duplicateOf: parent.number } : {}),
      ...(s.resolvedAt ? { resolvedAt: s.resolvedAt, resolvedText: dayWords(new Date(s.resolvedAt), names.zone, names.now) } : {}), openData: '/api/pengaduan/data-terbuka.json',
    };
  });

export interface PublicList {
  query?: string | undefined;
  category?: string | undefined;
  unit?: string | undefined;
  region?: string | undefined;
  state?: 'open' | 'closed' | 'late' | 'scheduled' | undefined;
  cursor?: string | undefined;
  limit: number;
}
export const listPublic = (ctx: Context, { query, cursor, limit, ...filter }: PublicList) =>
  readTenant(ctx, async (t) => {
    const now = t.house.clock.now();
    const ids = query ? (await find(t, query, MOST_FOUND, undefined, true)).ids : undefined;
    const rows = await lists.listPublic(t.tx, { instansi: t.instansi, now, ...filter, ...(ids ? { ids } : {}), before: uuidOrNone(cursor), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const names = await namesFor(t, await configurationOf(t), { units: page.map((r) => r.unit), regions: page.map((r) => r.region) });
    return { items: page.map((r) => rowOf(r, names, 'public', r.photos[0] ? publicFileUrl(r.number, r.photos[0]) : undefined)), ...(rows.length > limit ? { nextCursor: page.at(-1)!.id } : {}) };
  });

type MapQuestion = Omit<storage.MapAsked, 'instansi' | 'now' | 'state'> & { state: 'open' | 'closed' | 'late' | 'scheduled' | 'all'; cell?: number | undefined; limit: number };

export const mapPublic = (ctx: Context, { cell, ...q }: MapQuestion) => (cell === undefined ? mapPoints(ctx, q) : mapCells(ctx, q, cell));

const askedOf = (t: TenantContext, { state, limit: _, ...q }: Omit<MapQuestion, 'cell'>): storage.MapAsked => ({ ...q, instansi: t.instansi, now: t.house.clock.now(), state: state === 'all' ? undefined : state });

const mapPoints = (ctx: Context, q: Omit<MapQuestion, 'cell'>) =>
  readTenant(ctx, async (t) => {
    const rows = await storage.listPoints(t.tx, askedOf(t, q), q.limit + 1);
    const points = rows.slice(0, q.limit).map(({ category, ...r }) => ({ ...r, state: r.state as State, ...(category ? { category } : {}) }));
    return { points, cells: [], total: points.length, truncated: rows.length > q.limit };
  });

/** Everybody opens the map with the same view; of 50,000 reports its squares are counted once in 20 seconds. */
const KEEP_CELLS_MS = 20_000;
const MOST_VIEWS = 200;
type Cells = { points: []; cells: Awaited<ReturnType<typeof storage.listCells>>; total: number; truncated: boolean };
const keptCells = new WeakMap<House, Map<string, { at: number; cells: Promise<Cells> }>>();

function mapCells(ctx: Context, q: Omit<MapQuestion, 'cell'>, cell: number): Promise<Cells> {
  const views = keptCells.get(ctx.house) ?? new Map<string, { at: number; cells: Promise<Cells> }>();
  keptCells.set(ctx.house, views);
  const now = ctx.house.clock.now().getTime();
  const key = JSON.stringify([ctx.instansi, cell, q]);
  const known = views.get(key);
  if (known && Math.abs(now - known.at) < KEEP_CELLS_MS) return known.cells;
  const cells = inTenant(ctx, async (t): Promise<Cells> => {
    const squares = await storage.listCells(t.tx, askedOf(t, q), cell);
    return { points: [], cells: squares, total: squares.reduce((sum, one) => sum + one.count, 0), truncated: squares.length === 5000 };
  });
  views.delete(key);
  views.set(key, { at: now, cells });
  if (views.size > MOST_VIEWS) views.delete(views.keys().next().value!);
  // What failed is asked again by the next visitor.
  cells.catch(() => views.delete(key));
  return cells;
}

const percent = (part: number, whole: number): string | undefined => (whole === 0 ? undefined : `${Math.round((100 * part) / whole)}%`);
const oneDecimal = (value: number | null): string | undefined => (value === null ? undefined : value.toFixed(1).replace('.', ','));
const without = <T extends Record<string, unknown>>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as never;

/** Counting a year of reports anew for every visitor would be the heaviest page of all; half a minute old is good enough. */
const KEEP_MS = 30_000;
const kept = new WeakMap<House, Map<string, { at: number; figures: Promise<Awaited<ReturnType<typeof count>>> }>>();

export function stats(ctx: Context, { months }: { months: number }) {
  let ofHouse = kept.get(ctx.house);
  if (!ofHouse) kept.set(ctx.house, (ofHouse = new Map()));
  const key = `${ctx.instansi}/${months}`;
  const now = ctx.house.clock.now().getTime();
  const known = ofHouse.get(key);
  if (known && now - known.at >= 0 && now - known.at < KEEP_MS) return known.figures;
  const figures = inTenant(ctx, (t) => count(t, months));
  if (ofHouse.size > 500) ofHouse.clear();
  ofHouse.set(key, { at: now, figures });
  figures.catch(() => ofHouse.delete(key));
  return figures;
}

async function count(t: TenantContext, months: number) {
  const { zone } = await institutionOf(t);
  const configuration = await configurationOf(t);
  const now = t.house.clock.now();
  const today = dayIn(now, zone);
  const since = momentAt(firstOfMonth(today, months - 1), 0, zone);
  const [all, units, categories, channels, archived, months_, districts] = await Promise.all([
    storage.totals(t.tx, t.instansi, since, now), storage.byUnit(t.tx, t.instansi, since, now), storage.byCategory(t.tx, t.instansi, since), storage.byChannel(t.tx, t.instansi, since), storage.byArchiveReason(t.tx, t.instansi, since),
    storage.byMonth(t.tx, t.instansi, since, ZONES[zone]), storage.byDistrict(t.tx, t.instansi, since),
  ]);
  const facts = units.length > 0 ? await organizationOf(t).unitFacts(t, units.map((u) => u.unit)) : new Map<string, { name: string }>();
  const regions = await wilayahOf(t).regions(districts.map((d) => d.region), t);
  return without({
    since: since.toISOString(), sinceText: dayWords(since, zone, now), received: all.received, open: all.open, resolved: all.resolved, late: all.late, scheduled: all.scheduled, verifiedInTimePercent: percent(all.verified_in_time, all.verifiable),
    firstAnswerInTimePercent: percent(all.answered_in_time, all.answerable), medianDays: oneDecimal(all.median), reopenedPercent: percent(all.reopened, all.received), rating: oneDecimal(all.rating), ratings: all.ratings,
    byUnit: units.map((u) => without({ id: u.unit, name: facts.get(u.unit)?.name ?? 'Unit yang sudah ditutup', received: u.received, answered: u.answered, resolved: u.resolved, onTimePercent: percent(u.on_time, u.timed), medianDays: oneDecimal(u.median), late: u.late, scheduled: u.scheduled, rating: oneDecimal(u.rating) })),
    byCategory: categories.flatMap((c) => (configuration.categories.has(c.category) ? [{ code: c.category, name: configuration.categories.get(c.category)!.name, group: configuration.categories.get(c.category)!.group, received: c.received, open: c.open }] : [])),
    byChannel: channels.map((c) => ({ ...c, title: CHANNELS[c.channel] })), archivedByReason: archived.map((a) => ({ ...a, title: ARCHIVE_REASONS[a.reason as ArchiveReason] ?? a.reason })),
    byMonth: months_.map((m) => ({ ...m, label: monthWords(m.month) })), byDistrict: districts.map((d) => ({ ...d, name: regions.get(d.region)?.name ?? d.region })),
  });
}

function firstOfMonth(today: string, back: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const index = year * 12 + month - 1 - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];
const monthWords = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
