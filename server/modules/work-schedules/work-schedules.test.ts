import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, type Cast } from '../letters/letters.testing.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { ScheduleChanged, WorkSchedulesPort } from './contract.ts';

// Monday 2 March 2026, 09:00 WIB
const t = await createTestHouse();
let cast: Cast;
let agency: Viewer;
let officer: Viewer;
const people = new Map<string, string>();
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api)['work-schedules'];
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(null), work);
const port = () => part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules');
const personOf = (viewer: Viewer) => people.get(viewer.accountId)!;
const daysOf = async (viewer: Viewer, from: string, to: string) => (await inside((x) => port().days(x, [personOf(viewer)], from, to))).get(personOf(viewer)) ?? [];
const kinds = (days: { kind: string }[]) => days.map((one) => one.kind[0]).join('');
const changes = async (): Promise<ScheduleChanged[]> => (await t.house.db.asOwner((tx) => tx.many<{ payload: ScheduleChanged }>(sql`delete from platform.outbox where event = 'work-schedules.changed' returning payload, id`))).map((row) => row.payload);
const pattern = async (name: string) => (await api(agency).listPatterns({})).items.find((one) => one.name.startsWith(name))!;

beforeAll(async () => {
  cast = await castOf(t);
  agency = viewerWith(t, ['personnel-agency'], { id: cast.units.setda, kind: 'setda' });
  officer = viewerWith(t, ['personnel-officer'], { id: cast.units.roads });
  for (const row of await inside((x) => x.tx.many<{ id: string; account: string }>(sql`select id, account from organization.person where instansi = ${t.instansi}`))) people.set(row.account, row.id);
});

