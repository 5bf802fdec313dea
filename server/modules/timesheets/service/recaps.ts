import { hundredths, percentText } from '../../../engines/attendance/percent.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { SigningSecret } from '../../issuance/contract.ts';
import { STATES, type Month, type RecapSegment, type RecapView, type SegmentView } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { firstOf, lastOf, monthBefore, nextMonth } from '../rules/days-of-a-month.ts';
import { countMonth } from '../rules/count-a-month.ts';
import { mayBecome, type RecapStep } from '../rules/steps-of-a-recap.ts';
import * as dayStore from '../storage/days.ts';
import { earlierOf } from '../storage/discipline.ts';
import * as storage from '../storage/recaps.ts';
import { earlierSegments, joined } from './earlier.ts';
import { unitTree } from './judge.ts';
import { monthRule, segmentView } from './months.ts';
import { policiesOf, ruleFinder } from './policies.ts';
import { petitionViews } from './petitions.ts';
import { institutionOf, issuanceOf, noticesOf, organizationOf, schedulesOf } from './ports.ts';
import { recomputePeople } from './recompute.ts';
import { nameOf, namesOf, sees, whoLooks, type Who } from './who.ts';

// Chapters: figures of a month · looking · steps · corrections · XLSX and paper

type Of = { agency: string } | { people: readonly string[] } | { units: readonly string[] } | 'everybody';
export interface RecapKey {
  agency: string;
  month: Month;
}

/** Locked months as they were locked, open ones as the stored days stand; a constant number of statements. */
export async function segmentsOf(t: TenantContext, of: Of, month: Month): Promise<RecapSegment[]> {
  const locked = new Set((await storage.lockedMonths(t.tx, t.instansi, month, month)).map((one) => one.agency));
  const kept = locked.size > 0 ? await storage.segmentsOf(t.tx, t.instansi, month, of) : [];
  if (of !== 'everybody' && 'agency' in of && locked.has(of.agency)) return kept;
  const tree = await unitTree(t, []);
  const ruleAt = ruleFinder(await policiesOf(t), tree);
  const earlier = await earlierSegments(t, of, month, tree, ruleAt);
  const days = await dayStore.countedDays(t.tx, t.instansi, of, firstOf(month), lastOf(month), [...locked]);
  const open = days.filter((one) => !(one.day <= (earlier.until.get(one.person) ?? '')));
  const counted = countMonth(open, monthRule(ruleAt, month));
  const before = earlier.segments.filter((one) => !locked.has(one.agency));
  return [...kept, ...(before.length > 0 ? joined([...before, ...counted]) : counted)];
}

/** What lists show of the month of each agency. The same figures as its segments, which are only needed one by one where recaps from before Pendopo count. */
export async function agencySums(t: TenantContext, of: { agency: string } | 'everybody', month: Month): Promise<Map<string, dayStore.AgencySum>> {
  if ((await earlierOf(t.tx, t.instansi, { month })).length > 0) {
    const byAgency = Map.groupBy(await segmentsOf(t, of, month), (one) => one.agency);
    return new Map([...byAgency].map(([agency, own]) => [agency, { agency, people: new Set(own.map((one) => one.person)).size, unexplained: own.reduce((sum, one) => sum + (one.counts['TK'] ?? 0), 0), late: own.reduce((sum, one) => sum + one.late, 0) }]));
  }
  const locked = (await storage.lockedMonths(t.tx, t.instansi, month, month)).map((one) => one.agency);
  const sums = [...(locked.length > 0 ? await storage.lockedSums(t.tx, t.instansi, of, month) : []), ...(await dayStore.openSums(t.tx, t.instansi, of, firstOf(month), lastOf(month), locked))];
  return new Map(sums.map((one) => [one.agency, one]));
}

const isPast = (month: Month, today: CalendarDay): boolean => lastOf(month) < today;

