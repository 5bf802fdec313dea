import { gapsIn } from '../../../engines/documents/numbering/numbers-without-a-letter.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Lease } from '../contract.ts';
import * as storage from '../storage/books.ts';
import { lastAgenda } from '../storage/letters.ts';
import { organizationOf } from './ports.ts';
import { readerOf, type Reader } from './reader.ts';
import { mustBeHarmless, mustUploads } from './register.ts';
import { agoWords } from './views.ts';

// Chapters: what the book is · opening it · blocks

const bookOf = (reader: Reader, year = Number(reader.day.slice(0, 4))): storage.BookKey => ({ unit: reader.hat.unitId, year });

export const bookState = (ctx: Context, input: { year?: number | undefined }) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const key = bookOf(reader, input.year);
    const [last, openings, leases, taken, units] = await Promise.all([
      lastAgenda(t.tx, t.instansi, key.unit, key.year), storage.listOpenings(t.tx, t.instansi, key), storage.listLeases(t.tx, t.instansi, key), storage.countTaken(t.tx, t.instansi, key), organizationOf(t).unitFacts(t, [key.unit]),
    ]);
    const paper = openings[0]?.number ?? 0;
    const now = t.house.clock.now();
    return {
      unit: units.get(key.unit)?.name ?? '', year: key.year, thisYear: key.year === Number(reader.day.slice(0, 4)), today: reader.day, last, next: await storage.firstFree(t.tx, t.instansi, key, last + 1), taken, mayKeep: reader.clerkOf === key.unit,
      openings: openings.map((one) => ({ id: one.id, number: one.number, day: one.day, dayText: formatDate(one.day), note: one.note, by: one.opened_by, atText: agoWords(one.opened_at, now, reader.zone), scan: { name: one.scan_name, url: `/api/surat/agenda/pembukaan/${one.id}/pindaian` } })),
      leases: await Promise.all(leases.map((one) => shown(t, reader, one))),
      missing: paper === 0 ? [] : gapsIn(paper, await storage.numbersBetween(t.tx, t.instansi, key, 1, paper)),
    };
  });

/** Its next number is the one after the paper book's last; what the electronic book gave already is never given again. */
export async function openBook(ctx: Context, input: { number: number; day: string; scan: string; note: string }): Promise<{ id: string; next: number }> {
  const uploads = await mustUploads(ctx, [input.scan], mustViewer(ctx).accountId);
  await mustBeHarmless(ctx, uploads);
  const [scan] = uploads;
  return inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const key = bookOf(reader);
    if (input.day > reader.day || Number(input.day.slice(0, 4)) !== key.year) throw new Refused({ code: 'letters.opening-day', fields: [{ path: 'day', message: 'Pilih tanggal pada tahun ini, paling lambat hari ini.' }] });
    const last = await storage.lockBook(t.tx, t.instansi, key);
    const block = await storage.overlapping(t.tx, t.instansi, key, input.number, 2_000_000_000);
    const reached = Math.max(last, block?.last ?? 0);
    if (reached >= input.number) throw new Refused({ code: 'letters.book-past', data: { last: reached }, fields: [{ path: 'number', message: `Tulis nomor di atas ${reached}.` }] });
    const id = uuidv7();
    await storage.setLast(t.tx, t.instansi, key, input.number);
    await storage.insertOpening(t.tx, t.instansi, key, {
      id, number: input.number, day: input.day, note: input.note, account: reader.account, opened_by: mustViewer(t).name, opened_at: t.house.clock.now(), scan_name: scan!.name, scan_type: scan!.type, scan_sha256: scan!.sha256,
    });
    await audit(t, { action: 'letters.book-opened', object: 'book', objectId: id, detail: { unit: key.unit, year: key.year, number: input.number, before: last, day: input.day, scan: scan!.sha256 } });
    return { id, next: input.number + 1 };
  });
}

