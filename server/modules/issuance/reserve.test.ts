import { describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { inTenant, type Context, type Viewer } from '../../platform/request/context.ts';
import type { CaseAccess } from './contract.ts';
import { insertDesk, issueLetter, officer, portOf, usahaOrder, type Desk } from './issuance.testing.ts';
import { closeExpired } from './service/reserve.ts';

const t = await createTestHouse();
const port = portOf(t);
t.clock.set('2026-03-10T03:00:00Z');
const SERIES = 'surat_keterangan';
const REASON = 'Loket luar jaringan Desa Pondok pekan ini.';

const apiOf = (ctx: Context) => (t.api.forPages(ctx) as unknown as Api).issuance;
const api = (viewer: Viewer | null) => apiOf(t.context(viewer));
const admin = (desk: Desk) => api(officer(t, desk, ['administrator']));
const key = (desk: Desk, year = 2026) => ({ unit: desk.unitId, series: SERIES, year });
const numberIt = async (desk: Desk, changes: Parameters<typeof usahaOrder>[2] = {}) => {
  const order = await usahaOrder(t, desk, { letterDate: '2026-03-10', ...changes });
  return inTenant(t.context(), (tx) => port.number(tx, order));
};
const refusal = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => {
  if (error instanceof Refused) return error.refusal.code;
  return (error as { problem?: { code?: string } }).problem?.code ?? Promise.reject(error as Error);
});
const entries = (action: string, id: string) => t.house.db.asOwner((tx) => tx.many<{ detail: Record<string, unknown> }>(sql`select detail from audit.entry where action = ${action} and object_id = ${id}`));

/** The module of the cases as far as it is asked here. */
async function withCase<T>(desk: Desk, caseId: string, work: () => Promise<T>, series = SERIES): Promise<T> {
  const before = t.house.parts.get('permohonan.access') as CaseAccess<Context>;
  t.house.parts.set('permohonan.access', { ...before, caseByNumber: async (_, number) => (number === 'P-1' ? { caseKind: 'permohonan', caseId, number, title: 'Surat Keterangan Usaha', unit: desk.unitId, series } : undefined) } satisfies CaseAccess<Context>);
  try {
    return await work();
  } finally {
    t.house.parts.set('permohonan.access', before);
  }
}

