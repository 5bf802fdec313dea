import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, pothole, type Cast } from './complaints.testing.ts';
import type { OfficerAction } from './contract.ts';
import { unitClosed } from './service/on-time.ts';

// Chapters: a unit that is closed · a file that is gone · a code that is guessed

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});

async function act(who: Cast[keyof Cast], id: string, action: OfficerAction) {
  const { seq } = await as(t, who as never).getCase({ id });
  return as(t, who as never).act({ id, seq, action });
}
const reported = (more: Record<string, unknown> = {}) => as(t).submit(pothole(more));
async function verified() {
  const receipt = await reported();
  await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
  return receipt;
}
const dispose = (id: string, lead: string, supporting: string[] = []) => act(c.coordinator, id, { kind: 'dispose', lead, supporting, instruction: 'Tambal' });
const suggested = async (id: string) => (await as(t, c.coordinator).getCase({ id })).suggestion?.unit?.id;
const close = (unit: string, successor: string | null = null, lastDay = '2026-02-01') =>
  inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update organization.unit set to_day = ${lastDay}, successor = ${successor} where instansi = ${instansi} and id = ${unit}`));
const reopen = (unit: string) => inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update organization.unit set to_day = null, successor = null where instansi = ${instansi} and id = ${unit}`));

describe('a unit that is closed, and what else the administrator sets', () => {
  it('is given no report any more, neither to lead nor to support nor to schedule with', async () => {
    const { id } = await verified();
    await close(c.waste);
    expect(await codeOf(dispose(id, c.waste))).toBe('complaints.no-such-unit');
    expect(await codeOf(dispose(id, c.roads, [c.waste]))).toBe('complaints.no-such-unit');
    expect((await as(t, c.coordinator).listUnits({})).items.map((unit) => unit.id)).not.toContain(c.waste);
    await dispose(id, c.roads);
    expect(await codeOf(act(c.liaison, id, { kind: 'schedule', budgetYear: 2027, budget: 'original', activity: 'Tambal jalan', unit: c.waste, text: 'Dikerjakan tahun depan.' }))).toBe('complaints.no-such-unit');
    await reopen(c.waste);
  });
  it('is still the one that supported, and is marked; its report goes on without it', async () => {
    const { id } = await verified();
    await dispose(id, c.roads, [c.waste]);
    await close(c.waste);
    expect((await as(t, c.liaison).getCase({ id })).disposition).toMatchObject({ lead: { name: 'Dinas PUPKP' }, supporting: [{ name: 'Dinas Lingkungan Hidup (sudah ditutup)' }] });
    const heir = c.inspectorate;
    await unitClosed(t.context(), { instansi: t.instansi, id: uuidv7(), event: 'organization.unit-closed', payload: { unit: c.roads, successor: heir } });
    expect((await as(t, c.coordinator).getCase({ id })).disposition).toMatchObject({ lead: { id: heir }, supporting: [] });
    await reopen(c.waste);
  });
  it('is not suggested: its successor is, else the next rule, else the unit of the category; the administrator reads why', async () => {
    const { id } = await verified();
    const admin = as(t, c.administrator);
    expect(await suggested(id), 'the unit of the category').toBe(c.roads);
    const first = await admin.saveRule({ order: 1, category: 'JALAN-RUSAK', region: null, unit: 'DLH', note: '' });
    const second = await admin.saveRule({ order: 2, category: 'JALAN-RUSAK', region: null, unit: 'SETDA', note: '' });
    expect(await suggested(id)).toBe(c.waste);
    await close(c.waste, c.inspectorate);
    expect(await suggested(id)).toBe(c.inspectorate);
    expect((await admin.listRules({})).items[0]).toMatchObject({ unitName: 'DLH', unitNote: expect.stringContaining('penggantinya, Inspektorat') });
    await close(c.waste);
    expect((await as(t, c.coordinator).getCase({ id })).suggestion?.unit?.name).toBe('Sekretariat Daerah');
    expect((await admin.listRules({})).items.map((rule) => rule.unitNote !== '')).toEqual([true, false]);
    await admin.deleteRule({ id: second.id });
    expect(await suggested(id)).toBe(c.roads);
    await close(c.roads);
    expect(await suggested(id)).toBeUndefined();
    const noted = (await admin.listAllCategories({})).items.filter(({ unitNote }) => unitNote !== '').map(({ unit }) => unit);
    expect(noted).toContain('DPUPKP');
    expect(noted).not.toContain(null);
    await reopen(c.roads);
    await reopen(c.waste);
    await admin.deleteRule({ id: first.id });
  });
  it('its last day still counts', async () => {
    const { id } = await verified();
    await close(c.waste, null, '2026-03-02');
    expect(await codeOf(dispose(id, c.waste))).toBe('ok');
    await reopen(c.waste);
  });
  it('the day of the amended budget is one of every year', async () => {
    const admin = as(t, c.administrator);
    const settings = await admin.getSettings({});
    for (const amendedBudgetDay of ['31-31', '00-10', '02-29', '04-31', '1-1', '10-1x']) expect(await codeOf(admin.saveSettings({ ...settings, amendedBudgetDay })), amendedBudgetDay).toBe('request.invalid');
    for (const amendedBudgetDay of ['02-28', '12-31', '10-01']) expect(await codeOf(admin.saveSettings({ ...settings, amendedBudgetDay, version: (await admin.getSettings({})).version })), amendedBudgetDay).toBe('ok');
  });
  it('a category out of use is seen by the administrator only', async () => {
    const { items } = await as(t, c.administrator).listAllCategories({});
    const { version: _, unitName: _n, unitNote: _o, ...category } = items.find(({ code }) => code === 'PJU')!;
    await as(t, c.administrator).saveCategory({ ...category, active: false });
    expect((await as(t).listCategories({})).items.map(({ code }) => code)).not.toContain('PJU');
    expect((await as(t, c.administrator).listAllCategories({})).items.find(({ code }) => code === 'PJU')).toMatchObject({ active: false });
    expect(await codeOf(as(t, c.coordinator).listAllCategories({}))).toBe('request.not-allowed');
  });
});

