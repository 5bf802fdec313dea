import { audit } from '../../../platform/audit/audit.ts';
import { randomToken, uuidv7 } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Needs, SessionAnswer } from '../contract/shared.ts';
import { sessionEnd } from '../rules/how-long-a-session-lasts.ts';
import { isSecondFactorCompulsory, whatAHatNeeds } from '../rules/second-factor-is-compulsory.ts';
import { readSecondFactors, type SecondFactors } from '../storage/credentials.ts';
import { hatsOf, type HatRow } from '../storage/people.ts';
import { insertSession, setHat } from '../storage/sessions.ts';
import { toHat, today } from './common.ts';

export interface OpenSession {
  account: string;
  sharedComputer: boolean;
  device: string;
  /** How the person came in, for the audit trail: `password`, `passkey`, `card`. */
  how: string;
  /** A passkey that checked the person is both factors at once. */
  secondFactorGiven?: boolean;
}

export const isEnrolled = (factors: SecondFactors): boolean => factors.totp?.confirmed === true || factors.codesLeft > 0 || factors.passkeys.length > 0;

/**
 * A session in the open installation transaction. Whoever has a second factor gets a pending session: nobody is behind its
 * token until the factor is given.
 */
export async function openSession(t: TenantContext, s: OpenSession): Promise<SessionAnswer> {
  const now = t.house.clock.now();
  const hats = await hatsOf(t.tx, s.account, today(t.house));
  const enrolled = isEnrolled(await readSecondFactors(t.tx, s.account));
  const pending = enrolled && !s.secondFactorGiven;
  const token = randomToken();
  const session = {
    tokenHash: t.house.secrets.hash('session', token), id: uuidv7(now.getTime()), account: s.account, created_at: now,
    expires_at: sessionEnd(now, { sharedComputer: s.sharedComputer, staff: hats.length > 0 }),
    second_factor_at: s.secondFactorGiven ? now : null, pending,
    device: s.sharedComputer ? 'Komputer bersama' : s.device, shared_computer: s.sharedComputer,
  };
  await insertSession(t.tx, session);
  await audit({ ...t, viewer: { accountId: s.account, sessionId: session.id, name: '', kind: 'citizen', level: 'unverified' } },
    { action: 'account.signed-in', object: 'account', objectId: s.account, detail: { how: s.how, session: session.id, sharedComputer: s.sharedComputer, secondFactorPending: pending } });
  const needs: Needs = pending ? 'second-factor' : await settleHat(t, s.account, session.id, hats, { enrolled, secondFactorGiven: s.secondFactorGiven === true });
  return { token, expiresAt: session.expires_at.toISOString(), sharedComputer: s.sharedComputer, needs, hats: pending ? [] : hats.map(toHat) };
}

/** The only hat is put on without asking; several are asked about. */
export async function settleHat(t: TenantContext, account: string, session: string, hats: HatRow[], state: { enrolled: boolean; secondFactorGiven: boolean }): Promise<Needs> {
  if (hats.length > 1) return 'choose-hat';
  const [only] = hats;
  if (!only) return null;
  const missing = whatAHatNeeds(only.duties, state);
  if (missing === null) await setHat(t.tx, account, session, only);
  return missing;
}

export const isCompulsoryFor = (hats: HatRow[]): boolean => hats.some((hat) => isSecondFactorCompulsory(hat.duties));
