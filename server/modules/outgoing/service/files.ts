import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context } from '../../../platform/request/context.ts';
import type { CaseAccess } from '../../issuance/contract.ts';
import { isDraft } from '../rules/letter-state.ts';
import { orderOf } from './compose.ts';
import { shown } from './letter-view.ts';
import { CASE } from './issue.ts';
import { issuanceOf, organizationOf } from './ports.ts';
import { loadWhole } from './reader.ts';
import { isSealed } from './secret.ts';
import { typeFor } from './types.ts';

// Chapters: the letter as it would look · as it was signed · what is attached

/** With KONSEP across it, for who writes, initials or signs it. @throws Refused `documents.*`, `outgoing.signer-vacant` */
export async function preview(ctx: Context, id: string): Promise<Buffer> {
  const order = await inTenant(ctx, async (t) => {
    const read = await loadWhole(t, id);
    const { letter, reader } = read;
    const content = await shown(t, read);
    const post = isDraft(letter.folded) ? content.signer : letter.folded.signer;
    const [holder] = post ? await organizationOf(t).whoHeld(t, post, reader.day) : [];
    if (!holder) throw new Refused({ code: 'outgoing.signer-vacant' });
    if (isSealed(letter.folded.secrecy)) await audit(t, { action: 'outgoing.previewed', object: 'outgoing-letter', objectId: id, detail: { version: letter.folded.version } });
    return orderOf(t, { content, type: await typeFor(t, content, reader.day), holder, day: reader.day });
  });
  return issuanceOf(ctx).preview(ctx, order);
}

/** The issue, or the print that waits for ink; each opening is written down. @throws Refused `outgoing.not-issued` */
export const issued = (ctx: Context, id: string): Promise<{ sha256: string; name: string; bytes?: Buffer }> =>
  inTenant(ctx, async (t) => {
    const { letter } = await loadWhole(t, id);
    const { document } = letter.folded;
    if (!document) throw new Refused({ code: 'outgoing.not-issued' });
    const sha256 = document.sha256 ?? (document.ink ? await issuanceOf(t).printOf(t, document.id) : undefined);
    if (!sha256) throw new Refused({ code: 'outgoing.not-issued' });
    await audit(t, { action: 'outgoing.document-opened', object: 'outgoing-letter', objectId: id, detail: { number: document.number } });
    return { sha256, name: `${document.number.replace(/[^\p{L}\p{N} ._-]+/gu, '-')}.pdf` };
  });

/** Of what is rahasia or sangat rahasia each opening is written down. */
export const attachment = (ctx: Context, id: string, file: string): Promise<{ sha256: string; name: string; type: string }> =>
  inTenant(ctx, async (t) => {
    const read = await loadWhole(t, id);
    const { attached, bodyFile } = await shown(t, read);
    const found = [...attached, ...(bodyFile ? [bodyFile] : [])].find((one) => one.id === file);
    if (!found) throw new Refused({ code: 'outgoing.unknown' });
    if (isSealed(read.letter.folded.secrecy)) await audit(t, { action: 'outgoing.attachment-opened', object: 'outgoing-letter', objectId: id, detail: { file: found.id } });
    return found;
  });

/** Part `issuance.access.naskah`: who may open the letter in the register of documents. */
export const documentAccess: CaseAccess<Context> = {
  mayReadDocument: async (ctx, kind, id) => {
    if (kind !== CASE || !ctx.viewer?.hat) return false;
    try {
      await readTenant(ctx, (t) => loadWhole(t, id));
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  },
};
