import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../../identity/contract.ts';
import type { NumberOrder, Produced, SigningSecret } from '../../issuance/contract.ts';
import type { OutcomeCopy } from '../../self-assessment/contract.ts';
import { lockParticipant } from '../storage/participants.ts';
import * as storage from '../storage/decisions.ts';
import { atDesk, type AtDesk } from './desk-access.ts';
import { concludingOf, drawOutcome, nextOf, type Concluding } from './outcome-of.ts';
import { institutionOf, issuanceOf, organizationOf } from './ports.ts';

// Chapters: deciding · the report · telling · a draft of the report

export const TEMPLATE = 'laporan-hasil-evaluasi';
export const CASE = 'evaluation.decision';
const TITLE = 'Laporan Hasil Evaluasi';
/** Minutes for which one second factor is enough. */
export const FRESH_MINUTES = 10;

/**
 * The outcome of one institution as it stands: kept for good, its report signed by who decides, then told. A report that
 * could not be signed is repeated (`signReport`); the decision stays.
 */
export async function decide(ctx: Context, { participant, secret }: { participant: string; secret?: SigningSecret | undefined }) {
  requireSecondFactor(ctx, FRESH_MINUTES);
  const { decision, state } = await inTenant(ctx, async (t) => {
    await lockParticipant(t.tx, t.instansi, participant);
    const c = await concludingOf(t, await atDesk(t, participant), { recompute: true });
    if (c.decisions[0]?.state === 'final') throw new Refused({ code: 'evaluation.decided-already' });
    const next = orRefuse(nextOf(c));
    return { decision: await keepDecision(t, c, next, ''), state: next };
  });
  return { decision, state, ...(await signReport(ctx, { decision, secret })) };
}

export async function keepDecision(t: TenantContext, c: Concluding, state: OutcomeCopy['state'], reason: string): Promise<string> {
  const { outcome, fields } = await drawOutcome(t, c, state);
  const id = uuidv7();
  const text = canonicalJson(outcome);
  const sha256 = createHash('sha256').update(text).digest('hex');
  await storage.insertDecision(t.tx, t.instansi, { id, participant: c.at.participant.id, no: outcome.no, state, outcome: text, fields, sha256, reason, decidedAt: t.house.clock.now(), by: mustViewer(t).accountId, byName: mustViewer(t).name });
  await audit(t, { action: 'evaluation.decided', object: 'participant', objectId: c.at.participant.id, detail: { no: outcome.no, state, index: outcome.index, sha256, ...(reason ? { reason } : {}) } });
  return id;
}

/** @throws Refused `evaluation.unknown-decision` */
async function loadDecision(t: TenantContext, id: string): Promise<{ decision: storage.Decision; at: AtDesk }> {
  const decision = await storage.findDecision(t.tx, t.instansi, id);
  if (!decision) throw new Refused({ code: 'evaluation.unknown-decision' });
  return { decision, at: await atDesk(t, decision.participant) };
}

/** Number, file, signature and telling; may be repeated until the report is signed. */
export async function signReport(ctx: Context, { decision: id, secret }: { decision: string; secret?: SigningSecret | undefined }): Promise<{ report: storage.Decision['reportState']; sentence: string }> {
  const before = await readTenant(ctx, async (t) => (await loadDecision(t, id)).decision);
  if (before.reportState === 'signed') return { report: 'signed', sentence: '' };
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by) => orderOf(t, id, by),
    numbered: async (t, { documentId, number }) => void (await storage.saveReport(t.tx, t.instansi, id, { document: documentId, reportNumber: number, reportState: 'wanted', reportSha256: null, failure: null })),
    finished: (t, produced) => recordReport(t, id, produced),
  }, secret);
  return { report: stateOf(outcome), sentence: 'reason' in outcome ? outcome.reason : '' };
}

