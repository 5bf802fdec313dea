import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { takeTry } from '../../../platform/request/rate-limit.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Accounts } from '../../identity/contract.ts';
import { providerSigner } from './signers.ts';

/** House rule: each one is a message to a phone. */
const LIMIT = { tries: 5, minutes: 15 };

/**
 * The provider sends its one-time code to the signer, whom it knows by NIK; the code itself never passes here.
 * @throws Refused `issuance.no-provider`, `issuance.no-otp`, `issuance.signer-nik`, `request.too-many`, `signature.*` of the provider
 */
export async function requestOtp(ctx: Context, typed: string | undefined): Promise<{ sent: true }> {
  const { accountId } = mustViewer(ctx);
  const signer = await providerSigner(ctx);
  if (!signer.requestTotp) throw new Refused({ code: 'issuance.no-otp' });
  const nik = typed ?? (await inTenant(ctx, (t) => part<Accounts<TenantContext>>(t.house, 'identity.accounts').prefillOf(t, accountId))).nik;
  if (!nik) throw new Refused({ code: 'issuance.signer-nik', fields: [{ path: 'nik', message: 'Isi NIK Anda, 16 angka.' }] });
  const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', `issuance-otp:${accountId}`), LIMIT);
  if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  orRefuse(await signer.requestTotp({ nik }));
  await inTenant(ctx, (t) => audit(t, { action: 'issuance.otp-requested', object: 'account', objectId: accountId }));
  return { sent: true };
}
