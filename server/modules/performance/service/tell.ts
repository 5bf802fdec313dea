import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { PERIOD_WORDS, type Period } from '../contract.ts';
import { findEvaluation, lockDialogue } from '../storage/evaluations.ts';
import { findPlan } from '../storage/plans.ts';
import { noticesOf, organizationOf } from './ports.ts';

// Titles leave the house by mail: they name the step, never a rating.

/** Who is told what: the superior of what is handed in, the owner of what was decided, the one above of an objection, the other of a dialogue. */
export async function tellStep(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { plan: string; kind?: string; period?: Period; dialogue?: string; people?: string[] };
  await inTenant(ctx, async (t) => {
    const plan = await findPlan(t.tx, t.instansi, p.plan);
    if (!plan) return;
    const organization = organizationOf(t);
    const day = await organization.today(t);
    const holder = async (holding: string) => (await organization.holdingInForce(t, holding, day))?.accountId ?? null;
    const holders = async (post: string | null) => (post === null ? [] : (await organization.whoHeld(t, post, day)).map((one) => one.accountId));
    const accountOf = async (person: string) => {
      const [placed] = await organization.placements(t, { people: [person] }, day, day);
      return placed ? holder(placed.holding) : null;
    };
    const period = p.period ? `${PERIOD_WORDS[p.period]} ${plan.year}` : '';
    const owner = () => accountOf(plan.person).then((account) => [account]);
    let to: (string | null)[] = [];
    let [title, text] = ['', ''];
    switch (message.event) {
      case 'performance.plan-submitted': [to, title, text] = [await holders(plan.superiorPost), 'SKP menunggu persetujuan Anda', 'Buka untuk menyetujui atau mengembalikannya.']; break;
      case 'performance.plan-decided': [to, title, text] = [await owner(), p.kind === 'approve' ? 'SKP Anda disetujui' : 'SKP Anda perlu diperbaiki', p.kind === 'approve' ? 'Kinerja dapat dilaporkan menurut SKP itu.' : 'Buka untuk membaca yang perlu diperbaiki.']; break;
      case 'performance.plan-ended': [to, title, text] = [await owner(), 'Masa SKP Anda berakhir karena pindah jabatan', 'Laporkan hasilnya di sini, lalu mulai SKP untuk jabatan yang baru.']; break;
      case 'performance.reported': [to, title, text] = [await holders(plan.superiorPost), `Realisasi ${period} menunggu penilaian Anda`, 'Buka untuk menilai hasil kerja dan perilaku.']; break;
      case 'performance.rated': [to, title, text] = [await owner(), `Kinerja Anda ${period} sudah dinilai`, p.kind === 'rate' ? 'Buka untuk menerima penilaian, atau mengajukan keberatan bila perlu.' : 'Keberatan Anda sudah diputus. Buka untuk membacanya.']; break;
      case 'performance.objected': [to, title, text] = [await holders((await findEvaluation(t.tx, t.instansi, plan.id, p.period!))?.objectionPost ?? null), `Keberatan atas penilaian ${period} menunggu putusan Anda`, 'Buka untuk memeriksa dan memutusnya.']; break;
      case 'performance.dialogue-written': {
        const row = await lockDialogue(t.tx, t.instansi, plan.id, p.dialogue!);
        [to, title, text] = [row?.writtenBy === 'owner' ? await holders(plan.superiorPost) : await owner(), 'Catatan dialog kinerja menunggu konfirmasi Anda', 'Baca catatannya, lalu konfirmasi bila sudah sesuai.'];
        break;
      }
      case 'performance.reviewers-named': [to, title, text] = [await Promise.all((p.people ?? []).map(accountOf)), 'Anda diminta menilai perilaku kerja', 'Jawaban Anda tidak disebutkan namanya kepada yang dinilai.']; break;
    }
    const href = message.event === 'performance.reviewers-named' ? '/petugas/skp' : `/petugas/skp/${plan.id}`;
    for (const account of new Set(to)) if (account) await noticesOf(t).tell(t, account, { source: message.id, at: message.at ? new Date(message.at) : t.house.clock.now(), kind: 'assigned', title, text, href, link: href });
  });
}
export const STEPS = ['performance.plan-submitted', 'performance.plan-decided', 'performance.plan-ended', 'performance.reported', 'performance.rated', 'performance.objected', 'performance.dialogue-written', 'performance.reviewers-named'] as const;
