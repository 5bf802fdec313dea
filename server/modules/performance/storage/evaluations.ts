import type { OrganisationPredicate } from '../../../engines/performance/distribution.ts';
import type { Predicate, Rating } from '../../../engines/performance/predicate.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { EvaluationState, Occasion, Period, PredicateRow, RatingNote, Realisation, ValueCode } from '../contract.ts';

// Chapters: evaluations · predicates of many · dialogues · feedback · 360 · organisations

export interface EvaluationRecord {
  id: string;
  plan: string;
  period: Period;
  toDay: CalendarDay;
  state: EvaluationState;
  realisations: Realisation[];
  hasil: Rating | null;
  perilaku: Rating | null;
  predicate: Predicate | null;
  rating: RatingNote | null;
  ratedAt: Date | null;
  objectUntil: CalendarDay | null;
  objectionPost: string | null;
  number: string | null;
}
const COLUMNS = sql`id, plan, period, to_day as "toDay", state, realisations, hasil, perilaku, predicate, rating, rated_at as "ratedAt", object_until as "objectUntil", objection_post as "objectionPost", number`;
export const evaluationsOf = (tx: Tx, instansi: string, plan: string): Promise<EvaluationRecord[]> => tx.many(sql`select ${COLUMNS} from performance.evaluation where instansi = ${instansi} and plan = ${plan}`);
export const findEvaluation = (tx: Tx, instansi: string, plan: string, period: Period): Promise<EvaluationRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from performance.evaluation where instansi = ${instansi} and plan = ${plan} and period = ${period}`);
export const planOfEvaluation = async (tx: Tx, instansi: string, id: string): Promise<string | undefined> => (await tx.maybe<{ plan: string }>(sql`select plan from performance.evaluation where instansi = ${instansi} and id = ${id}`))?.plan;

export interface SavedEvaluation extends Omit<EvaluationRecord, 'number'> {
  person: string;
  unit: string;
  isHead: boolean;
  year: number;
}
export const saveEvaluations = (tx: Tx, instansi: string, rows: readonly SavedEvaluation[]): Promise<number> =>
  tx.run(sql`insert into performance.evaluation (instansi, id, plan, period, person, unit, is_head, year, to_day, state, realisations, hasil, perilaku, predicate, rating, rated_at, object_until, objection_post)
    select ${instansi}::uuid, e.id, e.plan, e.period, e.person, e.unit, e."isHead", e.year, e."toDay", e.state, e.realisations, e.hasil, e.perilaku, e.predicate, e.rating, e."ratedAt", e."objectUntil", e."objectionPost"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) e (id uuid, plan uuid, period text, person uuid, unit uuid, "isHead" boolean, year integer, "toDay" date, state text, realisations jsonb, hasil text, perilaku text, predicate text, rating jsonb,
        "ratedAt" timestamptz, "objectUntil" date, "objectionPost" uuid)
    on conflict (instansi, plan, period) do update set to_day = excluded.to_day, state = excluded.state, realisations = excluded.realisations, hasil = excluded.hasil, perilaku = excluded.perilaku, predicate = excluded.predicate, rating = excluded.rating,
      rated_at = excluded.rated_at, object_until = excluded.object_until, objection_post = excluded.objection_post`);
export const saveEvaluation = (tx: Tx, instansi: string, e: SavedEvaluation): Promise<number> => saveEvaluations(tx, instansi, [e]);
export const saveNumber = (tx: Tx, instansi: string, id: string, number: string): Promise<number> => tx.run(sql`update performance.evaluation set number = ${number} where instansi = ${instansi} and id = ${id}`);

export const predicatesOf = (tx: Tx, instansi: string, of: { people: readonly string[] } | { units: readonly string[] }, year: number): Promise<PredicateRow[]> =>
  tx.many(sql`select e.person, e.plan, e.unit, e.is_head as "isHead", e.period, e.hasil, e.perilaku, e.predicate, e.state = 'final' as final from performance.evaluation e
    where e.instansi = ${instansi} and e.year = ${year} and e.predicate is not null and ${'people' in of ? sql`e.person = any(${of.people}::uuid[])` : sql`e.unit = any(${of.units}::uuid[])`} order by e.unit, e.person, e.period`);
/** The last final predicate of each person whose period ended by that day. */
export const lastPredicates = (tx: Tx, instansi: string, people: readonly string[], by: CalendarDay): Promise<{ person: string; predicate: Predicate; period: Period; year: number }[]> =>
  tx.many(sql`select distinct on (person) person, predicate, period, year from performance.evaluation
    where instansi = ${instansi} and person = any(${people}::uuid[]) and state = 'final' and to_day <= ${by} order by person, to_day desc, (period = 'year') desc`);

export interface DialogueRecord {
  id: string;
  plan: string;
  day: CalendarDay;
  occasion: Occasion;
  notes: string;
  followUp: string;
  writtenBy: 'owner' | 'superior';
  writerName: string;
  writtenAt: Date;
  ownerAt: Date | null;
  superiorAt: Date | null;
  version: number;
}
const DIALOGUE = sql`id, plan, day, occasion, notes, follow_up as "followUp", written_by as "writtenBy", writer_name as "writerName", written_at as "writtenAt", owner_at as "ownerAt", superior_at as "superiorAt", version`;
export const dialoguesOf = (tx: Tx, instansi: string, plan: string): Promise<DialogueRecord[]> => tx.many(sql`select ${DIALOGUE} from performance.dialogue where instansi = ${instansi} and plan = ${plan} order by day desc, written_at desc`);
export const lockDialogue = (tx: Tx, instansi: string, plan: string, id: string): Promise<DialogueRecord | undefined> => tx.maybe(sql`select ${DIALOGUE} from performance.dialogue where instansi = ${instansi} and plan = ${plan} and id = ${id} for update`);
export const insertDialogue = (tx: Tx, instansi: string, d: DialogueRecord): Promise<number> =>
  tx.run(sql`insert into performance.dialogue (instansi, id, plan, day, occasion, notes, follow_up, written_by, writer_name, written_at, owner_at, superior_at, version)
    values (${instansi}, ${d.id}, ${d.plan}, ${d.day}, ${d.occasion}, ${d.notes}, ${d.followUp}, ${d.writtenBy}, ${d.writerName}, ${d.writtenAt}, ${d.ownerAt}, ${d.superiorAt}, 1) on conflict (instansi, id) do nothing`);
export const saveDialogue = (tx: Tx, instansi: string, d: DialogueRecord): Promise<number> =>
  tx.run(sql`update performance.dialogue set notes = ${d.notes}, follow_up = ${d.followUp}, owner_at = ${d.ownerAt}, superior_at = ${d.superiorAt}, version = version + 1 where instansi = ${instansi} and id = ${d.id} and version = ${d.version}`);
/** Notes that wait for this person: as owner, or as the holder of the superior's post. */
export const dialoguesWaiting = async (tx: Tx, instansi: string, person: string, post: string): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::integer as count from performance.dialogue d join performance.plan p on p.instansi = d.instansi and p.id = d.plan
    where d.instansi = ${instansi} and ((p.person = ${person} and d.owner_at is null) or (p.superior_post = ${post} and d.superior_at is null))`)).count;

