import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { createIdentityHouse, PASSWORD } from './people.testing.ts';
import { encodeBase32, totpAt } from './totp.ts';

const t = await createIdentityHouse();
const secret = encodeBase32(Buffer.from('12345678901234567890'));
const setda = await t.unit('Sekretariat Daerah');
const dinas = await t.unit('Dinas PMPTSP');
const bidang = await t.unit('Bidang Perizinan', { parent: dinas });
const sumenep = await t.unit('Dinas Sumenep', { instansi: t.other });
const code = () => {
  t.clock.advance(60_000);
  return totpAt(secret, t.clock.now());
};
const deskOfficer = await t.officer({ unit: dinas, duties: ['desk'], name: 'Rini Loket', title: 'Petugas Loket' });
const desk = await t.signInAs(deskOfficer.nip);
const adminOf = async (unit: string, duties: string[], instansi = t.instansi) => {
  const officer = await t.officer({ unit, duties, totpSecret: secret, instansi });
  return { ...officer, token: await t.signInAs(officer.nip, code()) };
};
const unitAdmin = await adminOf(dinas, ['unit-administrator']);
const admin = await adminOf(setda, ['administrator']);
const neighbour = await adminOf(sumenep, ['administrator'], t.other);

const find = async (query: string, token = desk) => ((await t.ask('POST', '/loket/akun/cari', { token, body: { query } })).body as unknown as { items: { id: string; name: string; level: string; nikMasked: string | null; staff: boolean }[] }).items;
const signIn = (identifier: string, password = PASSWORD) => t.ask('POST', '/sesi', { body: { identifier, password } });
const use = (value: string, password = 'teh manis sore hari') => t.ask('POST', '/akun/kode', { body: { code: value, password } });
const tokenOf = (answer: { body: unknown }) => (answer.body as { token: string }).token;

