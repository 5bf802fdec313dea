import { addDays } from '../platform/kernel/calendar-day.ts';
import { inTenant } from '../platform/request/context.ts';
import { listCampaigns } from '../modules/self-assessment/storage/campaigns.ts';
import { insertRequest } from '../modules/self-assessment/storage/requests.ts';
import type { Seeding } from './seeding.ts';

/** Two papers that the Penanggung Jawab asked for: one still has time, one is late. */
export async function seedRequestsForEvidence({ anchor, context, dice, plan }: Seeding): Promise<void> {
  const accountOf = (userName: string) => plan.people.find(({ account }) => account?.userName === userName)!.account!;
  const unitOf = (userName: string) => plan.posts.find(({ id }) => id === plan.holdings.find((one) => one.id === accountOf(userName).hat)!.post)!.unit;
  await inTenant(context(anchor.now), async (t) => {
    const campaign = (await listCampaigns(t.tx, t.instansi)).find(({ closed, method }) => !closed && method === 'weighted-mean');
    if (!campaign) return;
    const ask = (number: string, text: string, userName: string, due: string, daysAgo: number) =>
      insertRequest(t.tx, t.instansi, { id: dice.id(`evidence-request/${number}`), campaign: campaign.id, number, level: 4, letter: 'b', unit: unitOf(userName), text, due, askedBy: accountOf('pj.spbe').id, askedAt: new Date(anchor.now.getTime() - daysAgo * 86_400_000) });
    await ask('24', 'Notula reviu pengelolaan aset TIK tahun ini, dengan daftar hadir (simulasi)', 'spbe.bpkad', addDays(anchor.today, 5), 3);
    await ask('25', 'Laporan evaluasi peningkatan kompetensi SDM SPBE (simulasi)', 'spbe.bkpsdm', addDays(anchor.today, -2), 12);
  });
}
