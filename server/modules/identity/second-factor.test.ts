import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import type { Needs } from './contract.ts';
import { requireSecondFactor } from './contract.ts';
import { createIdentityHouse, PASSWORD } from './people.testing.ts';
import { encodeBase32, totpAt } from './totp.ts';

const t = await createIdentityHouse();
const MINUTE = 60_000;
const dinas = await t.unit('Dinas Kominfo');

interface Given { token: string; needs: Needs; hats: { holdingId: string; title: string }[] }
const signIn = async (identifier: string) => (await t.ask('POST', '/sesi', { body: { identifier, password: PASSWORD } })).body as unknown as Given;
const me = async (token: string) => await t.ask('GET', '/akun/saya', { token });
const verify = (code: string, token?: string, as?: string) => t.ask('POST', '/sesi/verifikasi', { body: { code, ...(token ? { token } : {}) }, token: as });
/** The next step's code: each is used once. */
const nextCode = (secret: string) => {
  t.clock.advance(MINUTE);
  return totpAt(secret, t.clock.now());
};

async function enrol(token: string) {
  const begun = await t.ask('POST', '/akun/saya/totp', { token, body: { password: PASSWORD } });
  const { secret } = begun.body as unknown as { secret: string };
  const confirmed = await t.ask('PUT', '/akun/saya/totp', { token, body: { code: totpAt(secret, t.clock.now()) } });
  expect(confirmed.status).toBe(200);
  return { secret, codes: (confirmed.body as unknown as { recoveryCodes: string[] }).recoveryCodes };
}

describe('a house that lives on another day', () => {
  it('compares codes with the clock of the telephone, not with its own', async () => {
    const kadis = await t.officer({ unit: dinas, duties: ['signer'], title: 'Kepala Bidang' });
    const session = await signIn(kadis.nip);
    const { secret } = (await t.ask('POST', '/akun/saya/totp', { token: session.token, body: { password: PASSWORD } })).body as unknown as { secret: string };
    const telephone = new Date('2030-05-05T05:05:05Z');
    t.clock.wall = () => telephone;
    try {
      expect((await t.ask('PUT', '/akun/saya/totp', { token: session.token, body: { code: totpAt(secret, t.clock.now()) } })).body.code).toBe('identity.second-factor-wrong');
      expect((await t.ask('PUT', '/akun/saya/totp', { token: session.token, body: { code: totpAt(secret, telephone) } })).status).toBe(200);
    } finally {
      delete t.clock.wall;
    }
  });
});

describe('enrolling', () => {
  it('a signer has no hat until the application has shown its first code', async () => {
    const kadis = await t.officer({ unit: dinas, duties: ['signer', 'leader'], title: 'Kepala Dinas' });
    const session = await signIn(kadis.nip);
    expect(session).toMatchObject({ needs: 'enrol-second-factor', hats: [{ title: 'Kepala Dinas' }] });
    expect((await me(session.token)).body).toMatchObject({ hat: null, secondFactor: { compulsory: true, totp: false } });
    const choose = () => t.ask('PUT', '/sesi/ini/jabatan', { token: session.token, body: { holdingId: kadis.holding } });
    expect((await choose()).body).toEqual({ needs: 'enrol-second-factor', hat: null });

    expect((await t.ask('POST', '/akun/saya/totp', { token: session.token, body: { password: 'bukan sandinya' } })).body.code).toBe('identity.password-wrong');
    const begun = (await t.ask('POST', '/akun/saya/totp', { token: session.token, body: { password: PASSWORD } })).body as unknown as { secret: string; uri: string; qr: string };
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    expect(begun.qr).toContain('<svg');
    expect((await t.ask('PUT', '/akun/saya/totp', { token: session.token, body: { code: '000000' } })).body.code).toBe('identity.second-factor-wrong');
    expect((await choose()).body).toEqual({ needs: 'enrol-second-factor', hat: null });
    const { recoveryCodes } = (await t.ask('PUT', '/akun/saya/totp', { token: session.token, body: { code: totpAt(begun.secret, t.clock.now()) } })).body as unknown as { recoveryCodes: string[] };
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await choose()).body).toMatchObject({ needs: null, hat: { title: 'Kepala Dinas' } });
    const rows = await t.house.db.lookUp<{ text: string }>(sql`select encode(secret, 'escape') || data::text as text from identity.credential`);
    expect(rows.some((row) => row.text.includes(begun.secret) || recoveryCodes.some((code) => row.text.includes(code)))).toBe(false);
  });

  it('broken off changes nothing; too late is refused', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'] });
    const { token } = await signIn(officer.nip);
    const { secret } = await enrol(token);
    await t.ask('POST', '/akun/saya/totp', { token, body: { password: PASSWORD } });
    const again = await signIn(officer.nip);
    expect((await verify(nextCode(secret), again.token)).status).toBe(200);
    const begun = (await t.ask('POST', '/akun/saya/totp', { token: again.token, body: { password: PASSWORD } })).body as unknown as { secret: string };
    t.clock.advance(16 * MINUTE);
    expect((await t.ask('PUT', '/akun/saya/totp', { token: again.token, body: { code: totpAt(begun.secret, t.clock.now()) } })).body.code).toBe('identity.totp-not-begun');
  });

  it('a second application needs the first one: a stolen session and a known password are not enough', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'] });
    const { token } = await signIn(officer.nip);
    await enrol(token);
    t.clock.advance(16 * MINUTE);
    expect((await t.ask('POST', '/akun/saya/totp', { token, body: { password: PASSWORD } })).body.code).toBe('request.second-factor');
    expect((await t.ask('POST', '/akun/saya/kode-cadangan', { token, body: { password: PASSWORD } })).body.code).toBe('request.second-factor');
    expect((await t.ask('DELETE', '/akun/saya/totp', { token })).body.code).toBe('request.second-factor');
  });
});

