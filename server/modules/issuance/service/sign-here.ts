import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor, type Accounts } from '../../identity/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import type { IssuancePort, Produced, SigningSecret } from '../contract.ts';
import { finish } from './finish.ts';
import { number } from './number.ts';
import { produce } from './produce.ts';
import { organizationOf } from './workshop.ts';

/** Minutes for which one second factor is enough for another letter. */
const SECOND_FACTOR_MINUTES = 10;

/** The three steps in the signer's own request, by the post that is worn. See the port. */
export const signHere: IssuancePort<Context, TenantContext>['signHere'] = async (ctx, what, secret) => {
  requireSecondFactor(ctx, SECOND_FACTOR_MINUTES);
  const { holding, day } = await inTenant(ctx, (t) => signerNow(t));
  const remote = await remoteOfSigner(ctx, holding, secret);
  const { documentId } = await inTenant(ctx, async (t) => {
    const numbered = await number(t, await what.order(t, { holding, unitId: holding.unitId, day }));
    await what.numbered(t, numbered);
    return numbered;
  });
  const outcome: Produced = await produce(ctx, documentId, remote ? { remote } : {});
  await inTenant(ctx, async (t) => what.finished(t, outcome, await finish(t, documentId, outcome)));
  return outcome;
};

async function signerNow(t: TenantContext): Promise<{ holding: Holder; day: string }> {
  const organization = organizationOf(t.house);
  const day = await organization.today(t);
  const holding = await organization.holdingInForce(t, mustHat(t).holdingId, day);
  if (!holding) throw new Refused({ code: 'request.not-allowed' });
  return { holding, day };
}

/** Only where the signer's way is certified; the provider knows the person by NIK. */
async function remoteOfSigner(ctx: Context, holding: Holder, secret: SigningSecret | undefined): Promise<RemoteIdentity | undefined> {
  if (holding.signMode !== 'tersertifikasi') return undefined;
  if (!secret) throw new Refused({ code: 'issuance.passphrase-needed', fields: [{ path: 'passphrase', message: 'Isi passphrase atau kode OTP.' }] });
  const nik = secret.nik ?? (await inTenant(ctx, (t) => part<Accounts<TenantContext>>(t.house, 'identity.accounts').prefillOf(t, mustViewer(t).accountId))).nik;
  if (!nik) throw new Refused({ code: 'issuance.signer-nik', fields: [{ path: 'nik', message: 'Isi NIK Anda, 16 angka.' }] });
  return { identity: { nik }, secret: secret.totp !== undefined ? { totp: secret.totp } : { passphrase: secret.passphrase! } };
}
