import { formatPercent } from '../../../engines/identifiers/numbers.ts';
import { formatDay } from '../../../engines/working-time/words.ts';
import type { House } from '../../../platform/house.ts';
import { addDays, dayIn, momentAt, weekday } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, mustHat, type Context } from '../../../platform/request/context.ts';
import { figuresBy, openByUnit, totals, weekly } from '../queue-storage.ts';
import { institutionOf, layananOf, organizationOf } from './ports.ts';
import { scopeOf, zoneOffset } from './queue.ts';

// Chapters: the dashboard of leaders · the public page, kept for a moment

const percent = (part: number, whole: number): string | undefined => (whole > 0 ? formatPercent(part, whole, 1) : undefined);
const days = (median: number | null): string | undefined => (median === null ? undefined : median.toFixed(1).replace('.', ','));
const figures = (f: { received: number; finished: number; on_time: number; median_days: number | null; late: number }) => ({
  received: f.received, finished: f.finished, late: f.late,
  ...(percent(f.on_time, f.finished) ? { onTimePercent: percent(f.on_time, f.finished) } : {}), ...(days(f.median_days) ? { medianDays: days(f.median_days) } : {}),
});

export function dashboard(ctx: Context, weeks: number) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const today = dayIn(now, zone);
    const monday = addDays(today, 1 - weekday(today) - 7 * (weeks - 1));
    const from = momentAt(monday, 0, zone);
    const scope = await scopeOf(t, hat);
    const sum = await totals(t.tx, t.instansi, from, now, scope);
    const rows = new Map((await weekly(t.tx, t.instansi, from, zoneOffset(zone), scope)).map((w) => [w.week, w]));
    const names = await layananOf(t).names(t);
    const services = await figuresBy(t.tx, t.instansi, 'layanan', from, now, scope);
    const open = await openByUnit(t.tx, t.instansi, now, scope);
    const units = await organizationOf(t).unitFacts(t, open.map((u) => u.unit));
    return {
      ...figures(sum), open: sum.open,
      weekly: Array.from({ length: weeks }, (_, i) => {
        const week = addDays(monday, 7 * i);
        const w = rows.get(week);
        return { week, label: i === weeks - 1 ? 'minggu ini' : formatDay(week, today).slice(4), received: Number(w?.received ?? 0), finished: Number(w?.finished ?? 0), onTime: Number(w?.on_time ?? 0) };
      }),
      byLayanan: services.map((f) => ({ id: f.key, name: names.get(f.key) ?? f.key, ...figures(f) })),
      byUnit: open.slice(0, 50).map((u) => ({ id: u.unit, name: units.get(u.unit)?.name ?? '', open: u.open, late: u.late })),
    };
  });
}

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];

/** Every visitor of the front page is shown the same figures; they are counted anew when they are so old. */
const KEEP_FIGURES_MS = 30_000;
const keptFigures = new WeakMap<House, Map<string, { at: number; figures: ReturnType<typeof countPerformance> }>>();

/** The public page: this month, from every request, by the unit that serves. */
export function performance(ctx: Context) {
  let kept = keptFigures.get(ctx.house);
  if (!kept) keptFigures.set(ctx.house, (kept = new Map()));
  const now = ctx.house.clock.now().getTime();
  const known = kept.get(ctx.instansi);
  if (known && Math.abs(now - known.at) < KEEP_FIGURES_MS) return known.figures;
  const figures = countPerformance(ctx);
  kept.set(ctx.instansi, { at: now, figures });
  figures.catch(() => kept.delete(ctx.instansi));
  return figures;
}

function countPerformance(ctx: Context) {
  return inTenant(ctx, async (t) => {
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const today = dayIn(now, zone);
    const from = momentAt(`${today.slice(0, 7)}-01`, 0, zone);
    const sum = await totals(t.tx, t.instansi, from, now, undefined);
    const rows = await figuresBy(t.tx, t.instansi, 'owner_unit', from, now, undefined);
    const units = await organizationOf(t).unitFacts(t, rows.map((r) => r.key));
    return { ...figures(sum), month: `${MONTHS[Number(today.slice(5, 7)) - 1]} ${today.slice(0, 4)}`, byOwner: rows.slice(0, 100).map((f) => ({ name: units.get(f.key)?.name ?? '', ...figures(f) })) };
  });
}

