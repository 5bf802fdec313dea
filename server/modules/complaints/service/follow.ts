import { emit } from '../../../platform/events/events.ts';
import { randomToken, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';
import { stateWords } from '../rules/words-for-people.ts';
import type { State } from '../contract.ts';
import * as storage from '../storage/public.ts';
import { institutionOf, mailerOf } from './ports.ts';
import { addVoice, mustShown } from './public.ts';

// Chapters: asking to follow · confirming and leaving · the mails

const SEAL = 'complaints/follower';
const PER_NETWORK = { tries: 20, minutes: 60 };
const hashOf = (ctx: Context, token: string) => ctx.house.secrets.hash('complaints/follow-token', token);
/** The link to leave needs no look-up of what was sent before. */
const leavingToken = (ctx: Context, follower: string): string => `${follower}.${ctx.house.secrets.hash('complaints/unfollow', follower).toString('base64url').slice(0, 32)}`;

/** Nobody is mailed twice for what somebody else typed: the address is asked first. */
export async function follow(ctx: Context, { number, email }: { number: string; email: string }): Promise<{ sent: boolean }> {
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', `complaints/follow/${networkOfIp(ctx.ip)}`), PER_NETWORK);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  const token = randomToken(24);
  await inTenant(ctx, async (t) => {
    const report = await mustShown(t, number);
    const address = email.trim().toLowerCase();
    const { id } = await storage.upsertFollower(t.tx, t.instansi, { id: uuidv7(), report: report.id, emailHash: t.house.secrets.hash('complaints/follower', address), sealed: t.house.secrets.seal(SEAL, address), tokenHash: hashOf(t, token), at: t.house.clock.now() });
    await emit(t, 'complaints.followed', { follower: id, token: t.house.secrets.seal(SEAL, token).toString('base64') });
  });
  return { sent: mailerOf(ctx) !== undefined };
}

/** One more voice for a report. Whoever leaves an address is asked by mail whether to be told what becomes of it. */
export async function join(ctx: Context, asked: { number: string; email: string }): Promise<{ joined: number; already: boolean; sent: boolean }> {
  const voice = await addVoice(ctx, asked);
  return { ...voice, sent: asked.email !== '' && (await follow(ctx, asked)).sent };
}

export const confirmFollow = (ctx: Context, { token }: { token: string }) =>
  inTenant(ctx, async (t) => {
    const follower = await storage.findFollowerByToken(t.tx, t.instansi, hashOf(t, token));
    if (!follower) throw new Refused({ code: 'complaints.follow-unknown' });
    await storage.confirmFollower(t.tx, t.instansi, follower.id, t.house.clock.now());
    return { number: follower.number };
  });

export const unfollow = (ctx: Context, { token }: { token: string }) =>
  inTenant(ctx, async (t) => {
    const [id = ''] = token.split('.');
    const follower = /^[0-9a-f-]{36}$/.test(id) && leavingToken(t, id) === token ? await storage.findFollower(t.tx, t.instansi, id) : undefined;
    if (!follower) throw new Refused({ code: 'complaints.follow-unknown' });
    await storage.deleteFollower(t.tx, t.instansi, follower.id);
    return { number: follower.number };
  });

export async function mailConfirmation(ctx: Context, message: EventMessage): Promise<void> {
  const { follower: id, token } = message.payload as { follower: string; token: string };
  const follower = await inTenant(ctx, (t) => storage.findFollower(t.tx, t.instansi, id));
  if (!follower || follower.confirmed_at) return;
  const link = `${ctx.house.settings.publicUrl}/pengaduan/pantau?kunci=${encodeURIComponent(ctx.house.secrets.open(SEAL, Buffer.from(token, 'base64')))}`;
  await send(ctx, message.id, follower, `Konfirmasi pantauan laporan ${follower.number}`, [`Anda meminta kabar tentang laporan ${follower.number}.`, `Buka tautan ini untuk mengonfirmasi: ${link}`, 'Bila bukan Anda, abaikan surel ini; kami tidak akan menyurati lagi.']);
}

const TOLD: readonly string[] = ['verify', 'dispose', 'publish-answer', 'schedule', 'unschedule', 'forward', 'hop-answered', 'reopen', 'merge', 'time-out'];

export const concernsFollowers = (p: EventMessage['payload']): boolean => !p.secret && TOLD.includes(String(p.kind));

/** What everybody may see of a followed report, to each confirmed address. */
export async function mailFollowers(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { report: string; number: string; kind: string; state: State; secret: boolean };
  if (!mailerOf(ctx)) return;
  const followers = await inTenant(ctx, (t) => storage.listFollowers(t.tx, t.instansi, p.report));
  for (const follower of followers) {
    await send(ctx, `${message.id}/${follower.id}`, follower, `Laporan ${p.number}: ${stateWords(p.state, 'public').toLowerCase()}`, [
      `Ada kabar tentang laporan ${p.number} yang Anda pantau.`, `${ctx.house.settings.publicUrl}/pengaduan/${encodeURIComponent(p.number)}`, `Berhenti memantau: ${ctx.house.settings.publicUrl}/pengaduan/pantau/berhenti?kunci=${encodeURIComponent(leavingToken(ctx, follower.id))}`,
    ]);
  }
}

async function send(ctx: Context | TenantContext, id: string, follower: storage.FollowerRow, subject: string, lines: readonly string[]): Promise<void> {
  const mailer = mailerOf(ctx);
  if (!mailer) return;
  const { name } = await institutionOf(ctx);
  const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/https?:\/\/\S+/g, '<a href="$&">$&</a>');
  const all = [...lines, name];
  const outcome = await mailer.send({ id, to: ctx.house.secrets.open(SEAL, follower.email_sealed), toName: '', subject, text: all.join('\n\n'), html: all.map((line) => `<p>${escape(line)}</p>`).join('') });
  // Thrown so that the job comes again; what will never go through is left.
  if (outcome.outcome === 'later') throw new Error('mail server is busy');
}
