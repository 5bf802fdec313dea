import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { parseNik } from '../engines/identifiers/nik.ts';
import { compareNipWithNik, parseNip } from '../engines/identifiers/nip.ts';
import { sql } from '../platform/db/sql.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase, testCluster } from '../testing/cluster.ts';
import { checkState as checkLetters } from '../modules/letters/service/check-state.ts';
import { checkState } from '../modules/permohonan/service/check-state.ts';
import type { Api } from '../api.ts';
import { part } from '../platform/house.ts';
import type { Authenticator } from '../platform/request/authenticator.ts';
import type { Settings } from '../platform/settings/settings.ts';
import { diceOf } from './random.ts';
import { seedDemo } from './seed.ts';
import { clearInstallation, type DemoRecord } from './write-organisation.ts';

const NOW = '2026-11-20T03:15:00Z'; // Friday 10.15 WIB
const closers: (() => Promise<void>)[] = [];

async function seeded(share?: number): Promise<{ composed: Composed; record: DemoRecord }> {
  const cluster = testCluster();
  const name = `demo_${uuidv7().replaceAll('-', '')}`;
  const urls = await createTestDatabase(cluster, name);
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-demo-'));
  const composed = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { clock: manualClock(NOW), background: false });
  closers.push(async () => {
    await composed.stop();
    await dropTestDatabase(cluster, name);
    rmSync(folder, { recursive: true, force: true });
  });
  const record = await seedDemo(composed, { now: new Date(NOW), seed: 35020, ...(share === undefined ? {} : { share }) });
  return { composed, record };
}
/** The operations as nobody sees them, or with other facts about house and caller. */
function demoApi(composed: Composed, other: { ip?: string; settings?: Partial<Settings> } = {}): Api {
  const house = { ...composed.house, settings: { ...composed.house.settings, ...other.settings } };
  return composed.api.forPages({ house, instansi: diceOf('35020').id('instansi'), requestId: 'test', viewer: null, ip: other.ip ?? '127.0.0.1' }) as unknown as Api;
}
async function enter(composed: Composed, record: DemoRecord, signIn: string): Promise<Api> {
  const { house } = composed;
  const { token } = await demoApi(composed).demo.enterAs({ account: record.accounts.find((account) => account.signIn === signIn)!.account });
  const viewer = await part<Authenticator>(house, 'authenticator').viewerOf(house, token);
  return composed.api.forPages({ house, instansi: viewer!.hat!.instansi, requestId: 'test', viewer, ip: '127.0.0.1' }) as unknown as Api;
}
afterAll(async () => {
  for (const close of closers) await close();
});

