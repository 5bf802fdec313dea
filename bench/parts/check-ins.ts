import { readFileSync } from 'node:fs';
import { startBareCheckIns } from '../baseline/start-bare.ts';
import { morning, phones, signedInStaff, type CheckInLoad, type StaffMember } from '../harness/check-ins.ts';
import { cpuOf } from '../harness/cpu.ts';
import { against, type Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';

// Chapters: sustained · killed in the middle · the first minute of a morning

const STAFF = 20_000;
const CONNECTIONS = 256;

/** A run of its own: ids never meet those of another. */
let runs = Date.now() % 4000;

/** `seconds` of check-ins as fast as they are taken, each with session, fence, deduplication and audit, answered from the disk. */
export async function checkIns(bench: Bench): Promise<Figure[]> {
  const staff = await signedInStaff(bench, STAFF);
  const shoot = (over: Partial<CheckInLoad> = {}) => phones({ url: bench.url, staff, connections: CONNECTIONS, seconds: bench.seconds, run: ++runs % 4096, ...over });
  const bareLine = await startBareCheckIns(bench);
  await shoot({ url: bareLine.url, seconds: 1, anyAnswer: true });
  const bare = await shoot({ url: bareLine.url, seconds: Math.min(10, bench.seconds), anyAnswer: true });
  await bareLine.stop();

  // Everybody was there once: who came through the door of the app before is known when the button is pressed.
  await shoot({ seconds: 1, atLeast: STAFF });
  await bench.settle();
  const before = cpuOf(bench.cpu);
  const told = await shoot();
  const after = cpuOf(bench.cpu);
  const perSecond = told.accepted / told.seconds;
  const note = [
    `${told.accepted.toLocaleString('en')} in ${told.seconds.toFixed(0)} s over ${CONNECTIONS} connections, ${STAFF.toLocaleString('en')} people of 4 institutions; p50 ${told.p50.toFixed(0)} ms, slowest ${told.slowest.toFixed(0)} ms`,
    `${told.bad} errors, ${told.waits} told to wait${told.firstBad ? ` (${told.firstBad})` : ''}; CPU µs each: node ${((after.node - before.node) / told.accepted).toFixed(0)}, postgres ${((after.postgres - before.postgres) / told.accepted).toFixed(0)}`,
  ].join('; ');
  return [
    against({ part: 'check-ins', what: `accepted check-ins a second, for ${bench.seconds} s`, value: told.bad + told.waits === 0 ? perSecond : 0, unit: '/s', target: { least: 10_000 }, note }, 'bare', bare.accepted / bare.seconds),
    { part: 'check-ins', what: 'a check-in, p99', value: told.p99, unit: 'ms', target: { most: 100 } },
    await killed(bench, staff),
  ];
}

/** The database is killed as hard as can be in the middle of the rush: what was acknowledged is there, once, and the audit entries count every row. */
async function killed(bench: Bench, staff: readonly StaffMember[]): Promise<Figure> {
  const seconds = Math.min(20, Math.max(6, bench.seconds / 3));
  const pid = bench.cpu.postmasterPid;
  const run = ++runs % 4096;
  const running = phones({ url: bench.url, staff, connections: CONNECTIONS, seconds, run, mayBreak: true, names: true });
  await new Promise((next) => setTimeout(next, (seconds / 2) * 1000));
  for (const one of [pid, ...backendsOf(pid)]) process.kill(one, 'SIGKILL');
  const killedAt = performance.now();
  await bench.startDatabaseAgain();
  const downFor = (performance.now() - killedAt) / 1000;
  const told = await running;
  const { there, rows, vouched } = await bench.asSuperuser(async (client) => {
    await client.query('create temporary table acknowledged (id uuid)');
    for (let i = 0; i < told.acknowledged!.length; i += 50_000) await client.query('insert into acknowledged select unnest($1::uuid[])', [told.acknowledged!.slice(i, i + 50_000)]);
    const { rows: [counts] } = await client.query<{ there: number; rows: number; vouched: number }>(`
      select (select count(*)::int from (select a.id from acknowledged a join attendance.check_in c on c.id = a.id group by a.id having count(*) = 1) x) as there,
             (select count(*)::int from attendance.check_in where source = 'phone') as rows,
             (select coalesce(sum((detail ->> 'count')::int), 0)::int from audit.entry where action = 'attendance.checked-in') as vouched`);
    return counts!;
  });
  const lost = told.acknowledged!.length - there + Math.abs(rows - vouched) + told.bad;
  return {
    part: 'check-ins', what: 'lost or doubled after kill -9 of the database in the middle', value: lost, unit: '', target: { most: 0 },
    note: `${told.acknowledged!.length.toLocaleString('en')} acknowledged, ${there.toLocaleString('en')} there once; ${rows.toLocaleString('en')} rows, audit entries count ${vouched.toLocaleString('en')}; back after ${downFor.toFixed(1)} s; ${told.waits} sendings had to wait${told.firstBad ? `; ${told.firstBad}` : ''}`,
  };
}

function backendsOf(postmaster: number): number[] {
  return readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

/** 20,000 staff in the first minute from 06.30, most of them early, two in five of them sending the same again. */
export async function checkInBurst(bench: Bench): Promise<Figure[]> {
  const staff = await signedInStaff(bench, STAFF);
  const count = () => bench.asSuperuser(async (client) => (await client.query<{ count: number }>(`select count(*)::int as count from attendance.check_in where source = 'phone'`)).rows[0]!.count);
  // Nobody is known yet: the first of a morning is the first since yesterday.
  await bench.asSuperuser((client) => client.query(`select pg_notify('pendopo_forget', 'hats ' || id) from organization.instansi`));
  const before = await count();
  const told = await morning({ url: bench.url, staff, withinSeconds: 60, impatient: 0.4, run: ++runs % 4096 });
  const stored = (await count()) - before;
  await bench.asSuperuser((client) => client.query(`select pg_notify('pendopo_forget', 'hats ' || id) from organization.instansi`));
  const rush = await morning({ url: bench.url, staff, withinSeconds: 3, impatient: 0.4, run: ++runs % 4096 });
  const note = (one: typeof told) => `${one.answered.toLocaleString('en')} answered, ${one.sent.toLocaleString('en')} sendings, ${one.waits} told to wait, ${one.bad} errors; p50 ${one.p50.toFixed(0)} ms, slowest ${one.slowest.toFixed(0)} ms${one.firstBad ? `; ${one.firstBad}` : ''}`;
  return [
    { part: 'check-in-burst', what: '20,000 staff in the first minute, p99 of an answer', value: told.p99, unit: 'ms', target: { most: 100 }, note: note(told) },
    { part: 'check-in-burst', what: 'of 20,000 stored otherwise than once', value: Math.abs(stored - STAFF) + told.bad, unit: '', target: { most: 0 }, note: `${stored.toLocaleString('en')} rows` },
    { part: 'check-in-burst', what: 'the same 20,000 within 3 s, seconds until the last was answered', value: rush.bad === 0 ? rush.seconds : Infinity, unit: 's', note: note(rush) },
  ];
}
