import { inWords } from '../../../engines/documents/letter/indonesian.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { FinishedPayload, NumberOrder, Produced, SigningSecret } from '../../issuance/contract.ts';
import type { Consideration, LeaveKind, LeaveState } from '../contract/shapes.ts';

import { countLeave } from '../rules/count-leave.ts';
import { CONSIDERED, DECIDED, HOLDS, type Act } from '../rules/what-may-be-done.ts';
import * as balances from '../storage/balances.ts';
import * as storage from '../storage/requests.ts';
import { balanceOf, knownOf } from './balance.ts';
import { count, countable } from './ask.ts';
import { CASE } from './case.ts';
import { mustDo, mustSee } from './look.ts';
import { kindOf, kindsOn } from './policy.ts';
import { institutionOf, issuanceOf, organizationOf, schedulesOf } from './ports.ts';
import { tellAsker, tellDays, tellPost } from './tell.ts';

// Chapters: the superior considers · the official decides, with a letter · cancelling and calling back · counted again

/** @throws Refused `leave.unknown`, `leave.own`, `leave.not-now` */
async function locked(t: TenantContext, { id, version }: { id: string; version: number }, act: Act): Promise<storage.Request> {
  const found = await mustSee(t, id);
  await balances.lockPerson(t.tx, t.instansi, found.person);
  const request = (await storage.lockRequest(t.tx, t.instansi, id))!;
  await mustDo(t, request, act);
  if (request.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  return request;
}
const step = (t: TenantContext, id: string, kind: string, words: string, postponed: storage.Step['postponed'] = null) => storage.addStep(t.tx, t.instansi, id, { at: t.house.clock.now(), kind, by: mustViewer(t).name, words, postponed });

/** The superior's consideration as on the form of Peraturan BKN 24/2017; only an approval goes on to the official. */
export const considerLeave = (ctx: Context, { id, version, consideration, note }: { id: string; version: number; consideration: Consideration; note: string }) => inTenant(ctx, async (t) => {
  const request = await locked(t, { id, version }, 'consider');
  mustSayWhy(consideration, note);
  const state = CONSIDERED[consideration];
  await move(t, request, state, `considered-${consideration}`, note, null);
  if (state === 'dipertimbangkan') await tellPost(t, { unit: request.grantorUnit }, request, 'Permintaan cuti menunggu keputusan Anda', 'Atasan langsung sudah memberi pertimbangan. Buka untuk memutuskan.');
  return { version: version + 1, state };
});

function mustSayWhy(what: Consideration, note: string): void {
  if (what !== 'disetujui' && note.length < 5) throw new Refused({ code: 'leave.say-why', fields: [{ path: 'note', message: 'Tulis sebabnya, atau apa yang harus diubah.' }] });
}
const TOLD: Partial<Record<LeaveState, string>> = { ubah: 'Permintaan cuti Anda diminta diubah', ditangguhkan: 'Cuti Anda ditangguhkan', ditolak: 'Cuti Anda tidak disetujui' };

async function move(t: TenantContext, request: storage.Request, state: LeaveState, kind: string, note: string, postponed: storage.Step['postponed']): Promise<void> {
  await storage.saveState(t.tx, t.instansi, request.id, state);
  await step(t, request.id, kind, note, postponed);
  await audit(t, { action: `leave.${kind}`, object: 'leave', objectId: request.id, detail: { state } });
  const title = TOLD[state];
  if (title) await tellAsker(t, request, title, 'Buka untuk membaca sebabnya.');
}

/** The official's decision. An approval is the letter itself: numbered, signed by his way of signing, and only then are the days granted. */
export async function grantLeave(ctx: Context, { id, version, decision, note, secret }: { id: string; version: number; decision: Consideration; note: string; secret?: SigningSecret | undefined }): Promise<{ state: LeaveState; number?: string; failure?: string }> {
  if (decision !== 'disetujui') {
    return inTenant(ctx, async (t) => {
      const request = await locked(t, { id, version }, 'grant');
      mustSayWhy(decision, note);
      if (request.number !== null) throw new Refused({ code: 'leave.numbered' });
      // A right that the official puts off for the service goes over into the next year (PP 11/2017 art. 313).
      const isAnnual = kindOf(await kindsOn(t, request.fromDay), request.kind).balance === 'annual';
      await move(t, request, DECIDED[decision], `decided-${decision}`, note, decision === 'ditangguhkan' && isAnnual ? request.counted : null);
      return { state: DECIDED[decision] };
    });
  }
  const { demo } = await institutionOf(ctx);
  await readTenant(ctx, async (t) => {
    const request = await mustSee(t, id);
    await mustDo(t, request, 'grant');
    if (request.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  });
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by): Promise<NumberOrder> => {
      const request = await locked(t, { id, version }, 'grant');
      if (by.unitId !== request.grantorUnit) throw new Refused({ code: 'leave.not-now' });
      const kind = kindOf(await kindsOn(t, request.fromDay), request.kind);
      const series = issuanceOf(t).seriesOf(TEMPLATE);
      return {
        template: TEMPLATE, title: `Surat Izin ${kind.title}`, unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: await letterFields(t, request, kind), demo, caseKind: CASE, caseId: id,
        series: { ...series, classification: kind.classification || series.classification }, subjectMasked: 'Cuti pegawai',
      };
    },
    numbered: async (t, numbered) => void (await storage.saveNumber(t.tx, t.instansi, id, numbered.number)),
    finished: (t, produced) => granted(t, id, produced, note),
  }, secret);
  const after = await readTenant(ctx, (t) => storage.findRequest(t.tx, t.instansi, id));
  return { state: after!.state, ...(after!.number ? { number: after!.number } : {}), ...('reason' in outcome ? { failure: outcome.reason } : {}) };
}
const TEMPLATE = 'surat-izin-cuti';

