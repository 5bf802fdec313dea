import { maskNik } from '../../../engines/identifiers/nik.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { events } from '../contract.ts';
import type { FoundAccount } from '../contract/desk.ts';
import { identifierOf, maskEmail, maskPhone } from '../rules/what-an-identifier-is.ts';
import { mayResetAtDesk } from '../rules/who-may-reset-whom.ts';
import { insertAccess } from '../storage/access.ts';
import { findForDesk, listAccountsByNik, lockAccount, markVerified, takeNikAway, type Account } from '../storage/accounts.ts';
import { hatsOf } from '../storage/people.ts';
import { readSecondFactors } from '../storage/credentials.ts';
import { issueCode, takenOr } from './accounts.ts';
import { isEnrolled } from './open-session.ts';
import { auditBoth, birthDateFault, Faults, hashNik, openNik, readNik, sealNik, today } from './common.ts';
import { recordAccess } from './privacy.ts';

const RESET_HOURS = 24;

/** An officer looks for the account of the person in front of the desk. Everyone found is told who looked. */
export async function findAccounts(ctx: Context, { query }: { query: string }): Promise<{ items: FoundAccount[] }> {
  const by = identifierOf(query);
  if (by.kind === 'nip' || by.kind === 'userName') {
    throw new Refused({ code: 'request.invalid', fields: [{ path: 'query', message: 'Ketik NIK 16 angka, nomor ponsel, atau surel.' }] });
  }
  return inTenant(ctx, async (t) => {
    const found = await findForDesk(t.tx, by, by.kind === 'nik' ? hashNik(t.house, by.value) : null);
    const items: FoundAccount[] = [];
    for (const account of found) {
      await recordAccess(t, { account: account.id, purpose: 'Mencari akun di loket' });
      items.push(await shown(t, account));
    }
    await auditBoth(t, { action: 'account.looked-up', object: 'account', detail: { by: by.kind, found: found.map((one) => one.id) } });
    return { items };
  });
}

async function shown(t: TenantContext, account: Account): Promise<FoundAccount> {
  return {
    id: account.id, name: account.name, birthDate: account.birth_date,
    nikMasked: account.nik_sealed && maskNik(openNik(t.house, account.nik_sealed)),
    phoneMasked: account.phone && maskPhone(account.phone), emailMasked: account.email && maskEmail(account.email),
    level: account.level, createdAt: account.created_at.toISOString(),
    secondFactor: isEnrolled(await readSecondFactors(t.tx, account.id)),
    staff: account.managed_by !== null || (await hatsOf(t.tx, account.id, today(t.house))).length > 0,
  };
}

export interface Verification {
  id: string;
  /** As on the KTP-el that the person shows. */
  nik: string;
  name: string;
  birthDate: string;
}

/** The officer states: this person, this card. The NIK is theirs alone from now on; others lose it and are told. */
export async function verifyAccount(ctx: Context, v: Verification): Promise<{ name: string; level: 'verified'; takenFrom: number; warnings: string[] }> {
  mustHat(ctx);
  if (v.id === mustViewer(ctx).accountId) throw new Refused({ code: 'identity.own-account' });
  const faults = new Faults();
  const nik = faults.take('nik', readNik(ctx.house, v.nik, v.birthDate));
  const wrongDay = birthDateFault(ctx.house, v.birthDate);
  if (wrongDay) faults.add('birthDate', wrongDay);
  faults.refuse();
  return inTenant(ctx, async (t) => {
    const { hash, sealed } = sealNik(t.house, nik!.nik);
    // Everyone with this NIK first and in one order: two desks wait for each other instead of for a deadlock.
    await listAccountsByNik(t.tx, hash);
    const account = await lockAccount(t.tx, v.id);
    if (account?.status !== 'active') throw new Refused({ code: 'request.not-found' });
    if (account.nik_hash && !account.nik_hash.equals(hash)) throw new Refused({ code: 'identity.nik-differs' });
    const takenFrom = await takeNikOver(t, account.id, hash);
    try {
      await markVerified(t.tx, account.id, { name: v.name, birthDate: v.birthDate, nikHash: hash, nikSealed: sealed, at: t.house.clock.now(), by: mustViewer(ctx).accountId });
    } catch (error) {
      throw takenOr(error);
    }
    await recordAccess(t, { account: account.id, purpose: 'Memverifikasi identitas di loket' });
    await auditBoth(t, { action: 'account.verified', object: 'account', objectId: account.id, detail: { nameChanged: account.name !== v.name, birthDateChanged: account.birth_date !== v.birthDate, takenFrom } });
    await emit(t, events.verified, { account: account.id, instansi: t.instansi });
    return { name: v.name, level: 'verified' as const, takenFrom, warnings: nik!.warnings.map((warning) => warning.message) };
  });
}

