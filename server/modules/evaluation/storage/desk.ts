import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { ItemState, Mark, ValueStage } from '../contract/assess-words.ts';
import type { Role } from '../contract/shapes.ts';
import type { Evidence } from './submissions.ts';

// Chapters: where somebody belongs · claims · evidence · my institutions · one indicator side by side · where assessors differ

export const interestsOf = (tx: Tx, instansi: string, account: string): Promise<{ region: string | null; bareName: string }[]> =>
  tx.many(sql`select region, bare_name as "bareName" from evaluation.interest where instansi = ${instansi} and account = ${account}`);

export interface ClaimRow {
  micro: string;
  met: string[];
  asks: string;
  fakta: string;
  analisis: string;
  before: { year: number; level: string; text: string } | null;
}
export const findClaim = (tx: Tx, instansi: string, submission: string, number: string): Promise<ClaimRow | undefined> =>
  tx.maybe(sql`select micro::text as micro, met, asks, fakta, analisis, before from evaluation.claim where instansi = ${instansi} and submission = ${submission} and number = ${number}`);
/** What was claimed in each submission, without its texts. */
export const claimedLevels = (tx: Tx, instansi: string, participant: string, number: string): Promise<{ no: number; micro: string }[]> =>
  tx.many(sql`select s.no, c.micro::text as micro from evaluation.submission s join evaluation.claim c on c.instansi = s.instansi and c.submission = s.id
    where s.instansi = ${instansi} and s.participant = ${participant} and c.number = ${number} order by s.no`);
export const claimLevelsOf = (tx: Tx, instansi: string, submission: string): Promise<{ number: string; micro: string; met: string[]; fakta: string; analisis: string }[]> =>
  tx.many(sql`select number, micro::text as micro, met, left(fakta, 20) as fakta, left(analisis, 20) as analisis from evaluation.claim where instansi = ${instansi} and submission = ${submission}`);

/** Evidence of one indicator in all submissions of a participant, with the number of the submission, oldest first. */
export const evidenceOfAll = (tx: Tx, instansi: string, participant: string, number: string): Promise<(Evidence & { no: number })[]> =>
  tx.many(sql`select s.no, e.submission, e.id, e.number, e.level, e.letter, e.version, e.kind, e.title, e.place, e.document_date::text as "documentDate", e.expires_on::text as "expiresOn", e.sha256, e.type, e.name, e.bytes, e.url, e.record, e.intact
    from evaluation.submission s join evaluation.evidence e on e.instansi = s.instansi and e.submission = s.id
    where s.instansi = ${instansi} and s.participant = ${participant} and e.number = ${number} order by s.no, e.level, e.letter, e.title, e.id`);
export const papersOf = (tx: Tx, instansi: string, submission: string): Promise<{ id: string; kind: string; name: string | null }[]> =>
  tx.many(sql`select id, kind, name from evaluation.evidence where instansi = ${instansi} and submission = ${submission} and number is null order by kind`);
/** In which submission the newest piece of evidence of each indicator came. */
export const newestEvidence = (tx: Tx, instansi: string, participant: string): Promise<{ number: string; no: number }[]> =>
  tx.many(sql`select number, max(no)::int as no from (select e.number, e.id, e.version, min(s.no) as no from evaluation.submission s join evaluation.evidence e on e.instansi = s.instansi and e.submission = s.id
      where s.instansi = ${instansi} and s.participant = ${participant} and e.number is not null group by e.number, e.id, e.version) first group by number`);
/** The participant to whom a submission belongs. */
export const ownerOf = (tx: Tx, instansi: string, submission: string): Promise<{ participant: string } | undefined> =>
  tx.maybe(sql`select participant from evaluation.submission where instansi = ${instansi} and id = ${submission}`);

export interface MyInstitution {
  campaign: string;
  participant: string;
  role: Role;
  name: string;
  submissionNo: number | null;
  done: number;
  finished: boolean;
  disputed: number;
  returned: number;
  asked: number;
  answered: number;
  changed: number;
  judged: string[];
}
/**
 * Everything that is assigned to somebody, in one statement that starts from the assignments. `stages`: which stage is
 * open in each campaign; for the review its marks count. `changed`: indicators whose evidence is newer than the verdict.
 */