/** Without the reason of a sickness or a private matter: the letter is shown around. */
async function letterFields(t: TenantContext, request: storage.Request, kind: LeaveKind): Promise<Record<string, unknown>> {
  const halves = Object.values(request.counted).reduce((sum, one) => sum + one, 0);
  const days = halves / 2;
  const unit = (await organizationOf(t).unitFacts(t, [request.unit])).get(request.unit);
  const left = kind.balance === 'annual' ? balanceOf((await knownOf(t, [request], await kindsOn(t, request.fromDay), request.fromDay)).get(request.person)!, Number(request.fromDay.slice(0, 4))) : undefined;
  return {
    nama: request.name, ...(request.nip ? { nip: request.nip } : {}), ...(request.rank ? { pangkat: request.rank } : {}), jabatan: request.title, unit: unit?.name ?? '', jenis: kind.title,
    lama: request.part === 'full' ? `${days.toLocaleString('id-ID')} (${inWords(Math.trunc(days))}) ${kind.counts === 'working-days' ? 'hari kerja' : 'hari'}` : `setengah hari (${request.part === 'morning' ? 'pagi' : 'siang'})`,
    mulai: request.fromDay, selesai: request.toDay, ...(request.travelDays > 0 ? { perjalanan: `${request.travelDays} hari di akhir cuti, tidak memotong hak` } : {}), alamat: request.address, ...(left ? { sisa: `${left.left.toLocaleString('id-ID')} hari kerja` } : {}),
    ...(request.deputy ? { pengganti: request.deputy } : {}), dasar: kind.legalBasis.title,
  };
}

/** Signed, or printed for ink: either way the days are granted. Repeated, nothing happens twice. */
async function granted(t: TenantContext, id: string, produced: Pick<Produced, 'outcome'>, note: string): Promise<void> {
  if (produced.outcome !== 'signed' && produced.outcome !== 'awaiting-scan') return;
  const request = await storage.lockRequest(t.tx, t.instansi, id);
  if (!request || request.state !== 'dipertimbangkan') return;
  await storage.saveState(t.tx, t.instansi, id, 'diberikan');
  await storage.addStep(t.tx, t.instansi, id, { at: t.house.clock.now(), kind: 'granted', by: t.viewer?.name ?? request.grantorName, words: note, postponed: null });
  await audit(t, { action: 'leave.granted', object: 'leave', objectId: id, detail: { number: request.number, fromDay: request.fromDay, toDay: request.toDay } });
  await tellAsker(t, request, 'Cuti Anda diberikan', 'Surat izinnya sudah dapat diunduh.');
  await tellDays(t, 'leave.granted', request.person, request.fromDay, request.lastDay);
}
/** `issuance.finished`: a retry at the register, or the scan. */
export const isOurs = (payload: EventMessage['payload']): boolean => payload['caseKind'] === CASE;
export async function letterFinished(ctx: Context, { payload }: EventMessage): Promise<void> {
  const done = payload as unknown as FinishedPayload;
  await inTenant(ctx, (t) => granted(t, done.caseId, done, ''));
}

