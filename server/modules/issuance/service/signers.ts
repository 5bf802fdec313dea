import { X509Certificate } from 'node:crypto';
import { createLocalCa, openLocalCa, type LocalCa } from '../../../engines/documents/signature/local-ca.ts';
import { openLocalSigner } from '../../../engines/documents/signature/local-signer.ts';
import type { Signer } from '../../../engines/documents/signature/signer.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { RemoteSigners } from '../contract.ts';
import type { SignerSnapshot } from '../rules/signer-snapshot.ts';
import { findAuthority, findCertificate, findProvider, insertAuthority, insertCertificate, retireAuthority, type AuthorityRow } from '../storage/authority.ts';
import { standingOf } from '../storage/certificates.ts';
import { institutionOf, workshopOf } from './workshop.ts';

// Chapters: the institution's authority · a person's certificate · a provider

const DAY = 86_400_000;
const SECRET = 'issuance/authority';
export const PROVIDER_SEAL = 'issuance/provider';

const masterSecret = (ctx: Context): string => ctx.house.secrets.derive(SECRET).toString('base64url');
const endOf = (pem: string): Date => new X509Certificate(pem).validToDate;

/** Made when first needed. Keys are generated outside the transaction; of two made at once the first stays. */
async function authorityOf(ctx: Context): Promise<AuthorityRow> {
  const now = ctx.house.clock.now();
  const known = await inTenant(ctx, (t) => findAuthority(t.tx, t.instansi));
  // A signer's certificate runs two years; an authority about to end would cut it short.
  if (known && known.expiresAt.getTime() > now.getTime() + 30 * DAY) return known;
  const institution = await institutionOf(ctx);
  const stored = await createLocalCa({ institution: institution.kind === 'ministry' ? institution.name : `Pemerintah ${institution.name}`, masterSecret: masterSecret(ctx), now, algorithm: 'ecdsa-p256' });
  return inTenant(ctx, async (t) => {
    if (known) await retireAuthority(t.tx, t.instansi, known.id, now);
    const made = { id: uuidv7(), stored, expiresAt: endOf(stored.issuing.certificatePem), rootPem: stored.root.certificatePem, at: now };
    const isOurs = (await insertAuthority(t.tx, t.instansi, made)) === 1;
    if (isOurs) await audit(t, { action: 'issuance.authority-created', object: 'authority', objectId: made.id, detail: { expiresAt: made.expiresAt.toISOString() } });
    const current = await findAuthority(t.tx, t.instansi);
    if (!current) throw new Error('the certificate authority was not stored');
    return current;
  });
}

/**
 * The person's key at the institution's own authority, opened once and kept while it is valid. Whether it was revoked is
 * asked each time: another process may have done it.
 * @throws Refused `issuance.certificate-revoked`
 */
export async function internalSigner(ctx: Context, who: SignerSnapshot): Promise<Signer> {
  const { signers } = workshopOf(ctx.house);
  const standing = await inTenant(ctx, (t) => standingOf(t.tx, t.instansi, who.personId));
  if (standing.blocked) throw new Refused({ code: 'issuance.certificate-revoked' });
  const key = [ctx.instansi, who.personId, who.name, who.title, standing.renewedAt?.toISOString() ?? ''].join('\n');
  const kept = await signers.get(key);
  if (kept && kept.expiresAt > ctx.house.clock.now()) return kept.signer;
  // A large institution has some hundred signers; beyond that the oldest opened go.
  if (signers.size >= 500) signers.delete(signers.keys().next().value!);
  const opening = openCertificate(ctx, who);
  signers.set(key, opening);
  opening.catch(() => signers.delete(key));
  return (await opening).signer;
}

async function openCertificate(ctx: Context, who: SignerSnapshot): Promise<{ signer: Signer; expiresAt: Date }> {
  const now = ctx.house.clock.now();
  const authority = await authorityOf(ctx);
  const of = { authority: authority.id, person: who.personId, name: who.name, title: who.title };
  const known = await inTenant(ctx, (t) => findCertificate(t.tx, t.instansi, { ...of, validAfter: new Date(now.getTime() + DAY) }));
  if (known) return { signer: orRefuse(await openLocalSigner(known.stored, masterSecret(ctx))), expiresAt: known.expiresAt };
  const ca = await openAuthority(ctx, authority);
  const stored = await ca.issueSigner({ name: who.name, title: who.title, now });
  const made = { id: uuidv7(), stored, expiresAt: endOf(stored.certificatePem), at: now, ...of };
  await inTenant(ctx, async (t) => {
    await insertCertificate(t.tx, t.instansi, made);
    await audit(t, { action: 'issuance.certificate-issued', object: 'person', objectId: who.personId, detail: { certificate: made.id, title: who.title, expiresAt: made.expiresAt.toISOString() } });
  });
  return { signer: orRefuse(await openLocalSigner(stored, masterSecret(ctx))), expiresAt: made.expiresAt };
}

function openAuthority(ctx: Context, { id, stored }: AuthorityRow): Promise<LocalCa> {
  const { authorities } = workshopOf(ctx.house);
  const known = authorities.get(id);
  if (known) return known;
  const opening = openLocalCa(stored, masterSecret(ctx)).then(orRefuse);
  authorities.set(id, opening);
  opening.catch(() => authorities.delete(id));
  return opening;
}

export const remoteSigners = (ctx: Context): RemoteSigners => (ctx.house.parts.get('issuance.remote-signers') as RemoteSigners | undefined) ?? {};

/** The provider that the institution has set up. @throws Refused `issuance.no-provider` */
export async function providerSigner(ctx: Context): Promise<Signer> {
  const row = await inTenant(ctx, (t) => findProvider(t.tx, t.instansi));
  const make = row && remoteSigners(ctx)[row.kind];
  if (!make) throw new Refused({ code: 'issuance.no-provider' });
  return make({ baseUrl: row.baseUrl, username: row.username, password: ctx.house.secrets.open(PROVIDER_SEAL, row.passwordSealed), trustedRoots: row.roots });
}
