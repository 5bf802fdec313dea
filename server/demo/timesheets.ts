import { publishPolicy, savePolicy } from '../modules/timesheets/service/rules.ts';
import { lookForWarnings } from '../modules/timesheets/service/discipline.ts';
import { getMyMonth } from '../modules/timesheets/service/months.ts';
import { askPetition } from '../modules/timesheets/service/petitions.ts';
import { lockRecap, verifyRecap } from '../modules/timesheets/service/recaps.ts';
import { startImport, takeImport } from '../modules/timesheets/service/sheets.ts';
import type { PolicyInput, TimesheetsPort } from '../modules/timesheets/contract.ts';
import { isWorkingDay } from '../engines/working-time/work-calendar.ts';
import { part } from '../platform/house.ts';
import { addDays } from '../platform/kernel/calendar-day.ts';
import { Refused } from '../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../platform/request/context.ts';
import { viewersOf } from './letters.ts';
import { firstDayOf } from './schedules.ts';
import type { Seeding } from './seeding.ts';

const band = (code: string): PolicyInput['late'] => [{ code: `${code}1`, from: 1, to: 30, percent: '0.5' }, { code: `${code}2`, from: 31, to: 60, percent: '1' }, { code: `${code}3`, from: 61, to: 90, percent: '1.5' }, { code: `${code}4`, from: 91, percent: '2' }];
const RULE: Omit<PolicyInput, 'fromDay'> = {
  title: 'Aturan kehadiran Kabupaten Ponorogo (contoh)', legalBasis: 'Peraturan Bupati contoh tentang TPP, menurut skema Permentan 68/2012', late: band('TL'), early: band('PSW'), missingIn: { code: 'TL4', percent: '2' }, missingOut: { code: 'PSW4', percent: '2' }, absent: '4', cap: '4', seconds: 'dropped', grace: 0, graceIs: 'counted', base: 'discipline-part',
  flexMinutes: 0, halfDay: 'moves-hours', outage: 'moves-hours', countedClasses: ['A', 'B', 'C', 'D'], cutClasses: ['A', 'B', 'C', 'D'], repeatSeconds: 120, withoutLogPer: 'day', forgottenPerMonth: 3, forgottenWithinDays: 40, objectionDays: 3, lateMinutesPerDay: 450,
};