describe('a file that is gone', () => {
  const host = 'ponorogo.test';
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  it('is said in its place; the report stays readable, answered and handed on', async () => {
    const photo = await as(t).storePhoto({ name: 'lubang.png', bytes: png });
    const receipt = await reported({ photos: [photo.id] });
    await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    await as(t, c.coordinator).publish({ id: receipt.id, title: 'Jalan berlubang', body: 'Jalan berlubang di pasar', photos: [photo.id] });
    const { sha256 } = (await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ sha256: string }>(sql`select sha256 from platform.upload where instansi = ${instansi} and id = ${photo.id}`)))[0]!;
    await t.house.files.drop(t.instansi, sha256);
    const url = `/api/pengaduan/publik/${receipt.number}/foto/${photo.id}`;
    const said = await t.app.inject({ url, headers: { host } });
    expect([said.statusCode, said.json().code]).toEqual([404, 'files.gone']);
    expect(said.json().detail).toContain('sudah tidak tersimpan');
    const shown = await t.app.inject({ url, headers: { host, accept: 'image/avif,image/webp,image/*,*/*;q=0.8' } });
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([404, 'image/svg+xml']);
    expect(shown.body).toContain('sudah tidak tersimpan');
    expect(shown.headers['content-security-policy']).toContain('sandbox');
    const tracked = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect((await t.app.inject({ url: tracked.photos[0]!.url, headers: { host } })).json().code).toBe('files.gone');
    expect((await as(t, c.coordinator).getCase({ id: receipt.id })).photos).toHaveLength(1);
    await dispose(receipt.id, c.roads);
    expect(await act(c.head, receipt.id, { kind: 'draft-answer', outcome: 'resolved', text: 'Lubang sudah kami tambal.', photos: [], publish: true })).toMatchObject({ state: 'resolved' });
  });
});

describe('a code that is guessed', () => {
  it('ends after ten tries an hour, and the answer says when to come again', async () => {
    const { number, secret = '' } = await reported();
    const tries = (code: string) => t.app.inject({ method: 'POST', url: '/api/pengaduan/lacak', headers: { host: 'ponorogo.test' }, payload: { number, secret: code } });
    for (let i = 0; i < 10; i++) expect((await tries(String(secret === '000000' ? 111111 : 0).padStart(6, '0'))).statusCode).toBe(404);
    const refused = await tries(secret);
    expect(refused.statusCode).toBe(429);
    expect(refused.json().detail).toBe('Terlalu banyak percobaan. Coba lagi dalam 60 menit.');
    expect(refused.headers['retry-after']).toBe('3600');
    t.clock.advance(59.5 * 60_000);
    expect((await tries(secret)).headers['retry-after']).toBe('60');
    t.clock.advance(60_000);
    expect((await tries(secret)).statusCode).toBe(200);
  });
});