describe('verification at a desk', () => {
  it('gives the NIK to who shows the card; the others lose it, are told, and keep their account', async () => {
    const impostor = await t.register({ name: 'Orang Lain', phone: '0811 0000 0001', password: 'sandi orang lain' });
    const owner = await t.register({ name: 'Siti Rahayu', nik: impostor.nik, phone: '0811 0000 0002' });
    const found = await find(impostor.nik);
    expect(found.map((one) => one.name).sort()).toEqual(['Orang Lain', 'Siti Rahayu']);
    expect(found[0]!.nikMasked).toMatch(/^3502••••••••\d{4}$/);
    const mine = found.find((one) => one.name === 'Siti Rahayu')!;
    const verify = (nik: string) => t.ask('POST', `/loket/akun/${mine.id}/verifikasi`, { token: desk, body: { nik, name: 'SITI RAHAYU', birthDate: '1968-06-05' } });
    expect((await verify(t.nextNik())).body.code).toBe('identity.nik-differs');
    expect((await verify(impostor.nik)).body).toMatchObject({ level: 'verified', takenFrom: 1, name: 'SITI RAHAYU' });

    expect((await t.ask('GET', '/akun/saya', { token: owner.token })).body).toMatchObject({ level: 'verified', name: 'SITI RAHAYU' });
    expect((await t.ask('GET', '/akun/saya', { token: impostor.token })).body).toMatchObject({ level: 'unverified', nikMasked: null });
    expect((await signIn(impostor.nik, 'sandi orang lain')).body.code).toBe('identity.sign-in-wrong');
    expect((await signIn('081100000001', 'sandi orang lain')).status).toBe(200);
    const told = (await t.ask('GET', '/akun/saya/pembukaan', { token: impostor.token })).body as unknown as { items: { purpose: string }[] };
    expect(told.items.some((one) => one.purpose.startsWith('NIK dilepas'))).toBe(true);
    const events = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ event: string }>(sql`select event from platform.outbox`));
    expect(events.map((one) => one.event)).toEqual(expect.arrayContaining(['identity.verified', 'identity.nik-taken-over']));

    expect(await t.ask('POST', '/akun', { body: { name: 'Lain', nik: impostor.nik, birthDate: '1968-06-05', phone: '081234567890', password: 'sandi yang lain lagi' } })).toMatchObject({ status: 409, body: { code: 'identity.nik-taken' } });
  });

  it('one NIK has one verified owner, also when two desks verify at once', async () => {
    const nik = t.nextNik();
    const [a, b] = [await t.register({ nik, password: 'sandi orang pertama' }), await t.register({ nik, password: 'sandi orang kedua' })];
    const found = await find(nik);
    expect(found).toHaveLength(2);
    const answers = await Promise.all(found.map((one) => t.ask('POST', `/loket/akun/${one.id}/verifikasi`, { token: desk, body: { nik, name: 'Siti Rahayu', birthDate: '1968-06-05' } })));
    const levels = await Promise.all([a, b].map(async ({ token }) => (await t.ask('GET', '/akun/saya', { token })).body as unknown as { level: string; nikMasked: string | null }));
    expect(levels.filter((one) => one.level === 'verified')).toHaveLength(1);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 409)!.body.code).toBe('identity.nik-owned');
  });

  it('shows the citizen who looked, once an hour', async () => {
    const citizen = await t.register();
    await find(citizen.nik);
    await find(citizen.nik);
    const list = async () => ((await t.ask('GET', '/akun/saya/pembukaan', { token: citizen.token })).body as unknown as { items: object[] }).items;
    expect(await list()).toEqual([expect.objectContaining({ byName: 'Rini Loket', byTitle: 'Petugas Loket, Dinas PMPTSP', instansiName: 'Kabupaten Ponorogo', purpose: 'Mencari akun di loket' })]);
    t.clock.advance(61 * 60_000);
    await find(citizen.nik);
    expect(await list()).toHaveLength(2);
  });

  it('is not done for oneself, and not by who has no desk', async () => {
    expect((await t.ask('POST', `/loket/akun/${deskOfficer.account}/verifikasi`, { token: desk, body: { nik: t.nextNik(), name: 'Rini', birthDate: '1968-06-05' } })).body.code).toBe('identity.own-account');
    expect((await t.ask('POST', '/loket/akun/cari', { token: unitAdmin.token, body: { query: '3502170506689001' } })).status).toBe(403);
    expect((await t.ask('POST', '/loket/akun/cari', { token: desk, body: { query: 'budi' } })).body.fields?.[0]?.path).toBe('query');
  });
});

