import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { addDays } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AttendancePort } from '../attendance/contract.ts';
import type { TimesheetsPort } from './contract.ts';
import { subscribers } from './jobs.ts';
import { as, inside, officeOf, personOf, schemeA, type Office } from './timesheets.testing.ts';

// A ward by roster (P 07-14, S 14-21, M 21-07), from the roster sheet to the day as its nurse reads it. Terminals that say no direction.
const t = await createTestHouse({ now: '2026-03-12T02:00:00Z' });
let o: Office;
let nurse = '';
const roster = () => (t.api.forPages(t.context(o.agency)) as unknown as Api)['work-schedules'];
/** Codes from 2 March on. */
async function write(codes: string): Promise<void> {
  const { people, version, days } = await roster().getRoster({ unit: o.units.waste, month: '2026-03' });
  await roster().saveRoster({ unit: o.units.waste, month: '2026-03', version, rows: people.map((row) => ({ person: row.person, codes: days.map((_, at) => (row.person === nurse ? (codes[at - 1] ?? 'L') : 'L')) })) });
  await subscribers.find((one) => one.event === 'work-schedules.changed')!.run(t.context(null), { instansi: t.instansi, id: uuidv7(), event: 'work-schedules.changed', payload: { from: '2026-03-01', to: '2026-03-31', people: [nurse] } });
}
const punch = (day: string, ...times: string[]) =>
  inside(t, (tenant) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(tenant, times.map((time) => {
    const at = new Date(Date.parse(`${day}T${time}:00+07:00`));
    return { id: uuidv7(), person: nurse, holding: null, at, receivedAt: at, direction: 'any' as const, source: 'terminal' as const, trust: 95, class: 'A' as const };
  })));
/** 'M 20.30-07.10', and what it costs where it costs something. */
async function days(from: string, count: number): Promise<string[]> {
  const month = await as(t, o.agency).getPersonMonth({ person: nurse, month: '2026-03' });
  return Array.from({ length: count }, (_, at) => {
    const one = month.days.find((day) => day.day === addDays(from, at))!;
    return `${one.code} ${one.in ?? ''}-${one.out ?? ''}${one.percent > 0 ? ` ${one.percent / 100}` : ''}`;
  });
}

beforeAll(async () => {
  o = await officeOf(t);
  nurse = await personOf(t, o.wasteHead);
  const pattern = (await roster().listPatterns({})).items.find((one) => one.name.startsWith('Jaga rumah sakit'))!;
  await roster().assignPattern({ unit: o.units.waste, pattern: pattern.id, from: '2026-01-01' });
  const policy = uuidv7();
  await as(t, o.agency).savePolicy({ id: policy, ...schemeA() });
  await as(t, o.agency).publishPolicy({ id: policy, reason: 'Penetapan awal tahun' });
});

it('a night from 20.30 to 07.10 is one day of work, of the date on which it begins; the morning is free', async () => {
  await write('MLPPMP');
  await punch('2026-03-02', '20:30');
  await punch('2026-03-03', '07:10');
  expect(await days('2026-03-02', 2)).toEqual(['H 20.30-07.10', '- -']);
});
it('06.55 between two shifts goes by the roster: out of the night, into the morning, or both where they meet', async () => {
  // Wednesday and Thursday P; Friday M into Saturday P without rest.
  await punch('2026-03-04', '06:55', '14:05');
  await punch('2026-03-05', '06:58', '14:01');
  await punch('2026-03-06', '20:50');
  await punch('2026-03-07', '06:55', '14:03');
  // At the change of M to P the one punch leaves the night five minutes early and begins the morning.
  expect(await days('2026-03-04', 4)).toEqual(['H 06.55-14.05', 'H 06.58-14.01', 'H 20.50-06.55 0.5', 'H 06.55-14.03']);
});
it('a roster that is changed afterwards judges the same punches anew, and lists what changed', async () => {
  await inside(t, (tenant) => part<TimesheetsPort<TenantContext>>(t.house, 'timesheets').recompute(tenant, { people: [nurse] }, '2026-03-01', '2026-03-10', 'Absen baru tiba'));
  await write('LPPPMP');
  // The night was none: at 20.30 nobody was due, and 07.10 came ten minutes late to a morning that was never left.
  expect(await days('2026-03-02', 2)).toEqual(['- -', 'H 07.10- 2.5']);
  const { changes } = await as(t, o.agency).getPersonMonth({ person: nurse, month: '2026-03' });
  expect(changes.filter((one) => one.day <= '2026-03-03' && one.why !== 'Absen baru tiba').map((one) => [one.day, one.before, one.after]).sort()).toEqual([['2026-03-02', 'H, 0 persen', 'tidak ada jam kerja'], ['2026-03-03', 'tidak ada jam kerja', 'H, TL1 10 menit, PSW4 (tidak ada absen), 2,5 persen']]);
  await write('MLPPMP');
  expect(await days('2026-03-02', 2)).toEqual(['H 20.30-07.10', '- -']);
});
it('nobody left the night of yesterday yet: it stays open until its window has closed', async () => {
  await write('MLPPMPLLLM');
  await punch('2026-03-11', '20:45');
  expect((await days('2026-03-11', 1))[0]).toMatch(/^H 20\.45-$/);
  t.clock.set('2026-03-12T04:30:00Z');
  expect((await days('2026-03-11', 1))[0]).toBe('H 20.45- 2');
});
