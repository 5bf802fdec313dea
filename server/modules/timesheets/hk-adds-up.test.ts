import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { seeded } from '../../engines/working-time/seeded.testing.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { addDays } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { TenantContext, Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AttendancePort, NewPunch } from '../attendance/contract.ts';
import type { LeaveDay, LeavePort } from '../leave/contract.ts';
import { holderOf } from '../letters/letters.testing.ts';
import type { TravelPort } from '../travel/contract.ts';
import type { WorkDay, WorkSchedulesPort } from '../work-schedules/contract.ts';
import type { TimesheetsPort } from './contract.ts';
import { everyNight, subscribers } from './jobs.ts';
import { as, inside, officeOf, personOf, schemeA, type Office } from './timesheets.testing.ts';

// HK = H + DL + WFH + leave + TB + TK (reference of attendance, section 10), whatever happens: two months of sixteen people by chance, in offices of five
// and six days, a ward by roster with nights, one that is open on cuti bersama, one who moves. March 2026 has cuti bersama and two holidays.
const t = await createTestHouse({ now: '2026-04-02T02:00:00Z' });
const [FROM, TO] = ['2026-02-01', '2026-03-31'];
const DAYS = Array.from({ length: 59 }, (_, at) => addDays(FROM, at));
const random = seeded(20_261_122);
const chance = (percent: number): boolean => random(100) < percent;
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
type Part = 'full' | 'morning' | 'afternoon';
interface Facts {
  leave: { code: string; part: Part } | undefined;
  duty: Part | undefined;
  study: boolean;
  punches: 'both' | 'in' | 'out' | 'none';
}
let o: Office;
const viewers = new Map<string, Viewer>();
const facts = new Map<string, Facts>();
const schedule = new Map<string, WorkDay>();
const of = (person: string, day: string) => facts.get(`${person}/${day}`)!;
const port = () => part<TimesheetsPort<TenantContext>>(t.house, 'timesheets');
const recompute = () => inside(t, (tenant) => port().recompute(tenant, 'everybody', FROM, TO, 'uji'));

/** What a day must be, said another way than the engine says it. */
function expected(person: string, day: string): string {
  const work = schedule.get(`${person}/${day}`);
  if (work?.kind !== 'work') return '-';
  const { leave, duty, study, punches } = of(person, day);
  if (study) return 'TB';
  const halves = (which: Part | undefined): number => (which === 'full' ? 3 : which === 'morning' ? 1 : which === 'afternoon' ? 2 : 0);
  if ((halves(leave?.part) | halves(duty)) === 3) return leave?.part === 'full' || !duty ? leave!.code : 'DL';
  if (punches !== 'none') return 'H';
  return duty ? 'DL' : (leave?.code ?? 'TK');
}

