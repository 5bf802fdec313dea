import { LEVEL_SCALE, readLevel } from '../../../engines/scoring/score.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { lastDayToObject, type ObjectionCopy, type OutcomeCopy } from '../../self-assessment/contract.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { Participant } from '../storage/participants.ts';
import * as storage from '../storage/decisions.ts';
import * as verdicts from '../storage/verdicts.ts';
import { atDesk, indicatorAt, type AtDesk } from './desk-access.ts';
import { tellHome } from './decide.ts';
import { concludingOf } from './outcome-of.ts';
import { institutionOf } from './ports.ts';
import { givenValue, lockKnown, writeLevel } from './stand.ts';
import { tellOrganisers } from './tell-assessors.ts';
import { valueAt } from '../rules/stages-inherit.ts';
import { campaignOf } from './campaigns.ts';

// Chapters: taking them in · answering · what is told of the answers · files

/**
 * Objections of a participant as they stand at home, each kept once with its files. One that was made after the last day,
 * or without an outcome to object to, is not kept and stands in the audit trail. `home` is the institution's context, for
 * the bytes; `t` the organiser's open transaction.
 */
export async function takeObjections(home: Context, t: TenantContext, participant: Participant, objections: readonly ObjectionCopy[]): Promise<void> {
  const [last] = await storage.decisionsOf(t.tx, t.instansi, participant.id);
  const known = new Set((await storage.objectionsOf(t.tx, t.instansi, participant.id)).map(({ id }) => id));
  const { zone } = await institutionOf(t);
  const until = last && lastDayToObject((JSON.parse(last.outcome) as OutcomeCopy).objectBy, (await campaignOf(t, participant.campaign)).phases);
  for (const one of objections.filter(({ id }) => !known.has(id))) {
    const isInTime = until && dayIn(new Date(one.at), zone) <= until;
    const item = one.items[0];
    if (!isInTime || !item) {
      await audit(t, { action: 'evaluation.objection-refused', object: 'participant', objectId: participant.id, detail: { objection: one.id, at: one.at } });
      continue;
    }
    const isNew = await storage.insertObjection(t.tx, t.instansi, { id: one.id, participant: participant.id, number: item.number, text: item.text, byName: one.by, at: new Date(one.at), receivedAt: t.house.clock.now() });
    if (isNew === 0) continue;
    for (const [position, file] of one.files.entries()) {
      const bytes = await home.house.files.find(home.instansi, file.sha256);
      const intact = bytes !== undefined && (await home.house.files.put(t.instansi, bytes)) === file.sha256;
      await storage.insertObjectionFile(t.tx, t.instansi, { objection: one.id, position, ...file, intact });
    }
    await tellOrganisers(t, participant, { id: one.id, number: item.number });
    await audit(t, { action: 'evaluation.objection-received', object: 'participant', objectId: participant.id, detail: { objection: one.id, number: item.number } });
  }
}

/** Accepted: the value of the final stage becomes the new level, with the reason as its justification. */
export const answerObjection = (ctx: Context, { objection: id, accepted, level, text }: { objection: string; accepted: boolean; level: string; text: string }) =>
  inTenant(ctx, async (t) => {
    const objection = await storage.lockObjection(t.tx, t.instansi, id);
    if (!objection) throw new Refused({ code: 'evaluation.unknown-objection' });
    if (objection.accepted !== null) throw new Refused({ code: 'evaluation.objection-answered' });
    const at = await atDesk(t, objection.participant);
    const { before, after } = accepted ? await raise(t, at, objection.number, level, text) : { before: null, after: null };
    await storage.answerObjection(t.tx, t.instansi, id, { accepted, answer: text, before, after, byName: mustViewer(t).name, at: t.house.clock.now() });
    await audit(t, { action: accepted ? 'evaluation.objection-accepted' : 'evaluation.objection-declined', object: 'participant', objectId: objection.participant, detail: { objection: id, number: objection.number, ...(accepted ? { before, after } : {}) } });
    await tellHome(t, objection.participant);
    const { result } = await concludingOf(t, at, { recompute: true });
    return { index: result?.shown ?? null };
  });

async function raise(t: TenantContext, at: AtDesk, number: string, level: string, reason: string): Promise<{ before: string; after: string }> {
  const bad = (sentence: string) => new Refused({ code: 'evaluation.objection-level', data: { sentence }, fields: [{ path: 'level', message: sentence }] });
  const { indicator } = indicatorAt(at, number);
  const read = readLevel(at.prepared.instrument, indicator, level);
  if (!read.ok) throw bad(String(read.refusal.data?.['sentence']));
  const known = await lockKnown(t, at, number);
  const current = valueAt(at.stages, known.values.map(givenValue), 'final');
  if (current?.micro === read.value) throw bad(`Tingkatnya sudah ${Number(read.value / LEVEL_SCALE)}. Tulis tingkat yang baru, atau tolak sanggahannya.`);
  await setFinal(t, at, number, { micro: read.value, fakta: current?.fakta ?? '', analisis: current?.analisis ?? '', justifikasi: reason });
  return { before: String(current?.micro ?? 0n), after: String(read.value) };
}

/** The value of the final stage, set by the organiser: to the item and to the working results too. */
export async function setFinal(t: TenantContext, at: AtDesk, number: string, value: { micro: bigint; fakta: string; analisis: string; justifikasi: string }): Promise<void> {
  const { item, mark } = await lockKnown(t, at, number);
  const moment = t.house.clock.now();
  await verdicts.putValue(t.tx, t.instansi, { ...value, participant: at.participant.id, number, stage: 'final', micro: String(value.micro), how: 'lead', byName: mustViewer(t).name }, moment);
  await verdicts.saveItem(t.tx, t.instansi, { ...item, state: 'settled', micro: String(value.micro), valueStage: 'final', mark: mark?.mark ?? null }, moment);
  await writeLevel(t, at, number, value.micro);
}

/** What the institution is told: answers to its objections, and its outcome with the signed report. */
export const objectionAnswersTo = async (t: TenantContext, participant: Participant): Promise<{ objection: string; text: string; at: string; accepted: boolean }[]> =>
  (await storage.objectionsOf(t.tx, t.instansi, participant.id)).flatMap((one) => (one.accepted === null ? [] : [{ objection: one.id, text: one.answer!, at: one.answeredAt!.toISOString(), accepted: one.accepted }]));

export async function outcomeTo(t: TenantContext, participant: Participant, reportName: (no: number) => string): Promise<OutcomeCopy | null> {
  const told = (await storage.decisionsOf(t.tx, t.instansi, participant.id)).find(({ toldAt }) => toldAt !== null);
  if (!told) return null;
  return { ...(JSON.parse(told.outcome) as OutcomeCopy), report: told.reportSha256 ? { sha256: told.reportSha256, name: reportName(told.no) } : null };
}

export const objectionFile = (ctx: Context, objection: string, position: number): Promise<storage.ObjectionFile> =>
  readTenant(ctx, async (t) => {
    const found = await storage.findObjectionFile(t.tx, t.instansi, objection, position);
    if (!found) throw new Refused({ code: 'evaluation.unknown-objection' });
    const at = await atDesk(t, found.participant);
    if (!at.seesAll || !found.intact) throw new Refused({ code: 'evaluation.unknown-objection' });
    return found;
  });
