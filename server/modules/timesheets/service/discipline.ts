import { catalogueLadder, standingOn } from '../../../engines/attendance/ladder.ts';
import { formatDayLong } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type Placement } from '../../organization/contract.ts';
import type { WarningView } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import * as storage from '../storage/discipline.ts';
import * as dayStore from '../storage/days.ts';
import { policiesOf, ruleFinder, type PolicyInForce } from './policies.ts';
import { institutionOf, issuanceOf, noticesOf, organizationOf } from './ports.ts';
import { unitTree } from './judge.ts';
import { nameOf, namesOf, ownHolder, sees, whoLooks, type Who } from './who.ts';

// Chapters: where somebody stands · looking for new steps · the list · the summons

const stepOf = (id: string) => catalogueLadder().steps.find((one) => one.id === id);
const hours = (minutes: number): string => (minutes / 60).toLocaleString('id-ID', { maximumFractionDigits: 1 });

/** For the person's own page: the sum of the year, in words, without a threat. */
export async function standingOf(t: TenantContext, person: string, year: number, policy: PolicyInForce | undefined): Promise<{ days: number; absent: number; lateMinutes: number; sentence: string } | null> {
  const [row] = await storage.yearOf(t.tx, t.instansi, year, [person]);
  if (!row || !policy) return null;
  const { days, step } = standingOn(catalogueLadder(), row, policy.rule.lateMinutesPerDay);
  const sum = `${row.absentDays} hari tanpa keterangan dan ${hours(row.lateMinutes)} jam terlambat atau pulang sebelum waktu sejak 1 Januari ${year}${row.beforeDays > 0 ? `, ${row.beforeDays} hari di antaranya dari catatan sebelum Pendopo` : ''}`;
  return { days, absent: row.absentDays, lateMinutes: row.lateMinutes, sentence: step ? `${sum}: ${days} hari menurut tangga PP 94/2021. Atasan Anda diminta memanggil Anda untuk pemeriksaan; hukuman hanya dijatuhkan pejabat sesudah pemeriksaan.` : `${sum}: ${days} hari menurut tangga PP 94/2021. Peringatan pertama mulai ${catalogueLadder().steps[0]!.from} hari.` };
}

interface PlacedRow extends storage.YearRow {
  holding: string;
  unit: string;
  agency: string;
}
/** Whoever has only an opening state so far stands where he is placed now; who left is warned of no more. */
async function placedNow(t: TenantContext, rows: readonly storage.YearRow[], today: CalendarDay): Promise<PlacedRow[]> {
  const unplaced = rows.filter((row) => row.holding === null).map((row) => row.person);
  const held = unplaced.length > 0 ? Map.groupBy(await organizationOf(t).placements(t, { people: unplaced }, today, today), (one) => one.person) : new Map<string, Placement[]>();
  const tree = await unitTree(t, []);
  return rows.flatMap((row) => {
    if (row.holding !== null && row.unit !== null && row.agency !== null) return [{ ...row, holding: row.holding, unit: row.unit, agency: row.agency }];
    const now = principalOn(held.get(row.person) ?? [], today);
    return now ? [{ ...row, holding: now.holding, unit: now.unit, agency: agencyOf(tree, now.unit) }] : [];
  });
}

/** Warns the superior once of each step of the year that somebody reached. It gives no sanction. */
export async function lookForWarnings(t: TenantContext): Promise<number> {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const year = Number(today.slice(0, 4));
  const policies = await policiesOf(t);
  if (policies.length === 0) return 0;
  const ruleAt = ruleFinder(policies, await unitTree(t, []));
  const known = await storage.knownWarnings(t.tx, t.instansi, year);
  const rows = await placedNow(t, await storage.yearOf(t.tx, t.instansi, year, 'everybody'), today);
  const reached = rows.flatMap((row) => {
    const policy = ruleAt(row.unit, today);
    const standing = policy && standingOn(catalogueLadder(), row, policy.rule.lateMinutesPerDay);
    return standing?.step && !known.has(`${row.person}/${standing.step.id}`) ? [{ row, standing, step: standing.step }] : [];
  });
  if (reached.length === 0) return 0;
  const superiors = await organization.superiorsOf(t, reached.map(({ row }) => row.holding), today);
  const names = await namesOf(t, reached.map(({ row }) => row.person));
  for (const { row, standing, step } of reached) {
    const superior = superiors.get(row.holding);
    const id = uuidv7();
    const isNew = await storage.insertWarning(t.tx, t.instansi, {
      id, person: row.person, holding: row.holding, unit: row.unit, agency: row.agency, year, step: step.id, days: standing.days, absentDays: row.absentDays, lateMinutes: row.lateMinutes, longestRun: row.longestRun, reachedOn: row.lastDay ?? today, superiorPost: superior?.postId ?? null, at: t.house.clock.now(),
    });
    if (!isNew) continue;
    await audit(t, { action: 'timesheets.warned', object: 'warning', objectId: id, detail: { step: step.id, days: standing.days } });
    if (superior?.accountId) await noticesOf(t).tell(t, superior.accountId, { source: id, at: t.house.clock.now(), kind: 'reminder', title: 'Bawahan Anda perlu dipanggil', text: `Ketidakhadirannya mencapai ${standing.days} hari menurut PP 94/2021. Surat panggilan sudah disiapkan.`, href: '/petugas/kehadiran/disiplin', about: names.get(row.person)?.name ?? '' });
  }
  return reached.length;
}

/** The direct superior, who calls the person in, and who keeps the personnel matters; whoever only looks settles nothing, and nobody settles the own. */
const answersFor = (hat: Hat, me: string, person: string, superior: string | undefined): boolean => person !== me && (superior === me || hat.duties.includes('personnel-officer') || hat.duties.includes('personnel-agency'));

