import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: what signing asks · what a verifier asks · the administrator's list · revoking

/** `blocked`: revoked, and no new one allowed yet. `renewedAt`: keys opened before it are not used any more. */
export const standingOf = (tx: Tx, instansi: string, person: string) =>
  tx.one<{ blocked: boolean; renewedAt: Date | null }>(sql`select coalesce(bool_or(reissue_at is null), false) as blocked, max(reissue_at) as "renewedAt"
    from issuance.signer_certificate where instansi = ${instansi} and person = ${person} and revoked_from is not null`);

/** The revocations of a person's certificates: a signature does not count from `from` to before `until`. */
export const revocationsOf = (tx: Tx, instansi: string, person: string) =>
  tx.many<{ from: Date; until: Date | null }>(sql`select revoked_from as "from", reissue_at as "until" from issuance.signer_certificate
    where instansi = ${instansi} and person = ${person} and revoked_from is not null order by revoked_from`);

export interface CertificateLine {
  person: string;
  name: string;
  title: string;
  createdAt: Date;
  expiresAt: Date;
  revokedFrom: Date | null;
  revokedByName: string | null;
  revokeReason: string | null;
  reissueAt: Date | null;
}

const columns = sql`person, name, title, created_at as "createdAt", expires_at as "expiresAt", revoked_from as "revokedFrom", revoked_by_name as "revokedByName", revoke_reason as "revokeReason", reissue_at as "reissueAt"`;

/** The newest of each person. */
export const listCertificates = (tx: Tx, instansi: string) =>
  tx.many<CertificateLine>(sql`select * from (select distinct on (person) ${columns} from issuance.signer_certificate where instansi = ${instansi} order by person, created_at desc, id desc) newest
    order by "revokedFrom" desc nulls last, name limit 2000`);

export const findNewest = (tx: Tx, instansi: string, person: string) =>
  tx.maybe<CertificateLine>(sql`select ${columns} from issuance.signer_certificate where instansi = ${instansi} and person = ${person} order by created_at desc, id desc limit 1`);

/** Letters of the own authority that a revoked person signed while it did not count. */
export const countInvalid = (tx: Tx, instansi: string) =>
  tx.many<{ person: string; count: number }>(sql`select c.person, count(distinct d.id) as count from issuance.signer_certificate c
    join issuance.document d on d.instansi = c.instansi and d.way = 'internal' and d.status = 'signed' and d.signer ->> 'personId' = c.person::text
      and coalesce(d.produced_at, d.signed_at) >= c.revoked_from and (c.reissue_at is null or coalesce(d.produced_at, d.signed_at) < c.reissue_at)
    where c.instansi = ${instansi} and c.revoked_from is not null group by c.person`);

/** Every certificate of the person that still counts. @returns how many */
export async function revokeCertificates(tx: Tx, instansi: string, person: string, r: { from: Date; at: Date; byName: string; reason: string }): Promise<number> {
  return tx.run(sql`update issuance.signer_certificate set revoked_from = ${r.from}, revoked_at = ${r.at}, revoked_by_name = ${r.byName}, revoke_reason = ${r.reason}
    where instansi = ${instansi} and person = ${person} and revoked_from is null`);
}

/** @returns how many waited for it */
export async function allowReissue(tx: Tx, instansi: string, person: string, at: Date): Promise<number> {
  return tx.run(sql`update issuance.signer_certificate set reissue_at = ${at} where instansi = ${instansi} and person = ${person} and revoked_from is not null and reissue_at is null`);
}
