import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { DueMove } from '../rules/one-digest-per-person.ts';

/** False when this message was kept before. */
export async function keepMove(tx: Tx, instansi: string, id: string, account: string, m: DueMove, now: Date): Promise<boolean> {
  return (await tx.run(sql`insert into notifications.due_move (instansi, id, account, request, number, old_due, new_due, reason, at)
    values (${instansi}, ${id}, ${account}, ${m.request}, ${m.number}, ${m.old}, ${m.new}, ${m.reason}, ${now}) on conflict on constraint due_move_pk do nothing`)) > 0;
}

/**
 * The person's envelope: the open one, or a new one under the id given. The row stays locked until the end of the transaction, so that
 * whoever closes the envelope waits for what is being put in.
 */
export async function openEnvelope(tx: Tx, instansi: string, account: string, envelope: string, now: Date): Promise<string> {
  return (await tx.one<{ envelope: string }>(sql`insert into notifications.digest (instansi, account, envelope, opened_at) values (${instansi}, ${account}, ${envelope}, ${now})
    on conflict on constraint digest_pk do update set opened_at = digest.opened_at returning envelope`)).envelope;
}

/** Closes the envelope and takes what is in it, oldest first; nothing when it was closed before. */
export async function closeEnvelope(tx: Tx, instansi: string, account: string, envelope: string): Promise<DueMove[]> {
  if ((await tx.run(sql`delete from notifications.digest where instansi = ${instansi} and account = ${account} and envelope = ${envelope}`)) === 0) return [];
  return tx.many<DueMove>(sql`with taken as (
      update notifications.due_move set told = true where instansi = ${instansi} and account = ${account} and not told
      returning id, request, number, old_due as old, new_due as new, reason, at)
    select request, number, old, new, reason from taken order by at, id`);
}
