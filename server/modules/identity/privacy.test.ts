import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext } from '../../platform/request/context.ts';
import { authenticator } from './authenticator.ts';
import type { AccessBook, Accounts } from './contract.ts';
import { createIdentityHouse, PASSWORD } from './people.testing.ts';
import { hashPassword } from './passwords.ts';

const t = await createIdentityHouse();
const book = part<AccessBook<TenantContext>>(t.house, 'identity.access');
const accounts = part<Accounts<TenantContext>>(t.house, 'identity.accounts');
const idOf = async (token: string) => ((await t.ask('GET', '/akun/saya', { token })).body as unknown as { id: string }).id;
const officer = await t.officer({ unit: await t.unit('Dinas PMPTSP'), duties: ['verifier'], name: 'Wahyu', title: 'Verifikator' });
const asOfficer = t.context(await authenticator.viewerOf(t.house, await t.signInAs(officer.nip)));

describe('what a citizen sees of their own data', () => {
  it('who opened it, when and for which case, page by page; one\'s own looks and anonymous ones are no lines', async () => {
    const citizen = await t.register();
    const account = await idOf(citizen.token);
    const cases = Array.from({ length: 120 }, (_, n) => ({ caseId: uuidv7(), caseNumber: `REQ-${n}` }));
    for (const one of cases) {
      t.clock.advance(1000);
      await inTenant(asOfficer, (tx) => book.recordAccess(tx, { account, ...one, purpose: 'Memeriksa permohonan' }));
    }
    await inTenant(t.context(null), (tx) => book.recordAccess(tx, { account, purpose: 'tak dikenal' }));
    await inTenant(t.context(await authenticator.viewerOf(t.house, citizen.token)), (tx) => book.recordAccess(tx, { account, purpose: 'sendiri' }));
    const seen: string[] = [];
    for (let before: string | null | undefined = undefined; before !== null; ) {
      const page = (await t.ask('GET', `/akun/saya/pembukaan${before ? `?before=${before}` : ''}`, { token: citizen.token })).body as unknown as { items: { caseNumber: string; byTitle: string }[]; next: string | null };
      seen.push(...page.items.map((one) => one.caseNumber));
      expect(page.items.every((one) => one.byTitle === 'Verifikator, Dinas PMPTSP')).toBe(true);
      before = page.next;
    }
    expect(seen).toEqual(cases.map((one) => one.caseNumber).reverse());
  });

  it('a line rolled back with its transaction was never written', async () => {
    const citizen = await t.register();
    const account = await idOf(citizen.token);
    await expect(inTenant(asOfficer, async (tx) => {
      await book.recordAccess(tx, { account, purpose: 'x' });
      throw new Error('broken off');
    })).rejects.toThrow('broken off');
    expect((await t.ask('GET', '/akun/saya/pembukaan', { token: citizen.token })).body).toEqual({ items: [], next: null });
  });

  it('the copy holds everything of the own account and nothing of another', async () => {
    const [a, b] = [await t.register({ name: 'Ani' }), await t.register({ name: 'Bagus' })];
    const [idA, idB] = [await idOf(a.token), await idOf(b.token)];
    const caseId = uuidv7();
    await inTenant(asOfficer, async (tx) => {
      await book.linkCase(tx, { account: idA, caseId, kind: 'permohonan', number: 'A-1', title: 'Surat Keterangan Usaha' });
      await book.linkCase(tx, { account: idA, caseId, kind: 'permohonan', number: 'A-1', title: 'Surat Keterangan Usaha (baru)' });
      await book.linkCase(tx, { account: idB, caseId: uuidv7(), kind: 'permohonan', number: 'B-1', title: 'Izin' });
      await book.recordAccess(tx, { account: idB, purpose: 'Milik Bagus' });
    });
    const copy = (await t.ask('GET', '/akun/saya/salinan', { token: a.token })).body as unknown as Record<string, unknown>;
    expect(copy).toMatchObject({ account: { nama: 'Ani', nik: a.nik, terverifikasi: false }, cases: [{ caseId, number: 'A-1', title: 'Surat Keterangan Usaha (baru)', instansiName: 'Kabupaten Ponorogo' }], accesses: [] });
    expect(JSON.stringify(copy)).not.toMatch(/Bagus|B-1/);
    expect((await t.ask('GET', '/akun/saya/perkara', { token: b.token })).body).toMatchObject({ items: [{ number: 'B-1' }] });
  });
});