describe('the demonstration', () => {
  let one: { composed: Composed; record: DemoRecord };
  beforeAll(async () => {
    one = await seeded();
  }, 400_000);

  it('has answers that wait for LAPOR!, ticks of others, and twenty example roads', async () => {
    const coordinator = (await enter(one.composed, one.record, 'pengaduan')).complaints;
    const { items } = await coordinator.listUnposted({});
    expect(items).toHaveLength(6);
    expect(items.every((item) => item.externalNumber.startsWith('LAPOR-') && item.answers.length > 0)).toBe(true);
    expect((await coordinator.listPosted({})).items).toHaveLength(8);
    const roads = await (await enter(one.composed, one.record, 'admin')).complaints.listRoads({});
    expect(roads).toMatchObject({ total: 20, examples: 20 });
  });

  it('has the regent\'s morning: nine letters, one segera, two prepared, and a disposition unread for three days', async () => {
    const regent = (await enter(one.composed, one.record, 'bupati')).letters;
    const { items } = await regent.inbox({ box: 'unread' });
    expect(items).toHaveLength(9);
    expect(items.filter((row) => row.urgency === 'segera')).toMatchObject([{ sender: 'Gubernur Jawa Timur' }]);
    expect(items.filter((row) => row.clash).map((row) => row.sender)).toEqual(['Ketua DPRD Kabupaten Ponorogo', 'Direktur Jenderal Perdagangan Dalam Negeri']);
    expect((await regent.agenda({ days: 14 })).clashing).toBe(2);
    expect((await regent.inboxCounts({})).prepared).toBe(2);
    expect((await regent.quickDispositions({})).items.length).toBeGreaterThan(1);
    const waiting = (await regent.inbox({ box: 'waiting' })).items;
    expect(waiting.filter((row) => row.branchState === 'baru')).toMatchObject([{ subject: 'Laporan kerusakan jembatan Desa Ronosentanan', unreadDays: expect.any(Number) }]);
    expect((await (await enter(one.composed, one.record, 'tu.setda')).letters.agendaBook({})).last).toBe(1299);
    expect((await checkLetters({ house: one.composed.house, instansi: diceOf('35020').id('instansi'), requestId: 'test', viewer: null, ip: '' })).differences).toEqual([]);
  });

  it('has the office of DPRD: its book and its numbers go on after paper, a letter that its chair gave on, one that the chair signed', async () => {
    const clerk = await enter(one.composed, one.record, 'tu.setwan');
    expect((await clerk.letters.agendaBook({})).items.map((row) => Number(row.agenda.split('/')[0]))).toEqual([405, 404, 403]);
    expect((await (await enter(one.composed, one.record, 'ketua.dprd')).letters.inbox({ box: 'waiting' })).items).toMatchObject([{ subject: 'Permohonan audiensi tentang harga tembakau' }]);
    const { units } = await clerk.outgoing.register({});
    const dprd = units.find((unit) => unit.name === 'Dewan Perwakilan Rakyat Daerah')!;
    expect((await clerk.outgoing.register({ unit: dprd.id })).items.map((row) => row.number.split('/').slice(0, 3).join('/'))).toEqual(['100.1/88/DPRD']);
  });

  it('has the whole regency: agencies, 21 districts, 307 villages', async () => {
    const rows = await one.composed.house.db.asOwner((tx) => tx.many<{ kind: string; count: number }>(sql`select kind, count(*) as count from organization.unit group by kind`));
    const count = Object.fromEntries(rows.map((row) => [row.kind, row.count]));
    expect(count).toMatchObject({ kecamatan: 21, kelurahan: 26, desa: 281, 'head-of-region': 1, setda: 1, inspektorat: 1, setwan: 1 });
    expect(count['dinas']! + count['badan']!).toBeGreaterThanOrEqual(20);
  });

  it('has offices full of people: eight and more in every agency and kecamatan, a ward, a school, one who moved last month', async () => {
    const { house } = one.composed;
    const rows = await house.db.asOwner((tx) => tx.many<{ code: string; kind: string; people: number }>(sql`select u.code, u.kind, count(distinct h.person) as people
      from organization.unit u join organization.post p on p.instansi = u.instansi and p.unit = u.id
      join organization.holding h on h.instansi = p.instansi and h.post = p.id and h.from_day <= '2026-11-20' and (h.to_day is null or h.to_day >= '2026-11-20') group by u.code, u.kind`));
    const of = new Map(rows.map((row) => [row.code, row.people]));
    expect(rows.filter((row) => ['dinas', 'badan', 'inspektorat', 'setwan', 'kecamatan'].includes(row.kind) && row.people < 8)).toEqual([]);
    expect([of.get('RSUD-IGD'), of.get('SDN-SIMAN'), of.get('PUSKESMAS-PUDAK')]).toEqual([13, 11, 14]);
    const moved = await house.db.asOwner((tx) => tx.many(sql`select from_day from organization.holding where from_day = '2026-10-16'`));
    expect(moved).toHaveLength(1);
    const signIns = one.record.accounts.map((account) => account.signIn);
    expect(signIns).toEqual(expect.arrayContaining(['staf.dpmptsp', 'perawat', 'staf.pudak', 'camat.pudak', 'guru']));
  });

  it('gives everybody a NIK and a NIP that pass their rules and tell that they are invented', async () => {
    const { house } = one.composed;
    const rows = await house.db.asOwner((tx) => tx.many<{ name: string; nip: string | null; nik: Buffer; phone: string }>(sql`select name, nip, nik_sealed as nik, phone from organization.person`));
    expect(rows.length).toBeGreaterThan(600);
    for (const row of rows) {
      const nik = parseNik(house.secrets.open('nik', row.nik), { today: '2026-11-20' });
      expect(nik.ok && Number(nik.value.serial), row.name).toBeGreaterThanOrEqual(9001);
      expect(row.phone).toMatch(/^\+62800000\d{4}$/);
      if (row.nip === null) continue;
      const nip = parseNip(row.nip, { today: '2026-11-20' });
      expect(nip.ok && Number(nip.value.serial), row.name).toBeGreaterThanOrEqual(901);
      expect(nip.ok && nip.value.warnings).toEqual([]);
      expect(nip.ok && nik.ok && compareNipWithNik(nip.value, nik.value)).toEqual([]);
    }
  });

  it('lets every desa and kelurahan check and sign', async () => {
    const rows = await one.composed.house.db.asOwner((tx) => tx.many<{ name: string }>(sql`select u.name from organization.unit u where u.kind in ('desa', 'kelurahan') and exists (
      select from unnest(array['verifier', 'signer']) duty where not exists (
        select from organization.post p join organization.holding h on h.instansi = p.instansi and h.post = p.id
         where p.instansi = u.instansi and p.unit = u.id and duty = any(p.duties)))`));
    expect(rows).toEqual([]);
  });

  it('has some 300 requests, in every state that the three services can reach', async () => {
    const rows = await one.composed.house.db.asOwner((tx) => tx.many<{ layanan: string; status: string; count: number }>(sql`select layanan, status, count(*) as count from permohonan.state group by layanan, status order by layanan, status`));
    const statuses = new Set(rows.map((row) => row.status));
    // `deemed` needs a service with fiktif positif; none of the three has it.
    expect([...statuses].sort()).toEqual(['awaiting-payment', 'in-progress', 'issued', 'lapsed', 'numbered', 'rejected', 'returned', 'withdrawn']);
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    expect(total).toBeGreaterThan(280);
    expect(total).toBeLessThan(340);
  });

  it('tells nothing that did not happen: every state folds again from its actions, nothing lies in the future', async () => {
    const { house } = one.composed;
    const { id } = await house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from organization.instansi where code = 'PNG'`));
    expect((await checkState({ house, instansi: id, requestId: 'test', viewer: null, ip: '' })).differences).toEqual([]);
    const { last, outbox } = await house.db.asOwner((tx) => tx.one<{ last: Date; outbox: number }>(sql`select max(at) as last, (select count(*) from platform.outbox) as outbox from permohonan.action`));
    expect(last.getTime()).toBeLessThanOrEqual(Date.parse(NOW) + 5000);
    expect(outbox).toBe(0);
  });

  it('leaves only the last day’s notices unread', async () => {
    const { unread, old } = await one.composed.house.db.asOwner((tx) => tx.one<{ unread: number; old: number }>(sql`select count(*) filter (where read_at is null) as unread,
      count(*) filter (where read_at is null and at < ${new Date(Date.parse(one.record.anchor) - 86_400_000)}) as old from notifications.notification`));
    expect(old).toBe(0);
    expect(unread).toBeGreaterThan(0);
  });

  it('shows the leader what is late and whose it is, and regent and acting head what to sign, each the own', async () => {
    const { composed, record } = one;
    const api = (account: string) => enter(composed, record, account);
    const overdue = await (await api('bupati')).permohonan.overdue({});
    expect(overdue.units[0]).toMatchObject({ name: 'Dinas Pekerjaan Umum, Perumahan dan Kawasan Permukiman', count: 4 });
    const regents = (await (await api('bupati')).permohonan.signingList({})).items;
    expect(regents.length).toBeGreaterThan(2);
    expect(regents.filter((item) => item.preselected)).toHaveLength(2);
    expect(regents.find((item) => item.id === record.tour!.waiting)).toMatchObject({ preselected: true });
    expect(record.tour!.signer).toBe(record.accounts.find((one) => one.signIn === 'bupati')!.account);
    const heads = (await (await api('plt.dpmptsp')).permohonan.signingList({})).items;
    expect(heads.filter((item) => item.preselected)).toHaveLength(2);
    expect(heads.filter((item) => regents.some((one) => one.id === item.id))).toEqual([]);
    const research = await (await api('kaban.kesbangpol')).permohonan.signingList({});
    const due = await composed.house.db.asOwner((tx) => tx.one<{ count: number }>(sql`select count(*) as count from permohonan.task where step = 'tanda_tangan' and step_due_at = '2026-11-20T08:00:00Z'`));
    expect(research.items.length).toBeGreaterThan(0);
    expect(due.count).toBeGreaterThan(1);
  });

  it('paid last month: a list of the agency for licences that is handed over, a slip whose lines make its sum, weeks counted for leaders', async () => {
    const slip = await (await enter(one.composed, one.record, 'staf.dpmptsp')).allowance.getOwnSlip({ month: '2026-10' });
    expect(slip).toMatchObject({ state: 'exported', missing: [], gross: expect.any(Number), net: expect.any(Number) });
    expect(slip.gross).toBe(slip.segments.reduce((sum, part) => sum + part.total!, 0));
    expect(slip.segments.flatMap((part) => part.lines).length).toBeGreaterThan(5);
    const { items } = await (await enter(one.composed, one.record, 'kepegawaian')).allowance.listRuns({ month: '2026-10' });
    expect(items).toMatchObject([{ state: 'exported', incomplete: 0, stale: false }]);
    const year = await (await enter(one.composed, one.record, 'kepegawaian')).allowance.simulate({ parameters: { bobot_produktivitas: '0,7', bobot_disiplin: '0,3' } });
    expect(year).toMatchObject({ unknown: 0, slips: 12 * items[0]!.people });
    expect([year.months[0], year.months.at(-1), year.byMonth.length]).toEqual(['2025-11', '2026-10', 12]);
    expect((await (await enter(one.composed, one.record, 'bupati'))['staff-overview'].staffWeeks({})).weeks.filter((week) => week.due > 0).length).toBeGreaterThan(4);
  });

  it('lets fourteen check-ins of Pudak arrive that were made in the morning without network, once', async () => {
    const { house } = one.composed;
    const rows = () => house.db.asOwner((tx) => tx.many<{ source: string; class: string; verdict: string; at: Date; received_at: Date; chained: boolean }>(sql`select c.source, c.class, c.verdict, c.at, c.received_at,
      exists (select from sync.command s where s.instansi = c.instansi and s.id = c.id and s.device = c.device and s.trust = 'sound' and s.at = c.at) as chained
      from attendance.check_in c join organization.holding h on h.instansi = c.instansi and h.id = c.holding join organization.post p on p.instansi = h.instansi and p.id = h.post join organization.unit u on u.instansi = p.instansi and u.id = p.unit
      where u.code = 'KEC-PUDAK' and c.at >= '2026-11-19T17:00:00Z' order by c.at`));
    const pudak = async () => (await (await enter(one.composed, one.record, 'bupati'))['staff-overview'].staffToday({})).units.find((unit) => unit.name === 'Kecamatan Pudak')!;
    expect(await rows()).toEqual([]);
    expect(await pudak()).toMatchObject({ due: 14, present: 0, notYet: 14 });
    const first = await demoApi(one.composed).demo.sendFromPudak({});
    expect(first).toMatchObject({ day: '2026-11-20', unitName: 'Kecamatan Pudak', sent: 14, already: 0, refused: 0 });
    expect(first.items.every((item) => item.class === 'B' && item.marks.length === 0)).toBe(true);
    const stored = await rows();
    expect(stored).toHaveLength(14);
    for (const row of stored) expect(row).toMatchObject({ source: 'queue', class: 'B', verdict: 'accepted', received_at: new Date(NOW), chained: true });
    // By the time of the event: before eight in Pudak, hours before they arrived.
    expect(stored.every((row) => row.at >= new Date('2026-11-19T23:50:00Z') && row.at < new Date('2026-11-20T01:00:00Z'))).toBe(true);
    expect(await pudak()).toMatchObject({ due: 14, present: 14, notYet: 0, late: 2 });
    expect(await demoApi(one.composed).demo.sendFromPudak({})).toMatchObject({ sent: 0, already: 14, refused: 0 });
    expect(await rows()).toEqual(stored);
    await expect(demoApi(one.composed, { settings: { empty: true } }).demo.sendFromPudak({})).rejects.toMatchObject({ problem: { status: 404 } });
    await expect(demoApi(one.composed, { ip: '203.0.113.9' }).demo.sendFromPudak({})).rejects.toMatchObject({ problem: { status: 404 } });
  });

  describe('the door of /demo', () => {
    it('opens a session with hat and second factor, for documented accounts only', async () => {
      const { composed, record } = one;
      const { house } = composed;
      const entry = record.accounts.find((account) => account.signIn === 'plt.dpmptsp')!;
      const { token } = await demoApi(composed).demo.enterAs({ account: entry.account });
      const viewer = await part<Authenticator>(house, 'authenticator').viewerOf(house, token);
      expect(viewer).toMatchObject({ name: 'Bambang Suhendro, S.Sos., M.Si.', hat: { capacity: 'plt', duties: ['leader', 'signer'] } });
      expect(viewer!.secondFactorAt).toEqual(house.clock.now());
      const undocumented = await house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from identity.account where user_name = 'kades.ngrogung'`));
      await expect(demoApi(composed).demo.enterAs({ account: undocumented.id })).rejects.toMatchObject({ problem: { status: 404 } });
    });

    it('hands out a copy that looks the same and is told apart', async () => {
      const api = demoApi(one.composed);
      const bytesOf = async (copy: 'genuine' | 'altered') => new Uint8Array(Buffer.from((await api.demo.demoDocument({ copy })).bytes, 'base64'));
      const [genuine, altered] = [await bytesOf('genuine'), await bytesOf('altered')];
      expect(genuine.filter((byte, at) => byte !== altered[at])).toHaveLength(1);
      expect(await api.issuance.verifyFile({ name: 'a.pdf', bytes: genuine })).toMatchObject({ status: 'genuine' });
      expect(await api.issuance.verifyFile({ name: 'b.pdf', bytes: altered })).toMatchObject({ status: 'altered' });
    });

    it('does not exist for a stranger, in a real installation, or beside a real institution', async () => {
      const { composed } = one;
      const closed = { problem: { status: 404 } };
      await expect(demoApi(composed, { ip: '203.0.113.9' }).demo.showDemo({})).rejects.toMatchObject(closed);
      await expect(demoApi(composed, { settings: { empty: true } }).demo.showDemo({})).rejects.toMatchObject(closed);
      await expect(demoApi(composed, { settings: { host: '0.0.0.0' } }).demo.enterAs({ account: one.record.accounts[0]!.account })).rejects.toMatchObject(closed);
      await composed.house.db.asOwner((tx) => tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, created_at) values (${uuidv7()}, 'Sungguhan', 'regency', '35.29', 'WIB', 'REAL', now())`));
      try {
        await expect(demoApi(composed).demo.showDemo({})).rejects.toMatchObject(closed);
        await expect(demoApi(composed).demo.enterAs({ account: one.record.accounts[0]!.account })).rejects.toMatchObject(closed);
        await expect(clearInstallation(composed.house.db)).rejects.toThrow('real institution');
      } finally {
        await composed.house.db.asOwner((tx) => tx.run(sql`delete from organization.instansi where code = 'REAL'`));
      }
    });
  });

  it('is the same again from the same seed', async () => {
    const [first, again] = [await seeded(0.05), await seeded(0.05)];
    const people = (c: Composed) => c.house.db.asOwner((tx) => tx.many(sql`select id, account, name, nip, phone from organization.person order by id`));
    expect(again.record).toEqual(first.record);
    expect(await people(again.composed)).toEqual(await people(first.composed));
    const requests = (c: Composed) => c.house.db.asOwner((tx) => tx.many(sql`select r.id, r.title, r.place, r.applicant_name, r.submitted_at, s.seq, s.status, s.due_at, s.finished_at
      from permohonan.request r join permohonan.state s on s.instansi = r.instansi and s.request = r.id order by r.id`));
    expect(await requests(again.composed)).toEqual(await requests(first.composed));
  }, 400_000);
});
