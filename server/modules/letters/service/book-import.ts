import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { momentAt } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import { fold } from '../rules/fold.ts';
import type { Action } from '../rules/letter-state.ts';
import { AGENDA_FIELDS, readAgendaRow, type AgendaRow } from '../rules/read-an-agenda-row.ts';
import { sameLetter } from '../rules/the-same-letter.ts';
import * as storage from '../storage/books.ts';
import { search } from '../storage/search.ts';
import { codesOf, listsOf } from './ports.ts';
import { postsServed } from './posts.ts';
import { byOf, readerOf, type Reader } from './reader.ts';
import { heldBy, searchWords } from './register.ts';
import { sealWords } from './secret.ts';
import { marksFor } from './store.ts';

// Chapters: starting · judging · taking. Invariant: numbers of the paper book stay what they are.

interface Fact extends AgendaRow {
  addressee: Holder;
  duplicateOf?: string;
}
/** A year of a busy secretariat. */
const MOST_ROWS = 15_000;
export const bookFlow: SheetFlow<Fact, TenantContext, Context> = { kind: 'letters.book', fields: AGENDA_FIELDS, mostRows: MOST_ROWS, judge, take };

/** @throws Refused `letters.no-opening` where the book was not opened at the paper book's last number and lends no block */
export async function startBookImport(ctx: Context, input: { fileName: string; content: string }): Promise<{ id: string }> {
  const about = await readTenant(ctx, async (t) => {
    const { hat, day } = await readerOf(t);
    const key = { unit: hat.unitId, year: Number(day.slice(0, 4)) };
    if ((await storage.listOpenings(t.tx, t.instansi, key)).length === 0 && !(await storage.listLeases(t.tx, t.instansi, key)).some((one) => one.state === 'open')) throw new Refused({ code: 'letters.no-opening' });
    return `${key.unit}/${key.year}`;
  });
  return listsOf(ctx).start(ctx, bookFlow, input, about);
}
const keyOf = (about: string): storage.BookKey => {
  const [unit, year] = about.split('/');
  return { unit: unit!, year: Number(year) };
};
const digestOf = (t: Context, row: AgendaRow): Buffer => t.house.secrets.hash('letters.known', sameLetter({ sender: row.sender, senderNumber: row.number, letterDate: row.letterDate }));

async function judge(t: TenantContext, rows: readonly FieldRow[], about: string): Promise<JudgedLine<Fact>[]> {
  const reader = await readerOf(t);
  const key = keyOf(about);
  const read = rows.map((row) => ({ row, read: readAgendaRow(row, { year: key.year, today: reader.day }) }));
  const good = read.flatMap(({ read: one }) => ('row' in one ? [one.row] : []));
  const [openings, leases, taken, twins, served] = await Promise.all([
    storage.listOpenings(t.tx, t.instansi, key), storage.listLeases(t.tx, t.instansi, key), storage.knownNumbers(t.tx, t.instansi, key, good.map((one) => one.agenda)), storage.knownDigests(t.tx, t.instansi, good.map((one) => digestOf(t, one))), postsServed(t, key.unit, reader.day),
  ]);
  const codes = new Set((await codesOf(t).listOn(t)).map(({ code }) => code));
  const paper = openings[0]?.number ?? 0;
  const byNumber = new Map(taken.map((one) => [one.agenda, one]));
  const byDigest = new Map(twins.map((one) => [one.digest, one]));
  const addresseeOf = addressees(reader, served);
  const seen = new Map<number, number>();
  const seenLetters = new Map<string, number>();
  return read.map(({ row, read: one }): JudgedLine<Fact> => {
    const key_ = (row.values['agenda'] ?? '').slice(0, 30);
    if ('reasons' in one) return { line: row.line, verdict: 'refused', key: key_, title: (row.values['subject'] ?? '').slice(0, 120), facts: [], reasons: one.reasons, notes: [] };
    const r = one.row;
    const secret = r.secrecy === 'sangat-rahasia';
    const line = { line: row.line, key: String(r.agenda), title: secret ? '(sangat rahasia)' : r.subject, facts: [formatDate(r.received), secret ? '' : r.sender, secret ? '' : r.number].filter(Boolean) };
    const earlier = seen.get(r.agenda);
    if (earlier !== undefined) return { ...line, verdict: 'refused', reasons: [`Nomor agenda ${r.agenda} sudah ada di baris ${earlier}.`], notes: [] };
    seen.set(r.agenda, row.line);
    const digest = digestOf(t, r).toString('hex');
    const known = byNumber.get(r.agenda);
    if (known) return known.digest === digest || known.digest === null ? { ...line, verdict: 'unchanged', reasons: [], notes: ['Sudah tercatat.'], report: known.id, number: `${r.agenda}/${key.year}` } : { ...line, verdict: 'refused', reasons: [`Nomor agenda ${r.agenda} sudah dipakai surat lain di sini.`], notes: [] };
    const isLent = leases.some((block) => block.state === 'open' && r.agenda >= block.first && r.agenda <= block.last);
    if (r.agenda > paper && !isLent) return { ...line, verdict: 'refused', reasons: [paper === 0 ? `Nomor ${r.agenda} di luar blok yang dipinjamkan.` : `Nomor ${r.agenda} di atas nomor terakhir buku kertas (${paper}) dan di luar blok yang dipinjamkan.`], notes: [] };
    const twin = byDigest.get(digest);
    const above = seenLetters.get(digest);
    seenLetters.set(digest, r.agenda);
    const addressee = addresseeOf(r.forwarded);
    const unknownCode = r.classification !== '' && !codes.has(r.classification);
    const notes = [
      ...r.notes, ...(twin ? [`Pengirim, nomor, dan tanggalnya sama dengan agenda ${twin.agenda}/${twin.year}; tetap dicatat dengan nomornya.`] : above === undefined ? [] : [`Pengirim, nomor, dan tanggalnya sama dengan agenda ${above} dalam daftar ini; tetap dicatat.`]),
      ...(unknownCode ? [`Kode ${r.classification.slice(0, 30)} tidak ada dalam daftar; ditulis dalam ringkasan.`] : []), ...(r.forwarded && !addressee.named ? [`"${r.forwarded.slice(0, 60)}" bukan jabatan yang dilayani buku ini; dicatat pada ${addressee.holder.title}.`] : []),
    ];
    const summary = unknownCode ? `${r.summary} Kode: ${r.classification.slice(0, 60)}.`.trim() : r.summary;
    return { ...line, verdict: 'new', reasons: [], notes, fact: { ...r, classification: unknownCode ? '' : r.classification, summary, addressee: addressee.holder, ...(twin ? { duplicateOf: twin.letter } : {}) } };
  });
}

