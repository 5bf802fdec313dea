import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../platform/request/context.ts';
import { takeTry } from '../../../platform/request/rate-limit.ts';
import type { SendOutcome } from '../contract.ts';
import { maskEmail, withoutPersonalData } from '../contract/mask.ts';
import { mailBody } from '../rules/how-a-mail-reads.ts';
import { closeTry, openDelivery } from '../storage/deliveries.ts';
import { accountsOf, institutionOf, mailerOf } from './ports.ts';

const RATE = { tries: 5, minutes: 10 };

/** Sends a mail to whoever asks for it, now, and says what the mail server said. It is not tried again. */
export async function sendTestMail(ctx: Context): Promise<{ outcome: SendOutcome['outcome'] | 'not-set' | 'no-address'; sentence: string }> {
  const { accountId, name } = mustViewer(ctx);
  const mailer = mailerOf(ctx);
  if (!mailer) return { outcome: 'not-set', sentence: 'Instansi ini belum mengirim surel. Pengelola server mengisi SMTP_URL dan MAIL_FROM, lalu memulai ulang Pendopo.' };
  const now = ctx.house.clock.now();
  const id = uuidv7();
  const { email, institution } = await inTenant(ctx, async (t) => ({ email: (await accountsOf(t).contactOf(t, accountId))?.email, institution: await institutionOf(t) }));
  if (!email) return { outcome: 'no-address', sentence: 'Akun Anda belum mempunyai alamat surel. Tambahkan di halaman akun, lalu kirim lagi.' };
  const minutes = await takeTry(ctx.house.db, now, ctx.house.secrets.hash('rate', `test-mail:${accountId}`), RATE);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  await inTenant(ctx, (t) => openDelivery(t.tx, t.instansi, { id, notification: null, account: accountId, kind: 'test', source: id, channel: 'email', addressMasked: maskEmail(email) }, now));
  const body = mailBody({
    name, title: 'Surel uji', link: `${ctx.house.settings.publicUrl}/kelola/pekerjaan?lihat=pengiriman`, linkText: 'Buka catatan pengiriman', institution: institution.name,
    text: 'Surel ini dikirim untuk menguji pengaturan. Bila Anda membacanya, pengiriman surel berjalan.',
  });
  const end = await mailer.send({ id, to: email, toName: name, ...body });
  const reason = end.outcome === 'sent' ? undefined : withoutPersonalData(end.reason);
  await inTenant(ctx, (t) => closeTry(t.tx, t.instansi, id, { state: end.outcome === 'sent' ? 'sent' : 'failed', tried: true, error: reason, reference: end.outcome === 'sent' ? end.reference : undefined }, ctx.house.clock.now()));
  return { outcome: end.outcome, sentence: sentenceOf(end.outcome, maskEmail(email), reason ?? '') };
}

const sentenceOf = (outcome: SendOutcome['outcome'], address: string, reason: string): string =>
  ({
    sent: `Peladen surel menerimanya untuk ${address}. Periksa kotak surat Anda, juga folder spam.`,
    later: `Peladen surel belum dapat dipakai: ${reason}. Periksa SMTP_URL dan MAIL_FROM, lalu kirim lagi.`,
    refused: `Peladen surel menolak ${address}: ${reason}. Periksa alamat surel pada akun Anda, lalu kirim lagi.`,
  })[outcome];
