import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CampaignHead } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { phaseOn, phasesInOrder } from '../rules/phases-are-in-order.ts';
import * as storage from '../storage/campaigns.ts';
import { listParticipants } from '../storage/participants.ts';
import { instrumentsOf, organizationOf } from './ports.ts';

// Chapters: reading · making · changing · telling

export async function campaignOf(t: TenantContext, id: string): Promise<storage.Campaign> {
  const campaign = await storage.findCampaign(t.tx, t.instansi, id);
  if (!campaign) throw new Refused({ code: 'evaluation.unknown' });
  return campaign;
}

async function lockedCampaign(t: TenantContext, id: string): Promise<storage.Campaign> {
  const campaign = await storage.lockCampaign(t.tx, t.instansi, id);
  if (!campaign) throw new Refused({ code: 'evaluation.unknown' });
  return campaign;
}

export async function headOf(t: TenantContext, c: storage.Campaign & { participants: number; submitted: number }): Promise<CampaignHead> {
  const { instrument } = await instrumentsOf(t).prepared(t, c.instrument, c.version);
  const phase = phaseOn(c.phases, await organizationOf(t).today(t)) ?? null;
  return {
    id: c.id, title: c.title, instrument: c.instrument, instrumentName: instrument.name, year: c.year, mode: c.mode, state: c.state,
    phase, phaseEnds: c.phases.find((one) => one.phase === phase)?.to ?? null, participants: c.participants, submitted: c.submitted,
  };
}

export async function detailOf(t: TenantContext, c: storage.Campaign) {
  const counts = await storage.countParticipants(t.tx, t.instansi, c.id);
  const { indicators } = await instrumentsOf(t).prepared(t, c.instrument, c.version);
  return { ...(await headOf(t, { ...c, ...counts })), version: c.version, indicators: indicators.length, phases: c.phases, settings: c.settings, seq: c.seq };
}

export const listCampaigns = (ctx: Context) =>
  readTenant(ctx, async (t) => ({
    items: await Promise.all((await storage.listCampaigns(t.tx, t.instansi)).map((one) => headOf(t, one))),
    instruments: instrumentsOf(t).offered().filter(({ method }) => method === 'weighted-mean').map(({ id, name }) => ({ id, name })),
  }));

export const getCampaign = (ctx: Context, id: string) => readTenant(ctx, async (t) => detailOf(t, await campaignOf(t, id)));

export const createCampaign = (ctx: Context, { phases: asked, ...given }: Input<'createCampaign'>): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const { version } = await instrumentsOf(t).use(t, given.instrument);
    const { instrument } = await instrumentsOf(t).prepared(t, given.instrument, version);
    const phases = orRefuse(phasesInOrder(asked, given.mode, instrument.family));
    const id = uuidv7();
    await storage.insertCampaign(t.tx, t.instansi, { id, ...given, phases, version, state: 'draft', madeAt: t.house.clock.now() });
    await audit(t, { action: 'evaluation.campaign-made', object: 'campaign', objectId: id, detail: { title: given.title, instrument: given.instrument, version, year: given.year, mode: given.mode } });
    return { id };
  });

/** Instrument, year and mode stay what they were: whoever took part in one thing is not assessed by another. */
export const changeCampaign = (ctx: Context, { id, seq, title, phases: asked, settings, reason }: Input<'changeCampaign'>): Promise<{ seq: number }> =>
  inTenant(ctx, async (t) => {
    const before = await lockedCampaign(t, id);
    if (before.state === 'closed') throw new Refused({ code: 'evaluation.not-open' });
    if (before.seq !== seq) throw new Refused({ code: 'evaluation.changed-meanwhile' });
    if (before.state === 'open' && !reason) throw new Refused({ code: 'evaluation.needs-reason', fields: [{ path: 'reason', message: 'Tulis alasan perubahannya.' }] });
    const { instrument } = await instrumentsOf(t).prepared(t, before.instrument, before.version);
    const phases = asked ? orRefuse(phasesInOrder(asked, before.mode, instrument.family)) : before.phases;
    await storage.saveCampaign(t.tx, t.instansi, { id, title: title ?? before.title, phases, settings: settings ?? before.settings, state: before.state });
    await audit(t, { action: 'evaluation.campaign-changed', object: 'campaign', objectId: id, detail: { ...(title && { title }), ...(asked && { phases, before: before.phases }), ...(settings && { settings }), ...(reason && { reason }) } });
    if (before.state === 'open') await tellAll(t, id);
    return { seq: seq + 1 };
  });

export const openCampaign = (ctx: Context, { id }: Input<'openCampaign'>): Promise<{ told: number }> =>
  inTenant(ctx, async (t) => {
    const campaign = await lockedCampaign(t, id);
    if (campaign.state !== 'draft') throw new Refused({ code: 'evaluation.not-draft' });
    const { participants } = await storage.countParticipants(t.tx, t.instansi, id);
    if (participants === 0) throw new Refused({ code: 'evaluation.no-participants' });
    await storage.saveCampaign(t.tx, t.instansi, { ...campaign, state: 'open' });
    await audit(t, { action: 'evaluation.campaign-opened', object: 'campaign', objectId: id, detail: { participants } });
    return { told: await tellAll(t, id) };
  });

export const closeCampaign = (ctx: Context, { id, reason }: Input<'closeCampaign'>): Promise<{ told: number }> =>
  inTenant(ctx, async (t) => {
    const campaign = await lockedCampaign(t, id);
    if (campaign.state !== 'open') throw new Refused({ code: 'evaluation.not-open' });
    await storage.saveCampaign(t.tx, t.instansi, { ...campaign, state: 'closed' });
    await audit(t, { action: 'evaluation.campaign-closed', object: 'campaign', objectId: id, detail: { reason } });
    return { told: await tellAll(t, id) };
  });

/** Tells every participant of this installation that there is something new; its own job reads what (`tellTo`). */
export async function tellAll(t: TenantContext, campaign: string): Promise<number> {
  const here = (await listParticipants(t.tx, t.instansi, campaign)).flatMap(({ tenant }) => (tenant === null ? [] : [tenant]));
  for (const to of here) await tell(t, campaign, to);
  return here.length;
}
export const tell = (t: TenantContext, campaign: string, to: string): Promise<void> => emit(t, 'evaluation.told', { campaign, to });
