import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { submissionCopy, type SubmissionCopy } from '../../self-assessment/contract.ts';
import { submissionMayCome } from '../rules/a-submission-may-come.ts';
import { findCampaign, type Campaign } from '../storage/campaigns.ts';
import { lockParticipant, participantOf, type Participant } from '../storage/participants.ts';
import * as storage from '../storage/submissions.ts';
import { takeObjections } from './objections.ts';
import { institutionOf, organizationOf, participantPart } from './ports.ts';
import { tellAskers } from './tell-assessors.ts';

// Chapters: taking a submission · sealing · replies

/** What was sealed: its exact bytes and their digest. */
export function sealOf(copy: SubmissionCopy): { payload: string; sha256: string } {
  const payload = canonicalJson(copy);
  return { payload, sha256: createHash('sha256').update(payload).digest('hex') };
}

/**
 * Follows `self-assessment.submitted` { submission, to }, in the tenant of who is assessed: reads it there and stores the
 * organiser's own sealed copy, once for each submission, its files first. What may not come (too late, not invited) is
 * not stored and stands in the audit trail.
 */
export async function takeSubmission(ctx: Context, message: EventMessage): Promise<void> {
  const { submission: id, to } = message.payload as { submission: string; to: string };
  const read = await participantPart(ctx).submissionOf(ctx, id);
  if (!read) return;
  const copy = submissionCopy.parse(read);
  const here: Context = { ...ctx, instansi: to };
  const known = await readTenant(here, async (t) => ({ seen: await storage.findSubmission(t.tx, t.instansi, id), ...(await expectedFrom(t, copy, ctx.instansi)) }));
  if (known.seen || !known.campaign || !known.participant) return;
  const intact = await copyFiles(ctx, here, copy);
  await inTenant(here, async (t) => {
    const { campaign, participant } = await expectedFrom(t, copy, ctx.instansi);
    const locked = participant && (await lockParticipant(t.tx, t.instansi, participant.id));
    if (!campaign || !locked) return;
    const may = submissionMayCome(campaign, locked.submission === null, dayIn(new Date(copy.submittedAt), (await institutionOf(t)).zone));
    if (!may.ok) return void (await audit(t, { action: 'evaluation.submission-refused', object: 'campaign', objectId: campaign.id, detail: { submission: id, from: locked.name, code: may.refusal.code } }));
    await keep(t, campaign, locked, copy, intact);
  });
}

async function expectedFrom(t: TenantContext, copy: SubmissionCopy, from: string): Promise<{ campaign: Campaign | undefined; participant: Participant | undefined }> {
  const [campaign, participant] = await Promise.all([findCampaign(t.tx, t.instansi, copy.campaign), participantOf(t.tx, t.instansi, copy.campaign, from)]);
  return { campaign, participant };
}

async function keep(t: TenantContext, campaign: Campaign, participant: Participant, copy: SubmissionCopy, intact: ReadonlySet<string>): Promise<void> {
  const seal = sealOf(copy);
  const at = t.house.clock.now();
  const isNew = await storage.insertSubmission(t.tx, t.instansi, { id: copy.id, participant: participant.id, no: copy.no, way: 'message', ...seal, byName: copy.by.name, submittedAt: new Date(copy.submittedAt), receivedAt: at, enteredBy: null });
  if (isNew === 0) return;
  await storage.insertClaims(t.tx, t.instansi, claimsOf(copy));
  await storage.insertEvidence(t.tx, t.instansi, evidenceOf(copy, intact));
  await storage.showNewest(t.tx, t.instansi, [participant.id]);
  await audit(t, { action: 'evaluation.submission-received', object: 'submission', objectId: copy.id, detail: { campaign: campaign.id, from: participant.name, no: copy.no, sha256: seal.sha256 } });
  await emit(t, 'evaluation.received', { campaign: campaign.id, submission: copy.id, to: participant.tenant, sha256: seal.sha256, at: at.toISOString() });
}

export const claimsOf = (copy: SubmissionCopy): storage.Claim[] => copy.answers.map(({ number, micro, met, asks, fakta, analisis, before }) => ({ submission: copy.id, number, micro, met, asks, fakta, analisis, before }));

export function evidenceOf(copy: SubmissionCopy, intact: ReadonlySet<string>): storage.Evidence[] {
  const isWhole = (sha256: string | null) => sha256 === null || intact.has(sha256);
  return [
    ...copy.evidence.map(({ where, file, ...one }): storage.Evidence => ({ submission: copy.id, ...one, place: where, sha256: file?.sha256 ?? null, type: file?.type ?? null, name: file?.name ?? null, bytes: file?.bytes ?? null, intact: isWhole(file?.sha256 ?? null) })),
    ...copy.papers.map(({ kind, sha256, number, name }, at): storage.Evidence => ({
      submission: copy.id, id: `00000000-0000-4000-8000-00000000000${at + 1}`, number: null, level: null, letter: null, version: 1, kind, title: number, place: '', documentDate: null, expiresOn: null,
      sha256, type: 'application/pdf', name, bytes: null, url: null, record: null, intact: isWhole(sha256),
    })),
  ];
}

/** The bytes of every file into the organiser's own store; returns the digests that arrived as they were sealed. */
async function copyFiles(from: Context, to: Context, copy: SubmissionCopy): Promise<Set<string>> {
  const { files } = from.house;
  const intact = new Set<string>();
  for (const sha256 of new Set([...copy.evidence.flatMap(({ file }) => (file ? [file.sha256] : [])), ...copy.papers.map((paper) => paper.sha256)])) {
    const bytes = await files.find(from.instansi, sha256);
    // The store names a file by its digest: another name means other bytes.
    if (bytes && (await files.put(to.instansi, bytes)) === sha256) intact.add(sha256);
  }
  return intact;
}

/** The sealed copy, held against its digest. @throws Refused `evaluation.bad-seal` when a byte is another */
export async function openSeal(t: TenantContext, submission: string): Promise<SubmissionCopy> {
  const row = await storage.sealedPayload(t.tx, t.instansi, submission);
  if (!row) throw new Refused({ code: 'evaluation.unknown' });
  if (createHash('sha256').update(row.payload).digest('hex') !== row.sha256) throw new Refused({ code: 'evaluation.bad-seal' });
  return submissionCopy.parse(JSON.parse(row.payload));
}

/** Follows `self-assessment.replied` { campaign, to }: all replies and objections so far, each kept once. */
export async function takeReplies(ctx: Context, message: EventMessage): Promise<void> {
  const { campaign, to } = message.payload as { campaign: string; to: string };
  const { replies, objections } = await participantPart(ctx).repliesOf(ctx, campaign);
  await inTenant({ ...ctx, instansi: to }, async (t) => {
    const participant = await participantOf(t.tx, t.instansi, campaign, ctx.instansi);
    if (!participant) return;
    const isNew = new Set((await storage.insertReplies(t.tx, t.instansi, replies.map(({ question, text, at, by }) => ({ question, campaign, participant: participant.id, text, byName: by, at: new Date(at) })))).map(({ question }) => question));
    if (isNew.size > 0) {
      await audit(t, { action: 'evaluation.replies-received', object: 'participant', objectId: participant.id, detail: { count: isNew.size } });
      await emit(t, 'evaluation.replied', { campaign, participant: participant.id, questions: [...isNew] });
      await tellAskers(t, participant, isNew);
    }
    await takeObjections(ctx, t, participant, objections);
  });
}

/** Today at the organiser. */
export const today = (t: TenantContext): Promise<string> => organizationOf(t).today(t);
