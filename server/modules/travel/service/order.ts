import { inWords, longDate } from '../../../engines/documents/letter/indonesian.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { paragraph } from '../../../engines/prose/prose.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess, LetterOrder, NumberOrder, Produced, SigningSecret } from '../../issuance/contract.ts';
import type { LetterType } from '../../letter-types/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import { daysOf } from '../rules/a-trip-is-sound.ts';
import * as storage from '../storage.ts';
import { institutionOf, issuanceOf, letterTypesOf, organizationOf } from './ports.ts';
import { maySee, mustSee, ORDER_CASE, papersOf, SPD_CASE } from './trips.ts';

// Chapters: the words of the papers · ordering · cancelling · prints

const words = (text: string) => ({ type: 'doc' as const, content: [paragraph(text)] });

function orderFields(trip: storage.TripRow, people: readonly storage.TravellerRow[]): Record<string, unknown> {
  const petugas = people.map(({ name, nip, rank, title }) => ({ nama: name, nip, pangkat: rank, jabatan: title }));
  if (trip.kind === 'surat-tugas') return { dasar: trip.basis, petugas, isi: words(trip.purpose), tempat: trip.destination, mulai: trip.fromDay, selesai: trip.toDay };
  const when = trip.fromDay === trip.toDay ? longDate(trip.fromDay) : `${longDate(trip.fromDay)} sampai dengan ${longDate(trip.toDay)}`;
  return { dasar: trip.basis, petugas, isi: { type: 'doc', content: [paragraph(trip.purpose), paragraph(`Tempat: ${trip.destination}.`), paragraph(`Tanggal: ${when}.`)] } };
}
function spdFields(trip: storage.TripRow, one: storage.TravellerRow, signer: Pick<Holder, 'title'>): Record<string, unknown> {
  const days = daysOf(trip.fromDay, trip.toDay);
  return {
    pemberi: signer.title, nama: one.name, ...(one.nip ? { nip: one.nip } : {}), ...(one.rank ? { pangkat: one.rank } : {}), jabatan: one.title, ...(trip.budget.tier ? { tingkat: trip.budget.tier } : {}), maksud: trip.purpose, angkutan: trip.means, berangkat_dari: trip.origin, tujuan: trip.destination,
    lama: `${days} (${inWords(days)}) hari`, mulai: trip.fromDay, selesai: trip.toDay, anggaran_instansi: trip.budget.institution, anggaran_kode: trip.budget.code, ...(trip.budget.source ? { anggaran_sumber: trip.budget.source } : {}), surat_tugas: trip.number ?? '…', ...(trip.note ? { keterangan: trip.note } : {}),
  };
}
const look = (type: LetterType): Pick<LetterOrder, 'layout' | 'paper' | 'copies'> => ({ layout: type.layout, copies: type.copies, ...(type.paper ? { paper: type.paper } : {}) });
const mustBeOurs = (type: LetterType): LetterType => {
  if (type.issuedIn === 'srikandi') throw new Refused({ code: 'travel.issued-nationally', data: { title: type.title } });
  return type;
};

/** The order first, because each SPD names its number; sent again it goes on where it stopped. */
export async function orderTrip(ctx: Context, { id, version, secret }: { id: string; version: number; secret?: SigningSecret | undefined }) {
  const { demo } = await institutionOf(ctx);
  const { people } = await readTenant(ctx, async (t) => {
    const trip = await mustSee(t, await storage.findTrip(t.tx, t.instansi, id));
    if (trip.state === 'batal') throw new Refused({ code: 'travel.cancelled' });
    if (trip.signingUnit !== mustHat(t).unitId) throw new Refused({ code: 'travel.not-your-signature' });
    if (trip.version !== version && trip.state === 'konsep') throw new Refused({ code: 'request.changed-meanwhile' });
    const head = await organizationOf(t).holderForSigning(t, trip.signingUnit, await organizationOf(t).today(t));
    if (!head) throw new Refused({ code: 'travel.no-signer' });
    if (head.holdingId !== mustHat(t).holdingId) throw new Refused({ code: 'travel.not-your-signature' });
    return { people: await storage.travellersOf(t.tx, t.instansi, [id]) };
  });
  const isDone = (papers: readonly { state: string }[]) => papers.some((one) => one.state === 'signed' || one.state === 'awaiting-scan');
  const done = async (caseKind: string, caseId: string) => isDone((await readTenant(ctx, (t) => issuanceOf(t).documentsOf(t, caseKind, caseId))).map((one) => ({ state: one.status })));

  if (!(await done(ORDER_CASE, id))) {
    const outcome = await issuanceOf(ctx).signHere(ctx, {
      order: async (t, by): Promise<NumberOrder> => {
        const trip = (await storage.lockTrip(t.tx, t.instansi, id))!;
        if (trip.state === 'batal') throw new Refused({ code: 'travel.cancelled' });
        const type = mustBeOurs(await letterTypesOf(t).use(t, trip.kind, by.day));
        return {
          template: type.template, title: type.title, unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: orderFields(trip, people), demo, ...look(type), caseKind: ORDER_CASE, caseId: id,
          series: letterTypesOf(t).seriesOf(type), subjectMasked: `Perjalanan dinas ${people.length} orang`,
        };
      },
      numbered: async (t, numbered) => {
        const type = await letterTypesOf(t).use(t, (await storage.findTrip(t.tx, t.instansi, id))!.kind, await organizationOf(t).today(t));
        await storage.saveNumber(t.tx, t.instansi, id, numbered.number, type.versionId);
      },
      finished: (t, produced) => ordered(t, id, produced),
    }, secret);
    if (outcome.outcome !== 'signed' && outcome.outcome !== 'awaiting-scan') return { papers: await readTenant(ctx, (t) => papersOf(t, id, people)) };
  }
  for (const one of people) {
    if (await done(SPD_CASE, one.id)) continue;
    const outcome = await issuanceOf(ctx).signHere(ctx, {
      order: async (t, by): Promise<NumberOrder> => {
        const trip = (await storage.findTrip(t.tx, t.instansi, id))!;
        const type = mustBeOurs(await letterTypesOf(t).use(t, 'spd', by.day));
        return {
          template: type.template, title: type.title, unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: spdFields(trip, one, by.holding), demo, ...look(type), caseKind: SPD_CASE, caseId: one.id,
          series: letterTypesOf(t).seriesOf(type), subjectMasked: 'Perjalanan dinas',
        };
      },
      numbered: async (t, numbered) => void (await storage.saveSpd(t.tx, t.instansi, one.id, numbered.number)),
      finished: async () => {},
    }, secret);
    if (outcome.outcome !== 'signed' && outcome.outcome !== 'awaiting-scan') break;
  }
  return { papers: await readTenant(ctx, async (t) => papersOf(t, id, await storage.travellersOf(t.tx, t.instansi, [id]))) };
}

