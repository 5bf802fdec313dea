import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { dropPrepared, savePrepared } from '../storage/prepared.ts';
import { loadWhole, rolesOf } from './reader.ts';

/**
 * By dated mandate an assistant (ajudan, TU) sorts what waits for the leader's signature and chooses what to sign first. It counts for
 * this text only, opens nothing for the leader, and signs nothing. @throws Refused `outgoing.not-for-you`, `outgoing.revised`
 */
export const prepare = (ctx: Context, { id, hash, chosen, place, note }: { id: string; hash: string; chosen: boolean; place: number; note: string }): Promise<{ chosen: boolean }> =>
  inTenant(ctx, async (t) => {
    const { letter: { folded }, reader } = await loadWhole(t, id);
    orRefuse(mayAct(folded, rolesOf(reader, folded), 'prepare'));
    if (folded.hash !== hash) throw new Refused({ code: 'outgoing.revised' });
    const post = folded.signer!;
    if (chosen) await savePrepared(t.tx, t.instansi, { letter: id, post, hash, place, note, account: reader.account, by_name: t.viewer!.name, at: t.house.clock.now() });
    else await dropPrepared(t.tx, t.instansi, id, post);
    await audit(t, { action: chosen ? 'outgoing.prepared' : 'outgoing.prepared-dropped', object: 'outgoing-letter', objectId: id, detail: { for: post } });
    return { chosen };
  });
