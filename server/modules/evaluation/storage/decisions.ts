import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: decisions · objections · consent · publications

export interface Decision {
  id: string;
  participant: string;
  no: number;
  state: 'provisional' | 'final';
  /** JSON of the OutcomeCopy, without its report. */
  outcome: string;
  reason: string;
  decidedAt: Date;
  byName: string;
  document: string | null;
  reportNumber: string | null;
  reportState: 'wanted' | 'awaiting-scan' | 'signed' | 'failed';
  reportSha256: string | null;
  failure: string | null;
  toldAt: Date | null;
}
const ROW = sql`id, participant, no, state, outcome, reason, decided_at as "decidedAt", by_name as "byName", document, report_number as "reportNumber", report_state as "reportState", report_sha256 as "reportSha256", failure, told_at as "toldAt"`;

/** The newest first. */
export const decisionsOf = (tx: Tx, instansi: string, participant: string): Promise<Decision[]> => tx.many(sql`select ${ROW} from evaluation.decision where instansi = ${instansi} and participant = ${participant} order by no desc`);
export const findDecision = (tx: Tx, instansi: string, id: string): Promise<Decision | undefined> => tx.maybe(sql`select ${ROW} from evaluation.decision where instansi = ${instansi} and id = ${id}`);

/** What its report says, as it was when it was decided. */
export const fieldsOf = async (tx: Tx, instansi: string, id: string): Promise<Record<string, unknown>> => (await tx.one<{ fields: Record<string, unknown> }>(sql`select fields from evaluation.decision where instansi = ${instansi} and id = ${id}`)).fields;

/** The newest of every participant of a campaign, without its words. */
export const lastDecisions = (tx: Tx, instansi: string, campaign: string): Promise<Pick<Decision, 'id' | 'participant' | 'no' | 'state' | 'reportState' | 'toldAt'>[]> =>
  tx.many(sql`select distinct on (d.participant) d.id, d.participant, d.no, d.state, d.report_state as "reportState", d.told_at as "toldAt" from evaluation.decision d
    join evaluation.participant p on p.instansi = d.instansi and p.id = d.participant where d.instansi = ${instansi} and p.campaign = ${campaign} order by d.participant, d.no desc`);

export const insertDecision = (tx: Tx, instansi: string, d: Pick<Decision, 'id' | 'participant' | 'no' | 'state' | 'outcome' | 'reason' | 'decidedAt' | 'byName'> & { sha256: string; fields: Record<string, unknown>; by: string | null }): Promise<number> =>
  tx.run(sql`insert into evaluation.decision (instansi, id, participant, no, state, outcome, fields, sha256, reason, decided_at, decided_by, by_name)
    values (${instansi}, ${d.id}, ${d.participant}, ${d.no}, ${d.state}, ${d.outcome}, ${JSON.stringify(d.fields)}, ${d.sha256}, ${d.reason}, ${d.decidedAt}, ${d.by}, ${d.byName})`);

export const saveReport = (tx: Tx, instansi: string, id: string, r: Pick<Decision, 'document' | 'reportNumber' | 'reportState' | 'reportSha256' | 'failure'>): Promise<number> =>
  tx.run(sql`update evaluation.decision set document = ${r.document}, report_number = ${r.reportNumber}, report_state = ${r.reportState}, report_sha256 = ${r.reportSha256}, failure = ${r.failure} where instansi = ${instansi} and id = ${id}`);
/** Whether this call was the first. */
export const saveTold = async (tx: Tx, instansi: string, id: string, at: Date): Promise<boolean> => (await tx.run(sql`update evaluation.decision set told_at = ${at} where instansi = ${instansi} and id = ${id} and told_at is null`)) > 0;