export interface FeedbackRecord {
  id: string;
  plan: string;
  day: CalendarDay;
  person: string;
  name: string;
  relation: 'atasan' | 'rekan' | 'bawahan' | 'sendiri';
  result: string | null;
  value: ValueCode | null;
  words: string;
  at: Date;
}
export const insertFeedback = (tx: Tx, instansi: string, f: FeedbackRecord): Promise<number> =>
  tx.run(sql`insert into performance.feedback (instansi, id, plan, day, person, name, relation, result, value, words, at) values (${instansi}, ${f.id}, ${f.plan}, ${f.day}, ${f.person}, ${f.name}, ${f.relation}, ${f.result}, ${f.value}, ${f.words}, ${f.at})`);
export const feedbackOf = (tx: Tx, instansi: string, plan: string): Promise<FeedbackRecord[]> =>
  tx.many(sql`select id, plan, day, person, name, relation, result, value, words, at from performance.feedback where instansi = ${instansi} and plan = ${plan} order by day desc, at desc limit 200`);

export interface ReviewRecord {
  id: string;
  plan: string;
  period: Period;
  reviewer: string;
  reviewerName: string;
  relation: 'rekan' | 'bawahan';
  askedAt: Date;
  answeredAt: Date | null;
  ratings: Record<ValueCode, Rating> | null;
  words: string | null;
  closedAt: Date | null;
}
const REVIEW = sql`id, plan, period, reviewer, reviewer_name as "reviewerName", relation, asked_at as "askedAt", answered_at as "answeredAt", ratings, words, closed_at as "closedAt"`;
export const insertReviews = (tx: Tx, instansi: string, rows: readonly Omit<ReviewRecord, 'closedAt'>[]): Promise<number> =>
  tx.run(sql`insert into performance.review (instansi, id, plan, period, reviewer, reviewer_name, relation, asked_at)
    select ${instansi}::uuid, r.* from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.plan)}::uuid[], ${rows.map((r) => r.period)}::text[], ${rows.map((r) => r.reviewer)}::uuid[], ${rows.map((r) => r.reviewerName)}::text[],
      ${rows.map((r) => r.relation)}::text[], ${rows.map((r) => r.askedAt)}::timestamptz[]) r on conflict (instansi, plan, period, reviewer) do nothing`);