beforeAll(async () => {
  o = await officeOf(t);
  const schedules = (t.api.forPages(t.context(o.agency)) as unknown as Api)['work-schedules'];
  const patterns = new Map((await schedules.listPatterns({})).items.map((one) => [one.name, one.id]));
  await schedules.assignPattern({ unit: o.units.workshop, pattern: patterns.get('Enam hari kerja')!, from: '2026-01-01', openOnJointLeave: true });
  await schedules.assignPattern({ unit: o.units.waste, pattern: patterns.get('Jaga rumah sakit (pagi, sore, malam)')!, from: '2026-01-01' });
  const hire = async (unit: string, name: string, from = '2020-01-01', to?: string, again?: Viewer): Promise<Viewer> => {
    const post = uuidv7();
    await inside(t, ({ tx, instansi }) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${unit}, ${name}, false, '{}', '2020-01-01')`));
    return holderOf(t, { instansi: t.instansi, post, unit, kind: 'dinas', title: name, duties: [], person: again ?? name, capacity: 'definitive', from, ...(to ? { to } : {}) });
  };
  for (const [unit, count] of [[o.units.roads, 5], [o.units.workshop, 5], [o.units.waste, 4]] as const) for (let n = 0; n < count; n++) await hire(unit, `Pegawai ${unit.slice(-4)} ${n}`).then(async (viewer) => void viewers.set(await personOf(t, viewer), viewer));
  const moves = await hire(o.units.roads, 'Yang pindah', '2020-01-01', '2026-03-16');
  viewers.set(await personOf(t, moves), moves);
  await hire(o.units.workshop, 'Yang pindah, di bengkel', '2026-03-17', undefined, moves);
  for (const month of ['2026-02', '2026-03']) {
    const { people } = await schedules.getRoster({ unit: o.units.waste, month });
    await schedules.saveRoster({ unit: o.units.waste, month, version: 0, rows: people.map(({ person, codes }) => ({ person, codes: codes.map(() => pick(['P', 'S', 'M', 'L', 'M'])) })) });
  }

  const people = [...viewers.keys()];
  for (const [person, days] of await inside(t, (tenant) => part<WorkSchedulesPort<TenantContext>>(t.house, 'work-schedules').days(tenant, people, FROM, TO))) for (const day of days) schedule.set(`${person}/${day.day}`, day);
  for (const person of people) {
    const study = chance(20) ? DAYS[random(40)]! : undefined;
    if (study) await as(t, o.agency).addStatus({ person, code: 'TB', decision: 'SK 800/12/2026', fromDay: study, toDay: addDays(study, 6) });
    for (const day of DAYS) {
      const parts: readonly Part[] = ['full', 'full', 'morning', 'afternoon'];
      facts.set(`${person}/${day}`, { leave: chance(12) ? { code: pick(['CT', 'CS', 'CAP', 'CM']), part: pick(parts) } : undefined, duty: chance(12) ? pick(parts) : undefined, study: study !== undefined && day >= study && day <= addDays(study, 6), punches: pick(['both', 'both', 'both', 'both', 'in', 'out', 'none']) });
    }
  }
  const punches: NewPunch[] = [];
  for (const person of people) {
    for (const day of DAYS) {
      const { shift } = schedule.get(`${person}/${day}`) ?? {};
      const { punches: which } = of(person, day);
      const at = (seconds: number): Date => new Date(Date.parse(`${day}T00:00:00+07:00`) + seconds * 1000);
      const add = (direction: 'in' | 'out', moment: Date) => punches.push({ id: uuidv7(), person, holding: null, at: moment, receivedAt: moment, direction, source: 'terminal', trust: 90, class: 'A' });
      // Off days have a punch now and then: it is told and counts for nothing.
      if (!shift && chance(10)) add('in', at(15 * 3600));
      if (shift && (which === 'both' || which === 'in')) add('in', at(shift.start + (random(120) - 50) * 60));
      if (shift && (which === 'both' || which === 'out')) add('out', at(shift.end + (random(120) - 60) * 60));
    }
  }
  await inside(t, (tenant) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(tenant, punches));
  const between = <Row>(asked: readonly string[], from: string, to: string, rowOf: (one: Facts, day: string) => Row | undefined): Map<string, Row[]> => {
    const all = asked.flatMap((person) => DAYS.flatMap((day) => { const found = day >= from && day <= to && facts.has(`${person}/${day}`) ? rowOf(of(person, day), day) : undefined; return found ? [[person, found] as const] : []; }));
    return new Map([...Map.groupBy(all, ([person]) => person)].map(([person, rows]) => [person, rows.map(([, row]) => row)]));
  };
  const [leave, travel] = [part<LeavePort<TenantContext>>(t.house, 'leave'), part<TravelPort<TenantContext>>(t.house, 'travel')];
  t.house.parts.set('leave', { ...leave, between: async (_, asked, from, to) => between(asked, from, to, (one, day): LeaveDay | undefined => one.leave && { day, code: one.leave.code, part: one.leave.part, request: 'x' }) } satisfies LeavePort<TenantContext>);
  t.house.parts.set('travel', { ...travel, between: async (_, asked, from, to) => between(asked, from, to, (one, day) => one.duty && { fromDay: day, toDay: day, part: one.duty, number: '090/1', destination: 'Madiun', trip: 'x' }) as never } satisfies TravelPort<TenantContext>);
  const id = uuidv7();
  await as(t, o.agency).savePolicy({ id, ...schemeA() });
  await as(t, o.agency).publishPolicy({ id, reason: 'Penetapan awal tahun' });
});

async function expectThatEverythingAddsUp(): Promise<number> {
  const people = [...viewers.keys()];
  const stored = await inside(t, (tenant) => port().days(tenant, people, FROM, TO));
  let seen = 0;
  for (const person of people) {
    const found = new Map((stored.get(person) ?? []).map((one) => [one.day, one]));
    for (const day of DAYS) {
      const want = expected(person, day);
      expect(found.get(day)?.code ?? '-', `${viewers.get(person)!.name} ${day} ${JSON.stringify(of(person, day))} ${found.get(day)?.steps.join(' | ')}`).toBe(want);
      if (want !== '-') seen += 1;
    }
    for (const month of ['2026-02', '2026-03']) {
      const due = DAYS.filter((day) => day.startsWith(month) && schedule.get(`${person}/${day}`)?.kind === 'work');
      const segments = (await inside(t, (tenant) => port().month(tenant, { people: [person] }, month)));
      expect(segments.reduce((sum, one) => sum + one.due, 0)).toBe(due.length);
      for (const one of segments) expect(Object.values(one.counts).reduce((sum, days) => sum + days, 0)).toBe(one.due);
      // Somebody who moved has a segment for each place, and no day twice.
      expect(new Set(segments.map((one) => one.holding)).size).toBe(segments.length);
      for (const code of ['H', 'DL', 'TK', 'TB', 'CT', 'CS', 'CAP', 'CM']) expect(segments.reduce((sum, one) => sum + (one.counts[code] ?? 0), 0), code).toBe(due.filter((day) => expected(person, day) === code).length);
    }
  }
  return seen;
}

it('every day that was due has one code, the same as said another way, and months are their sums', async () => {
  await recompute();
  expect(await expectThatEverythingAddsUp()).toBeGreaterThan(400);
  for (const code of ['H', 'DL', 'TK', 'TB', 'CT', 'CS', 'CAP', 'CM']) expect([...viewers.keys()].some((person) => DAYS.some((day) => expected(person, day) === code)), code).toBe(true);
  expect([...schedule.values()].filter((one) => one.jointLeaveWorked).length).toBeGreaterThan(5);
  expect([...schedule.values()].filter((one) => one.shift?.overnight).length).toBeGreaterThan(20);
});

it('who moved on the 17th is counted in both units, and no day is lost', async () => {
  const moved = [...viewers].find(([, viewer]) => viewer.name === 'Yang pindah')![0];
  const segments = await inside(t, (tenant) => port().month(tenant, { people: [moved] }, '2026-03'));
  expect(segments.map((one) => [one.unit, one.toDay <= '2026-03-16' || one.fromDay >= '2026-03-17'])).toEqual(expect.arrayContaining([[o.units.roads, true], [o.units.workshop, true]]));
  const { totals } = await as(t, o.roadsHead).getPersonMonth({ person: moved, month: '2026-03' });
  expect(totals!.due).toBe(segments.reduce((sum, one) => sum + one.due, 0));
});

it('leave that is granted afterwards changes its days alone, and the sums stay whole', async () => {
  const told = subscribers.find((one) => one.event === 'leave.granted')!;
  const absent = [...viewers.keys()].flatMap((person) => DAYS.filter((day) => expected(person, day) === 'TK').map((day) => ({ person, day }))).filter((_, at) => at % 4 === 0);
  expect(absent.length).toBeGreaterThan(5);
  for (const { person, day } of absent) {
    facts.get(`${person}/${day}`)!.leave = { code: 'CS', part: 'full' };
    await told.run(t.context(null), { instansi: t.instansi, id: uuidv7(), event: 'leave.granted', payload: { person, from: day, to: day } });
  }
  await expectThatEverythingAddsUp();
  const changes = await inside(t, ({ tx, instansi }) => tx.many<{ person: string; day: string; before: string; after: string }>(sql`select person, day, before_text as before, after_text as after from timesheet.change where instansi = ${instansi} and why = 'Cuti diberikan'`));
  expect(changes.map(({ person, day }) => `${person}/${day}`).sort()).toEqual(absent.map(({ person, day }) => `${person}/${day}`).sort());
  expect(changes.every((one) => one.before === 'TK, 4 persen' && one.after === 'CS, 0 persen')).toBe(true);
  await everyNight(t.context(null));
  expect(await inside(t, ({ tx, instansi }) => tx.many(sql`select 1 from timesheet.change where instansi = ${instansi} and why = 'Perhitungan malam'`))).toEqual([]);
});
