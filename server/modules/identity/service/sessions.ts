import { audit } from '../../../platform/audit/audit.ts';
import { maskNik } from '../../../engines/identifiers/nik.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, type Context } from '../../../platform/request/context.ts';
import type { HatChoice, Needs } from '../contract/shared.ts';
import type { Me, SessionEntry } from '../contract/sign-in.ts';
import { sessionEnd } from '../rules/how-long-a-session-lasts.ts';
import { whatAHatNeeds } from '../rules/second-factor-is-compulsory.ts';
import { findAccount } from '../storage/accounts.ts';
import { readSecondFactors } from '../storage/credentials.ts';
import { hatsOf } from '../storage/people.ts';
import { deleteSession, deleteSessions, findSession, listSessions as readSessions, setHat } from '../storage/sessions.ts';
import { iso, openNik, toHat, today } from './common.ts';
import { isCompulsoryFor, isEnrolled } from './open-session.ts';
import { mustPerson } from './sign-in.ts';

export async function getMe(ctx: Context): Promise<Me> {
  const viewer = mustPerson(ctx);
  return ctx.house.db.outsideTenant(async (tx) => {
    const account = await findAccount(tx, viewer.accountId);
    if (!account) throw new Refused({ code: 'request.not-found' });
    const hats = await hatsOf(tx, account.id, today(ctx.house));
    const factors = await readSecondFactors(tx, account.id);
    const worn = hats.find((hat) => hat.holdingId === viewer.hat?.holdingId);
    return {
      id: account.id, name: account.name, birthDate: account.birth_date,
      nikMasked: account.nik_sealed && maskNik(openNik(ctx.house, account.nik_sealed)),
      nip: account.nip, userName: account.user_name, phone: account.phone, email: account.email,
      level: account.level, verifiedAt: iso(account.verified_at), kind: viewer.kind,
      hat: worn ? toHat(worn) : null, hats: hats.map(toHat),
      secondFactor: {
        totp: factors.totp?.confirmed === true,
        recoveryCodesLeft: factors.codesLeft,
        passkeys: factors.passkeys.map((key) => ({ id: key.id, label: key.label, createdAt: key.createdAt.toISOString(), usedAt: iso(key.usedAt) })),
        givenAt: iso(viewer.secondFactorAt ?? null),
        compulsory: isCompulsoryFor(hats),
      },
    };
  });
}

export async function listSessions(ctx: Context): Promise<{ items: SessionEntry[] }> {
  const viewer = mustPerson(ctx);
  return ctx.house.db.outsideTenant(async (tx) => {
    const rows = await readSessions(tx, viewer.accountId, ctx.house.clock.now());
    const hats = await hatsOf(tx, viewer.accountId, today(ctx.house));
    return {
      items: rows.map((row) => ({
        id: row.id, device: row.device, createdAt: row.created_at.toISOString(), seenAt: row.seen_at.toISOString(), expiresAt: row.expires_at.toISOString(),
        sharedComputer: row.shared_computer, hat: hats.find((hat) => hat.holdingId === row.hat_holding)?.title ?? null, current: row.id === viewer.sessionId,
      })),
    };
  });
}

/** Another account's session and one that does not exist look the same. */
export async function revokeSession(ctx: Context, { id }: { id: string }): Promise<{ done: true }> {
  const viewer = mustPerson(ctx);
  await inInstallation(ctx, async (t) => {
    if ((await deleteSession(t.tx, viewer.accountId, id)) === 0) throw new Refused({ code: 'request.not-found' });
    await audit(t, { action: 'account.session-revoked', object: 'account', objectId: viewer.accountId, detail: { session: id } });
  });
  return { done: true };
}

export async function revokeOtherSessions(ctx: Context): Promise<{ count: number }> {
  const viewer = mustPerson(ctx);
  return inInstallation(ctx, async (t) => {
    const count = await deleteSessions(t.tx, viewer.accountId, viewer.sessionId);
    await audit(t, { action: 'account.sessions-revoked', object: 'account', objectId: viewer.accountId, detail: { count } });
    return { count };
  });
}

/**
 * Puts a hat on, changes it, or takes it off (as a citizen). A hat that gives power is not put on before the second factor;
 * the answer then says what is missing and the session keeps what it wore.
 */
export async function chooseHat(ctx: Context, { holdingId }: { holdingId: string | null }): Promise<{ needs: Needs; hat: HatChoice | null }> {
  const viewer = mustPerson(ctx);
  return inInstallation(ctx, async (t) => {
    const hats = await hatsOf(t.tx, viewer.accountId, today(t.house));
    const hat = holdingId === null ? null : hats.find((one) => one.holdingId === holdingId);
    if (hat === undefined) throw new Refused({ code: 'request.not-found' });
    const session = await findSession(t.tx, viewer.accountId, viewer.sessionId);
    if (!session) throw new Refused({ code: 'request.not-signed-in' });
    if (hat) {
      const enrolled = isEnrolled(await readSecondFactors(t.tx, viewer.accountId));
      const missing = whatAHatNeeds(hat.duties, { enrolled, secondFactorGiven: session.second_factor_at !== null });
      if (missing) return { needs: missing, hat: null };
    }
    const end = sessionEnd(t.house.clock.now(), { sharedComputer: session.shared_computer, staff: true });
    await setHat(t.tx, viewer.accountId, session.id, hat, hat ? end : undefined);
    await audit(t, { action: 'account.hat-chosen', object: 'account', objectId: viewer.accountId, detail: { holding: holdingId, title: hat?.title ?? null } });
    return { needs: null, hat: hat && toHat(hat) };
  });
}
