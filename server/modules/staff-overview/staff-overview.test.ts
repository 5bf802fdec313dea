import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AttendancePort } from '../attendance/contract.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import { anyUnit, officer } from '../permohonan/permohonan.testing.ts';
import type { DayResult, TimesheetsPort } from '../timesheets/contract.ts';
import { countWeeks } from './service/weeks.ts';

const t = await createTestHouse();
const apiOf = (viewer: Viewer | null) => (t.api.forPages(t.context(viewer)) as unknown as Pick<Api, 'staff-overview'>)['staff-overview'];
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const dlh = await anyUnit(t.context(), 'DLH', 'Dinas Lingkungan Hidup');
const bidang = await anyUnit(t.context(), 'DLH-1', 'Bidang Sampah', 'bidang');
const dinkes = await anyUnit(t.context(), 'DINKES', 'Dinas Kesehatan');
const setda = await anyUnit(t.context(), 'SETDA', 'Sekretariat Daerah', 'setda');
const head = await officer(t, t.context(), dlh, 'Kepala Dinas', 'Kepala Lingkungan', ['leader'], true);
const sekda = await officer(t, t.context(), setda, 'Sekretaris Daerah', 'Sekda', ['leader'], true);
const person = new Map<string, string>();

/** Stands in for the judge of days: what it is asked for is what is shown. */
const results = new Map<string, Partial<DayResult>>();
const stub: Pick<TimesheetsPort<TenantContext>, 'days' | 'standing' | 'warned'> = {
  warned: async (_, units) => (units === null || units.includes(dinkes) ? [{ level: 'Ringan', sanction: 'teguran lisan', people: 1 }] : []),
  standing: async (i, people, day) => new Map([...(await stub.days(i, people, day, day))].flatMap(([who, [one]]) => (one ? [[who, one] as const] : []))),
  days: async (_, people, from, to) => {
    const found = new Map<string, DayResult[]>();
    for (const one of people) {
      const days: DayResult[] = [];
      for (let day = from; day <= to; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)) {
        const given = results.get(`${one} ${day}`);
        if (given) days.push({ person: one, day, holding: uuidv7(), unit: bidang, code: 'H', percent: 0, effectiveMinutes: 0, steps: [], ...given });
      }
      found.set(one, days);
    }
    return found;
  },
};

beforeAll(async () => {
  for (const [name, unit] of [['Hadir', bidang], ['Terlambat', bidang], ['Belum', bidang], ['Cuti', dlh], ['Mangkir', dinkes]] as const) {
    const viewer = await officer(t, t.context(), unit, `Staf ${name}`, name, []);
    person.set(name, (await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`update organization.person set employment = 'pns' where instansi = ${t.instansi} and account = ${viewer.accountId} returning id`))).id);
  }
  await t.house.db.asOwner((tx) => tx.run(sql`update organization.unit set parent = ${dlh} where instansi = ${t.instansi} and id = ${bidang}`));
  t.house.parts.set('timesheets', stub);
  t.house.parts.set('performance', { patterns: async (_: unknown, units: string[], year: number, period: string) => (year === 2025 && period === 'year' ? [dlh, dinkes].filter((one) => units.includes(one)).map((unit) => ({ unit, name: unit === dlh ? 'Dinas Lingkungan Hidup' : 'Dinas Kesehatan', predicate: 'Baik', staff: 20, rated: 20, verdict: unit === dlh ? 'pass' : 'fail', faults: unit === dlh ? [] : ['Baik paling banyak 70%: ada 15 orang, batasnya 14'] })) : []), predicates: async (_: unknown, of: { people: string[] }, year: number) => (year === 2025 ? of.people.filter((one) => one === person.get('Hadir') || one === person.get('Belum')).map((one) => ({ person: one, plan: uuidv7(), unit: bidang, isHead: false, period: 'year', hasil: null, perilaku: null, predicate: one === person.get('Hadir') ? 'Baik' : 'Kurang', final: true })) : []) });
  const today = '2026-03-02';
  const at = new Date('2026-03-02T00:40:00Z');
  const set = (name: string, facts: Partial<DayResult>) => results.set(`${person.get(name)} ${today}`, facts);
  set('Hadir', { code: '?', in: at });
  set('Terlambat', { code: '?', in: at, late: { code: 'TL1', minutes: 10, percent: 50 } });
  set('Belum', { code: '?' });
  set('Cuti', { code: 'CT' });
  set('Mangkir', { code: 'TK' });
  await inTenant(t.context(), (i) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(i, [{ id: uuidv7(), person: person.get('Terlambat')!, holding: null, at, direction: 'in', source: 'import', trust: 50, class: 'C', reasons: ['near-the-fence'] }]));
});

it('who oversees the institution sees today by agency, with names of who is missing', async () => {
  const now = await apiOf({ ...sekda, hat: { ...sekda.hat!, unitKind: 'setda' } }).staffToday({});
  expect(now.total).toMatchObject({ due: 5, present: 2, late: 1, notYet: 1, absent: 1, away: 1, marked: 1 });
  expect(now.units.find((one) => one.id === dlh)).toMatchObject({ name: 'Dinas Lingkungan Hidup', due: 4, notYet: 1, hasBelow: true });
  expect(now.units.find((one) => one.id === dinkes)).toMatchObject({ due: 1, absent: 1 });
  expect(now.notYet.map((one) => [one.name, one.text])).toEqual([['Belum', 'belum absen'], ['Mangkir', 'tanpa keterangan']]);
  expect(now.warned).toEqual([{ level: 'Ringan', sanction: 'teguran lisan', people: 1 }]);
  expect(now.marked).toMatchObject([{ name: 'Terlambat', text: expect.stringMatching(/tepi area/) }]);
});

