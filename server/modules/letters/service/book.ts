import { addDays, dayIn, momentAt } from '../../../platform/kernel/calendar-day.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY, URGENCY } from '../contract.ts';
import { rootOf } from '../rules/letter-state.ts';
import { findLetters, hasActed, lastAgenda } from '../storage/letters.ts';
import { listBook } from '../storage/lists.ts';
import { organizationOf } from './ports.ts';
import { postRefs } from './posts.ts';
import { readerOf, readingFor } from './reader.ts';
import { withWords } from './secret.ts';
import { agoWords, rowOf } from './views.ts';

// Chapters: a page of the book · the book as CSV. Columns: reference of naskah dinas, section 9.

interface Asked {
  year?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: number | undefined;
  limit: number;
}

async function page(t: TenantContext, input: Asked) {
  const reader = await readerOf(t);
  const unit = reader.hat.unitId;
  const year = input.year ?? Number(reader.day.slice(0, 4));
  const from = input.from ? momentAt(input.from, 0, reader.zone) : null;
  const to = input.to ? momentAt(addDays(input.to, 1), 0, reader.zone) : null;
  const found = await listBook(t.tx, { instansi: t.instansi, unit, year, from, to, before: input.cursor ?? null, limit: input.limit + 1 });
  const ids = found.slice(0, input.limit).map((row) => row.id);
  const [letters, acted, units, last] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account), organizationOf(t).unitFacts(t, [unit]), lastAgenda(t.tx, t.instansi, unit, year)]);
  const posts = await postRefs(t, letters.map((letter) => rootOf(letter.folded).post), reader.day);
  const now = t.house.clock.now();
  const items = letters.map((letter) => {
    const reading = readingFor(reader, letter, acted.has(letter.id));
    // A list is not an opening: the words of sangat rahasia stay sealed in it, whoever looks.
    const whole = reading === 'whole' && letter.secrecy !== 'sangat-rahasia';
    const root = rootOf(letter.folded);
    return {
      ...rowOf(whole ? withWords(t, letter) : letter, whole ? 'whole' : 'line', now, reader.zone), masked: reading !== 'whole', receivedDay: dayIn(letter.received_at, reader.zone), classification: letter.classification, attachments: letter.attachments, forwarded: posts.get(root.post)!.title, forwardedText: agoWords(new Date(root.at), now, reader.zone),
      note: letter.duplicate_of ? 'Tampak sama dengan surat lain' : letter.folded.state === 'selesai' ? `Selesai ${formatDate(dayIn(new Date(letter.folded.finishedAt!), reader.zone))}` : '',
    };
  });
  const lastShown = letters.at(-1);
  return { unit: units.get(unit)?.name ?? '', year, last, items, ...(found.length > input.limit && lastShown ? { nextCursor: lastShown.agenda } : {}) };
}

export const agendaBook = (ctx: Context, input: Asked) => readTenant(ctx, (t) => page(t, input));

const PAGE = 500;
const COLUMNS = ['Nomor agenda', 'Tanggal terima', 'Tanggal surat', 'Nomor surat', 'Asal', 'Hal', 'Sifat', 'Kecepatan', 'Lampiran', 'Kode klasifikasi', 'Diteruskan kepada', 'Tanggal diteruskan', 'Keterangan'];
/** A cell that begins like a formula is told to be text, so that no spreadsheet runs it. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Oldest number first, as the paper book; a year at most. */
export const downloadAgendaBook = (ctx: Context, input: Omit<Asked, 'cursor' | 'limit'>) =>
  inTenant(ctx, async (t) => {
    const lines: string[][] = [];
    let year = 0;
    for (let cursor: number | undefined; ; ) {
      const part = await page(t, { ...input, cursor, limit: PAGE });
      year = part.year;
      lines.push(...part.items.map((row) => [row.agenda, row.receivedDay, row.letterDate, row.senderNumber, row.sender, row.subject, SECRECY[row.secrecy].title, URGENCY[row.urgency].title, row.attachments, row.classification, row.forwarded, row.forwardedText, row.note]));
      cursor = part.nextCursor;
      if (cursor === undefined) break;
    }
    await audit(t, { action: 'letters.book-downloaded', object: 'letters', detail: { year, lines: lines.length } });
    const csv = [COLUMNS, ...lines.reverse()].map((line) => line.map(cell).join(';')).join('\r\n');
    return { fileName: `buku-agenda-${year}.csv`, type: 'text/csv; charset=utf-8', content: Buffer.from(`\ufeff${csv}\r\n`, 'utf8').toString('base64') };
  });
