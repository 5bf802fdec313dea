import { emit } from '../../../platform/events/events.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { formatDay } from '../../../engines/working-time/words.ts';
import { inTenant, mustHat, type Context } from '../../../platform/request/context.ts';
import { stateWords, dueWords } from '../rules/words-for-people.ts';
import * as storage from '../storage/lead.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf, noticesOf, organizationOf, wilayahOf } from './ports.ts';
import { unitsOf } from './roles.ts';
import { accountsOf } from './tell.ts';

const WEEK_MS = 7 * 86_400_000;
/** Squares of about 550 m with at least so many open reports. */
const HOT = 4;

/** What is late and whose, where it gathers, and which matters grow. Leaders of a unit see their own units. */
export const lead = (ctx: Context, { weeks }: { weeks: number }) =>
  inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const configuration = await configurationOf(t);
    const now = t.house.clock.now();
    // An administrator and an assistant of the head of region look over the whole, as before.
    const units = hat.duties.includes('administrator') ? undefined : await unitsOf(t, hat);
    const since = new Date(now.getTime() - weeks * WEEK_MS);
    const [all, byUnit, items, spots, trend] = await Promise.all([
      storage.totals(t.tx, t.instansi, units, now), storage.lateByUnit(t.tx, t.instansi, units, now), storage.listLate(t.tx, t.instansi, units, now, 100), storage.hotSpots(t.tx, t.instansi, units, HOT, 12), storage.trend(t.tx, t.instansi, units, since, WEEK_MS / 1000),
    ]);
    const facts = await organizationOf(t).unitFacts(t, [...new Set([...byUnit.map((u) => u.unit), ...items.flatMap((i) => (i.unit ? [i.unit] : []))])]);
    const unitName = (id: string | null) => (id ? (facts.get(id)?.name ?? 'Unit yang sudah ditutup') : 'Belum diteruskan');
    const regions = await wilayahOf(t).regions([...new Set(spots.flatMap((s) => (s.region ? [s.region] : [])))], t);
    const categoryOf = (code: string) => configuration.categories.get(code);
    const byCategory = Map.groupBy(trend, (row) => row.category);
    return {
      ...all,
      units: byUnit.map((u) => ({ id: u.unit, name: unitName(u.unit), open: u.open, late: u.late, ...(u.oldest ? { oldest: dueWords(u.oldest, now, zone)!.text } : {}), ...(u.rating === null ? {} : { rating: u.rating.toFixed(1).replace('.', ',') }) })),
      items: items.map((i) => ({ id: i.id, number: i.number, title: i.title, unit: unitName(i.unit), ...(i.unit ? { unitId: i.unit } : {}), state: i.state, stateText: stateWords(i.state, 'desk'), due: dueWords(i.due_at, now, zone)!, rung: i.rungs })),
      hotSpots: spots.map((s) => {
        const category = s.category ? categoryOf(s.category) : undefined;
        return { lat: s.lat, lng: s.lng, place: (s.region && regions.get(s.region)?.name) || '', count: s.count, ...(category ? { category: { code: category.code, name: category.name, group: category.group } } : {}) };
      }),
      trend: [...byCategory].flatMap(([code, rows]) => {
        const category = categoryOf(code);
        if (!category) return [];
        const counts = Array.from({ length: weeks }, (_, week) => rows.find((r) => r.week === week)?.count ?? 0);
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        return [{ code, name: category.name, group: category.group, weeks: counts, total: sum(counts), change: sum(counts.slice(-4)) - sum(counts.slice(-8, -4)) }];
      }).sort((a, b) => b.total - a.total),
      weekLabels: Array.from({ length: weeks }, (_, week) => formatDay(dayIn(new Date(since.getTime() + week * WEEK_MS), zone))),
    };
  });

export const remindUnit = (ctx: Context, { unit }: { unit: string }) =>
  inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const units = await unitsOf(t, hat);
    const now = t.house.clock.now();
    const late = (await storage.listLate(t.tx, t.instansi, units, now, 500)).filter((i) => i.unit === unit);
    if (late.length === 0) return { reminded: 0, people: [] };
    const accounts = await accountsOf(t, ['liaison', 'unit-head'], unit);
    const named = late.slice(0, 5).map((i) => i.number).join(', ');
    const source = uuidv7(now.getTime());
    for (const account of accounts) {
      await noticesOf(t).tell(t, account, { source, at: now, kind: 'reminder', title: `${late.length} pengaduan lewat batas waktu`, text: `${t.viewer!.name}, ${hat.title}, mengingatkan: ${named}${late.length > 5 ? `, dan ${late.length - 5} lagi` : ''}.`, href: '/petugas/pengaduan', link: '/petugas/pengaduan' });
    }
    await emit(t, 'complaints.reminded', { unit, count: late.length });
    await audit(t, { action: 'complaints.reminded', object: 'unit', objectId: unit, detail: { count: late.length } });
    const names = await organizationOf(t).namesOf(t, { accounts, posts: [] });
    return { reminded: late.length, people: [...names.accounts.values()] };
  });