/** The post that the book calls by its title, else the head of whom the book serves. */
function addressees(reader: Reader, served: readonly Holder[]): (forwarded: string) => { holder: Holder; named: boolean } {
  const byTitle = new Map(served.map((one) => [sameText(one.title), one]));
  const head = served.find((one) => one.isHead) ?? reader.holding;
  return (forwarded) => {
    const holder = byTitle.get(sameText(forwarded));
    return holder ? { holder, named: true } : { holder: head, named: false };
  };
}

/** One transaction: the year's book is here with all its clean lines, or as it was. Letters come finished, as they were dealt with on paper; whoever still has one open opens it again. */
async function take(ctx: Context, lines: readonly JudgedLine<Fact>[], sheet: string, about: string): Promise<Made> {
  if (lines.length === 0) return {};
  return inTenant(ctx, async (t) => {
    const key = keyOf(about);
    const reader = await readerOf(t);
    await storage.lockBook(t.tx, t.instansi, key);
    const taken = new Set((await storage.knownNumbers(t.tx, t.instansi, key, lines.map((one) => one.fact!.agenda))).map((one) => one.agenda));
    const fresh = lines.filter((one) => !taken.has(one.fact!.agenda)).map((one) => ({ line: one.line, ...letterOf(t, reader, key, one.fact!) }));
    if (fresh.length === 0) return {};
    await storage.insertTaken(t.tx, t.instansi, fresh);
    for (const { row, folded } of fresh) if (row.secrecy !== 'sangat-rahasia') await search.put(t.tx, t.instansi, { item: row.id, ...searchWords(row, ''), marks: await marksFor(t, row, folded) });
    const numbers = fresh.map(({ row }) => row.agenda);
    await audit(t, { action: 'letters.book-imported', object: 'book', objectId: sheet, detail: { unit: key.unit, year: key.year, letters: fresh.length, first: Math.min(...numbers), last: Math.max(...numbers) } });
    return Object.fromEntries(fresh.map(({ line, row }) => [line, { did: 'added' as const, report: row.id, number: `${row.agenda}/${row.year}` }]));
  });
}

function letterOf(t: TenantContext, reader: Reader, { unit, year }: storage.BookKey, f: Fact): storage.TakenLetter {
  const id = uuidv7();
  const words = { sender: f.sender, sender_number: f.number, subject: f.subject, summary: f.summary };
  const isSecret = f.secrecy === 'sangat-rahasia';
  // Paper tells no hour: noon, or now on the day itself.
  const received = new Date(Math.min(momentAt(f.received, 12 * 60, reader.zone).getTime(), t.house.clock.now().getTime()));
  const at = received.toISOString();
  const by = byOf(t, reader);
  const action: Action = { kind: 'register', at, by, branch: uuidv7(), post: f.addressee.postId, unit: f.addressee.unitId, heldBy: heldBy(f.addressee), secrecy: f.secrecy, urgency: f.urgency, due: { at, provisional: false }, paper: true };
  return {
    action, folded: fold([action]), digest: digestOf(t, f),
    row: {
      id, unit, year, agenda: f.agenda, client_key: null, ...(isSecret ? { sender: '', sender_number: '', subject: '', summary: '' } : words), letter_date: f.letterDate, attachments: f.attachments, classification: f.classification, secrecy: f.secrecy, urgency: f.urgency,
      channel: 'paper', from_instansi: null, sealed: isSecret ? sealWords(t, id, words) : null, duplicate_of: f.duplicateOf ?? null, account: by.account ?? null, recorded_by: mustViewer(t).name, received_at: received, registered_at: t.house.clock.now(),
    },
  };
}
