import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { createIdentityHouse, PASSWORD } from './people.testing.ts';

const t = await createIdentityHouse();
const MINUTE = 60_000;
const signIn = (identifier: string, password: string, more: object = {}, ip?: string) => t.ask('POST', '/sesi', { body: { identifier, password, ...more }, ...(ip ? { ip } : {}) });

describe('registering', () => {
  it('makes an unverified account and signs it in; the NIK is kept sealed and hashed only', async () => {
    const { token, nik, needs, hats } = await t.register({ nik: '3502 1745-0668.9000' });
    expect({ needs, hats }).toEqual({ needs: null, hats: [] });
    const { body } = await t.ask('GET', '/akun/saya', { token });
    expect(body).toMatchObject({ name: 'Siti Rahayu', level: 'unverified', nikMasked: '3502••••••••9000', phone: '+6281234567890', kind: 'citizen' });
    const rows = await t.house.db.lookUp<Record<string, unknown>>(sql`select a::text as text from identity.account a`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(String(row['text'])).not.toContain(nik.replace(/\D/g, ''));
  });

  it('warns, and does not refuse, when the birth date differs from the NIK', async () => {
    const answer = await t.ask('POST', '/akun', { body: { name: 'Siti', nik: t.nextNik(), birthDate: '1969-06-05', phone: '081234567890', password: PASSWORD } });
    expect(answer.status).toBe(201);
    expect((answer.body as unknown as { warnings: string[] }).warnings[0]).toContain('Tanggal lahir berbeda');
  });

  it.each([
    ['nik', { nik: '3515143202909001' }, 'Tanggal lahir pada NIK'],
    ['nik', { nik: '351514050868900' }, '16 angka'],
    ['nik', { nik: '3,51514E+15' }, 'lembar kerja'],
    ['birthDate', { birthDate: '2025-02-29' }, 'tanggal yang ada'],
    ['birthDate', { birthDate: '2031-01-01' }, 'belum tiba'],
    ['birthDate', { birthDate: '1650-01-01' }, 'terlalu lama'],
    ['name', { name: '<script>alert(1)</script>' }, 'Nama hanya berisi huruf'],
    ['name', { name: 'Siti 😀' }, 'Nama hanya berisi huruf'],
    ['name', { name: 'S'.repeat(10_000) }, '100 huruf'],
    ['name', { name: '   ' }, 'Isi nama'],
    ['phone', { phone: '12345' }, 'bukan nomor ponsel'],
    ['phone', { phone: '' }, 'ponsel atau surel'],
    ['email', { email: 'a@b' }, 'nama@contoh.id'],
    ['password', { password: 'pendek' }, 'paling sedikit 10'],
    ['password', { password: 'x'.repeat(10_000) }, '200 huruf'],
    ['password', { password: 'Siti Rahayu' }, 'nama atau tanggal lahir'],
    ['password', { password: '081234567890' }, 'nomor ponsel'],
  ])('refuses a bad %s with a sentence', async (path, over, words) => {
    const answer = await t.ask('POST', '/akun', { body: { name: 'Siti Rahayu', nik: t.nextNik(), birthDate: '1968-06-05', phone: '081234567890', password: PASSWORD, ...over } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(answer.body.fields?.find((field) => field.path === path)?.message).toContain(words);
  });

  it('tells everything that is wrong at once, of shape and of rule', async () => {
    const answer = await t.ask('POST', '/akun', { body: { name: 'Siti 123', nik: '123', birthDate: '2025-02-30', phone: '12', email: 'bukan surel', password: 'pendek' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(answer.body.fields?.map((field) => field.path).sort()).toEqual(['birthDate', 'email', 'name', 'nik', 'password', 'phone']);
    const nothing = await t.ask('POST', '/akun', { body: {} });
    expect(nothing.body.fields?.map((field) => field.path).sort()).toEqual(['birthDate', 'name', 'nik', 'password', 'phone']);
  });

  it('sent twice at once is one account', async () => {
    const body = { name: 'Dua Kali', nik: t.nextNik(), birthDate: '1968-06-05', phone: '0813 1111 2222', password: PASSWORD };
    const answers = await Promise.all([1, 2, 3].map(() => t.ask('POST', '/akun', { body, ip: '10.9.0.1' })));
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    const rows = await t.house.db.lookUp<{ count: number }>(sql`select count(*) as count from identity.account where name = 'Dua Kali'`);
    expect(rows[0]!.count).toBe(1);
  });

  it('lets two people claim one NIK until a desk has seen the card, but not many', async () => {
    const nik = t.nextNik();
    for (let i = 0; i < 5; i++) expect((await t.ask('POST', '/akun', { ip: `10.8.0.${i}`, body: { name: 'Siapa Saja', nik, birthDate: '1968-06-05', phone: '081234567890', password: `sandi orang ke-${i}` } })).status).toBe(201);
    expect(await t.ask('POST', '/akun', { body: { name: 'Siapa Lagi', nik, birthDate: '1968-06-05', phone: '081234567890', password: 'sandi orang ke-6' } })).toMatchObject({ status: 409, body: { code: 'identity.nik-taken' } });
    expect((await signIn(nik, 'sandi orang ke-3')).status).toBe(200);
  });

  it('is limited by address', async () => {
    const ip = '10.7.0.1';
    const go = () => t.ask('POST', '/akun', { ip, body: { name: 'Banyak', nik: t.nextNik(), birthDate: '1968-06-05', phone: '081234567890', password: 'sandi yang panjang' } });
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push(await go());
    expect(answers.filter((one) => one.status === 201)).toHaveLength(20);
    expect(answers[20]).toMatchObject({ status: 429, body: { code: 'identity.too-many' } });
    t.clock.advance(61 * MINUTE);
    expect((await go()).status).toBe(201);
  });
});

describe('signing in', () => {
  it('takes NIK, phone, e-mail, NIP and user name', async () => {
    const { nik } = await t.register({ phone: '0857-0000-0001', email: 'Ani@Contoh.id' });
    for (const identifier of [nik, `${nik.slice(0, 6)} ${nik.slice(6)}`, '+62 857 0000 0001', '085700000001', 'ANI@contoh.ID']) {
      expect((await signIn(identifier, PASSWORD)).status, identifier).toBe(200);
    }
  });

  it('answers alike for a wrong password and for nobody, and checks a password in both cases', async () => {
    const { nik } = await t.register();
    const [wrong, nobody] = [await signIn(nik, 'bukan sandinya'), await signIn(t.nextNik(), 'bukan sandinya')];
    const bare = ({ status, body }: typeof wrong) => ({ status, code: body.code, detail: body.detail });
    expect(bare(wrong)).toEqual(bare(nobody));
    expect(wrong.body.code).toBe('identity.sign-in-wrong');
  });

  it('locks after five wrong passwords, also for nobody; the right one does not help until the minutes are over', async () => {
    const { nik } = await t.register();
    for (const identifier of [nik, 'tidak.ada.orangnya']) {
      for (let i = 0; i < 5; i++) expect((await signIn(identifier, 'bukan sandinya')).status).toBe(401);
      const locked = await signIn(identifier, PASSWORD);
      expect(locked).toMatchObject({ status: 429, body: { code: 'identity.locked' } });
      expect(locked.body.detail).toContain('15 menit');
    }
    t.clock.advance(10 * MINUTE);
    expect((await signIn(nik, PASSWORD)).body.detail).toContain('5 menit');
    t.clock.advance(5 * MINUTE);
    expect((await signIn(nik, PASSWORD)).status).toBe(200);
  });

  it('counts against the account, whichever of its names is typed; the password is its owner’s way out of nothing', async () => {
    const phone = '0878 9999 0001';
    const email = 'lima.nama@contoh.id';
    const { nik } = await t.register({ phone, email });
    const names = [nik, phone, email, `${nik.slice(0, 6)} ${nik.slice(6)}`, '+62 878-9999-0001'];
    for (const name of names) expect((await signIn(name, 'bukan sandinya')).body.code).toBe('identity.sign-in-wrong');
    for (const name of names.slice(0, 3)) expect((await signIn(name, PASSWORD)).body.code).toBe('identity.locked');
    t.clock.advance(16 * MINUTE);
    for (const name of names.slice(0, 4)) await signIn(name, 'bukan sandinya');
    expect((await signIn(email, PASSWORD)).status).toBe(200);
    // A right password forgets the wrong ones.
    for (const name of names.slice(0, 4)) expect((await signIn(name, 'bukan sandinya')).body.code).toBe('identity.sign-in-wrong');
    t.clock.advance(16 * MINUTE);
  });

  it('an officer by NIP and by user name is one account, too', async () => {
    const officer = await t.officer({ unit: await t.unit('Dinas Dua Nama'), duties: ['analyst'] });
    await t.house.db.outsideTenant((tx) => tx.run(sql`update identity.account set user_name = 'dua.nama' where id = ${officer.account}`));
    for (let i = 0; i < 5; i++) await signIn(i % 2 ? officer.nip : 'dua.nama', 'bukan sandinya');
    for (const name of [officer.nip, 'dua.nama', 'DUA.NAMA']) expect((await signIn(name, PASSWORD)).body.code).toBe('identity.locked');
    t.clock.advance(16 * MINUTE);
  });

  it('one person of a shared telephone who forgets does not lock the others out by their own names', async () => {
    const phone = '0878 9999 0002';
    const mother = await t.register({ name: 'Ibu', phone, password: 'sandi ibu yang baik' });
    const son = await t.register({ name: 'Anak', phone, password: 'sandi anak yang baik' });
    for (let i = 0; i < 5; i++) await signIn(phone, 'bukan sandinya', { nik: son.nik });
    expect((await signIn(phone, 'sandi anak yang baik', { nik: son.nik })).body.code).toBe('identity.locked');
    expect((await signIn(son.nik, 'sandi anak yang baik')).body.code).toBe('identity.locked');
    expect((await signIn(phone, 'sandi ibu yang baik', { nik: mother.nik })).status).toBe(200);
    expect((await signIn(mother.nik, 'sandi ibu yang baik')).status).toBe(200);
    // The right password without the NIK is asked about, not counted.
    for (let i = 0; i < 7; i++) expect((await signIn(phone, 'sandi ibu yang baik')).body.code).toBe('identity.which-person');
    t.clock.advance(16 * MINUTE);
  });

  it('counts parallel guesses one by one', async () => {
    const { nik } = await t.register();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(nik, 'tebakan lain lagi')));
    expect(answers.filter((one) => one.status === 401)).toHaveLength(5);
    expect(answers.filter((one) => one.status === 429)).toHaveLength(7);
    t.clock.advance(16 * MINUTE);
  });

  it('limits one address over many accounts; right passwords do not count', async () => {
    const { nik } = await t.register();
    for (let i = 0; i < 10; i++) await signIn(nik, PASSWORD, {}, '10.6.0.1');
    for (let i = 0; i < 60; i++) expect((await signIn(`orang.ke-${i}`, 'apa saja boleh', {}, '10.6.0.1')).status).toBe(401);
    expect((await signIn('orang.lain', 'apa saja boleh', {}, '10.6.0.1')).body.code).toBe('identity.too-many');
    expect((await signIn('orang.lain', 'apa saja boleh', {}, '10.6.0.2')).status).toBe(401);
    t.clock.advance(16 * MINUTE);
  });

  it('asks for the NIK where one phone serves several people, only after a right password', async () => {
    const phone = '0878 1234 0001';
    const mother = await t.register({ name: 'Ibu', phone, password: 'sandi ibu yang baik' });
    const son = await t.register({ name: 'Anak', phone, password: 'sandi anak yang baik' });
    expect((await signIn(phone, 'bukan keduanya')).body.code).toBe('identity.sign-in-wrong');
    expect((await signIn(phone, 'sandi ibu yang baik')).body).toMatchObject({ code: 'identity.which-person', fields: [{ path: 'nik' }] });
    const answer = await signIn(phone, 'sandi anak yang baik', { nik: son.nik });
    expect(answer.status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token: (answer.body as unknown as { token: string }).token })).body).toMatchObject({ name: 'Anak' });
    expect((await signIn(phone, 'sandi anak yang baik', { nik: mother.nik })).body.code).toBe('identity.sign-in-wrong');
  });

  it('keeps log-ins and failures in the installation\'s chain, without numbers of people', async () => {
    const { nik } = await t.register();
    await signIn(nik, 'bukan sandinya');
    const rows = await t.house.db.asOwner((tx) => tx.many<{ action: string; text: string }>(sql`select action, e::text as text from audit.entry e where instansi = '00000000-0000-0000-0000-000000000000'`));
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['account.created', 'account.signed-in', 'account.sign-in-failed']));
    expect(rows.some((row) => row.text.includes(nik) || row.text.includes('81234567890'))).toBe(false);
  });
});

