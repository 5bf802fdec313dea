import { beforeAll, describe, expect, it } from 'vitest';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { TenantContext, Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Api } from '../../api.ts';
import type { TimesheetsPort } from './contract.ts';
import { lockRecap } from './storage/recaps.ts';
import { everyNight, subscribers, takeLateArrivals, tellChanges } from './jobs.ts';
import { agencySums } from './service/figures.ts';
import { as, inside, officeOf, personOf, problem, punch, schemeA, type Office } from './timesheets.testing.ts';

// Wednesday 1 April 2026, 09:00 WIB: March is over. March 2026 has 17 working days (22 less 18, 19, 20, 23 and 24).
const t = await createTestHouse({ now: '2026-04-01T02:00:00Z' });
let o: Office;
let staff: string;
const MARCH = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16', '2026-03-17', '2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31'];
const policy = uuidv7();
const port = () => part<TimesheetsPort<TenantContext>>(t.house, 'timesheets');
const month = async (viewer: Viewer, of = '2026-03') => as(t, viewer).getMyMonth({ month: of });
const dayOf = async (viewer: Viewer, day: string) => (await month(viewer, day.slice(0, 7))).days.find((one) => one.day === day);
const key = () => ({ agency: o.units.roads, month: '2026-03' });

beforeAll(async () => {
  o = await officeOf(t);
  staff = await personOf(t, o.staff);
  await as(t, o.agency).savePolicy({ id: policy, ...schemeA() });
  await as(t, o.agency).publishPolicy({ id: policy, reason: 'Penetapan awal tahun' });
  for (const day of MARCH.slice(0, 13)) await punch(t, staff, day, '07:20', '17:10');
  await punch(t, staff, '2026-03-26', '07:31', '16:00');
  await punch(t, staff, '2026-03-27', '08:00', '16:00');
  await punch(t, staff, '2026-03-30', '09:01', '16:05');
});

describe('a month', () => {
  it('adds up: 0.5 + 1.0 + 2.0 + 4.0 is 7.5, and HK is the sum of its days', async () => {
    const { days, totals } = await month(o.staff);
    expect(days.filter((one) => one.percent > 0).map((one) => [one.day, one.code, one.percent])).toEqual([['2026-03-26', 'H', 50], ['2026-03-27', 'H', 100], ['2026-03-30', 'H', 200], ['2026-03-31', 'TK', 400]]);
    expect(totals).toMatchObject({ due: 17, present: 16, unexplained: 1, percent: 750, late: 3, early: 1, jointLeave: 4 });
    expect(days.find((one) => one.day === '2026-03-26')!.steps.join(' ')).toMatch(/Jam kerja 07\.30 sampai 16\.00.*Perbup 12\/2026.*Terlambat 1 menit: TL1, 0,5 persen/);
  });
  it('is the same stored as looked at, and stored twice changes nothing', async () => {
    const first = await inside(t, (tenant) => port().recompute(tenant, 'everybody', '2026-03-01', '2026-03-31', 'uji'));
    expect(first.changed).toBe(0);
    expect(await inside(t, (tenant) => port().recompute(tenant, 'everybody', '2026-03-01', '2026-03-31', 'uji'))).toMatchObject({ changed: 0 });
    const [segment] = await inside(t, (tenant) => port().month(tenant, { people: [staff] }, '2026-03'));
    const { totals } = await month(o.staff);
    expect(segment).toMatchObject({ due: totals!.due, percent: totals!.percent, lateMinutes: totals!.lateMinutes, effectiveMinutes: totals!.effectiveMinutes, counts: totals!.counts });
    const stored = (await inside(t, (tenant) => port().days(tenant, [staff], '2026-03-01', '2026-03-31'))).get(staff)!;
    expect(stored.filter((one) => one.code !== '-').map((one) => [one.day, one.code, one.percent])).toEqual((await month(o.staff)).days.filter((one) => one.code !== '-').map((one) => [one.day, one.code, one.percent]));
  });
  it('is not seen by others', async () => {
    expect(await problem(as(t, o.staff).getPersonMonth({ person: staff }))).toBe('request.not-allowed');
    expect(await problem(as(t, o.wasteHead).getPersonMonth({ person: staff, month: '2026-03' }))).toBe('timesheets.unknown');
    expect((await as(t, o.roadsHead).getPersonMonth({ person: staff, month: '2026-03' })).name).toBe('Penata Jalan');
    expect(await problem(as(t, null).getMyMonth({}))).toBe('request.not-signed-in');
    expect((await as(t, o.keeper).getUnitDay({ day: '2026-03-31' })).rows.find((row) => row.person === staff)).toMatchObject({ result: { code: 'TK' } });
    expect(await problem(as(t, o.keeper).getUnitDay({ unit: o.units.waste }))).toBe('timesheets.unknown');
    expect(await problem(as(t, o.staff).getUnitDay({}))).toBe('request.not-allowed');
  });
  it('of today changes with each punch, without waiting for a job', async () => {
    expect((await dayOf(o.staff, '2026-04-01'))!.code).toBe('?');
    await punch(t, staff, '2026-04-01', '07:45');
    expect(await dayOf(o.staff, '2026-04-01')).toMatchObject({ code: 'H', in: '07.45', late: 15 });
  });
});

