import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeSp4n, type FakeSp4n, type FakeTicket } from '../../adapters/national/sp4n/fake/fake-sp4n.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, type Cast } from './complaints.testing.ts';
import { talkToNation } from './service/national.ts';

// Chapters: setting up · thirty tickets · answers back · offline · not ours · what cannot be taken

const t = await createTestHouse();
let c: Cast;
let twin: FakeSp4n;
beforeAll(async () => {
  c = await castOf(t);
  twin = await startFakeSp4n({ page: 10 });
});
afterAll(() => twin.stop());

const admin = () => as(t, c.administrator);
const desk = () => as(t, c.coordinator);
const settings = () => admin().getNationalSystem({});
const save = async (change: Record<string, unknown>) => admin().saveNationalSystem({ version: (await settings()).version, enabled: true, address: twin.url, region: '35.02', token: twin.token, ...change });
const tickets = (from: number, to: number): FakeTicket[] =>
  Array.from({ length: to - from }, (_, i) => ({ nomor: `N-${1000 + from + i}`, judul: `Lampu padam nomor ${from + i}`, isi: `Lampu jalan padam di RT ${from + i} sejak tiga hari.`, tanggal: '2026-02-27T08:00:00+07:00', status: 'Belum ditindaklanjuti', lokasi: 'Siman', pelapor: { nama: 'Sutrisno' }, anonim: i % 2 === 0 }));
const known = () => inTenant(t.context(null), (x) => x.tx.many<{ id: string; external_number: string; place: string; channel: string; submitted_at: Date }>(sql`select r.id, r.external_number, r.place, r.submitted_at, s.channel from complaints.report r join complaints.state s on s.instansi = r.instansi and s.report = r.id where r.instansi = ${t.instansi} order by r.external_number`));
const reportOf = async (number: string): Promise<string> => (await known()).find((one) => one.external_number === number)!.id;
/** A round of the conversation, `minutes` later. */
async function round(minutes = 1): Promise<void> {
  t.clock.set(new Date(t.clock.now().getTime() + minutes * 60_000).toISOString());
  await talkToNation(t.house);
}
const act = async (viewer: Cast['coordinator'], id: string, action: Parameters<ReturnType<typeof as>['act']>[0]['action']) => as(t, viewer).act({ id, seq: (await as(t, viewer).getCase({ id })).seq, action });
async function answer(id: string, text: string): Promise<void> {
  await act(c.coordinator, id, { kind: 'verify', as: 'complaint', category: 'PJU' });
  await act(c.coordinator, id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Perbaiki.' });
  await act(c.liaison, id, { kind: 'draft-answer', text, outcome: 'resolved', photos: [] });
  await act(c.head, id, { kind: 'approve-answer', publish: true });
}

describe('setting up', () => {
  it('is off by default, keeps the token sealed, and says in a sentence what does not work', async () => {
    expect(await settings()).toMatchObject({ available: true, enabled: false, hasToken: false, address: '' });
    await round();
    expect(twin.calls).toBe(0);
    const fields = await save({ token: '', address: 'http://contoh.go.id' }).catch((error: { problem: { fields: { path: string }[] } }) => error.problem.fields);
    expect((fields as { path: string }[]).map(({ path }) => path)).toEqual(['token', 'address']);
    expect(await codeOf(save({ address: 'ftp://x' }))).toBe('request.invalid');
    await save({ token: 'salah', enabled: false });
    expect(await admin().tryNationalSystem({})).toEqual({ works: false, sentence: 'Sistem nasional menolak tokennya. Minta token baru kepada pengelolanya, lalu simpan di sini.' });
    await save({ enabled: false });
    expect(await admin().tryNationalSystem({})).toEqual({ works: true, sentence: 'Tersambung. Di sana wilayah ini bernama Kabupaten Ponorogo.' });
    const stored = await t.house.db.asOwner((tx) => tx.one<{ text: string }>(sql`select encode(token, 'escape') as text from complaints.national_system`));
    expect(stored.text).not.toContain(twin.token);
    expect(JSON.stringify(await settings())).not.toContain(twin.token);
    expect(await codeOf(admin().saveNationalSystem({ version: 1, enabled: false, address: '', region: '' }))).toBe('request.changed-meanwhile');
  });
  it('is for the administrator only', async () => {
    for (const viewer of [c.coordinator, c.liaison, c.citizen]) {
      expect(await codeOf(as(t, viewer).getNationalSystem({})), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).saveNationalSystem({ version: 0, address: '', region: '' })), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).tryNationalSystem({})), viewer.name).toBe('request.not-allowed');
    }
  });
});

