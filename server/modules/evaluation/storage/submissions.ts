import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { EvidenceCopy } from '../../self-assessment/contract.ts';

// Chapters: sealed copies · claims · evidence · replies

export interface Submission {
  id: string;
  participant: string;
  no: number;
  way: 'message' | 'paper';
  sha256: string;
  byName: string;
  submittedAt: Date;
  receivedAt: Date;
}
const ROW = sql`id, participant, no, way, sha256, by_name as "byName", submitted_at as "submittedAt", received_at as "receivedAt"`;

export const findSubmission = (tx: Tx, instansi: string, id: string): Promise<Submission | undefined> => tx.maybe(sql`select ${ROW} from evaluation.submission where instansi = ${instansi} and id = ${id}`);
export const listSubmissions = (tx: Tx, instansi: string, participant: string): Promise<Submission[]> => tx.many(sql`select ${ROW} from evaluation.submission where instansi = ${instansi} and participant = ${participant} order by no`);
/** The bytes that were sealed. */
export const sealedPayload = (tx: Tx, instansi: string, id: string): Promise<{ payload: string; sha256: string } | undefined> => tx.maybe(sql`select payload, sha256 from evaluation.submission where instansi = ${instansi} and id = ${id}`);

/** Nothing happens where this submission, or this number of the participant, is there already. */
export const insertSubmission = (tx: Tx, instansi: string, s: Submission & { payload: string; enteredBy: string | null }): Promise<number> =>
  tx.run(sql`insert into evaluation.submission (instansi, id, participant, no, way, payload, sha256, by_name, submitted_at, received_at, entered_by)
    values (${instansi}, ${s.id}, ${s.participant}, ${s.no}, ${s.way}, ${s.payload}, ${s.sha256}, ${s.byName}, ${s.submittedAt}, ${s.receivedAt}, ${s.enteredBy}) on conflict do nothing`);

/** Many sealed copies at once; ids and numbers are new. */
export const insertSubmissions = (tx: Tx, instansi: string, rows: readonly (Submission & { payload: string; enteredBy: string | null })[]): Promise<number> =>
  tx.run(sql`insert into evaluation.submission (instansi, id, participant, no, way, payload, sha256, by_name, submitted_at, received_at, entered_by)
    select ${instansi}, n.* from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.participant)}::uuid[], ${rows.map((r) => r.no)}::int[], ${rows.map((r) => r.way)}::text[], ${rows.map((r) => r.payload)}::text[], ${rows.map((r) => r.sha256)}::text[],
      ${rows.map((r) => r.byName)}::text[], ${rows.map((r) => r.submittedAt)}::timestamptz[], ${rows.map((r) => r.receivedAt)}::timestamptz[], ${rows.map((r) => r.enteredBy)}::uuid[]) n`);

/** The narrow columns of the participants follow their newest submission. */
export const showNewest = (tx: Tx, instansi: string, participants: readonly string[]): Promise<number> =>
  tx.run(sql`update evaluation.participant p set submission = s.id, submission_no = s.no, submitted_at = s.submitted_at, first_submitted_at = s.first_at
    from (select distinct on (participant) participant, id, no, submitted_at, min(submitted_at) over (partition by participant) as first_at
            from evaluation.submission where instansi = ${instansi} and participant = any(${participants}::uuid[]) order by participant, no desc) s
   where p.instansi = ${instansi} and p.id = s.participant`);

export interface Claim {
  submission: string;
  number: string;
  micro: string;
  met: string[];
  asks: string;
  fakta: string;
  analisis: string;
  before: { year: number; level: string; text: string } | null;
}
const CLAIM = sql`submission, number, micro::text as micro, met, asks, fakta, analisis, before`;

export const listClaims = (tx: Tx, instansi: string, submission: string): Promise<Claim[]> => tx.many(sql`select ${CLAIM} from evaluation.claim where instansi = ${instansi} and submission = ${submission}`);
/** One indicator over many submissions: calibration. */
export const claimsOfIndicator = (tx: Tx, instansi: string, submissions: readonly string[], number: string): Promise<Claim[]> =>
  tx.many(sql`select ${CLAIM} from evaluation.claim where instansi = ${instansi} and submission = any(${submissions}::uuid[]) and number = ${number}`);