async function viewsOf(t: TenantContext, who: Who, rows: readonly storage.WarningRow[]): Promise<WarningView[]> {
  const names = await namesOf(t, rows.map((row) => row.person));
  const superiors = await organizationOf(t).superiorsOf(t, rows.map((row) => row.holding), who.today);
  const me = (await ownHolder(t)).personId;
  return rows.map((row) => {
    const step = stepOf(row.step);
    const superior = superiors.get(row.holding);
    return {
      id: row.id, personName: names.get(row.person)?.name ?? '', title: names.get(row.person)?.postTitle ?? '', unitName: nameOf(who, row.unit), year: row.year, step: row.step, level: step?.level ?? '', sanction: step?.sanction ?? '', article: step?.article ?? '', days: row.days, absentDays: row.absentDays, lateMinutes: row.lateMinutes,
      longestRun: row.longestRun, reachedOn: row.reachedOn, state: row.state, note: row.note, version: row.version, maySettle: row.state !== 'closed' && answersFor(who.hat, me, row.person, superior?.personId), ...(superior ? { superior: `${superior.name}, ${superior.title}` } : {}),
    };
  });
}
export const listWarnings = (ctx: Context, asked: { year?: number | undefined }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const year = asked.year ?? Number(who.today.slice(0, 4));
    const { steps, legalBasis } = catalogueLadder();
    return {
      year, items: await viewsOf(t, who, await storage.listWarnings(t.tx, t.instansi, year, who.units === null ? null : [...who.units])), legalBasis: legalBasis.title,
      ladder: steps.map((one) => ({ step: one.id, days: one.to === undefined ? `${one.from} atau lebih` : one.from === one.to ? `${one.from}` : `${one.from} sampai ${one.to}`, level: one.level, sanction: one.sanction, article: one.article })),
    };
  });

/** Each person by the highest step that is still open; for the leaders' page. */
export async function warnedOf(t: TenantContext, units: readonly string[] | null, year: number): Promise<{ level: string; sanction: string; people: number }[]> {
  const { steps } = catalogueLadder();
  const highest = new Map<string, number>();
  for (const { person, step } of await storage.openSteps(t.tx, t.instansi, year, units)) highest.set(person, Math.max(highest.get(person) ?? -1, steps.findIndex((one) => one.id === step)));
  return steps.flatMap(({ level, sanction }, at) => {
    const people = [...highest.values()].filter((one) => one === at).length;
    return people === 0 ? [] : [{ level, sanction, people }];
  });
}

async function mustSeeWarning(t: TenantContext, who: Who, id: string): Promise<storage.WarningRow> {
  const row = await storage.findWarning(t.tx, t.instansi, id);
  if (!row || !sees(who, row.unit)) throw new Refused({ code: 'timesheets.unknown' });
  return row;
}
export const settleWarning = (ctx: Context, { id, version, state, note }: { id: string; version: number; state: 'summoned' | 'closed'; note: string }) =>
  inTenant(ctx, async (t) => {
    const row = await mustSeeWarning(t, await whoLooks(t), id);
    const superior = (await organizationOf(t).superiorsOf(t, [row.holding], await organizationOf(t).today(t))).get(row.holding);
    if (!answersFor(mustHat(t), (await ownHolder(t)).personId, row.person, superior?.personId)) throw new Refused({ code: 'timesheets.not-yours-to-settle' });
    if (row.state === 'closed') throw new Refused({ code: 'timesheets.settled' });
    if ((await storage.settleWarning(t.tx, t.instansi, { id, state, note, version, by: mustViewer(t).name })) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: `timesheets.warning-${state}`, object: 'warning', objectId: id, detail: {} });
    return {};
  });

const SUMMONS = 'surat-panggilan-pegawai';
/** The summons as a draft: the superior's unit numbers and signs it as a letter of its own. */
export function summonsOf(ctx: Context, id: string): Promise<Buffer> {
  return readTenant(ctx, async (t) => {
    const { demo } = await institutionOf(t);
    const who = await whoLooks(t);
    const row = await mustSeeWarning(t, who, id);
    const [view] = await viewsOf(t, who, [row]);
    const person = (await namesOf(t, [row.person])).get(row.person);
    const holding = (await organizationOf(t).superiorsOf(t, [row.holding], who.today)).get(row.holding);
    if (!holding) throw new Refused({ code: 'timesheets.no-signer' });
    const days = (await dayStore.daysOfPeople(t.tx, t.instansi, [row.person], `${row.year}-01-01`, row.reachedOn)).filter((one) => one.code === 'TK').map((one) => formatDayLong(one.day));
    const before = row.absentDays - days.length;
    const listed = before > 0 ? [...days, `${before} hari menurut catatan sebelum Pendopo`] : days;
    return {
      template: SUMMONS, title: 'Surat Panggilan', unitId: holding.unitId, holding, letterDate: who.today, demo, series: issuanceOf(t).seriesOf(SUMMONS),
      fields: {
        nama: view!.personName, ...(person?.nip ? { nip: person.nip } : {}), ...(person?.rank ? { pangkat: person.rank } : {}), jabatan: view!.title, unit: view!.unitName, hari: row.days, tanpa_keterangan: row.absentDays, jam_terlambat: hours(row.lateMinutes), tahun: String(row.year), tangga: view!.sanction, pasal: `${view!.article} PP 94/2021`,
        ...(listed.length > 0 ? { tanggal: listed } : {}), per: row.reachedOn,
      },
    };
  }).then((order) => issuanceOf(ctx).preview(ctx, order));
}
