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
export async function tell(ctx: Context, message: EventMessage): Promise<void> {
  const instansi = instansiOf(message);
  if (!instansi) return;
  await inTenant({ ...ctx, instansi }, async (t) => {
    for (const { account, notice } of await noticesOf(t, message)) await tellOne(t, { source: message.id, at: message.at ? new Date(message.at) : t.house.clock.now() }, account, notice);
  });
}

export interface Occasion {
  /** Names what is told: told once. */
  source: string;
  /** When it happened; the inbox is in this order. */
  at: Date;
}

/** The inbox row, and a line in the delivery log for each channel that the person wants and that exists. */
export async function tellOne(t: TenantContext, { source, at }: Occasion, account: string, notice: Notice): Promise<void> {
  const [contact, choices] = await Promise.all([accountsOf(t).contactOf(t, account), listChoices(t.tx, t.instansi, account)]);
  if (!contact) return;
  const addresses: Partial<Record<Channel, string>> = {
    ...(contact.email ? { email: maskEmail(contact.email) } : {}),
    ...(contact.phone ? { whatsapp: maskPhone(contact.phone), sms: maskPhone(contact.phone) } : {}),
  };
  const reachable = new Set((Object.keys(addresses) as Channel[]).filter((channel) => isConnected(t, channel)));
  const channels = channelsFor(notice.kind, choices, reachable);
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
