import { exact, times } from '../../../engines/scoring/exact.ts';
import { LEVEL_SCALE } from '../../../engines/scoring/score.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CampaignCopy, OutcomeCopy } from '../contract.ts';
import { listPapers } from '../storage/papers.ts';
import { institutionOf, resultsOf } from './ports.ts';
import { withDuties } from './team.ts';
import { tellAll } from './tell.ts';

/**
 * What the organiser published of this institution also stands at its own `/indeks`, with its source. Only a final outcome,
 * only where this institution signed that it may be published (who sent no paper left it to the organiser), and never
 * twice: an organiser that assesses itself has it there already.
 */
export async function showPublished(t: TenantContext, { campaign, outcome, publishedAt }: { campaign: CampaignCopy; outcome: OutcomeCopy | null; publishedAt: string | null }): Promise<void> {
  const { instrument } = campaign;
  if (instrument.method !== 'weighted-mean' || campaign.organiser.instansi === t.instansi) return;
  const consent = (await listPapers(t.tx, t.instansi, campaign.id)).find(({ kind }) => kind === 'persetujuan-publikasi');
  if (publishedAt === null || outcome?.state !== 'final' || consent?.consents === false) return void (await resultsOf(t).hideTold(t, campaign.id));
  const { name, region, kind } = await institutionOf(t);
  const isNew = await resultsOf(t).showTold(t, {
    campaign: campaign.id, instrument, year: campaign.year, source: `${campaign.organiser.name}, ${campaign.title}`, who: { name, region: kind === 'ministry' ? null : region },
    levels: outcome.values.map(({ number, level }) => ({ number, micro: microOf(level) })),
  });
  if (isNew) await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), { title: 'Hasil penilaian diterbitkan', text: 'Hasilnya kini tampil di halaman Indeks, terbuka bagi umum.', href: '/indeks' });
}

const microOf = (level: string): string => String(times(exact(level), { n: LEVEL_SCALE, d: 1n }).n);
