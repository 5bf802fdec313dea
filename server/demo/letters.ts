import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { addDays } from '../platform/kernel/calendar-day.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { part } from '../platform/house.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { secrecyNames, urgencyNames, type AskedOfSearch, type LetterAction } from '../modules/letters/contract.ts';
import { act } from '../modules/letters/service/act.ts';
import { getLetter } from '../modules/letters/service/letter-view.ts';
import { giveMandate } from '../modules/letters/service/mandates.ts';
import { leaseNumbers, openBook } from '../modules/letters/service/paper-books.ts';
import { registerLetter } from '../modules/letters/service/register.ts';
import { keepSearch } from '../modules/letters/service/search.ts';
import { search } from '../modules/letters/storage/search.ts';
import { writePdf } from './drawing.ts';
import type { Seeding } from './seeding.ts';

const decided = { to: z.string(), instructions: z.array(z.string()), words: z.string().default('') };
const letters = z.strictObject({
  /** The last number of the paper book. */
  opens: z.number().int(),
  letters: z.array(z.strictObject({
    /** Working days before the anchor's day. */
    day: z.number().int().min(0),
    clock: z.string().regex(/^\d{2}:\d{2}$/),
    sender: z.string(),
    number: z.string(),
    /** Days before it was received. */
    dated: z.number().int().max(0),
    subject: z.string(),
    code: z.string(),
    attachments: z.string().default(''),
    secrecy: z.enum(secrecyNames).default('biasa'),
    urgency: z.enum(urgencyNames).default('biasa'),
    text: z.array(z.string()).min(1),
    /** An invitation on the n-th working day after the anchor's day. */
    event: z.strictObject({ day: z.number().int(), from: z.string(), to: z.string().optional(), place: z.string(), dress: z.string().default('') }).optional(),
    /** Disposed some minutes later, or on another working day at nine; with a report two days on it is done. */
    given: z.strictObject({ ...decided, support: z.array(z.string()).default([]), after: z.number().optional(), day: z.number().int().optional(), report: z.string().optional() }).optional(),
    /** Waits for the regent's tap. */
    prepared: z.strictObject(decided).optional(),
  })).min(1),
});

const KEPT: readonly (readonly [string, string, AskedOfSearch])[] = [
  ['tu.setda', 'Undangan', { query: 'undangan' }], ['tu.setda', 'Dari provinsi, belum selesai', { query: '', kind: 'in', sender: 'jawa timur', state: 'diterima' }],
  ['bupati', 'Surat gubernur', { query: '', sender: 'gubernur' }], ['bupati', 'Jembatan dan jalan rusak', { query: 'kerusakan jembatan', state: 'didisposisi' }],
];

