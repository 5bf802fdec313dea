import type { Tx } from '../../../platform/db/database.ts';
import { sql, type Sql } from '../../../platform/db/sql.ts';

export interface BoardRow {
  id: string;
  name: string;
  kind: 'central' | 'province' | 'regency' | 'city';
  region: string | null;
  tenant: string | null;
  firstSubmittedAt: Date | null;
  submissionNo: number | null;
  remindedAt: Date | null;
  document: number;
  interview: boolean;
  review: boolean;
  first: string | null;
  second: string | null;
  reviewer: string | null;
  late: 'institution' | 'assessor' | 'reviewer' | null;
  isWhole: boolean;
}

/** What should have ended by today, and how much a whole participant has: decides who is late. */
export interface Expected {
  submission: boolean;
  document: boolean;
  interview: boolean;
  review: boolean;
  indicators: number;
  twoAssessors: boolean;
}
export interface BoardFilter {
  /** Bare name contains it; '' for all. */
  words: string;
  kind: string | null;
  province: string | null;
}
export type Only = 'all' | 'late' | 'waiting' | 'submitted' | 'unassigned';

/** One row a participant from narrow rows only: the slower of two assessors counts, and what nobody began is nothing. */
const rows = (instansi: string, campaign: string, e: Expected, f: BoardFilter): Sql => sql`
  with work as (select a.participant,
      max(a.name) filter (where a.role = 'first') as first, max(a.name) filter (where a.role = 'second') as second, max(a.name) filter (where a.role = 'reviewer') as reviewer,
      coalesce(min(coalesce(g.document, 0)) filter (where a.role <> 'reviewer'), 0) as document,
      coalesce(bool_and(coalesce(g.interviewed, false)) filter (where a.role <> 'reviewer'), false) as interview,
      coalesce(bool_and(coalesce(g.reviewed, false)) filter (where a.role = 'reviewer'), false) as review
    from evaluation.assignment a
    left join (select participant, role, max(done) filter (where stage = 'document') as document, bool_or(finished_at is not null) filter (where stage = 'interview') as interviewed, bool_or(finished_at is not null) filter (where stage = 'review') as reviewed
        from evaluation.progress where instansi = ${instansi} and campaign = ${campaign} group by participant, role) g on g.participant = a.participant and g.role = a.role
    where a.instansi = ${instansi} and a.campaign = ${campaign} and a.ended_at is null group by a.participant),
  shown as (select p.id, p.name, p.kind, p.region, p.tenant, p.first_submitted_at as "firstSubmittedAt", p.submission_no as "submissionNo", p.reminded_at as "remindedAt",
      coalesce(w.document, 0)::int as document, coalesce(w.interview, false) as interview, coalesce(w.review, false) as review, w.first, w.second, w.reviewer,
      w.first is not null and w.reviewer is not null and (w.second is not null or ${!e.twoAssessors}) as "isWhole",
      case when p.submission is null then case when ${e.submission} then 'institution' end
           when ${e.document} and coalesce(w.document, 0) < ${e.indicators} then 'assessor'
           when ${e.interview} and not coalesce(w.interview, false) then 'assessor'
           when ${e.review} and not coalesce(w.review, false) then 'reviewer' end as late
    from evaluation.participant p left join work w on w.participant = p.id
    where p.instansi = ${instansi} and p.campaign = ${campaign} and (${f.words} = '' or p.bare_name like ${`%${f.words}%`}) and (${f.kind === null} or p.kind = ${f.kind ?? ''}) and (${f.province === null} or left(p.region, 2) = ${f.province ?? ''}))`;

const chosen = (only: Only): Sql => sql`(${only} = 'all' or (${only} = 'late' and late is not null) or (${only} = 'waiting' and "submissionNo" is null) or (${only} = 'submitted' and "submissionNo" is not null) or (${only} = 'unassigned' and not "isWhole"))`;

export const boardRows = (tx: Tx, instansi: string, campaign: string, e: Expected, f: BoardFilter & { only: Only; after: number; limit: number }): Promise<BoardRow[]> =>
  tx.many(sql`${rows(instansi, campaign, e, f)} select * from shown where ${chosen(f.only)} order by late is null, name, id offset ${f.after} limit ${f.limit}`);

export const boardCounts = (tx: Tx, instansi: string, campaign: string, e: Expected, f: BoardFilter): Promise<Record<Only, number>> =>
  tx.one(sql`${rows(instansi, campaign, e, f)} select count(*)::int as "all", count(late)::int as late, count(*) filter (where "submissionNo" is null)::int as waiting, count("submissionNo")::int as submitted, count(*) filter (where not "isWhole")::int as unassigned from shown`);

/** Who still has something to do: assessors with unfinished documents or interviews, reviewers; one row a person and how many. */
export const unfinished = (tx: Tx, instansi: string, campaign: string, stage: 'document' | 'interview' | 'review'): Promise<{ account: string; count: number }[]> =>
  tx.many(sql`select a.account, count(*)::int as count from evaluation.assignment a
    join evaluation.participant p on p.instansi = a.instansi and p.id = a.participant and p.submission is not null
    left join evaluation.progress g on g.instansi = a.instansi and g.campaign = a.campaign and g.participant = a.participant and g.role = a.role and g.stage = ${stage}
    where a.instansi = ${instansi} and a.campaign = ${campaign} and a.ended_at is null and (a.role = 'reviewer') = (${stage} = 'review') and g.finished_at is null group by a.account order by a.account`);