describe('a forgotten password', () => {
  it('is set anew with a code printed at a desk: once, for a day, ending old sessions', async () => {
    const citizen = await t.register();
    const [account] = await find(citizen.nik);
    const issue = async () => ((await t.ask('POST', `/loket/akun/${account!.id}/kode-sandi`, { token: desk })).body as unknown as { code: string }).code;
    expect(await issue()).toBe('identity.verify-first');
    await t.ask('POST', `/loket/akun/${account!.id}/verifikasi`, { token: desk, body: { nik: citizen.nik, name: 'Siti Rahayu', birthDate: '1968-06-05' } });
    const old = await issue();
    const printed = await issue();
    expect(printed).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect((await use(old)).body.code).toBe('identity.code-wrong');
    expect((await use(printed, 'pendek')).body.fields?.[0]?.path).toBe('password');
    const answer = await use(printed.toLowerCase().replaceAll('-', ' '));
    expect(answer.body).toMatchObject({ name: 'Siti Rahayu', needs: null });
    expect((await use(printed)).body.code).toBe('identity.code-wrong');
    expect((await t.ask('GET', '/akun/saya', { token: citizen.token })).status).toBe(401);
    expect((await signIn(citizen.nik)).status).toBe(401);
    expect((await signIn(citizen.nik, 'teh manis sore hari')).status).toBe(200);
    const late = await issue();
    const now = t.clock.now();
    t.clock.advance(25 * 3_600_000);
    expect((await use(late)).body.code).toBe('identity.code-wrong');
    t.clock.set(now);
  });

  it('of an officer is not reset at a desk', async () => {
    const desk2 = await t.signInAs((await t.officer({ unit: dinas, duties: ['desk'] })).nip);
    for (const target of [admin.account, deskOfficer.account]) {
      expect((await t.ask('POST', `/loket/akun/${target}/kode-sandi`, { token: desk2 })).body.code).toBe('identity.staff-account');
    }
  });

  it('by mail only where there is an address; the answer is always the same', async () => {
    const ask = async (identifier: string) => (await t.ask('POST', '/akun/atur-ulang', { body: { identifier } })).body;
    const citizen = await t.register({ email: 'siti.reset@contoh.id' });
    const without = await t.register();
    const before = (await t.house.db.asOwner((tx) => tx.many(sql`select id from platform.outbox where event = 'identity.reset-requested'`))).length;
    expect(await ask(without.nik)).toEqual(await ask(t.nextNik()));
    expect(await ask(citizen.nik)).toEqual({ done: true });
    const sent = await t.house.db.asOwner((tx) => tx.many<{ payload: Record<string, unknown> }>(sql`select payload from platform.outbox where event = 'identity.reset-requested'`));
    expect(sent.length - before).toBe(1);
    expect(JSON.stringify(sent)).not.toContain('siti.reset');
    const { accounts } = await import('./service/accounts.ts');
    const message = accounts(t.house).openResetMessage(sent.at(-1)!.payload);
    expect(message).toMatchObject({ email: 'siti.reset@contoh.id', name: 'Siti Rahayu' });
    expect((await use(message.link.split('#')[1]!)).status).toBe(200);
    for (let i = 0; i < 3; i++) await ask(`pelan.${citizen.nik}`);
    expect((await ask(`pelan.${citizen.nik}`)).code).toBe('identity.too-many');
  });

  it('guessing codes is limited by address', async () => {
    const guess = () => t.ask('POST', '/akun/kode', { ip: '10.5.0.1', body: { code: 'ABCD-EFGH-JKLM', password: 'teh manis sore hari' } });
    for (let i = 0; i < 20; i++) expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(429);
  });
});

