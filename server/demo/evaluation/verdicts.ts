import { addDays } from '../../platform/kernel/calendar-day.ts';
import { readTenant } from '../../platform/request/context.ts';
import { giveVerdict } from '../../modules/evaluation/service/give-verdict.ts';
import { atIndicator } from '../../modules/evaluation/service/at-indicator.ts';
import { assignmentsOf } from '../../modules/evaluation/storage/assignments.ts';
import { listParticipants } from '../../modules/evaluation/storage/participants.ts';
import type { Seeding } from '../seeding.ts';
import type { Team } from './team.ts';

/** How many indicators of each institution, in the order of their names, an assessor has judged so far. */
const DONE: Record<string, readonly number[]> = { 'asesor.galih': [47, 30, 12], 'asesor.maria': [47, 18] };

/** Two desks in the middle of the work: most claims accepted as they stand, some lowered, a few raised; two assessors who differ now and then. */
export async function seedVerdicts({ anchor, dice }: Pick<Seeding, 'anchor' | 'dice'>, team: Team, running: string): Promise<void> {
  for (const [account, counts] of Object.entries(DONE)) {
    for (const [at, count] of counts.entries()) {
      // A day of work for each institution, the last of them yesterday.
      const ctx = team.as(account, new Date(`${addDays(anchor.day, at - counts.length)}T03:00:00Z`));
      const participants = await readTenant(ctx, async (t) => {
        const mine = new Set((await assignmentsOf(t.tx, t.instansi, running)).filter((one) => one.account === ctx.viewer.accountId && one.role !== 'reviewer').map(({ participant }) => participant));
        return (await listParticipants(t.tx, t.instansi, running)).filter(({ id, submission }) => mine.has(id) && submission !== null);
      });
      const participant = participants[at]?.id;
      for (let n = 1; participant && n <= count; n++) {
        const own = dice.of(`verdict/${account}/${participant}/${n}`);
        const { seen, claim } = await atIndicator(ctx, { participant, number: String(n) });
        if (!claim) continue;
        const claimed = Number(claim.level);
        const level = own.chance(0.14) && claimed > 1 ? claimed - 1 : own.chance(0.04) && claimed < 5 ? claimed + 1 : claimed;
        const justifikasi = level < claimed ? `Bukti untuk tingkat ${claimed} belum menunjukkan reviu dan evaluasi berkala (simulasi).` : level > claimed ? `Bukti tingkat ${level} sudah lengkap walau tidak diklaim (simulasi).` : '';
        await giveVerdict(ctx, { participant, number: String(n), seen, accept: level === claimed, level: String(level), statuses: {}, fakta: claim.fakta, analisis: claim.analisis, justifikasi });
      }
    }
  }
}
