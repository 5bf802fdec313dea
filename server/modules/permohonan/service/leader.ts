import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import { dueWords, momentWords } from '../rules/words-for-people.ts';
import { clearPreselection, insertReminders, listForSigning, listOverdue, setPreselection } from '../queue-storage.ts';
import { institutionOf, issuanceOf, layananOf, organizationOf } from './ports.ts';
import { scopeOf } from './queue.ts';

// Chapters: signing · what is late

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