describe('what changes afterwards', () => {
  it('a punch that arrives late is taken by the minute, listed, and told once', async () => {
    await takeLateArrivals(t.context(null));
    await punch(t, staff, '2026-03-31', '07:30', '16:00');
    // The record says that it was received on the day; the door is asked by when it came in.
    await inside(t, ({ tx, instansi }) => tx.run(sql`update timesheet.mark set at = '2026-03-01T00:00:00Z' where instansi = ${instansi}`));
    expect(await takeLateArrivals(t.context(null))).toBeGreaterThan(0);
    const [change] = (await month(o.staff)).changes;
    expect(change).toMatchObject({ day: '2026-03-31', before: 'TK, 4 persen', after: 'H, 0 persen', why: 'Absen datang kemudian' });
    expect(await tellChanges(t.context(null))).toBe(1);
    expect(await tellChanges(t.context(null))).toBe(0);
    expect((await as(t, o.keeper).listChanges({})).items[0]).toMatchObject({ personName: 'Penata Jalan', day: '2026-03-31' });
  });
  it('a punch that the superior rejects counts no longer, and again when that was told twice', async () => {
    const told = subscribers.find((one) => one.event === 'attendance.reviewed')!;
    const [{ id }] = await inside(t, ({ tx, instansi }) => tx.many<{ id: string }>(sql`select id from attendance.check_in where instansi = ${instansi} and person = ${staff} and at > '2026-03-31T08:00:00Z' and at < '2026-03-31T12:00:00Z'`)) as [{ id: string }];
    await inside(t, ({ tx, instansi }) => tx.run(sql`insert into attendance.review (instansi, check_in, decision, words, by_account, by_post, at) values (${instansi}, ${id}, 'rejected', 'Bukan dia', ${uuidv7()}, ${uuidv7()}, ${t.clock.now()})`));
    const message = { instansi: t.instansi, id: uuidv7(), event: told.event, payload: { people: [staff], from: '2026-03-31T09:00:00Z', to: '2026-03-31T09:00:00Z' } };
    for (const _ of [1, 2]) await told.run(t.context(null), message);
    const day = await dayOf(o.staff, '2026-03-31');
    expect([day?.code, day?.in, day?.out, day?.percent]).toEqual(['H', '07.30', undefined, 200]);
    expect((await month(o.staff)).changes.filter((one) => one.day === '2026-03-31' && one.why === 'Absen bertanda diputuskan atasan')).toHaveLength(1);
    await inside(t, ({ tx, instansi }) => tx.run(sql`delete from attendance.review where instansi = ${instansi} and check_in = ${id}`));
    await told.run(t.context(null), message);
  });
  it('study by decision, and an outage', async () => {
    const api = as(t, o.agency);
    expect(await problem(as(t, o.keeper).addStatus({ person: staff, code: 'TB', decision: 'SK 800/1', fromDay: '2026-03-02', toDay: '2026-03-02' }))).toBe('request.not-allowed');
    expect(await problem(api.addStatus({ person: staff, code: 'TB', decision: 'SK 800/1', fromDay: '2026-03-03', toDay: '2026-03-02' }))).toBe('timesheets.days');
    const { id } = await api.addStatus({ person: staff, code: 'TB', decision: 'SK 800/1/2026', fromDay: '2026-03-02', toDay: '2026-03-03' });
    expect((await month(o.staff)).totals).toMatchObject({ due: 17, study: 2, present: 15 });
    await api.endStatus({ id, version: 1, reason: 'Keputusan dibatalkan' });
    expect((await month(o.staff)).totals).toMatchObject({ due: 17, study: 0, present: 17 });
    expect(await problem(api.declareOutage({ day: '2026-03-30', from: '09:00', to: '07:00', reason: 'Listrik padam' }))).toBe('timesheets.hours');
    const outage = await api.declareOutage({ day: '2026-03-30', from: '07:00', to: '09:00', units: [o.units.roads], reason: 'Listrik padam sekecamatan' });
    expect(await dayOf(o.staff, '2026-03-30')).toMatchObject({ percent: 50, late: 1 });
    await api.withdrawOutage({ id: outage.id, reason: 'Keliru harinya' });
    expect(await dayOf(o.staff, '2026-03-30')).toMatchObject({ percent: 200, late: 91 });
  });
});