describe('giving the second factor', () => {
  const secret = encodeBase32(Buffer.from('12345678901234567890'));

  it('nobody is behind the token before it', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    const session = await signIn(officer.nip);
    expect(session).toMatchObject({ needs: 'second-factor', hats: [] });
    expect((await me(session.token)).status).toBe(401);
    expect((await t.ask('PUT', '/sesi/ini/jabatan', { token: session.token, body: { holdingId: officer.holding } })).status).toBe(401);
    expect((await verify(nextCode(secret))).status).toBe(401);
    const code = nextCode(secret);
    expect((await verify(code, session.token)).body).toMatchObject({ needs: null });
    expect((await me(session.token)).body).toMatchObject({ kind: 'officer', hat: { holdingId: officer.holding } });
    // The same code again, in another session of the same person.
    const second = await signIn(officer.nip);
    expect((await verify(code, second.token)).body.code).toBe('identity.second-factor-wrong');
    t.clock.advance(16 * MINUTE);
    expect((await verify(nextCode(secret), second.token)).status).toBe(401);
  });

  it('one code opens one session, also when sent at once', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    const sessions = [await signIn(officer.nip), await signIn(officer.nip), await signIn(officer.nip)];
    const code = nextCode(secret);
    const answers = await Promise.all(sessions.map((one) => verify(code, one.token)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 422, 422]);
  });

  it('locks after five wrong codes, whatever the session', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    for (let i = 0; i < 5; i++) {
      const { token } = await signIn(officer.nip);
      expect((await verify('000000', token)).status).toBe(422);
    }
    const { token } = await signIn(officer.nip);
    expect((await verify(totpAt(secret, t.clock.now()), token)).body.code).toBe('identity.locked');
    t.clock.advance(16 * MINUTE);
  });

  it('printed codes work once each, only for their owner, and run down', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'] });
    const other = await t.officer({ unit: dinas, duties: ['signer'] });
    const { token } = await signIn(officer.nip);
    const { recoveryCodes } = (await t.ask('POST', '/akun/saya/kode-cadangan', { token, body: { password: PASSWORD } })).body as unknown as { recoveryCodes: string[] };
    // The sheet alone is the second factor of somebody without a smartphone; the session shows it by one code.
    expect((await t.ask('PUT', '/sesi/ini/jabatan', { token, body: { holdingId: officer.holding } })).body).toMatchObject({ needs: 'second-factor' });
    expect((await verify(recoveryCodes[0]!.toLowerCase().replace('-', ' '), undefined, token)).body).toMatchObject({ needs: null, recoveryCodesLeft: 9 });
    expect((await me(token)).body).toMatchObject({ hat: { holdingId: officer.holding } });
    const again = await signIn(officer.nip);
    expect((await verify(recoveryCodes[0]!, again.token)).status).toBe(422);
    expect((await verify(recoveryCodes[1]!, again.token)).body).toMatchObject({ recoveryCodesLeft: 8 });
    const thief = await signIn(other.nip);
    await enrol(thief.token);
    expect((await verify(recoveryCodes[2]!, undefined, thief.token)).status).toBe(422);
    const fresh = (await t.ask('POST', '/akun/saya/kode-cadangan', { token: again.token, body: { password: PASSWORD } })).body as unknown as { recoveryCodes: string[] };
    const third = await signIn(officer.nip);
    expect((await verify(recoveryCodes[3]!, third.token)).status).toBe(422);
    expect((await verify(fresh.recoveryCodes[0]!, third.token)).status).toBe(200);
  });

  it('is as old as it is: signing asks again', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    const { token } = await signIn(officer.nip);
    await verify(nextCode(secret), token);
    const viewer = async () => (await import('./authenticator.ts')).authenticator.viewerOf(t.house, token);
    const given = await viewer();
    expect(() => requireSecondFactor({ ...t.context(given) }, 10)).not.toThrow();
    t.clock.advance(11 * MINUTE);
    expect(() => requireSecondFactor({ ...t.context(given) }, 10)).toThrow('request.second-factor');
    expect(() => requireSecondFactor(t.context(null), 10)).toThrow('request.not-signed-in');
    await verify(nextCode(secret), undefined, token);
    expect(() => requireSecondFactor({ ...t.context(given) }, 10)).toThrow('request.second-factor');
    const renewed = await viewer();
    expect(() => requireSecondFactor({ ...t.context(renewed) }, 10)).not.toThrow();
  });

  it('cannot be taken off by whom it is compulsory for, but by a citizen', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    const { token } = await signIn(officer.nip);
    await verify(nextCode(secret), token);
    expect((await t.ask('DELETE', '/akun/saya/totp', { token })).body.code).toBe('identity.second-factor-compulsory');
    const citizen = await t.register();
    await enrol(citizen.token);
    expect((await t.ask('DELETE', '/akun/saya/totp', { token: citizen.token })).status).toBe(200);
  });
});

