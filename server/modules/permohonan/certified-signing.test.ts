import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeBsre } from '../../adapters/signature/bsre/fake/fake-bsre.ts';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { setSignMode } from '../organization/storage/holdings.ts';
import { castOf, officer, usahaAnswers, type Cast } from './permohonan.testing.ts';
import { actorOf } from './service/act.ts';
import { checkState } from './service/check-state.ts';
import { perform } from './service/perform.ts';
import { issueLetter } from './service/signing.ts';
import { loadForOfficer } from './service/visibility.ts';

const NIK = '3502175508809001';
const PASSPHRASE = 'kuda-lumping-menari';

const t = await createTestHouse({ background: true });
const fake = await startFakeBsre([{ nik: NIK, name: 'Slamet Riyadi', passphrase: PASSPHRASE, totp: '445566', state: 'ISSUE' }], { now: () => t.clock.now(), slowMilliseconds: 1500 });
afterAll(() => fake.stop());
let cast: Cast;
let head: Viewer;
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;
const certified = () => ({ ...head, secondFactorAt: t.clock.now() });
const secret = { passphrase: PASSPHRASE, nik: NIK };

/** Sent and checked: waiting for the head of the village. */
async function waiting(): Promise<string> {
  const { id } = await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: await usahaAnswers(t, cast) });
  const { seq } = await as(cast.verifier).permohonan.getCase({ id });
  await as(cast.verifier).permohonan.act({ id, seq, action: { kind: 'complete', step: 'periksa', outcome: 'pass', checklist: { pengantar_terbaca: 'yes', usaha_ada: 'yes' } } });
  return id;
}
async function itemsOf(...ids: string[]) {
  const { items } = await as(certified()).permohonan.signingList({});
  return ids.map((id) => items.find((item) => item.id === id)!).map(({ id, seq, step }) => ({ id, seq, step }));
}
const inList = async (id: string) => (await as(certified()).permohonan.signingList({})).items.find((item) => item.id === id);
const sign = async (ids: string[], more: object = {}) => as(certified()).permohonan.signMany({ items: await itemsOf(...ids), ...more });

beforeAll(async () => {
  cast = await castOf(t);
  head = cast.signer;
  await inTenant(t.context(), (tx) => setSignMode(tx.tx, tx.instansi, head.hat!.holdingId, '2020-01-01', 'tersertifikasi'));
  const admin = await officer(t, t.context(), cast.desa, 'Administrator', 'Fajar Nugroho', ['administrator']);
  await as(admin).issuance.setProvider({ kind: 'bsre', baseUrl: fake.url, username: fake.username, password: fake.password, issuer: 'BSrE, BSSN', roots: fake.trustedRoots, version: 0 });
});

