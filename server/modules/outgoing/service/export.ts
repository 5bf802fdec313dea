import { writeZip } from '../../../engines/archives/write-zip.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { currentVersion } from './act.ts';
import { nameOf, namesOf } from './compose.ts';
import { CASE } from './issue.ts';
import { institutionOf, issuanceOf, typesOf } from './ports.ts';
import { actingTitle } from './posts.ts';
import { loadWhole } from './reader.ts';

/** A letter for another system: the signed PDF, what it is attached with, its facts as JSON and the hash of every file (reference of naskah dinas, section 13). @throws Refused `outgoing.not-issued` */
export async function exportLetter(ctx: Context, id: string): Promise<{ fileName: string; type: string; content: string }> {
  const { facts, files, name } = await inTenant(ctx, async (t) => {
    const { letter } = await loadWhole(t, id);
    const { document } = letter.folded;
    if (!document?.sha256) throw new Refused({ code: 'outgoing.not-issued' });
    const version = await currentVersion(t, id, letter.folded.version);
    const [names, institution, type, [issue]] = await Promise.all([namesOf(t, version, document.day), institutionOf(t), typesOf(t).typeInForce(t, version.type, document.day), issuanceOf(t).documentsOf(t, CASE, id)]);
    await audit(t, { action: 'outgoing.exported', object: 'outgoing-letter', objectId: id, detail: { number: document.number } });
    const parts = [{ name: 'naskah.pdf', sha256: document.sha256 }, ...version.attached.map((file, nth) => ({ name: `lampiran-${nth + 1}-${file.name.replace(/[^\p{L}\p{N} ._-]+/gu, '-')}`, sha256: file.sha256 }))];
    return {
      name: document.number.replace(/[^\p{L}\p{N} ._-]+/gu, '-'), files: parts,
      facts: {
        format: 'pendopo-naskah-dinas/1', id, institution: institution.name, type: { id: version.type, title: type?.title ?? version.type }, number: document.number, date: document.day, subject: version.subject, secrecy: version.secrecy, urgency: version.urgency, classification: version.classification, attachments: version.attachments,
        addressees: version.addressees.map((one) => nameOf(one, names)), copies: version.copies.map((one) => nameOf(one, names)),
        signer: { title: actingTitle({ capacity: document.holder.capacity, title: names.posts.get(letter.folded.signer ?? '')?.title ?? '' }), name: document.holder.name, signFor: version.signFor }, signedAt: issue?.signedAt ?? null, wayOfSigning: issue?.mode ?? null, status: issue?.statusText ?? '', verifyUrl: issue?.verifyUrl ?? null, code: issue?.code ?? null,
        files: parts.map((file) => ({ name: file.name, sha256: file.sha256 })),
      },
    };
  });
  const json = Buffer.from(`${JSON.stringify(facts, undefined, 2)}\n`, 'utf8');
  const sums = Buffer.from(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''), 'utf8');
  const loaded = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: await ctx.house.files.read(ctx.instansi, file.sha256) })));
  const chunks: Buffer[] = [];
  for await (const chunk of writeZip([...loaded, { name: 'metadata.json', bytes: json }, { name: 'SHA256SUMS', bytes: sums }].map(({ name: entry, bytes }) => ({ name: entry, open: () => [bytes] })), ctx.house.clock.now())) chunks.push(chunk);
  return { fileName: `${name}.zip`, type: 'application/zip', content: Buffer.concat(chunks).toString('base64') };
}