/**
 * @returns how many unverified accounts lost the NIK
 * @throws Refused `identity.nik-owned` when a verified account already has it
 */
export async function takeNikOver(t: TenantContext, owner: string, nikHash: Buffer): Promise<number> {
  const others = (await listAccountsByNik(t.tx, nikHash)).filter((one) => one.id !== owner);
  if (others.some((one) => one.level === 'verified')) throw new Refused({ code: 'identity.nik-owned' });
  // An account that waits for its card is settled when the card is used.
  const losers = others.filter((one) => one.status !== 'pending');
  await takeNikAway(t.tx, losers.map((one) => one.id));
  const now = t.house.clock.now();
  for (const loser of losers) {
    await insertAccess(t.tx, {
      account: loser.id, id: uuidv7(now.getTime()), instansi: t.instansi, caseId: null, caseNumber: null, byName: t.viewer?.name ?? 'Pemilik NIK', byTitle: t.viewer?.hat?.title ?? 'Aktivasi akun',
      purpose: 'NIK dilepas dari akun ini: pemiliknya sudah menunjukkan KTP di loket. Bila NIK itu milik Anda, datanglah ke loket dengan KTP.', at: now,
    });
    await emit(t, events.nikTakenOver, { account: loser.id, instansi: t.instansi });
  }
  return losers.length;
}

export const issueResetCode = (ctx: Context, { id }: { id: string }) => printCode(ctx, id, 'password');

async function printCode(ctx: Context, id: string, lost: 'password' | 'second-factor'): Promise<{ name: string; code: string; expiresAt: string }> {
  return inTenant(ctx, async (t) => {
    const account = await lockAccount(t.tx, id);
    if (account?.status !== 'active') throw new Refused({ code: 'request.not-found' });
    const hats = await hatsOf(t.tx, id, today(t.house));
    orRefuse(mayResetAtDesk({ level: account.level, ownAccount: id === mustViewer(ctx).accountId, managedBy: account.managed_by, hats }));
    if (lost === 'second-factor' && !isEnrolled(await readSecondFactors(t.tx, id))) throw new Refused({ code: 'identity.no-second-factor' });
    const { code, expiresAt } = await issueCode(t, id, 'reset-code', RESET_HOURS, { how: 'desk', ...(lost === 'second-factor' ? { secondFactor: true } : {}) });
    await recordAccess(t, { account: id, purpose: lost === 'second-factor' ? 'Mencetak kode pemulihan verifikasi kedua di loket' : 'Mencetak kode atur ulang kata sandi di loket' });
    await auditBoth(t, { action: 'account.reset-code-issued', object: 'account', objectId: id, detail: { how: 'desk', lost } });
    return { name: account.name, code, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * The telephone or the printed codes are lost. The officer compares the KTP-el again and prints a code; only its owner, by
 * using it, takes the old second factor off: the desk alone cannot.
 */
export const issueSecondFactorCode = (ctx: Context, { id }: { id: string }) => printCode(ctx, id, 'second-factor');
