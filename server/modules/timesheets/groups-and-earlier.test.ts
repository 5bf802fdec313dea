import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { TimesheetsPort } from './contract.ts';
import { everyNight } from './jobs.ts';
import { as, inside, officeOf, personOf, problem, punch, schemeA, type Office } from './timesheets.testing.ts';

// Wednesday 1 April 2026, 09:00 WIB. Pendopo began on Monday 16 March.
const t = await createTestHouse({ now: '2026-04-01T02:00:00Z' });
const DAYS = ['2026-03-16', '2026-03-17', '2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30', '2026-03-31'];
const port = () => part<TimesheetsPort<TenantContext>>(t.house, 'timesheets');
let o: Office;
let [staff, mechanic] = ['', ''];
const nips = { staff: '198703122010011901', mechanic: '199001012015011902' };
const publish = async (changes: Parameters<typeof schemeA>[0]) => {
  const id = uuidv7();
  await as(t, o.agency).savePolicy({ id, ...schemeA(changes) });
  await as(t, o.agency).publishPolicy({ id, reason: 'Peraturan Bupati yang baru' });
  return id;
};
const upload = async (kind: 'months' | 'discipline', lines: string) => {
  const api = as(t, o.agency);
  const { id } = await api.startImport({ kind, fileName: 'lama.csv', content: Buffer.from(lines).toString('base64') });
  const { rows } = await api.previewImport({ kind, id });
  await api.takeImport({ kind, id, version: 1 });
  return rows;
};

beforeAll(async () => {
  o = await officeOf(t);
  [staff, mechanic] = [await personOf(t, o.staff), await personOf(t, o.workshopStaff)];
  for (const [person, nip] of [[staff, nips.staff], [mechanic, nips.mechanic]]) await inside(t, ({ tx, instansi }) => tx.run(sql`update organization.person set nip = ${nip} where instansi = ${instansi} and id = ${person}`));
  await publish({ fromDay: '2026-03-16' });
  for (const day of DAYS) for (const person of [staff, mechanic]) await punch(t, person, day, '07:40', '17:10');
  await everyNight(t.context(null));
});

describe('rules of groups', () => {
  it('the workshop gets its own, shown before and listed after; others keep theirs', async () => {
    const id = uuidv7();
    await as(t, o.agency).savePolicy({ id, ...schemeA({ fromDay: '2026-03-25', title: 'Aturan bengkel', units: [o.units.workshop], grace: 15, graceIs: 'forgiven' }) });
    const effect = await as(t, o.agency).previewPolicy({ id });
    expect(effect).toMatchObject({ people: 1, days: 5, changed: 5, before: 250, after: 0 });
    expect(effect.examples[0]).toMatchObject({ personName: 'Mekanik', before: 'H, TL1 10 menit, 0,5 persen', after: 'H, 0 persen' });
    await as(t, o.agency).publishPolicy({ id, reason: 'Peraturan kepala dinas' });
    await everyNight(t.context(null));
    const percents = async (viewer: typeof o.staff) => (await as(t, viewer).getMyMonth({ month: '2026-03' })).days.filter((one) => one.code === 'H').map((one) => one.percent);
    expect(await percents(o.staff)).toEqual([50, 50, 50, 50, 50, 50, 50]);
    expect(await percents(o.workshopStaff)).toEqual([50, 50, 0, 0, 0, 0, 0]);
    expect((await as(t, o.workshopStaff).getMyMonth({ month: '2026-03' })).rule).toBe('Aturan bengkel');
    expect((await as(t, o.agency).listChanges({})).items.filter((one) => one.personName === 'Mekanik')).toHaveLength(5);
    const list = await as(t, o.agency).listPolicies({});
    expect(list.items.map((row) => [row.reach, row.inForce])).toEqual([['UPTD Perbengkelan', true], ['Seluruh instansi', true]]);
    expect(list.ofUnits.map((one) => [one.name, one.title])).toEqual([['UPTD Perbengkelan', 'Aturan bengkel']]);
  });
  it('refuses two ways at once, unknown units, and groups of one day that share a unit', async () => {
    const save = (changes: Parameters<typeof schemeA>[0]) => problem(as(t, o.agency).savePolicy({ id: uuidv7(), ...schemeA(changes) }));
    expect(await save({ units: [o.units.workshop], unitKinds: ['uptd'] })).toBe('timesheets.policy-reach');
    expect(await save({ units: [uuidv7()] })).toBe('timesheets.unknown');
    expect(await problem(publish({ fromDay: '2026-03-25', units: [o.units.workshop, o.units.waste] }))).toBe('timesheets.policy-overlaps');
    // The same group on the same day takes the place of the one before.
    await publish({ fromDay: '2026-03-25', title: 'Aturan bengkel, perubahan', units: [o.units.workshop], grace: 15, graceIs: 'forgiven' });
    expect((await as(t, o.agency).listPolicies({})).items.filter((row) => row.state === 'withdrawn').map((row) => row.title)).toEqual(['Aturan bengkel']);
  });
});