describe('numbers set aside', () => {
  it('come from the series, which goes on behind them, and stay without a gap when letters are numbered at the same time', async () => {
    const desk = await insertDesk(t, { code: 'PONDOK' });
    await numberIt(desk);
    const orders = await Promise.all(Array.from({ length: 20 }, () => usahaOrder(t, desk, { letterDate: '2026-03-10' })));
    const [letters, batches] = await Promise.all([
      Promise.all(orders.map((order) => inTenant(t.context(), (tx) => port.number(tx, order)))),
      Promise.all(Array.from({ length: 5 }, () => admin(desk).reserveNumbers({ ...key(desk), count: 3, reason: REASON, until: '2026-03-31' }))),
    ]);
    const all = [...letters.map((one) => Number(one.number.split('/')[1])), ...batches.flatMap((one) => one.items.map((item) => Number(item.label)))];
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 35 }, (_, i) => i + 2));
    const series = await admin(desk).numberSeries(key(desk));
    expect(series).toMatchObject({ last: 36, letters: 21, gaps: [], mayReserve: true });
    expect(series.reserved).toHaveLength(15);
    expect(series.reserved[0]).toMatchObject({ state: 'held', stateText: 'Cadangan', reason: REASON, until: '2026-03-31', by: 'SUTRISNO HADI' });
    const row = (await admin(desk).register({})).series.find((one) => one.unit === desk.unitId);
    expect(row).toMatchObject({ last: 36, held: 15 });
    expect(await entries('issuance.number-reserved', batches[0]!.items[0]!.id)).toMatchObject([{ detail: { reason: REASON, year: 2026 } }]);
  });

  it('are used for a letter made elsewhere, once, with its whole number', async () => {
    const desk = await insertDesk(t, { code: 'LUAR' });
    await numberIt(desk);
    const [one] = (await admin(desk).reserveNumbers({ ...key(desk), reason: REASON, until: '2026-03-31' })).items;
    const use = { id: one!.id, title: 'Undangan rapat RT', signer: 'SUTRISNO HADI', day: '2026-03-09' };
    expect(await refusal(admin(desk).useReserved({ id: one!.id }))).toBe('issuance.reserved-incomplete');
    expect(await refusal(admin(desk).useReserved({ ...use, day: '2025-12-31' }))).toBe('issuance.reserved-day');
    expect(await refusal(admin(desk).useReserved({ ...use, day: '2026-03-11' }))).toBe('issuance.reserved-day');
    expect(await admin(desk).useReserved(use)).toMatchObject({ state: 'used', usedNumber: '500.3/2/LUAR/III/2026', usedFor: 'Undangan rapat RT', letterDay: '2026-03-09' });
    expect(await refusal(admin(desk).useReserved(use))).toBe('issuance.reserved-closed');
    expect(await refusal(admin(desk).releaseReserved({ id: one!.id, reason: REASON }))).toBe('issuance.reserved-closed');
    expect((await numberIt(desk)).number).toBe('500.3/3/LUAR/III/2026');
    expect(await entries('issuance.reserved-used', one!.id)).toHaveLength(1);
  });

  it('wait for the letter of a request, and are its number and day when it is signed', async () => {
    const desk = await insertDesk(t, { code: 'TUNGGU' });
    const caseId = uuidv7();
    await numberIt(desk);
    const [one, two] = (await admin(desk).reserveNumbers({ ...key(desk), count: 2, reason: REASON, until: '2026-03-31' })).items;
    await withCase(desk, caseId, async () => {
      expect(await refusal(admin(desk).useReserved({ id: one!.id, request: 'P-9' }))).toBe('issuance.case-unknown');
      expect(await admin(desk).useReserved({ id: one!.id, request: 'P-1', day: '2026-03-05' })).toMatchObject({ state: 'held', waitsFor: 'Surat Keterangan Usaha, permohonan P-1', letterDay: '2026-03-05' });
      expect(await refusal(admin(desk).useReserved({ id: two!.id, request: 'P-1' }))).toBe('issuance.case-has-number');
      expect(await refusal(admin(desk).useReserved({ id: one!.id, request: 'P-1' }))).toBe('issuance.reserved-waits');
    });
    const order = await usahaOrder(t, desk, { caseId, letterDate: '2026-03-10' });
    const { document, code } = await issueLetter(t, order);
    expect(document).toMatchObject({ number: '500.3/2/TUNGGU/III/2026', letterDate: '2026-03-05', status: 'signed' });
    expect((await api(null).verifyCode({ code })).document).toMatchObject({ number: '500.3/2/TUNGGU/III/2026', date: '2026-03-05' });
    expect((await admin(desk).numberSeries(key(desk))).reserved.find((r) => r.id === one!.id)).toMatchObject({ state: 'used', usedNumber: document.number });
    expect((await numberIt(desk)).number).toContain('/4/');
    await withCase(desk, caseId, async () => expect(await refusal(admin(desk).useReserved({ id: two!.id, request: 'P-1' }))).toBe('issuance.case-has-number'));
    await withCase(desk, uuidv7(), async () => expect(await refusal(admin(desk).useReserved({ id: two!.id, request: 'P-1' }))).toBe('issuance.reserved-other-series'), 'surat_izin');
  });

  it('keep the day they fixed when a letter that failed is numbered again', async () => {
    const desk = await insertDesk(t, { code: 'ULANG' });
    const caseId = uuidv7();
    await numberIt(desk);
    const [one] = (await admin(desk).reserveNumbers({ ...key(desk), reason: REASON, until: '2026-03-31' })).items;
    await withCase(desk, caseId, () => admin(desk).useReserved({ id: one!.id, request: 'P-1', day: '2026-03-05' }));
    const first = await numberIt(desk, { caseId });
    expect(await numberIt(desk, { caseId })).toMatchObject({ number: first.number, isNew: false });
    expect(await inTenant(t.context(), (tx) => port.documentsOf(tx, 'permohonan', caseId))).toMatchObject([{ letterDate: '2026-03-05', number: first.number }]);
  });

  it('that nobody uses are closed, by hand or by time, and never given again', async () => {
    const desk = await insertDesk(t, { code: 'SISA' });
    await numberIt(desk);
    const [one, two] = (await admin(desk).reserveNumbers({ ...key(desk), count: 2, reason: REASON, until: '2026-03-11' })).items;
    expect(await admin(desk).releaseReserved({ id: one!.id, reason: 'Tidak jadi ada loket luar.' })).toMatchObject({ state: 'unused', stateText: 'Tidak terpakai', closeReason: 'Tidak jadi ada loket luar.' });
    t.clock.set('2026-03-11T16:30:00Z');
    await closeExpired(t.house);
    expect((await admin(desk).numberSeries(key(desk))).reserved[0]).toMatchObject({ state: 'held' });
    // Half past midnight in WIB; still 11 March in UTC.
    t.clock.set('2026-03-11T17:30:00Z');
    expect((await admin(desk).numberSeries(key(desk))).reserved[0]).toMatchObject({ state: 'expired' });
    expect(await refusal(admin(desk).useReserved({ id: two!.id, title: 'Undangan', signer: 'SUTRISNO HADI', day: '2026-03-11' }))).toBe('issuance.reserved-expired');
    await closeExpired(t.house);
    expect((await admin(desk).numberSeries(key(desk))).reserved[0]).toMatchObject({ label: '3', state: 'unused', closeReason: 'Batas pakai lewat tanpa dipakai.' });
    expect((await numberIt(desk, { letterDate: '2026-03-12' })).number).toContain('/4/');
    t.clock.set('2026-03-10T03:00:00Z');
  });

  it('are refused in another year, unknown series, and for a term in the past or beyond a year', async () => {
    const desk = await insertDesk(t);
    await numberIt(desk);
    const order = { ...key(desk), reason: REASON, until: '2026-03-31' };
    expect(await refusal(admin(desk).reserveNumbers({ ...order, series: 'lain' }))).toBe('issuance.unknown-series');
    expect(await refusal(admin(desk).reserveNumbers({ ...order, year: 2025 }))).toBe('issuance.reserve-this-year');
    expect(await refusal(admin(desk).reserveNumbers({ ...order, until: '2026-03-09' }))).toBe('issuance.reserve-until');
    expect(await refusal(admin(desk).reserveNumbers({ ...order, until: '2028-01-01' }))).toBe('issuance.reserve-until');
    expect(await refusal(admin(desk).reserveNumbers({ ...order, count: 51 }))).toBe('request.invalid');
    expect(await refusal(admin(desk).reserveNumbers({ ...order, reason: 'pendek' }))).toBe('request.invalid');
    expect((await admin(desk).numberSeries(key(desk))).last).toBe(1);
  });

  it('belong to the administrator, and to the own institution', async () => {
    const desk = await insertDesk(t);
    await numberIt(desk);
    const order = { ...key(desk), reason: REASON, until: '2026-03-31' };
    for (const viewer of [null, officer(t, desk, ['signer']), officer(t, desk, ['desk', 'verifier'])]) {
      expect(await refusal(api(viewer).reserveNumbers(order))).toMatch(/^request\.not-(signed-in|allowed)$/);
      expect(await refusal(api(viewer).insertNumber({ ...order, day: '2026-03-02' }))).toMatch(/^request\.not-/);
      expect(await refusal(api(viewer).numberSeries(key(desk)))).toMatch(/^request\.not-/);
    }
    const there = await insertDesk(t, { instansi: t.other });
    const foreign = apiOf(t.context(officer(t, there, ['administrator'], { instansi: t.other }), t.other));
    expect(await refusal(foreign.numberSeries(key(desk)))).toBe('issuance.unknown-series');
    const [one] = (await admin(desk).reserveNumbers(order)).items;
    expect(await refusal(foreign.releaseReserved({ id: one!.id, reason: REASON }))).toBe('issuance.unknown-reserved');
  });
});

