import { part } from '../../server/platform/house.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../server/platform/request/context.ts';
import type { PermissionsOf } from '../../server/modules/identity/authenticator.ts';
import type { Duty } from '../../server/modules/organization/contract.ts';
import type { TimesheetsPort } from '../../server/modules/timesheets/contract.ts';
import { computeRuns } from '../../server/modules/allowance/service/compute.ts';
import { draftRules, publishRules } from '../../server/modules/allowance/service/rules.ts';
import { listRuns } from '../../server/modules/allowance/service/runs.ts';
import { staffPredicates } from '../../server/modules/staff-overview/service/predicates.ts';
import { staffToday } from '../../server/modules/staff-overview/service/today.ts';
import { staffWeeks } from '../../server/modules/staff-overview/service/weeks.ts';
import { recompute } from '../../server/modules/timesheets/service/recompute.ts';
import { getRecap, listRecaps } from '../../server/modules/timesheets/service/recaps.ts';
import { saveSegments } from '../../server/modules/timesheets/storage/recaps.ts';
import type { Figure } from '../harness/figure.ts';
import { AGENCIES, filledMonth } from '../harness/filled-month.ts';
import type { Bench } from '../harness/house.ts';

/** What leaders, the personnel agency and payroll ask of 20,000 people of 200 units: lists while the month is open and when it is locked, and its payment in one run. */
export async function personnel(bench: Bench): Promise<Figure[]> {
  const { ctx, first, last } = await filledMonth(bench);
  const month = first.slice(0, 7);
  const viewer = viewerOf(bench, ctx, ['personnel-agency', 'payroll-officer', 'leader']);
  const timesheets = part<TimesheetsPort<TenantContext>>(bench.composed.house, 'timesheets');
  await recompute(ctx, 'everybody', first, last, 'bench');
  await bench.settle();
  const units = await readTenant(ctx, (t) => t.tx.many<{ id: string; code: string }>(sql`select id, code from organization.unit where instansi = ${t.instansi} and code like 'RKP-%' order by code`));

  const figures: Figure[] = [];
  const seen = async (what: string, most: number, work: () => Promise<unknown>): Promise<void> => {
    await work();
    const times: number[] = [];
    for (let i = 0; i < 3; i++) times.push(await timed(work));
    figures.push({ part: 'personnel', what, value: times.toSorted((a, b) => a - b)[1]! * 1000, unit: 'ms', target: { most }, note: `slowest ${(Math.max(...times) * 1000).toFixed(0)} ms` });
  };
  await seen(`recaps of ${AGENCIES} units, month open`, 500, () => listRecaps(viewer, { month }));
  await seen('recap of one unit, month open', 500, () => getRecap(viewer, { agency: units[0]!.id, month }));
  await seen('leaders: a day of everybody as it stands', 500, () => staffToday(viewer, { day: last }));
  await seen('leaders: this day of everybody, judged while looking', 500, () => staffToday(viewer, {}));
  await seen('leaders: eight weeks', 500, () => staffWeeks(viewer, {}));
  await seen('leaders: predicates', 500, () => staffPredicates(viewer, {}));

  await inTenant(ctx, async (t) => {
    const segments = await timesheets.month(t, 'everybody', month);
    await t.tx.run(sql`insert into timesheet.recap (instansi, agency, month, state, verified_by, verified_at, locked_by, locked_at)
      select ${t.instansi}, id, ${month}, 'locked', 'bench', now(), 'bench', now() from organization.unit where instansi = ${t.instansi} and id = any(${[...new Set(segments.map((one) => one.agency))]}::uuid[])`);
    await saveSegments(t.tx, t.instansi, month, segments);
    await t.tx.run(sql`insert into allowance.post_class (instansi, post, from_day, class, basis, made_by, made_at) select instansi, id, '2020-01-01', 7, 'bench', 'bench', now() from organization.post where instansi = ${t.instansi} on conflict do nothing`);
  });
  await bench.settle();
  await seen(`recaps of ${AGENCIES} units, month locked`, 500, () => listRecaps(viewer, { month }));
  await seen('recap of one unit, month locked', 500, () => getRecap(viewer, { agency: units[0]!.id, month }));
  await publishRules(viewer, { ...(await draftRules(viewer, { from: month })), version: 1 });
  let people = 0;
  const paid = await timed(async () => {
    people = (await computeRuns(viewer, { month })).people;
  });
  const again = await timed(() => computeRuns(viewer, { month }));
  figures.push({ part: 'personnel', what: `allowance of ${people.toLocaleString('en')} people in one run`, value: paid, unit: 's', target: { most: 20 }, note: `computed again over its draft ${again.toFixed(1)} s` });
  await seen('payments of a month by unit', 500, () => listRuns(viewer, { month }));
  return figures;
}

/** Somebody of the institution with these duties, as a session would have made him. */
function viewerOf(bench: Bench, ctx: Context, duties: Duty[]): Context {
  const permissions = part<PermissionsOf>(bench.composed.house, 'permissions')(duties);
  return { ...ctx, viewer: { accountId: uuidv7(), sessionId: uuidv7(), name: 'Uji', kind: 'officer', level: 'verified', hat: { instansi: ctx.instansi, holdingId: uuidv7(), postId: uuidv7(), title: 'Uji', capacity: 'definitive', unitId: bench.cast.desa.unit, unitName: 'Uji', unitKind: 'badan', duties, permissions } } };
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
