import { beforeAll, expect, it } from 'vitest';
import { policyFormat } from '../../engines/attendance/policy.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { addDays } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AttendancePort } from '../attendance/contract.ts';
import { judge } from './service/judge.ts';
import type { PolicyInForce } from './service/policies.ts';
import { recompute } from './service/recompute.ts';
import { bodyOf } from './service/rules.ts';
import { daysOfPeople } from './storage/days.ts';
import { as, inside, officeOf, personOf, punch, schemeA, type Office } from './timesheets.testing.ts';

// Wednesday 1 April 2026, 09:00 WIB.
const t = await createTestHouse({ now: '2026-04-01T02:00:00Z' });
const [FIRST, LAST] = ['2026-03-02', '2026-03-31'];
const MANY = 1100;
const at = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);
let o: Office;
let staff: string;

beforeAll(async () => {
  o = await officeOf(t);
  staff = await personOf(t, o.staff);
  const policy = uuidv7();
  await as(t, o.agency).savePolicy({ id: policy, ...schemeA() });
  await as(t, o.agency).publishPolicy({ id: policy, reason: 'Penetapan awal tahun' });
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-27', '2026-03-31']) await punch(t, staff, day, '07:31', '16:20');
  // A signed sheet says that both days began in time, and a terminal heard the same twice at the end of both.
  await inside(t, (tenant) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(tenant, ['2026-03-12', '2026-03-26'].flatMap((day) => [
    { id: uuidv7(), person: staff, holding: null, at: at(day, '07:20'), direction: 'in' as const, source: 'sheet' as const, trust: 50, class: 'D' as const },
    ...['15:58', '16:08'].map((time) => ({ id: uuidv7(), person: staff, holding: null, at: at(day, time), direction: 'any' as const, source: 'terminal' as const, trust: 90, class: 'A' as const })),
  ])));
});

it('a day is the same judged in its month and judged alone, also where the rule changes in between', async () => {
  const stricter: PolicyInForce = { id: uuidv7(), title: 'Tanpa lembar', fromDay: '2026-03-16', toDay: null, units: [], unitKinds: [], rule: policyFormat.parse(bodyOf(schemeA({ fromDay: '2026-03-16', countedClasses: ['A', 'B'], repeatSeconds: 1800 }))) };
  const whole = await inside(t, (tenant) => judge(tenant, [staff], FIRST, LAST, stricter));
  const alone: typeof whole = [];
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) alone.push(...(await inside(t, (tenant) => judge(tenant, [staff], day, day, stricter))));
  expect(whole).toEqual(alone);
  // The sheet counts under the rule of its day.
  const codeIn = (day: string) => whole.find((one) => one.day === day)!;
  expect(codeIn('2026-03-12')).toMatchObject({ class: 'D', in: at('2026-03-12', '07:20') });
  expect(codeIn('2026-03-12').late).toBeUndefined();
  expect(codeIn('2026-03-26').late).toMatchObject({ code: 'TL4' });
  expect(codeIn('2026-03-26').steps.join(' ')).toContain('kelas D tidak dihitung');
});

it('what several steps at once store is what each day is alone, once', async () => {
  const post = (await inside(t, ({ tx, instansi }) => tx.one<{ post: string }>(sql`select post from organization.holding where instansi = ${instansi} and person = ${staff}`))).post;
  await inside(t, ({ tx, instansi }) => tx.run(sql`with people as (insert into organization.person (instansi, id, name, bare_name, employment) select ${instansi}, gen_random_uuid(), 'Pelaksana ' || n, 'pelaksana ' || n, 'pns' from generate_series(1, ${MANY}) n returning id)
    insert into organization.holding (instansi, id, post, person, capacity, from_day) select ${instansi}, gen_random_uuid(), ${post}, id, 'definitive', '2026-03-30' from people`));
  const people = (await inside(t, ({ tx, instansi }) => tx.many<{ id: string }>(sql`select id from organization.person where instansi = ${instansi} and bare_name like 'pelaksana %' order by id`))).map((one) => one.id);
  const said = await recompute(t.context(null), 'everybody', '2026-03-30', LAST, 'uji');
  expect(said.judged).toBeGreaterThanOrEqual(2 * MANY);
  const stored = await inside(t, (tenant) => daysOfPeople(tenant.tx, tenant.instansi, people, FIRST, LAST));
  expect(stored.length).toBe(2 * MANY);
  for (const person of [people[0]!, people.at(-1)!, staff]) {
    const alone = await inside(t, (tenant) => judge(tenant, [person], '2026-03-31', '2026-03-31'));
    expect(await inside(t, (tenant) => daysOfPeople(tenant.tx, tenant.instansi, [person], '2026-03-31', '2026-03-31'))).toEqual(alone);
  }
  expect(await recompute(t.context(null), 'everybody', '2026-03-30', LAST, 'uji')).toEqual({ judged: said.judged, changed: 0 });
});