describe('activation cards', () => {
  const issue = async (people: string[], token = unitAdmin.token) => (await t.ask('POST', '/administrator/akun/kartu', { token, body: { people } })).body as unknown as { cards: { code: string; name: string; signInWith: string; personId: string }[]; linked: string[]; skipped: { name: string; reason: string }[] };
  const list = async (token: string, query = '') => ((await t.ask('GET', `/administrator/akun?query=${encodeURIComponent(query)}`, { token })).body as unknown as { items: { personId: string; name: string; status: string }[]; counts: object });

  it('one card per person of the own unit and below: code → password → signed in', async () => {
    const people = [await t.officer({ unit: dinas, duties: ['analyst'], name: 'Agus Analis', accountless: true }), await t.officer({ unit: bidang, duties: ['verifier'], name: 'Wati Verifikator', accountless: true })];
    expect((await list(unitAdmin.token)).items.filter((one) => one.status === 'none').map((one) => one.name)).toEqual(['Agus Analis', 'Wati Verifikator']);
    const { cards } = await issue(people.map((one) => one.person));
    expect(cards.map((card) => [card.name, card.signInWith])).toEqual([['Agus Analis', `NIP ${people[0]!.nip}`], ['Wati Verifikator', `NIP ${people[1]!.nip}`]]);
    expect((await signIn(people[0]!.nip)).status).toBe(401);
    const answer = await use(cards[1]!.code);
    expect(answer.body).toMatchObject({ name: 'Wati Verifikator', needs: null, hats: [{ title: 'Analis' }] });
    expect((await t.ask('GET', '/akun/saya', { token: tokenOf(answer) })).body).toMatchObject({ kind: 'officer' });
    expect((await signIn(people[1]!.nip, 'teh manis sore hari')).status).toBe(200);
    // A card printed again replaces the first one; an active account gets none.
    const again = await issue(people.map((one) => one.person));
    expect(again.cards).toHaveLength(1);
    expect(again.skipped[0]).toMatchObject({ name: 'Wati Verifikator' });
    expect((await use(cards[0]!.code)).body.code).toBe('identity.code-wrong');
    expect((await use(again.cards[0]!.code)).status).toBe(200);
  });

  it('who must have a second factor is led to it after the card', async () => {
    const signer = await t.officer({ unit: dinas, duties: ['signer'], accountless: true });
    const { cards } = await issue([signer.person]);
    expect((await use(cards[0]!.code)).body).toMatchObject({ needs: 'enrol-second-factor' });
  });

  it('a unit\'s administrator gives none to other units, an institution\'s none to other institutions', async () => {
    const other = await t.officer({ unit: setda, duties: ['analyst'], accountless: true });
    const far = await t.officer({ unit: sumenep, duties: ['analyst'], accountless: true, instansi: t.other });
    expect(await issue([other.person, far.person])).toMatchObject({ cards: [], skipped: [{ name: '2 orang' }] });
    expect((await issue([other.person], neighbour.token)).cards).toEqual([]);
    expect((await issue([far.person], admin.token)).cards).toEqual([]);
    expect((await issue([other.person], admin.token)).cards).toHaveLength(1);
    expect((await list(unitAdmin.token)).items.some((one) => one.personId === other.person)).toBe(false);
    expect((await list(neighbour.token)).items.every((one) => one.personId !== other.person)).toBe(true);
  });

  it('who already has a verified account keeps it: rights come, no card opens it', async () => {
    const citizen = await t.register();
    const [account] = await find(citizen.nik);
    await t.ask('POST', `/loket/akun/${account!.id}/verifikasi`, { token: desk, body: { nik: citizen.nik, name: 'Siti Rahayu', birthDate: '1968-06-05' } });
    const person = await t.officer({ unit: dinas, duties: ['analyst'], name: 'Siti Rahayu', accountless: true, nik: citizen.nik });
    expect(await issue([person.person])).toMatchObject({ cards: [], linked: ['Siti Rahayu'] });
    expect((await signIn(citizen.nik)).body).toMatchObject({ hats: [{ title: 'Analis' }] });
    // The administrator who typed the NIK gets no way into the citizen's account.
    expect((await t.ask('POST', `/administrator/akun/${account!.id}/kode-sandi`, { token: unitAdmin.token })).status).toBe(404);
  });

  it('an unverified account with the same NIK loses it when the card is used', async () => {
    const impostor = await t.register({ password: 'sandi penyamar ini' });
    const person = await t.officer({ unit: dinas, duties: ['analyst'], name: 'Pemilik NIK', accountless: true, nik: impostor.nik });
    const { cards } = await issue([person.person]);
    expect((await signIn(impostor.nik, 'sandi penyamar ini')).status).toBe(200);
    expect((await use(cards[0]!.code)).status).toBe(200);
    expect((await signIn(impostor.nik, 'sandi penyamar ini')).status).toBe(401);
    expect((await signIn(impostor.nik, 'teh manis sore hari')).status).toBe(200);
  });

  it('a NIP that waits for its card in one institution cannot be taken by another', async () => {
    const mine = await t.officer({ unit: dinas, duties: ['analyst'], accountless: true });
    await issue([mine.person]);
    const theirs = await t.officer({ unit: sumenep, duties: ['analyst'], accountless: true, instansi: t.other, nip: mine.nip });
    expect(await issue([theirs.person], neighbour.token)).toMatchObject({ cards: [], linked: [], skipped: [{ reason: expect.stringContaining('NIP') }] });
  });
});

