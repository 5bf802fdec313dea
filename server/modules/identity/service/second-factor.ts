import { randomBytes } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { wallOf } from '../../../platform/kernel/clock.ts';
import { publicCode } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, type Context, type TenantContext, type Viewer } from '../../../platform/request/context.ts';
import { events, requireSecondFactor } from '../contract.ts';
import type { HatChoice, Needs } from '../contract/shared.ts';
import { beginTotp as storeNext, confirmTotp as storeConfirmed, deleteCredentials, insertCodes, readSecondFactors, useCode, useTotpStep, type SecondFactors } from '../storage/credentials.ts';
import { hatsOf, institutionName } from '../storage/people.ts';
import { findPendingSession, findSession, markSecondFactor } from '../storage/sessions.ts';
import { encodeBase32, otpauthUri, stepOfCode } from '../totp.ts';
import { recoveryHash } from './accounts.ts';
import { groupCode, toHat, today } from './common.ts';
import { isCompulsoryFor, isEnrolled, settleHat } from './open-session.ts';
import { mustKnowPassword, mustPerson } from './sign-in.ts';
import { subjectWasRight, tryOnce } from './tries.ts';

// Chapters: enrolling · printed codes · giving the factor · taking one away

const FRESH_MINUTES = 15;
const ENROLMENT_MINUTES = 15;
const CODES = 10;

/** Whoever already has a second factor changes it only after giving it; nobody can be locked out by a stolen session. */
async function mayChange(ctx: Context): Promise<Viewer> {
  const viewer = mustPerson(ctx);
  const factors = await ctx.house.db.outsideTenant((tx) => readSecondFactors(tx, viewer.accountId));
  if (isEnrolled(factors)) requireSecondFactor(ctx, FRESH_MINUTES);
  return viewer;
}

export async function beginTotp(ctx: Context, { password }: { password: string }): Promise<{ secret: string; uri: string; qr: string }> {
  const viewer = await mayChange(ctx);
  await mustKnowPassword(ctx, password, 'password');
  const secret = encodeBase32(randomBytes(20));
  const issuer = await inInstallation(ctx, async (t) => {
    await storeNext(t.tx, viewer.accountId, t.house.secrets.seal('totp', secret), t.house.clock.now());
    await audit(t, { action: 'account.totp-begun', object: 'account', objectId: viewer.accountId });
    return (await institutionName(t.tx, ctx.instansi)) || 'Pendopo';
  });
  const uri = otpauthUri(issuer, viewer.name, secret);
  const { default: qrcode } = await import('qrcode');
  return { secret, uri, qr: await qrcode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) };
}

export async function confirmTotp(ctx: Context, { code }: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const viewer = mustPerson(ctx);
  await tryOnce(ctx, 'secondFactor', viewer.accountId);
  const recoveryCodes = await inInstallation(ctx, async (t) => {
    const now = t.house.clock.now();
    const { totp } = await readSecondFactors(t.tx, viewer.accountId);
    if (!totp?.next || now.getTime() - totp.next.at.getTime() > ENROLMENT_MINUTES * 60_000) throw new Refused({ code: 'identity.totp-not-begun' });
    const step = stepOfCode(t.house.secrets.open('totp', totp.next.sealed), code, wallOf(t.house.clock), 0);
    if (step === undefined || !(await storeConfirmed(t.tx, totp.id, totp.next.sealed, step, now))) throw new Refused(wrongCode());
    await markSecondFactor(t.tx, viewer.accountId, viewer.sessionId, now);
    if (!viewer.hat) await settleHat(t, viewer.accountId, viewer.sessionId, await hatsOf(t.tx, viewer.accountId, today(t.house)), { enrolled: true, secondFactorGiven: true });
    const codes = await newCodes(t, viewer.accountId);
    await changed(t, ctx, viewer.accountId, 'totp-confirmed');
    return codes;
  });
  await subjectWasRight(ctx, 'secondFactor', viewer.accountId);
  return { recoveryCodes };
}

/** Ten codes on paper; on their own they are the second factor of somebody without a smartphone. */
export async function issueRecoveryCodes(ctx: Context, { password }: { password: string }): Promise<{ recoveryCodes: string[] }> {
  const viewer = await mayChange(ctx);
  await mustKnowPassword(ctx, password, 'password');
  const recoveryCodes = await inInstallation(ctx, async (t) => {
    const codes = await newCodes(t, viewer.accountId);
    await changed(t, ctx, viewer.accountId, 'recovery-codes-issued');
    return codes;
  });
  return { recoveryCodes };
}

