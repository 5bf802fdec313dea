import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { ResultsPort } from '../../assessments/contract.ts';
import type { ItemState, ValueStage } from '../contract/assess-words.ts';
import { valueAt, type GivenValue } from '../rules/stages-inherit.ts';
import { settle, type SeatVerdict } from '../rules/two-assessors-settle.ts';
import { lockCampaign } from '../storage/campaigns.ts';
import * as storage from '../storage/verdicts.ts';
import type { AtDesk } from './desk-access.ts';

// Chapters: rows as the rules read them · where an indicator stands after a change · working results · progress

export const seatVerdict = (row: storage.VerdictRow): SeatVerdict => ({ seat: row.role, stage: row.stage, micro: BigInt(row.micro), fakta: row.fakta, analisis: row.analisis, justifikasi: row.justifikasi, by: row.byName });
export const givenValue = (row: storage.ValueRow): GivenValue => ({ stage: row.stage, micro: BigInt(row.micro), fakta: row.fakta, analisis: row.analisis, justifikasi: row.justifikasi, how: row.how, by: row.byName });

/** What is known of one indicator of one participant, under its lock. */
export interface Known {
  item: storage.Item;
  verdicts: storage.VerdictRow[];
  values: storage.ValueRow[];
  mark: storage.MarkRow | undefined;
}
export async function lockKnown(t: TenantContext, at: AtDesk, number: string): Promise<Known> {
  const [item] = await storage.lockItems(t.tx, t.instansi, { campaign: at.campaign.id, participant: at.participant.id, numbers: [number] }, t.house.clock.now());
  return {
    item: item!, verdicts: await storage.verdictsOf(t.tx, t.instansi, at.participant.id, number),
    values: await storage.valuesOf(t.tx, t.instansi, at.participant.id, number), mark: await storage.findMark(t.tx, t.instansi, at.participant.id, number),
  };
}

/** Settles the open stage from what is known now, and writes what counts to the item and to the working results. */
export async function stand(t: TenantContext, at: AtDesk, stage: ValueStage, known: Known): Promise<ItemState> {
  const { participant, number } = known.item;
  const settled = known.values.map(givenValue);
  const { state, value } = settle(stage, at.stages, at.seats, known.verdicts.map(seatVerdict), settled);
  const before = known.values.find((one) => one.stage === stage);
  const moment = t.house.clock.now();
  if (value) await storage.putValue(t.tx, t.instansi, { ...value, participant, number, micro: String(value.micro), byName: value.by }, moment);
  else if (before) await storage.dropValue(t.tx, t.instansi, participant, number, stage);
  const now = [...settled.filter((one) => one.stage !== stage), ...(value ? [value] : [])];
  const current = valueAt(at.stages, now, 'final');
  await storage.saveItem(t.tx, t.instansi, { ...known.item, state, micro: current && String(current.micro), valueStage: current && current.stage, mark: known.mark?.mark ?? null }, moment);
  if ((current === null ? null : String(current.micro)) !== known.item.micro) await writeLevel(t, at, number, current && current.micro);
  return state;
}

export const resultsOf = (ctx: Context) => part<ResultsPort<Context>>(ctx.house, 'assessments.results');

/** The current value of an indicator among the working results of the campaign, which open with its first value. */
export async function writeLevel(t: TenantContext, at: AtDesk, number: string, micro: bigint | null): Promise<void> {
  const set = await workingSet(t, at);
  const institution = await institutionOf(t, at);
  await resultsOf(t).writeLevels(t, set, [{ institution, number, micro: micro === null ? null : String(micro) }]);
}

async function workingSet(t: TenantContext, at: AtDesk): Promise<string> {
  const { resultSet } = await storage.resultPlace(t.tx, t.instansi, at.campaign.id, at.participant.id);
  if (resultSet !== null) return resultSet;
  // Under the lock of the campaign only one opens it.
  await lockCampaign(t.tx, t.instansi, at.campaign.id);
  const again = await storage.resultPlace(t.tx, t.instansi, at.campaign.id, at.participant.id);
  if (again.resultSet !== null) return again.resultSet;
  const { set } = await resultsOf(t).openWorkingSet(t, { instrument: at.prepared.instrument, year: at.campaign.year, source: at.campaign.title });
  await storage.keepResultSet(t.tx, t.instansi, at.campaign.id, set);
  return set;
}

async function institutionOf(t: TenantContext, at: AtDesk): Promise<string> {
  const { institution } = await storage.resultPlace(t.tx, t.instansi, at.campaign.id, at.participant.id);
  if (institution !== null) return institution;
  const made = await resultsOf(t).institutionOf(t, { name: at.participant.name, region: at.participant.region });
  await storage.keepInstitution(t.tx, t.instansi, at.participant.id, made);
  return made;
}

/** How far one seat is at the open stage. The documents are finished when every indicator is assessed; interview and visit when the assessor says so. */
export async function tellProgress(t: TenantContext, at: AtDesk, stage: Exclude<ValueStage, 'final'>, role: 'first' | 'second'): Promise<void> {
  const done = await storage.countVerdicts(t.tx, t.instansi, at.participant.id, stage, role);
  const whole = stage === 'document' && done >= at.prepared.indicators.length;
  await storage.countProgress(t.tx, t.instansi, { campaign: at.campaign.id, participant: at.participant.id, stage, role, done, finishedAt: whole ? t.house.clock.now() : null });
}