describe('thirty tickets, each delivered twice, and the line cut in the middle', () => {
  it('become thirty reports', async () => {
    await save({});
    twin.tickets = tickets(0, 30);
    twin.twice = true;
    twin.cutAtPage = 2;
    await round();
    expect(await known()).toHaveLength(10);
    const broken = await settings();
    expect(broken).toMatchObject({ failures: 1, received: 10, problem: 'Sistem nasional tidak dapat dihubungi. Periksa alamat dan jaringan; akan dicoba lagi sendiri.' });
    await round();
    const all = await known();
    expect(all.map((one) => one.external_number)).toEqual(tickets(0, 30).map(({ nomor }) => nomor));
    expect(all[0]).toMatchObject({ channel: 'lapor', submitted_at: new Date('2026-02-27T01:00:00Z') });
    expect(await settings()).toMatchObject({ failures: 0, received: 30, refused: [] });
    expect((await settings()).problem).toBeUndefined();
    // Even from the beginning again (another address, a restored backup there) nothing is made twice.
    await t.house.db.asOwner((tx) => tx.run(sql`update complaints.national_system set cursor = ''`));
    await round();
    expect(await known()).toHaveLength(30);
    twin.twice = false;
  });
  it('keep who is anonymous anonymous', async () => {
    expect((await desk().getCase({ id: await reportOf('N-1001') })).reporter.name).toBe('Sutrisno');
    expect((await desk().getCase({ id: await reportOf('N-1000') })).reporter.name).not.toBe('Sutrisno');
  });
});

describe('answers go back', () => {
  it('once each, also when the line breaks after they were taken, and the tick is the machine\'s', async () => {
    for (const number of ['N-1001', 'N-1002']) await answer(await reportOf(number), `Lampu ${number} sudah menyala.`);
    expect((await desk().laporCounts({}))).toEqual({ unposted: 2, byMachine: true });
    twin.hangUpAfterAnswer = true;
    await round();
    expect((await settings()).failures).toBe(1);
    await round();
    expect(twin.answers.map(({ nomor, status, isi }) => ({ nomor, status, isi })).sort((a, b) => a.nomor.localeCompare(b.nomor))).toEqual([{ nomor: 'N-1001', status: 'selesai', isi: 'Lampu N-1001 sudah menyala.' }, { nomor: 'N-1002', status: 'selesai', isi: 'Lampu N-1002 sudah menyala.' }]);
    expect(twin.repeated).toBe(1);
    expect(await desk().laporCounts({})).toMatchObject({ unposted: 0 });
    expect((await desk().listPosted({})).items.map(({ by }) => by)).toEqual(['Mesin Pendopo', 'Mesin Pendopo']);
    await round();
    await round();
    expect(twin.answers).toHaveLength(2);
  });
  it('one that is refused there waits for itself, with the reason, and holds up no other', async () => {
    await answer(await reportOf('N-1003'), 'Lampu sudah menyala lagi.');
    twin.mood = 'refuse-answers';
    await round();
    expect((await settings())).toMatchObject({ failures: 0, unposted: 1 });
    expect((await desk().listUnposted({})).items[0]!.problem).toContain('tidak menerima jawaban ini');
    twin.mood = 'well';
    await round();
    expect(twin.answers.map(({ nomor }) => nomor).sort()).toEqual(['N-1001', 'N-1002', 'N-1003']);
  });
});