export const listRecaps = (ctx: Context, asked: { month?: string | undefined }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const month = asked.month ?? monthBefore(who.today.slice(0, 7));
    const agencies = agenciesSeen(who);
    const rows = new Map((await storage.recapsOf(t.tx, t.instansi, agencies, month)).map((row) => [row.agency, row]));
    const sums = await agencySums(t, agencies.length === 1 ? { agency: agencies[0]! } : 'everybody', month);
    const open = await storage.openByAgency(t.tx, t.instansi, firstOf(month), lastOf(month));
    const items = [];
    for (const agency of agencies) {
      const own = sums.get(agency);
      const row = rows.get(agency);
      if (!own && !row) continue;
      items.push({
        agency, name: nameOf(who, agency), people: own?.people ?? 0, state: row?.state ?? ('draft' as const), stateText: STATES[row?.state ?? 'draft'], openPetitions: open.get(agency) ?? 0, unexplained: own?.unexplained ?? 0, late: own?.late ?? 0,
        ...(row?.objectionsUntil ? { objectionsUntil: row.objectionsUntil } : {}), ...(row?.lockedAt ? { lockedAt: formatMoment(row.lockedAt, who.zone) } : {}),
      });
    }
    return { month, before: monthBefore(month), after: nextMonth(month), today: who.today, items: items.sort((a, b) => (a.name < b.name ? -1 : 1)), mayLock: who.hat.permissions.has('timesheets.lock') };
  });
/** Agencies of which the viewer sees all, or his own part lies in. */
function agenciesSeen(who: Who): string[] {
  const all = [...who.tree.values()].filter((one) => agencyOf(who.tree, one.id) === one.id).map((one) => one.id);
  return who.units === null ? all : all.filter((one) => who.units!.has(one));
}
async function mustSeeAgency(t: TenantContext, agency: string): Promise<Who> {
  const who = await whoLooks(t);
  if (!who.tree.has(agency) || agencyOf(who.tree, agency) !== agency || !sees(who, agency)) throw new Refused({ code: 'timesheets.unknown' });
  return who;
}

async function rowsOf(t: TenantContext, who: Who, { agency, month }: RecapKey): Promise<SegmentView[]> {
  const segments = await segmentsOf(t, { agency }, month);
  const names = await namesOf(t, segments.map((one) => one.person));
  const corrected = Map.groupBy(await storage.correctionsOf(t.tx, t.instansi, { agency, month }), (one) => one.person);
  return segments.map((one) => segmentView(one, names.get(one.person)?.name ?? '', nameOf(who, one.unit), (corrected.get(one.person) ?? []).reduce((sum, c) => sum + c.percent, 0))).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.fromDay < b.fromDay ? -1 : 1));
}

export const RECAP_CASE = 'attendance-recap';

