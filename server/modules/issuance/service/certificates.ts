import { audit } from '../../../platform/audit/audit.ts';
import { dayIn, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../../identity/contract.ts';
import type { Certificate } from '../contract.ts';
import { allowReissue, countInvalid, findNewest, listCertificates as linesOf, revokeCertificates, type CertificateLine } from '../storage/certificates.ts';
import { institutionOf } from './workshop.ts';

// Chapters: the list · revoking · a new one

/** Minutes for which a second factor is enough to give somebody keys again. */
const SECOND_FACTOR_MINUTES = 10;

export async function listCertificates(ctx: Context): Promise<{ items: Certificate[]; mayRevoke: boolean; today: CalendarDay }> {
  const { zone } = await institutionOf(ctx);
  return inTenant(ctx, async (t) => {
    const invalid = await invalidOf(t);
    const items = (await linesOf(t.tx, t.instansi)).map((one) => shown(one, invalid.get(one.person) ?? 0));
    return { items, mayRevoke: mustHat(t).permissions.has('issuance.certificates'), today: dayIn(t.house.clock.now(), zone) };
  });
}

/** Whoever has the key is stopped at once; so this asks for no second code. */
export async function revokeCertificate(ctx: Context, { person, from, reason }: { person: string; from?: CalendarDay | undefined; reason: string }): Promise<Certificate> {
  const { zone } = await institutionOf(ctx);
  return inTenant(ctx, async (t) => {
    const now = t.house.clock.now();
    const since = from ? momentAt(from, 0, zone) : now;
    if (since > now) throw new Refused({ code: 'issuance.revoked-from-later', fields: [{ path: 'from', message: 'Pilih hari ini atau sebelumnya.' }] });
    const count = await revokeCertificates(t.tx, t.instansi, person, { from: since, at: now, byName: mustViewer(t).name, reason });
    if (count === 0) throw new Refused({ code: 'issuance.no-certificate' });
    await audit(t, { action: 'issuance.certificate-revoked', object: 'person', objectId: person, detail: { from: since.toISOString(), reason, certificates: count } });
    return one(t, person);
  });
}

export async function allowCertificate(ctx: Context, person: string, reason: string): Promise<Certificate> {
  requireSecondFactor(ctx, SECOND_FACTOR_MINUTES);
  return inTenant(ctx, async (t) => {
    const count = await allowReissue(t.tx, t.instansi, person, t.house.clock.now());
    if (count === 0) throw new Refused({ code: 'issuance.certificate-not-revoked' });
    await audit(t, { action: 'issuance.certificate-allowed', object: 'person', objectId: person, detail: { reason } });
    return one(t, person);
  });
}

const invalidOf = async (t: TenantContext): Promise<Map<string, number>> => new Map((await countInvalid(t.tx, t.instansi)).map((row) => [row.person, row.count]));
const one = async (t: TenantContext, person: string): Promise<Certificate> => shown((await findNewest(t.tx, t.instansi, person))!, (await invalidOf(t)).get(person) ?? 0);

const STATE_TEXT = { valid: 'Berlaku', revoked: 'Dicabut', 'may-renew': 'Dicabut, sertifikat baru diizinkan' } as const;

function shown(c: CertificateLine, invalidLetters: number): Certificate {
  const state = !c.revokedFrom ? 'valid' : c.reissueAt ? 'may-renew' : 'revoked';
  return {
    person: c.person, name: c.name, title: c.title, issuedAt: c.createdAt.toISOString(), expiresAt: c.expiresAt.toISOString(), state, stateText: STATE_TEXT[state], invalidLetters,
    ...(c.revokedFrom ? { revokedFrom: c.revokedFrom.toISOString() } : {}), ...(c.revokedByName ? { revokedBy: c.revokedByName } : {}),
    ...(c.revokeReason ? { reason: c.revokeReason } : {}), ...(c.reissueAt ? { reissueAt: c.reissueAt.toISOString() } : {}),
  };
}