async function orderOf(t: TenantContext, id: string, by: Pick<NumberOrder, 'holding' | 'unitId'> & { day: string }): Promise<NumberOrder> {
  const { decision, at } = await loadDecision(t, id);
  const institution = await institutionOf(t);
  const earlier = (await storage.decisionsOf(t.tx, t.instansi, decision.participant)).find(({ no, reportState }) => no < decision.no && reportState === 'signed');
  return {
    caseKind: CASE, caseId: id, template: TEMPLATE, title: TITLE, unitId: by.unitId, holding: by.holding, letterDate: by.day, series: issuanceOf(t).seriesOf(TEMPLATE), subjectMasked: at.participant.name, demo: institution.demo,
    fields: await storage.fieldsOf(t.tx, t.instansi, id), ...(earlier?.document ? { supersedes: earlier.document } : {}),
  };
}

const stateOf = (outcome: Produced): storage.Decision['reportState'] => (outcome.outcome === 'signed' || outcome.outcome === 'awaiting-scan' ? outcome.outcome : 'failed');

async function recordReport(t: TenantContext, id: string, outcome: Produced): Promise<void> {
  const decision = await storage.findDecision(t.tx, t.instansi, id);
  if (!decision || decision.reportState === 'signed') return;
  await storage.saveReport(t.tx, t.instansi, id, {
    document: decision.document, reportNumber: decision.reportNumber, reportState: stateOf(outcome), reportSha256: 'sha256' in outcome ? outcome.sha256 : null, failure: 'reason' in outcome ? outcome.reason : null,
  });
  if (outcome.outcome === 'signed') await tell(t, { ...decision, reportSha256: outcome.sha256 });
}

/** The outcome goes home once its report can go with it. */
async function tell(t: TenantContext, decision: storage.Decision): Promise<void> {
  if (!(await storage.saveTold(t.tx, t.instansi, decision.id, t.house.clock.now()))) return;
  await tellHome(t, decision.participant);
}
export async function tellHome(t: TenantContext, participantId: string): Promise<void> {
  const participant = await lockParticipant(t.tx, t.instansi, participantId);
  if (participant?.tenant) await emit(t, 'evaluation.told', { campaign: participant.campaign, to: participant.tenant });
}

/** `issuance.finished`: a scan came, or a retry elsewhere succeeded. */
export async function reportFinished(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as unknown as Produced & { caseKind: string; caseId: string };
  await inTenant(ctx, (t) => recordReport(t, p.caseId, p));
}
export const isReport = ({ caseKind }: EventMessage['payload']): boolean => caseKind === CASE;

/** What the report would say today, with KONSEP across it. */
export const previewReport = async (ctx: Context, participant: string): Promise<Buffer> => {
  const order = await inTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    if (!at.seesAll) throw new Refused({ code: 'evaluation.not-assigned' });
    const c = await concludingOf(t, at, { recompute: true });
    const next = nextOf(c);
    const { fields } = await drawOutcome(t, c, next.ok ? next.value : 'provisional');
    const institution = await institutionOf(t);
    const organization = organizationOf(t);
    const letterDate = await organization.today(t);
    const holding = await organization.holdingInForce(t, mustHat(t).holdingId, letterDate);
    if (!holding) throw new Refused({ code: 'request.not-allowed' });
    return { template: TEMPLATE, title: TITLE, unitId: holding.unitId, holding, letterDate, fields, demo: institution.demo, series: issuanceOf(t).seriesOf(TEMPLATE) };
  });
  return issuanceOf(ctx).preview(ctx, order);
};

/** The signed report of a decision, for who may conclude about the institution. */
export const reportFile = (ctx: Context, id: string): Promise<{ sha256: string; name: string }> =>
  readTenant(ctx, async (t) => {
    const { decision, at } = await loadDecision(t, id);
    if (!at.seesAll || !decision.reportSha256) throw new Refused({ code: 'evaluation.unknown-decision' });
    return { sha256: decision.reportSha256, name: reportName(at.campaign.title, at.participant.name, decision.no) };
  });
export const reportName = (campaign: string, institution: string, no: number): string => `Laporan ${campaign} - ${institution} (${no}).pdf`;
