import { formatDay, formatTime } from '../../../engines/working-time/words.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../platform/request/context.ts';
import { CHANNELS, KINDS, type Channel, type Kind } from '../contract.ts';
import { countDeliveries, listDeliveries, type DeliveryState } from '../storage/deliveries.ts';
import * as storage from '../storage/inbox.ts';
import { institutionOf, isConnected } from './ports.ts';

// Chapters: a person's inbox · the delivery log of the administrator

type Zone = Parameters<typeof dayIn>[1];
const momentText = (at: Date, zone: Zone, now: Date): string => `${formatDay(dayIn(at, zone), dayIn(now, zone))} ${formatTime(at, zone)}`;

/** `2026-03-02T02:00:00.000Z_<id>`; a cursor of somebody else's making begins at the top. */
function readCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  const [at = '', id = ''] = cursor?.split('_') ?? [];
  const moment = new Date(at);
  return isUuid(id) && !Number.isNaN(moment.getTime()) ? { at: moment, id } : undefined;
}
const writeCursor = (row: { at: Date; id: string }): string => `${row.at.toISOString()}_${row.id}`;

export function listInbox(ctx: Context, input: { cursor?: string | undefined; limit: number; filter: 'all' | 'unread' }) {
  const { accountId } = mustViewer(ctx);
  return inTenant(ctx, async (t) => {
    const rows = await storage.listInbox(t.tx, t.instansi, accountId, { unreadOnly: input.filter === 'unread', after: readCursor(input.cursor), limit: input.limit + 1 });
    const unread = await storage.countUnread(t.tx, t.instansi, accountId);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const shown = rows.slice(0, input.limit);
    return {
      items: shown.map((row) => ({
        id: row.id, kind: row.kind, kindTitle: KINDS[row.kind].title, title: row.title, text: row.text, ...(row.about ? { about: row.about } : {}), ...(row.href ? { href: row.href } : {}),
        at: row.at.toISOString(), atText: momentText(row.at, zone, now), read: row.read_at !== null,
      })),
      ...(rows.length > input.limit ? { nextCursor: writeCursor(shown.at(-1)!) } : {}),
      ...(shown[0] ? { newest: shown[0].id } : {}),
      unread,
    };
  });
}

/** Frames show more than 99 as "99+". */
const MOST_SHOWN = 100;
export const countUnread = (ctx: Context) => inTenant(ctx, async (t) => ({ unread: await storage.countUnreadUpTo(t.tx, t.instansi, mustViewer(t).accountId, MOST_SHOWN) }));

export const markRead = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const row = await storage.markRead(t.tx, t.instansi, mustViewer(t).accountId, id, t.house.clock.now());
    if (!row) throw new Refused({ code: 'notifications.unknown' });
    return { id, ...(row.href ? { href: row.href } : {}) };
  });

export const markAllRead = (ctx: Context, { newest }: { newest?: string | undefined }) =>
  inTenant(ctx, async (t) => ({ marked: await storage.markAllRead(t.tx, t.instansi, mustViewer(t).accountId, newest, t.house.clock.now()) }));

const STATES: Record<DeliveryState, string> = { waiting: 'menunggu dikirim', sent: 'terkirim', failed: 'gagal', skipped: 'dilewati' };
/** Sent without a notice. */
const OTHER_KINDS: Record<string, string> = { reset: 'Tautan kata sandi baru', test: 'Surel uji' };
const kindTitle = (kind: string): string => (OTHER_KINDS[kind] ?? KINDS[kind as Kind]?.title ?? kind);

export const listDeliveryLog = (ctx: Context, input: { state: 'failed' | 'waiting' | 'sent' | 'all'; cursor?: string | undefined; limit: number }) =>
  inTenant(ctx, async (t) => {
    const rows = await listDeliveries(t.tx, t.instansi, { state: input.state === 'all' ? undefined : input.state, after: readCursor(input.cursor), limit: input.limit + 1 });
    const counts = await countDeliveries(t.tx, t.instansi);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const shown = rows.slice(0, input.limit);
    return {
      items: shown.map((row) => ({
        id: row.id, channel: row.channel, channelTitle: CHANNELS[row.channel], kindTitle: kindTitle(row.kind), address: row.address_masked, state: row.state, stateText: STATES[row.state],
        attempts: row.attempts, ...(row.error ? { error: row.error } : {}), at: row.at.toISOString(), atText: momentText(row.at, zone, now),
      })),
      ...(rows.length > input.limit ? { nextCursor: writeCursor(shown.at(-1)!) } : {}),
      ...counts,
      channels: (Object.entries(CHANNELS) as [Channel, string][]).filter(([id]) => id !== 'in-app').map(([id, title]) => ({ id, title, active: isConnected(t, id) })),
    };
  });