export interface Objection {
  id: string;
  participant: string;
  number: string;
  text: string;
  byName: string;
  at: Date;
  accepted: boolean | null;
  answer: string | null;
  microBefore: string | null;
  microAfter: string | null;
  answeredName: string | null;
  answeredAt: Date | null;
}
const OBJECTION = sql`o.id, o.participant, o.number, o.text, o.by_name as "byName", o.at, o.accepted, o.answer, o.micro_before::text as "microBefore", o.micro_after::text as "microAfter", o.answered_name as "answeredName", o.answered_at as "answeredAt"`;

export const objectionsOf = (tx: Tx, instansi: string, participant: string): Promise<Objection[]> => tx.many(sql`select ${OBJECTION} from evaluation.objection o where o.instansi = ${instansi} and o.participant = ${participant} order by o.at, o.id`);
export const lockObjection = (tx: Tx, instansi: string, id: string): Promise<Objection | undefined> => tx.maybe(sql`select ${OBJECTION} from evaluation.objection o where o.instansi = ${instansi} and o.id = ${id} for update`);
export const countObjections = (tx: Tx, instansi: string, campaign: string): Promise<{ participant: string; all: number; open: number }[]> =>
  tx.many(sql`select o.participant, count(*)::int as "all", (count(*) filter (where o.accepted is null))::int as open from evaluation.objection o
    join evaluation.participant p on p.instansi = o.instansi and p.id = o.participant where o.instansi = ${instansi} and p.campaign = ${campaign} group by o.participant`);
/** 0 where it is here already. */
export const insertObjection = (tx: Tx, instansi: string, o: Pick<Objection, 'id' | 'participant' | 'number' | 'text' | 'byName' | 'at'> & { receivedAt: Date }): Promise<number> =>
  tx.run(sql`insert into evaluation.objection (instansi, id, participant, number, text, by_name, at, received_at) values (${instansi}, ${o.id}, ${o.participant}, ${o.number}, ${o.text}, ${o.byName}, ${o.at}, ${o.receivedAt}) on conflict do nothing`);
export const answerObjection = (tx: Tx, instansi: string, id: string, a: { accepted: boolean; answer: string; before: string | null; after: string | null; byName: string; at: Date }): Promise<number> =>
  tx.run(sql`update evaluation.objection set accepted = ${a.accepted}, answer = ${a.answer}, micro_before = ${a.before}, micro_after = ${a.after}, answered_name = ${a.byName}, answered_at = ${a.at} where instansi = ${instansi} and id = ${id} and accepted is null`);

export interface ObjectionFile {
  objection: string;
  position: number;
  sha256: string;
  type: string;
  name: string;
  intact: boolean;
}
export const insertObjectionFile = (tx: Tx, instansi: string, f: ObjectionFile): Promise<number> =>
  tx.run(sql`insert into evaluation.objection_file (instansi, objection, position, sha256, type, name, intact) values (${instansi}, ${f.objection}, ${f.position}, ${f.sha256}, ${f.type}, ${f.name}, ${f.intact}) on conflict do nothing`);
export const objectionFiles = (tx: Tx, instansi: string, participant: string): Promise<ObjectionFile[]> =>
  tx.many(sql`select f.objection, f.position, f.sha256, f.type, f.name, f.intact from evaluation.objection_file f join evaluation.objection o on o.instansi = f.instansi and o.id = f.objection where f.instansi = ${instansi} and o.participant = ${participant} order by f.objection, f.position`);

/** Consent of each participant: of its newest submission with that paper, or as recorded here for papers; absent where nobody said anything. */
export const consentsOf = (tx: Tx, instansi: string, campaign: string): Promise<{ participant: string; given: boolean }[]> =>
  tx.many(sql`select p.id as participant, coalesce(c.given, s.given) as given from evaluation.participant p
    left join evaluation.consent c on c.instansi = p.instansi and c.participant = p.id
    left join lateral (select coalesce((paper ->> 'consents')::boolean, true) as given from evaluation.submission x, jsonb_array_elements(x.payload::jsonb -> 'papers') paper
      where x.instansi = p.instansi and x.participant = p.id and paper ->> 'kind' = 'persetujuan-publikasi' order by x.no desc limit 1) s on true
    where p.instansi = ${instansi} and p.campaign = ${campaign} and coalesce(c.given, s.given) is not null`);