export const getRecap = (ctx: Context, key: RecapKey): Promise<RecapView> =>
  readTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    const { agency, month } = key;
    const row = await storage.findRecap(t.tx, t.instansi, agency, month);
    const rows = await rowsOf(t, who, key);
    const petitions = await storage.petitionsOf(t.tx, t.instansi, { agency, from: firstOf(month), to: lastOf(month), open: false });
    const changes = await dayStore.listChanges(t.tx, t.instansi, { agency, month }, 100);
    const corrections = await storage.correctionsOf(t.tx, t.instansi, { agency, month });
    const names = await namesOf(t, [...changes, ...corrections].map((one) => one.person));
    const state = row?.state ?? 'draft';
    const facts = { state, isPast: isPast(month, who.today), today: who.today, objectionsUntil: row?.objectionsUntil ?? null, openPetitions: petitions.filter((one) => one.state === 'open').length, people: rows.length };
    const allowed = (step: RecapStep): boolean => mayBecome(step, facts).ok;
    const { permissions } = who.hat;
    const document = row?.document ? (await issuanceOf(t).documentsOf(t, RECAP_CASE, row.document)).at(-1) : undefined;
    const blocked = state === 'verified' && permissions.has('timesheets.lock') ? mayBecome('lock', facts) : undefined;
    return {
      agency, name: nameOf(who, agency), month, before: monthBefore(month), after: nextMonth(month), today: who.today, isPast: facts.isPast, state, stateText: STATES[state], version: row?.version ?? 1, rows, petitions: await petitionViews(t, petitions, who, false),
      changes: changes.map((one) => ({ personName: names.get(one.person)?.name ?? '', day: one.day, before: one.before, after: one.after, why: one.why, at: formatDate(one.at.toISOString().slice(0, 10)), closed: one.closed })), corrections: corrections.map((one) => correctionView(one, names.get(one.person)?.name ?? '')),
      ...(row?.verifiedBy && row.verifiedAt ? { verifiedBy: row.verifiedBy, verifiedAt: formatMoment(row.verifiedAt, who.zone) } : {}), ...(row?.objectionsUntil ? { objectionsUntil: row.objectionsUntil } : {}), ...(row?.returnedReason ? { returnedReason: row.returnedReason } : {}), ...(row?.lockedBy && row.lockedAt ? { lockedBy: row.lockedBy, lockedAt: formatMoment(row.lockedAt, who.zone) } : {}),
      ...(document ? { paper: { number: document.number, state: document.statusText, ...(document.url ? { url: document.url } : {}) } } : {}),
      may: [
        ...(permissions.has('timesheets.verify') && mayVerifyThere(who, agency) && allowed('verify') ? ['verify' as const] : []), ...(permissions.has('timesheets.lock') && allowed('return') ? ['return' as const] : []), ...(permissions.has('timesheets.lock') && allowed('lock') ? ['lock' as const] : []),
        ...(permissions.has('timesheets.lock') && state === 'locked' ? ['correct' as const] : []), ...(rows.length > 0 ? ['export' as const] : []), ...(permissions.has('timesheets.verify') && state !== 'draft' && !document && (await isHead(t, who, agency)) ? ['sign' as const] : []),
      ],
      ...(blocked && !blocked.ok ? { blocked: blockedWords(facts) } : {}),
    };
  });
const blockedWords = (facts: { openPetitions: number; objectionsUntil: CalendarDay | null; today: CalendarDay }): string =>
  facts.objectionsUntil !== null && facts.today <= facts.objectionsUntil ? `Pegawai masih dapat berkeberatan sampai ${formatDate(facts.objectionsUntil)}.` : `Masih ada ${facts.openPetitions} permohonan atau keberatan yang belum diputuskan.`;
/** Verified by the agency itself, not by whoever looks over it. */
const mayVerifyThere = (who: Who, agency: string): boolean => who.agency === agency;
const isHead = async (t: TenantContext, who: Who, agency: string): Promise<boolean> => (await organizationOf(t).holderForSigning(t, agency, who.today))?.holdingId === who.hat.holdingId;

async function facts(t: TenantContext, key: RecapKey, today: CalendarDay, row: storage.RecapRow, people: number) {
  const open = await storage.petitionsOf(t.tx, t.instansi, { agency: key.agency, from: firstOf(key.month), to: lastOf(key.month), open: true });
  return { state: row.state, isPast: isPast(key.month, today), today, objectionsUntil: row.objectionsUntil, openPetitions: open.length, people };
}
async function peopleOfAgency(t: TenantContext, who: Who, { agency, month }: RecapKey): Promise<string[]> {
  const units = [...who.tree.values()].filter((one) => agencyOf(who.tree, one.id) === agency).map((one) => one.id);
  return [...new Set((await organizationOf(t).placements(t, { units }, firstOf(month), lastOf(month))).map((one) => one.person))];
}

/** By the agency, after the month is over; its people are told and may object for some working days. */
export const verifyRecap = (ctx: Context, { version, ...key }: RecapKey & { version: number }) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    if (!mayVerifyThere(who, key.agency)) throw new Refused({ code: 'request.not-allowed' });
    const row = await storage.lockRecap(t.tx, t.instansi, key.agency, key.month);
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    const people = await peopleOfAgency(t, who, key);
    if (isPast(key.month, who.today)) await recomputePeople(t, people, firstOf(key.month), lastOf(key.month), 'Rekap diverifikasi unit', { by: 'recap' });
    const segments = await segmentsOf(t, { agency: key.agency }, key.month);
    orRefuse(mayBecome('verify', await facts(t, key, who.today, row, segments.length)));
    const until = await workingDaysAfter(t, key.agency, who.today, ruleFinder(await policiesOf(t), who.tree)(key.agency, lastOf(key.month))?.rule.objectionDays ?? 3);
    await storage.saveRecap(t.tx, t.instansi, { ...row, state: 'verified', verifiedBy: `${mustViewer(t).name}, ${who.hat.title}`, verifiedAt: t.house.clock.now(), objectionsUntil: until, returnedReason: null });
    await audit(t, { action: 'timesheets.verified', object: 'recap', objectId: key.agency, detail: { month: key.month, people: segments.length } });
    await emit(t, 'timesheets.verified', { unit: key.agency, month: key.month, until });
    return { objectionsUntil: until };
  });
