import { examinePdf } from '../../../engines/intake/examine-pdf.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Secrecy } from '../../letters/contract.ts';
import type { NationalLetter } from '../contract/national.ts';
import { numberKey } from '../rules/a-national-number-once.ts';
import * as storage from '../storage-national.ts';
import { versionsOf } from '../storage.ts';
import { keepNationalFindable } from './found-national.ts';
import { handingsOf } from './handings.ts';
import { mustKnow } from './kinds.ts';
import { codesOf, organizationOf } from './ports.ts';
import { createLetterTypesPort, inForceOf, notInForce } from './types.ts';
import { unitsReadBy } from './units-read-by.ts';

// Chapters: recording · reading · the file

export interface Recording {
  id?: string | undefined;
  type: string;
  number: string;
  letterDate: CalendarDay;
  subject: string;
  to: string;
  classification: string;
  secrecy: Secrecy;
  file: string;
}

export async function recordNational(ctx: Context, input: Recording): Promise<{ id: string; repeated: boolean }> {
  if (input.secrecy === 'rahasia' || input.secrecy === 'sangat-rahasia') throw new Refused({ code: 'letter-types.secret-stays', fields: [{ path: 'secrecy', message: 'Simpan di SRIKANDI.' }] });
  if ((await readTenant(ctx, (t) => codesOf(t).titleOn(t, input.classification, input.letterDate))) === undefined) throw new Refused({ code: 'letter-types.invalid', fields: [{ path: 'classification', message: 'Kode klasifikasi ini tidak ada dalam daftar. Pilih dari daftar.' }] });
  const file = await mustPdf(ctx, input.file);
  return inTenant(ctx, async (t) => {
    const [by, hat, today] = [mustViewer(t), mustHat(t), await organizationOf(t).today(t)];
    if (input.letterDate > today) throw new Refused({ code: 'letter-types.date-ahead', fields: [{ path: 'letterDate', message: 'Tanggal ini belum terjadi.' }] });
    const kind = await mustKnow(t, input.type);
    const versions = await versionsOf(t.tx, t.instansi, kind.id);
    const type = inForceOf(kind, versions, input.letterDate);
    if (!type) throw notInForce(kind, versions, input.letterDate);
    if (type.issuedIn !== 'srikandi') throw new Refused({ code: 'letter-types.issued-here', data: { title: type.title }, fields: [{ path: 'type', message: 'Jenis ini terbit di Pendopo.' }] });
    const id = input.id ?? uuidv7();
    const key = numberKey(input.number);
    const row = {
      id, unit: hat.unitId, type: type.id, typeTitle: type.title, number: input.number, numberKey: key, letterDate: input.letterDate, subject: input.subject, addressee: input.to, secrecy: input.secrecy, classification: input.classification,
      fileName: file.name, sha256: file.sha256, bytes: file.size, account: by.accountId, recordedBy: by.name, recordedAt: t.house.clock.now(),
    };
    if (!(await storage.insertNational(t.tx, t.instansi, row))) {
      const before = await storage.findNational(t.tx, t.instansi, id);
      if (before?.account === by.accountId) return { id, repeated: true };
      if (before) throw new Refused({ code: 'letter-types.unknown-national' });
      const year = Number(input.letterDate.slice(0, 4));
      const same = await storage.findByNumber(t.tx, t.instansi, year, key);
      const mayRead = same !== undefined && (await unitsReadBy(t)).includes(same.unit);
      throw new Refused({ code: 'letter-types.number-known', data: { number: input.number, year, subject: mayRead ? same.subject : 'di unit lain' }, fields: [{ path: 'number', message: 'Nomor ini sudah tercatat.' }] });
    }
    await audit(t, { action: 'letter-types.national-recorded', object: 'national-letter', objectId: id, detail: { type: type.id, number: input.number, sha256: file.sha256 } });
    await keepNationalFindable(t, row);
    await emit(t, 'letter-types.national-recorded', { letter: id });
    return { id, repeated: false };
  });
}

async function mustPdf(ctx: Context, upload: string): Promise<{ name: string; sha256: string; size: number }> {
  const [found] = await readTenant(ctx, (t) => findUploads(t.tx, t.instansi, [upload]));
  const wrong = (code: string, message: string) => new Refused({ code, fields: [{ path: 'file', message }] });
  if (!found?.sha256 || found.account !== mustViewer(ctx).accountId) throw wrong('letter-types.no-such-file', 'Unggah lagi berkas ini.');
  if (found.type !== 'application/pdf') throw wrong('letter-types.not-pdf', 'Pilih PDF.');
  const fault = examinePdf(await ctx.house.files.read(ctx.instansi, found.sha256));
  if (fault) throw wrong(`letter-types.pdf-${fault}`, 'Tidak dapat diterima.');
  return { name: found.name, sha256: found.sha256, size: found.size };
}

async function told(t: TenantContext, rows: readonly storage.NationalRow[]): Promise<NationalLetter[]> {
  const units = await organizationOf(t).unitFacts(t, [...new Set(rows.map((row) => row.unit))]);
  return rows.map(({ addressee, account: _, recordedAt, ...row }) => ({ ...row, to: addressee, unitName: units.get(row.unit)?.name ?? '', recordedAt: recordedAt.toISOString() }));
}

export const listNational = (ctx: Context, asked: { query: string; year?: number | undefined; cursor?: string | undefined; limit: number }) => readTenant(ctx, async (t) => {
  const words = asked.query.split(/\s+/).filter((word) => word !== '').slice(0, 8);
  const rows = await storage.listNational(t.tx, t.instansi, { units: await unitsReadBy(t), words, year: asked.year, before: asked.cursor, limit: asked.limit + 1 });
  const items = await told(t, rows.slice(0, asked.limit));
  const types = (await createLetterTypesPort().listInForce(t, await organizationOf(t).today(t))).filter((type) => type.issuedIn === 'srikandi');
  return {
    items, types: types.map(({ id, title }) => ({ id, title })), mayRecord: mustHat(t).permissions.has('letter-types.record-national'),
    ...(rows.length > asked.limit ? { nextCursor: items.at(-1)!.id } : {}),
  };
});

export async function mustRead(t: TenantContext, id: string): Promise<storage.NationalRow> {
  const row = await storage.findNational(t.tx, t.instansi, id);
  if (!row || !(await unitsReadBy(t)).includes(row.unit)) throw new Refused({ code: 'letter-types.unknown-national' });
  return row;
}
export const getNational = (ctx: Context, id: string) => readTenant(ctx, async (t) => {
  const [letter] = await told(t, [await mustRead(t, id)]);
  return { ...letter!, handed: await handingsOf(t, id), mayHandOn: mustHat(t).permissions.has('letter-types.record-national') };
});

/** The PDF as it came from the national application, for whoever may read the record. */
export async function nationalFile(ctx: Context, id: string): Promise<{ sha256: string; type: string; name: string; framed: true }> {
  if (!mustHat(ctx).permissions.has('letter-types.read-national')) throw new Refused({ code: 'request.not-allowed' });
  const { sha256, fileName } = await readTenant(ctx, (t) => mustRead(t, id));
  return { sha256, type: 'application/pdf', name: fileName, framed: true };
}