it('a head sees the own unit and below, and nothing beside it', async () => {
  const mine = apiOf(head);
  const now = await mine.staffToday({});
  expect(now).toMatchObject({ unit: { name: 'Dinas Lingkungan Hidup', above: [] }, total: { due: 4, absent: 0 }, warned: [] });
  expect(now.units.map((one) => one.name)).toEqual(['Dinas Lingkungan Hidup (langsung)', 'Bidang Sampah']);
  expect((await mine.staffToday({ unit: bidang })).total).toMatchObject({ due: 3, notYet: 1 });
  expect(await Promise.all([mine.staffToday({ unit: dinkes }), mine.staffWeeks({ unit: dinkes }), mine.staffPredicates({ unit: dinkes })].map(codeOf))).toEqual(Array(3).fill('staff-overview.unit-not-yours'));
  expect(await codeOf(apiOf(viewerWith(t, ['verifier'])).staffToday({}))).toBe('request.not-allowed');
});

it('predicates are those of the last period that anybody was rated for', async () => {
  const found = await apiOf(head).staffPredicates({});
  expect(found).toMatchObject({ year: 2025, period: 'setahun', rated: 2, more: 0 });
  expect(found.spread.filter((one) => one.count > 0)).toEqual([{ predicate: 'Baik', count: 1 }, { predicate: 'Kurang', count: 1 }]);
  expect(found.attention.map((one) => [one.name, one.text])).toEqual([['Belum', 'Kurang']]);
  // Against the pattern of the organisation; of other units nothing.
  expect(found.patterns.map((one) => [one.name, one.verdict])).toEqual([['Dinas Lingkungan Hidup', 'pass']]);
  expect((await apiOf({ ...sekda, hat: { ...sekda.hat!, unitKind: 'setda' } }).staffPredicates({})).patterns.map((one) => one.verdict)).toEqual(['fail', 'pass']);
});

it('weeks are counted by night, again without counting twice', async () => {
  for (const day of ['2026-02-23', '2026-02-24', '2026-02-25']) {
    results.set(`${person.get('Hadir')} ${day}`, { code: 'H' });
    results.set(`${person.get('Belum')} ${day}`, { code: day === '2026-02-25' ? 'TK' : 'H', late: { code: 'TL1', minutes: 4, percent: 50 } });
  }
  for (let round = 0; round < 2; round++) await countWeeks(t.context());
  expect((await apiOf(head).staffWeeks({})).weeks).toEqual([{ from: '2026-02-23', due: 6, presentPercent: 83.3, latePercent: 50, absent: 1 }]);
});

it('lists agencies that stand below the regent one by one, whoever stands under none of them beside', async () => {
  const regent = await anyUnit(t.context(), 'BUPATI', 'Bupati', 'head-of-region');
  await t.house.db.asOwner((tx) => tx.run(sql`update organization.unit set parent = ${regent} where instansi = ${t.instansi} and id = any(${[dlh, dinkes, setda]}::uuid[])`));
  const adc = await officer(t, t.context(), regent, 'Ajudan', 'Ajudan', []);
  await t.house.db.asOwner((tx) => tx.run(sql`update organization.person set employment = 'pns' where instansi = ${t.instansi} and account = ${adc.accountId}`));
  const lines = (await apiOf({ ...sekda, hat: { ...sekda.hat!, unitKind: 'setda' } }).staffToday({})).units;
  expect(lines.find((line) => line.id === dlh)).toMatchObject({ staff: 4, due: 4 });
  expect(lines.find((line) => line.id === regent)).toMatchObject({ staff: 1 });
});

it('shows the last working day on a day of rest, any day of a quarter, none to come', async () => {
  t.clock.set(new Date('2026-03-08T02:00:00Z')); // a Sunday
  const viewer = { ...sekda, hat: { ...sekda.hat!, unitKind: 'setda' } };
  expect(await apiOf(viewer).staffToday({})).toMatchObject({ day: '2026-03-06', today: '2026-03-08' });
  t.clock.set(new Date('2026-03-08T20:00:00Z')); // Monday 03.00, long before anybody is due
  expect(await apiOf(viewer).staffToday({})).toMatchObject({ day: '2026-03-06', today: '2026-03-09' });
  t.clock.set(new Date('2026-03-08T23:00:00Z')); // Monday 06.00
  expect(await apiOf(viewer).staffToday({})).toMatchObject({ day: '2026-03-09' });
  t.clock.set(new Date('2026-03-08T02:00:00Z'));
  expect((await apiOf(viewer).staffToday({ day: '2026-03-02' })).total).toMatchObject({ present: 2, absent: 1 });
  expect(await apiOf(viewer).staffToday({ day: '2026-03-08' })).toMatchObject({ day: '2026-03-08', total: { due: 0 } });
  for (const day of ['2026-03-09', '2025-12-01']) expect(await codeOf(apiOf(viewer).staffToday({ day }))).toBe('staff-overview.day');
});
