import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { PhasePlan } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { planFaults } from '../rules/phase-of-the-day.ts';
import { insertAnswers } from '../storage/answers.ts';
import { countAnswers, insertCampaign, listCampaigns as listRows, type CampaignRow } from '../storage/campaigns.ts';
import { listSubmissions } from '../storage/submissions.ts';
import { institutionOf, instrumentsOf, organizationOf } from './ports.ts';
import { mayOf, summaryOf } from './summary.ts';

export const listCampaigns = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const today = await organizationOf(t).today(t);
    const counts = new Map((await countAnswers(t.tx, t.instansi, t.viewer?.accountId ?? null)).map((row) => [row.campaign, row]));
    const submissions = await listSubmissions(t.tx, t.instansi, null);
    const items = (await listRows(t.tx, t.instansi)).map((row) => summaryOf(row, counts.get(row.id), submissions.find(({ campaign }) => campaign === row.id), today));
    const may = mayOf(t);
    return { items, may, today, instruments: may.arrange ? instrumentsOf(t).offered().filter(({ method }) => method === 'weighted-mean').map(({ id, name, validTo }) => ({ id, name, validTo })) : [] };
  });

/** An internal one: the institution assesses itself with phases of its own. */
export const openCampaign = (ctx: Context, input: Input<'openCampaign'>) =>
  inTenant(ctx, async (t) => {
    const faults = planFaults(input.phases);
    if (!input.phases.some(({ phase }) => phase === 'self')) faults.push({ phase: 'self', message: 'Isi hari pertama dan terakhir penilaian mandiri.' });
    if (faults.length > 0) throw new Refused({ code: 'self-assessment.bad-input', fields: faults.map(({ phase, message }) => ({ path: `phases.${phase}`, message })) });
    const kept = await instrumentsOf(t).use(t, input.instrument);
    const body = await instrumentsOf(t).body(t, kept.id, kept.version);
    if (body.method !== 'weighted-mean') throw new Refused({ code: 'self-assessment.form-instrument' });
    const { name } = await institutionOf(t);
    const id = uuidv7();
    await beginCampaign(t, {
      id, title: input.title, year: input.year, mode: input.mode, instrument: kept.id, version: kept.version, sha256: kept.sha256, instrument_name: body.name, method: body.method,
      organiser: null, organiser_name: name, phases: input.phases as PhasePlan, seq: 1, closed: false,
    });
    return { id };
  });

/** Writes the campaign and an empty answer for every indicator; once for each id. @returns whether it is new */
export async function beginCampaign(t: TenantContext, campaign: CampaignRow): Promise<boolean> {
  const isNew = (await insertCampaign(t.tx, t.instansi, { ...campaign, opened_at: t.house.clock.now(), opened_by: t.viewer?.accountId ?? null })) > 0;
  if (!isNew) return false;
  if (campaign.method === 'weighted-mean') {
    const prepared = await instrumentsOf(t).prepared(t, campaign.instrument, campaign.version);
    await insertAnswers(t.tx, t.instansi, campaign.id, prepared.indicators.map(({ indicator }) => indicator.number));
  }
  await audit(t, { action: 'self-assessment.opened', object: 'assessment', objectId: campaign.id, detail: { title: campaign.title, year: campaign.year, instrument: campaign.instrument, version: campaign.version, organiser: campaign.organiser } });
  return true;
}