describe('a forgotten punch', () => {
  it('is asked for by its person, within the rule, decided by the superior, and counts at once', async () => {
    await punch(t, staff, '2026-03-26', undefined, '16:10');
    const me = as(t, o.staff);
    const ask = (changes: Record<string, unknown>) => me.askPetition({ kind: 'forgotten', day: '2026-03-31', side: 'in', reason: 'Mesin absen di pintu mati', ...changes });
    expect(await problem(ask({}))).toBe('timesheets.not-missing');
    expect(await problem(ask({ side: undefined }))).toBe('timesheets.side-needed');
    expect(await problem(ask({ day: '2026-04-02' }))).toBe('timesheets.future-day');
    expect(await problem(ask({ day: '2026-03-29' }))).toBe('timesheets.not-due');
    expect(await problem(ask({ reason: 'lupa' }))).toBe('request.invalid');
    const head = await personOf(t, o.section);
    for (const day of MARCH) await punch(t, head, day, '07:25', day === '2026-03-17' || day === '2026-03-16' || day === '2026-03-13' ? undefined : '17:10');
    const section = as(t, o.section);
    const { id } = await section.askPetition({ kind: 'forgotten', day: '2026-03-17', side: 'out', reason: 'Rapat sampai malam di aula' });
    expect(await problem(section.askPetition({ kind: 'forgotten', day: '2026-03-17', side: 'out', reason: 'Rapat sampai malam di aula' }))).toBe('timesheets.asked-before');
    await section.askPetition({ kind: 'forgotten', day: '2026-03-16', side: 'out', reason: 'Rapat sampai malam di aula' });
    expect(await problem(section.askPetition({ kind: 'forgotten', day: '2026-03-13', side: 'out', reason: 'Rapat sampai malam di aula' }))).toBe('timesheets.month-limit');
    expect((await as(t, o.roadsHead).listPetitions({})).items.map((one) => one.id)).toContain(id);
    expect(await problem(section.decidePetition({ id, version: 1, grant: true }))).toBe('timesheets.own-petition');
    expect(await problem(as(t, o.wasteHead).decidePetition({ id, version: 1, grant: true }))).toBe('timesheets.unknown');
    expect(await problem(as(t, o.keeper).decidePetition({ id, version: 1, grant: true }))).toBe('timesheets.not-superior');
    expect(await problem(as(t, o.roadsHead).decidePetition({ id, version: 1, grant: false }))).toBe('timesheets.answer-needed');
    expect(await dayOf(o.section, '2026-03-17')).toMatchObject({ percent: 200 });
    expect(await as(t, o.roadsHead).decidePetition({ id, version: 1, grant: true })).toEqual({ found: 'H, 0 persen' });
    expect(await problem(as(t, o.roadsHead).decidePetition({ id, version: 2, grant: true }))).toBe('timesheets.decided');
    expect(await dayOf(o.section, '2026-03-17')).toMatchObject({ percent: 0 });
    expect((await dayOf(o.section, '2026-03-17'))!.steps.join(' ')).toContain('menurut permohonan lupa absen yang disetujui Kepala Dinas PUPKP');
  });
  it('is asked for no more often than the rule says, also from two tabs at once', async () => {
    const clerk = await personOf(t, o.clerk);
    for (const day of MARCH) await punch(t, clerk, day, '07:25', day < '2026-03-09' ? undefined : '17:10');
    const ask = (day: string) => problem(as(t, o.clerk).askPetition({ kind: 'forgotten', day, side: 'out', reason: 'Rapat sampai malam di aula' }));
    expect((await Promise.all(['2026-03-02', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'].map(ask))).filter((one) => one === 'ok')).toHaveLength(2);
    const asked = (await as(t, o.secretary).listPetitions({})).items.filter((one) => one.personName === 'Pengelola Surat');
    expect(new Set(asked.map((one) => one.day)).size).toBe(2);
  });
  it('is neither asked for nor granted behind a recap that is being locked', async () => {
    const [waiting] = (await as(t, o.secretary).listPetitions({})).items.filter((one) => one.personName === 'Pengelola Surat');
    // Nothing is locked that was not verified before.
    await inside(t, ({ tx, instansi }) => lockRecap(tx, instansi, o.units.setda, '2026-03'));
    let [asked, granted]: (string | Promise<string>)[] = [];
    await inside(t, async ({ tx, instansi }) => {
      await lockRecap(tx, instansi, o.units.setda, '2026-03');
      asked = problem(as(t, o.clerk).askPetition({ kind: 'objection', day: '2026-03-30', side: 'in', time: '07:28', reason: 'Saya memimpin apel sejak pagi' }));
      granted = problem(as(t, o.secretary).decidePetition({ id: waiting!.id, version: 1, grant: true }));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await tx.run(sql`update timesheet.recap set state = 'locked', locked_by = 'Uji', locked_at = ${t.clock.now()} where instansi = ${instansi} and agency = ${o.units.setda} and month = '2026-03'`);
    });
    expect([await asked, await granted]).toEqual(['timesheets.closed', 'timesheets.closed']);
    await t.house.db.asOwner((tx) => tx.run(sql`delete from timesheet.petition where instansi = ${t.instansi} and agency = ${o.units.setda}`));
    await t.house.db.asOwner((tx) => tx.run(sql`delete from timesheet.recap where instansi = ${t.instansi} and agency = ${o.units.setda}`));
  });
});

describe('a recap', () => {
  it('is verified by the unit, open to objections for three working days, locked by BKPSDM, corrected only by name', async () => {
    const open = (await as(t, o.roadsHead).listPetitions({})).items.find((one) => one.day === '2026-03-16')!;
    expect(await problem(as(t, o.agency).lockRecap({ ...key(), version: 1 }))).toBe('timesheets.not-verified');
    expect(await problem(as(t, o.keeper).verifyRecap({ ...key(), month: '2026-04', version: 1 }))).toBe('timesheets.month-not-over');
    expect(await problem(as(t, o.staff).verifyRecap({ ...key(), version: 1 }))).toBe('request.not-allowed');
    expect(await problem(as(t, o.wasteHead).verifyRecap({ ...key(), version: 1 }))).toBe('timesheets.unknown');
    // 1 April is a Wednesday; Thursday, then Friday the 3rd is a holiday, Monday, Tuesday.
    expect(await as(t, o.keeper).verifyRecap({ ...key(), version: 1 })).toEqual({ objectionsUntil: '2026-04-07' });
    expect(await problem(as(t, o.keeper).verifyRecap({ ...key(), version: 2 }))).toBe('timesheets.not-draft');
    expect(await problem(as(t, o.keeper).lockRecap({ ...key(), version: 2 }))).toBe('request.not-allowed');
    expect(await problem(as(t, o.agency).lockRecap({ ...key(), version: 2 }))).toBe('timesheets.objections-run');
    await as(t, o.staff).askPetition({ kind: 'objection', day: '2026-03-30', side: 'in', time: '07:28', reason: 'Saya memimpin apel sejak pagi' });
    t.clock.set('2026-04-08T02:00:00Z');
    expect(await problem(as(t, o.staff).askPetition({ kind: 'objection', day: '2026-03-27', reason: 'Saya sudah datang pagi' }))).toBe('timesheets.objection-over');
    expect((await as(t, o.agency).getRecap(key())).blocked).toMatch(/2 permohonan/);
    expect(await problem(as(t, o.agency).lockRecap({ ...key(), version: 2 }))).toBe('timesheets.petitions-open');
    await as(t, o.roadsHead).decidePetition({ id: open.id, version: 1, grant: false, answer: 'Daftar hadir rapat tidak memuat nama Saudara' });
    const objection = (await as(t, o.agency).listPetitions({})).items.find((one) => one.kind === 'objection')!;
    expect(await as(t, o.agency).decidePetition({ id: objection.id, version: 1, grant: true })).toEqual({ found: 'H, 0 persen' });
    const before = await as(t, o.agency).getRecap(key());
    expect(before).toMatchObject({ state: 'verified', may: ['return', 'lock', 'export'] });
    await as(t, o.agency).lockRecap({ ...key(), version: 2 });
    const locked = await as(t, o.agency).getRecap(key());
    expect(locked.rows).toEqual(before.rows);
    expect(locked).toMatchObject({ state: 'locked', may: ['correct', 'export'] });
    for (const row of locked.rows) expect(row.due).toBe(row.present + row.duty + row.flexible + row.leave + row.study + row.unexplained);
    expect(await problem(as(t, o.agency).lockRecap({ ...key(), version: 3 }))).toBe('timesheets.closed');
    expect(await problem(as(t, o.agency).returnRecap({ ...key(), version: 3, reason: 'Ingin membuka lagi' }))).toBe('timesheets.closed');
    expect(await problem(as(t, o.staff).askPetition({ kind: 'objection', day: '2026-03-27', reason: 'Saya sudah datang pagi' }))).toBe('timesheets.closed');
    expect((await inside(t, (tenant) => port().lockedAt(tenant, [o.units.workshop, o.units.waste], '2026-03'))).get(o.units.workshop)).toBeInstanceOf(Date);
    expect((await inside(t, (tenant) => port().lockedAt(tenant, [o.units.waste], '2026-03'))).get(o.units.waste)).toBeNull();
  });
  it('keeps what it was locked with when a rule changes, and lists what it would be now', async () => {
    const before = await inside(t, (tenant) => port().month(tenant, { people: [staff] }, '2026-03'));
    const stricter = uuidv7();
    await as(t, o.agency).savePolicy({ id: stricter, ...schemeA({ title: 'Perbup 15/2026', fromDay: '2026-02-01', absent: '5', late: schemeA().late.map((one) => ({ ...one, percent: '3' })) }) });
    const effect = await as(t, o.agency).previewPolicy({ id: stricter });
    expect(effect).toMatchObject({ closedMonths: 1 });
    expect(effect.examples.every((one) => one.personName !== 'Penata Jalan' || !one.day.startsWith('2026-03'))).toBe(true);
    expect(effect.changed).toBeGreaterThan(0);
    expect(await problem(as(t, o.keeper).publishPolicy({ id: stricter, reason: 'Perubahan kedua' }))).toBe('request.not-allowed');
    await as(t, o.agency).publishPolicy({ id: stricter, reason: 'Perubahan kedua' });
    await everyNight(t.context(null));
    expect(await inside(t, (tenant) => port().month(tenant, { people: [staff] }, '2026-03'))).toEqual(before);
    expect((await month(o.staff)).changes.find((one) => one.closed && one.day === '2026-03-27')).toMatchObject({ before: 'H, TL1 30 menit, PSW1 30 menit, 1 persen', after: 'H, TL1 30 menit, PSW1 30 menit, 3,5 persen' });
    expect((await dayOf(o.staff, '2026-03-27'))!.percent).toBe(100);
    expect(await problem(as(t, o.agency).savePolicy({ id: stricter, ...schemeA() }))).toBe('timesheets.policy-published');
    expect(await problem(as(t, o.agency).savePolicy({ id: uuidv7(), ...schemeA({ late: [{ code: 'TL1', from: 2, percent: '1' }] as never }) }))).toBe('timesheets.policy-invalid');
  });
  it('takes corrections by name, told to payroll', async () => {
    const correct = (changes: Record<string, unknown>) => as(t, o.agency).addCorrection({ ...key(), person: staff, percent: '-0,5', basis: 'SK 800/77/2026', reason: 'Surat sakit terlambat diserahkan', ...changes });
    expect(await problem(correct({ agency: o.units.waste }))).toBe('timesheets.not-locked');
    expect(await problem(correct({ person: uuidv7() }))).toBe('timesheets.unknown');
    expect(await problem(correct({ percent: '0' }))).toBe('timesheets.nothing-corrected');
    expect(await problem(correct({ person: await personOf(t, o.agency) }))).toBe('timesheets.own-month');
    const id = uuidv7();
    expect(await correct({ id, from: 'TK', to: 'CS', days: 1 })).toMatchObject({ percent: -50, counts: { TK: -1, CS: 1 } });
    expect(await correct({ id, from: 'TK', to: 'CS', days: 1 })).toMatchObject({ id, percent: -50 });
    expect(await problem(correct({ id, from: 'TK', to: 'CS', days: 2 }))).toBe('request.key-reused');
    expect(await inside(t, (tenant) => port().corrections(tenant, { month: '2026-03' }))).toMatchObject([{ person: staff, percent: -50, day: '2026-04-08' }]);
    const { content } = await as(t, o.payroll).exportRecap(key());
    expect(Buffer.from(content, 'base64').subarray(0, 2).toString()).toBe('PK');
    expect(await problem(as(t, o.wasteHead).exportRecap(key()))).toBe('timesheets.unknown');
  });
  it('lists add up where the rows lie what the segments say, of months that are locked and of open ones', async () => {
    for (const [month, locked] of [['2026-03', 1], ['2026-04', 0]] as const) {
      const segments = await inside(t, (tenant) => port().month(tenant, 'everybody', month));
      const said = await inside(t, (tenant) => agencySums(tenant, 'everybody', month));
      const byAgency = Map.groupBy(segments, (one) => one.agency);
      expect(byAgency.size).toBeGreaterThan(0);
      expect(said).toEqual(new Map([...byAgency].map(([agency, own]) => [agency, { agency, people: new Set(own.map((one) => one.person)).size, unexplained: own.reduce((sum, one) => sum + (one.counts['TK'] ?? 0), 0), late: own.reduce((sum, one) => sum + one.late, 0) }])));
      expect(await inside(t, (tenant) => port().peopleByAgency(tenant, month))).toEqual(new Map([...byAgency].map(([agency, own]) => [agency, new Set(own.map((one) => one.person)).size])));
      expect((await as(t, o.agency).listRecaps({ month })).items.filter((one) => one.state === 'locked').length).toBe(locked);
      expect(await inside(t, (tenant) => agencySums(tenant, { agency: o.units.roads }, month))).toEqual(new Map([[o.units.roads, said.get(o.units.roads)]]));
    }
  });
});

describe('the ladder of PP 94/2021', () => {
  it('warns the superior once of each step, with a summons, and gives no sanction', async () => {
    const { items } = await as(t, o.agency).listWarnings({});
    const mechanic = items.find((one) => one.personName === 'Mekanik')!;
    expect(mechanic).toMatchObject({ step: 'berat-3', state: 'open', absentDays: 17 + 4 });
    // 2, 6 and 7 April; the 3rd is a holiday.
    expect(items.find((one) => one.personName === 'Penata Jalan')).toMatchObject({ step: 'ringan-1', absentDays: 3, sanction: 'teguran lisan', superior: 'Kepala Dinas PUPKP, Kepala Dinas PUPKP' });
    const before = items.length;
    await everyNight(t.context(null));
    expect((await as(t, o.agency).listWarnings({})).items.length).toBe(before);
    expect((await as(t, o.wasteHead).listWarnings({})).items.some((one) => one.personName === 'Mekanik')).toBe(false);
    expect(await problem(as(t, o.wasteHead).settleWarning({ id: mechanic.id, version: 1, state: 'summoned', note: 'Sudah dipanggil' }))).toBe('timesheets.unknown');
    // Whoever only looks settles nothing, and nobody the own.
    expect(await problem(as(t, o.payroll).settleWarning({ id: mechanic.id, version: 1, state: 'closed', note: 'Sudah diperiksa' }))).toBe('timesheets.not-yours-to-settle');
    const own = (await as(t, o.keeper).listWarnings({})).items.find((one) => one.personName === 'Kasubag Kepegawaian PUPKP')!;
    expect(own.maySettle).toBe(false);
    expect(await problem(as(t, o.keeper).settleWarning({ id: own.id, version: 1, state: 'closed', note: 'Sudah diperiksa' }))).toBe('timesheets.not-yours-to-settle');
    await as(t, o.roadsHead).settleWarning({ id: mechanic.id, version: 1, state: 'summoned', note: 'Dipanggil 9 April 2026' });
    expect(await problem(as(t, o.staff).listWarnings({}))).toBe('request.not-allowed');
  });
});

it('the morning of one day judges the day before only where its shift was still open', async () => {
  const [monday, sunday] = ['2026-02-09', '2026-02-08'];
  await inside(t, ({ tx, instansi }) => tx.run(sql`delete from timesheet.day where instansi = ${instansi} and day between ${sunday} and ${monday}`));
  const judged = async () => (await inside(t, ({ tx, instansi }) => tx.many<{ day: string }>(sql`select day from timesheet.day where instansi = ${instansi} and person = ${staff} and day between ${sunday} and ${monday} order by day`))).map((row) => row.day);
  const arrive = async (time: string) => {
    await punch(t, staff, '2026-02-10', time);
    await inside(t, ({ tx, instansi }) => tx.run(sql`update timesheet.mark set at = '2026-02-09T00:00:00Z' where instansi = ${instansi}`));
    await takeLateArrivals(t.context(null));
  };
  await arrive('07:21');
  expect(await judged()).toEqual([]);
  const night = { kind: 'shift' as const, shifts: [{ code: 'M', name: 'Malam', hours: '21:00-07:00' }] };
  const schedules = (t.api.forPages(t.context(o.agency)) as unknown as Api)['work-schedules'];
  const { id } = await schedules.createPattern({ name: 'Jaga malam', from: '2026-01-01', legalBasis: 'Perbup 12/2026', body: night });
  await schedules.assignPattern({ person: staff, pattern: id, from: monday, to: monday });
  await inside(t, ({ tx, instansi }) => tx.run(sql`insert into work_schedule.roster_day (instansi, person, day, unit, code) values (${instansi}, ${staff}, ${monday}, ${o.units.roads}, 'M')`));
  await arrive('07:05');
  expect(await judged()).toEqual([monday]);
  await inside(t, ({ tx, instansi }) => tx.run(sql`delete from work_schedule.assignment where instansi = ${instansi} and person = ${staff}`));
});

it('a day is not judged anew behind a recap that is being locked: it becomes a change that is closed', async () => {
  const february = { agency: o.units.roads, month: '2026-02' };
  await inside(t, (tenant) => port().recompute(tenant, 'everybody', '2026-02-01', '2026-02-28', 'uji'));
  await punch(t, staff, '2026-02-12', '07:20', '17:10');
  // Nothing is locked that was not verified before.
  await inside(t, ({ tx, instansi }) => lockRecap(tx, instansi, february.agency, february.month));
  const [holds, ends] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const locking = inside(t, async ({ tx, instansi }) => {
    await lockRecap(tx, instansi, february.agency, february.month);
    holds.resolve();
    await ends.promise;
    await tx.run(sql`update timesheet.recap set state = 'locked', locked_at = ${t.clock.now()} where instansi = ${instansi} and agency = ${february.agency} and month = ${february.month}`);
  });
  await holds.promise;
  const judging = inside(t, (tenant) => port().recompute(tenant, { people: [staff] }, '2026-02-12', '2026-02-12', 'Absen datang kemudian'));
  await new Promise((done) => setTimeout(done, 150));
  ends.resolve();
  await locking;
  expect(await judging).toMatchObject({ judged: 1, changed: 0 });
  const [day] = await inside(t, ({ tx, instansi }) => tx.many<{ code: string }>(sql`select code from timesheet.day where instansi = ${instansi} and person = ${staff} and day = '2026-02-12'`));
  expect(day!.code).toBe('TK');
  expect((await month(o.staff, '2026-02')).changes.filter((one) => one.why === 'Absen datang kemudian')).toMatchObject([{ day: '2026-02-12', closed: true }]);
});

it('nights that nobody counted are judged by looking', async () => {
  const thursday = '2026-04-02';
  t.clock.set('2026-04-06T02:00:00Z');
  await inside(t, ({ tx, instansi }) => tx.run(sql`delete from timesheet.day where instansi = ${instansi} and day >= ${thursday}`));
  const [day] = (await inside(t, (tenant) => port().days(tenant, [staff], thursday, thursday))).get(staff)!;
  expect(day).toMatchObject({ day: thursday, code: 'TK' });
});
