import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { part } from '../../../platform/house.ts';
import { Refused, sentenceOf, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { Holder } from '../../organization/contract.ts';
import type { Dispatch, LetterFields } from '../contract.ts';
import { findByClientKey } from '../storage/letters.ts';
import * as storage from '../storage/others.ts';
import { codesOf, institutionOf, institutionsOf, organizationOf } from './ports.ts';
import { readerOf } from './reader.ts';
import { enter, mustBeHarmless, mustUploads } from './register.ts';
import type { Upload } from './secret.ts';
import { agoWords } from './views.ts';

// Chapters: sending · taking in at the other institution · the receipt

export interface Sending extends Omit<LetterFields, 'sender' | 'senderNumber' | 'summary'> {
  id?: string | undefined;
  number: string;
  host: string;
  file: string;
}

/** A finished letter leaves as a message that names it; who delivers it reads it here and enters it there. */
export async function sendLetter(ctx: Context, input: Sending): Promise<{ id: string }> {
  if (input.secrecy === 'sangat-rahasia') throw new Refused({ code: 'letters.secret-not-by-wire', fields: [{ path: 'secrecy', message: 'Antarkan dengan kurir.' }] });
  if (input.classification !== '' && !(await readTenant(ctx, (t) => codesOf(t).titleOn(t, input.classification)))) throw new Refused({ code: 'letters.no-such-code', fields: [{ path: 'classification', message: 'Pilih kode dari daftar.' }] });
  const [upload] = await mustUploads(ctx, [input.file], ctx.viewer?.accountId ?? null);
  if (upload!.type !== 'application/pdf') throw new Refused({ code: 'letters.pdf-needed', fields: [{ path: 'file', message: 'Pilih PDF.' }] });
  await mustBeHarmless(ctx, [upload!]);
  const unit = mustHat(ctx).unitId;
  const day = await readTenant(ctx, async (t) => (await readerOf(t)).day);
  if (input.letterDate > day) throw new Refused({ code: 'letters.date-ahead', fields: [{ path: 'letterDate', message: 'Tanggal ini belum terjadi.' }] });
  return dispatchFile(ctx, { ...input, secrecy: input.secrecy, upload: upload!.id, unit, account: ctx.viewer?.accountId ?? null });
}

export interface FileSending extends Omit<Sending, 'file' | 'secrecy'> {
  secrecy: 'biasa' | 'terbatas' | 'rahasia';
  upload: string;
  unit: string;
  account: string | null;
  /** Travels with it; bytes that lie in the store. */
  attached?: readonly { name: string; sha256: string }[];
}
/** The message that names it, once for each `id` of the sender. @throws Refused `letters.no-such-institution` */
export function dispatchFile(ctx: Context, input: FileSending): Promise<{ id: string }> {
  return inTenant(ctx, async (t) => {
    const target = await institutionsOf(t).ofHost(t.house, input.host.toLowerCase());
    if (!target || target.id === t.instansi) throw new Refused({ code: 'letters.no-such-institution', fields: [{ path: 'host', message: 'Pilih instansi dari daftar.' }] });
    const known = input.id ? await storage.findDispatch(t.tx, t.instansi, { clientKey: input.id }) : undefined;
    if (known) return { id: known.id };
    const id = uuidv7();
    await storage.insertDispatch(t.tx, t.instansi, {
      id, client_key: input.id ?? null, to_instansi: target.id, to_name: target.name, unit: input.unit, account: input.account, upload: input.upload, sent_at: t.house.clock.now(),
      body: { number: input.number, letterDate: input.letterDate, subject: input.subject, attachments: input.attachments, classification: input.classification, secrecy: input.secrecy, urgency: input.urgency, ...(input.attached?.length ? { attached: input.attached.map(({ name, sha256 }) => ({ name, sha256 })) } : {}) },
    });
    await audit(t, { action: 'letters.dispatched', object: 'dispatch', objectId: id, detail: { to: target.name, number: input.secrecy === 'rahasia' ? '' : input.number } });
    await emit(t, 'letters.dispatched', { dispatch: id, to: target.id });
    return { id };
  });
}

/** Enters it in the book of the secretariat there, or of who keeps one where there is none, addressed to the head of region, else to the secretary. Once, however often the message comes. */
export async function takeIn(ctx: Context, message: EventMessage): Promise<void> {
  const { dispatch: id, to } = message.payload as { dispatch: string; to: string };
  const sent = await readTenant(ctx, (t) => storage.findDispatch(t.tx, t.instansi, { id }));
  if (!sent || sent.state !== 'sent') return;
  const { name: sender } = await institutionOf(ctx);
  const target: Context = { ...ctx, instansi: to };
  const place = await readTenant(target, receivingPlace);
  if (!place) return answer(ctx, id, 'failed', 'Instansi tujuan belum menetapkan tata usaha dan pejabatnya. Hubungi instansi itu.');
  const file = await readTenant(ctx, (t) => storage.findUpload(t.tx, t.instansi, sent.upload));
  const bytes = file?.sha256 ? await ctx.house.files.find(ctx.instansi, file.sha256) : undefined;
  if (!file || !bytes) return answer(ctx, id, 'failed', 'Berkas surat sudah tidak tersimpan. Kirim lagi.');
  const known = await readTenant(target, (t) => findByClientKey(t.tx, t.instansi, id));
  const { body } = sent;
  const taken = known ? [] : await takeFiles(ctx, target, body, [{ name: file.name, bytes }]);
  if ('refused' in taken) return answer(ctx, id, 'failed', taken.refused);
  const { agenda } = await enter(target, {
    sender, senderNumber: body.number, letterDate: body.letterDate, subject: body.subject, summary: '', attachments: body.attachments, classification: body.classification, secrecy: body.secrecy, urgency: body.urgency, unit: place.unit, addressee: place.addressee, channel: 'institution',
    clientKey: id, fromInstansi: ctx.instansi, evenSo: '', uploads: taken,
  });
  await inTenant(target, (t) => emit(t, 'letters.received', { dispatch: id, from: ctx.instansi, agenda }));
}

/** All that the letter brings may weigh so much. */
const MOST_BYTES = 100 * 1024 * 1024;
/**
 * Copies of the letter and of what is attached in the store there, looked at as if somebody had uploaded them: their hash, what the
 * bytes say they are, how much they weigh, no password and no script. One that cannot be taken holds up the letter, and is named.
 */
async function takeFiles(ctx: Context, target: Context, { attached = [], secrecy }: storage.DispatchBody, first: { name: string; bytes: Buffer }[]): Promise<Upload[] | { refused: string }> {
  const found = await Promise.all(attached.map(async ({ name, sha256 }) => ({ name, bytes: await ctx.house.files.find(ctx.instansi, sha256) })));
  const gone = found.find((one) => one.bytes === undefined);
  if (gone) return { refused: `Lampiran "${gone.name}" sudah tidak tersimpan. Kirim lagi.` };
  const all = [...first, ...found.map(({ name, bytes }) => ({ name, bytes: bytes! }))];
  if (all.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_BYTES) return { refused: 'Surat dan lampirannya lebih dari 100 MB. Antarkan dengan cara lain.' };
  const taken: Upload[] = [];
  for (const { name, bytes } of all) {
    try {
      const stored = await storeUpload(target, name, bytes, null, { sealed: secrecy === 'rahasia' });
      const upload = { id: stored.id, name: stored.name, type: stored.type, size: stored.bytes, sha256: await target.house.files.put(target.instansi, bytes) };
      await mustBeHarmless(target, [upload]);
      taken.push(upload);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { refused: `Berkas "${name}" tidak dapat diterima: ${sentenceOf(error.refusal, part<RefusalTable>(ctx.house, 'refusals'))}` };
    }
  }
  return taken;
}

async function receivingPlace(t: TenantContext): Promise<{ unit: string; addressee: Holder } | undefined> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = await organization.unitsInForce(t);
  const clerks = await organization.holdersWithDuty(t, units.map((unit) => unit.id), 'letter-clerk', day);
  const secretariat = units.find((unit) => unit.kind === 'setda') ?? units.find((unit) => unit.id === clerks[0]?.unitId);
  if (!secretariat) return undefined;
  for (const unit of [...units.filter((one) => one.kind === 'head-of-region'), secretariat]) {
    const head = (await organization.holdersOf(t, unit.id, day)).find((holder) => holder.isHead);
    if (head) return { unit: secretariat.id, addressee: head };
  }
  return undefined;
}