/** Before it begins, or before anybody decided. A letter that is out is taken out of force. */
export const cancelLeave = (ctx: Context, { id, version, reason }: { id: string; version: number; reason: string }) => inTenant(ctx, async (t) => {
  const request = await locked(t, { id, version }, 'cancel');
  await storage.saveState(t.tx, t.instansi, id, 'batal');
  await step(t, id, 'cancelled', reason);
  await revokeLetters(t, id, `Cuti dibatalkan: ${reason}`);
  await audit(t, { action: 'leave.cancelled', object: 'leave', objectId: id, detail: { before: request.state } });
  if (request.state === 'diberikan') {
    await tellDays(t, 'leave.changed', request.person, request.fromDay, request.lastDay);
    if (request.account !== mustViewer(t).accountId) await tellAsker(t, request, 'Cuti Anda dibatalkan', 'Buka untuk membaca sebabnya.');
  }
  return { version: version + 1, state: 'batal' as const };
});

async function revokeLetters(t: TenantContext, id: string, reason: string): Promise<void> {
  for (const document of await issuanceOf(t).documentsOf(t, CASE, id)) if (document.status !== 'revoked' && document.status !== 'superseded') await issuanceOf(t).revoke(t, document.id, reason);
}

/** Back at work early: the days that were not taken are given back; the letter stays, the record says until when. @throws Refused `leave.call-back-day` */
export const callBack = (ctx: Context, { id, version, lastDay, reason }: { id: string; version: number; lastDay: CalendarDay; reason: string }) => inTenant(ctx, async (t) => {
  const request = await locked(t, { id, version }, 'call-back');
  if (lastDay < request.fromDay || lastDay >= request.lastDay) throw new Refused({ code: 'leave.call-back-day', fields: [{ path: 'lastDay', message: `Pilih hari antara ${request.fromDay} dan ${addDays(request.lastDay, -1)}.` }] });
  const kind = kindOf(await kindsOn(t, request.fromDay), request.kind);
  const counted = await count(t, kind, request.person, { ...request, toDay: lastDay, travelDays: 0 });
  await storage.saveShortened(t.tx, t.instansi, id, lastDay, Object.fromEntries(counted.years));
  await step(t, id, 'called-back', `Hari cuti terakhir ${lastDay}. ${reason}`);
  await audit(t, { action: 'leave.called-back', object: 'leave', objectId: id, detail: { lastDay, before: request.lastDay } });
  await tellAsker(t, request, 'Cuti Anda dipersingkat', 'Sisa harinya dikembalikan. Buka untuk membaca sebabnya.');
  await tellDays(t, 'leave.changed', request.person, addDays(lastDay, 1), request.lastDay);
  return { version: version + 1 };
});

/** `work-schedules.changed`: days of leave that count by the schedule are counted again, in years that are not over. */
export async function scheduleChanged(ctx: Context, { payload }: EventMessage): Promise<void> {
  await inTenant(ctx, async (t) => {
    const changed = payload as { from: CalendarDay; to?: CalendarDay; people?: string[] };
    const today = await organizationOf(t).today(t);
    const from = [changed.from, `${today.slice(0, 4)}-01-01`].sort().at(-1)!;
    const rows = (await storage.openOnDays(t.tx, t.instansi, from, changed.to ?? null)).filter((one) => HOLDS.includes(one.state) && (!changed.people || changed.people.includes(one.person)));
    if (rows.length === 0) return;
    const kinds = new Map((await kindsOn(t, today)).kinds.map((one) => [one.code, one]));
    const [first, last] = [rows.map((one) => one.fromDay).sort()[0]!, rows.map((one) => one.lastDay).sort().at(-1)!];
    const schedules = await schedulesOf(t).days(t, [...new Set(rows.map((one) => one.person))], first, last);
    for (const request of rows) {
      const kind = kinds.get(request.kind);
      if (kind?.counts !== 'working-days') continue;
      const working = countable(schedules.get(request.person) ?? []);
      const counted = Object.fromEntries(countLeave(kind, { ...request, toDay: request.lastDay, travelDays: request.lastDay === request.toDay ? request.travelDays : 0 }, (day) => working.has(day)).years);
      if (JSON.stringify(counted) === JSON.stringify(request.counted)) continue;
      await storage.saveCounted(t.tx, t.instansi, request.id, counted);
      await storage.addStep(t.tx, t.instansi, request.id, { at: t.house.clock.now(), kind: 'counted-again', by: 'Sistem', words: `Jadwal atau hari libur berubah: ${sum(request.counted)} menjadi ${sum(counted)} hari.`, postponed: null });
      await audit(t, { action: 'leave.counted-again', object: 'leave', objectId: request.id, detail: { before: request.counted, after: counted } });
      if (request.state === 'diberikan') await tellDays(t, 'leave.changed', request.person, request.fromDay, request.lastDay);
    }
  });
}
const sum = (counted: Record<string, number>): string => (Object.values(counted).reduce((all, one) => all + one, 0) / 2).toLocaleString('id-ID');