/** The last of so many working days after a day, as the agency works. */
async function workingDaysAfter(t: TenantContext, unit: string, day: CalendarDay, count: number): Promise<CalendarDay> {
  const days = (await schedulesOf(t).unitDays(t, [unit], addDays(day, 1), addDays(day, count * 3 + 20))).get(unit) ?? [];
  return days.filter((one) => one.kind === 'work').at(count - 1)?.day ?? addDays(day, count);
}
export const returnRecap = (ctx: Context, { version, reason, ...key }: RecapKey & { version: number; reason: string }) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    const row = await storage.lockRecap(t.tx, t.instansi, key.agency, key.month);
    orRefuse(mayBecome('return', await facts(t, key, who.today, row, 1)));
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    await storage.saveRecap(t.tx, t.instansi, { ...row, state: 'draft', verifiedBy: null, verifiedAt: null, objectionsUntil: null, returnedReason: reason });
    await audit(t, { action: 'timesheets.returned', object: 'recap', objectId: key.agency, detail: { month: key.month } });
    for (const holder of await organizationOf(t).holdersWithDuty(t, [...who.tree.values()].filter((one) => agencyOf(who.tree, one.id) === key.agency).map((one) => one.id), 'personnel-officer', who.today)) if (holder.accountId) await noticesOf(t).tell(t, holder.accountId, { source: uuidv7(), at: t.house.clock.now(), kind: 'assigned', title: 'Rekap kehadiran dikembalikan', text: `Bulan ${key.month}.`, href: `/petugas/kehadiran/rekap/${key.agency}/${key.month}`, about: reason });
    return {};
  });
/** From here on the figures stand: payroll takes them, and only named corrections follow. */
export const lockRecap = (ctx: Context, { version, ...key }: RecapKey & { version: number }) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    const row = await storage.lockRecap(t.tx, t.instansi, key.agency, key.month);
    if (row.state === 'locked') throw new Refused({ code: 'timesheets.closed', data: { month: key.month } });
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    await recomputePeople(t, await peopleOfAgency(t, who, key), firstOf(key.month), lastOf(key.month), 'Rekap dikunci', { by: 'recap' });
    const segments = await segmentsOf(t, { agency: key.agency }, key.month);
    orRefuse(mayBecome('lock', await facts(t, key, who.today, row, segments.length)));
    await storage.saveSegments(t.tx, t.instansi, key.month, segments);
    await storage.saveRecap(t.tx, t.instansi, { ...row, state: 'locked', lockedBy: `${mustViewer(t).name}, ${who.hat.title}`, lockedAt: t.house.clock.now() });
    await audit(t, { action: 'timesheets.locked', object: 'recap', objectId: key.agency, detail: { month: key.month, people: segments.length } });
    await emit(t, 'timesheets.locked', { unit: key.agency, month: key.month });
    return { people: new Set(segments.map((one) => one.person)).size };
  });