describe('a number put in for a forgotten day', () => {
  it('stands behind the last of that day, gets the next letter, and leaves the series as it was', async () => {
    const desk = await insertDesk(t, { code: 'SISIP' });
    for (const letterDate of ['2026-03-02', '2026-03-03', '2026-03-05']) await numberIt(desk, { letterDate });
    const insert = (day: string) => admin(desk).insertNumber({ ...key(desk), day, reason: 'Undangan terlupa dicatat.', until: '2026-03-31' });
    const together = await Promise.all([insert('2026-03-04'), insert('2026-03-04'), insert('2026-03-03')]);
    expect(together.map((one) => one.label).sort()).toEqual(['2.a', '2.b', '2.c']);
    expect(await insert('2026-03-09')).toMatchObject({ label: '3.a', inserted: true, letterDay: '2026-03-09', stateText: 'Sisipan' });
    const { id } = together[0]!;
    const used = await admin(desk).useReserved({ id, title: 'Undangan', signer: 'SUTRISNO HADI', day: '2026-03-08' });
    expect(used).toMatchObject({ usedNumber: `500.3/${together[0]!.label}/SISIP/III/2026`, letterDay: '2026-03-04' });
    expect((await numberIt(desk)).number).toContain('/4/');
    expect(await admin(desk).numberSeries(key(desk))).toMatchObject({ last: 4, gaps: [] });
    expect(await entries('issuance.number-inserted', id)).toMatchObject([{ detail: { reason: 'Undangan terlupa dicatat.', letterDay: '2026-03-04' } }]);
  });

  it('becomes the number of a letter made here, with that day', async () => {
    const desk = await insertDesk(t, { code: 'LUPA' });
    const caseId = uuidv7();
    await numberIt(desk, { letterDate: '2026-03-02' });
    const { id } = await admin(desk).insertNumber({ ...key(desk), day: '2026-03-04', reason: 'Surat terlupa dinomori.', until: '2026-03-31' });
    await withCase(desk, caseId, () => admin(desk).useReserved({ id, request: 'P-1' }));
    const { document } = await issueLetter(t, await usahaOrder(t, desk, { caseId, letterDate: '2026-03-10' }));
    expect(document).toMatchObject({ number: '500.3/1.a/LUPA/III/2026', letterDate: '2026-03-04', status: 'signed' });
  });

  it('is refused for today, another year, before the first number, and where the signer was not in office', async () => {
    const desk = await insertDesk(t);
    await numberIt(desk, { letterDate: '2026-03-05' });
    const insert = (day: string) => admin(desk).insertNumber({ ...key(desk), day, reason: 'Undangan terlupa dicatat.', until: '2026-03-31' });
    expect(await refusal(insert('2026-03-10'))).toBe('issuance.insert-not-past');
    expect(await refusal(insert('2025-03-10'))).toBe('issuance.insert-not-past');
    expect(await refusal(insert('2026-03-04'))).toBe('issuance.insert-before-first');
    const { id } = await insert('2026-03-06');
    const caseId = uuidv7();
    await withCase(desk, caseId, () => admin(desk).useReserved({ id, request: 'P-1' }));
    const order = await usahaOrder(t, desk, { caseId, letterDate: '2026-03-10' });
    expect(await refusal(inTenant(t.context(), (tx) => port.number(tx, { ...order, holding: { ...order.holding, fromDay: '2026-03-08' } })))).toBe('documents.signer-not-in-office');
    expect((await admin(desk).numberSeries(key(desk))).reserved[0]).toMatchObject({ state: 'held' });
  });
});
