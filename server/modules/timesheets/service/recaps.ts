import { hundredths } from '../../../engines/attendance/percent.ts';
import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { STATES, type Month, type RecapView, type SegmentView } from '../contract.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { firstOf, lastOf, monthBefore, nextMonth } from '../rules/days-of-a-month.ts';
import { mayBecome, type RecapStep } from '../rules/steps-of-a-recap.ts';
import * as dayStore from '../storage/days.ts';
import * as storage from '../storage/recaps.ts';
import { agencySums, segmentsOf } from './figures.ts';
import { segmentView } from './months.ts';
import { policiesOf, ruleFinder } from './policies.ts';
import { petitionViews } from './petitions.ts';
import { issuanceOf, noticesOf, organizationOf, schedulesOf } from './ports.ts';
import { recomputePeople } from './recompute.ts';
import { nameOf, namesOf, sees, whoLooks, type Who } from './who.ts';

// Chapters: looking · steps · corrections

export interface RecapKey {
  agency: string;
  month: Month;
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
export async function mustSeeAgency(t: TenantContext, agency: string): Promise<Who> {
  const who = await whoLooks(t);
  if (!who.tree.has(agency) || agencyOf(who.tree, agency) !== agency || !sees(who, agency)) throw new Refused({ code: 'timesheets.unknown' });
  return who;
}

export async function rowsOf(t: TenantContext, who: Who, { agency, month }: RecapKey): Promise<SegmentView[]> {
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
export const isHead = async (t: TenantContext, who: Who, agency: string): Promise<boolean> => (await organizationOf(t).holderForSigning(t, agency, who.today))?.holdingId === who.hat.holdingId;

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
