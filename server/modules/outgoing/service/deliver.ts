import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context } from '../../../platform/request/context.ts';
import type { Addressee, DeliveryChannel, DeliveryState } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { findLetters } from '../storage/letters.ts';
import * as storage from '../storage/lists.ts';
import { currentVersion } from './act.ts';
import { namesOf, type Version } from './compose.ts';
import { institutionOf, lettersOf, mailerOf, typesOf } from './ports.ts';
import { loadForReader, rolesOf } from './reader.ts';
import { isSealed } from './secret.ts';
import { perform } from './store.ts';

// Chapters: once it is signed · each addressee · by hand

/** How it goes: rahasia never by e-mail, sangat rahasia never over the wire to another institution. */
export function channelOf(one: Addressee, secrecy: Version['secrecy']): DeliveryChannel {
  if (one.kind === 'post') return 'internal';
  if (one.kind === 'institution') return secrecy === 'sangat-rahasia' ? 'print' : 'institution';
  return one.email !== '' && !isSealed(secrecy) ? 'email' : 'print';
}

/** `outgoing.signed`: a delivery for each addressee and copy, once. */
export async function send(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.letter);
  await inTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (letter?.folded.state !== 'ditandatangani') return;
    const version = await currentVersion(t, id, letter.folded.version);
    const rows = [...version.addressees.map((one, nth) => ({ one, nth, is_copy: false })), ...version.copies.map((one, nth) => ({ one, nth, is_copy: true }))].map(({ one, nth, is_copy }) => ({ id: uuidv7(), nth, is_copy, channel: channelOf(one, version.secrecy) }));
    if (rows.length === 0) return;
    const at = t.house.clock.now();
    await storage.insertDeliveries(t.tx, t.instansi, id, at, rows);
    await perform(t, { id, urgency: version.urgency }, letter.folded, { kind: 'send', at: at.toISOString(), by: { kind: 'system' }, deliveries: rows.length });
    for (const row of rows) if (row.channel !== 'print') await emit(t, 'outgoing.deliver', { delivery: row.id });
  });
}

/** `outgoing.deliver`: at least once, and each arrival has the id of its delivery. */
export async function deliver(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.delivery);
  const found = await readTenant(ctx, async (t) => {
    const row = await storage.findDelivery(t.tx, t.instansi, id);
    const [letter] = row ? await findLetters(t.tx, t.instansi, [row.letter]) : [];
    if (!row || row.state !== 'waiting' || !letter?.folded.document?.sha256 || letter.folded.state === 'batal') return undefined;
    const version = await currentVersion(t, letter.id, letter.folded.version);
    const one = (row.is_copy ? version.copies : version.addressees)[row.nth]!;
    const [names, type] = await Promise.all([namesOf(t, version, letter.folded.document.day), typesOf(t).typeInForce(t, version.type, letter.folded.document.day)]);
    return { row, letter, version, one, signer: names.posts.get(letter.folded.signer!)?.title ?? '', title: type?.title ?? 'Surat' };
  });
  if (!found) return;
  const { row, letter, version, one, signer, title } = found;
  const document = letter.folded.document!;
  const bytes = await ctx.house.files.read(ctx.instansi, document.sha256!);
  const main = { name: `${document.number.replace(/[^\p{L}\p{N} ._-]+/gu, '-')}.pdf`, type: 'application/pdf', size: bytes.length, sha256: document.sha256! };
  const onItsWay = { key: id, number: document.number, letterDate: document.day, subject: version.subject, attachments: version.attachments, classification: version.classification, secrecy: version.secrecy, urgency: version.urgency, files: [main, ...version.attached.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 }))] };
  const save = (state: DeliveryState, receipt: string) => finish(ctx, row, state, receipt);
  try {
    if (one.kind === 'post') {
      const { agenda } = await lettersOf(ctx).deliver(ctx, { ...onItsWay, sender: signer, post: one.post, fromLetter: letter.id });
      return await save('received', `agenda ${agenda}`);
    }
    if (row.channel === 'institution' && one.kind === 'institution') {
      await lettersOf(ctx).dispatch(ctx, { ...onItsWay, host: one.host, unit: letter.folded.unit });
      return await save('sent', '');
    }
    if (row.channel === 'email' && one.kind === 'outside') return await mail(ctx, { id, to: one, title, number: document.number, signer, bytes, name: main.name, save, version });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await save('failed', 'Belum dapat disampaikan. Cetak dan antarkan.');
  }
}

async function mail(ctx: Context, m: { id: string; to: Extract<Addressee, { kind: 'outside' }>; title: string; number: string; signer: string; bytes: Buffer; name: string; version: Version; save(state: DeliveryState, receipt: string): Promise<void> }): Promise<void> {
  const mailer = mailerOf(ctx);
  if (!mailer) return m.save('failed', 'Surel belum diatur di instansi ini. Cetak dan antarkan.');
  const { name: institution } = await institutionOf(ctx);
  const text = `${m.title} nomor ${m.number} dari ${m.signer}, ${institution}, hal ${m.version.subject}, terlampir. Keasliannya dapat diperiksa dengan kode QR di dalamnya.`;
  const attachments = [{ name: m.name, type: 'application/pdf', bytes: m.bytes }];
  for (const file of m.version.attached) attachments.push({ name: file.name, type: file.type, bytes: await ctx.house.files.read(ctx.instansi, file.sha256) });
  const outcome = await mailer.send({ id: m.id, to: m.to.email, toName: m.to.name, subject: `${m.title} nomor ${m.number}`, text, html: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`, attachments });
  if (outcome.outcome === 'later') throw new Error('the mail server asks to come again later');
  await (outcome.outcome === 'sent' ? m.save('sent', 'Terkirim lewat surel') : m.save('failed', 'Alamat surel ini menolak. Cetak dan antarkan.'));
}

const finish = (ctx: Context, row: storage.DeliveryRow, state: DeliveryState, receipt: string): Promise<void> =>
  inTenant(ctx, async (t) => {
    if ((await storage.saveDelivery(t.tx, t.instansi, { id: row.id, state, receipt, at: t.house.clock.now() })) > 0) await audit(t, { action: `outgoing.delivery-${state}`, object: 'outgoing-letter', objectId: row.letter, detail: { delivery: row.id, channel: row.channel } });
  });

/** What was printed and brought: tata usaha writes down who took it (buku ekspedisi). */
export const markDelivered = (ctx: Context, input: { id: string; delivery: string; receipt: string }) =>
  inTenant(ctx, async (t) => {
    const { letter, reader } = await loadForReader(t, input.id);
    orRefuse(mayAct(letter.folded, rolesOf(reader, letter.folded), 'mark-delivered'));
    const row = await storage.findDelivery(t.tx, t.instansi, input.delivery);
    if (!row || row.letter !== input.id) throw new Refused({ code: 'outgoing.unknown' });
    if (row.state === 'received' || (row.channel !== 'print' && row.state !== 'failed')) throw new Refused({ code: 'outgoing.not-now' });
    await storage.saveDelivery(t.tx, t.instansi, { id: row.id, state: 'received', receipt: input.receipt, at: t.house.clock.now() });
    await audit(t, { action: 'outgoing.delivery-received', object: 'outgoing-letter', objectId: input.id, detail: { delivery: row.id, channel: row.channel } });
    return { done: true as const };
  });