/** The scanned last page, for who may read the book of the unit. */
export const openingScan = (ctx: Context, id: string): Promise<{ sha256: string; type: string; name: string }> =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const found = hat.permissions.has('letters.book') ? await storage.findOpening(t.tx, t.instansi, (await readerOf(t)).hat.unitId, id) : undefined;
    if (!found) throw new Refused({ code: 'letters.unknown' });
    return { sha256: found.scan_sha256, type: found.scan_type, name: found.scan_name };
  });

export const leaseNumbers = (ctx: Context, input: { count: number; first?: number | undefined; holder: string; until: string }): Promise<Lease> =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const key = bookOf(reader);
    if (input.until < reader.day || Number(input.until.slice(0, 4)) !== key.year) throw new Refused({ code: 'letters.lease-until', fields: [{ path: 'until', message: 'Pilih hari ini atau sesudahnya, pada tahun ini.' }] });
    const last = await storage.lockBook(t.tx, t.instansi, key);
    const first = input.first ?? (await roomFor(t, key, last + 1, input.count));
    const end = first + input.count - 1;
    const block = await storage.overlapping(t.tx, t.instansi, key, first, end);
    if (first <= last || block) throw new Refused({ code: 'letters.lease-overlap', data: { block: block ? `${block.first} sampai ${block.last}, ${block.holder}` : `buku sudah sampai ${last}` }, fields: [{ path: 'first', message: 'Pilih nomor lain, atau kosongkan.' }] });
    const row: storage.LeaseRow = { id: uuidv7(), ...key, first, last: end, holder: input.holder, until: input.until, state: 'open', leased_by: mustViewer(t).name, leased_at: t.house.clock.now(), closed_by: null, closed_at: null, close_reason: null };
    await storage.insertLease(t.tx, t.instansi, { ...row, account: reader.account });
    await audit(t, { action: 'letters.block-leased', object: 'lease', objectId: row.id, detail: { unit: key.unit, year: key.year, first, last: end, holder: input.holder, until: input.until } });
    return shown(t, reader, row);
  });

/** The first number from which so many are free. */
async function roomFor(t: TenantContext, key: storage.BookKey, from: number, count: number): Promise<number> {
  for (let first = from; ; ) {
    const block = await storage.overlapping(t.tx, t.instansi, key, first, first + count - 1);
    if (!block) return first;
    first = block.last + 1;
  }
}

export const closeLease = (ctx: Context, { id, reason }: { id: string; reason: string }): Promise<Lease> =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const row = await storage.lockLease(t.tx, t.instansi, reader.hat.unitId, id);
    if (!row) throw new Refused({ code: 'letters.unknown' });
    const by = mustViewer(t).name;
    const at = t.house.clock.now();
    if ((await storage.closeLease(t.tx, t.instansi, id, { by, at, reason })) === 0) throw new Refused({ code: 'letters.lease-closed' });
    const lease = await shown(t, reader, { ...row, state: 'closed', closed_by: by, closed_at: at, close_reason: reason });
    await audit(t, { action: 'letters.block-closed', object: 'lease', objectId: id, detail: { first: row.first, last: row.last, used: lease.used, unused: lease.unused, reason } });
    return lease;
  });

const STATES = { open: 'Dipinjam', overdue: 'Lewat batas', closed: 'Ditutup' } as const;
async function shown(t: TenantContext, reader: Reader, row: storage.LeaseRow): Promise<Lease> {
  const numbers = await storage.numbersBetween(t.tx, t.instansi, row, row.first, row.last);
  const state = row.state === 'open' && row.until < reader.day ? 'overdue' : row.state;
  const now = t.house.clock.now();
  return {
    id: row.id, first: row.first, last: row.last, holder: row.holder, until: row.until, untilText: formatDate(row.until), state, stateText: STATES[state], by: row.leased_by, atText: agoWords(row.leased_at, now, reader.zone), used: numbers.length,
    unused: row.state === 'closed' ? gapsIn(row.last, numbers, row.first) : [], ...(row.closed_at ? { closed: `${row.closed_by}, ${agoWords(row.closed_at, now, reader.zone)}: ${row.close_reason}` } : {}),
  };
}
