import { beforeAll, describe, expect, it } from 'vitest';
import { dueAfter } from '../../engines/working-time/limits.ts';
import type { ClockEvent } from '../../engines/working-time/case-clock.ts';
import { builtInHolidays } from '../../engines/working-time/built-in-calendar.ts';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { CalendarPort, OpenClock, OpenClocks } from './contract.ts';

const t = await createTestHouse();
const ctx = t.context(viewerWith(t, ['administrator']));
const pages = (context: Context) => t.api.forPages(context) as unknown as Api;
const api = (context: Context = ctx) => pages(context).calendar;
const port = part<CalendarPort<TenantContext>>(t.house, 'calendar');
const inside = <T>(work: (tenant: TenantContext) => Promise<T>, instansi = t.instansi) => inTenant(t.context(null, instansi), work);
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const at = (text: string) => new Date(`${text}+07:00`);

let main: string;
beforeAll(async () => {
  main = (await api().listCalendars({})).items[0]!.id;
});
const current = () => api().getCalendar({ id: main });
const edit = async (change: Parameters<ReturnType<typeof api>['editCalendar']>[0]['change']) => api().editCalendar({ id: main, version: (await current()).version, change });

describe('the first calendar of an institution', () => {
  it('is made once, also when two ask at the same moment, in the zone of the institution', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => inside((tenant) => port.snapshot(tenant).then((one) => one.defaultKey), t.other)));
    expect(new Set(keys).size).toBe(1);
    expect((await current()).published).toMatchObject({ zone: 'WIB', week: 5, yearsPublished: [2024, 2025, 2026] });
  });

  it('counts the worked example: received Thursday 2 January 2025, three working days end Tuesday 7', async () => {
    const { calendarOf } = await inside((tenant) => port.snapshot(tenant));
    expect(dueAfter(calendarOf(main), at('2025-01-02T10:00'), { amount: 3, unit: 'working-days' }).due).toBe('2025-01-07');
    expect(calendarOf(main).version).toBe(`${main}/1`);
  });
});

