import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Kind } from '../contract.ts';

export interface NotificationRow {
  id: string;
  account: string;
  kind: Kind;
  title: string;
  text: string;
  about: string | null;
  href: string | null;
  link: string | null;
  at: Date;
  read_at: Date | null;
}

/** False when this source has told this account already. */
export async function insertNotification(tx: Tx, instansi: string, n: Omit<NotificationRow, 'read_at'> & { source: string; inInbox: boolean }): Promise<boolean> {
  return (await tx.run(sql`insert into notifications.notification (instansi, id, account, kind, title, text, about, href, link, source, in_inbox, at)
    values (${instansi}, ${n.id}, ${n.account}, ${n.kind}, ${n.title}, ${n.text}, ${n.about}, ${n.href}, ${n.link}, ${n.source}, ${n.inInbox}, ${n.at})
    on conflict on constraint notification_once do nothing`)) > 0;
}

export function listInbox(tx: Tx, instansi: string, account: string, page: { unreadOnly: boolean; after?: { at: Date; id: string } | undefined; limit: number }): Promise<NotificationRow[]> {
  const after = page.after ? sql`and (at, id) < (${page.after.at}, ${page.after.id})` : sql``;
  const unread = page.unreadOnly ? sql`and read_at is null` : sql``;
  return tx.many(sql`select id, account, kind, title, text, about, href, link, at, read_at from notifications.notification
    where instansi = ${instansi} and account = ${account} and in_inbox ${unread} ${after} order by at desc, id desc limit ${page.limit}`);
}

export async function countUnread(tx: Tx, instansi: string, account: string): Promise<number> {
  return (await tx.one<{ unread: number }>(sql`select count(*) as unread from notifications.notification
    where instansi = ${instansi} and account = ${account} and in_inbox and read_at is null`)).unread;
}

/** For the frame of every page: counts no further than `most`, so that an inbox nobody empties costs no more. */
export async function countUnreadUpTo(tx: Tx, instansi: string, account: string, most: number): Promise<number> {
  return (await tx.one<{ unread: number }>(sql`select count(*) as unread from (select from notifications.notification
    where instansi = ${instansi} and account = ${account} and in_inbox and read_at is null limit ${most}) found`)).unread;
}

export const markRead = (tx: Tx, instansi: string, account: string, id: string, now: Date): Promise<{ href: string | null } | undefined> =>
  tx.maybe(sql`update notifications.notification set read_at = coalesce(read_at, ${now})
    where instansi = ${instansi} and account = ${account} and id = ${id} and in_inbox returning href`);

/** Up to and including `newest`; what came later was not seen yet. */
export function markAllRead(tx: Tx, instansi: string, account: string, newest: string | undefined, now: Date): Promise<number> {
  const until = newest
    ? sql`and (at, id) <= (select n.at, n.id from notifications.notification n where n.instansi = ${instansi} and n.account = ${account} and n.id = ${newest})`
    : sql``;
  return tx.run(sql`update notifications.notification set read_at = ${now}
    where instansi = ${instansi} and account = ${account} and in_inbox and read_at is null ${until}`);
}