export const myInstitutions = (tx: Tx, instansi: string, account: string, stages: readonly { campaign: string; stage: ValueStage | null }[]): Promise<MyInstitution[]> =>
  tx.many(sql`select a.campaign, a.participant, a.role, p.name, p.submission_no as "submissionNo", coalesce(g.done, 0)::int as done, g.finished_at is not null as finished, i.disputed, i.returned, q.asked, q.answered, v.changed, v.judged
    from unnest(${stages.map((s) => s.campaign)}::uuid[], ${stages.map((s) => s.stage)}::text[]) c (campaign, stage)
    join evaluation.assignment a on a.instansi = ${instansi} and a.account = ${account} and a.campaign = c.campaign and a.ended_at is null
    join evaluation.participant p on p.instansi = a.instansi and p.id = a.participant
    left join evaluation.progress g on g.instansi = a.instansi and g.campaign = a.campaign and g.participant = a.participant and g.role = a.role and g.stage = case when a.role = 'reviewer' then 'review' else c.stage end
    cross join lateral (select count(*) filter (where state = 'disputed')::int as disputed, count(*) filter (where mark = 'returned' and value_stage is distinct from 'review')::int as returned
      from evaluation.item where instansi = a.instansi and participant = a.participant) i
    cross join lateral (select count(*) filter (where r.question is null)::int as asked, count(r.question)::int as answered
      from evaluation.question q left join evaluation.reply r on r.instansi = q.instansi and r.question = q.id where q.instansi = a.instansi and q.participant = a.participant) q
    cross join lateral (select count(distinct number) filter (where stale)::int as changed, coalesce(array_agg(distinct number) filter (where here), '{}') as judged
      from (select w.number, a.role <> 'reviewer' and w.stage = c.stage as here,
          w.submission_no < p.submission_no and exists (select from evaluation.evidence e join evaluation.submission s on s.instansi = e.instansi and s.id = e.submission
            where e.instansi = a.instansi and s.participant = a.participant and s.no > w.submission_no and e.number = w.number
              and not exists (select from evaluation.evidence o join evaluation.submission os on os.instansi = o.instansi and os.id = o.submission
                where o.instansi = a.instansi and os.participant = a.participant and os.no <= w.submission_no and o.number = w.number and o.id = e.id and o.version = e.version)) as stale
        from (select distinct on (number) number, stage, submission_no from evaluation.verdict where instansi = a.instansi and participant = a.participant and role = a.role order by number, given_at desc) w) w) v
    where p.instansi = ${instansi} order by p.name, p.id`);

export interface Beside {
  participant: string;
  name: string;
  claim: string | null;
  fakta: string | null;
  state: ItemState;
  micro: string | null;
}
/** One indicator at the participants given: claim with the beginning of its Fakta, and what counts. */
export const sideBySide = (tx: Tx, instansi: string, participants: readonly string[], number: string): Promise<Beside[]> =>
  tx.many(sql`select p.id as participant, p.name, c.micro::text as claim, left(c.fakta, 240) as fakta, coalesce(i.state, 'open') as state, i.micro::text as micro
    from evaluation.participant p
    left join evaluation.claim c on c.instansi = p.instansi and c.submission = p.submission and c.number = ${number}
    left join evaluation.item i on i.instansi = p.instansi and i.participant = p.id and i.number = ${number}
    where p.instansi = ${instansi} and p.id = any(${participants}::uuid[])`);
/** The latest verdict of each seat, levels only. */
export const latestLevels = (tx: Tx, instansi: string, participants: readonly string[], number: string): Promise<{ participant: string; role: 'first' | 'second'; micro: string }[]> =>
  tx.many(sql`select distinct on (participant, role) participant, role, micro::text as micro from evaluation.verdict
    where instansi = ${instansi} and participant = any(${participants}::uuid[]) and number = ${number} order by participant, role, given_at desc`);

export interface Dispute {
  participant: string;
  name: string;
  number: string;
  micro: string | null;
  mark: Mark | null;
  markSeq: number;
  state: ItemState;
  claim: string | null;
}
/** Where assessors differ, of a whole campaign or of the participants given. */
export const disputesIn = (tx: Tx, instansi: string, campaign: string, participants: readonly string[] | null, limit: number): Promise<Dispute[]> =>
  tx.many(sql`select i.participant, p.name, i.number, i.micro::text as micro, i.mark, coalesce(m.seq, 0)::int as "markSeq", i.state, c.micro::text as claim
    from evaluation.item i join evaluation.participant p on p.instansi = i.instansi and p.id = i.participant
    left join evaluation.mark m on m.instansi = i.instansi and m.participant = i.participant and m.number = i.number
    left join evaluation.claim c on c.instansi = p.instansi and c.submission = p.submission and c.number = i.number
    where i.instansi = ${instansi} and i.campaign = ${campaign} and i.state = 'disputed' and (${participants}::uuid[] is null or i.participant = any(${participants}::uuid[])) order by p.name, i.participant, i.number limit ${limit}`);
export const countDisputes = async (tx: Tx, instansi: string, campaign: string, participants: readonly string[] | null): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from evaluation.item where instansi = ${instansi} and campaign = ${campaign} and state = 'disputed' and (${participants}::uuid[] is null or participant = any(${participants}::uuid[]))`)).count;
/** The latest verdict of each seat at each of these. */
export const latestVerdicts = (tx: Tx, instansi: string, keys: readonly { participant: string; number: string }[]): Promise<{ participant: string; number: string; role: 'first' | 'second'; by: string; micro: string; fakta: string; analisis: string; justifikasi: string }[]> =>
  tx.many(sql`select distinct on (v.participant, v.number, v.role) v.participant, v.number, v.role, v.by_name as by, v.micro::text as micro, v.fakta, v.analisis, v.justifikasi
    from unnest(${keys.map((k) => k.participant)}::uuid[], ${keys.map((k) => k.number)}::text[]) k (participant, number)
    join evaluation.verdict v on v.instansi = ${instansi} and v.participant = k.participant and v.number = k.number order by v.participant, v.number, v.role, v.given_at desc`);

export interface Place {
  campaign: string;
  participant: string;
  role: Role;
}
/** What is assigned to somebody now, in every campaign. */
export const placesOf = (tx: Tx, instansi: string, account: string): Promise<Place[]> =>
  tx.many(sql`select campaign, participant, role from evaluation.assignment where instansi = ${instansi} and account = ${account} and ended_at is null`);
