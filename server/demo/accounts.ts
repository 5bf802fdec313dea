import type { Accounts } from '../modules/identity/contract.ts';
import { compulsoryDuties } from '../modules/identity/contract.ts';
import { part } from '../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../platform/request/context.ts';
import type { PlannedPerson } from './organisation.ts';

/** Documented in docs/how-to/demo-5-menit.md; only accounts of the demonstration have them. */
export const DEMO_PASSWORD = 'reyog-ponorogo';
/** Of the key of the Inspektorat, for both its holders. */
export const DEMO_PASSPHRASE = 'topeng merak di alun-alun';
/** 160 bits in base32, for an authenticator application. */
export const DEMO_TOTP_SECRET = 'PENDOPOCONTOHDEMOPONOROGO2345677';
/** Printed codes, each good once per account. */
export const DEMO_RECOVERY_CODES = ['REYG-2345', 'REYG-3456', 'REYG-4567', 'REYG-5678', 'REYG-6789', 'WARK-2345', 'WARK-3456', 'WARK-4567', 'WARK-5678', 'WARK-6789'];

export interface DemoCitizen {
  id: string;
  name: string;
  nik: string;
  birthDate: string;
  phone: string;
  level: 'unverified' | 'verified';
}

/** Accounts of officers and citizens with one shared password hash; a second factor where the duties demand it. */
export async function createDemoAccounts(ctx: Context, people: readonly PlannedPerson[], citizens: readonly DemoCitizen[]): Promise<void> {
  const accounts = part<Accounts<TenantContext>>(ctx.house, 'identity.accounts');
  const passwordHash = await accounts.hashPassword(DEMO_PASSWORD);
  await inTenant(ctx, async (t) => {
    for (const person of people) {
      if (!person.account) continue;
      const guarded = person.duties.some((duty) => (compulsoryDuties as readonly string[]).includes(duty));
      await accounts.createAccount(t, {
        id: person.account.id, name: person.name, nik: person.nik, birthDate: person.birthDate, phone: person.phone, userName: person.account.userName,
        ...(person.nip ? { nip: person.nip } : {}), passwordHash, level: 'verified', managedBy: ctx.instansi,
        ...(guarded ? { totpSecret: DEMO_TOTP_SECRET, recoveryCodes: DEMO_RECOVERY_CODES } : {}),
      });
    }
    for (const citizen of citizens) await accounts.createAccount(t, { ...citizen, passwordHash });
  });
}
