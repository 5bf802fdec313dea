import { part } from '../../server/platform/house.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { inTenant, readTenant, type TenantContext } from '../../server/platform/request/context.ts';
import { addDays } from '../../server/platform/kernel/calendar-day.ts';
import type { TimesheetsPort } from '../../server/modules/timesheets/contract.ts';
import { recompute } from '../../server/modules/timesheets/service/recompute.ts';
import type { Figure } from '../harness/figure.ts';
import { filledMonth, PEOPLE } from '../harness/filled-month.ts';
import type { Bench } from '../harness/house.ts';

/**
 * 20,000 people and a month of punches, judged day by day and added up. The baseline is the floor of any such recap in the same run: reading the
 * month's punches of everybody out of the database once, with nothing worked out.
 */
export async function recap(bench: Bench): Promise<Figure[]> {
  const { house } = bench.composed;
  const { ctx, first, last } = await filledMonth(bench);
  const { instansi } = ctx;

  const floor = await timed(() => readTenant(ctx, (t) => t.tx.many(sql`select person, at, direction, class from attendance.check_in where instansi = ${instansi} and at >= ${`${first}T00:00:00+07`} and at < ${`${addDays(last, 1)}T00:00:00+07`}`)));
  let judged = 0;
  const days = await timed(async () => {
    judged = (await recompute(ctx, 'everybody', first, last, 'bench')).judged;
  });
  let segments = 0;
  let sum = 0;
  const added = await timed(() => inTenant(ctx, async (t: TenantContext) => {
    const month = await part<TimesheetsPort<TenantContext>>(house, 'timesheets').month(t, 'everybody', first.slice(0, 7));
    segments = month.length;
    sum = month.filter((one) => one.due !== Object.values(one.counts).reduce((total, count) => total + count, 0)).length;
  }));
  await bench.settle();
  const again = await timed(() => recompute(ctx, 'everybody', first, last, 'bench'));
  return [{
    part: 'recap', what: `monthly recap of ${PEOPLE.toLocaleString('en')} people, days judged and added up`, value: days + added, unit: 's', target: { most: 20 }, baseline: { what: 'reading their punches, nothing worked out', value: floor }, ratio: (days + added) / floor,
    note: `${judged.toLocaleString('en')} days in ${days.toFixed(1)} s, ${segments.toLocaleString('en')} segments added up in ${added.toFixed(1)} s, ${sum} that do not add up to HK; judged again with nothing changed ${again.toFixed(1)} s`,
  }];
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
