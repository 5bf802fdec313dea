import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { stepsOf } from '../../../engines/scoring/check-instrument.ts';
import { LEVEL_SCALE } from '../../../engines/scoring/score.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { maySee } from '../rules/may-see.ts';
import { outliersFirst } from '../rules/outliers-first.ts';
import { levelText } from '../rules/verdict-is-complete.ts';
import { seenOfItem } from '../rules/what-was-seen.ts';
import { listParticipants } from '../storage/participants.ts';
import * as storage from '../storage/desk.ts';
import { daysOf } from './desk.ts';
import { indicatorAt, isSeat, organises, seesAll, shownCampaign, watcherOf, type DeskDay } from './desk-access.ts';

// Chapters: which institutions · calibration · where assessors differ

interface Table {
  days: DeskDay[];
  day: DeskDay | undefined;
  /** What is the viewer's in the campaign; for the organiser everybody. */
  places: storage.Place[];
  leads: boolean;
}
/** Assessors and reviewers see what is assigned to them, from the phase on; who organises sees the whole campaign. */
async function tableOf(t: TenantContext, wanted: string | undefined): Promise<Table> {
  const leads = organises(t);
  const all = await storage.placesOf(t.tx, t.instansi, mustViewer(t).accountId);
  const own = new Set(all.map(({ campaign }) => campaign));
  const days = await daysOf(t, ({ id }) => leads || own.has(id));
  const day = wanted === undefined ? (days.find(({ campaign }) => campaign.state === 'open') ?? days[0]) : days.find(({ campaign }) => campaign.id === wanted);
  if (wanted !== undefined && !day) throw new Refused({ code: 'evaluation.not-assigned' });
  return { days, day, leads, places: day ? all.filter(({ campaign, role }) => campaign === day.campaign.id && maySee(watcherOf(role), 'sealed', day.phase)) : [] };
}
const campaignsOf = ({ days }: Table) => days.map(({ campaign }) => ({ id: campaign.id, title: campaign.title }));

/** The same indicator across institutions: claim, verdicts as far as they may be seen, and what stands out. */
export const calibrate = (ctx: Context, asked: Input<'calibrate'>) =>
  readTenant(ctx, async (t) => {
    const table = await tableOf(t, asked.campaign);
    const { day } = table;
    if (!day) return { campaigns: campaignsOf(table), campaign: null, indicators: [], number: null, middle: null, levels: [], rows: [], matching: 0, next: null };
    const indicators = indicatorsOf(day.prepared.instrument.tree).map(({ indicator }) => ({ number: indicator.number, name: indicator.name }));
    const number = asked.number ?? indicators[0]!.number;
    indicatorAt(day, number);
    const role = new Map(table.places.map((one) => [one.participant, one.role]));
    const ids = table.leads ? (await listParticipants(t.tx, t.instansi, day.campaign.id)).map(({ id }) => id) : [...role.keys()];
    const verdicts = Map.groupBy(await storage.latestLevels(t.tx, t.instansi, ids, number), ({ participant }) => participant);
    const rows = (await storage.sideBySide(t.tx, t.instansi, ids, number)).map(({ fakta, micro, claim, ...row }) => {
      const as = role.get(row.participant) ?? ('organiser' as const);
      const given = verdicts.get(row.participant) ?? [];
      const mine = isSeat(as) ? given.find((one) => one.role === as) : given.find((one) => one.role === 'first');
      const sees = !isSeat(as) || seesAll(as, day.phase);
      const other = sees && mine ? given.find((one) => one !== mine) : undefined;
      const current = sees ? micro : null;
      const value = current ?? mine?.micro ?? claim;
      const text = (one: string | null | undefined) => (one === null || one === undefined ? null : levelText(BigInt(one)));
      return { ...row, state: sees ? row.state : mine ? ('waiting' as const) : ('open' as const), fakta: fakta ?? '', claim: text(claim), mine: text(mine?.micro), other: text(other?.micro), current: text(current), value: value === null ? null : BigInt(value) };
    });
    const { middle, rows: ordered } = outliersFirst(rows);
    const matching = ordered.filter(({ value }) => !asked.level || (value !== null && levelText(value) === asked.level));
    const counts = Map.groupBy(rows.filter(({ value }) => value !== null), ({ value }) => levelText(value!));
    return {
      campaigns: campaignsOf(table), campaign: shownCampaign(day), indicators, number, middle: middle === null ? null : levelText(middle),
      levels: [...counts].map(([level, of]) => ({ level, count: of.length })).toSorted((a, b) => Number(a.level) - Number(b.level)),
      rows: matching.slice(asked.after, asked.after + asked.limit).map(({ value: _, distance, ...row }) => ({ ...row, distance: distance < 0n ? 0 : Number(distance) / Number(LEVEL_SCALE) })),
      matching: matching.length, next: asked.after + asked.limit < matching.length ? asked.after + asked.limit : null,
    };
  });

/** Indicators on which both assessors stand at different levels. */
export const disputes = (ctx: Context, { campaign, limit }: Input<'disputes'>) =>
  readTenant(ctx, async (t) => {
    const table = await tableOf(t, campaign);
    const { day, leads } = table;
    if (!day) return { campaigns: campaignsOf(table), campaign: null, rows: [], total: 0, maySettle: false, hidden: false, choices: [] };
    const places = table.places.filter(({ role }) => seesAll(role, day.phase)).map(({ participant }) => participant);
    const ids = leads ? null : places;
    const found = await storage.disputesIn(t.tx, t.instansi, day.campaign.id, ids, limit);
    const verdicts = Map.groupBy(await storage.latestVerdicts(t.tx, t.instansi, found), ({ participant, number }) => `${participant} ${number}`);
    return {
      campaigns: campaignsOf(table), campaign: shownCampaign(day), total: await storage.countDisputes(t.tx, t.instansi, day.campaign.id, ids),
      maySettle: leads && day.stage !== undefined, hidden: !leads && table.places.length > places.length, choices: stepsOf(day.prepared.instrument).map(String),
      rows: found.map((one) => ({
        participant: one.participant, name: one.name, number: one.number, indicator: indicatorAt(day, one.number).indicator.name, claim: one.claim === null ? null : levelText(BigInt(one.claim)), seen: seenOfItem({ stage: day.stage, ...one }),
        verdicts: (verdicts.get(`${one.participant} ${one.number}`) ?? []).map(({ role, by, micro, fakta, analisis, justifikasi }) => ({ role, by, level: levelText(BigInt(micro)), fakta, analisis, justifikasi })),
      })),
    };
  });
