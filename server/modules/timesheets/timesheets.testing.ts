import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { AttendancePort } from '../attendance/contract.ts';
import { castOf, holderOf, type Cast } from '../letters/letters.testing.ts';
import type { PolicyInput } from './contract.ts';

export interface Office extends Cast {
  keeper: Viewer;
  agency: Viewer;
  payroll: Viewer;
  unitBkpsdm: string;
}
/** The cast of letters, who keeps personnel matters of the roads agency, and BKPSDM. */
export async function officeOf(t: TestHouse): Promise<Office> {
  const cast = await castOf(t);
  const ctx = t.context(null);
  const unitBkpsdm = uuidv7();
  await inTenant(ctx, ({ tx, instansi }) => tx.run(sql`insert into organization.unit (instansi, id, parent, kind, code, name, from_day) values (${instansi}, ${unitBkpsdm}, ${cast.units.bupati}, 'badan', 'BKPSDM', 'BKPSDM', '2020-01-01')`));
  const holder = async (unit: string, kind: string, title: string, duties: string[]) => {
    const post = uuidv7();
    await inTenant(ctx, ({ tx, instansi }) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${unit}, ${title}, false, ${duties}, '2020-01-01')`));
    return holderOf(t, { instansi: t.instansi, post, unit, kind, title, duties, person: title, capacity: 'definitive', from: '2020-01-01' });
  };
  return { ...cast, unitBkpsdm, keeper: await holder(cast.units.roads, 'dinas', 'Kasubag Kepegawaian PUPKP', ['personnel-officer']), agency: await holder(unitBkpsdm, 'badan', 'Kepala Bidang Disiplin', ['personnel-agency']), payroll: await holder(unitBkpsdm, 'badan', 'Bendahara Gaji', ['payroll-officer']) };
}

const band = (code: string) => [{ code: `${code}1`, from: 1, to: 30, percent: '0.5' }, { code: `${code}2`, from: 31, to: 60, percent: '1' }, { code: `${code}3`, from: 61, to: 90, percent: '1.5' }, { code: `${code}4`, from: 91, to: undefined, percent: '2' }];
export const schemeA = (changes: Partial<PolicyInput> = {}): PolicyInput => ({
  title: 'Perbup 12/2026', legalBasis: 'Perbup 12/2026 Pasal 4', fromDay: '2026-01-01', late: band('TL'), early: band('PSW'), missingIn: { code: 'TL4', percent: '2' }, missingOut: { code: 'PSW4', percent: '2' }, absent: '4', cap: '4', seconds: 'dropped', grace: 0, graceIs: 'counted', base: 'discipline-part', flexMinutes: 0, halfDay: 'moves-hours', outage: 'moves-hours',
  countedClasses: ['A', 'B', 'C', 'D'], cutClasses: ['A', 'B', 'C', 'D'], repeatSeconds: 120, withoutLogPer: 'day', forgottenPerMonth: 2, forgottenWithinDays: 40, objectionDays: 3, lateMinutesPerDay: 450, ...changes,
});

type Calls = Api['timesheets'];
export const as = (t: TestHouse, viewer: Viewer | null): Calls => (t.api.forPages(t.context(viewer)) as unknown as Api).timesheets;
export const problem = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
export const inside = <T>(t: TestHouse, work: (tenant: TenantContext) => Promise<T>): Promise<T> => inTenant(t.context(null), work);

export const personOf = (t: TestHouse, viewer: Viewer): Promise<string> =>
  inside(t, async ({ tx, instansi }) => (await tx.one<{ person: string }>(sql`select person from organization.holding where instansi = ${instansi} and id = ${viewer.hat!.holdingId}`)).person);

/** Clock times of the institution's day ("07:31"), coming and going; a missing one is left out. */
export async function punch(t: TestHouse, person: string, day: string, begin?: string, finish?: string): Promise<void> {
  const at = (time: string): Date => new Date(Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`) - 7 * 3_600_000);
  const of = (direction: 'in' | 'out', time?: string) => (time ? [{ id: uuidv7(), person, holding: null, at: at(time), receivedAt: at(time), direction, source: 'terminal' as const, trust: 90, class: 'A' as const }] : []);
  await inside(t, (tenant) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(tenant, [...of('in', begin), ...of('out', finish)]));
}