/** Signed, or printed for ink: either way people are sent. */
async function ordered(t: TenantContext, id: string, produced: Produced): Promise<void> {
  if (produced.outcome !== 'signed' && produced.outcome !== 'awaiting-scan') return;
  if (!(await storage.saveOrdered(t.tx, t.instansi, id, t.house.clock.now(), mustViewer(t).name))) return;
  await audit(t, { action: 'travel.ordered', object: 'trip', objectId: id, detail: {} });
  await emit(t, 'travel.ordered', { trip: id });
}

/** Papers that are out are taken out of force; who was to go is free again. */
export const cancelTrip = (ctx: Context, { id, version, reason }: { id: string; version: number; reason: string }) => inTenant(ctx, async (t) => {
  const trip = await mustSee(t, await storage.lockTrip(t.tx, t.instansi, id));
  if (trip.state === 'batal') throw new Refused({ code: 'travel.cancelled' });
  if (!(await storage.saveCancelled(t.tx, t.instansi, { id, before: version, at: t.house.clock.now(), by: mustViewer(t).name, reason }))) throw new Refused({ code: 'request.changed-meanwhile' });
  const people = await storage.travellersOf(t.tx, t.instansi, [id]);
  for (const [kind, caseId] of [[ORDER_CASE, id] as const, ...people.map((one) => [SPD_CASE, one.id] as const)]) {
    for (const document of await issuanceOf(t).documentsOf(t, kind, caseId)) if (document.status !== 'revoked' && document.status !== 'superseded') await issuanceOf(t).revoke(t, document.id, `Perjalanan dinas dibatalkan: ${reason}`);
  }
  await storage.endTravellers(t.tx, t.instansi, id);
  await audit(t, { action: 'travel.cancelled', object: 'trip', objectId: id, detail: { reason } });
  await emit(t, 'travel.cancelled', { trip: id });
  return { version: version + 1 };
});

/** The order as it would look. */
export async function previewOrder(ctx: Context, id: string): Promise<Buffer> {
  const { demo } = await institutionOf(ctx);
  const order = await readTenant(ctx, async (t) => {
    const trip = await mustSee(t, await storage.findTrip(t.tx, t.instansi, id));
    const day = await organizationOf(t).today(t);
    const [type, holding] = [await letterTypesOf(t).typeInForce(t, trip.kind, day), await organizationOf(t).holderForSigning(t, trip.signingUnit, day)];
    if (!type || !holding) throw new Refused({ code: 'travel.no-signer' });
    return { template: type.template, title: type.title, unitId: trip.signingUnit, holding, letterDate: day, fields: orderFields(trip, await storage.travellersOf(t.tx, t.instansi, [id])), demo, ...look(type), series: letterTypesOf(t).seriesOf(type) };
  });
  return issuanceOf(ctx).preview(ctx, order);
}

/** The sheet for stamps on the way, one of each traveller; places and days stay blank. */
export async function visumOf(ctx: Context, id: string, traveller: string): Promise<Buffer> {
  const { demo } = await institutionOf(ctx);
  const fields = await readTenant(ctx, async (t) => {
    const trip = await mustSee(t, await storage.findTrip(t.tx, t.instansi, id));
    const one = (await storage.travellersOf(t.tx, t.instansi, [id])).find((who) => who.id === traveller);
    if (!one) throw new Refused({ code: 'travel.unknown' });
    const signer = await organizationOf(t).holderForSigning(t, trip.signingUnit, await organizationOf(t).today(t));
    return { nomor_spd: one.spdNumber ?? '…', nama: one.name, ...(one.nip ? { nip: one.nip } : {}), berangkat_dari: trip.origin, tujuan: trip.destination, mulai: trip.fromDay, pejabat: signer?.title ?? 'pejabat yang memerintah' };
  });
  return issuanceOf(ctx).print(ctx, 'visum', fields, { demo });
}

/** Who may open the papers of a journey: whoever may see it. Part `issuance.access.<kind>`. */
export const paperAccess: CaseAccess<Context> = {
  mayReadDocument: (ctx, kind, caseId) => {
    if (!ctx.viewer?.hat?.permissions.has('travel.read')) return Promise.resolve(false);
    return readTenant(ctx, async (t) => {
      const trip = kind === ORDER_CASE ? await storage.findTrip(t.tx, t.instansi, caseId) : await storage.tripOfTraveller(t.tx, t.instansi, caseId);
      return maySee(t, trip);
    });
  },
};
