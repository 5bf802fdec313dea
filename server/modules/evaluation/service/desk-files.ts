import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context } from '../../../platform/request/context.ts';
import { ownerOf } from '../storage/desk.ts';
import { findEvidence } from '../storage/submissions.ts';
import { atDesk } from './desk-access.ts';

/**
 * A file of a sealed submission, for who may open the submission; everybody else does not learn that it exists. What did
 * not arrive as it was sealed is not handed out.
 */
export async function deskFile(ctx: Context, submission: string, id: string): Promise<{ sha256: string; type: string; name: string }> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(submission) || !isUuid(id)) throw new Refused({ code: 'files.unknown' });
  if (!mustHat(ctx).permissions.has('evaluation.desk')) throw new Refused({ code: 'request.not-allowed' });
  return readTenant(ctx, async (t) => {
    const owner = await ownerOf(t.tx, t.instansi, submission);
    if (!owner) throw new Refused({ code: 'files.unknown' });
    await atDesk(t, owner.participant);
    const file = await findEvidence(t.tx, t.instansi, submission, id);
    if (!file?.sha256 || !file.type) throw new Refused({ code: 'files.unknown' });
    if (!file.intact) throw new Refused({ code: 'evaluation.bad-seal' });
    return { sha256: file.sha256, type: file.type, name: file.name ?? file.title };
  });
}
