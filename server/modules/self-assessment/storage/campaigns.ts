import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CampaignSummary, Mode, OutcomeCopy, PhasePlan } from '../contract.ts';

export interface CampaignRow {
  id: string;
  title: string;
  year: number;
  mode: Mode;
  instrument: string;
  version: number;
  sha256: string;
  instrument_name: string;
  method: CampaignSummary['instrument']['method'];
  /** Null: opened here. */
  organiser: string | null;
  organiser_name: string;
  phases: PhasePlan;
  seq: number;
  closed: boolean;
}
export type NewCampaign = CampaignRow & { opened_at: Date; opened_by: string | null };

const columns = sql`id, title, year, mode, instrument, version, sha256, instrument_name, method, organiser, organiser_name, phases, seq, closed`;

export const listCampaigns = (tx: Tx, instansi: string): Promise<CampaignRow[]> =>
  tx.many(sql`select ${columns} from self_assessment.campaign where instansi = ${instansi} order by year desc, opened_at desc`);
export const findCampaign = (tx: Tx, instansi: string, id: string): Promise<CampaignRow | undefined> =>
  tx.maybe(sql`select ${columns} from self_assessment.campaign where instansi = ${instansi} and id = ${id}`);
/** Holds off every change of its answers until this transaction ends. */
export const lockCampaign = (tx: Tx, instansi: string, id: string): Promise<CampaignRow | undefined> =>
  tx.maybe(sql`select ${columns} from self_assessment.campaign where instansi = ${instansi} and id = ${id} for update`);

/** The last one before this year on the same instrument: where "last cycle" is read. */
export const campaignBefore = (tx: Tx, instansi: string, one: Pick<CampaignRow, 'id' | 'instrument' | 'year'>): Promise<{ id: string; year: number } | undefined> =>
  tx.maybe(sql`select id, year from self_assessment.campaign where instansi = ${instansi} and instrument = ${one.instrument} and year < ${one.year} and id <> ${one.id} order by year desc, opened_at desc limit 1`);

export const insertCampaign = (tx: Tx, instansi: string, c: NewCampaign): Promise<number> =>
  tx.run(sql`insert into self_assessment.campaign (instansi, id, title, year, mode, instrument, version, sha256, instrument_name, method, organiser, organiser_name, phases, seq, closed, opened_at, opened_by)
    values (${instansi}, ${c.id}, ${c.title}, ${c.year}, ${c.mode}, ${c.instrument}, ${c.version}, ${c.sha256}, ${c.instrument_name}, ${c.method}, ${c.organiser}, ${c.organiser_name}, ${JSON.stringify(c.phases)}, ${c.seq}, ${c.closed}, ${c.opened_at}, ${c.opened_by})
    on conflict do nothing`);

/** What the organiser changed; an older message changes nothing. */
export const updateTold = (tx: Tx, instansi: string, c: Pick<CampaignRow, 'id' | 'title' | 'mode' | 'phases' | 'seq' | 'closed' | 'organiser_name'>): Promise<number> =>
  tx.run(sql`update self_assessment.campaign set title = ${c.title}, mode = ${c.mode}, phases = ${JSON.stringify(c.phases)}, seq = ${c.seq}, closed = ${c.closed}, organiser_name = ${c.organiser_name}
    where instansi = ${instansi} and id = ${c.id} and seq < ${c.seq}`);

export interface Counts {
  campaign: string;
  total: number;
  answered: number;
  ready: number;
  approved: number;
  mine: number;
  mine_open: number;
}
export const countAnswers = (tx: Tx, instansi: string, account: string | null, campaign: string | null = null): Promise<Counts[]> =>
  tx.many(sql`select campaign, count(*)::integer as total, count(micro)::integer as answered, (count(*) filter (where state = 'ready'))::integer as ready, (count(*) filter (where state = 'approved'))::integer as approved,
      (count(*) filter (where assignee = ${account}::uuid))::integer as mine, (count(*) filter (where assignee = ${account}::uuid and state in ('empty', 'working')))::integer as mine_open
    from self_assessment.answer where instansi = ${instansi} and (${campaign}::uuid is null or campaign = ${campaign}::uuid) group by campaign`);

export const findOutcome = (tx: Tx, instansi: string, campaign: string): Promise<OutcomeCopy | undefined> =>
  tx.maybe<{ body: OutcomeCopy }>(sql`select body from self_assessment.outcome where instansi = ${instansi} and campaign = ${campaign}`).then((row) => row?.body);
/** A later one replaces; the same or an older one changes nothing. */
export const keepOutcome = (tx: Tx, instansi: string, outcome: OutcomeCopy, now: Date): Promise<number> =>
  tx.run(sql`insert into self_assessment.outcome (instansi, campaign, no, body, told_at) values (${instansi}, ${outcome.campaign}, ${outcome.no}, ${JSON.stringify(outcome)}, ${now})
    on conflict (instansi, campaign) do update set no = excluded.no, body = excluded.body, told_at = excluded.told_at where outcome.no < excluded.no`);

export const toldReminders = (tx: Tx, instansi: string, campaign: string, phase: string, endsOn: string): Promise<{ days: number }[]> =>
  tx.many(sql`select days from self_assessment.reminder where instansi = ${instansi} and campaign = ${campaign} and phase = ${phase} and ends_on = ${endsOn}`);
/** Whether this call was the first. */
export const keepReminder = async (tx: Tx, instansi: string, r: { campaign: string; phase: string; endsOn: string; days: number; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into self_assessment.reminder (instansi, campaign, phase, ends_on, days, told_at) values (${instansi}, ${r.campaign}, ${r.phase}, ${r.endsOn}, ${r.days}, ${r.at}) on conflict do nothing`)) > 0;