describe('resets by administrators', () => {
  const reset = (id: string, token: string, what = 'kode-sandi') => t.ask('POST', `/administrator/akun/${id}/${what}`, { token });
  it('reach the own people only', async () => {
    const inside = await t.officer({ unit: bidang, duties: ['analyst'] });
    const outside = await t.officer({ unit: setda, duties: ['analyst'] });
    const both = await t.officer({ unit: dinas, duties: ['analyst'] });
    await t.officer({ unit: setda, duties: ['leader'], account: both.account, nip: t.nextNip() });
    const citizen = await t.register();
    const [account] = await find(citizen.nik);
    expect((await reset(inside.account, unitAdmin.token)).status).toBe(200);
    expect((await reset(outside.account, unitAdmin.token)).body.code).toBe('identity.outside-unit');
    expect((await reset(both.account, unitAdmin.token)).body.code).toBe('identity.outside-unit');
    expect((await reset(both.account, admin.token)).status).toBe(200);
    expect((await reset(account!.id, admin.token)).status).toBe(404);
    expect((await reset(unitAdmin.account, unitAdmin.token)).body.code).toBe('identity.own-account');
    expect((await reset(inside.account, neighbour.token)).status).toBe(404);
    expect((await reset(inside.account, desk)).status).toBe(403);
  });

  it('take a lost second factor away, with all sessions; the password is not touched', async () => {
    const officer = await t.officer({ unit: dinas, duties: ['signer'], totpSecret: secret });
    const token = await t.signInAs(officer.nip, code());
    expect((await reset(officer.account, unitAdmin.token, 'verifikasi-kedua/cabut')).status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token })).status).toBe(401);
    expect((await signIn(officer.nip)).body).toMatchObject({ needs: 'enrol-second-factor' });
    expect((await reset(officer.account, neighbour.token, 'verifikasi-kedua/cabut')).status).toBe(404);
  });
});

describe('a lost second factor of a citizen', () => {
  const nik = () => t.nextNik();
  async function withCodes() {
    const number = nik();
    const session = await t.register({ nik: number, phone: '0811 0000 0700' });
    const { recoveryCodes } = (await t.ask('POST', '/akun/saya/kode-cadangan', { token: session.token, body: { password: PASSWORD } })).body as unknown as { recoveryCodes: string[] };
    const [found] = await find(number);
    return { nik: number, id: found!.id, session, recoveryCodes };
  }
  const verify = (id: string, number: string) => t.ask('POST', `/loket/akun/${id}/verifikasi`, { token: desk, body: { nik: number, name: 'Siti Rahayu', birthDate: '1968-06-05' } });
  const print = (id: string, token = desk) => t.ask('POST', `/loket/akun/${id}/kode-verifikasi-kedua`, { token });

  it('is helped at a desk: card compared, code printed, and only its use takes the old factor off', async () => {
    const person = await withCodes();
    expect((await print(person.id)).body.code).toBe('identity.verify-first');
    await verify(person.id, person.nik);
    expect((await find(person.nik))[0]).toMatchObject({ level: 'verified', secondFactor: true });
    const printed = await print(person.id);
    expect(printed).toMatchObject({ status: 200, body: { name: 'Siti Rahayu' } });
    // The desk has taken nothing: password and second factor are what they were.
    expect((await signIn(person.nik)).body).toMatchObject({ needs: 'second-factor' });
    const used = await use((printed.body as unknown as { code: string }).code, 'sandi baru yang panjang');
    expect(used).toMatchObject({ status: 200, body: { needs: null } });
    expect((await t.ask('GET', '/akun/saya', { token: person.session.token })).status).toBe(401);
    expect((await signIn(person.nik, 'sandi baru yang panjang')).body).toMatchObject({ needs: null });
    expect((await use((printed.body as unknown as { code: string }).code)).body.code).toBe('identity.code-wrong');
    const seen = (await t.ask('GET', '/akun/saya/pembukaan', { token: tokenOf(used) })).body as unknown as { items: { purpose: string; byName: string }[] };
    expect(seen.items).toEqual(expect.arrayContaining([expect.objectContaining({ purpose: 'Mencetak kode pemulihan verifikasi kedua di loket', byName: 'Rini Loket' })]));
    const trail = await t.house.db.asOwner((tx) => tx.many<{ detail: object }>(sql`select detail from audit.entry where object_id = ${person.id} and action = 'account.reset-code-issued'`));
    expect(trail).toEqual(expect.arrayContaining([expect.objectContaining({ detail: expect.objectContaining({ lost: 'second-factor' }) })]));
  });

  it('not for officers, not without the duty, not for who has none, not for oneself', async () => {
    const person = await withCodes();
    await verify(person.id, person.nik);
    expect((await print(person.id, '')).status).toBe(401);
    const verifier = await t.officer({ unit: dinas, duties: ['verifier'] });
    expect((await print(person.id, await t.signInAs(verifier.nip))).body.code).toBe('request.not-allowed');
    expect((await print(unitAdmin.account)).body.code).toBe('identity.staff-account');
    expect((await print(deskOfficer.account)).body.code).toBe('identity.own-account');
    const bare = nik();
    await t.register({ nik: bare });
    const [found] = await find(bare);
    await verify(found!.id, bare);
    expect((await print(found!.id)).body.code).toBe('identity.no-second-factor');
    // A code for the password alone leaves the factor on.
    const reset = await t.ask('POST', `/loket/akun/${person.id}/kode-sandi`, { token: desk });
    expect((await use((reset.body as unknown as { code: string }).code)).body).toMatchObject({ needs: 'second-factor' });
  });
});