describe('sessions', () => {
  it('end: by signing out, by time, on a shared computer by half an hour of silence', async () => {
    const me = (token: string) => t.ask('GET', '/akun/saya', { token });
    const { nik, token } = await t.register();
    expect((await me(token)).status).toBe(200);
    expect((await t.ask('DELETE', '/sesi/ini', { token })).status).toBe(200);
    expect((await me(token)).status).toBe(401);

    const long = (await signIn(nik, PASSWORD)).body as unknown as { token: string };
    const shared = (await signIn(nik, PASSWORD, { sharedComputer: true, device: 'PC Lab' })).body as unknown as { token: string; sharedComputer: boolean };
    expect(shared.sharedComputer).toBe(true);
    t.clock.advance(20 * MINUTE);
    expect((await me(shared.token)).status).toBe(200);
    await new Promise((next) => setTimeout(next, 50)); // the mark of having been seen is written beside the answer
    t.clock.advance(20 * MINUTE);
    expect((await me(shared.token)).status).toBe(200);
    await new Promise((next) => setTimeout(next, 50));
    t.clock.advance(31 * MINUTE);
    expect((await me(shared.token)).status).toBe(401);
    expect((await me(long.token)).status).toBe(200);
    t.clock.advance(31 * 24 * 60 * MINUTE);
    expect((await me(long.token)).status).toBe(401);
  });

  it('are listed and revoked by their owner, and by nobody else', async () => {
    const [ani, budi] = [await t.register({ device: 'HP Ani' }), await t.register({ device: 'HP Budi' })];
    const second = (await signIn(ani.nik, PASSWORD, { device: 'Tablet' })).body as unknown as { token: string };
    const list = async (token: string) => ((await t.ask('GET', '/akun/saya/sesi', { token })).body as unknown as { items: { id: string; device: string; current: boolean }[] }).items;
    const mine = await list(ani.token);
    expect(mine.map((one) => one.device).sort()).toEqual(['HP Ani', 'Tablet']);
    const target = mine.find((one) => !one.current)!;
    expect((await t.ask('DELETE', `/akun/saya/sesi/${target.id}`, { token: budi.token })).status).toBe(404);
    expect((await t.ask('GET', '/akun/saya', { token: second.token })).status).toBe(200);
    expect((await t.ask('DELETE', `/akun/saya/sesi/${target.id}`, { token: ani.token })).status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token: second.token })).status).toBe(401);
    await signIn(ani.nik, PASSWORD);
    expect((await t.ask('DELETE', '/akun/saya/sesi', { token: ani.token })).body).toEqual({ count: 1 });
    expect(await list(ani.token)).toHaveLength(1);
    expect(await list(budi.token)).toHaveLength(1);
  });

  it('give nothing to a token that was altered, cut, or is only the stored hash', async () => {
    const { token } = await t.register();
    const stored = t.house.secrets.hash('session', token).toString('base64url');
    for (const bad of [`${token}x`, token.slice(0, -1), token.slice(1), stored, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, "' or 1=1 --aaaaaaaaaaaaaaaaa"]) {
      expect((await t.ask('GET', '/akun/saya', { token: bad })).status, bad).toBe(401);
    }
  });
});

