import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { inTenant } from '../../platform/request/context.ts';
import { insertDesk, portOf, usahaOrder } from './issuance.testing.ts';

const t = await createTestHouse();
const port = portOf(t);
const numberIt = async (order: Awaited<ReturnType<typeof usahaOrder>>) => inTenant(t.context(), (tx) => port.number(tx, order));
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => (error instanceof Refused ? error.refusal : Promise.reject(error as Error)));
const last = (unit: string, year = 2026) => t.house.db.asOwner((tx) => tx.maybe<{ last: number }>(sql`select last from issuance.register where unit = ${unit} and year = ${year}`)).then((row) => row?.last);

describe('letter numbers', () => {
  it('gives 100 parallel transactions 100 distinct numbers without a gap, also when every tenth is rolled back', async () => {
    const desk = await insertDesk(t, { code: 'PONDOK' });
    const orders = await Promise.all(Array.from({ length: 110 }, () => usahaOrder(t, desk)));
    const given = await Promise.allSettled(orders.map((order, i) =>
      inTenant(t.context(), async (tx) => {
        const numbered = await port.number(tx, order);
        if (i % 11 === 10) throw new Error('the caller changed his mind');
        return numbered;
      })));
    const numbers = given.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
    expect(numbers).toHaveLength(100);
    expect(numbers.map((n) => Number(n.split('/')[1])).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(numbers).toContain('500.3/7/PONDOK/III/2026');
    expect(await last(desk.unitId)).toBe(100);
  });

  it('gives one case one number, however many ask at once', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    const given = await Promise.all(Array.from({ length: 12 }, () => numberIt(order)));
    expect(new Set(given.map((one) => `${one.number} ${one.documentId} ${one.code}`)).size).toBe(1);
    expect(given.filter((one) => one.isNew)).toHaveLength(1);
    expect(await last(desk.unitId)).toBe(1);
  });

  it('keeps series, units and institutions apart', async () => {
    const [a, b] = [await insertDesk(t), await insertDesk(t)];
    const there = await insertDesk(t, { instansi: t.other });
    expect((await numberIt(await usahaOrder(t, a))).number).toContain('/1/');
    expect((await numberIt(await usahaOrder(t, b))).number).toContain('/1/');
    const order = await usahaOrder(t, a);
    expect((await numberIt({ ...order, series: { ...order.series, id: 'surat_izin' } })).number).toContain('/1/');
    expect((await numberIt(await usahaOrder(t, a))).number).toContain('/2/');
    const foreign = await usahaOrder(t, there, {}, t.other);
    expect((await inTenant(t.context(null, t.other), (tx) => port.number(tx, foreign))).number).toContain('/1/');
    expect(await refusalOf(numberIt(foreign))).toMatchObject({ code: 'issuance.unknown-document' });
  });

  it('begins again at 1 on 1 January of the institution, while letters of the old year wait', async () => {
    const desk = await insertDesk(t, { code: 'TAHUN' });
    const before = t.clock.now();
    try {
      // 31 December 23:30 in WIB, then half past midnight: still 31 December in UTC.
      t.clock.set('2026-12-31T16:30:00Z');
      expect((await numberIt(await usahaOrder(t, desk, { letterDate: '2026-12-31' }))).number).toBe('500.3/1/TAHUN/XII/2026');
      t.clock.set('2026-12-31T17:30:00Z');
      expect((await numberIt(await usahaOrder(t, desk, { letterDate: '2027-01-01' }))).number).toBe('500.3/1/TAHUN/I/2027');
      expect(await refusalOf(numberIt(await usahaOrder(t, desk, { letterDate: '2026-12-31' })))).toMatchObject({ code: 'documents.number-other-year' });
    } finally {
      t.clock.set(before);
    }
    expect([await last(desk.unitId), await last(desk.unitId, 2027)]).toEqual([1, 1]);
  });

  it('uses no number for a letter that cannot be made', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    expect(await refusalOf(numberIt({ ...order, fields: { ...order.fields, nama: '' } }))).toMatchObject({ code: 'documents.letter-incomplete', fields: [{ path: 'fields.nama' }] });
    expect(await refusalOf(numberIt({ ...order, series: { ...order.series, pattern: '{kode}/{unit}' } }))).toMatchObject({ code: 'documents.number-pattern' });
    expect(await refusalOf(numberIt({ ...order, onBehalf: { mode: 'ub', onBehalfOf: 'Bupati Ponorogo' } }))).toMatchObject({ code: 'documents.signer-ub-without-an' });
    expect(await refusalOf(numberIt({ ...order, holding: { ...order.holding, capacity: 'plh', toDay: '2026-03-01' } }))).toMatchObject({ code: 'documents.signer-not-in-office' });
    expect(await refusalOf(numberIt({ ...order, holding: { ...order.holding, signMode: 'tersertifikasi' } }))).toMatchObject({ code: 'issuance.no-provider' });
    expect(await refusalOf(numberIt({ ...order, template: 'tidak-ada' }))).toMatchObject({ code: 'documents.unknown-template' });
    expect(await last(desk.unitId)).toBeUndefined();
  });

  it('gives a number again to a case whose letter was revoked, and never the old one', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk);
    const first = await numberIt(order);
    await inTenant(t.context(), (tx) => port.revoke(tx, first.documentId, 'Salah nama pada surat.'));
    const second = await numberIt(order);
    expect(second.number).toContain('/2/');
    expect(await inTenant(t.context(), (tx) => port.documentsOf(tx, 'permohonan', order.caseId))).toMatchObject([{ number: first.number, status: 'revoked' }, { number: second.number, status: 'numbered' }]);
  });
});

describe('what is stored', () => {
  it('keeps the NIK of the letter sealed', async () => {
    const desk = await insertDesk(t);
    const { documentId } = await numberIt(await usahaOrder(t, desk));
    const row = await t.house.db.asOwner((tx) => tx.one<Record<string, unknown>>(sql`select to_jsonb(d) as row, encode(letter_sealed, 'escape') as sealed from issuance.document d where id = ${documentId}`));
    expect(JSON.stringify(row)).not.toContain('3502175508909001');
    expect(JSON.stringify(row)).not.toContain('SITI');
  });

  it('tells an initial from a changed text, whatever the order of the fields', async () => {
    const desk = await insertDesk(t);
    const order = await usahaOrder(t, desk, { caseId: uuidv7() });
    const hash = port.contentHash(order);
    expect(port.contentHash({ ...order, fields: Object.fromEntries(Object.entries(order.fields).toReversed()) })).toBe(hash);
    expect(port.contentHash({ ...order, fields: { ...order.fields, pekerjaan: undefined } })).toBe(hash);
    expect(port.contentHash({ ...order, fields: { ...order.fields, nama: 'SITI AMINAH ' } })).not.toBe(hash);
    expect(port.contentHash({ ...order, validUntil: '2026-09-02' })).not.toBe(hash);
  });
});