describe('an account that an administrator shuts', () => {
  const set = (id: string, state: string, reason = 'Pindah tugas ke kabupaten lain.', token = unitAdmin.token) => t.ask('POST', `/administrator/akun/${id}/keadaan`, { token, body: { state, reason } });

  it('ends its sessions; only who knows the password reads why; unlocked, it is as before', async () => {
    const officer = await t.officer({ unit: bidang, duties: ['analyst'] });
    const token = tokenOf(await signIn(officer.nip));
    expect((await set(officer.account, 'locked', 'Ponselnya dicuri, menunggu laporan')).status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token })).status).toBe(401);
    const refused = await signIn(officer.nip);
    expect(refused).toMatchObject({ status: 403, body: { code: 'identity.account-locked' } });
    expect(refused.body.detail).toBe('Akun ini dikunci administrator: Ponselnya dicuri, menunggu laporan. Hubungi administrator unit Anda untuk membukanya.');
    expect(await signIn(officer.nip, 'bukan sandinya')).toMatchObject({ status: 401, body: { code: 'identity.sign-in-wrong' } });
    expect((await set(officer.account, 'locked')).body.code).toBe('identity.state-unchanged');
    const listed = (await t.ask('GET', '/administrator/akun?status=locked', { token: unitAdmin.token })).body as unknown as { items: { accountId: string; stateReason: string }[] };
    expect(listed.items).toEqual([expect.objectContaining({ accountId: officer.account, stateReason: 'Ponselnya dicuri, menunggu laporan' })]);
    expect((await set(officer.account, 'active', 'Ponsel ditemukan kembali.')).status).toBe(200);
    expect((await signIn(officer.nip)).status).toBe(200);
    const trail = await t.house.db.asOwner((tx) => tx.many<{ action: string; reason: string }>(sql`select action, detail->>'reason' as reason from audit.entry where object_id = ${officer.account} and instansi = ${t.instansi} and action in ('account.locked', 'account.unlocked') order by id`));
    expect(trail).toEqual([{ action: 'account.locked', reason: 'Ponselnya dicuri, menunggu laporan' }, { action: 'account.unlocked', reason: 'Ponsel ditemukan kembali.' }]);
  });

  it('closed, it stays closed, and no code opens it', async () => {
    const officer = await t.officer({ unit: bidang, duties: ['analyst'] });
    const printed = await t.ask('POST', `/administrator/akun/${officer.account}/kode-sandi`, { token: unitAdmin.token });
    expect((await set(officer.account, 'closed')).status).toBe(200);
    expect((await signIn(officer.nip)).body).toMatchObject({ code: 'identity.account-closed', detail: expect.stringContaining('Pindah tugas') });
    expect((await use((printed.body as unknown as { code: string }).code)).body.code).toBe('identity.code-wrong');
    expect((await set(officer.account, 'active')).body.code).toBe('identity.account-is-closed');
    expect((await t.ask('POST', `/administrator/akun/${officer.account}/kode-sandi`, { token: unitAdmin.token })).status).toBe(404);
  });

  it('is one of the own unit, given out by the institution, and never the own', async () => {
    const officer = await t.officer({ unit: bidang, duties: ['analyst'] });
    const elsewhere = await t.officer({ unit: setda, duties: ['analyst'] });
    expect((await set(officer.account, 'locked', 'Alasan yang cukup', '')).status).toBe(401);
    expect((await set(officer.account, 'locked', 'Alasan yang cukup', desk)).body.code).toBe('request.not-allowed');
    expect((await set(officer.account, 'locked', 'ya')).body).toMatchObject({ code: 'request.invalid', fields: [{ path: 'reason' }] });
    expect((await set(officer.account, 'pending')).body.code).toBe('request.invalid');
    expect((await set(elsewhere.account, 'locked')).body.code).toBe('identity.outside-unit');
    expect((await set(officer.account, 'locked', 'Alasan yang cukup', neighbour.token)).status).toBe(404);
    expect((await set(unitAdmin.account, 'locked')).body.code).toBe('identity.own-account');
    expect((await set(unitAdmin.account, 'locked', 'Alasan yang cukup', admin.token)).status).toBe(200);
    expect((await set(unitAdmin.account, 'active', 'Alasan yang cukup', admin.token)).status).toBe(200);
  });
});