describe('a new list', () => {
  const clocks: OpenClock[] = [];
  const listed: OpenClocks<TenantContext> = { kind: 'permohonan', async *listOpen() { yield* clocks; } };
  const start = (from: string, days: number): ClockEvent[] => [{ at: at(from), kind: 'start', limit: { amount: days, unit: 'working-days' }, calendar: main }];
  beforeAll(() => {
    part<OpenClocks<TenantContext>[]>(t.house, 'open-clocks').push(listed);
    clocks.push(
      { id: '1', number: 'P-1', title: 'Bergeser', unit: 'Dinas', events: start('2026-03-30T09:00', 3) },
      { id: '2', number: 'P-2', title: 'Tetap', unit: 'Dinas', events: start('2026-03-02T09:00', 3) },
      { id: '3', number: 'P-3', title: 'Selesai', unit: 'Dinas', events: [...start('2026-03-30T09:00', 3), { at: at('2026-03-31T10:00'), kind: 'stop' }] },
      { id: '4', number: 'P-4', title: 'Tahun depan', unit: 'Dinas', events: start('2026-12-28T09:00', 6) },
    );
  });

  it('waits as a draft, tells which deadlines would move, and moves nothing before it is published', async () => {
    const local = [...builtInHolidays().filter((row) => row.date.startsWith('2026')).map((row) => `${row.date},"${row.name}",${row.kind}`), '2026-04-01,Cuti bersama tambahan,cuti_bersama'];
    await edit({ do: 'import-list', csv: `date,name_id,kind\n${local.join('\n')}` });
    const preview = await api().previewPublish({ id: main });
    expect(preview.holidays).toMatchObject({ added: [{ date: '2026-04-01' }], removed: [] });
    expect(preview.clocks).toMatchObject({ open: 4, moved: 1, later: 1, earlier: 0 });
    expect(preview.moved).toMatchObject([{ number: 'P-1', oldDue: '2026-04-02', newDue: '2026-04-06' }]);
    const { calendarOf } = await inside((tenant) => port.snapshot(tenant));
    expect(dueAfter(calendarOf(main), at('2026-03-30T09:00'), { amount: 3, unit: 'working-days' }).due).toBe('2026-04-02');
  });

  it('is published as version 2, counted with at once, told to whoever keeps clocks, and immutable', async () => {
    const before = await current();
    expect(await problem(api().publishCalendar({ id: main, version: before.version - 1, reason: 'SKB perubahan 2026' }))).toBe('request.changed-meanwhile');
    expect(await api().publishCalendar({ id: main, version: before.version, reason: 'SKB perubahan 2026' })).toEqual({ number: 2 });
    const { calendarOf } = await inside((tenant) => port.snapshot(tenant));
    expect(calendarOf(main).version).toBe(`${main}/2`);
    expect(dueAfter(calendarOf(main), at('2026-03-30T09:00'), { amount: 3, unit: 'working-days' }).due).toBe('2026-04-06');
    const events = await t.house.db.inTenant(t.instansi, (tx) => tx.many(sql`select payload from platform.outbox where event = 'calendar.published'`));
    expect(events).toEqual([{ payload: { calendar: main, number: 2, reason: 'SKB perubahan 2026' } }]);
    expect(await problem(api().publishCalendar({ id: main, version: before.version + 1, reason: 'SKB perubahan 2026' }))).toBe('calendar.nothing-drafted');
    await expect(t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`update calendar.published set body = '{}'`))).rejects.toThrow(/permission denied/);
    await expect(t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`delete from calendar.published`))).rejects.toThrow(/permission denied/);
  });

  it('refuses a faulty list with the line, and keeps nothing of it', async () => {
    const before = await current();
    const refused = await edit({ do: 'import-list', csv: 'date,name_id\n2027-02-30,Salah\n' }).catch((error: { problem: { code: string; detail: string } }) => error.problem);
    expect(refused).toMatchObject({ code: 'calendar.bad-list', detail: expect.stringContaining('baris 2') });
    expect(await current()).toEqual(before);
  });

  it('keeps local holidays when the national list of the year is replaced, and a single row does not publish a year', async () => {
    await edit({ do: 'add-holiday', row: { date: '2026-08-11', name: 'Hari Jadi Ponorogo', kind: 'libur_daerah' } });
    await edit({ do: 'add-holiday', row: { date: '2027-08-11', name: 'Hari Jadi Ponorogo', kind: 'libur_daerah' } });
    expect(await problem(edit({ do: 'add-holiday', row: { date: '2027-08-11', name: 'Hari Jadi Ponorogo', kind: 'libur_daerah' } }))).toBe('calendar.twice');
    await edit({ do: 'import-list', csv: 'tanggal;nama\n2026-01-01;Tahun Baru\n' });
    const draft = (await current()).draft!;
    expect(draft.holidays.filter((row) => row.date.startsWith('2026'))).toMatchObject([{ name: 'Tahun Baru' }, { name: 'Hari Jadi Ponorogo' }]);
    expect(draft.yearsPublished).toEqual([2024, 2025, 2026]);
    await edit({ do: 'discard' });
    expect((await current()).draft).toBeNull();
  });
});

describe('hours and periods', () => {
  it('takes Ramadan with the usual hours of the week, and refuses periods that overlap and hours that make no sense', async () => {
    await edit({ do: 'add-period', name: 'Ramadan 1447 H', from: '2026-02-18', to: '2026-03-19' });
    expect((await current()).draft!.special[0]).toMatchObject({ hours: { 1: '08:00-12:00, 12:30-15:00' } });
    expect(await problem(edit({ do: 'add-period', name: 'Ramadan lagi', from: '2026-03-01', to: '2026-03-02' }))).toBe('calendar.invalid');
    expect(await problem(edit({ do: 'hours', week: 6, hours: { 1: '07:30-12:00' } }))).toBe('calendar.invalid');
    expect(await problem(edit({ do: 'hours', week: 5, hours: { 1: 'pagi' } }))).toBe('calendar.bad-hours');
    await edit({ do: 'remove-period', from: '2026-02-18' });
    expect(await problem(edit({ do: 'remove-period', from: '2026-02-18' }))).toBe('calendar.no-such-row');
    expect((await current()).hasDraft).toBe(false);
  });
});

