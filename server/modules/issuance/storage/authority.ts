import type { StoredCa, StoredSigner } from '../../../engines/documents/signature/local-ca.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: authorities · certificates of signers · the provider

export interface AuthorityRow {
  id: string;
  stored: StoredCa;
  expiresAt: Date;
}

export const findAuthority = (tx: Tx, instansi: string) =>
  tx.maybe<AuthorityRow>(sql`select id, stored, expires_at as "expiresAt" from issuance.authority where instansi = ${instansi} and retired_at is null`);

/** Of two made at once the first stays. */
export async function insertAuthority(tx: Tx, instansi: string, a: AuthorityRow & { rootPem: string; at: Date }): Promise<number> {
  return tx.run(sql`insert into issuance.authority (instansi, id, stored, root_pem, expires_at, created_at)
    values (${instansi}, ${a.id}, ${JSON.stringify(a.stored)}, ${a.rootPem}, ${a.expiresAt}, ${a.at}) on conflict (instansi) where retired_at is null do nothing`);
}

/** Its roots stay trusted; it issues no more. */
export async function retireAuthority(tx: Tx, instansi: string, id: string, at: Date): Promise<void> {
  await tx.run(sql`update issuance.authority set retired_at = ${at} where instansi = ${instansi} and id = ${id} and retired_at is null`);
}

export const listRoots = async (tx: Tx, instansi: string): Promise<string[]> =>
  (await tx.many<{ pem: string }>(sql`select root_pem as pem from issuance.authority where instansi = ${instansi} order by created_at`)).map((row) => row.pem);

export interface CertificateRow {
  id: string;
  stored: StoredSigner;
  expiresAt: Date;
}

export const findCertificate = (tx: Tx, instansi: string, of: { authority: string; person: string; name: string; title: string; validAfter: Date }) =>
  tx.maybe<CertificateRow>(sql`select id, stored, expires_at as "expiresAt" from issuance.signer_certificate
    where instansi = ${instansi} and person = ${of.person} and authority = ${of.authority} and name = ${of.name} and title = ${of.title} and expires_at > ${of.validAfter} and revoked_from is null
    order by expires_at desc, id limit 1`);

export async function insertCertificate(tx: Tx, instansi: string, c: CertificateRow & { authority: string; person: string; name: string; title: string; at: Date }): Promise<void> {
  await tx.run(sql`insert into issuance.signer_certificate (instansi, id, person, authority, name, title, stored, expires_at, created_at)
    values (${instansi}, ${c.id}, ${c.person}, ${c.authority}, ${c.name}, ${c.title}, ${JSON.stringify(c.stored)}, ${c.expiresAt}, ${c.at})`);
}

export interface ProviderRow {
  kind: string;
  baseUrl: string;
  username: string;
  passwordSealed: Buffer;
  issuer: string;
  roots: string[];
  version: number;
}

export const findProvider = (tx: Tx, instansi: string) =>
  tx.maybe<ProviderRow>(sql`select kind, base_url as "baseUrl", username, password_sealed as "passwordSealed", issuer, roots, version from issuance.provider where instansi = ${instansi}`);

/** @returns the new version, or undefined when somebody else changed it first */
export async function saveProvider(tx: Tx, instansi: string, p: ProviderRow): Promise<number | undefined> {
  const row = await tx.maybe<{ version: number }>(sql`insert into issuance.provider as p (instansi, kind, base_url, username, password_sealed, issuer, roots)
    values (${instansi}, ${p.kind}, ${p.baseUrl}, ${p.username}, ${p.passwordSealed}, ${p.issuer}, ${p.roots})
    on conflict (instansi) do update set kind = excluded.kind, base_url = excluded.base_url, username = excluded.username, password_sealed = excluded.password_sealed,
      issuer = excluded.issuer, roots = excluded.roots, version = p.version + 1 where p.version = ${p.version}
    returning version`);
  return row?.version;
}
