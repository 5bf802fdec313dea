import { longDate } from '../../../engines/documents/letter/indonesian.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { RegisterRow } from '../contract.ts';
import { councilUnits, overseesInstitution } from '../../organization/contract.ts';
import { findLetters, hasActed } from '../storage/letters.ts';
import { listRegister, registerUnits } from '../storage/lists.ts';
import { currentVersion } from './act.ts';
import { rowOf } from './desk.ts';
import { postsOf } from './posts.ts';
import { readerOf, readingFor, type Reader } from './reader.ts';

// Chapters: a page of the register · the register as a sheet

export interface Asked {
  year?: number | undefined;
  unit?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Whose register: the own unit's, those below it, and those whom a secretariat serves. Who leads or audits for the whole government
 * sees all but DPRD's: that is kept by its own secretariat. In each, what a line says goes by sifat.
 */
async function unitsFor(t: TenantContext, reader: Reader): Promise<{ id: string; name: string }[]> {
  const own = reader.hat.unitId;
  const isBelow = (unit: string): boolean => {
    for (let at: string | null | undefined = unit; at; at = reader.units.get(at)?.parent) if (at === own) return true;
    return false;
  };
  const council = councilUnits([...reader.units.values()]);
  const oversees = overseesInstitution(reader.hat.unitKind) && reader.hat.duties.some((duty) => duty === 'leader' || duty === 'auditor');
  const open = [...reader.units.keys()].filter((unit) => isBelow(unit) || reader.served.has(unit) || (oversees && !council.has(unit)));
  const mine = await registerUnits(t.tx, t.instansi, open);
  return [...new Set([own, ...mine.map((row) => row.unit)])].flatMap((id) => {
    const unit = reader.units.get(id);
    return unit ? [{ id, name: unit.name }] : [];
  });
}

async function page(t: TenantContext, input: Asked & { cursor?: string | undefined; limit: number }) {
  const reader = await readerOf(t);
  const units = await unitsFor(t, reader);
  const unit = input.unit ?? reader.hat.unitId;
  const named = units.find((one) => one.id === unit);
  if (!named) throw new Refused({ code: 'outgoing.not-for-you' });
  const year = input.year ?? Number(reader.day.slice(0, 4));
  const found = await listRegister(t.tx, { instansi: t.instansi, unit, year, from: input.from ?? null, to: input.to ?? null, before: cursorOf(input.cursor), limit: input.limit + 1 });
  const shown = found.slice(0, input.limit);
  const ids = shown.map((row) => row.letter);
  const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
  const posts = await postsOf(t, letters.flatMap((letter) => (letter.folded.signer ? [letter.folded.signer] : [])), reader.day);
  const items: RegisterRow[] = [];
  for (const letter of letters) {
    const { folded } = letter;
    // In the register everybody who keeps it sees the line; what it says goes by sifat.
    const reading = readingFor(reader, folded, acted.has(letter.id));
    const line = rowOf(t, reader, letter, { reading: reading === 'none' ? 'line' : reading, posts, seen: true, inList: true });
    const version = line.masked ? undefined : await currentVersion(t, letter.id, folded.version);
    const document = folded.document!;
    items.push({
      ...line, day: document.day, dayText: longDate(document.day), classification: version?.classification ?? '', attachments: version?.attachments ?? '', signer: [posts.get(folded.signer ?? '')?.title, document.holder.name].filter(Boolean).join(', '), note: folded.state === 'batal' ? 'Batal' : line.stateText,
    });
  }
  const last = shown.at(-1);
  return { unit: named.name, unitId: unit, year, units, items, ...(found.length > input.limit && last ? { nextCursor: `${last.numbered_at.toISOString()}|${last.letter}` } : {}) };
}
function cursorOf(cursor: string | undefined): { at: Date; letter: string } | undefined {
  if (!cursor) return undefined;
  const [time, letter] = cursor.split('|');
  const at = new Date(time ?? '');
  if (Number.isNaN(at.getTime()) || !isUuid(letter)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Mulai lagi dari halaman pertama.' }] });
  return { at, letter };
}

export const register = (ctx: Context, input: Asked & { cursor?: string | undefined; limit: number }) => readTenant(ctx, (t) => page(t, input));

const PAGE = 500;
const COLUMNS = [{ heading: 'Nomor', width: 32 }, { heading: 'Tanggal' }, { heading: 'Jenis', width: 18 }, { heading: 'Hal', width: 40 }, { heading: 'Kepada', width: 32 }, { heading: 'Penanda tangan', width: 34 }, { heading: 'Sifat' }, { heading: 'Kecepatan' }, { heading: 'Lampiran' }, { heading: 'Kode klasifikasi' }, { heading: 'Keterangan', width: 24 }];
/** Oldest number first, as the paper book; a year of a unit at most. */
export const downloadRegister = (ctx: Context, input: Asked) =>
  inTenant(ctx, async (t) => {
    const rows: string[][] = [];
    let named = { unit: '', year: 0 };
    for (let cursor: string | undefined; ; ) {
      const part = await page(t, { ...input, cursor, limit: PAGE });
      named = part;
      rows.push(...part.items.map((row) => [row.number, row.day, row.typeTitle, row.subject, row.to, row.signer, row.secrecyText, row.urgencyText, row.attachments, row.classification, row.note]));
      cursor = part.nextCursor;
      if (cursor === undefined) break;
    }
    await audit(t, { action: 'outgoing.register-downloaded', object: 'outgoing-letter', detail: { unit: named.unit, year: named.year, lines: rows.length } });
    return { fileName: `register-naskah-keluar-${named.year}.xlsx`, type: XLSX, content: await writeXlsx(`Register ${named.year}`, COLUMNS, rows.reverse()) };
  });
