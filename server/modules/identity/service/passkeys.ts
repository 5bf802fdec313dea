import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { House } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, type Context } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../contract.ts';
import type { SessionAnswer } from '../contract/shared.ts';
import { deletePasskey, findPasskey, insertChallenge, insertPasskey, listPasskeyIds, readSecondFactors, takeChallenge, usePasskey, type Credential } from '../storage/credentials.ts';
import { hostNames } from '../storage/people.ts';
import { isEnrolled, openSession } from './open-session.ts';
import { changed, mustLeaveOne } from './second-factor.ts';
import { markSecondFactor } from '../storage/sessions.ts';
import { mustKnowPassword, mustPerson } from './sign-in.ts';
import { networkWasRight, tryFromNetwork } from './tries.ts';

// Chapters: the address · enrolling · signing in · taking away

const CEREMONY_MINUTES = 5;
/** Loaded when first asked for: most installations start a thousand times before somebody uses a passkey. */
const webauthn = () => import('@simplewebauthn/server');
const wrong = () => new Refused({ code: 'identity.passkey-wrong' });

/**
 * A passkey belongs to one host name. The page says where it is open, we answer only for addresses of this installation,
 * and the browser's signature later proves that the page did not lie.
 */
async function relyingParty(house: House, origin: string): Promise<{ origin: string; id: string }> {
  const url = URL.parse(origin);
  const own = URL.parse(house.settings.publicUrl);
  // On one's own machine 127.0.0.1 is also called localhost, and only a name can own a passkey.
  const ownName = own?.hostname === '127.0.0.1' || own?.hostname === '[::1]' ? 'localhost' : own?.hostname;
  const hosts = [ownName, ...(await hostNames(house.db))];
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname.endsWith('.localhost')));
  if (!url || !secure || !hosts.includes(url.hostname)) throw new Refused({ code: 'identity.origin-unknown' });
  return { origin: url.origin, id: url.hostname };
}

async function remember(ctx: Context, account: string | null, challenge: string, origin: string): Promise<string> {
  const now = ctx.house.clock.now();
  const id = uuidv7(now.getTime());
  await ctx.house.db.outsideTenant((tx) => insertChallenge(tx, { id, account, challenge, origin, expiresAt: new Date(now.getTime() + CEREMONY_MINUTES * 60_000) }));
  return id;
}

export async function beginPasskey(ctx: Context, { password, origin }: { password: string; origin: string }): Promise<{ id: string; options: Record<string, unknown> }> {
  const viewer = mustPerson(ctx);
  const { house } = ctx;
  const rp = await relyingParty(house, origin);
  if (isEnrolled(await house.db.outsideTenant((tx) => readSecondFactors(tx, viewer.accountId)))) requireSecondFactor(ctx, 15);
  await mustKnowPassword(ctx, password, 'password');
  const known = await house.db.outsideTenant((tx) => listPasskeyIds(tx, viewer.accountId));
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Pendopo', rpID: rp.id, userID: Buffer.from(viewer.accountId.replaceAll('-', ''), 'hex'), userName: viewer.name, userDisplayName: viewer.name,
    attestationType: 'none', excludeCredentials: known.map((id) => ({ id: id.toString('base64url') })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { id: await remember(ctx, viewer.accountId, options.challenge, rp.origin), options: { ...options } };
}

export async function confirmPasskey(ctx: Context, { id, response, label }: { id: string; response: Record<string, unknown>; label: string }): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  const now = ctx.house.clock.now();
  const asked = await takeChallenge(ctx.house.db, id, viewer.accountId, now);
  if (!asked) throw wrong();
  const { verified, registrationInfo } = await (await webauthn()).verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON, expectedChallenge: asked.challenge, expectedOrigin: asked.origin, expectedRPID: new URL(asked.origin).hostname, requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || !registrationInfo) throw wrong();
  const { credential } = registrationInfo;
  await inInstallation(ctx, async (t) => {
    const credentialId = Buffer.from(credential.id, 'base64url');
    if (await findPasskey(t.tx, credentialId)) throw wrong();
    await insertPasskey(t.tx, viewer.accountId, credentialId, {
      label: label || 'Kunci sandi', publicKey: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter, transports: credential.transports ?? [],
    }, now);
    await markSecondFactor(t.tx, viewer.accountId, viewer.sessionId, now);
    await changed(t, ctx, viewer.accountId, 'passkey-added');
  });
  return { done: true };
}

export async function beginPasskeySignIn(ctx: Context, { origin }: { origin: string }): Promise<{ id: string; options: Record<string, unknown> }> {
  const rp = await relyingParty(ctx.house, origin);
  await tryFromNetwork(ctx, 'code');
  const options = await (await webauthn()).generateAuthenticationOptions({ rpID: rp.id, userVerification: 'required', allowCredentials: [] });
  return { id: await remember(ctx, null, options.challenge, rp.origin), options: { ...options } };
}

/** The device checked the person (finger, face, PIN) and holds the key: both factors at once. */
export async function signInWithPasskey(ctx: Context, s: { id: string; response: Record<string, unknown>; sharedComputer: boolean; device: string }): Promise<SessionAnswer> {
  const now = ctx.house.clock.now();
  const asked = await takeChallenge(ctx.house.db, s.id, null, now);
  if (!asked || typeof s.response['id'] !== 'string') throw wrong();
  const credentialId = Buffer.from(s.response['id'], 'base64url');
  const passkey = await ctx.house.db.outsideTenant((tx) => findPasskey(tx, credentialId));
  if (!passkey) throw wrong();
  const answer = await (await webauthn()).verifyAuthenticationResponse({
    response: s.response as unknown as AuthenticationResponseJSON, expectedChallenge: asked.challenge, expectedOrigin: asked.origin, expectedRPID: new URL(asked.origin).hostname,
    requireUserVerification: true, credential: keyOf(passkey),
  }).catch(() => undefined);
  if (!answer?.verified) throw wrong();
  await networkWasRight(ctx, 'code');
  return inInstallation({ ...ctx, viewer: null }, async (t) => {
    await usePasskey(t.tx, passkey.id, answer.authenticationInfo.newCounter, now);
    return openSession(t, { account: passkey.account, sharedComputer: s.sharedComputer, device: s.device, how: 'passkey', secondFactorGiven: true });
  });
}

const keyOf = (passkey: Credential) => ({
  id: passkey.secret.toString('base64url'),
  publicKey: new Uint8Array(Buffer.from(String(passkey.data['publicKey']), 'base64url')),
  counter: Number(passkey.data['counter'] ?? 0),
  transports: (passkey.data['transports'] ?? []) as AuthenticatorTransport[],
});

export async function removePasskey(ctx: Context, { id }: { id: string }): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  requireSecondFactor(ctx, 15);
  await inInstallation(ctx, async (t) => {
    const factors = await readSecondFactors(t.tx, viewer.accountId);
    if (!factors.passkeys.some((key) => key.id === id)) throw new Refused({ code: 'request.not-found' });
    await mustLeaveOne(t, viewer.accountId, { ...factors, passkeys: factors.passkeys.filter((key) => key.id !== id) });
    await deletePasskey(t.tx, viewer.accountId, id);
    await changed(t, ctx, viewer.accountId, 'passkey-removed');
  });
  return { done: true };
}
