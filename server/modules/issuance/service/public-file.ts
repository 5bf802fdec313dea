import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { CODE_LENGTH } from '../rules/codes-inside-a-file.ts';
import { revokedWhenSigned } from '../rules/a-revoked-certificate-signs-nothing.ts';
import { revocationsOf } from '../storage/certificates.ts';
import { findDocument, type DocumentRow } from '../storage/documents.ts';
import { findByCode } from '../storage/look-ups.ts';
import { fileName } from './manage.ts';
import { workshopOf } from './workshop.ts';

/** Not signed with a certificate that was revoked by then. */
async function countsStill(there: Context, { way, signer, producedAt, signedAt }: DocumentRow): Promise<boolean> {
  const at = producedAt ?? signedAt;
  return way !== 'internal' || at === null || revokedWhenSigned(at, await inTenant(there, (t) => revocationsOf(t.tx, t.instansi, signer.personId))) === undefined;
}

/** The issued file of a document that its template calls public; others look as if they were not there. */
export async function openPublicFile(ctx: Context, typed: string): Promise<{ instansi: string; sha256: string; name: string }> {
  const found = isPublicCode(typed, CODE_LENGTH) ? await findByCode(ctx.house.db, normalizePublicCode(typed)) : undefined;
  if (!found) throw new Refused({ code: 'issuance.unknown-document' });
  const document = await inTenant({ ...ctx, instansi: found.instansi, viewer: null }, (t) => findDocument(t.tx, t.instansi, found.document));
  const template = document && workshopOf(ctx.house).typesetter.letters.find(document.template);
  if (document?.status !== 'signed' || document.secret || document.fileSha256 === null || !template?.ok || template.value.public !== true) throw new Refused({ code: 'issuance.unknown-document' });
  if (!(await countsStill({ ...ctx, instansi: found.instansi, viewer: null }, document))) throw new Refused({ code: 'issuance.unknown-document' });
  return { instansi: found.instansi, sha256: document.fileSha256, name: fileName(document) };
}