async function newCodes(t: TenantContext, account: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => publicCode(8));
  await insertCodes(t.tx, account, 'recovery-code', codes.map((code) => recoveryHash(t.house, account, code)), t.house.clock.now(), null);
  return codes.map(groupCode);
}

export interface SecondFactorAnswer {
  at: string;
  needs: Needs;
  hats: HatChoice[];
  recoveryCodesLeft: number;
}

/** Opens a pending session, or renews the second factor in the middle of one. Wrong codes count against the account. */
export async function verifySecondFactor(ctx: Context, { token, code }: { token?: string | undefined; code: string }): Promise<SecondFactorAnswer> {
  const { account, session } = await whoseTurn(ctx, token);
  await tryOnce(ctx, 'secondFactor', account);
  const now = ctx.house.clock.now();
  const answer = await inInstallation(ctx, async (t) => {
    const factors = await readSecondFactors(t.tx, account);
    if (!isEnrolled(factors)) throw new Refused({ code: 'identity.second-factor-missing' });
    const how = await useFactor(t, account, factors, code);
    if (!how) return undefined;
    if ((await markSecondFactor(t.tx, account, session, now)) === 0) throw new Refused({ code: 'request.not-signed-in' });
    const hats = await hatsOf(t.tx, account, today(t.house));
    const row = await findSession(t.tx, account, session);
    const needs = row?.hat_holding ? null : await settleHat(t, account, session, hats, { enrolled: true, secondFactorGiven: true });
    await audit(t, { action: 'account.second-factor-given', object: 'account', objectId: account, detail: { how, session } });
    return { at: now.toISOString(), needs, hats: hats.map(toHat), recoveryCodesLeft: factors.codesLeft - (how === 'recovery-code' ? 1 : 0) };
  });
  if (!answer) {
    await inInstallation(ctx, (t) => audit(t, { action: 'account.second-factor-failed', object: 'account', objectId: account, detail: { session } }));
    throw new Refused(wrongCode());
  }
  await subjectWasRight(ctx, 'secondFactor', account);
  return answer;
}

async function whoseTurn(ctx: Context, token: string | undefined): Promise<{ account: string; session: string }> {
  if (token) {
    const pending = await findPendingSession(ctx.house.db, ctx.house.secrets.hash('session', token), ctx.house.clock.now());
    if (pending) return { account: pending.account, session: pending.id };
  }
  const viewer = mustPerson(ctx);
  return { account: viewer.accountId, session: viewer.sessionId };
}

async function useFactor(t: TenantContext, account: string, factors: SecondFactors, code: string): Promise<'totp' | 'recovery-code' | undefined> {
  const now = t.house.clock.now();
  if (factors.totp?.confirmed) {
    const step = stepOfCode(t.house.secrets.open('totp', factors.totp.secret), code, wallOf(t.house.clock), factors.totp.lastStep);
    if (step !== undefined) return (await useTotpStep(t.tx, factors.totp.id, step, now)) ? 'totp' : undefined;
  }
  return (await useCode(t.tx, ['recovery-code'], recoveryHash(t.house, account, code), now, account)) ? 'recovery-code' : undefined;
}

export async function removeTotp(ctx: Context): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  requireSecondFactor(ctx, FRESH_MINUTES);
  await inInstallation(ctx, async (t) => {
    const factors = await readSecondFactors(t.tx, viewer.accountId);
    if (!factors.totp) throw new Refused({ code: 'identity.second-factor-missing' });
    await mustLeaveOne(t, viewer.accountId, { ...factors, totp: undefined });
    await deleteCredentials(t.tx, viewer.accountId, ['totp']);
    await changed(t, ctx, viewer.accountId, 'totp-removed');
  });
  return { done: true };
}

/** @throws Refused when the posts of the account demand a second factor and none would be left */
export async function mustLeaveOne(t: TenantContext, account: string, left: SecondFactors): Promise<void> {
  if (isEnrolled(left)) return;
  if (isCompulsoryFor(await hatsOf(t.tx, account, today(t.house)))) throw new Refused({ code: 'identity.second-factor-compulsory' });
}

export async function changed(t: TenantContext, ctx: Context, account: string, what: string): Promise<void> {
  await audit(t, { action: `account.${what}`, object: 'account', objectId: account });
  await emit(t, events.secondFactorChanged, { account, instansi: ctx.instansi, what });
}

const wrongCode = () => ({ code: 'identity.second-factor-wrong', fields: [{ path: 'code', message: 'Kode ini tidak cocok atau sudah terpakai.' }] });
