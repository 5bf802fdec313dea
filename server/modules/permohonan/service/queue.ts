import { ZONES, dayIn, momentAt } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution } from '../../organization/contract.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import { anyMark } from '../../../platform/kernel/search-words.ts';
import { dueWords } from '../rules/words-for-people.ts';
import { search, unitMark } from '../storage.ts';
import { countByLayanan, countQueue, listQueue, listFound, type QueueAsked, type QueueRow } from '../queue-storage.ts';
import { institutionOf, layananOf, organizationOf } from './ports.ts';
import { act } from './act.ts';

/** The units a hat looks over; undefined = the whole institution. */
export async function scopeOf(t: TenantContext, hat: Hat): Promise<string[] | undefined> {
  if (overseesInstitution(hat.unitKind)) return undefined;
  return organizationOf(t).unitsBelow(t, hat.unitId);
}

/** What a search may find: requests that one of these units owns or has an open step in; undefined: all. */
const within = (units: readonly string[] | undefined): { marks?: string } => (units ? { marks: anyMark(units.map(unitMark)) } : {});
/** Among so many of the newest that fit the words, a box is looked through. */
const MOST_IN_A_BOX = 500;

function endOfToday(now: Date, zone: Institution['zone']): Date {
  return new Date(momentAt(dayIn(now, zone), 24 * 60, zone).getTime() - 1);
}

export async function queueRows(t: TenantContext, rows: QueueRow[], hat: Hat) {
  const { zone } = await institutionOf(t);
  const now = t.house.clock.now();
  const names = await layananOf(t).names(t);
  const units = [...new Set(rows.map((r) => r.unit))].filter((u) => u !== hat.unitId);
  const unitNames = units.length > 0 ? await organizationOf(t).unitFacts(t, units) : new Map<string, { name: string }>();
  const posts = [...new Set(rows.flatMap((r) => (r.holder && r.holder !== hat.postId ? [r.holder] : [])))];
  const holders = posts.length > 0 ? (await organizationOf(t).namesOf(t, { accounts: [], posts })).posts : new Map<string, string>();
  return rows.map((r) => {
    const due = dueWords(r.due_at, now, zone, { provisional: r.due_provisional });
    const stepDue = dueWords(r.step_due_at, now, zone);
    const holder = r.holder ? (r.holder === hat.postId ? 'Anda' : holders.get(r.holder)) : undefined;
    return {
      id: r.request, number: r.number, title: r.title, layanan: r.layanan, layananName: names.get(r.layanan) ?? r.layanan, step: r.step, stepTitle: r.step_title, status: r.status, place: r.place,
      ...(due ? { due } : {}), ...(stepDue ? { stepDue } : {}), ...(holder ? { holder } : {}), mine: r.holder === hat.postId,
      unit: r.unit === hat.unitId ? hat.unitName : (unitNames.get(r.unit)?.name ?? ''), channel: r.channel,
    };
  });
}

export function listMyQueue(ctx: Context, asked: { box: QueueAsked['box']; filter: 'all' | 'late' | 'today'; layanan?: string; query?: string; cursor?: string; limit: number }) {
  return readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const units = asked.box === 'all' ? ((await scopeOf(t, hat)) ?? (await organizationOf(t).unitsBelow(t, hat.unitId))) : [hat.unitId];
    const ask = (requests?: readonly string[]) => listQueue(t.tx, {
      instansi: t.instansi, box: asked.box, post: hat.postId, units, duties: hat.duties, limit: asked.limit + 1,
      ...(asked.layanan ? { layanan: asked.layanan } : {}), ...(requests ? { requests } : {}),
      ...(asked.filter === 'late' ? { dueBefore: now } : asked.filter === 'today' ? { dueBefore: endOfToday(now, zone) } : {}),
      ...(asked.cursor ? { after: readCursor(asked.cursor) } : {}),
    });
    const found = asked.query ? await search.find(t.tx, asked.query, { ...within(asked.box === 'mine' ? undefined : units), limit: MOST_IN_A_BOX }) : undefined;
    const rows = await ask(found?.ids);
    const page = rows.slice(0, asked.limit);
    const last = page.at(-1);
    return { items: await queueRows(t, page, hat), ...(rows.length > asked.limit && last?.due_at ? { nextCursor: `${last.due_at.toISOString()}_${last.request}` } : {}) };
  });
}

function readCursor(cursor: string): { due: Date; request: string } {
  const [due, request] = cursor.split('_');
  const at = new Date(due ?? '');
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(request ?? '')) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
  return { due: at, request: request! };
}

export function queueCounts(ctx: Context) {
  return readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const counts = await countQueue(t.tx, t.instansi, hat.postId, hat.unitId, hat.duties, now, endOfToday(now, zone));
    const names = await layananOf(t).names(t);
    const byLayanan = await countByLayanan(t.tx, t.instansi, hat.unitId);
    return { ...counts, byLayanan: byLayanan.map((r) => ({ id: r.layanan, name: names.get(r.layanan) ?? r.layanan, count: r.count })) };
  });
}

export function searchCases(ctx: Context, query: string, limit: number) {
  return readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const { ids, corrected } = await search.find(t.tx, query, { ...within(await scopeOf(t, hat)), limit });
    return { items: await queueRows(t, await listFound(t.tx, t.instansi, ids), hat), ...(corrected ? { corrected } : {}) };
  });
}

/** Steps that may be open side by side in one request. */
const MOST_STEPS = 40;

/** Looked up together, taken each in its own transaction: one that somebody else took does not hold up the others. */
export async function claimMany(ctx: Context, ids: string[]) {
  const claimed: string[] = [];
  const refused: { id: string; message: string }[] = [];
  const hat = mustHat(ctx);
  const open = await inTenant(ctx, (t) => listQueue(t.tx, { instansi: t.instansi, box: 'unclaimed', post: hat.postId, units: [hat.unitId], duties: hat.duties, requests: ids, limit: ids.length * MOST_STEPS }));
  for (const id of new Set(ids)) {
    const row = open.find((r) => r.request === id);
    try {
      if (!row) throw new Refused({ code: 'workflow.step-already-done' });
      await act(ctx, { id, seq: row.seq, action: { kind: 'claim', step: row.step } });
      claimed.push(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ id, message: 'Sudah diambil petugas lain, atau bukan lagi di kotak ini.' });
    }
  }
  return { claimed, refused };
}

export const zoneOffset = (zone: Institution['zone']): number => ZONES[zone];
