import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { actingUnit } from '../../../engines/workflow/workflow-definition.ts';
import { part } from '../../../platform/house.ts';
import { Refused, sentenceOf, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { EventMessage } from '../../../platform/module.ts';
import type { NumberOrder, Produced } from '../../issuance/contract.ts';
import { allRegionCodes, openAnswers, uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { maskName } from '../rules/names-are-masked.ts';
import { findRequest, type LoadedRequest } from '../storage.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { regionText } from './form-facts.ts';
import { perform } from './perform.ts';
import { institutionOf, issuanceOf, layananOf, organizationOf, wilayahOf } from './ports.ts';
import { unitsOf } from './submit.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';

// Chapters: the three phases of a letter · what it is made of · a later outcome (scan, retry)

const MODES = { tersertifikasi: 'certified', internal: 'internal', basah: 'wet' } as const;

/**
 * dinomori (number given, own transaction) → rendered and signed outside any transaction → ditandatangani.
 * Runs as a job after `permohonan.sign-requested`; every phase may be repeated, so a crash anywhere is healed by the
 * retry: the number is reused, a letter already signed is found signed.
 */
export async function issueLetter(ctx: Context, message: EventMessage): Promise<void> {
  await makeLetter(ctx, String(message.payload.request));
}

/**
 * The same in the signer's own request, for the certified way: the secret lives as long as this call.
 * @throws Refused `issuance.being-signed`
 */
export async function issueHere(ctx: Context, id: string, options: { remote: RemoteIdentity; afresh: boolean }): Promise<Produced> {
  const outcome = await makeLetter(ctx, id, options);
  if (!outcome) throw new Refused({ code: 'issuance.being-signed' });
  return outcome;
}

async function makeLetter(ctx: Context, id: string, options?: { remote: RemoteIdentity; afresh: boolean }): Promise<Produced | undefined> {
  const numbered = await giveNumber(ctx, id);
  if (typeof numbered !== 'string') return numbered;
  const outcome = await issuanceOf(ctx).produce(ctx, numbered, options);
  await inTenant(ctx, async (t) => {
    await issuanceOf(t).finish(t, numbered, outcome);
    await record(t, id, outcome);
  });
  return outcome;
}

/** The document, or why there is none; undefined when nobody asks for a letter any more. */
async function giveNumber(ctx: Context, id: string): Promise<string | Extract<Produced, { outcome: 'failed' | 'uncertain' }> | undefined> {
  try {
    return await inTenant(ctx, async (t) => {
      const request = await findRequest(t.tx, t.instansi, id);
      if (!request || !['requested', 'numbered'].includes(request.folded.document.phase)) return undefined;
      const { compiled, unitOf } = await surroundings(t, request);
      const order = await numberOrder(t, request, compiled, unitOf);
      const numbered = await issuanceOf(t).number(t, order);
      if (request.folded.document.phase === 'requested') {
        await perform(t, { request, compiled, unitOf, actor: { kind: 'system' }, by: { kind: 'system' }, payload: { kind: 'numbered', number: numbered.number, documentId: numbered.documentId }, expectedSeq: request.state.seq });
      }
      return numbered.documentId;
    });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code === 'permohonan.changed') throw error;
    const failed = { outcome: 'failed' as const, code: error.refusal.code, reason: reasonOf(ctx, error) };
    await inTenant(ctx, (t) => record(t, id, failed));
    return failed;
  }
}

/** Why there is no letter, for the timeline: the sentence, and those of the fields. */
const reasonOf = (ctx: Context, { refusal }: Refused): string =>
  [sentenceOf(refusal, part<RefusalTable>(ctx.house, 'refusals')), ...(refusal.fields ?? []).map((field) => field.message)].join(' ').slice(0, 500);

async function surroundings(t: TenantContext, request: LoadedRequest) {
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  return { compiled, ...(await unitsOf(t, compiled, request.answers)) };
}

/** The outcome becomes an action once; a letter waiting for its scan stays numbered until the scan is there. */
async function record(t: TenantContext, id: string, outcome: Pick<Produced, 'outcome'> & Record<string, unknown>): Promise<void> {
  const request = await findRequest(t.tx, t.instansi, id);
  if (!request) return;
  const { phase } = request.folded.document;
  if (outcome.outcome === 'awaiting-scan' || phase === 'signed' || phase === 'none') return;
  if (outcome.outcome !== 'signed' && phase === 'failed') return;
  const { compiled, unitOf } = await surroundings(t, request);
  const payload = outcome.outcome === 'signed'
    ? { kind: 'signed' as const, mode: MODES[outcome.mode as keyof typeof MODES], sha256: String(outcome.sha256) }
    : { kind: 'sign-failed' as const, reason: String(outcome.reason ?? 'Penandatanganan gagal.') };
  await perform(t, { request, compiled, unitOf, actor: { kind: 'system' }, by: { kind: 'system' }, payload, expectedSeq: request.state.seq });
}

/** `issuance.finished`: a scan was uploaded, or a retry succeeded. */
export async function letterFinished(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { caseKind: string; caseId: string; outcome: Produced['outcome']; mode: string; sha256?: string; reason?: string };
  if (p.caseKind !== 'permohonan') return;
  await inTenant(ctx, (t) => record(t, p.caseId, p));
}

/** What the letter is made of. The signer is the holder in force today of the post that asked for the signature. */
export async function numberOrder(t: TenantContext, request: LoadedRequest, compiled: CompiledLayanan, unitOf: (r: string) => string): Promise<NumberOrder> {
  const { definition } = compiled;
  const institution = await institutionOf(t);
  const today = dayIn(t.house.clock.now(), institution.zone);
  // A number that was set aside may have fixed an earlier day; who signs is still who holds the post today.
  const day = (await issuanceOf(t).letterDay(t, 'permohonan', request.id)) ?? today;
  const organization = organizationOf(t);
  const signature = definition.workflow.steps.find((s) => s.kind === 'signature')!;
  const unitId = unitOf(actingUnit(signature));
  const by = request.folded.document.requestedBy;
  const holders = by?.kind === 'officer' ? await organization.whoHeld(t, by.post, today) : [];
  const holding = holders[0] ?? (await organization.holderForSigning(t, unitId, today));
  if (!holding) throw new Refused({ code: 'permohonan.no-unit', data: { what: 'tanda tangan surat ini' } });
  const own = openAnswers(request.answers, request.sealed, (sealed) => t.house.secrets.open('answers', Buffer.from(sealed, 'base64')));
  const regions = await wilayahOf(t).regions(allRegionCodes(compiled.form, own), t);
  const ids = uploadPaths(compiled.form, own).map((u) => u.upload);
  const uploads = ids.length > 0 ? await findUploads(t.tx, t.instansi, ids) : [];
  const sources = {
    answers: own, state: request.folded, date: day,
    request: { number: request.number, receivedOn: dayIn(request.received_at, institution.zone) },
    lookups: { regionName: (code: string) => regionText(regions.get(code)), uploads: uploads.map((u) => ({ id: u.id, type: u.type ?? '', bytes: u.size, name: u.name })) },
    facts: { instansi: { nama: institution.name, kode: institution.code } },
  };
  const validUntil = layananOf(t).lastValidDay(compiled, sources);
  return {
    caseKind: 'permohonan', caseId: request.id, template: definition.output.template, title: definition.output.title, unitId, holding, letterDate: day,
    ...(validUntil ? { validUntil } : {}), fields: layananOf(t).letterFields(compiled, sources), series: definition.output.series,
    subjectMasked: maskName(request.applicant_name), demo: institution.demo,
  };
}