export const saveConsent = (tx: Tx, instansi: string, c: { participant: string; given: boolean; basis: string; byName: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into evaluation.consent (instansi, participant, given, basis, by_name, at) values (${instansi}, ${c.participant}, ${c.given}, ${c.basis}, ${c.byName}, ${c.at})
    on conflict (instansi, participant) do update set given = excluded.given, basis = excluded.basis, by_name = excluded.by_name, at = excluded.at`);

export interface Publication {
  id: string;
  no: number;
  resultSet: string;
  shown: number;
  withheld: number;
  reason: string;
  byName: string;
  at: Date;
}
export const publicationsOf = (tx: Tx, instansi: string, campaign: string): Promise<Publication[]> =>
  tx.many(sql`select id, no, result_set as "resultSet", shown, withheld, reason, by_name as "byName", at from evaluation.publication where instansi = ${instansi} and campaign = ${campaign} order by no desc`);
export const insertPublication = (tx: Tx, instansi: string, campaign: string, p: Publication): Promise<number> =>
  tx.run(sql`insert into evaluation.publication (instansi, id, campaign, no, result_set, shown, withheld, reason, by_name, at) values (${instansi}, ${p.id}, ${campaign}, ${p.no}, ${p.resultSet}, ${p.shown}, ${p.withheld}, ${p.reason}, ${p.byName}, ${p.at})`);
export const lockCampaign = (tx: Tx, instansi: string, campaign: string): Promise<{ resultSet: string | null } | undefined> =>
  tx.maybe(sql`select result_set as "resultSet" from evaluation.campaign where instansi = ${instansi} and id = ${campaign} for update`);
/** Institution of every participant in module assessments, where it has a value there. */
export const institutionsOf = (tx: Tx, instansi: string, campaign: string): Promise<{ participant: string; institution: string }[]> =>
  tx.many(sql`select id as participant, institution from evaluation.participant where instansi = ${instansi} and campaign = ${campaign} and institution is not null`);
/** How far the indicators of every participant are. */
export const itemCounts = (tx: Tx, instansi: string, campaign: string): Promise<{ participant: string; valued: number; unreviewed: number }[]> =>
  tx.many(sql`select participant, count(micro)::int as valued, (count(*) filter (where mark is null or mark = 'returned'))::int as unreviewed from evaluation.item where instansi = ${instansi} and campaign = ${campaign} group by participant`);
export const findObjectionFile = (tx: Tx, instansi: string, objection: string, position: number): Promise<(ObjectionFile & { participant: string }) | undefined> =>
  tx.maybe(sql`select f.objection, f.position, f.sha256, f.type, f.name, f.intact, o.participant from evaluation.objection_file f join evaluation.objection o on o.instansi = f.instansi and o.id = f.objection
    where f.instansi = ${instansi} and f.objection = ${objection} and f.position = ${position}`);

export type ShowableDecision = Pick<Decision, 'participant' | 'outcome' | 'decidedAt' | 'toldAt'> & { institution: string };
/** The newest final one of every participant whose institution is known. */
export const finalDecisions = (tx: Tx, instansi: string, campaign: string): Promise<ShowableDecision[]> =>
  tx.many(sql`select distinct on (d.participant) d.participant, d.outcome, d.decided_at as "decidedAt", d.told_at as "toldAt", p.institution from evaluation.decision d
    join evaluation.participant p on p.instansi = d.instansi and p.id = d.participant and p.institution is not null
    where d.instansi = ${instansi} and p.campaign = ${campaign} and d.state = 'final' and d.told_at is not null order by d.participant, d.no desc`);
export const resultSetOf = async (tx: Tx, instansi: string, campaign: string): Promise<string | null> =>
  (await tx.maybe<{ resultSet: string | null }>(sql`select result_set as "resultSet" from evaluation.campaign where instansi = ${instansi} and id = ${campaign}`))?.resultSet ?? null;