describe('who works when', () => {
  it('is the calendar where nothing was set: 17 days in March 2026, for many people at once, only on days with a post', async () => {
    const all = await inside((x) => port().days(x, [...people.values()], '2026-03-01', '2026-03-31'));
    expect([...all.values()].every((days) => days.filter((one) => one.kind === 'work').length === 17)).toBe(true);
    expect(all.get(personOf(cast.staff))).toBe(all.get(personOf(cast.section)));
    expect(await daysOf(cast.staff, '2019-12-30', '2020-01-02')).toHaveLength(2);
    expect(await api(cast.staff).mySchedule({ month: '2025-04' })).toMatchObject({ workingDays: 16, name: 'Penata Jalan' });
  });

  it('is the pattern of the unit above, of the own unit, of the person: each from its day', async () => {
    const [six, shifts] = [await pattern('Enam'), await pattern('Jaga rumah sakit')];
    await api(agency).assignPattern({ unit: cast.units.roads, pattern: six.id, from: '2026-03-01', openOnJointLeave: true });
    expect((await daysOf(cast.workshopStaff, '2026-03-01', '2026-03-31')).filter((one) => one.kind === 'work')).toHaveLength(24);
    expect((await daysOf(cast.workshopStaff, '2026-03-20', '2026-03-24')).filter((one) => one.jointLeaveWorked).map((one) => one.day)).toEqual(['2026-03-20', '2026-03-23', '2026-03-24']);
    expect((await daysOf(cast.wasteHead, '2026-03-01', '2026-03-31')).filter((one) => one.kind === 'work')).toHaveLength(17);
    await api(agency).assignPattern({ unit: cast.units.workshop, pattern: null, from: '2026-03-09', to: '2026-03-13' });
    expect((await daysOf(cast.workshopStaff, '2026-03-07', '2026-03-14')).map((one) => one.pattern)).toEqual([...Array<string>(2).fill('Enam hari kerja'), ...Array<string>(5).fill('Kalender kantor'), 'Enam hari kerja']);
    await api(agency).assignPattern({ person: personOf(cast.staff), pattern: shifts.id, from: '2026-04-01' });
    expect(kinds(await daysOf(cast.staff, '2026-03-31', '2026-04-02'))).toBe('wrr');
    expect((await api(agency).getUnitSchedule({ unit: cast.units.workshop, month: '2026-04' })).from).toContain('Enam hari kerja, ikut Dinas PUPKP');
    expect(await changes()).toEqual([{ from: '2026-03-01', units: [cast.units.roads] }, { from: '2026-03-09', to: '2026-03-13', units: [cast.units.workshop] }, { from: '2026-04-01', people: [personOf(cast.staff)] }]);
  });

  it('changes with a new version from its day on, and ends with the assignment', async () => {
    const six = await pattern('Enam');
    const { versions } = await api(agency).getPattern({ id: six.id });
    const body = versions[0]!.body;
    const later = { id: six.id, number: 1, from: '2026-06-01', legalBasis: 'Peraturan Bupati 5/2026', body: { ...body, ...(body.kind === 'week' ? { hours: { ...body.hours, 6: '' } } : {}) } };
    await api(agency).publishPattern(later);
    expect(await codeOf(api(agency).publishPattern(later))).toBe('request.changed-meanwhile');
    expect(await codeOf(api(agency).publishPattern({ ...later, number: 2, from: '2026-05-01' }))).toBe('work-schedules.not-after');
    expect(kinds(await daysOf(cast.workshopStaff, '2026-05-30', '2026-05-30'))).toBe('w');
    expect(kinds(await daysOf(cast.workshopStaff, '2026-06-06', '2026-06-06'))).toBe('r');
    const row = (await api(agency).listAssignments({})).items.find((one) => one.unit === cast.units.roads)!;
    await api(agency).endAssignment({ id: row.id, lastDay: '2026-06-30' });
    expect((await daysOf(cast.workshopStaff, '2026-07-01', '2026-07-01'))[0]!.pattern).toBe('Kalender kantor');
    expect(await codeOf(api(agency).endAssignment({ id: row.id, lastDay: '2026-12-31' }))).toBe('work-schedules.days');
    await changes();
    // One that is limited takes the place of another to its end: the days behind it are told too.
    await api(agency).assignPattern({ unit: cast.units.roads, pattern: six.id, from: '2026-06-08', to: '2026-06-12' });
    expect((await daysOf(cast.workshopStaff, '2026-06-12', '2026-06-13')).map((one) => one.pattern)).toEqual(['Enam hari kerja', 'Kalender kantor']);
    expect(await changes()).toEqual([{ from: '2026-06-08', to: '2026-06-30', units: [cast.units.roads] }]);
    expect(await codeOf(api(agency).assignPattern({ pattern: six.id, from: '2026-06-01' }))).toBe('work-schedules.of-whom');
    expect(await codeOf(api(agency).assignPattern({ unit: cast.units.roads, pattern: six.id, from: '2026-06-01', to: '2026-05-01' }))).toBe('work-schedules.days');
    expect(await codeOf(api(agency).assignPattern({ unit: six.id, pattern: six.id, from: '2026-06-01' }))).toBe('work-schedules.unknown');
    expect(await codeOf(api(agency).createPattern({ name: six.name, from: '2026-06-01', legalBasis: 'Perbup', body }))).toBe('work-schedules.name-taken');
    const bad = { kind: 'shift' as const, shifts: [{ code: 'P', name: 'Pagi', hours: '14:00-07:00' }] };
    const told = await api(agency).createPattern({ name: 'Terbalik', from: '2026-06-01', legalBasis: 'Perbup', body: bad }).catch((error: { problem: { code: string; fields: { path: string; message: string }[] } }) => error.problem);
    expect(told).toMatchObject({ code: 'work-schedules.bad-pattern', fields: [{ path: 'shifts.0.hours', message: expect.stringContaining('selesai sebelum mulai') }] });
    await changes();
  });
});

