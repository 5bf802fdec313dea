import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { SendOutcome } from '../contract.ts';
import { maskEmail, maskPhone, withoutPersonalData } from '../contract/mask.ts';
import { mailBody } from '../rules/how-a-mail-reads.ts';
import { closeTry, findDelivery, openDelivery, type DueDelivery } from '../storage/deliveries.ts';
import { accountsOf, institutionOf, mailerOf, messengerOf } from './ports.ts';
import { instansiOf } from './tell.ts';

/**
 * Sends one line of the delivery log, outside any transaction. A temporary failure is written down and thrown: the job
 * system tries again with growing pauses. A crash after the gateway said yes sends a second copy with the same id.
 */
export async function deliver(ctx: Context, { payload }: EventMessage): Promise<void> {
  const id = payload['delivery'];
  if (!isUuid(id)) return;
  const found = await inTenant(ctx, async (t) => {
    const delivery = await findDelivery(t.tx, t.instansi, id);
    if (delivery?.state !== 'waiting') return undefined;
    return { delivery, contact: await accountsOf(t).contactOf(t, delivery.account), institution: await institutionOf(t) };
  });
  if (!found) return;
  const { delivery, contact, institution } = found;
  const to = delivery.channel === 'email' ? contact?.email : contact?.phone;
  const send = to && contact ? senderOf(ctx, delivery, { to, name: contact.name, institution: institution.name }) : undefined;
  if (!send) return finish(ctx, id, { outcome: 'skipped', reason: to ? 'jalur ini tidak lagi terhubung' : 'tidak ada lagi alamat' });
  await finish(ctx, id, await send(), delivery.channel === 'email' ? maskEmail(to!) : maskPhone(to!));
}

function senderOf(ctx: Context, d: DueDelivery, p: { to: string; name: string; institution: string }): (() => Promise<SendOutcome>) | undefined {
  const base = ctx.house.settings.publicUrl;
  const link = d.link ? base + d.link : undefined;
  if (d.channel === 'email') {
    const mailer = mailerOf(ctx);
    if (!mailer) return undefined;
    const body = mailBody({ name: p.name, title: d.title, text: d.text, ...(link ? { link } : {}), linkText: 'Buka', institution: p.institution, settingsLink: `${base}/akun/pemberitahuan` });
    return () => mailer.send({ id: d.id, to: p.to, toName: p.name, ...body });
  }
  const messenger = messengerOf(ctx, d.channel);
  if (!messenger) return undefined;
  return () => messenger.send({ id: d.id, to: p.to, text: [`${d.title}. ${d.text}`, link, p.institution].filter(Boolean).join('\n') });
}

type End = SendOutcome | { outcome: 'skipped'; reason: string };

async function finish(ctx: Context, id: string, end: End, addressMasked?: string): Promise<void> {
  const error = end.outcome === 'sent' ? undefined : withoutPersonalData(end.reason);
  await inTenant(ctx, (t) =>
    closeTry(t.tx, t.instansi, id, {
      state: ({ sent: 'sent', later: 'waiting', refused: 'failed', skipped: 'skipped' } as const)[end.outcome],
      tried: end.outcome !== 'skipped', error, reference: end.outcome === 'sent' ? end.reference : undefined, addressMasked,
    }, t.house.clock.now()));
  // The job's own error is shown to administrators too.
  if (end.outcome === 'later') throw new Error(error);
}

/**
 * `identity.reset-requested`: the link is opened here and goes straight into the mail; it is kept nowhere. Cannot be
 * turned off, since somebody who lost the password asked for it.
 */
export async function mailReset(ctx: Context, message: EventMessage): Promise<void> {
  const instansi = instansiOf(message);
  const account = message.payload['account'];
  if (!instansi || !isUuid(account)) return;
  const within = { ...ctx, instansi };
  const reset = accountsOf(ctx).openResetMessage(message.payload);
  const mailer = mailerOf(ctx);
  const { line, institution } = await inTenant(within, async (t) => ({
    line: await openDelivery(t.tx, t.instansi, { id: uuidv7(), notification: null, account, kind: 'reset', source: message.id, channel: 'email', addressMasked: maskEmail(reset.email) }, t.house.clock.now()),
    institution: await institutionOf(t),
  }));
  if (line.state !== 'waiting') return;
  if (!mailer) return finish(within, line.id, { outcome: 'skipped', reason: 'surel belum diatur' });
  const body = mailBody({
    name: reset.name, title: 'Buat kata sandi baru', link: reset.link, linkText: 'Buat kata sandi baru', institution: institution.name,
    text: 'Ada permintaan untuk mengganti kata sandi akun Anda. Tautan di bawah hanya dapat dipakai sekali dan sebentar saja.\nBila bukan Anda yang meminta, abaikan surel ini; kata sandi Anda tidak berubah.',
  });
  await finish(within, line.id, await mailer.send({ id: line.id, to: reset.email, toName: reset.name, ...body }));
}
