import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { events } from '../contract.ts';
import type { SessionAnswer } from '../contract/shared.ts';
import { hashPassword, mustBeGood } from '../passwords.ts';
import { identifierOf } from '../rules/what-an-identifier-is.ts';
import { findAccount, findCandidates, markVerified, setActive } from '../storage/accounts.ts';
import { accountOfCode, deleteCredentials, setPassword, useCode } from '../storage/credentials.ts';
import { deleteSessions } from '../storage/sessions.ts';
import { issueCode } from './accounts.ts';
import { hashCode, hashNik, openNik } from './common.ts';
import { takeNikOver } from './desk.ts';
import { openSession } from './open-session.ts';
import { networkWasRight, subjectWasRight, tryFromNetwork, tryOnce } from './tries.ts';

const MAIL_HOURS = 1;
const wrong = () => new Refused({ code: 'identity.code-wrong', fields: [{ path: 'code', message: 'Kode tidak cocok, sudah terpakai, atau sudah lewat waktunya.' }] });

/** A printed card or a reset code is exchanged for a password of one's own; it works once, older sessions end. */
export async function activate(ctx: Context, a: { code: string; password: string; sharedComputer: boolean; device: string }): Promise<SessionAnswer & { name: string }> {
  const { house } = ctx;
  await tryFromNetwork(ctx, 'code');
  const hash = hashCode(house, a.code);
  const opened = await accountOfCode(house.db, ['activation-card', 'reset-code'], hash, house.clock.now());
  const account = opened && (await house.db.outsideTenant((tx) => findAccount(tx, opened.account)));
  if (!opened || !account || account.status === 'locked' || account.status === 'closed') throw wrong();
  await networkWasRight(ctx, 'code');
  mustBeGood(a.password, {
    name: account.name, birthDate: account.birth_date,
    identifiers: [account.nik_sealed && openNik(house, account.nik_sealed), account.nip, account.phone, account.user_name, account.email?.split('@')[0]],
  });
  const passwordHash = await hashPassword(a.password);
  const answer = await inInstallation({ ...ctx, viewer: null }, async (t) => {
    const now = t.house.clock.now();
    const used = await useCode(t.tx, ['activation-card', 'reset-code'], hash, now);
    if (!used) throw wrong();
    await setPassword(t.tx, account.id, passwordHash, now);
    await deleteSessions(t.tx, account.id, null);
    if (used.data['secondFactor'] === true) await takeSecondFactorOff(t, account.id, ctx.instansi);
    if (opened.kind === 'activation-card') {
      // The institution handed the card to this person: that is their identity check. The NIK follows, as at a desk.
      if (account.nik_hash && account.nik_sealed) {
        await takeNikOver(t, account.id, account.nik_hash);
        await markVerified(t.tx, account.id, { name: account.name, birthDate: account.birth_date, nikHash: account.nik_hash, nikSealed: account.nik_sealed, at: now, by: typeof used.data['by'] === 'string' ? used.data['by'] : null });
      }
      await setActive(t.tx, account.id);
    }
    await audit(t, { action: opened.kind === 'activation-card' ? 'account.activated' : 'account.password-changed', object: 'account', objectId: account.id, detail: { how: opened.kind } });
    await emit(t, events.passwordChanged, { account: account.id, instansi: ctx.instansi, how: opened.kind });
    return { ...(await openSession(t, { account: account.id, sharedComputer: a.sharedComputer, device: a.device, how: opened.kind })), name: account.name };
  });
  // Whoever was locked out by wrong passwords has shown who they are.
  await subjectWasRight(ctx, 'account', `id:${account.id}`);
  return answer;
}

/** Printed at a desk for somebody who lost the telephone or the codes, after the KTP-el was compared. */
async function takeSecondFactorOff(t: TenantContext, account: string, instansi: string): Promise<void> {
  await deleteCredentials(t.tx, account, ['totp', 'recovery-code', 'passkey']);
  await audit(t, { action: 'account.second-factor-reset', object: 'account', objectId: account, detail: { how: 'desk' } });
  await emit(t, events.secondFactorChanged, { account, instansi, what: 'reset' });
}

/**
 * A link by mail, only where the account has an address. The answer says nothing about whether there is such an account;
 * who sends mail subscribes to the event.
 */
export async function requestReset(ctx: Context, { identifier }: { identifier: string }): Promise<{ done: true }> {
  const by = identifierOf(identifier);
  await tryFromNetwork(ctx);
  await tryOnce(ctx, 'reset', `${by.kind}:${by.value}`);
  const found = (await findCandidates(ctx.house.db, by, by.kind === 'nik' ? hashNik(ctx.house, by.value) : null)).filter((one) => one.email);
  await inInstallation({ ...ctx, viewer: null }, async (t) => {
    for (const account of found) {
      const { code } = await issueCode(t, account.id, 'reset-code', MAIL_HOURS, { how: 'mail' });
      // The fragment stays in the browser: a code in a path or query would end in logs.
      const message = { name: account.name, email: account.email, link: `${t.house.settings.publicUrl}/aktivasi#${code}` };
      await emit(t, events.resetRequested, { account: account.id, instansi: ctx.instansi, sealed: t.house.secrets.seal('reset-message', JSON.stringify(message)).toString('base64url') });
    }
    await audit(t, { action: 'account.reset-requested', object: 'account', objectId: found.length === 1 ? found[0]!.id : null, detail: { by: by.kind } });
  });
  return { done: true };
}