describe('a change of hours or of the calendar', () => {
  const schedules = () => (t.api.forPages(t.context(o.agency)) as unknown as Api)['work-schedules'];
  const calendars = () => (t.api.forPages(t.context(o.administrator)) as unknown as Api).calendar;
  it('is shown before, person by person and day by day, and nothing of it stays', async () => {
    const six = (await schedules().listPatterns({})).items.find((one) => one.name === 'Sekolah, enam hari')!;
    const before = await as(t, o.staff).getMyMonth({ month: '2026-03' });
    const effect = await schedules().previewAssignment({ unit: o.units.roads, pattern: six.id, from: '2026-03-26' });
    // From 07.00 who came at 07.40 is 40 minutes late instead of 10; Saturday the 28th becomes a day of work.
    expect(effect.examples).toContainEqual({ personName: 'Penata Jalan', day: '2026-03-26', before: 'H, TL1 10 menit, 0,5 persen', after: 'H, TL2 40 menit, 1 persen' });
    expect(effect.examples).toContainEqual({ personName: 'Penata Jalan', day: '2026-03-28', before: 'tidak ada jam kerja', after: 'TK, 4 persen' });
    expect((await schedules().listAssignments({})).items).toEqual([]);
    expect(await as(t, o.staff).getMyMonth({ month: '2026-03' })).toEqual(before);
    expect(await problem(schedules().previewAssignment({ pattern: six.id, from: '2026-03-26' }))).toBe('work-schedules.of-whom');
    const later = await schedules().previewAssignment({ unit: o.units.roads, pattern: six.id, from: '2026-05-01' });
    expect(later).toMatchObject({ from: null, changed: 0 });
  });
  it('a holiday that is drafted shows whose days it would free', async () => {
    const [main] = (await calendars().listCalendars({})).items;
    const { version } = await calendars().editCalendar({ id: main!.id, version: main!.version, change: { do: 'add-holiday', row: { date: '2026-03-30', name: 'Libur daerah contoh', kind: 'libur_daerah' } } });
    const { attendance, holidays } = await calendars().previewPublish({ id: main!.id });
    expect(holidays.added).toHaveLength(1);
    expect(attendance!.from).toBe('2026-03-30');
    expect(attendance!.examples).toContainEqual({ personName: 'Mekanik', day: '2026-03-30', before: 'H, 0 persen', after: 'tidak ada jam kerja' });
    expect((await as(t, o.staff).getMyMonth({ month: '2026-03' })).days.find((one) => one.day === '2026-03-30')).toMatchObject({ code: 'H' });
    await calendars().editCalendar({ id: main!.id, version, change: { do: 'discard' } });
  });
});