const correctionView = (one: Awaited<ReturnType<typeof storage.correctionsOf>>[number], personName: string) => ({ id: one.id, personName, percent: one.percent, counts: one.counts, basis: one.basis, reason: one.reason, day: one.day, by: one.by });
interface CorrectionInput extends RecapKey {
  id?: string | undefined;
  person: string;
  from: string;
  to: string;
  days: number;
  percent: string;
  basis: string;
  reason: string;
}
/** A named difference beside a locked month; it is paid or cut with the next payment. */
export const addCorrection = (ctx: Context, input: CorrectionInput) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, input.agency);
    const row = await storage.lockRecap(t.tx, t.instansi, input.agency, input.month);
    if (row.state !== 'locked') throw new Refused({ code: 'timesheets.not-locked' });
    if (input.person === (await organizationOf(t).holdingInForce(t, who.hat.holdingId, who.today))?.personId) throw new Refused({ code: 'timesheets.own-month' });
    const segment = (await storage.segmentsOf(t.tx, t.instansi, input.month, { agency: input.agency })).find((one) => one.person === input.person);
    if (!segment) throw new Refused({ code: 'timesheets.unknown', fields: [{ path: 'person', message: 'Pilih pegawai dari rekap ini.' }] });
    const [sign, text] = input.percent.startsWith('-') ? [-1, input.percent.slice(1)] : [1, input.percent.replace(/^\+/, '')];
    const percent = sign * hundredths(text.replace(',', '.'));
    const counts: Record<string, number> = input.days > 0 && input.from !== input.to ? Object.fromEntries([[input.from.toUpperCase(), -input.days], [input.to.toUpperCase(), input.days]].filter(([code]) => code !== '')) : {};
    if (percent === 0 && Object.keys(counts).length === 0) throw new Refused({ code: 'timesheets.nothing-corrected' });
    const id = input.id ?? uuidv7();
    const one = { id, person: input.person, unit: segment.unit, agency: input.agency, month: input.month, percent, counts, basis: input.basis, reason: input.reason, day: who.today, by: `${mustViewer(t).name}, ${who.hat.title}`, at: t.house.clock.now() };
    if (await storage.insertCorrection(t.tx, t.instansi, one)) {
      await audit(t, { action: 'timesheets.corrected', object: 'correction', objectId: id, detail: { month: input.month, percent } });
      await emit(t, 'timesheets.corrected', { correction: id, person: input.person, month: input.month });
    } else {
      // Sent again, it is stored once; another correction under the same id is not taken for it.
      const kept = (await storage.correctionsOf(t.tx, t.instansi, input)).find((known) => known.id === id);
      const said = (c: Pick<typeof one, 'person' | 'percent' | 'counts' | 'basis' | 'reason'>) => canonicalJson([c.person, c.percent, c.counts, c.basis, c.reason]);
      if (!kept || said(kept) !== said(one)) throw new Refused({ code: 'request.key-reused' });
    }
    return correctionView(one, (await namesOf(t, [input.person])).get(input.person)?.name ?? '');
  });

