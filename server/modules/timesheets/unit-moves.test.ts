import { expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { sql } from '../../platform/db/sql.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { holderOf } from '../letters/letters.testing.ts';
import type { TimesheetsPort } from './contract.ts';
import { countMonth, summed, type CountedDay } from './rules/count-a-month.ts';
import { as, inside, officeOf, personOf, schemeA } from './timesheets.testing.ts';

it('a unit that comes under another agency within a month is locked in both, each with its days, and none is lost or told twice', async () => {
  const t = await createTestHouse({ now: '2026-04-16T02:00:00Z' });
  const o = await officeOf(t);
  const port = part<TimesheetsPort<TenantContext>>(t.house, 'timesheets');
  const moved = await personOf(t, o.workshopStaff);
  const recompute = (from: string, to: string) => inside(t, (tenant) => port.recompute(tenant, 'everybody', from, to, 'uji'));
  const post = uuidv7();
  await inside(t, ({ tx, instansi }) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${o.units.waste}, 'Kasubag Umum DLH', false, '{personnel-officer}', '2020-01-01')`));
  const keeper = await holderOf(t, { instansi: t.instansi, post, unit: o.units.waste, kind: 'dinas', title: 'Kasubag Umum DLH', duties: ['personnel-officer'], person: 'Kasubag DLH', capacity: 'definitive', from: '2020-01-01' });
  const policy = uuidv7();
  await as(t, o.agency).savePolicy({ id: policy, ...schemeA() });
  await as(t, o.agency).publishPolicy({ id: policy, reason: 'Penetapan awal tahun' });
  await recompute('2026-04-01', '2026-04-15');

  const organization = (t.api.forPages(t.context(o.administrator)) as unknown as Api).organization;
  const { version } = await organization.getUnit({ id: o.units.workshop });
  await organization.moveUnit({ id: o.units.workshop, version, parent: o.units.waste });
  t.clock.set('2026-05-04T02:00:00Z');
  await recompute('2026-04-16', '2026-04-30');

  const both = async () => (await inside(t, (tenant) => port.month(tenant, { people: [moved] }, '2026-04'))).sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  const before = await both();
  expect(before.map((one) => [one.agency, one.fromDay, one.toDay])).toEqual([[o.units.roads, '2026-04-01', '2026-04-15'], [o.units.waste, '2026-04-16', '2026-04-30']]);
  for (const [viewer, agency] of [[o.keeper, o.units.roads], [keeper, o.units.waste]] as const) {
    await as(t, viewer).verifyRecap({ agency, month: '2026-04', version: 1 });
    t.clock.advance(14 * 86_400_000);
    await as(t, o.agency).lockRecap({ agency, month: '2026-04', version: 2 });
  }
  expect(await both()).toEqual(before);
  const { totals } = await as(t, o.agency).getPersonMonth({ person: moved, month: '2026-04' });
  // 22 weekdays less Good Friday.
  expect([before.reduce((sum, one) => sum + one.due, 0), totals!.due, totals!.unexplained]).toEqual([21, 21, 21]);
});

it('what a month without activity log costs is cut once, also where two agencies tell days of one holding', () => {
  const day = (agency: string, on: string): CountedDay => ({ person: 'p', holding: 'h', unit: 'u', agency, day: on, code: 'H', lateCode: null, lateMinutes: null, earlyCode: null, earlyMinutes: null, percent: 50, class: 'A', effectiveMinutes: 450, isJointLeave: false, hasLog: false });
  const segments = countMonth([day('a', '2026-04-01'), day('a', '2026-04-02'), day('b', '2026-04-16')], () => ({ base: 'discipline-part', withoutLog: { percent: 2000, per: 'month' } }));
  expect(segments.map((one) => [one.agency, one.due, one.percent])).toEqual([['a', 2, 2100], ['b', 1, 2050]]);
  expect(summed(segments)).toMatchObject({ due: 3, percent: 2150, withoutLog: 2000 });
});
