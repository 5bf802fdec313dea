import { requireSecondFactor } from '../../identity/contract.ts';
import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { part } from '../../../platform/house.ts';
import { Refused, type Refusal, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import type { SigningSecret } from '../contract/signing.ts';
import { actorOf, whoOf } from './act.ts';
import { perform } from './perform.ts';
import { accountsOf, organizationOf } from './ports.ts';
import { issueHere } from './signing.ts';
import { loadForOfficer } from './visibility.ts';

// Chapters: signing many · one letter · the certified way

/** Minutes for which one second factor is enough for another batch. */
const SECOND_FACTOR_MINUTES = 10;
/** A certified letter is signed in the signer's own request; the job only looks, so much later, whether that ended. */
const LOOK_AFTER_MINUTES = 5;
/** After one of these the next letter would fail the same way; a wrong passphrase tried often locks the certificate (reference letters §10). */
const ENDS_THE_BATCH: ReadonlySet<string> = new Set([
  'signature.wrong-passphrase', 'signature.not-registered', 'signature.no-certificate', 'signature.user-not-ready', 'signature.identity-missing',
  'signature.provider-credentials', 'signature.provider-unreachable', 'signature.provider-failed', 'signature.no-answer', 'issuance.no-provider',
]);

export interface SignManyInput {
  items: { id: string; seq: number; step: string }[];
  secret?: SigningSecret | undefined;
  /** The signer has looked at the provider: what is uncertain is signed as a new transaction. */
  afresh?: boolean;
}
export interface RefusedLetter {
  id: string;
  code: string;
  /** Indonesian sentence that says what to do. */
  message: string;
  data?: Record<string, unknown>;
  /** The request went on; only its letter is not signed. */
  asked: boolean;
}

/**
 * Every letter is asked for on its own; one that cannot be signed any more does not stop the others. With a certified
 * signature the provider is asked here and now, letter by letter, because the secret must not outlive the request.
 * @throws Refused `permohonan.assistant-may-not-sign`, `request.second-factor`, `permohonan.passphrase-needed`, `permohonan.signer-nik`
 */
export async function signMany(ctx: Context, { items, secret, afresh }: SignManyInput): Promise<{ signed: string[]; refused: RefusedLetter[] }> {
  if (!mustHat(ctx).duties.includes('signer')) throw new Refused({ code: 'permohonan.assistant-may-not-sign' });
  requireSecondFactor(ctx, SECOND_FACTOR_MINUTES);
  const remote = await remoteOf(ctx, secret);
  const signed: string[] = [];
  const refused: RefusedLetter[] = [];
  let ended = false;
  for (const item of items) {
    const no: RefusedLetter | undefined = ended ? refusedLetter(ctx, item.id, { code: 'permohonan.not-tried' }) : await signOne(ctx, item, remote, afresh ?? false);
    if (!no) signed.push(item.id);
    else refused.push(no);
    ended ||= no !== undefined && ENDS_THE_BATCH.has(no.code);
  }
  return { signed, refused };
}

async function signOne(ctx: Context, item: SignManyInput['items'][number], remote: RemoteIdentity | undefined, afresh: boolean): Promise<RefusedLetter | undefined> {
  try {
    await inTenant(ctx, async (t) => {
      const c = await loadForOfficer(t, item.id);
      // Jobs wait by the database's clock, whatever day the house is told to live in.
      const letterAt = remote && new Date(Date.now() + LOOK_AFTER_MINUTES * 60_000);
      await perform(t, { request: c.request, compiled: c.compiled, unitOf: c.unitOf, actor: actorOf(mustHat(t), c), by: whoOf(t), payload: { kind: 'sign-requested', step: item.step }, expectedSeq: item.seq, ...(letterAt ? { letterAt } : {}) });
    });
    if (!remote) return undefined;
    const outcome = await issueHere(ctx, item.id, { remote, afresh });
    return outcome.outcome === 'signed' || outcome.outcome === 'awaiting-scan' ? undefined : { id: item.id, code: outcome.code, message: outcome.reason, asked: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusedLetter(ctx, item.id, error.refusal);
  }
}

function refusedLetter(ctx: Context, id: string, { code, data }: Refusal): RefusedLetter {
  const entry = part<RefusalTable>(ctx.house, 'refusals')[code];
  const message = !entry ? 'Tidak dapat ditandatangani sekarang.' : typeof entry.sentence === 'string' ? entry.sentence : entry.sentence(data ?? {});
  return { id, code, message, ...(data ? { data } : {}), asked: false };
}

/** Only where today's way of signing of the worn post is certified; the provider knows the person by NIK. */
async function remoteOf(ctx: Context, secret: SigningSecret | undefined): Promise<RemoteIdentity | undefined> {
  const own = await inTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const holding = await organization.holdingInForce(t, mustHat(t).holdingId, await organization.today(t));
    return holding?.signMode === 'tersertifikasi' ? { nik: secret?.nik ?? (await accountsOf(t).prefillOf(t, mustViewer(t).accountId)).nik } : undefined;
  });
  if (!own) return undefined;
  if (!secret) throw new Refused({ code: 'permohonan.passphrase-needed' });
  if (!own.nik) throw new Refused({ code: 'permohonan.signer-nik', fields: [{ path: 'nik', message: 'Isi NIK Anda, 16 angka.' }] });
  return { identity: { nik: own.nik }, secret: secret.totp !== undefined ? { totp: secret.totp } : { passphrase: secret.passphrase! } };
}
