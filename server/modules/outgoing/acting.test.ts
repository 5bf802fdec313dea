import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeBsre } from '../../adapters/signature/bsre/fake/fake-bsre.ts';
import { verifyPdf } from '../../engines/documents/verify/verify-pdf.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { setProvider } from '../issuance/service/manage.ts';
import { castOf, codeOf, holderOf, postOf, type Cast } from '../letters/letters.testing.ts';
import { as, handedOn, letterOf, seqOf, signed } from './outgoing.testing.ts';
import { signAsked } from './service/sign.ts';
import { insertBatch } from './storage/lists.ts';

// Who signs, and as what, is judged on the day of signing (reference of naskah dinas §5): orders of Plt. and Plh., the
// certificate of the person shown, the year of the number.

const t = await createTestHouse({ background: true });
let c: Cast;
beforeEach(async () => {
  t.clock.set(new Date('2026-03-02T02:00:00Z'));
  await t.house.db.asOwner(async (tx) => {
    for (const table of ['outgoing.desk', 'organization.sign_mode', 'organization.holding', 'organization.post', 'organization.unit']) await tx.run({ text: `delete from ${table}`, values: [] });
  });
  c = await castOf(t);
});
/** 09.00 WIB of a day. */
const on = (day: string) => t.clock.set(new Date(`${day}T02:00:00Z`));
/** Signed in again today: a second factor of yesterday is none. */
const today = (who: Viewer): Viewer => ({ ...who, secondFactorAt: t.clock.now() });
const acts = (person: string | Viewer, capacity: string, from: string, to?: string, post = c.wasteHead) =>
  holderOf(t, { instansi: t.instansi, post: postOf(post), unit: post.hat!.unitId, kind: post.hat!.unitKind, title: post.hat!.title, duties: post.hat!.duties, person, capacity, from, ...(to ? { to } : {}) });
const ends = (who: Viewer, day: string) => t.house.db.asOwner((tx) => tx.run(sql`update organization.holding set to_day = ${day} where id = ${who.hat!.holdingId}`));
const letter = (more: Parameters<typeof letterOf>[1] = {}) => handedOn(t, c.clerk, letterOf(c, { signer: postOf(c.wasteHead), ...more }));
const sign = async (who: Viewer, id: string) => (await signed(t, today(who), [id])).signed.length;
const tries = async (who: Viewer, id: string) => codeOf(as(t, today(who)).sign({ items: [{ id, seq: await seqOf(t, c.clerk, id) }] }));
const blockOf = async (id: string) => (await t.house.db.asOwner((tx) => tx.one<{ lines: string[]; name: string; unit: string; day: string }>(sql`select signer->'lines' as lines, signer->>'name' as name, unit_name as unit, letter_date as day from issuance.document where case_kind = 'naskah' and case_id = ${id}`)));

