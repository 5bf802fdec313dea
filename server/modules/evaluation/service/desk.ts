import { readTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { maySee } from '../rules/may-see.ts';
import { listCampaigns, type Campaign } from '../storage/campaigns.ts';
import * as storage from '../storage/desk.ts';
import { deskDay, isSeat, seesAll, shownCampaign, watcherOf, type DeskDay } from './desk-access.ts';

/** Campaigns that are no draft, newest first, each as of today. */
export const daysOf = async (t: TenantContext, wanted: (campaign: Campaign) => boolean): Promise<DeskDay[]> => {
  const days: DeskDay[] = [];
  for (const campaign of (await listCampaigns(t.tx, t.instansi)).filter((one) => one.state !== 'draft' && wanted(one))) days.push(await deskDay(t, campaign));
  return days;
};

/** "Meja asesor": everything assigned to the viewer that may be opened by now. */
export const desk = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const account = mustViewer(t).accountId;
    const mine = new Set((await storage.placesOf(t.tx, t.instansi, account)).map(({ campaign }) => campaign));
    const days = await daysOf(t, ({ id }) => mine.has(id));
    const rows = await storage.myInstitutions(t.tx, t.instansi, account, days.map(({ campaign, stage }) => ({ campaign: campaign.id, stage: stage ?? null })));
    return {
      campaigns: days.map((day) => ({
        ...shownCampaign(day),
        institutions: rows.filter((row) => row.campaign === day.campaign.id && maySee(watcherOf(row.role), 'sealed', day.phase)).map(({ campaign: _, judged, disputed, ...row }) => {
          const done = new Set(judged);
          const next = isSeat(row.role) && day.stage === 'document' && row.submissionNo !== null ? day.prepared.indicators.find(({ indicator }) => !done.has(indicator.number)) : undefined;
          return { ...row, disputed: seesAll(row.role, day.phase) ? disputed : 0, next: next?.indicator.number ?? null };
        }),
      })),
    };
  });
