import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../../identity/contract.ts';
import { submissionCopy, type EvidenceCopy, type SubmissionCopy } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { lockAnswers, listTexts } from '../storage/answers.ts';
import { freezeEvidence, inForce, listEvidence, type EvidenceRow } from '../storage/evidence.ts';
import { insertSubmission } from '../storage/submissions.ts';
import { answersBefore } from './before.ts';
import { readNow, type Now } from './board.ts';
import { load } from './load.ts';
import { whyNotSubmit } from './may-submit.ts';
import { papersOf } from './papers.ts';
import { institutionOf } from './ports.ts';

const FRESH_MINUTES = 10;

/**
 * Permenpan RB 59/2020, annex III: the Koordinator sends what the Penanggung Jawab approved. The first submission holds
 * every answer; what is added while assessors talk with the institution goes as the next number. Sealed: the payload is
 * one text with its digest, and every piece of evidence in it is frozen.
 */
export const submit = (ctx: Context, { id: campaign }: Input<'submit'>) =>
  inTenant(ctx, async (t) => {
    requireSecondFactor(t, FRESH_MINUTES);
    const loaded = await load(t, campaign, 'lock');
    await lockAnswers(t.tx, t.instansi, campaign, loaded.prepared.indicators.map(({ indicator }) => indicator.number));
    const now = await readNow(t, loaded);
    const isFirst = loaded.submissions.length === 0;
    const shut = whyNotSubmit(now);
    if (shut) throw shut;
    const rows = await listEvidence(t.tx, t.instansi, campaign);
    if (!isFirst && rows.every(({ frozen_at }) => frozen_at !== null)) throw new Refused({ code: 'self-assessment.nothing-new' });
    const copy = submissionCopy.parse(await copyOf(t, now, inForce(rows), uuidv7()));
    const payload = canonicalJson(copy);
    const sha256 = createHash('sha256').update(payload).digest('hex');
    const at = new Date(copy.submittedAt);
    await freezeEvidence(t.tx, t.instansi, campaign, at);
    await insertSubmission(t.tx, t.instansi, { id: copy.id, campaign, no: copy.no, payload, sha256, sent_at: at, sent_by: t.viewer?.accountId ?? null, by_name: copy.by.name });
    await audit(t, { action: 'self-assessment.submitted', object: 'assessment', objectId: campaign, detail: { no: copy.no, sha256, answers: copy.answers.length, evidence: copy.evidence.length } });
    await emit(t, 'self-assessment.submitted', { campaign, submission: copy.id, to: loaded.campaign.organiser });
    return { id: copy.id, no: copy.no, sha256 };
  });

async function copyOf(t: TenantContext, now: Now, evidence: readonly EvidenceRow[], id: string): Promise<SubmissionCopy> {
  const { campaign } = now;
  const institution = await institutionOf(t);
  const texts = new Map((await listTexts(t.tx, t.instansi, campaign.id)).map((row) => [row.number, row]));
  const before = await answersBefore(t, campaign);
  return {
    id, campaign: campaign.id, no: (now.submissions[0]?.no ?? 0) + 1, institution: { instansi: t.instansi, name: institution.name, region: institution.region },
    submittedAt: t.house.clock.now().toISOString(), by: { name: mustViewer(t).name, title: mustHat(t).title },
    answers: now.prepared.indicators.map(({ indicator: { number } }) => {
      const row = now.answers.get(number)!;
      return { number, micro: String(row.micro), met: row.met, asks: row.asks, fakta: texts.get(number)?.fakta ?? '', analisis: texts.get(number)?.analisis ?? '', before: before.get(number) ?? null };
    }),
    evidence: evidence.map(evidenceCopyOf), papers: await papersOf(t, campaign.id),
  };
}

const evidenceCopyOf = (e: EvidenceRow): EvidenceCopy => ({
  id: e.id, number: e.number, level: e.level, letter: e.letter, version: e.version, kind: e.kind, title: e.title, where: e.place, documentDate: e.document_date, expiresOn: e.expires_on,
  file: e.sha256 === null ? null : { sha256: e.sha256, type: e.file_type!, name: e.file_name!, bytes: e.bytes! }, url: e.url, record: e.record,
});