export const insertClaims = (tx: Tx, instansi: string, rows: readonly Claim[]): Promise<number> =>
  tx.run(sql`insert into evaluation.claim (instansi, submission, number, micro, met, asks, fakta, analisis, before)
    select ${instansi}, r.submission, r.number, r.micro, coalesce(array(select jsonb_array_elements_text(r.met)), '{}'), r.asks, r.fakta, r.analisis, nullif(r.before, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (submission uuid, number text, micro bigint, met jsonb, asks text, fakta text, analisis text, before jsonb)`);

export interface Evidence {
  submission: string;
  id: string;
  number: string | null;
  level: number | null;
  letter: string | null;
  version: number;
  kind: EvidenceCopy['kind'] | 'berita-acara' | 'persetujuan-publikasi';
  title: string;
  place: string;
  documentDate: string | null;
  expiresOn: string | null;
  sha256: string | null;
  type: string | null;
  name: string | null;
  bytes: number | null;
  url: string | null;
  record: EvidenceCopy['record'];
  intact: boolean;
}
const EVIDENCE = sql`submission, id, number, level, letter, version, kind, title, place, document_date as "documentDate", expires_on as "expiresOn", sha256, type, name, bytes, url, record, intact`;

export const listEvidence = (tx: Tx, instansi: string, submission: string, number?: string): Promise<Evidence[]> =>
  tx.many(sql`select ${EVIDENCE} from evaluation.evidence where instansi = ${instansi} and submission = ${submission} and (${number === undefined} or number = ${number ?? ''}) order by number, level, letter, title`);
export const findEvidence = (tx: Tx, instansi: string, submission: string, id: string): Promise<Evidence | undefined> =>
  tx.maybe(sql`select ${EVIDENCE} from evaluation.evidence where instansi = ${instansi} and submission = ${submission} and id = ${id}`);

export const insertEvidence = (tx: Tx, instansi: string, rows: readonly Evidence[]): Promise<number> =>
  tx.run(sql`insert into evaluation.evidence (instansi, submission, id, number, level, letter, version, kind, title, place, document_date, expires_on, sha256, type, name, bytes, url, record, intact)
    select ${instansi}, r.submission, r.id, r.number, r.level, r.letter, r.version, r.kind, r.title, r.place, r."documentDate", r."expiresOn", r.sha256, r.type, r.name, r.bytes, r.url, nullif(r.record, 'null'::jsonb), r.intact
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (submission uuid, id uuid, number text, level int, letter text, version int, kind text, title text, place text, "documentDate" date, "expiresOn" date, sha256 text, type text, name text, bytes bigint, url text, record jsonb, intact boolean)`);

export interface Reply {
  question: string;
  campaign: string;
  participant: string;
  text: string;
  byName: string;
  at: Date;
}
export const insertReplies = (tx: Tx, instansi: string, rows: readonly Reply[]): Promise<Pick<Reply, 'question'>[]> =>
  tx.many(sql`insert into evaluation.reply (instansi, question, campaign, participant, text, by_name, at)
    select ${instansi}, n.* from unnest(${rows.map((r) => r.question)}::uuid[], ${rows.map((r) => r.campaign)}::uuid[], ${rows.map((r) => r.participant)}::uuid[], ${rows.map((r) => r.text)}::text[], ${rows.map((r) => r.byName)}::text[], ${rows.map((r) => r.at)}::timestamptz[]) n
    on conflict do nothing returning question`);
export const listReplies = (tx: Tx, instansi: string, participant: string): Promise<Reply[]> =>
  tx.many(sql`select question, campaign, participant, text, by_name as "byName", at from evaluation.reply where instansi = ${instansi} and participant = ${participant} order by at`);

/** Which of these participants sent something themselves. */
export const sentByMessage = async (tx: Tx, instansi: string, participants: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.many<{ participant: string }>(sql`select distinct participant from evaluation.submission where instansi = ${instansi} and participant = any(${participants}::uuid[]) and way = 'message'`)).map(({ participant }) => participant));
