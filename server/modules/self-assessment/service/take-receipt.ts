import { audit } from '../../../platform/audit/audit.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { keepReceipt, listSubmissions } from '../storage/submissions.ts';
import { withDuties } from './team.ts';
import { tellAll } from './tell.ts';

/** Follows `evaluation.received` { campaign, submission, to, sha256, at }: the organiser holds a copy, and of what digest. Told once. */
export async function takeReceipt(ctx: Context, message: EventMessage): Promise<void> {
  const { campaign, submission, to, sha256, at } = message.payload as { campaign: string; submission: string; to: string; sha256: string; at: string };
  await inTenant({ ...ctx, instansi: to }, async (t) => {
    if ((await keepReceipt(t.tx, t.instansi, { submission, sha256, at: new Date(at) })) === 0) return;
    const sent = (await listSubmissions(t.tx, t.instansi, campaign)).find(({ id }) => id === submission);
    const isSame = sent?.sha256 === sha256;
    await audit(t, { action: 'self-assessment.receipt', object: 'assessment', objectId: campaign, detail: { submission, no: sent?.no ?? null, sha256, same: isSame } });
    await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), {
      title: `Kiriman ke-${sent?.no ?? 1} diterima penyelenggara`, text: isSame ? 'Salinannya sama dengan yang Anda kirim.' : 'Sidik jari salinannya berbeda dari yang Anda kirim. Hubungi penyelenggara.', href: `/petugas/penilaian/${campaign}#kiriman`,
    });
  });
}

/** Entered by hand at the organiser: nobody here waits for it. */
export const comesHome = ({ to }: EventMessage['payload']): boolean => typeof to === 'string';
