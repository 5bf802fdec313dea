import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Kind, OutsideChannel } from '../contract.ts';

export type DeliveryState = 'waiting' | 'sent' | 'failed' | 'skipped';

export interface NewDelivery {
  id: string;
  notification: string | null;
  account: string;
  kind: Kind | 'reset' | 'test';
  source: string;
  channel: OutsideChannel;
  addressMasked: string;
}

/** The id of the line: the new one, or the one that stands there from an earlier try of the same message. */
export async function openDelivery(tx: Tx, instansi: string, d: NewDelivery, now: Date): Promise<{ id: string; state: DeliveryState }> {
  return tx.one(sql`insert into notifications.delivery (instansi, id, notification, account, kind, source, channel, address_masked, at, changed_at)
    values (${instansi}, ${d.id}, ${d.notification}, ${d.account}, ${d.kind}, ${d.source}, ${d.channel}, ${d.addressMasked}, ${now}, ${now})
    on conflict on constraint delivery_once do update set changed_at = excluded.changed_at returning id, state`);
}

export interface DueDelivery {
  id: string;
  account: string;
  kind: Kind;
  channel: OutsideChannel;
  state: DeliveryState;
  title: string;
  text: string;
  link: string | null;
}

export const findDelivery = (tx: Tx, instansi: string, id: string): Promise<DueDelivery | undefined> =>
  tx.maybe(sql`select d.id, d.account, d.kind, d.channel, d.state, n.title, n.text, n.link
    from notifications.delivery d join notifications.notification n on n.instansi = d.instansi and n.id = d.notification
    where d.instansi = ${instansi} and d.id = ${id}`);

/** The end of one try; `tried` is false when nothing was sent at all. */
export async function closeTry(tx: Tx, instansi: string, id: string, result: { state: DeliveryState; tried: boolean; error?: string | undefined; reference?: string | undefined; addressMasked?: string | undefined }, now: Date): Promise<void> {
  await tx.run(sql`update notifications.delivery set state = ${result.state}, attempts = attempts + ${result.tried ? 1 : 0}, error = ${result.error ?? null},
      reference = ${result.reference ?? null}, address_masked = coalesce(${result.addressMasked ?? null}, address_masked), changed_at = ${now}
    where instansi = ${instansi} and id = ${id} and state = 'waiting'`);
}

export interface DeliveryRow {
  id: string;
  channel: OutsideChannel;
  kind: string;
  address_masked: string;
  state: DeliveryState;
  attempts: number;
  error: string | null;
  at: Date;
}

export function listDeliveries(tx: Tx, instansi: string, page: { state?: DeliveryState | undefined; after?: { at: Date; id: string } | undefined; limit: number }): Promise<DeliveryRow[]> {
  const state = page.state ? sql`and state = ${page.state}` : sql``;
  const after = page.after ? sql`and (at, id) < (${page.after.at}, ${page.after.id})` : sql``;
  return tx.many(sql`select id, channel, kind, address_masked, state, attempts, error, at from notifications.delivery
    where instansi = ${instansi} ${state} ${after} order by at desc, id desc limit ${page.limit}`);
}

export const countDeliveries = (tx: Tx, instansi: string): Promise<{ failed: number; waiting: number }> =>
  tx.one(sql`select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'waiting') as waiting
    from notifications.delivery where instansi = ${instansi} and state <> 'sent'`);
