import { sql } from '../../server/platform/db/sql.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inTenant, type Context } from '../../server/platform/request/context.ts';
import { jobContext } from '../../server/platform/events/events.ts';
import { addDays, dayIn, type CalendarDay } from '../../server/platform/kernel/calendar-day.ts';
import { bodyOf } from '../../server/modules/timesheets/service/rules.ts';
import type { Bench } from './house.ts';

export const PEOPLE = 20_000;
export const AGENCIES = 200;
const band = (code: string) => [{ code: `${code}1`, from: 1, to: 30, percent: '0.5' }, { code: `${code}2`, from: 31, to: 60, percent: '1' }, { code: `${code}3`, from: 61, to: 90, percent: '1.5' }, { code: `${code}4`, from: 91, to: undefined, percent: '2' }];

export interface FilledMonth {
  ctx: Context;
  first: CalendarDay;
  last: CalendarDay;
}
let made: Promise<FilledMonth> | undefined;
/** 20,000 people of 200 units with the punches of last month and the rule that judges them. Made once for all parts. */
export const filledMonth = (bench: Bench): Promise<FilledMonth> => (made ??= fill(bench));

async function fill(bench: Bench): Promise<FilledMonth> {
  const { house } = bench.composed;
  const { instansi } = bench.cast;
  const ctx: Context = jobContext(house, instansi, 'bench:recap');
  const today = dayIn(house.clock.now(), 'WIB');
  const last = addDays(`${today.slice(0, 7)}-01`, -1);
  const first = `${last.slice(0, 7)}-01`;
  bench.say(`filling ${PEOPLE.toLocaleString('en')} people and the punches of ${first.slice(0, 7)} …`);
  await bench.asSuperuser(async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(`insert into organization.unit (instansi, id, kind, code, name, from_day) select $1, gen_random_uuid(), 'dinas', 'RKP-' || n, 'Dinas Uji ' || n, '2020-01-01' from generate_series(1, ${AGENCIES}) n`, [instansi]);
    await client.query(`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day)
      select $1, gen_random_uuid(), u.id, 'Pelaksana ' || n, false, '{}', '2020-01-01' from (select id, row_number() over (order by code) - 1 as nth from organization.unit where instansi = $1 and code like 'RKP-%') u join generate_series(0, ${PEOPLE - 1}) n on n % ${AGENCIES} = u.nth`, [instansi]);
    await client.query(`with posts as (select p.id as post, gen_random_uuid() as person, row_number() over () as nth from organization.post p join organization.unit u on u.instansi = p.instansi and u.id = p.unit where p.instansi = $1 and u.code like 'RKP-%'),
      people as (insert into organization.person (instansi, id, name, bare_name, employment) select $1, person, 'Pegawai Uji ' || nth, 'pegawai uji ' || nth, 'pns' from posts)
      insert into organization.holding (instansi, id, post, person, capacity, from_day) select $1, gen_random_uuid(), post, person, 'definitive', '2020-01-01' from posts`, [instansi]);
    // Most on time, one in eight late, one in a hundred without going.
    await client.query(`insert into attendance.check_in (instansi, id, person, holding, at, received_at, direction, source, verdict, trust, class, reasons, digest, batch)
      select $1, gen_random_uuid(), h.person, h.id, moment, moment, way, 'terminal', 'accepted', 95, 'A', '{}', '\\x00', gen_random_uuid()
        from organization.holding h join organization.person w on w.instansi = h.instansi and w.id = h.person and w.bare_name like 'pegawai uji %'
        cross join generate_series($2::timestamp, $3::timestamp, interval '1 day') d
        cross join lateral (values ('in', (d + interval '7 hours 10 minutes' + (case when random() < 0.125 then random() * interval '80 minutes' else random() * interval '18 minutes' end)) at time zone 'Asia/Jakarta'),
          ('out', case when random() < 0.01 then null else (d + interval '16 hours 31 minutes' + random() * interval '40 minutes') at time zone 'Asia/Jakarta' end)) v (way, moment)
       where h.instansi = $1 and extract(isodow from d) < 6 and moment is not null`, [instansi, first, last]);
  });
  await inTenant(ctx, async (t) => {
    const rule = { fromDay: first, title: 'Aturan uji', legalBasis: 'Perbup uji', late: band('TL'), early: band('PSW'), missingIn: { code: 'TL4', percent: '2' }, missingOut: { code: 'PSW4', percent: '2' }, absent: '4', cap: '4', seconds: 'dropped' as const, grace: 0, graceIs: 'counted' as const, base: 'discipline-part' as const, flexMinutes: 0, halfDay: 'moves-hours' as const, outage: 'moves-hours' as const, countedClasses: ['A' as const, 'B' as const, 'C' as const, 'D' as const], cutClasses: ['A' as const, 'B' as const, 'C' as const, 'D' as const], repeatSeconds: 120, withoutLogPer: 'day' as const, forgottenPerMonth: 3, forgottenWithinDays: 7, objectionDays: 3, lateMinutesPerDay: 450 };
    const body = bodyOf(rule);
    await t.tx.run(sql`insert into timesheet.policy (instansi, id, title, legal_basis, from_day, body, state, made_by, made_at) values (${instansi}, ${uuidv7()}, 'Aturan uji', 'Perbup uji', ${first}, ${JSON.stringify(body)}, 'published', 'bench', ${house.clock.now()})`);
  });
  await bench.settle();

  return { ctx, first, last };
}
