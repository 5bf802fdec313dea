import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { notTogether, type NotTogether } from '../rules/accepted-together.ts';
import { findClaim } from '../storage/desk.ts';
import * as storage from '../storage/verdicts.ts';
import { atDesk, indicatorAt, isSeat } from './desk-access.ts';
import { giveVerdict } from './give-verdict.ts';

const WHY: Record<NotTogether, string> = {
  stage: 'hanya pada penilaian dokumen', given: 'sudah Anda nilai', claim: 'klaimnya belum lengkap', criteria: 'ada kriteria yang belum dicentang instansi', evidence: 'bukti utamanya dinilai satu per satu', 'not-viewed': 'belum Anda buka, atau berubah sejak Anda membukanya',
};

/** Claims accepted as they stand, several at once, all or none; each is a verdict of its own, as if given on its page. */
export const acceptTogether = (ctx: Context, { participant, numbers }: Input<'acceptTogether'>): Promise<{ accepted: number }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    if (!isSeat(at.role)) throw new Refused({ code: 'evaluation.not-assigned' });
    const viewed = new Map((await storage.viewedBy(t.tx, t.instansi, participant, mustViewer(t).accountId)).map(({ number, seen }) => [number, seen]));
    const given = new Set((await storage.verdictLevelsOf(t.tx, t.instansi, participant)).filter(({ role, stage }) => role === at.role && stage === at.stage).map(({ number }) => number));
    const chosen = [...new Set(numbers)].toSorted();
    const faults: string[] = [];
    for (const number of chosen) {
      const { indicator } = indicatorAt(at, number);
      const row = at.participant.submission === null ? undefined : await findClaim(t.tx, t.instansi, at.participant.submission, number);
      const why = notTogether(at.prepared.instrument, indicator, { stage: at.stage, given: given.has(number), claim: row && { ...row, micro: BigInt(row.micro) }, viewed: viewed.has(number) });
      if (why) faults.push(`Indikator ${number}: ${WHY[why]}.`);
    }
    if (faults.length > 0) throw new Refused({ code: 'evaluation.not-together', data: { faults: faults.slice(0, 5).join(' ') }, fields: [{ path: 'numbers', message: faults.slice(0, 10).join(' ') }] });
    // A token of an earlier state is refused there: what changed since is read again first.
    for (const number of chosen) await giveVerdict(t, { participant, number, seen: viewed.get(number)!, accept: true, level: '', statuses: {}, fakta: '', analisis: '', justifikasi: '' });
    return { accepted: chosen.length };
  });