describe('a certified signature', () => {
  it('asks for the second factor first, then for the passphrase, before anything is begun', async () => {
    const id = await waiting();
    const items = await itemsOf(id);
    await expect(as({ ...head, secondFactorAt: undefined }).permohonan.signMany({ items, secret })).rejects.toMatchObject({ problem: { code: 'request.second-factor' } });
    await expect(as(certified()).permohonan.signMany({ items })).rejects.toMatchObject({ problem: { code: 'permohonan.passphrase-needed', status: 422 } });
    await expect(as(certified()).permohonan.signMany({ items, secret: {} })).rejects.toMatchObject({ problem: { code: 'request.invalid', fields: [{ path: 'secret.passphrase' }] } });
    await expect(as(certified()).permohonan.signMany({ items, secret: { passphrase: PASSPHRASE } })).rejects.toMatchObject({ problem: { code: 'permohonan.signer-nik', fields: [{ path: 'nik' }] } });
    await expect(as(cast.verifier).permohonan.signMany({ items, secret })).rejects.toMatchObject({ problem: { code: 'request.not-allowed' } });
    await t.house.events.drain();
    expect(await itemsOf(id)).toEqual(items);
    expect(fake.signCalls).toHaveLength(0);
  });

  it('signs many with one passphrase, each in one call, and they are out at once', async () => {
    const ids = [await waiting(), await waiting()];
    const before = fake.signCalls.length;
    expect(await sign(ids, { secret })).toEqual({ signed: ids, refused: [] });
    expect(fake.signCalls.length - before).toBe(2);
    for (const id of ids) {
      const mine = await as(cast.citizen).permohonan.getMine({ id });
      expect(mine).toMatchObject({ status: 'issued', documents: [{ state: 'signed' }] });
    }
    // The job that looks afterwards finds nothing to do.
    t.clock.advance(6 * 60_000);
    await t.house.events.drain();
    expect(fake.signCalls.length - before).toBe(2);
    expect((await as(cast.citizen).permohonan.getMine({ id: ids[0]! })).documents).toMatchObject([{ state: 'signed' }]);
  });

  it('takes a one-time code instead', async () => {
    const id = await waiting();
    expect((await sign([id], { secret: { totp: '445566', nik: NIK } })).signed).toEqual([id]);
  });

  it('tries no second letter after a wrong passphrase, says so, and keeps the number for the next try', async () => {
    const ids = [await waiting(), await waiting()];
    const before = fake.signCalls.length;
    const { signed, refused } = await sign(ids, { secret: { ...secret, passphrase: 'salah' } });
    expect(signed).toEqual([]);
    expect(refused).toMatchObject([{ id: ids[0], message: expect.stringContaining('Passphrase salah') }, { id: ids[1], message: expect.stringContaining('Belum dicoba') }]);
    expect(fake.signCalls.length - before).toBe(1);
    const stuck = await inList(ids[0]!);
    expect(stuck).toMatchObject({ failed: expect.stringContaining('Passphrase salah'), uncertain: false });
    expect(stuck!.detail).not.toContain('sedang ditandatangani');
    expect((await inList(ids[1]!))!.failed).toBeUndefined();
    const number = (await as(cast.citizen).permohonan.getMine({ id: ids[0]! })).documents[0]!.number;
    expect((await sign(ids, { secret })).signed).toEqual(ids);
    expect((await as(cast.citizen).permohonan.getMine({ id: ids[0]! })).documents).toMatchObject([{ number, state: 'signed' }]);
  });

  it('waits for a slow provider', async () => {
    const id = await waiting();
    fake.mood = 'slow';
    expect((await sign([id], { secret })).signed).toEqual([id]);
    fake.mood = 'well';
  });

  it('never signs again by itself what is uncertain: the signer looks first and says so', async () => {
    const id = await waiting();
    fake.mood = 'hang-up-after-signing';
    const lost = await sign([id], { secret });
    fake.mood = 'well';
    expect(lost.refused).toMatchObject([{ id, message: expect.stringContaining('belum pasti') }]);
    expect(await inList(id)).toMatchObject({ uncertain: true });
    const calls = fake.signCalls.length;
    expect((await sign([id], { secret })).refused).toMatchObject([{ id, message: expect.stringContaining('Belum pasti') }]);
    expect(fake.signCalls.length).toBe(calls);
    expect((await sign([id], { secret, afresh: true })).signed).toEqual([id]);
    expect((await as(cast.citizen).permohonan.getMine({ id })).status).toBe('issued');
  });

  it('is completed by the signer’s retry, too: the request leaves the desk', async () => {
    const id = await waiting();
    fake.mood = 'error-500';
    await sign([id], { secret });
    fake.mood = 'well';
    const [document] = (await as(cast.citizen).permohonan.getMine({ id })).documents;
    expect(document).toMatchObject({ state: 'failed' });
    await as(certified()).issuance.retry({ id: document!.id, remote: { nik: NIK, passphrase: PASSPHRASE } });
    await t.house.events.drain();
    expect((await as(cast.citizen).permohonan.getMine({ id })).status).toBe('issued');
  });

  it('is told as failed by the job that looks, when the signer’s request died; and the job takes nothing from one that runs', async () => {
    const id = await waiting();
    const [item] = await itemsOf(id);
    const before = fake.signCalls.length;
    await inTenant(t.context(certified()), async (tx) => {
      const c = await loadForOfficer(tx, id);
      await perform(tx, { request: c.request, compiled: c.compiled, unitOf: c.unitOf, actor: actorOf(head.hat!, c), by: { kind: 'officer', post: head.hat!.postId }, payload: { kind: 'sign-requested', step: item!.step }, expectedSeq: item!.seq, letterAt: new Date(Date.now() + 3_600_000) });
    });
    const look = { instansi: t.instansi, id, event: 'permohonan.sign-requested', payload: { request: id }, at: t.clock.now().toISOString() };
    await issueLetter(t.context(), look);
    expect(await inList(id)).toMatchObject({ failed: expect.stringContaining('passphrase'), uncertain: false });
    fake.mood = 'slow';
    const running = sign([id], { secret });
    const isSending = () => inTenant(t.context(), (tx) => tx.tx.maybe(sql`select 1 from issuance.document where instansi = ${t.instansi} and case_id = ${id} and sending_since is not null`));
    await expect.poll(isSending, { timeout: 5000, interval: 10 }).toBeDefined();
    // While the provider is asked: the job refuses to take part, and is repeated later.
    await expect(issueLetter(t.context(), look)).rejects.toMatchObject({ refusal: { code: 'issuance.being-signed' } });
    fake.mood = 'well';
    expect((await running).signed).toEqual([id]);
    await issueLetter(t.context(), look);
    expect(fake.signCalls.length - before).toBe(1);
    expect((await checkState(t.context())).differences).toEqual([]);
  });

  it('leaves neither passphrase nor code anywhere', async () => {
    const tables = await t.house.db.asOwner((tx) => tx.many<{ name: string }>(sql`select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'wilayah')`));
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const found = await t.house.db.asOwner((tx) => tx.many({ text: `select 1 from ${name} r where r::text like '%${PASSPHRASE}%' or r::text like '%445566%' limit 1`, values: [] }));
      expect(found, name).toEqual([]);
    }
  });
});