describe('a pattern that ends, and one that is tried', () => {
  const week = { kind: 'week' as const, hours: { 1: '07:00-14:00', 2: '07:00-14:00', 3: '07:00-14:00', 4: '07:00-14:00', 5: '07:00-11:30', 6: '07:00-12:00' }, flexMinutes: 0, before: 120, after: 240 };
  it('is told beside the law, and nothing is kept', async () => {
    const { hours } = await api(agency).tryPattern({ body: week });
    expect(hours).toEqual([{ label: 'Sepekan', words: '37 jam 30 menit', beside: 'sama dengan Perpres 21/2023 Pasal 4', tone: 'ok' }]);
    const short = await api(agency).tryPattern({ body: { ...week, hours: { ...week.hours, 6: '' } } });
    expect(short.hours[0]).toMatchObject({ words: '32 jam 30 menit', beside: '5 jam kurang daripada 37 jam 30 menit menurut Perpres 21/2023 Pasal 4', tone: 'soon' });
    const turn = await api(agency).tryPattern({ body: { kind: 'shift', shifts: [{ code: 'P', name: 'Pagi', hours: '07:00-14:00' }, { code: 'S', name: 'Sore', hours: '14:00-21:00' }, { code: 'M', name: 'Malam', hours: '21:00-07:00' }], rotation: ['P', 'P', 'S', 'S', 'M', 'M', 'L', 'L'] } });
    // 2 × 7 + 2 × 7 + 2 × 10 hours in eight days: 42 in seven.
    expect(turn.hours[0]).toMatchObject({ words: '42 jam', tone: 'soon' });
    expect(await codeOf(api(officer).tryPattern({ body: week }))).toBe('request.not-allowed');
    expect((await api(agency).listPatterns({})).items.filter((one) => one.name.startsWith('Coba'))).toEqual([]);
  });
  it('ends with what it was given to, and is given to nobody after that day', async () => {
    const { id } = await api(agency).createPattern({ name: 'Coba pasar', from: '2026-01-01', legalBasis: 'Perbup 3/2026', body: week });
    await api(agency).assignPattern({ unit: cast.units.waste, pattern: id, from: '2026-03-01' });
    await changes();
    expect(await codeOf(api(agency).endPattern({ id, lastDay: '2026-06-30', reason: 'ya' }))).toBe('request.invalid');
    expect(await api(agency).endPattern({ id, lastDay: '2026-06-30', reason: 'Diganti perbup baru' })).toEqual({ ended: 1 });
    expect(await changes()).toEqual([{ from: '2026-07-01', units: [cast.units.waste] }]);
    expect((await daysOf(cast.wasteHead, '2026-06-30', '2026-07-01')).map((one) => one.pattern)).toEqual(['Coba pasar', 'Kalender kantor']);
    expect(await codeOf(api(agency).assignPattern({ unit: cast.units.workshop, pattern: id, from: '2026-06-01' }))).toBe('work-schedules.ended');
    expect(await codeOf(api(agency).endPattern({ id, lastDay: '2026-12-31', reason: 'Diperpanjang lagi' }))).toBe('work-schedules.ended');
    expect(await codeOf(api(agency).publishPattern({ id, number: 1, from: '2026-05-01', legalBasis: 'Perbup', body: week }))).toBe('work-schedules.ended');
    await api(agency).assignPattern({ unit: cast.units.workshop, pattern: id, from: '2026-06-01', to: '2026-06-30' });
    expect((await api(agency).getPattern({ id })).lastDay).toBe('2026-06-30');
    await changes();
  });
});

