import { findUploads } from '../../../platform/files/uploads.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess } from '../../issuance/contract.ts';
import type { Placement } from '../../organization/contract.ts';
import type { KindsBody } from '../catalogue-files.ts';
import { STATES, type RequestRow, type RequestView } from '../contract/shapes.ts';
import { calendarDays } from '../rules/count-leave.ts';
import { evidenceFor } from '../rules/a-request-is-sound.ts';
import { whatMayBeDone, type Act } from '../rules/what-may-be-done.ts';
import * as storage from '../storage/requests.ts';
import { balanceOf, knownOf } from './balance.ts';
import { CASE } from './case.ts';
import { kindsOn } from './policy.ts';
import { issuanceOf, organizationOf } from './ports.ts';
import { selfOf } from './self.ts';

// Chapters: who may see · lists · one request · my leave · who may open the letter

export const REGISTER = 'leave.register';
export const MANAGE = 'leave.manage';

/** Null: the whole institution (the personnel agency); else the own unit with everything below it. */
export async function unitsKept(t: TenantContext): Promise<string[] | null> {
  const hat = mustHat(t);
  if (hat.permissions.has(MANAGE)) return null;
  if (!hat.permissions.has(REGISTER)) return [];
  return [...new Set([hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))])];
}

/** What the viewer is to any request, found out once. */
async function lookerOf(t: TenantContext) {
  const hat = mustHat(t);
  const organization = organizationOf(t);
  const [kept, signer] = [await unitsKept(t), await organization.holderForSigning(t, hat.unitId, await organization.today(t))];
  return (request: storage.Request) => ({
    isOwn: request.account === mustViewer(t).accountId, isSuperior: request.superiorPost === hat.postId,
    isGrantor: request.grantorUnit === hat.unitId && signer?.holdingId === hat.holdingId, keepsPersonnel: kept === null || kept.includes(request.unit),
  });
}
const looksAt = async (t: TenantContext, request: storage.Request) => (await lookerOf(t))(request);

/** Who asked, considers, grants, or keeps the personnel matters of the unit. To others it does not exist. @throws Refused `leave.unknown` */
export async function mustSee(t: TenantContext, id: string): Promise<storage.Request> {
  const request = await storage.findRequest(t.tx, t.instansi, id);
  if (!request || !Object.values(await looksAt(t, request)).includes(true)) throw new Refused({ code: 'leave.unknown' });
  return request;
}
export async function mayDo(t: TenantContext, request: storage.Request): Promise<Act[]> {
  const today = await organizationOf(t).today(t);
  const kind = (await kindsOn(t, request.fromDay)).kinds.find((one) => one.code === request.kind);
  return whatMayBeDone({ ...request, isNumbered: request.number !== null, canExtend: kind?.extension !== undefined }, await looksAt(t, request), today);
}
/** @throws Refused `leave.own`, `leave.not-now` */
export async function mustDo(t: TenantContext, request: storage.Request, act: Act): Promise<void> {
  if ((await mayDo(t, request)).includes(act)) return;
  const { isOwn, isSuperior, isGrantor } = await looksAt(t, request);
  throw new Refused({ code: isOwn && ((act === 'consider' && isSuperior) || (act === 'grant' && isGrantor)) ? 'leave.own' : 'leave.not-now' });
}

export async function rowsOf(t: TenantContext, requests: readonly storage.Request[], kinds: KindsBody): Promise<RequestRow[]> {
  const units = await organizationOf(t).unitFacts(t, [...new Set(requests.map((one) => one.unit))]);
  return requests.map((one) => {
    const kind = kinds.kinds.find((known) => known.code === one.kind);
    return {
      id: one.id, version: one.version, person: one.person, name: one.name, unitName: units.get(one.unit)?.name ?? '', kind: one.kind, kindTitle: kind?.title ?? one.kind, fromDay: one.fromDay, toDay: one.lastDay, part: one.part,
      days: Object.values(one.counted).reduce((sum, halves) => sum + halves, 0) / 2, unit: kind?.counts === 'working-days' ? 'hari kerja' : 'hari', state: one.state, stateText: STATES[one.state], ...(one.number ? { number: one.number } : {}),
      waitsFor: one.state === 'diajukan' ? one.superiorName : one.state === 'dipertimbangkan' ? one.grantorName : one.state === 'ubah' ? one.name : '', askedAt: one.askedAt.toISOString(),
    };
  });
}