export const lockReview = (tx: Tx, instansi: string, id: string): Promise<ReviewRecord | undefined> => tx.maybe(sql`select ${REVIEW} from performance.review where instansi = ${instansi} and id = ${id} for update`);
export const reviewsOf = (tx: Tx, instansi: string, plan: string): Promise<ReviewRecord[]> => tx.many(sql`select ${REVIEW} from performance.review where instansi = ${instansi} and plan = ${plan} order by period, id`);
export const answerReview = (tx: Tx, instansi: string, r: { id: string; at: Date; ratings: unknown; words: string }): Promise<number> =>
  tx.run(sql`update performance.review set answered_at = ${r.at}, ratings = ${JSON.stringify(r.ratings)}, words = ${r.words} where instansi = ${instansi} and id = ${r.id} and answered_at is null and closed_at is null`);
export const closeReviews = (tx: Tx, instansi: string, plan: string, period: Period, at: Date): Promise<number> =>
  tx.run(sql`update performance.review set closed_at = ${at} where instansi = ${instansi} and plan = ${plan} and period = ${period} and closed_at is null`);
export const reviewsAsked = (tx: Tx, instansi: string, reviewer: string): Promise<{ id: string; name: string; title: string; period: Period }[]> =>
  tx.many(sql`select r.id, p.name, p.title, r.period from performance.review r join performance.plan p on p.instansi = r.instansi and p.id = r.plan where r.instansi = ${instansi} and r.reviewer = ${reviewer} and r.answered_at is null and r.closed_at is null order by r.asked_at limit 50`);

export interface OrganisationRecord {
  unit: string;
  year: number;
  period: Period;
  predicate: OrganisationPredicate;
  basis: string;
  decidedBy: string;
  decidedAt: Date;
  justification: string | null;
  justifiedBy: string | null;
  version: number;
}
const ORGANISATION = sql`unit, year, period, predicate, basis, decided_by as "decidedBy", decided_at as "decidedAt", justification, justified_by as "justifiedBy", version`;
export const organisationsOf = (tx: Tx, instansi: string, units: readonly string[], year: number, period: Period): Promise<OrganisationRecord[]> =>
  tx.many(sql`select ${ORGANISATION} from performance.organisation where instansi = ${instansi} and unit = any(${units}::uuid[]) and year = ${year} and period = ${period}`);
export const organisationsOfUnit = (tx: Tx, instansi: string, unit: string, year: number): Promise<OrganisationRecord[]> => tx.many(sql`select ${ORGANISATION} from performance.organisation where instansi = ${instansi} and unit = ${unit} and year = ${year}`);
export const insertOrganisation = (tx: Tx, instansi: string, o: OrganisationRecord & { id: string }): Promise<number> =>
  tx.run(sql`insert into performance.organisation (instansi, id, unit, year, period, predicate, basis, decided_by, decided_at, version) values (${instansi}, ${o.id}, ${o.unit}, ${o.year}, ${o.period}, ${o.predicate}, ${o.basis}, ${o.decidedBy}, ${o.decidedAt}, 1)
    on conflict (instansi, unit, year, period) do nothing`);
export const saveOrganisation = (tx: Tx, instansi: string, o: Pick<OrganisationRecord, 'unit' | 'year' | 'period' | 'predicate' | 'basis' | 'decidedBy' | 'decidedAt' | 'version'>): Promise<number> =>
  tx.run(sql`update performance.organisation set predicate = ${o.predicate}, basis = ${o.basis}, decided_by = ${o.decidedBy}, decided_at = ${o.decidedAt}, version = version + 1
    where instansi = ${instansi} and unit = ${o.unit} and year = ${o.year} and period = ${o.period} and version = ${o.version}`);
export const saveJustification = (tx: Tx, instansi: string, o: { unit: string; year: number; period: Period; version: number; words: string; by: string; at: Date }): Promise<number> =>
  tx.run(sql`update performance.organisation set justification = ${o.words}, justified_by = ${o.by}, justified_at = ${o.at}, version = version + 1 where instansi = ${instansi} and unit = ${o.unit} and year = ${o.year} and period = ${o.period} and version = ${o.version}`);