/** The regent's morning and the weeks before, by the module's own verbs: registered, prepared, disposed, reported. */
export async function seedLetters(seeding: Seeding): Promise<void> {
  const { anchor, house, instansi } = seeding;
  const file = letters.parse(parse(readFileSync(new URL('../../catalog/demo/letters.yaml', import.meta.url), 'utf8')));
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  await giveMandate(as('bupati', anchor.at(anchor.workingDay(-30), '08:00')), { assistant: people('ajudan').hat!.postId, fromDay: anchor.workingDay(-30), toDay: null, upTo: 'terbatas', orderLetter: '800.1.11.1/511/405.01/2026' });

  // The secretariat's year began on paper; a service point without a network numbers its own.
  const begins = as('tu.setda', anchor.at(anchor.workingDay(-25), '08:10'));
  const page = await storeUpload(begins, 'halaman-terakhir.pdf', writePdf('Buku agenda surat masuk', ['Halaman terakhir buku kertas', `Nomor terakhir: ${file.opens}`]), begins.viewer.accountId);
  await openBook(begins, { number: file.opens, day: anchor.workingDay(-25), scan: page.id, note: 'Buku agenda kertas jilid 3' });

  let kept = false;
  for (const letter of file.letters) {
    // Searches kept before the latest day: what came since is counted as new.
    if (letter.day === 0 && !kept) {
      kept = true;
      for (const [who, name, asked] of KEPT) await keepSearch(as(who, anchor.now), { name, asked });
    }
    const day = anchor.workingDay(-letter.day);
    // A house that was started before the morning's post has the last ones in the minutes before now.
    const at = earlier(anchor.at(day, letter.clock), new Date(anchor.now.getTime() - 60_000 * (20 - file.letters.indexOf(letter))));
    const clerk = as('tu.setda', at);
    const pdf = writePdf(letter.sender, [`Nomor: ${letter.number}`, `Hal: ${letter.subject}`, '', 'Yth. Bupati Ponorogo', '', ...letter.text]);
    const upload = await storeUpload(clerk, 'surat.pdf', pdf, clerk.viewer.accountId);
    const { id } = await registerLetter(clerk, {
      sender: letter.sender, senderNumber: letter.number, letterDate: addDays(day, letter.dated), subject: letter.subject, summary: '', attachments: letter.attachments, classification: letter.code, secrecy: letter.secrecy, urgency: letter.urgency,
      post: people('bupati').hat!.postId, channel: 'counter', files: [upload.id], evenSo: '', ...(letter.event ? { event: { ...letter.event, day: anchor.workingDay(letter.event.day) } } : {}),
    });
    const perform = async (userName: string, moment: Date, action: LetterAction) => {
      const ctx = as(userName, earlier(moment, new Date(anchor.now.getTime() - 1000)));
      const { seq, branches } = await getLetter(ctx, id);
      const branch = branches.findLast((one) => one.post.id === ctx.viewer.hat!.postId) ?? branches[0]!;
      return act(ctx, { id, seq, branch: branch.id, action });
    };
    const body = ({ to, instructions, words }: { to: string; instructions: string[]; words: string }, support: readonly string[] = []) => ({
      recipients: [{ post: people(to).hat!.postId, role: 'lead' as const }, ...support.map((one) => ({ post: people(one).hat!.postId, role: 'support' as const }))], instructions, words,
    });
    if (letter.prepared) await perform('ajudan', new Date(at.getTime() + 10 * 60_000), { kind: 'prepare', ...body(letter.prepared) });
    if (!letter.given) continue;
    const { given } = letter;
    const when = given.day === undefined ? new Date(at.getTime() + (given.after ?? 30) * 60_000) : anchor.at(anchor.workingDay(-given.day), '09:10');
    await perform('bupati', when, { kind: 'dispose', ...body(given, given.support) });
    if (given.day !== undefined) continue;
    const next = anchor.at(anchor.workingDay(-letter.day + 1), '08:30');
    await perform(given.to, next, { kind: 'open' });
    for (const supporter of given.support) await perform(supporter, new Date(next.getTime() + 20 * 60_000), { kind: 'report', words: 'Sudah diketahui.', files: [], done: true });
    if (given.report) await perform(given.to, anchor.at(anchor.workingDay(-letter.day + 3), '14:20'), { kind: 'report', words: given.report, files: [], done: true });
  }
  await leaseNumbers(as('tu.setda', new Date(anchor.now.getTime() - 2000)), { count: 20, holder: 'Loket keliling Bagian Umum', until: earlierDay(addDays(anchor.day, 14), `${anchor.day.slice(0, 4)}-12-31`) });
  await search.learnFor(house, instansi);
}

const earlierDay = (a: string, b: string): string => (a < b ? a : b);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** The people who deal with letters, each with the hat of the demonstration on. */
export function viewersOf({ house, instansi, plan }: Seeding): (userName: string) => Viewer {
  const permissionsOf = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions');
  return (userName) => {
    const person = plan.people.find((one) => one.account?.userName === userName);
    const holding = plan.holdings.find((one) => one.id === person?.account?.hat);
    const post = plan.posts.find((one) => one.id === holding?.post);
    const unit = plan.units.find((one) => one.id === post?.unit);
    if (!person || !holding || !post || !unit) throw new Error(`no account ${userName} in organisation.yaml`);
    return {
      accountId: person.account!.id, sessionId: uuidv7(), name: person.name, kind: 'officer', level: 'verified',
      hat: { instansi, holdingId: holding.id, postId: post.id, title: post.title, capacity: holding.capacity, unitId: unit.id, unitName: unit.name, unitKind: unit.kind, duties: post.duties, permissions: permissionsOf(post.duties) },
    };
  };
}
