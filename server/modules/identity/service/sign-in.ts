import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, mustViewer, type Context } from '../../../platform/request/context.ts';
import { events } from '../contract.ts';
import type { SessionAnswer } from '../contract/shared.ts';
import { hashPassword, isPassword, mustBeGood } from '../passwords.ts';
import { identifierOf } from '../rules/what-an-identifier-is.ts';
import { findAccount, findCandidates, setContact, type Candidate } from '../storage/accounts.ts';
import { findPassword, setPassword } from '../storage/credentials.ts';
import { deleteSession, deleteSessions } from '../storage/sessions.ts';
import { Faults, hashNik, openNik, readContact } from './common.ts';
import { openSession } from './open-session.ts';
import { accountWasRight, networkWasRight, subjectWasRight, tryAccounts, tryFromNetwork, tryOnce } from './tries.ts';

export interface SignIn {
  identifier: string;
  password: string;
  nik?: string | undefined;
  sharedComputer: boolean;
  device: string;
}

/**
 * A password is checked whether or not somebody was found: wrong password and unknown person take the same time and get
 * the same words. Tries count against the account, whichever of its names was typed; what is nobody's name counts against
 * itself. Only who knows the password reads that an administrator has shut the account, and why.
 */
export async function signIn(ctx: Context, s: SignIn): Promise<SessionAnswer> {
  const { house } = ctx;
  const identifier = identifierOf(s.identifier);
  await tryFromNetwork(ctx);
  const found = await findCandidates(house.db, identifier, identifier.kind === 'nik' ? hashNik(house, identifier.value) : null, 'shut');
  const open = found.filter((one) => one.status === 'active').length;
  const shared = (open || found.length) > 1 && (identifier.kind === 'phone' || identifier.kind === 'email');
  const nik = s.nik ? identifierOf(s.nik) : undefined;
  const asked = nik?.kind === 'nik' ? hashNik(house, nik.value) : undefined;
  const meant = shared && asked ? found.filter((one) => one.nik_hash?.equals(asked)) : found;
  const candidates = await tryAccounts(ctx, meant, `${identifier.kind}:${identifier.value}`);
  const who = await whosePassword(candidates, s.password);
  if (!who) {
    await inInstallation(ctx, (t) => audit(t, { action: 'account.sign-in-failed', object: 'account', objectId: found.length === 1 ? found[0]!.id : null, detail: { by: identifier.kind } }));
    throw new Refused({ code: 'identity.sign-in-wrong' });
  }
  await accountWasRight(ctx, who.id, candidates.map((one) => one.id));
  if (shared && !asked) throw new Refused({ code: 'identity.which-person', fields: [{ path: 'nik', message: 'Isi NIK orang yang akan masuk.' }] });
  await networkWasRight(ctx);
  if (who.status !== 'active') {
    await inInstallation(ctx, (t) => audit(t, { action: 'account.sign-in-refused', object: 'account', objectId: who.id, detail: { status: who.status } }));
    throw new Refused({ code: who.status === 'locked' ? 'identity.account-locked' : 'identity.account-closed', data: { reason: who.state_reason } });
  }
  return inInstallation(ctx, (t) => openSession(t, { account: who.id, sharedComputer: s.sharedComputer, device: s.device, how: 'password' }));
}

/** All are tried, so that the time tells nothing about which one it was; with nobody, nobody's password is tried. */
export async function whosePassword(candidates: Candidate[], password: string): Promise<Candidate | undefined> {
  if (candidates.length === 0) await isPassword(password, undefined);
  let who: Candidate | undefined;
  for (const one of candidates) {
    const right = await isPassword(password, one.password?.toString());
    if (right) who ??= one;
  }
  return who;
}

export async function signOut(ctx: Context): Promise<{ done: true }> {
  const viewer = mustViewer(ctx);
  await inInstallation(ctx, async (t) => {
    await deleteSession(t.tx, viewer.accountId, viewer.sessionId);
    await audit(t, { action: 'account.signed-out', object: 'account', objectId: viewer.accountId, detail: { session: viewer.sessionId } });
  });
  return { done: true };
}

/**
 * Who acts on an account in an open session says the password again; wrong tries count against the account.
 * @throws Refused `identity.password-wrong`, `identity.locked`
 */
export async function mustKnowPassword(ctx: Context, password: string, path: string): Promise<void> {
  const { accountId } = mustPerson(ctx);
  await tryOnce(ctx, 'account', `id:${accountId}`);
  if (!(await isPassword(password, await findPassword(ctx.house.db, accountId)))) {
    throw new Refused({ code: 'identity.password-wrong', fields: [{ path, message: 'Kata sandi ini tidak cocok.' }] });
  }
  await subjectWasRight(ctx, 'account', `id:${accountId}`);
}

/** An integrator's key is no person and has no account. */
export function mustPerson(ctx: Context) {
  const viewer = mustViewer(ctx);
  if (viewer.kind === 'integrator') throw new Refused({ code: 'request.not-allowed' });
  return viewer;
}

export async function changePassword(ctx: Context, { current, password }: { current: string; password: string }): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  await mustKnowPassword(ctx, current, 'current');
  const account = await inInstallation(ctx, (t) => findAccount(t.tx, viewer.accountId));
  if (!account) throw new Refused({ code: 'request.not-found' });
  const faults = new Faults();
  if (current === password) faults.add('password', 'Kata sandi baru sama dengan yang lama. Pilih yang lain.');
  faults.refuse();
  mustBeGood(password, {
    name: account.name, birthDate: account.birth_date,
    identifiers: [account.nik_sealed && openNik(ctx.house, account.nik_sealed), account.nip, account.phone, account.user_name, account.email?.split('@')[0]],
  });
  const hash = await hashPassword(password);
  await inInstallation(ctx, async (t) => {
    await setPassword(t.tx, viewer.accountId, hash, t.house.clock.now());
    await deleteSessions(t.tx, viewer.accountId, viewer.sessionId);
    await audit(t, { action: 'account.password-changed', object: 'account', objectId: viewer.accountId, detail: { how: 'self' } });
    await emit(t, events.passwordChanged, { account: viewer.accountId, instansi: ctx.instansi, how: 'self' });
  });
  return { done: true };
}

export async function changeContact(ctx: Context, c: { phone?: string | undefined; email?: string | undefined; password: string }): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  const faults = new Faults();
  const contact = readContact(faults, c);
  if (!contact.phone && !contact.email) faults.add('phone', 'Isi nomor ponsel atau surel, supaya kami dapat memberi kabar.');
  faults.refuse();
  await mustKnowPassword(ctx, c.password, 'password');
  await inInstallation(ctx, async (t) => {
    await setContact(t.tx, viewer.accountId, contact);
    await audit(t, { action: 'account.contact-changed', object: 'account', objectId: viewer.accountId, detail: { phone: contact.phone !== null, email: contact.email !== null } });
  });
  return { done: true };
}