const STEPS: Record<string, string> = {
  asked: 'Diajukan', changed: 'Diubah dan diajukan lagi', 'considered-disetujui': 'Pertimbangan atasan: disetujui', 'considered-perubahan': 'Pertimbangan atasan: perubahan', 'considered-ditangguhkan': 'Pertimbangan atasan: ditangguhkan', 'considered-tidak-disetujui': 'Pertimbangan atasan: tidak disetujui',
  'decided-perubahan': 'Keputusan: perubahan', 'decided-ditangguhkan': 'Keputusan: ditangguhkan', 'decided-tidak-disetujui': 'Keputusan: tidak disetujui', granted: 'Diberikan', cancelled: 'Dibatalkan', 'called-back': 'Dipanggil kembali', 'counted-again': 'Dihitung lagi',
};
const EMPLOYMENTS: Record<string, string> = { pns: 'PNS', cpns: 'CPNS', pppk: 'PPPK', contract: 'Pegawai kontrak', 'head-of-region': 'Kepala daerah', village: 'Perangkat desa' };
/** Birth date and sex stay hidden from who needs no number. */
const maskedNip = (nip: string | null): string => (nip === null ? '' : `${nip.slice(0, 4)}••••••••••${nip.slice(-4)}`);

export const getLeave = (ctx: Context, id: string): Promise<RequestView> => readTenant(ctx, async (t) => {
  const request = await mustSee(t, id);
  const organization = organizationOf(t);
  const [today, zone] = [await organization.today(t), await organization.zone(t)];
  const kinds = await kindsOn(t, request.fromDay);
  const kind = kinds.kinds.find((one) => one.code === request.kind);
  const [row] = await rowsOf(t, [request], kinds);
  const looks = await looksAt(t, request);
  const known = kind?.balance === 'annual' ? (await knownOf(t, [request], kinds, today)).get(request.person) : undefined;
  // A reason and its evidence are the business of who asks, decides and keeps the file; all who may see it are one of these.
  const uploads = request.files.length > 0 ? await findUploads(t.tx, t.instansi, request.files) : [];
  const [placement] = (await organization.placements(t, { people: [request.person] }, request.fromDay, request.lastDay)).filter((one) => one.post === request.post);
  return {
    ...row!, reason: kind?.reasons.find((one) => one.id === request.reasonId)?.title ?? '', purpose: request.purpose, travelDays: request.travelDays, address: request.address, phone: request.phone, deputy: request.deputy, title: request.title,
    nipMasked: looks.isOwn ? (request.nip ?? '') : maskedNip(request.nip), employmentText: EMPLOYMENTS[request.employment] ?? request.employment,
    files: uploads.map((one) => ({ id: one.id, name: one.name, bytes: one.size, url: `/api/cuti/${id}/berkas/${one.id}` })), evidence: kind ? (evidenceFor(kind, request.fromDay, request.toDay) ?? '') : '',
    superior: request.superiorName, grantor: request.grantorName, grantRule: request.grantRule, ...(known ? { balance: balanceOf(known, Number(request.fromDay.slice(0, 4))) } : {}),
    warnings: [], countedText: `${row!.days.toLocaleString('id-ID')} ${row!.unit} dari ${calendarDays(request.fromDay, request.lastDay)} hari kalender`, ...(request.lastDay < request.toDay ? { endedEarly: `Semula sampai ${formatDate(request.toDay)}` } : {}),
    steps: (await storage.stepsOf(t.tx, t.instansi, id)).map((one) => ({ at: formatMoment(one.at, zone), title: STEPS[one.kind] ?? one.kind, by: one.by, words: one.words })),
    papers: (await issuanceOf(t).documentsOf(t, CASE, id)).map((one) => ({ number: one.number, state: one.status, stateText: one.statusText, verifyUrl: one.verifyUrl, ...(one.url ? { url: one.url } : {}), ...(one.failure ? { failure: one.failure } : {}) })),
    ...(await actingOf(t, request, placement)), may: await mayDo(t, request),
  };
});

/** A head on leave leaves a post that somebody should hold meanwhile (SE Kepala BKN 1/2021, not verified); said to who grants and who keeps the personnel matters. */
async function actingOf(t: TenantContext, request: storage.Request, placement: Placement | undefined): Promise<Pick<RequestView, 'acting'>> {
  if (!placement?.isHead || (request.state !== 'diberikan' && request.state !== 'dipertimbangkan')) return {};
  const holders = await organizationOf(t).whoHeld(t, request.post, request.fromDay);
  return { acting: { title: placement.postTitle, href: `/kelola/organisasi/jabatan/${request.post}`, has: holders.some((one) => one.capacity === 'plh') } };
}

