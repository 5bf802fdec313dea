import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CampaignCopy, ObjectionCopy } from '../contract.ts';
import { mayObject } from '../rules/outcome-may-be-objected.ts';
import { findOutcome } from '../storage/campaigns.ts';
import * as storage from '../storage/objections.ts';
import { ownUploads } from './follow-up.ts';
import { indicatorAt, load } from './load.ts';
import { withDuties } from './team.ts';
import { tellAll } from './tell.ts';

// Chapters: objecting · what the organiser reads · its answers

/** One objection for each indicator, so that each has its own answer. */
export const objectTo = (ctx: Context, { id: campaign, number, text, uploads }: { id: string; number: string; text: string; uploads: string[] }) =>
  inTenant(ctx, async (t) => {
    const loaded = await load(t, campaign);
    const outcome = await findOutcome(t.tx, t.instansi, campaign);
    orRefuse(mayObject(outcome, loaded.campaign.phases, loaded.today));
    indicatorAt(loaded, number);
    const files = await ownUploads(t, uploads);
    const id = uuidv7();
    const isNew = await storage.insertObjection(t.tx, t.instansi, { id, campaign, outcomeNo: outcome!.no, number, text, by_name: mustViewer(t).name, by: mustViewer(t).accountId, at: t.house.clock.now() });
    if (isNew === 0) throw new Refused({ code: 'self-assessment.objected-already', data: { number }, fields: [{ path: 'number', message: 'Indikator ini sudah disanggah.' }] });
    for (const file of files) await storage.insertObjectionFile(t.tx, t.instansi, { id: uuidv7(), objection: id, ...file });
    await audit(t, { action: 'self-assessment.objected', object: 'assessment', objectId: campaign, detail: { objection: id, number, files: files.length } });
    await emit(t, 'self-assessment.replied', { campaign, to: loaded.campaign.organiser });
    return { id };
  });

/** Objections sent so far. */
export async function objectionsOf(t: TenantContext, campaign: string): Promise<ObjectionCopy[]> {
  const files = await storage.listObjectionFiles(t.tx, t.instansi, campaign);
  return (await storage.listObjections(t.tx, t.instansi, campaign)).map((one) => ({
    id: one.id, campaign, at: one.at.toISOString(), by: one.by_name, items: [{ number: one.number, text: one.text }], files: files.filter(({ objection }) => objection === one.id).map(({ sha256, type, name }) => ({ sha256, type, name })),
  }));
}

/** What the organiser answered; told once each. */
export async function takeAnswers(t: TenantContext, campaign: CampaignCopy, answers: readonly { objection: string; text: string; at: string; accepted?: boolean }[]): Promise<void> {
  for (const one of answers) {
    if ((await storage.keepAnswer(t.tx, t.instansi, { id: one.objection, accepted: one.accepted ?? false, text: one.text, at: one.at })) === 0) continue;
    await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), {
      title: 'Sanggahan dijawab', text: 'Buka halaman hasil untuk membaca jawabannya.', href: `/petugas/penilaian/${campaign.id}/hasil`,
    });
  }
}