describe('hats', () => {
  it('one ordinary hat is put on by itself; without a post there is none', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['desk'] });
    const session = await signIn(officer.nip);
    expect(session.needs).toBeNull();
    expect((await me(session.token)).body).toMatchObject({ kind: 'officer', hat: { holdingId: officer.holding } });
    expect((await t.ask('PUT', '/sesi/ini/jabatan', { token: session.token, body: { holdingId: null } })).body).toEqual({ needs: null, hat: null });
    expect((await me(session.token)).body).toMatchObject({ kind: 'citizen', hat: null });
  });

  it('of two the person chooses, also across institutions; rights follow the hat', async () => {
    const first = await t.officer({ unit: dinas, duties: ['desk'], title: 'Petugas Loket' });
    const elsewhere = await t.unit('Dinas Sumenep', { instansi: t.other });
    const second = await t.officer({ unit: elsewhere, duties: ['analyst'], title: 'Analis Sumenep', instansi: t.other, account: first.account, nip: first.nip });
    const session = await signIn(first.nip);
    expect(session).toMatchObject({ needs: 'choose-hat' });
    expect(session.hats.map((hat) => hat.title).sort()).toEqual(['Analis Sumenep', 'Petugas Loket']);
    expect((await me(session.token)).body).toMatchObject({ hat: null });
    const find = () => t.ask('POST', '/loket/akun/cari', { token: session.token, body: { query: '3502170506688888' } });
    expect((await find()).status).toBe(403);
    await t.ask('PUT', '/sesi/ini/jabatan', { token: session.token, body: { holdingId: first.holding } });
    expect((await find()).status).toBe(200);
    await t.ask('PUT', '/sesi/ini/jabatan', { token: session.token, body: { holdingId: second.holding } });
    expect((await find()).status).toBe(403);
  });

  it('of another person cannot be put on', async () => {
    const [a, b] = [await t.officer({ unit: dinas, duties: ['desk'] }), await t.officer({ unit: dinas, duties: ['desk'] })];
    const { token } = await signIn(a.nip);
    expect((await t.ask('PUT', '/sesi/ini/jabatan', { token, body: { holdingId: b.holding } })).body.code).toBe('request.not-found');
  });

  it('end with the order, in the middle of a session', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['desk'], to: t.clock.now().toISOString().slice(0, 10) });
    const { token } = await signIn(officer.nip);
    expect((await me(token)).body).toMatchObject({ kind: 'officer' });
    t.clock.advance(24 * 60 * MINUTE);
    const next = await signIn(officer.nip);
    expect((await me(next.token)).body).toMatchObject({ kind: 'citizen', hat: null, hats: [] });
  });

  it('of a post that became a signer\'s give nothing without the second factor', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['desk'] });
    const { token } = await signIn(officer.nip);
    await t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`update organization.post p set duties = '{desk,signer}' from organization.holding h
      where h.instansi = p.instansi and h.post = p.id and h.id = ${officer.holding}`));
    expect((await me(token)).body).toMatchObject({ kind: 'citizen', hat: null });
  });
});