describe('a roster', () => {
  const place = () => ({ unit: cast.units.roads, month: '2026-04' });
  it('is filled, saved with warnings, guarded against two at once, and in force at once', async () => {
    const before = await api(officer).getRoster(place());
    expect(before).toMatchObject({ version: 0, people: [{ name: 'Penata Jalan' }], canRotate: true });
    const { version, warnings } = await api(officer).fillRoster({ ...place(), version: 0, how: 'rotation' });
    expect([version, warnings]).toEqual([1, []]);
    const filled = (await api(officer).getRoster(place())).people[0]!.codes;
    expect(filled.slice(0, 9).join('')).toBe('PPSSMMLLP');
    expect(await changes()).toEqual([{ from: '2026-04-01', to: '2026-04-30', people: [personOf(cast.staff)] }]);
    const codes = filled.with(6, 'P');
    expect(await codeOf(api(officer).saveRoster({ ...place(), version: 0, rows: [{ person: personOf(cast.staff), codes }] }))).toBe('request.changed-meanwhile');
    const saved = await api(officer).saveRoster({ ...place(), version: 1, rows: [{ person: personOf(cast.staff), codes }] });
    expect(saved.warnings.map((one) => [one.day, one.words])).toEqual([['2026-04-07', expect.stringContaining('7 hari jaga')], ['2026-04-07', expect.stringContaining('0 jam istirahat')]]);
    expect((await daysOf(cast.staff, '2026-04-05', '2026-04-08')).map((one) => one.shift?.code ?? one.name)).toEqual(['M', 'M', 'P', 'Libur menurut jadwal']);
    expect(await codeOf(api(officer).saveRoster({ ...place(), version: 2, rows: [{ person: personOf(cast.staff), codes: codes.with(0, 'X') }] }))).toBe('work-schedules.bad-code');
    expect(await codeOf(api(officer).saveRoster({ ...place(), version: 2, rows: [{ person: personOf(cast.section), codes }] }))).toBe('work-schedules.stranger');
    expect((await api(officer).getRoster(place())).version).toBe(2);
    await api(officer).fillRoster({ ...place(), month: '2026-05', version: 0, how: 'last-month' });
    expect((await api(officer).getRoster({ ...place(), month: '2026-05' })).people[0]!.codes[0]).toBe(codes[2]);
    expect((await api(officer).listRosters({ month: '2026-04' })).items).toMatchObject([{ people: 1, days: 30, filled: 30 }]);
    expect(await codeOf(api(officer).fillRoster({ unit: cast.units.workshop, month: '2026-04', version: 0, how: 'rotation' }))).toBe('work-schedules.not-shift');
  });

  it('comes from a sheet with a preview', async () => {
    const days = Array.from({ length: 30 }, (_, at) => at + 1);
    const csv = [['Nama', ...days.map((day) => `Tgl ${day}`)], ['Penata Jalan', ...days.map(() => 'S')], ['Orang Lain', ...days.map(() => 'S')]].map((row) => row.join(';')).join('\n');
    const { id } = await api(officer).startRosterImport({ unit: cast.units.roads, month: '2026-04', fileName: 'jadwal.csv', content: Buffer.from(csv).toString('base64') });
    const preview = await api(officer).previewRosterImport({ id });
    expect(preview.rows.map((row) => [row.title, row.verdict])).toEqual([['Penata Jalan', 'new'], ['Orang Lain', 'refused']]);
    await api(officer).takeRosterImport({ id, version: preview.version });
    expect(new Set((await api(officer).getRoster({ unit: cast.units.roads, month: '2026-04' })).people[0]!.codes)).toEqual(new Set(['S']));
    expect(await codeOf(api(officer).rosterTemplate({ unit: cast.units.roads, month: '2026-04' }))).toBe('ok');
  });

  it('is for whoever keeps the personnel matters of the unit, patterns for the agency', async () => {
    const foreign = viewerWith(t, ['personnel-officer'], { id: cast.units.waste });
    expect([await codeOf(api(foreign).getRoster(place())), await codeOf(api(foreign).saveRoster({ ...place(), version: 3, rows: [] })), await codeOf(api(foreign).startRosterImport({ ...place(), fileName: 'a.csv', content: Buffer.from('Nama;Tgl 1\na;P\n').toString('base64') }))]).toEqual(Array<string>(3).fill('work-schedules.unknown'));
    expect(await Promise.all([codeOf(api(officer).listPatterns({})), codeOf(api(officer).assignPattern({ unit: cast.units.roads, pattern: null, from: '2026-03-01' })), codeOf(api(cast.staff).getRoster(place())), codeOf(api(cast.staff).listRosters({})), codeOf(api(cast.staff).listPatterns({}))])).toEqual(Array<string>(5).fill('request.not-allowed'));
    expect((await api(viewerWith(t, ['personnel-agency'], { id: cast.units.setda }, t.other)).listAssignments({})).items).toEqual([]);
  });
});

it('two who assign at once leave one pattern for each day', async () => {
  const [five, six] = [await pattern('Lima'), await pattern('Enam')];
  for (const from of ['2027-02-01', '2027-03-01']) {
    await Promise.all([five.id, six.id, null].map((one) => api(agency).assignPattern({ unit: cast.units.setda, pattern: one, from })));
    const rows = (await api(agency).listAssignments({})).items.filter((one) => one.unit === cast.units.setda);
    expect(rows.filter((one) => one.fromDay <= '2027-06-01' && (one.toDay === null || one.toDay >= '2027-06-01'))).toHaveLength(1);
  }
});