const HEADINGS = ['Nama', 'NIP', 'Unit', 'Mulai', 'Sampai', 'HK', 'H', 'DL', 'WFH', 'Cuti', 'Rincian cuti', 'TB', 'TK', 'CB', 'Terlambat', 'Menit terlambat', 'Pulang cepat', 'Menit pulang cepat', 'Tanpa absen masuk', 'Tanpa absen pulang', 'Jam efektif', 'Potongan persen', 'Koreksi persen', 'Kelas A', 'Kelas B', 'Kelas C', 'Kelas D', 'Rincian'];
export const exportRecap = (ctx: Context, key: RecapKey) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    const rows = await rowsOf(t, who, key);
    const people = await namesOf(t, rows.map((row) => row.person));
    await audit(t, { action: 'timesheets.exported', object: 'recap', objectId: key.agency, detail: { month: key.month, rows: rows.length } });
    const cells = rows.map((row) => [
      row.name, people.get(row.person)?.nip ?? '', row.unitName, row.fromDay, row.toDay, row.due, row.present, row.duty, row.flexible, row.leave, row.leaves, row.study, row.unexplained, row.jointLeave, row.late, row.lateMinutes, row.early, row.earlyMinutes, row.missingIn, row.missingOut, (row.effectiveMinutes / 60).toLocaleString('id-ID', { maximumFractionDigits: 1 }),
      percentText(row.percent), percentText(row.corrected), row.classes.A, row.classes.B, row.classes.C, row.classes.D, Object.entries(row.faults).map(([code, count]) => `${code} ${count}`).join(', '),
    ].map(String));
    return { fileName: `rekap-kehadiran-${nameOf(who, key.agency).toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${key.month}.xlsx`, type: XLSX, content: await writeXlsx(`Rekap ${key.month}`, HEADINGS.map((heading) => ({ heading })), cells) };
  });

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
export const monthWords = (month: Month): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
const TEMPLATE = 'rekap-kehadiran';
async function paperFields(t: TenantContext, who: Who, key: RecapKey): Promise<Record<string, unknown>> {
  const rows = await rowsOf(t, who, key);
  const row = await storage.findRecap(t.tx, t.instansi, key.agency, key.month);
  const total = (pick: (one: SegmentView) => number): number => rows.reduce((sum, one) => sum + pick(one), 0);
  return {
    bulan: monthWords(key.month), unit: nameOf(who, key.agency), keadaan: STATES[row?.state ?? 'draft'], pegawai: new Set(rows.map((one) => one.person)).size, verifikasi: row?.verifiedBy ?? '–', tanpa_keterangan: total((one) => one.unexplained), terlambat: total((one) => one.late),
    baris: rows.map((one) => ({ nama: one.name, unit: one.unitName, hk: one.due, h: one.present, dl: one.duty, wfh: one.flexible, cuti: one.leaves || '0', tb: one.study, tk: one.unexplained, tl: `${one.late} (${one.lateMinutes})`, psw: `${one.early} (${one.earlyMinutes})`, jam: (one.effectiveMinutes / 60).toLocaleString('id-ID', { maximumFractionDigits: 1 }), potongan: percentText(one.percent + one.corrected) })),
  };
}
/** The recap on paper as it stands, with KONSEP across it and a place for the number. */
export function printRecap(ctx: Context, key: RecapKey): Promise<Buffer> {
  return readTenant(ctx, async (t) => {
    const { demo } = await institutionOf(t);
    const who = await mustSeeAgency(t, key.agency);
    const holding = await organizationOf(t).holderForSigning(t, key.agency, who.today);
    if (!holding) throw new Refused({ code: 'timesheets.no-signer' });
    return { template: TEMPLATE, title: 'Rekap Kehadiran', unitId: key.agency, holding, letterDate: who.today, fields: await paperFields(t, who, key), demo, series: issuanceOf(t).seriesOf(TEMPLATE) };
  }).then((order) => issuanceOf(ctx).preview(ctx, order));
}
/** Numbered and signed by the head of the agency. */
export async function signRecap(ctx: Context, { secret, ...key }: RecapKey & { secret?: SigningSecret | undefined }): Promise<{ state: string; sentence: string }> {
  const { demo } = await institutionOf(ctx);
  const caseId = await inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    if (!(await isHead(t, who, key.agency))) throw new Refused({ code: 'timesheets.not-signer' });
    const row = await storage.findRecap(t.tx, t.instansi, key.agency, key.month);
    if (!row || row.state === 'draft') throw new Refused({ code: 'timesheets.not-verified' });
    const locked = await storage.lockRecap(t.tx, t.instansi, key.agency, key.month);
    if (locked.document) return locked.document;
    const document = uuidv7();
    await storage.saveRecap(t.tx, t.instansi, { ...locked, document });
    return document;
  });
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by) => ({
      template: TEMPLATE, title: 'Rekap Kehadiran', unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: await paperFields(t, await mustSeeAgency(t, key.agency), key), demo, caseKind: RECAP_CASE, caseId, series: issuanceOf(t).seriesOf(TEMPLATE), subjectMasked: `Rekap kehadiran ${key.month}`,
    }),
    numbered: async () => {},
    finished: async (t) => void (await audit(t, { action: 'timesheets.signed', object: 'recap', objectId: key.agency, detail: { month: key.month } })),
  }, secret);
  return { state: outcome.outcome, sentence: 'reason' in outcome ? outcome.reason : '' };
}
/** Papers of recaps open for whoever sees the agency. */
export const mayReadRecapPaper = (ctx: Context, caseId: string): Promise<boolean> =>
  readTenant(ctx, async (t) => {
    if (!ctx.viewer?.hat?.permissions.has('timesheets.see')) return false;
    const agency = await storage.agencyOfDocument(t.tx, t.instansi, caseId);
    return agency !== undefined && sees(await whoLooks(t), agency);
  });