describe('recaps from before Pendopo', () => {
  it('are refused line by line, and a blank line is skipped', async () => {
    const head = 'NIP,Bulan,HK,H,CT,TK,Menit terlambat,Potongan persen,Sampai tanggal\r\n';
    const rows = await upload('months', `${head}${nips.staff},2026-03,10,9,0,0,0,0,\r\n${nips.staff},2026-03,10,10,0,0,0,0,31-02-2026\r\n${nips.staff},2026-03,10,10,0,0,0,0,14-02-2026\r\n123,2026-03,1,1,0,0,0,0,\r\n${nips.mechanic},,,,,,,,\r\n`);
    expect(rows.map((row) => [row.verdict, row.reasons[0] ?? row.notes[0]])).toEqual([
      ['refused', 'HK 10 tidak sama dengan jumlah H, DL, WFH, cuti, TB, dan TK: 9. Perbaiki salah satunya.'], ['refused', expect.stringMatching(/^Sampai tanggal tidak terbaca/)], ['refused', 'Sampai tanggal harus di dalam bulannya.'], ['refused', expect.stringMatching(/^NIP tidak dikenal/)], ['unchanged', 'Baris ini kosong, jadi dilewati.'],
    ]);
  });
  it('show in the month of the person and the unit, join the days after them, and are locked with them', async () => {
    await upload('months', `NIP,Bulan,HK,H,CT,TK,Menit terlambat,Potongan persen,Sampai tanggal\r\n${nips.staff},Februari 2026,17,14,1,2,300,8.5,\r\n${nips.staff},2026-03,10,9,1,0,20,0.5,15-03-2026\r\n`);
    const february = await as(t, o.staff).getMyMonth({ month: '2026-02' });
    expect(february).toMatchObject({ earlierUntil: '2026-02-28', days: [], totals: { due: 17, present: 14, leave: 1, unexplained: 2, lateMinutes: 300, percent: 850, earlier: 17 } });
    expect((await as(t, o.keeper).getRecap({ agency: o.units.roads, month: '2026-02' })).rows).toMatchObject([{ name: 'Penata Jalan', due: 17, earlier: 17 }]);
    expect((await as(t, o.agency).listRecaps({ month: '2026-02' })).items).toMatchObject([{ agency: o.units.roads, people: 1, unexplained: 2 }]);
    const march = await as(t, o.staff).getMyMonth({ month: '2026-03' });
    expect(march).toMatchObject({ earlierUntil: '2026-03-15', totals: { due: 17, present: 16, leave: 1, lateMinutes: 20 + 70, percent: 50 + 350, earlier: 10 } });
    const segments = await inside(t, (tenant) => port().month(tenant, { units: [o.units.roads] }, '2026-03'));
    expect(segments.find((one) => one.person === staff)).toMatchObject({ due: 17, counts: { H: 16, CT: 1 }, fromDay: '2026-03-01', toDay: '2026-03-31' });
    const key = { agency: o.units.roads, month: '2026-03' };
    await as(t, o.keeper).verifyRecap({ ...key, version: 1 });
    t.clock.set('2026-04-08T02:00:00Z');
    await as(t, o.agency).lockRecap({ ...key, version: 2 });
    expect((await as(t, o.agency).getRecap(key)).rows.find((row) => row.person === staff)).toMatchObject({ due: 17, earlier: 10 });
    const [again] = await upload('months', `NIP,Bulan,HK,H\r\n${nips.staff},2026-03,10,10\r\n`);
    expect(again).toMatchObject({ verdict: 'refused', reasons: [expect.stringMatching(/sudah terkunci/)] });
  });
  it('count for the ladder of the year, also with an opening state, and once', async () => {
    const standing = async () => (await as(t, o.staff).getMyMonth({ month: '2026-03' })).ladder;
    // Two of February; 300 + 20 + 70 minutes are no whole day.
    expect(await standing()).toMatchObject({ absent: 2, days: 2, lateMinutes: 390 });
    await upload('discipline', `NIP,Sampai tanggal,Hari tanpa keterangan,Menit terlambat\r\n${nips.staff},28-02-2026,3,450\r\n`);
    // The opening tells everything until February, so the recap of February is not added to it.
    expect(await standing()).toMatchObject({ absent: 3, days: 4, lateMinutes: 540 });
    await everyNight(t.context(null));
    expect((await as(t, o.agency).listWarnings({})).items.find((one) => one.personName === 'Penata Jalan')).toMatchObject({ days: 4 + 4, step: 'ringan-3' });
  });
  it('have a blank sheet that is read again as it is', async () => {
    for (const kind of ['months', 'discipline'] as const) {
      const { content } = await as(t, o.agency).importTemplate({ kind });
      const { id } = await as(t, o.agency).startImport({ kind, fileName: 'kosong.xlsx', content });
      const preview = await as(t, o.agency).previewImport({ kind, id });
      expect(preview.missing).toEqual([]);
      expect(preview.counts).toMatchObject({ rows: 2, unchanged: 2, refused: 0 });
    }
    expect(await problem(as(t, o.keeper).importTemplate({ kind: 'months' }))).toBe('request.not-allowed');
  });
});
