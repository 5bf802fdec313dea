import { part } from '../../../platform/house.ts';
import type { House } from '../../../platform/house.ts';
import { publicCode, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { parseNip } from '../../../engines/identifiers/nip.ts';
import type { Accounts, NewAccount } from '../contract/ports.ts';
import { hashPassword } from '../passwords.ts';
import { isUserName } from '../rules/what-an-identifier-is.ts';
import { findAccount, insertAccount, listAccountsByNik } from '../storage/accounts.ts';
import { insertCodes, putTotp, setPassword } from '../storage/credentials.ts';
import { auditBoth, Faults, groupCode, hashCode, openNik, readContact, readNik, sealNik, today } from './common.ts';

export const CARD_DAYS = 30;
const UNVERIFIED_PER_NIK = 5;

export async function createAccount(t: TenantContext, a: NewAccount): Promise<string> {
  const { house } = t;
  const now = house.clock.now();
  const faults = new Faults();
  const nik = a.nik === undefined ? undefined : faults.take('nik', readNik(house, a.nik, a.birthDate))?.nik;
  const nip = a.nip === undefined ? undefined : faults.take('nip', parseNip(a.nip, { today: today(house) }))?.nip;
  const userName = a.userName?.trim().toLowerCase();
  if (userName !== undefined && !isUserName(userName)) faults.add('userName', 'Nama pengguna diawali huruf, 3 sampai 40 huruf kecil, angka, titik, atau tanda hubung.');
  const { phone, email } = readContact(faults, a);
  faults.refuse();

  const level = a.level ?? 'unverified';
  const sealed = nik === undefined ? undefined : sealNik(house, nik);
  // A pending account waits for its card; whose the NIK is, is decided when the card is used.
  if (sealed && a.passwordHash !== undefined) {
    const others = await listAccountsByNik(t.tx, sealed.hash);
    if (others.some((one) => one.level === 'verified') || others.length >= UNVERIFIED_PER_NIK) throw new Refused({ code: 'identity.nik-taken' });
  }
  const id = a.id ?? uuidv7(now.getTime());
  try {
    await insertAccount(t.tx, {
      id, name: a.name, birth_date: a.birthDate ?? null, nik_hash: sealed?.hash ?? null, nik_sealed: sealed?.sealed ?? null, nip: nip ?? null,
      user_name: userName ?? null, phone, email, level, verified_at: level === 'verified' ? now : null, verified_by: a.verifiedBy ?? null,
      status: a.passwordHash === undefined ? 'pending' : 'active', managed_by: a.managedBy ?? null, created_at: now,
    });
  } catch (error) {
    throw takenOr(error);
  }
  if (a.passwordHash !== undefined) await setPassword(t.tx, id, a.passwordHash, now);
  if (a.totpSecret !== undefined) await putTotp(t.tx, id, house.secrets.seal('totp', a.totpSecret), now);
  if (a.recoveryCodes) await insertCodes(t.tx, id, 'recovery-code', a.recoveryCodes.map((code) => recoveryHash(house, id, code)), now, null);
  await auditBoth(t, { action: 'account.created', object: 'account', objectId: id, detail: { level, status: a.passwordHash === undefined ? 'pending' : 'active', managed: a.managedBy !== undefined } });
  return id;
}

/** A printed code belongs to one account: the same letters on another card are another code. */
export const recoveryHash = (house: House, account: string, code: string): Buffer => hashCode(house, `${account.replaceAll('-', '')}${code}`);

/** PostgreSQL's unique constraints have the last word between two requests at once. */
export function takenOr(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505') return error;
  const refusal = { account_nip_once: 'identity.nip-taken', account_user_name_once: 'identity.user-name-taken', account_nik_once_verified: 'identity.nik-taken' }[constraint ?? ''];
  return refusal ? new Refused({ code: refusal }) : error;
}

export async function issueCode(t: TenantContext, account: string, kind: 'activation-card' | 'reset-code', hours: number, data: Record<string, unknown> = {}): Promise<{ code: string; expiresAt: Date }> {
  const now = t.house.clock.now();
  const code = publicCode(12);
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  await insertCodes(t.tx, account, kind, [hashCode(t.house, code)], now, expiresAt, data);
  return { code: groupCode(code), expiresAt };
}

export const accountsPart = (house: House): Accounts<TenantContext> => ({
  createAccount,
  hashPassword,
  sealNik: (nik) => sealNik(house, nik),
  openNik: (sealed) => openNik(house, sealed),
  contactOf: async (t, id) => {
    const account = await findAccount(t.tx, id);
    return account && { name: account.name, phone: account.phone, email: account.email, level: account.level };
  },
  prefillOf: async (t, id) => {
    const account = await findAccount(t.tx, id);
    if (!account) return { nama: '' };
    return {
      nama: account.name,
      ...(account.nik_sealed ? { nik: openNik(house, account.nik_sealed) } : {}),
      ...(account.phone ? { telepon: account.phone } : {}),
      ...(account.email ? { surel: account.email } : {}),
      ...(account.birth_date ? { tanggal_lahir: account.birth_date } : {}),
    };
  },
  openResetMessage: (payload) => JSON.parse(house.secrets.open('reset-message', Buffer.from(String(payload['sealed']), 'base64url'))) as { name: string; email: string; link: string },
  issueCard: (t, account) => issueCode(t, account, 'activation-card', CARD_DAYS * 24),
});

export const accounts = (house: House) => part<Accounts<TenantContext>>(house, 'identity.accounts');