const answer = (ctx: Context, id: string, state: 'received' | 'failed', receipt: string): Promise<void> =>
  inTenant(ctx, async (t) => {
    if ((await storage.saveReceipt(t.tx, t.instansi, id, state, receipt)) > 0) await audit(t, { action: `letters.dispatch-${state}`, object: 'dispatch', objectId: id, detail: { receipt } });
  });

/** What the receiver gave as its agenda number comes home. */
export async function takeReceipt(ctx: Context, message: EventMessage): Promise<void> {
  const { dispatch, from, agenda } = message.payload as { dispatch: string; from: string; agenda: string };
  const { zone, name } = await institutionOf(ctx);
  await answer({ ...ctx, instansi: from }, dispatch, 'received', `${name}, agenda ${agenda}, ${dayIn(ctx.house.clock.now(), zone)}`);
}

const STATES = { sent: 'Dalam perjalanan', received: 'Diterima', failed: 'Tidak sampai' } as const;
export const listDispatches = (ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const before = cursor && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor) ? cursor : undefined;
    const rows = await storage.listDispatches(t.tx, t.instansi, mustHat(t).unitId, before, limit + 1);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const items = rows.slice(0, limit).map((row): Dispatch => ({
      id: row.id, to: row.to_name, number: row.body.number, letterDate: row.body.letterDate, subject: row.body.subject, sentAt: row.sent_at.toISOString(), sentText: agoWords(row.sent_at, now, zone), state: row.state, stateText: STATES[row.state], receipt: row.receipt,
    }));
    return { items, ...(rows.length > limit ? { nextCursor: items.at(-1)!.id } : {}) };
  });
export const listInstitutions = (ctx: Context) => readTenant(ctx, async (t) => ({ items: await storage.listHosts(t.tx, t.instansi) }));
