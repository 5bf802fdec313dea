import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf, refusalOf, teamIn, uploaded, type Team } from './self-assessment.testing.ts';
import { followUpCsv } from './service/follow-up.ts';
import { remindOfFollowUp, tellFollowUp } from './service/follow-up-in-time.ts';

const t = await createTestHouse();
const START = t.clock.now();
let team: Team;
const typed = { source: 'Laporan Hasil Evaluasi SPBE 2023', year: 2023, number: '29', text: 'Melaksanakan audit infrastruktur SPBE.', due: '2026-12-31' };
const noticesOf = async (viewer: Viewer) => (await t.house.db.asOwner((tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where account = ${viewer.accountId} order by at`))).map(({ title }) => title);
let id: string;
const message = uuidv7();

beforeAll(async () => {
  team = await teamIn(t);
  ({ id } = await apiOf(t, team.responsible).writeFollowUp(typed));
});
const responsible = () => apiOf(t, team.responsible);
const unit = () => apiOf(t, team.second);

describe('who may', () => {
  it('write, give and return: those responsible', async () => {
    for (const viewer of [team.member, team.second, team.stranger]) {
      const api = apiOf(t, viewer);
      expect(await refusalOf(api.writeFollowUp(typed))).toBe('request.not-allowed');
      expect(await refusalOf(api.assignFollowUp({ id, seq: 0, unit: team.second.hat!.unitId, due: '2026-06-30' }))).toBe('request.not-allowed');
      expect(await refusalOf(api.returnFollowUp({ id, seq: 0, text: 'Belum lengkap buktinya.' }))).toBe('request.not-allowed');
    }
    expect(await refusalOf(apiOf(t, null).writeFollowUp(typed))).toBe('request.not-signed-in');
  });
  it('see all: leader and team; a unit sees its own only', async () => {
    expect(await refusalOf(apiOf(t, team.coordinator).listFollowUp({}))).toBe('allowed');
    expect(await refusalOf(apiOf(t, team.stranger).listFollowUp({}))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.stranger).getFollowUp({ id }))).toBe('self-assessment.unknown-follow-up');
    expect((await apiOf(t, team.stranger).unitFollowUp({})).rows).toEqual([]);
    expect(await refusalOf(apiOf(t, null).unitFollowUp({}))).toBe('request.not-signed-in');
  });
  it('the neighbour sees nothing of it', async () => {
    const neighbour = await teamIn(t, t.other);
    expect((await apiOf(t, neighbour.coordinator, t.other).listFollowUp({})).rows).toEqual([]);
    expect(await refusalOf(apiOf(t, neighbour.responsible, t.other).getFollowUp({ id }))).toBe('self-assessment.unknown-follow-up');
  });
});

describe('a recommendation', () => {
  it('is given to a unit within the time that the organiser gave', async () => {
    const of = { id, seq: 0, unit: team.second.hat!.unitId };
    expect(await refusalOf(responsible().assignFollowUp({ ...of, due: '2027-01-01' }))).toBe('self-assessment.follow-up-due');
    expect(await refusalOf(responsible().assignFollowUp({ ...of, due: '2026-03-01' }))).toBe('self-assessment.follow-up-due');
    expect(await refusalOf(responsible().assignFollowUp({ ...of, due: '2026-02-30' }))).toBe('request.invalid');
    expect(await refusalOf(responsible().assignFollowUp({ ...of, unit: id, due: '2026-06-30' }))).toBe('self-assessment.follow-up-unit');
    expect(await responsible().assignFollowUp({ ...of, due: '2026-06-30', text: 'Mohon dikoordinasikan.' })).toMatchObject({ unitName: 'BPKAD', unitDue: '2026-06-30', state: 'open', seq: 1 });
    expect(await refusalOf(responsible().assignFollowUp({ ...of, due: '2026-06-30' }))).toBe('self-assessment.follow-up-changed');
    for (let n = 0; n < 2; n++) await tellFollowUp(t.context(), { instansi: t.instansi, id: message, event: 'self-assessment.followed-up', payload: { recommendation: id, kind: 'assigned', unit: of.unit } });
    expect(await noticesOf(team.second)).toEqual(['Rekomendasi penilaian untuk unit Anda']);
  });

  it('progress comes from the unit alone; done needs evidence', async () => {
    const of = { id, seq: 1, text: 'Kerangka acuan audit disusun.' };
    expect(await refusalOf(responsible().reportFollowUp(of))).toBe('self-assessment.unknown-follow-up');
    expect(await unit().reportFollowUp(of)).toMatchObject({ state: 'running', seq: 2 });
    expect(await refusalOf(unit().reportFollowUp({ ...of, seq: 2, done: true }))).toBe('self-assessment.follow-up-no-evidence');
    expect(await refusalOf(unit().reportFollowUp({ ...of, seq: 2, done: true, link: 'javascript:alert(1)' }))).toBe('request.invalid');
    const upload = await uploaded(t, team.second, 'Laporan.pdf');
    expect(await unit().reportFollowUp({ ...of, seq: 2, done: true, uploads: [upload] })).toMatchObject({ state: 'done', seq: 3 });
    expect(await refusalOf(unit().reportFollowUp({ ...of, seq: 3 }))).toBe('self-assessment.follow-up-done');
    const { steps } = await unit().getFollowUp({ id });
    expect(steps.map(({ kind }) => kind)).toEqual(['assigned', 'progress', 'done']);
    expect(steps[2]!.files).toMatchObject([{ name: 'Laporan.pdf' }]);
  });

  it('what is said to be done may be returned, and runs again', async () => {
    expect(await responsible().returnFollowUp({ id, seq: 3, text: 'Halaman tanda tangan belum ada.' })).toMatchObject({ state: 'running', seq: 4 });
    expect(await refusalOf(responsible().returnFollowUp({ id, seq: 4, text: 'Halaman tanda tangan belum ada.' }))).toBe('self-assessment.follow-up-not-done');
  });

  it('files of somebody else are no evidence', async () => {
    const upload = await uploaded(t, team.member, 'Punya-orang.pdf');
    expect(await refusalOf(unit().reportFollowUp({ id, seq: 4, text: 'Laporan akhir dilampirkan.', done: true, uploads: [upload] }))).toBe('files.unknown');
  });

  it('its history cannot be changed by the application', async () => {
    const tried = (statement: ReturnType<typeof sql>) => t.house.db.inTenant(t.instansi, (tx) => tx.run(statement)).then(String, (error: { code: string }) => error.code);
    expect(await tried(sql`update self_assessment.recommendation_step set text = 'x'`)).toBe('42501');
    expect(await tried(sql`delete from self_assessment.recommendation_file`)).toBe('42501');
  });
});

describe('in time', () => {
  it('the unit is reminded fourteen and three days before, and with those responsible once it is late', async () => {
    const heard = async (viewer: Viewer) => (await noticesOf(viewer)).filter((title) => title.startsWith('Tindak lanjut rekomendasi')).length;
    for (const [moment, own, theirs] of [['2026-06-15T02:00:00Z', 0, 0], ['2026-06-16T02:00:00Z', 1, 0], ['2026-06-20T02:00:00Z', 1, 0], ['2026-06-27T02:00:00Z', 2, 0], ['2026-06-30T02:00:00Z', 2, 0], ['2026-07-01T02:00:00Z', 3, 1], ['2026-08-01T02:00:00Z', 3, 1]] as const) {
      t.clock.set(new Date(moment));
      await remindOfFollowUp(t.house);
      await remindOfFollowUp(t.house);
      expect([await heard(team.second), await heard(team.responsible)], moment).toEqual([own, theirs]);
    }
  });
  it('is late in the table of the leader, and in the CSV', async () => {
    t.clock.set(new Date('2026-07-01T02:00:00Z'));
    await responsible().writeFollowUp({ ...typed, number: '', text: '=Menetapkan pedoman manajemen risiko.', due: undefined });
    const page = await apiOf(t, team.coordinator).listFollowUp({});
    expect(page.counts).toEqual({ open: 1, running: 0, done: 0, late: 1 });
    expect(page.units).toMatchObject([{ name: 'BPKAD', counts: { late: 1 } }]);
    expect((await apiOf(t, team.coordinator).listFollowUp({ state: 'late' })).rows.map((row) => row.id)).toEqual([id]);
    expect(page.mayAssign).toBe(true);
    const csv = (await followUpCsv(t.context(team.coordinator), {})).toString('utf8');
    expect(csv).toContain('BPKAD,2026-06-30,Terlambat,Dikembalikan');
    expect(csv).toContain("'=Menetapkan");
    t.clock.set(START);
  });
  it('is downloaded only by who sees all', async () => {
    for (const url of ['/api/tindak-lanjut.csv', `/api/tindak-lanjut/${id}/berkas/${id}`]) expect((await t.app.inject({ url, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
  });
});