describe('randomised tries across accounts', () => {
  it('no session reaches a session, passkey or page of another account', async () => {
    const people: { token: string; nik: string; id: string }[] = [];
    for (let i = 0; i < 6; i++) {
      const one = await t.register({ name: `Warga ${'ABCDEF'[i]}`, phone: `0899 0000 00${10 + i}` });
      people.push({ ...one, id: await idOf(one.token) });
    }
    const sessionsOf = async (token: string) => ((await t.ask('GET', '/akun/saya/sesi', { token })).body as unknown as { items: { id: string }[] }).items.map((one) => one.id);
    const before = await Promise.all(people.map((one) => sessionsOf(one.token)));
    let seed = 20260302;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    for (let n = 0; n < 120; n++) {
      const me = random(people.length);
      const other = (me + 1 + random(people.length - 1)) % people.length;
      const target = before[other]![0]!;
      const { token } = people[me]!;
      const tries = [
        () => t.ask('DELETE', `/akun/saya/sesi/${target}`, { token }),
        () => t.ask('DELETE', `/akun/saya/passkey/${target}`, { token }),
        () => t.ask('PUT', '/sesi/ini/jabatan', { token, body: { holdingId: officer.holding } }),
        () => t.ask('POST', '/akun/saya/passkey', { token, body: { id: target, response: {} } }),
        () => t.ask('GET', `/akun/saya/pembukaan?before=${target}`, { token }),
        () => t.ask('POST', '/sesi/verifikasi', { token, body: { token: people[other]!.token, code: '123456' } }),
        () => t.ask('POST', `/loket/akun/${people[other]!.id}/verifikasi`, { token, body: { nik: people[other]!.nik, name: 'X', birthDate: '1968-06-05' } }),
      ];
      const answer = await tries[random(tries.length)]!();
      expect([200, 403, 404, 409, 422, 429]).toContain(answer.status);
      if (answer.status === 200) expect(answer.body).toEqual({ items: [], next: null });
      expect(JSON.stringify(answer.body)).not.toContain(people[other]!.nik);
    }
    const after = await Promise.all(people.map((one) => sessionsOf(one.token)));
    expect(after).toEqual(before);
  });

  it('no answer and no trail carries a password, a token or a whole NIK', async () => {
    const citizen = await t.register();
    const answers = await Promise.all(['/akun/saya', '/akun/saya/sesi', '/akun/saya/pembukaan', '/akun/saya/perkara'].map(async (path) => JSON.stringify((await t.ask('GET', path, { token: citizen.token })).body)));
    for (const text of answers) expect(text).not.toMatch(new RegExp(`${citizen.nik}|${citizen.token}|argon2`));
    const trail = await t.house.db.asOwner((tx) => tx.many<{ text: string }>(sql`select e::text as text from audit.entry e union all select o::text from platform.outbox o`));
    expect(trail.length).toBeGreaterThan(20);
    for (const { text } of trail) expect(text).not.toMatch(/argon2|kopi tubruk/);
    expect(trail.some(({ text }) => text.includes(citizen.nik) || text.includes(citizen.token))).toBe(false);
  });
});

describe('the part identity.accounts', () => {
  it('hashes with Argon2id, 19 MiB, two passes', async () => {
    expect(await hashPassword(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
  it('makes many accounts from one hash, refuses what is taken or malformed', async () => {
    const passwordHash = await accounts.hashPassword('sandi bersama contoh');
    const make = (over: object) => inTenant(t.context(), (tx) => accounts.createAccount(tx, { name: 'Contoh', passwordHash, ...over }));
    const nip = t.nextNip();
    const id = uuidv7();
    expect(await make({ id, nip, userName: 'Bupati.Contoh', level: 'verified', nik: t.nextNik(), phone: '0812 1111 2222' })).toBe(id);
    await expect(make({ nip })).rejects.toMatchObject({ refusal: { code: 'identity.nip-taken' } });
    await expect(make({ userName: 'bupati.contoh' })).rejects.toMatchObject({ refusal: { code: 'identity.user-name-taken' } });
    await expect(make({ userName: '081234567890', nip: '1', nik: '2' })).rejects.toMatchObject({ refusal: { code: 'request.invalid', fields: [{ path: 'nik' }, { path: 'nip' }, { path: 'userName' }] } });
    expect((await t.ask('POST', '/sesi', { body: { identifier: 'BUPATI.contoh', password: 'sandi bersama contoh' } })).status).toBe(200);
    expect(await inTenant(t.context(), (tx) => accounts.contactOf(tx, id))).toEqual({ name: 'Contoh', phone: '+6281211112222', email: null, level: 'verified' });
  });
  it('a sweep clears what no longer counts and keeps what does', async () => {
    const { token } = await t.register({ device: 'lama' });
    const { sweep } = await import('./storage/sweep.ts');
    await sweep(t.house.db, t.clock.now());
    expect((await t.ask('GET', '/akun/saya', { token })).status).toBe(200);
    await sweep(t.house.db, new Date(t.clock.now().getTime() + 40 * 86_400_000));
    expect(await t.house.db.lookUp(sql`select id from identity.session`)).toEqual([]);
    expect(await t.house.db.lookUp(sql`select key from platform.rate`)).toEqual([]);
  });
});
