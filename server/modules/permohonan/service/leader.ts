import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { addDays, dayIn, momentAt, weekday } from '../../../platform/kernel/calendar-day.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import { formatPercent } from '../../../engines/identifiers/numbers.ts';
import { formatDay } from '../../../engines/working-time/words.ts';
import { dueWords, momentWords } from '../rules/words-for-people.ts';
import { clearPreselection, figuresBy, insertReminders, listForSigning, listOverdue, openByUnit, setPreselection, totals, weekly } from '../queue-storage.ts';
import { institutionOf, issuanceOf, layananOf, organizationOf } from './ports.ts';
import { scopeOf, zoneOffset } from './queue.ts';

// Chapters: signing · what is late · figures

/** A second tap within the hour tells nobody again. House rule. */
const REMIND_AGAIN_MINUTES = 60;

export function signingList(ctx: Context) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const names = await layananOf(t).names(t);
    const rows = await listForSigning(t.tx, t.instansi, [hat.unitId]);
    const organization = organizationOf(t);
    const own = await organization.holdingInForce(t, hat.holdingId, await organization.today(t));
    // What was numbered and came back: the leader reads why, and is asked again.
    const stuck = new Map<string, { failed: string; uncertain: boolean }>();
    for (const { request } of rows.filter((r) => r.status === 'numbered')) {
      const open = (await issuanceOf(t).documentsOf(t, 'permohonan', request)).find((d) => d.status === 'failed' || d.status === 'uncertain');
      if (open) stuck.set(request, { failed: open.failure ?? open.statusText, uncertain: open.status === 'uncertain' });
    }
    return {
      signMode: own?.signMode ?? 'internal',
      items: rows.map((r) => {
        const due = dueWords(r.due_at, now, zone, { provisional: r.due_provisional });
        return { id: r.request, seq: r.seq, step: r.step, title: r.title, detail: [r.place, r.status === 'numbered' && !stuck.has(r.request) ? 'sedang ditandatangani' : ''].filter(Boolean).join(', '), layananName: names.get(r.layanan) ?? r.layanan, number: r.number, ...(due ? { due } : {}), previewUrl: `/api/permohonan/${r.request}/konsep`, preselected: r.preselected, ...stuck.get(r.request) };
      }),
    };
  });
}

/** An assistant marks what the leader should look at first; the marks of before are replaced. */
export function preselect(ctx: Context, items: { id: string; step: string }[]) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    await clearPreselection(t.tx, t.instansi, items.map((i) => i.id), [hat.unitId]);
    const open = new Set((await listForSigning(t.tx, t.instansi, [hat.unitId])).map((r) => `${r.request}/${r.step}`));
    const valid = items.filter((i) => open.has(`${i.id}/${i.step}`));
    await setPreselection(t.tx, t.instansi, valid, mustViewer(t).name, t.house.clock.now());
    await audit(t, { action: 'permohonan.preselected', object: 'permohonan', detail: { count: valid.length } });
    return { count: valid.length };
  });
}

export function overdue(ctx: Context) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const rows = await listOverdue(t.tx, t.instansi, await scopeOf(t, hat), now);
    const units = await organizationOf(t).unitFacts(t, [...new Set(rows.map((r) => r.unit))]);
    const posts = (await organizationOf(t).namesOf(t, { accounts: [], posts: [...new Set(rows.flatMap((r) => (r.holder ? [r.holder] : [])))] })).posts;
    const byUnit = Map.groupBy(rows, (r) => r.unit);
    return {
      total: rows.length,
      units: [...byUnit].map(([id, list]) => ({ id, name: units.get(id)?.name ?? '', count: list.length, oldest: dueWords(list[0]!.step_due_at, now, zone)!.text })).sort((a, b) => b.count - a.count),
      items: rows.map((r) => ({
        id: r.request, step: r.step, title: r.title, number: r.number, unitId: r.unit, unit: units.get(r.unit)?.name ?? '', stepTitle: r.step_title,
        ...(r.holder && posts.get(r.holder) ? { holder: posts.get(r.holder)! } : {}), due: dueWords(r.step_due_at, now, zone)!, ...(r.reminded_at ? { reminded: momentWords(r.reminded_at, zone, now) } : {}),
      })),
    };
  });
}

export function remind(ctx: Context, unitId: string, ids: string[] | undefined) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const now = t.house.clock.now();
    const scope = await scopeOf(t, hat);
    if (scope && !scope.includes(unitId)) throw new Refused({ code: 'permohonan.unknown' });
    const justNow = (at: Date | null) => at !== null && now.getTime() - at.getTime() < REMIND_AGAIN_MINUTES * 60_000;
    const rows = (await listOverdue(t.tx, t.instansi, [unitId], now)).filter((r) => (!ids || ids.includes(r.request)) && !justNow(r.reminded_at));
    if (rows.length === 0) return { reminded: 0, people: [] };
    await insertReminders(t.tx, t.instansi, rows.map((r) => ({ request: r.request, step: r.step })), mustViewer(t).name, now);
    const organization = organizationOf(t);
    const holders = await organization.holdersOf(t, unitId, await organization.today(t));
    const asked = holders.filter((h) => h.isHead || rows.some((r) => r.holder === h.postId));
    const told = asked.length > 0 ? asked : holders;
    await audit(t, { action: 'permohonan.reminded', object: 'unit', objectId: unitId, detail: { count: rows.length } });
    await emit(t, 'permohonan.reminded', {
      unit: unitId, by: mustViewer(t).name, byTitle: hat.title, count: rows.length, requests: rows.slice(0, 20).map((r) => ({ id: r.request, number: r.number, title: r.title, step: r.step_title })),
      accounts: told.flatMap((h) => (h.accountId ? [h.accountId] : [])),
    });
    return { reminded: rows.length, people: told.map((h) => `${h.name}, ${h.title}`) };
  });
}

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

