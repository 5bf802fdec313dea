import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { FollowUpStepKind } from '../contract/follow-up-words.ts';

export interface RecommendationRow {
  id: string;
  campaign: string | null;
  source: string;
  year: number;
  number: string | null;
  text: string;
  addressee: string;
  due: string | null;
  unit: string | null;
  unit_due: string | null;
  done: boolean;
  has_progress: boolean;
  seq: number;
  last_kind: FollowUpStepKind | null;
  last_at: Date | null;
}

const columns = sql`r.id, r.campaign, r.source, r.year, r.number, r.text, r.addressee, r.due::text, r.unit, r.unit_due::text, r.done, r.has_progress, r.seq, s.kind as last_kind, s.at as last_at`;
const withLast = sql`self_assessment.recommendation r left join self_assessment.recommendation_step s on s.instansi = r.instansi and s.recommendation = r.id and s.seq = r.seq`;

/** All of the institution, the most urgent first. Some tens a year: they are counted and filtered by the service. */
export const listRecommendations = (tx: Tx, instansi: string): Promise<RecommendationRow[]> =>
  tx.many(sql`select ${columns} from ${withLast} where r.instansi = ${instansi} order by r.done, coalesce(r.unit_due, r.due) nulls last, r.year desc, r.id`);

export const listOfUnit = (tx: Tx, instansi: string, unit: string): Promise<RecommendationRow[]> =>
  tx.many(sql`select ${columns} from ${withLast} where r.instansi = ${instansi} and r.unit = ${unit} order by r.done, coalesce(r.unit_due, r.due) nulls last, r.id`);

export const findRecommendation = (tx: Tx, instansi: string, id: string): Promise<RecommendationRow | undefined> =>
  tx.maybe(sql`select ${columns} from ${withLast} where r.instansi = ${instansi} and r.id = ${id}`);

export interface NewRecommendation {
  id: string;
  campaign: string | null;
  source: string;
  year: number;
  number: string | null;
  text: string;
  addressee: string;
  due: string | null;
  at: Date;
}

/** 0 where it is there already: an outcome is told more than once. */
export const insertRecommendation = (tx: Tx, instansi: string, r: NewRecommendation): Promise<number> =>
  tx.run(sql`insert into self_assessment.recommendation (instansi, id, campaign, source, year, number, text, addressee, due, made_at, changed_at)
    values (${instansi}, ${r.id}, ${r.campaign}, ${r.source}, ${r.year}, ${r.number}, ${r.text}, ${r.addressee}, ${r.due}, ${r.at}, ${r.at}) on conflict do nothing`);

/** What the organiser corrected, as long as nobody was given it. */
export const renewRecommendation = (tx: Tx, instansi: string, r: NewRecommendation): Promise<number> =>
  tx.run(sql`update self_assessment.recommendation set number = ${r.number}, text = ${r.text}, addressee = ${r.addressee}, due = ${r.due}, changed_at = ${r.at}
    where instansi = ${instansi} and id = ${r.id} and unit is null and (text, addressee, due) is distinct from (${r.text}, ${r.addressee}, ${r.due}::date)`);

export interface Change {
  unit?: string;
  unitDue?: string;
  done?: boolean;
  hasProgress?: boolean;
  at: Date;
}

/** 0 where somebody else changed it since `seq` was read. A new day is reminded of afresh. */
export const changeRecommendation = (tx: Tx, instansi: string, id: string, seq: number, c: Change): Promise<number> =>
  tx.run(sql`update self_assessment.recommendation set unit = coalesce(${c.unit ?? null}, unit), unit_due = coalesce(${c.unitDue ?? null}, unit_due), done = coalesce(${c.done ?? null}, done),
      has_progress = coalesce(${c.hasProgress ?? null}, has_progress), reminded = case when ${c.unitDue ?? null}::date is null then reminded end, seq = seq + 1, changed_at = ${c.at}
    where instansi = ${instansi} and id = ${id} and seq = ${seq}`);

export interface StepRow {
  id: string;
  kind: FollowUpStepKind;
  text: string;
  unit: string | null;
  due: string | null;
  link: string;
  by_name: string;
  at: Date;
}
export const listSteps = (tx: Tx, instansi: string, recommendation: string): Promise<StepRow[]> =>
  tx.many(sql`select id, kind, text, unit, due::text, link, by_name, at from self_assessment.recommendation_step where instansi = ${instansi} and recommendation = ${recommendation} order by seq`);

export interface NewStep {
  id: string;
  recommendation: string;
  seq: number;
  kind: FollowUpStepKind;
  text: string;
  unit?: string;
  due?: string;
  link?: string;
  byName: string;
  byAccount: string | null;
  at: Date;
}
export const insertStep = (tx: Tx, instansi: string, s: NewStep): Promise<number> =>
  tx.run(sql`insert into self_assessment.recommendation_step (instansi, id, recommendation, seq, kind, text, unit, due, link, by_name, by_account, at)
    values (${instansi}, ${s.id}, ${s.recommendation}, ${s.seq}, ${s.kind}, ${s.text}, ${s.unit ?? null}, ${s.due ?? null}, ${s.link ?? ''}, ${s.byName}, ${s.byAccount}, ${s.at})`);

export interface StepFile {
  id: string;
  step: string;
  sha256: string;
  type: string;
  name: string;
}
export const insertStepFile = (tx: Tx, instansi: string, f: StepFile): Promise<number> =>
  tx.run(sql`insert into self_assessment.recommendation_file (instansi, id, step, sha256, type, name) values (${instansi}, ${f.id}, ${f.step}, ${f.sha256}, ${f.type}, ${f.name})`);

export const listStepFiles = (tx: Tx, instansi: string, recommendation: string): Promise<StepFile[]> =>
  tx.many(sql`select f.id, f.step, f.sha256, f.type, f.name from self_assessment.recommendation_file f join self_assessment.recommendation_step s on s.instansi = f.instansi and s.id = f.step
    where f.instansi = ${instansi} and s.recommendation = ${recommendation} order by f.id`);

export interface OpenDeadline {
  instansi: string;
  id: string;
  unit: string;
  due: string;
  reminded: number | null;
  text: string;
}
/** Across institutions, as owner: what was given to a unit, is not done and comes near. */
export const listOpenDeadlines = (tx: Tx, before: string): Promise<OpenDeadline[]> =>
  tx.many(sql`select instansi, id, unit, coalesce(unit_due, due)::text as due, reminded, text from self_assessment.recommendation
    where unit is not null and not done and coalesce(unit_due, due) <= ${before} and coalesce(reminded, 99) > -1 order by instansi, id limit 5000`);

export const saveReminded = (tx: Tx, instansi: string, id: string, step: number): Promise<number> =>
  tx.run(sql`update self_assessment.recommendation set reminded = ${step} where instansi = ${instansi} and id = ${id} and not done and coalesce(reminded, 99) > ${step}`);