describe('changing one\'s own', () => {
  it('password: needs the old one, ends the other sessions, counts wrong tries', async () => {
    const { nik, token } = await t.register();
    const other = (await signIn(nik, PASSWORD)).body as unknown as { token: string };
    const change = (current: string, password: string) => t.ask('PUT', '/akun/saya/kata-sandi', { token, body: { current, password } });
    expect((await change('bukan sandinya', 'teh manis sore hari')).body).toMatchObject({ code: 'identity.password-wrong', fields: [{ path: 'current' }] });
    expect((await change(PASSWORD, 'qwertyuiop')).body).toMatchObject({ code: 'request.invalid', fields: [{ path: 'password' }] });
    expect((await change(PASSWORD, PASSWORD)).body).toMatchObject({ code: 'request.invalid' });
    expect((await change(PASSWORD, nik)).body.fields?.[0]?.message).toContain('NIK');
    expect((await change(PASSWORD, 'teh manis sore hari')).status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token: other.token })).status).toBe(401);
    expect((await t.ask('GET', '/akun/saya', { token })).status).toBe(200);
    expect((await signIn(nik, PASSWORD)).status).toBe(401);
    expect((await signIn(nik, 'teh manis sore hari')).status).toBe(200);
    for (let i = 0; i < 5; i++) await change('bukan sandinya', 'lain lagi yang panjang');
    expect((await change('teh manis sore hari', 'lain lagi yang panjang')).body.code).toBe('identity.locked');
    t.clock.advance(16 * MINUTE);
  });

  it('contact: needs the password', async () => {
    const { token } = await t.register();
    const change = (body: object) => t.ask('PUT', '/akun/saya/kontak', { token, body });
    expect((await change({ phone: '0899 1234 5678', password: 'bukan sandinya' })).status).toBe(422);
    expect((await change({ password: PASSWORD })).body.fields?.[0]?.path).toBe('phone');
    expect((await change({ phone: '0899 1234 5678', email: 'baru@contoh.id', password: PASSWORD })).status).toBe(200);
    expect((await t.ask('GET', '/akun/saya', { token })).body).toMatchObject({ phone: '+6289912345678', email: 'baru@contoh.id' });
  });

  it('every door of one\'s own is closed to nobody', async () => {
    const doors = t.api.operations.filter((one) => one.module === 'identity' && one.operation.permission !== 'public');
    expect(doors.length).toBeGreaterThan(20);
    for (const { operation } of doors) {
      const answer = await t.ask(operation.method as 'GET', operation.path.replace(/\{\w+\}/g, '019c0000-0000-7000-8000-000000000000'));
      expect(answer.status, `${operation.method} ${operation.path}`).toBe(401);
    }
  });

  it('every door of an office is closed to a citizen', async () => {
    const { token } = await t.register();
    const doors = t.api.operations.filter((one) => one.module === 'identity' && one.operation.permission.startsWith('identity.'));
    expect(doors.length).toBe(12);
    for (const { operation } of doors) {
      const answer = await t.ask(operation.method as 'GET', operation.path.replace(/\{\w+\}/g, '019c0000-0000-7000-8000-000000000000'), { token });
      expect(answer, `${operation.method} ${operation.path}`).toMatchObject({ status: 403, body: { code: 'request.not-allowed' } });
    }
  });
});