/** The rule of the regency, days of two months, last month locked where its objections are over, a request and an objection that wait, one warning of the ladder. */
export async function seedTimesheets(seeding: Seeding): Promise<void> {
  const { anchor, house, plan, dice } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  const first = firstDayOf(anchor.day);
  const agency = as('kepegawaian', anchor.at(anchor.workingDay(-60), '09:00'));
  const policy = dice.id('timesheets/policy');
  await savePolicy(agency, { id: policy, fromDay: first, ...RULE });
  await publishPolicy(agency, { id: policy, reason: 'Penetapan awal untuk contoh' });

  // Wards are punctual by shift: ten minutes are forgiven there, by the rule of that kind of unit.
  const ward = dice.id('timesheets/policy-rsud');
  await savePolicy(agency, { id: ward, fromDay: first, ...RULE, title: 'Aturan kehadiran rumah sakit (contoh)', legalBasis: 'Peraturan Bupati contoh tentang TPP, bagian pelayanan 24 jam', unitKinds: ['rsud'], grace: 10, graceIs: 'forgiven' });
  await publishPolicy(agency, { id: ward, reason: 'Penetapan awal untuk contoh' });

  // Opening state of one person: two days and nine hours before Pendopo are three days of the ladder.
  const until = addDays(first, -1);
  const late = plan.people.find((one) => one.account?.userName === 'staf.pudak');
  const now = as('kepegawaian', anchor.now);
  if (late?.nip && until.slice(0, 4) === anchor.day.slice(0, 4)) {
    const content = Buffer.from(`NIP,Sampai tanggal,Hari tanpa keterangan,Menit terlambat\r\n${late.nip},${until},2,540\r\n`).toString('base64');
    const { id } = await startImport(now, { kind: 'discipline', fileName: 'hari-disiplin-awal.csv', content });
    await takeImport(now, { kind: 'discipline', id, version: 1 });
  }
  // The month before Pendopo, from the old recap of one agency.
  const office = people('staf.dpmptsp').hat!.unitId;
  const posts = new Set(plan.posts.filter((post) => post.unit === office).map((post) => post.id));
  const staff = plan.people.filter((one) => one.nip !== null && plan.holdings.some((held) => held.person === one.id && posts.has(held.post)));
  const before = until.slice(0, 7);
  const due = Array.from({ length: Number(until.slice(8)) }, (_, at) => addDays(`${before}-01`, at)).filter((day) => isWorkingDay(anchor.calendar, day)).length;
  const luck = dice.of('timesheets/earlier');
  const lines = staff.map((one) => {
    const [leave, minutes] = [luck.chance(0.2) ? 2 : 0, luck.chance(0.5) ? luck.between(1, 90) : 0];
    return [one.nip, before, due, due - leave, leave, 0, minutes, minutes > 0 ? '0,5' : '0'].join(';');
  });
  const old = await startImport(now, { kind: 'months', fileName: `rekap-${before}.csv`, content: Buffer.from(['NIP;Bulan;HK;H;CT;TK;Menit terlambat;Potongan persen', ...lines].join('\r\n')).toString('base64') });
  await takeImport(now, { kind: 'months', id: old.id, version: 1 });
  await inTenant(now, (t) => part<TimesheetsPort<TenantContext>>(house, 'timesheets').recompute(t, 'everybody', first, addDays(anchor.day, -1), 'Perhitungan malam'));
  await inTenant(now, (t) => lookForWarnings(t as TenantContext));

  const month = first.slice(0, 7);
  let begins = anchor.day;
  for (let n = 0; anchor.workingDay(n - 1).slice(0, 7) === anchor.day.slice(0, 7); n -= 1) begins = anchor.workingDay(n - 1);
  // Siman too: somebody moved from there to the agency for licences in the middle of the month.
  for (const userName of ['plt.dpmptsp', 'camat.siman', 'sekda']) {
    const verifier = as(userName, anchor.at(begins, '09:30'));
    if (verifier.house.clock.now() > anchor.now) continue;
    await unlessRefused(async () => {
      const { objectionsUntil } = await verifyRecap(verifier, { agency: verifier.viewer.hat!.unitId, month, version: 1 });
      // That of the secretariat waits: its objections are over, and nobody has locked it.
      if (objectionsUntil < anchor.day && userName !== 'sekda') await lockRecap(now, { agency: verifier.viewer.hat!.unitId, month, version: 2 });
    });
  }

  // What waits: the first faults of people who have an account, of days that nobody has locked.
  const wanted = new Set(['forgotten', 'objection'] as const);
  for (const userName of ['staf.dpmptsp', 'joko', 'rina', 'maya', 'anggun', 'tu.setda', 'camat.siman', 'perawat', 'guru', 'staf.pudak', 'wahid', 'dian']) {
    if (wanted.size === 0) break;
    const who = as(userName, anchor.now);
    for (const each of [anchor.day.slice(0, 7), month]) {
      const { days } = await getMyMonth(who, { month: each });
      const missing = days.find((day) => day.may.includes('forgotten-out') && day.in !== undefined);
      if (missing && wanted.delete('forgotten')) await unlessRefused(() => askPetition(who, { kind: 'forgotten', day: missing.day, side: 'out', reason: 'Pulang lewat pintu belakang sesudah rapat, mesin di depan sudah dikunci' }));
      const tardy = days.find((day) => day.late !== undefined && day.may.includes('object'));
      if (tardy && wanted.delete('objection')) await unlessRefused(() => askPetition(who, { kind: 'objection', day: tardy.day, side: 'in', time: '07:25', reason: 'Saya mengikuti apel pagi di alun-alun sejak pukul 07.00' }));
    }
  }
}

/** On some days of the year a step is not possible yet: then the demonstration goes without it. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
