import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Mode, PhasePlan } from '../../self-assessment/contract.ts';
import type { CampaignSettings } from '../contract/shapes.ts';

export interface Campaign {
  id: string;
  title: string;
  instrument: string;
  version: number;
  year: number;
  mode: Mode;
  phases: PhasePlan;
  settings: CampaignSettings;
  state: 'draft' | 'open' | 'closed';
  seq: number;
  madeAt: Date;
}
const ROW = sql`id, title, instrument, version, year, mode, phases, settings, state, seq, made_at as "madeAt"`;

export const listCampaigns = (tx: Tx, instansi: string): Promise<(Campaign & { participants: number; submitted: number })[]> =>
  tx.many(sql`select ${ROW}, coalesce(p.participants, 0)::int as participants, coalesce(p.submitted, 0)::int as submitted
    from evaluation.campaign c left join (select campaign, count(*) as participants, count(submission) as submitted from evaluation.participant where instansi = ${instansi} group by campaign) p on p.campaign = c.id
    where c.instansi = ${instansi} order by c.year desc, c.made_at desc limit 100`);

export const findCampaign = (tx: Tx, instansi: string, id: string): Promise<Campaign | undefined> => tx.maybe(sql`select ${ROW} from evaluation.campaign where instansi = ${instansi} and id = ${id}`);
/** Held until the transaction ends: what is decided from its state stays true. */
export const lockCampaign = (tx: Tx, instansi: string, id: string): Promise<Campaign | undefined> => tx.maybe(sql`select ${ROW} from evaluation.campaign where instansi = ${instansi} and id = ${id} for update`);

export const insertCampaign = (tx: Tx, instansi: string, c: Omit<Campaign, 'seq'>): Promise<number> =>
  tx.run(sql`insert into evaluation.campaign (instansi, id, title, instrument, version, year, mode, phases, settings, state, made_at)
    values (${instansi}, ${c.id}, ${c.title}, ${c.instrument}, ${c.version}, ${c.year}, ${c.mode}, ${JSON.stringify(c.phases)}, ${JSON.stringify(c.settings)}, ${c.state}, ${c.madeAt})`);

export const saveCampaign = (tx: Tx, instansi: string, c: Pick<Campaign, 'id' | 'title' | 'phases' | 'settings' | 'state'>): Promise<number> =>
  tx.run(sql`update evaluation.campaign set title = ${c.title}, phases = ${JSON.stringify(c.phases)}, settings = ${JSON.stringify(c.settings)}, state = ${c.state}, seq = seq + 1 where instansi = ${instansi} and id = ${c.id}`);

/** Of all institutions, for what runs at a rhythm; owner only. */
export const openCampaigns = (tx: Tx): Promise<{ instansi: string; id: string }[]> => tx.many(sql`select instansi, id from evaluation.campaign where state = 'open' order by instansi, id`);

export const countParticipants = (tx: Tx, instansi: string, campaign: string): Promise<{ participants: number; submitted: number }> =>
  tx.one(sql`select count(*)::int as participants, count(submission)::int as submitted from evaluation.participant where instansi = ${instansi} and campaign = ${campaign}`);
