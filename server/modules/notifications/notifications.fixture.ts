import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { EventMessage } from '../../platform/module.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { Accounts, NewAccount } from '../identity/contract.ts';
import { subscribers } from './jobs.ts';

/** An account with a name and ways to reach it; enough to be told something. */
export function makePerson(t: Pick<TestHouse, 'house' | 'context'>, person: Partial<NewAccount> = {}): Promise<string> {
  return inTenant(t.context(), (tx) => part<Accounts<TenantContext>>(t.house, 'identity.accounts').createAccount(tx, { name: 'Siti Rahayu', ...person }));
}

export const citizen = (accountId: string): Viewer => ({ accountId, sessionId: uuidv7(), name: 'Siti Rahayu', kind: 'citizen', level: 'verified' });

export const messageOf = (t: Pick<TestHouse, 'instansi'>, event: string, payload: Record<string, unknown>, instansi = t.instansi): EventMessage => ({ instansi, id: uuidv7(), event, payload });

/** Runs every subscriber of the message, as the worker would. */
export async function hear(t: TestHouse, message: EventMessage): Promise<void> {
  for (const subscriber of subscribers.filter((s) => s.event === message.event)) await subscriber.run(t.context(null, message.instansi), message);
}

/** What waits in the outbox, oldest first. */
export const outbox = (t: TestHouse, event: string): Promise<EventMessage[]> =>
  t.house.db.asOwner((tx) => tx.many<EventMessage>(sql`select instansi, id, event, payload from platform.outbox where event = ${event} order by id`));

export const deliveries = (t: TestHouse, account: string): Promise<{ channel: string; kind: string; state: string; attempts: number; error: string | null; address_masked: string }[]> =>
  t.house.db.asOwner((tx) => tx.many(sql`select channel, kind, state, attempts, error, address_masked from notifications.delivery where account = ${account} order by at, id`));
