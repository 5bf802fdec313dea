import { emit } from '../../../platform/events/events.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, INSTALLATION, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Channel, OutsideChannel } from '../contract.ts';
import { maskEmail, maskPhone } from '../contract/mask.ts';
import { channelsFor } from '../rules/a-person-sets-what-to-receive.ts';
import type { Notice } from '../rules/what-an-event-tells.ts';
import { openDelivery } from '../storage/deliveries.ts';
import { insertNotification } from '../storage/inbox.ts';
import { listChoices } from '../storage/preferences.ts';
import { accountsOf, isConnected } from './ports.ts';
import { noticesOf } from './notices-of.ts';

/** Wakes the sending of one line of the delivery log. */
export const DELIVERY_DUE = 'notifications.delivery-due';

/**
 * The institution in whose name a message speaks: an account's event lies in the installation's outbox and carries it.
 * Undefined when it belongs to none; then there is no inbox to put it in.
 */
export function instansiOf(message: EventMessage): string | undefined {
  const { instansi } = message.payload;
  const found = message.instansi !== INSTALLATION ? message.instansi : isUuid(instansi) ? instansi : INSTALLATION;
  return found === INSTALLATION ? undefined : found;
}

/** Tells everybody whom an event concerns, in one transaction: all of it, or again from the start. */
export const tell = (ctx: Context, message: EventMessage): Promise<void> => tellMany(ctx, [message]);

/** Many events of one institution in one transaction; each person is looked up once. */
export async function tellMany(ctx: Context, messages: readonly EventMessage[]): Promise<void> {
  const instansi = messages[0] && instansiOf(messages[0]);
  if (!instansi) return;
  await inTenant({ ...ctx, instansi }, async (t) => {
    const people = new Map<string, Promise<Person | undefined>>();
    for (const message of messages) {
      const occasion = { source: message.id, at: message.at ? new Date(message.at) : t.house.clock.now() };
      for (const { account, notice } of await noticesOf(t, message)) {
        let person = people.get(account);
        if (!person) people.set(account, (person = personOf(t, account)));
        await tellPerson(t, occasion, account, notice, await person);
      }
    }
  });
}

interface Person {
  addresses: Partial<Record<Channel, string>>;
  reachable: Set<Channel>;
  choices: Awaited<ReturnType<typeof listChoices>>;
}

async function personOf(t: TenantContext, account: string): Promise<Person | undefined> {
  const [contact, choices] = await Promise.all([accountsOf(t).contactOf(t, account), listChoices(t.tx, t.instansi, account)]);
  if (!contact) return undefined;
  const addresses: Partial<Record<Channel, string>> = {
    ...(contact.email ? { email: maskEmail(contact.email) } : {}),
    ...(contact.phone ? { whatsapp: maskPhone(contact.phone), sms: maskPhone(contact.phone) } : {}),
  };
  return { addresses, reachable: new Set((Object.keys(addresses) as Channel[]).filter((channel) => isConnected(t, channel))), choices };
}

export interface Occasion {
  /** Names what is told: told once. */
  source: string;
  /** When it happened; the inbox is in this order. */
  at: Date;
}

/** The inbox row, and a line in the delivery log for each channel that the person wants and that exists. */
export const tellOne = async (t: TenantContext, occasion: Occasion, account: string, notice: Notice): Promise<void> =>
  tellPerson(t, occasion, account, notice, await personOf(t, account));

async function tellPerson(t: TenantContext, { source, at }: Occasion, account: string, notice: Notice, person: Person | undefined): Promise<void> {
  if (!person) return;
  const { addresses } = person;
  const channels = channelsFor(notice.kind, person.choices, person.reachable);
  const now = t.house.clock.now();
  const id = uuidv7(now.getTime());
  const fresh = await insertNotification(t.tx, t.instansi, {
    id, account, kind: notice.kind, title: notice.title, text: notice.text, about: notice.about ?? null, href: notice.href ?? null, link: notice.link ?? null, source, at,
    inInbox: channels.includes('in-app'),
  });
  if (!fresh) return;
  for (const channel of channels.filter((c): c is OutsideChannel => c !== 'in-app')) {
    const delivery = await openDelivery(t.tx, t.instansi, { id: uuidv7(now.getTime()), notification: id, account, kind: notice.kind, source, channel, addressMasked: addresses[channel]! }, now);
    await emit(t, DELIVERY_DUE, { delivery: delivery.id });
  }
}