describe('the other side is away for a while', () => {
  it('is asked less and less often, and everything is caught up with', async () => {
    const calls = twin.calls;
    await twin.stop();
    twin.tickets.push(...tickets(30, 45));
    await answer(await reportOf('N-1004'), 'Sudah diganti lampunya.');
    let tries = 0;
    for (let minute = 0; minute < 60; minute++) {
      await round(1);
      tries = (await settings()).failures;
    }
    expect(tries, '1, 2, 4, 8, 16 and 32 minutes apart').toBe(6);
    expect(twin.calls).toBe(calls);
    expect((await settings()).problem).toContain('tidak dapat dihubungi');
    await twin.start();
    await round(60);
    expect(await known()).toHaveLength(45);
    expect(twin.answers.at(-1)).toMatchObject({ nomor: 'N-1004', isi: 'Sudah diganti lampunya.' });
    expect(await settings()).toMatchObject({ failures: 0, unposted: 0 });
  });
  it('says so too when it speaks nonsense, is broken, or no longer takes the token', async () => {
    for (const [mood, says] of [['garbage', 'tidak dapat dibaca'], ['error-500', 'terganggu'], ['token-expired', 'menolak tokennya']] as const) {
      twin.mood = mood;
      await round(60);
      expect((await settings()).problem, mood).toContain(says);
    }
    twin.mood = 'well';
    await round(60);
    expect((await settings()).problem).toBeUndefined();
  });
});

describe('a ticket that is not ours', () => {
  it('goes back to the national administrators, and ends here when others have finished it', async () => {
    const id = await reportOf('N-1010');
    await act(c.coordinator, id, { kind: 'forward-outside', party: 'lapor', name: 'Admin nasional SP4N-LAPOR!', letter: 'Jalan ini milik kabupaten tetangga.', reason: 'Lokasinya di kabupaten lain.' });
    await round();
    expect(twin.withAdministrators).toEqual(['N-1010']);
    expect(twin.answers.at(-1)).toMatchObject({ nomor: 'N-1010', status: 'bukan wewenang', isi: 'Lokasinya di kabupaten lain.' });
    expect((await desk().getCase({ id })).state).toBe('not-ours');
    twin.tickets.push({ ...tickets(10, 11)[0]!, status: 'Selesai' });
    await round();
    const seen = await desk().getCase({ id });
    expect(seen).toMatchObject({ state: 'resolved', statusThere: 'Selesai' });
    await round();
    expect(twin.answers.filter(({ nomor }) => nomor === 'N-1010'), 'what came from there is not told there').toHaveLength(1);
  });
});

describe('what cannot be taken', () => {
  it('is kept with its reason, and a pin beyond the border is no reason', async () => {
    twin.tickets.push({ nomor: 'N-9001', tanggal: 'kapan-kapan', isi: 'Tanggalnya rusak.', judul: '' }, { ...tickets(100, 101)[0]!, nomor: 'N-9002', lintang: -6.2, bujur: 106.8, lokasi: 'Perempatan' });
    const before = (await known()).length;
    await round();
    expect((await settings()).refused).toMatchObject([{ number: 'N-9001', reason: 'Tiket ini tidak dapat dibaca; bentuknya tidak dikenal.' }]);
    expect((await known()).length).toBe(before + 1);
    expect((await known()).find((one) => one.external_number === 'N-9002')!.place).toContain('di luar wilayah');
    twin.tickets.push({ ...tickets(101, 102)[0]!, nomor: 'N-9001' });
    await round();
    expect((await settings()).refused).toEqual([]);
    expect((await known()).some((one) => one.external_number === 'N-9001')).toBe(true);
  });
});