describe('units', () => {
  it('work by their own calendar, that of the nearest unit above, or the default; counters by their own hours', async () => {
    const organization = pages(ctx).organization;
    const dinas = (await organization.createUnit({ kind: 'dinas', code: 'DINKES', name: 'Dinas Kesehatan' })).id;
    const puskesmas = (await organization.createUnit({ kind: 'uptd', code: 'PKM-1', name: 'Puskesmas Babadan', parent: dinas })).id;
    const six = (await api().createCalendar({ name: 'Enam hari kerja', week: 6 })).id;
    expect(await problem(api().createCalendar({ name: 'enam hari kerja', week: 6 }))).toBe('calendar.name-taken');
    expect(await inside((tenant) => port.keyOfUnit(tenant, puskesmas))).toBe(main);
    await api().assignCalendar({ unit: dinas, calendar: six });
    expect(await inside((tenant) => port.keyOfUnit(tenant, puskesmas))).toBe(six);
    await api().assignCalendar({ unit: puskesmas, calendar: main });
    expect(await inside((tenant) => port.keyOfUnit(tenant, puskesmas))).toBe(main);

    expect(await inside((tenant) => port.receivedAt(tenant, puskesmas, at('2026-05-08T17:00')))).toEqual(at('2026-05-11T07:30'));
    const unitAdmin = api(t.context(viewerWith(t, ['unit-administrator'], { id: puskesmas })));
    await unitAdmin.setCounterHours({ unit: puskesmas, hours: { 5: '08:00-11:00', 6: '08.00-10.00' } });
    expect(await inside((tenant) => port.receivedAt(tenant, puskesmas, at('2026-05-08T17:00')))).toEqual(at('2026-05-09T08:00'));
    expect(await api().getUnitHours({ unit: puskesmas })).toMatchObject({ calendarName: 'Kalender utama', assigned: true, counter: { 6: '08:00-10:00' }, counterVersion: 1 });
    expect(await problem(unitAdmin.setCounterHours({ unit: dinas, hours: { 1: '08:00-10:00' } }))).toBe('organization.not-your-unit');
    expect(await problem(unitAdmin.setCounterHours({ unit: puskesmas, hours: {} }))).toBe('calendar.counter-never-opens');
    expect(await problem(unitAdmin.setCounterHours({ unit: puskesmas, hours: { 1: '10:00-09:00' }, version: 1 }))).toBe('calendar.invalid');
    expect(await problem(unitAdmin.setCounterHours({ unit: puskesmas, hours: { 1: '09:00-10:00' }, version: 7 }))).toBe('request.changed-meanwhile');
    expect(await problem(unitAdmin.assignCalendar({ unit: puskesmas, calendar: six }))).toBe('request.not-allowed');
  });

  it('shows no calendar to the neighbouring institution', async () => {
    const stranger = api(t.context(viewerWith(t, ['administrator'], undefined, t.other)));
    expect(await problem(stranger.getCalendar({ id: main }))).toBe('request.not-found');
    expect(await problem(stranger.editCalendar({ id: main, version: 1, change: { do: 'discard' } }))).toBe('request.not-found');
  });

  it.each(['createCalendar', 'editCalendar', 'publishCalendar', 'previewPublish', 'assignCalendar', 'setCounterHours'])('refuses %s to an officer without the duty', async (name) => {
    const mounted = t.api.operations.find((one) => one.module === 'calendar' && one.name === name)!;
    await expect(t.api.call(mounted, t.context(viewerWith(t, ['verifier', 'leader'])), {})).rejects.toMatchObject({ refusal: { code: 'request.not-allowed' } });
  });
});