describe('keys for integrators', () => {
  const create = (token: string, scopes: string[]) => t.ask('POST', '/administrator/kunci-api', { token, body: { name: 'SIMPEG', scopes } });
  it('carry the permissions given, not more, only in their institution, until revoked', async () => {
    const fresh = await t.signInAs(admin.nip, code());
    expect((await create(fresh, ['organization.manage', 'identity.manage-staff'])).body.code).toBe('identity.scope-not-yours');
    expect((await create(fresh, ['tidak.ada'])).body.code).toBe('identity.scope-not-yours');
    const made = (await create(fresh, ['organization.manage'])).body as unknown as { key: string; entry: { id: string; scopes: string[] } };
    expect(made.key).toMatch(/^pdp_/);
    const { authenticator } = await import('./authenticator.ts');
    const viewer = await authenticator.viewerOf(t.house, made.key);
    expect(viewer).toMatchObject({ kind: 'integrator', hat: { instansi: t.instansi, duties: [] } });
    expect([...viewer!.hat!.permissions]).toEqual(['organization.manage']);
    // No person: nothing of one's own, nothing of an office that was not given.
    for (const [method, path] of [['GET', '/akun/saya'], ['GET', '/akun/saya/sesi'], ['GET', '/akun/saya/salinan'], ['GET', '/administrator/akun'], ['GET', '/administrator/kunci-api']] as const) {
      expect((await t.ask(method, path, { token: made.key })).status, path).toBe(403);
    }
    expect((await t.ask('DELETE', `/administrator/kunci-api/${made.entry.id}`, { token: neighbour.token })).status).toBe(404);
    expect((await t.ask('DELETE', `/administrator/kunci-api/${made.entry.id}`, { token: fresh })).status).toBe(200);
    expect(await authenticator.viewerOf(t.house, made.key)).toBeNull();
    const listed = (await t.ask('GET', '/administrator/kunci-api', { token: fresh })).body as unknown as { items: { revokedAt: string | null }[] };
    expect(listed.items[0]!.revokedAt).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain(made.key);
  });
  it('end by themselves, and are made only with a fresh second factor', async () => {
    const fresh = await t.signInAs(admin.nip, code());
    const made = (await create(fresh, ['organization.manage'])).body as unknown as { key: string };
    t.clock.advance(61 * 60_000);
    expect((await create(fresh, ['organization.manage'])).body.code).toBe('request.second-factor');
    t.clock.advance(366 * 24 * 3_600_000);
    const { authenticator } = await import('./authenticator.ts');
    expect(await authenticator.viewerOf(t.house, made.key)).toBeNull();
  });
});
