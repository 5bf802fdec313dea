import { examinePdf } from '../../../engines/intake/examine-pdf.ts';
import { formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import { numberWord, wordsOf } from '../../../platform/kernel/search-words.ts';
import { CLASSIFICATION } from '../catalogue-files.ts';
import type { Channel, EventFields, LetterFields } from '../contract.ts';
import type { By, HeldBy } from '../rules/letter-state.ts';
import { sameLetter } from '../rules/the-same-letter.ts';
import { leaseOf, numbersBetween, takeAgenda } from '../storage/books.ts';
import { saveEvent } from '../storage/agenda.ts';
import { search } from '../storage/search.ts';
import * as storage from '../storage/letters.ts';
import { eventOf } from './event-words.ts';
import { dueOf } from './clocks.ts';
import { codesOf, institutionOf, organizationOf } from './ports.ts';
import { postsServed } from './posts.ts';
import { byOf, readerOf } from './reader.ts';
import { fileRows, forgetPlain, sealWords, type Upload } from './secret.ts';
import { marksFor, perform } from './store.ts';

// Chapters: what a clerk enters · the one way in · duplicates · files

export interface Entered extends LetterFields {
  id?: string | undefined;
  post: string;
  receivedAt?: string | undefined;
  channel: 'counter' | 'email' | 'srikandi';
  files: string[];
  evenSo: string;
  number?: number | undefined;
  event?: EventFields | undefined;
}

export async function registerLetter(ctx: Context, input: Entered) {
  const uploads = await mustUploads(ctx, input.files, ctx.viewer?.accountId ?? null);
  if (uploads.length === 0) throw new Refused({ code: 'letters.no-file', fields: [{ path: 'files', message: 'Unggah pindaian suratnya.' }] });
  await mustBeHarmless(ctx, uploads);
  const addressee = await readTenant(ctx, async (t) => {
    const { day } = await readerOf(t);
    const unit = mustHat(t).unitId;
    if (!(await postsServed(t, unit, day)).some((holder) => holder.postId === input.post)) throw new Refused({ code: 'letters.not-your-addressee', fields: [{ path: 'post', message: 'Pilih jabatan dari daftar.' }] });
    return (await organizationOf(t).whoHeld(t, input.post, day))[0]!;
  });
  return enter(ctx, { ...input, unit: mustHat(ctx).unitId, addressee, uploads, channel: input.channel, clientKey: input.id ?? null, fromInstansi: null, ...(input.receivedAt ? { received: new Date(input.receivedAt) } : {}) });
}

export interface Arriving extends LetterFields {
  unit: string;
  addressee: Holder;
  uploads: readonly Upload[];
  channel: Channel;
  clientKey: string | null;
  fromInstansi: string | null;
  /** Signed in this institution, in module outgoing. */
  fromLetter?: string;
  received?: Date;
  evenSo: string;
  /** Given on paper out of a block that the unit lent out; else the next one. */
  number?: number | undefined;
  /** An invitation: when and where. */
  event?: EventFields | undefined;
}
export const heldBy = (holder: Holder): HeldBy => ({ person: holder.personId, name: holder.name, capacity: holder.capacity });

/** One letter into the book of a unit: its number, its files, its place in search and inbox, in one transaction. */
export async function enter(ctx: Context, letter: Arriving): Promise<{ id: string; agenda: string; repeated: boolean }> {
  if (letter.classification !== '' && !(await readTenant(ctx, (t) => codesOf(t).titleOn(t, letter.classification)))) throw new Refused({ code: 'letters.no-such-code', fields: [{ path: 'classification', message: 'Pilih kode dari daftar.' }] });
  const { zone, name: institution } = await institutionOf(ctx);
  const now = ctx.house.clock.now();
  const received = letter.received ?? now;
  const today = dayIn(now, zone);
  if (letter.letterDate > today) throw new Refused({ code: 'letters.date-ahead', fields: [{ path: 'letterDate', message: 'Tanggal ini belum terjadi.' }] });
  if (received > now) throw new Refused({ code: 'letters.received-ahead', fields: [{ path: 'receivedAt', message: 'Waktu ini belum terjadi.' }] });
  const event = letter.event && eventOf(letter.event, letter.secrecy);
  const year = Number(dayIn(received, zone).slice(0, 4));
  if (year !== Number(today.slice(0, 4))) throw new Refused({ code: 'letters.year-closed', data: { year } });
  const known = letter.clientKey ? await readTenant(ctx, (t) => storage.findByClientKey(t.tx, t.instansi, letter.clientKey!)) : undefined;
  if (known) return again(ctx, known);
  const id = uuidv7();
  const isSecret = letter.secrecy === 'sangat-rahasia';
  const files = await fileRows(ctx, id, letter.uploads, letter.secrecy);
  return inTenant(ctx, async (t) => {
    const by: By = t.viewer?.hat ? byOf(t, await readerOf(t)) : { kind: 'system', name: institution };
    const before = await knowOrAsk(t, letter);
    const agenda = letter.number === undefined ? await takeAgenda(t.tx, t.instansi, { unit: letter.unit, year }) : await takeLent(t, letter.unit, year, letter.number);
    const due = await dueOf(t, letter.unit, letter.urgency, received);
    const words = { sender: letter.sender, sender_number: letter.senderNumber, subject: letter.subject, summary: letter.summary };
    const row: storage.NewLetter = {
      id, unit: letter.unit, year, agenda, client_key: letter.clientKey, ...(isSecret ? { sender: '', sender_number: '', subject: '', summary: '' } : words), letter_date: letter.letterDate, attachments: letter.attachments, classification: letter.classification,
      secrecy: letter.secrecy, urgency: letter.urgency, channel: letter.channel, from_instansi: letter.fromInstansi, from_letter: letter.fromLetter ?? null, sealed: isSecret ? sealWords(t, id, words) : null, duplicate_of: before ?? null, account: by.account ?? null, recorded_by: by.name ?? '', received_at: received, registered_at: now,
    };
    await storage.insertLetter(t.tx, t.instansi, row);
    await storage.insertFiles(t.tx, t.instansi, id, 1, files);
    const folded = await perform(t, row, undefined, {
      kind: 'register', at: received.toISOString(), by, branch: uuidv7(), post: letter.addressee.postId, unit: letter.addressee.unitId, heldBy: heldBy(letter.addressee), secrecy: letter.secrecy, urgency: letter.urgency, due, ...(event ? { event } : {}),
    }, letter.evenSo);
    if (letter.event) await saveEvent(t.tx, t.instansi, id, letter.event);
    // Two clerks with one letter at the same moment: the second waits here, and is asked like anybody.
    const raced = before ? undefined : await storage.knowLetter(t.tx, t.instansi, digestOf(t, letter), id);
    if (raced && letter.evenSo === '' && !byItself(letter)) throw new Refused({ code: 'letters.looks-registered', data: await namesOfKnown(t, raced) });
    // What was signed here stays with its register; only what was brought loses its plain bytes.
    if (isSecret && letter.channel !== 'internal') await forgetPlain(t, letter.uploads);
    if (!isSecret) await search.put(t.tx, t.instansi, { item: id, ...searchWords(row, ''), marks: await marksFor(t, row, folded) });
    await emit(t, 'letters.registered', { letter: id });
    return { id, agenda: `${agenda}/${year}`, repeated: false };
  }).catch(async (error: unknown) => {
    // Twice at the same moment: the second finds the first.
    const first = letter.clientKey ? await readTenant(ctx, (t) => storage.findByClientKey(t.tx, t.instansi, letter.clientKey!)) : undefined;
    if (first) return again(ctx, first);
    throw error;
  });
}

function again(ctx: Context, known: { id: string; year: number; agenda: number; account: string | null }) {
  if (ctx.viewer && known.account !== ctx.viewer.accountId) throw new Refused({ code: 'letters.unknown' });
  return { id: known.id, agenda: `${known.agenda}/${known.year}`, repeated: true };
}

/** A number that somebody without a network gave out of an open block. */
async function takeLent(t: TenantContext, unit: string, year: number, number: number): Promise<number> {
  const fields = [{ path: 'number', message: 'Periksa nomornya, atau kosongkan.' }];
  if (!(await leaseOf(t.tx, t.instansi, { unit, year }, number))) throw new Refused({ code: 'letters.not-in-lease', fields });
  if ((await numbersBetween(t.tx, t.instansi, { unit, year }, number, number)).length > 0) throw new Refused({ code: 'letters.number-taken', fields });
  return number;
}

/** What search reads of a letter; the texts of its files follow when they are read. No word of rahasia is told to anybody as a correction, nor what a scan was read as. */
export function searchWords(letter: storage.LetterRecord, texts: string): { words: string; quiet: string } {
  const agenda = `${letter.agenda}/${letter.year}`;
  const words = wordsOf([letter.subject, letter.sender, letter.sender_number, numberWord(letter.sender_number), letter.summary, letter.classification, CLASSIFICATION.get(letter.classification)?.title ?? '', agenda, numberWord(agenda)].join(' '));
  const read = wordsOf(texts).slice(0, 200_000);
  return letter.secrecy === 'rahasia' ? { words: '', quiet: `${words} ${read}` } : { words, quiet: read };
}

const digestOf = (ctx: Context, letter: Pick<LetterFields, 'sender' | 'senderNumber' | 'letterDate'>): Buffer => ctx.house.secrets.hash('letters.known', sameLetter(letter));

const byItself = (letter: Arriving): boolean => letter.channel === 'institution' || letter.fromLetter !== undefined;

/** Asks, and does not block silently: with a reason it is entered all the same, and both know of each other. @returns the letter known before */
async function knowOrAsk(t: TenantContext, letter: Arriving): Promise<string | undefined> {
  const digest = digestOf(t, letter);
  const before = await storage.findKnown(t.tx, t.instansi, digest);
  // Who sends again what was entered by hand is not asked.
  if (!before || letter.evenSo !== '' || byItself(letter)) return before;
  throw new Refused({ code: 'letters.looks-registered', data: await namesOfKnown(t, before), fields: [{ path: 'evenSo', message: 'Tulis alasannya bila memang surat lain.' }] });
}
async function namesOfKnown(t: TenantContext, id: string) {
  const known = (await storage.findNumber(t.tx, t.instansi, id))!;
  const units = await organizationOf(t).unitFacts(t, [known.unit]);
  return { agenda: `${known.agenda}/${known.year}`, unit: units.get(known.unit)?.name ?? '', at: known.registered_at };
}
export const findSame = (ctx: Context, input: Pick<LetterFields, 'sender' | 'senderNumber' | 'letterDate'>) =>
  readTenant(ctx, async (t) => {
    const known = await storage.findKnown(t.tx, t.instansi, digestOf(t, input));
    if (!known) return {};
    const { zone } = await institutionOf(t);
    const { agenda, unit, at } = await namesOfKnown(t, known);
    return { same: { agenda, unit, registeredText: formatMoment(at, zone) } };
  });

/** Complete uploads of this account, in the order asked. @throws Refused `letters.no-such-file` */
export async function mustUploads(ctx: Context, ids: readonly string[], account: string | null): Promise<Upload[]> {
  if (ids.length === 0) return [];
  const found = new Map((await readTenant(ctx, (t) => storage.findUploads(t.tx, t.instansi, ids, account))).map((upload) => [upload.id, upload]));
  return ids.map((id) => {
    const upload = found.get(id);
    if (!upload) throw new Refused({ code: 'letters.no-such-file', fields: [{ path: 'files', message: 'Unggah lagi berkas ini.' }] });
    return upload;
  });
}
/** @throws Refused `letters.pdf-password`, `letters.pdf-script`, `letters.pdf-broken` */
export async function mustBeHarmless(ctx: Context, uploads: readonly Upload[]): Promise<void> {
  for (const upload of uploads) {
    if (upload.type !== 'application/pdf') continue;
    const fault = examinePdf(await ctx.house.files.read(ctx.instansi, upload.sha256));
    if (!fault) continue;
    await inTenant(ctx, (t) => audit(t, { action: 'letters.file-refused', object: 'upload', objectId: upload.id, detail: { fault } }));
    throw new Refused({ code: `letters.pdf-${fault}`, fields: [{ path: 'files', message: `${upload.name}: tidak dapat diterima.` }] });
  }
}