export const myLeave = (ctx: Context, asked: { year?: number | undefined }) => readTenant(ctx, async (t) => {
  const { placement, today } = await selfOf(t);
  const year = asked.year ?? Number(today.slice(0, 4));
  const kinds = await kindsOn(t, today);
  const known = (await knownOf(t, [placement], kinds, today)).get(placement.person)!;
  const waiting = (await forSuperior(t)).length + (await forGrantor(t)).length;
  return {
    today, year, name: placement.name, title: placement.postTitle, employmentText: EMPLOYMENTS[placement.employment] ?? placement.employment, balance: balanceOf(known, year), waiting,
    items: await rowsOf(t, known.requests.filter((one) => one.fromDay.slice(0, 4) <= String(year) && one.lastDay.slice(0, 4) >= String(year)), kinds),
    kinds: kinds.kinds.filter((one) => one.who.includes(placement.employment) && !(one.women && known.sex === 'L')).map(({ code, title, counts, most, halfDays, travelDays, evidence, reasons, legalBasis }) => ({
      code, title, counts, halfDays, travelDays, most: most ? (most.months !== undefined ? `${most.months} bulan` : `${most.days} hari`) : '', evidence: evidence.map(({ after, what }) => (after === 1 ? what : `${what} bila ${after} hari atau lebih`)), reasons: reasons.map(({ id, title: words }) => ({ id, title: words })), legalBasis: legalBasis.title,
    })),
  };
});

/** The own request waits for somebody else, also where its asker acts in the post that decides. */
const ofOthers = (t: TenantContext, requests: storage.Request[]): storage.Request[] => requests.filter((one) => one.account !== mustViewer(t).accountId);
const forSuperior = async (t: TenantContext): Promise<storage.Request[]> => ofOthers(t, await storage.waitingForSuperior(t.tx, t.instansi, mustHat(t).postId));
async function forGrantor(t: TenantContext): Promise<storage.Request[]> {
  const hat = mustHat(t);
  const organization = organizationOf(t);
  const signer = await organization.holderForSigning(t, hat.unitId, await organization.today(t));
  return signer?.holdingId === hat.holdingId ? ofOthers(t, await storage.waitingForGrantor(t.tx, t.instansi, hat.unitId)) : [];
}

export const listWaiting = (ctx: Context) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const kinds = await kindsOn(t, today);
  return { consider: await rowsOf(t, await forSuperior(t), kinds), grant: await rowsOf(t, await forGrantor(t), kinds), away: await awayNow(t, today, kinds) };
});

/** Who of those about whom the viewer decides is away today or in the next two weeks: looked at before somebody else is let go. Nobody else's business: the kind of a leave tells of somebody's health. */
async function awayNow(t: TenantContext, today: CalendarDay, kinds: KindsBody): Promise<RequestRow[]> {
  const hat = mustHat(t);
  const looks = await lookerOf(t);
  const units = [...new Set([hat.unitId, ...(await organizationOf(t).unitsBelow(t, hat.unitId))])];
  const found = await storage.register(t.tx, t.instansi, { units, from: today, to: addDays(today, 14), kind: '', state: 'diberikan', limit: 200 });
  return rowsOf(t, found.filter((one) => Object.values(looks(one)).includes(true)).slice(0, 20), kinds);
}

/** The file of a request for its door. @throws Refused `leave.unknown` */
export const fileOf = (ctx: Context, id: string, file: string) => readTenant(ctx, async (t) => {
  const request = await mustSee(t, id);
  const [found] = request.files.includes(file) ? await findUploads(t.tx, t.instansi, [file]) : [];
  if (!found?.sha256 || !found.type) throw new Refused({ code: 'leave.unknown' });
  return { sha256: found.sha256, name: found.name, type: found.type };
});

/** Part `issuance.access.leave`. */
export const letterAccess: CaseAccess<Context> = {
  mayReadDocument: (ctx, kind, id) => {
    if (kind !== CASE || !ctx.viewer?.hat) return Promise.resolve(false);
    return readTenant(ctx, async (t) => {
      const request = await storage.findRequest(t.tx, t.instansi, id);
      return request !== undefined && Object.values(await looksAt(t, request)).includes(true);
    });
  },
};