describe('on the day of signing', () => {
  it('a.n. BUPATI by the Plh. SEKRETARIS DAERAH: both stand in the block, the head is the secretariat’s, the certificate his own', async () => {
    const plh = await acts('Hadi Plh', 'plh', '2026-03-02', '2026-03-03', c.secretary);
    const id = await letter({ signer: postOf(c.secretary), signFor: 'an', onBehalfOf: postOf(c.regent) });
    expect(await sign(plh, id)).toBe(1);
    expect(await blockOf(id)).toMatchObject({ lines: ['a.n. BUPATI', 'Plh. SEKRETARIS DAERAH,'], name: 'Hadi Plh', unit: 'Sekretariat Daerah', day: '2026-03-02' });
    const { sha256 } = await t.house.db.asOwner((tx) => tx.one<{ sha256: string }>(sql`select file_sha256 as sha256 from issuance.document where case_id = ${id}`));
    const { signatures } = verifyPdf(await t.house.files.read(t.instansi, sha256), { trustedRoots: [] });
    expect(JSON.stringify(signatures)).toContain('Hadi Plh');
  });
  it('a Plh. of a Plt. signs on his day as Plh., the Plt. on the next', async () => {
    await ends(c.wasteHead, '2026-02-28');
    const plt = await acts('Fajar Plt', 'plt', '2026-03-01', '2026-05-31');
    const plh = await acts('Gita Plh', 'plh', '2026-03-02', '2026-03-02');
    const [one, two] = [await letter(), await letter()];
    expect(await sign(plh, one)).toBe(1);
    expect(await blockOf(one)).toMatchObject({ lines: ['Plh. KEPALA DINAS LINGKUNGAN HIDUP,'], name: 'Gita Plh' });
    on('2026-03-03');
    expect(await tries(plh, two)).toBe('outgoing.not-in-force');
    expect(await sign(plt, two)).toBe(1);
    expect(await blockOf(two)).toMatchObject({ lines: ['Plt. KEPALA DINAS LINGKUNGAN HIDUP,'], name: 'Fajar Plt', day: '2026-03-03' });
  });
  it('one person Plt. twice signs under each order in its days, and on the day between under none', async () => {
    await ends(c.wasteHead, '2026-02-28');
    const first = await acts('Dewi Plt', 'plt', '2026-03-02', '2026-03-03');
    const second = await acts(first, 'plt', '2026-03-05', '2026-03-06');
    const id = await letter();
    expect(await tries(second, id), 'an order that has not begun').toBe('outgoing.not-in-force');
    on('2026-03-04');
    for (const hat of [first, second]) expect(await tries(hat, id)).toBe('outgoing.not-in-force');
    on('2026-03-05');
    expect(await tries(first, id), 'the order that has run out').toBe('outgoing.not-in-force');
    expect(await sign(second, id)).toBe(1);
    expect(await blockOf(id)).toMatchObject({ lines: ['Plt. KEPALA DINAS LINGKUNGAN HIDUP,'], day: '2026-03-05' });
  });
  it('a new definitive holder ends a Plt. before the order says so', async () => {
    await ends(c.wasteHead, '2026-02-28');
    const plt = await acts('Budi Plt', 'plt', '2026-03-02', '2026-05-31');
    const id = await letter();
    const citra = await acts('Citra Definitif', 'definitive', '2026-03-04');
    expect(await tries(citra, id)).toBe('outgoing.not-in-force');
    on('2026-03-04');
    expect(await tries(plt, id)).toBe('outgoing.not-in-force');
    expect(await sign(citra, id)).toBe(1);
    expect(await blockOf(id)).toMatchObject({ lines: ['KEPALA DINAS LINGKUNGAN HIDUP,'], name: 'Citra Definitif' });
  });
  it('a batch that is worked off after midnight signs nothing for an order that ended with the day', async () => {
    const plh = await acts('Eko Plh', 'plh', '2026-03-02', '2026-03-02');
    const id = await letter();
    await as(t, plh).markViewed({ id, hash: (await as(t, plh).getLetter({ id })).hash });
    const batch = uuidv7();
    await t.house.db.inTenant(t.instansi, (tx) => insertBatch(tx, t.instansi, { id: batch, account: plh.accountId, name: plh.name, holding: plh.hat!.holdingId, post: plh.hat!.postId, at: t.clock.now() }, [id]));
    t.clock.set(new Date('2026-03-02T17:00:00Z'));
    await signAsked(t.context(), { instansi: t.instansi, id: batch, event: 'outgoing.sign-asked', payload: { batch } });
    expect(await as(t, c.clerk).getLetter({ id })).toMatchObject({ state: 'siap_ttd', number: '' });
    const items = await t.house.db.asOwner((tx) => tx.many<{ code: string }>(sql`select code from outgoing.batch_item where batch = ${batch}`));
    expect(items).toEqual([{ code: 'outgoing.not-in-force' }]);
  });
  it('a letter handed on in the old year is numbered and dated in the new one; the closed series gets none', async () => {
    t.clock.set(new Date('2026-12-31T08:00:00Z'));
    const [old, late] = [await letter(), await letter()];
    expect(await sign(c.wasteHead, old)).toBe(1);
    // 1 January 00.30 WIB, still 31 December in UTC.
    t.clock.set(new Date('2026-12-31T17:30:00Z'));
    expect(await sign(c.wasteHead, late)).toBe(1);
    const [before, after] = [await blockOf(old), await blockOf(late)];
    expect([before.day, after.day]).toEqual(['2026-12-31', '2027-01-01']);
    const numbers = await t.house.db.asOwner((tx) => tx.many<{ year: number; seq: number }>(sql`select year, seq from issuance.document where case_id = any(${[old, late]}::uuid[]) order by year`));
    expect(numbers).toEqual([{ year: 2026, seq: expect.any(Number) }, { year: 2027, seq: 1 }]);
  });
});

describe('a certificate', async () => {
  const NIK = '3502175508809001';
  const fake = await startFakeBsre([{ nik: NIK, name: 'ORANG LAIN', passphrase: 'rahasia-betul', state: 'ISSUE' }], { now: () => t.clock.now() });
  afterAll(() => fake.stop());
  it('of another person signs no letter: it keeps its number, says why, and nothing leaves the house', async () => {
    await setProvider(t.context(c.administrator), { kind: 'bsre', baseUrl: fake.url, username: fake.username, password: fake.password, issuer: 'BSrE, BSSN', roots: fake.trustedRoots, version: 0 });
    await t.house.db.asOwner((tx) => tx.run(sql`insert into organization.sign_mode (instansi, holding, from_day, mode) values (${t.instansi}, ${c.wasteHead.hat!.holdingId}, '2020-01-01', 'tersertifikasi')`));
    const [id, next] = [await letter(), await letter()];
    for (const one of [id, next]) await as(t, c.wasteHead).markViewed({ id: one, hash: (await as(t, c.wasteHead).getLetter({ id: one })).hash });
    const items = await Promise.all([id, next].map(async (one) => ({ id: one, seq: await seqOf(t, c.wasteHead, one) })));
    const { id: batch } = await as(t, today(c.wasteHead)).sign({ items, secret: { nik: NIK, passphrase: 'rahasia-betul' } } as never);
    await t.house.events.drain();
    const told = await as(t, c.wasteHead).getBatch({ id: batch });
    expect(told.signed).toEqual([]);
    expect(told.refused[0]).toMatchObject({ id, message: expect.stringContaining('Kepala Dinas Lingkungan Hidup') });
    const seen = await as(t, c.clerk).getLetter({ id });
    expect(seen).toMatchObject({ state: 'penomoran', number: expect.stringMatching(/^600\.1\/\d+\/DLH/), deliveries: [] });
    const kept = await t.house.db.asOwner((tx) => tx.one<{ status: string; sha256: string | null }>(sql`select status, file_sha256 as sha256 from issuance.document where case_id = ${id}`));
    expect(kept).toEqual({ status: 'failed', sha256: null });
  });
});
