import type { EvidenceStatus } from '../../../engines/scoring/ladder.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Direction, How, ItemState, Mark, ValueStage } from '../contract/assess-words.ts';

// Chapters: where an indicator stands · verdicts · values of stages · marks of the review · questions · progress · the working results

export interface Item {
  participant: string;
  number: string;
  state: ItemState;
  micro: string | null;
  valueStage: ValueStage | null;
  mark: Mark | null;
}
const ITEM = sql`participant, number, state, micro::text as micro, value_stage as "valueStage", mark`;

export const itemsOf = (tx: Tx, instansi: string, participant: string): Promise<Item[]> => tx.many(sql`select ${ITEM} from evaluation.item where instansi = ${instansi} and participant = ${participant}`);

/** Two people who decide about one indicator do it one after the other. */
export async function lockItems(tx: Tx, instansi: string, key: { campaign: string; participant: string; numbers: readonly string[] }, at: Date): Promise<Item[]> {
  await tx.run(sql`insert into evaluation.item (instansi, participant, number, campaign, state, changed_at)
    select ${instansi}, ${key.participant}, n, ${key.campaign}, 'open', ${at} from unnest(${key.numbers}::text[]) n order by n on conflict do nothing`);
  return tx.many(sql`select ${ITEM} from evaluation.item where instansi = ${instansi} and participant = ${key.participant} and number = any(${key.numbers}::text[]) order by number for update`);
}

export const saveItem = (tx: Tx, instansi: string, i: Item, at: Date): Promise<number> =>
  tx.run(sql`update evaluation.item set state = ${i.state}, micro = ${i.micro}, value_stage = ${i.valueStage}, mark = ${i.mark}, changed_at = ${at} where instansi = ${instansi} and participant = ${i.participant} and number = ${i.number}`);

export interface VerdictRow {
  participant: string;
  number: string;
  stage: ValueStage;
  role: 'first' | 'second';
  account: string;
  byName: string;
  micro: string;
  direction: Direction;
  fakta: string;
  analisis: string;
  justifikasi: string;
  statuses: Record<string, EvidenceStatus> | null;
  submissionNo: number;
  seq: number;
  givenAt: Date;
}
const VERDICT = sql`participant, number, stage, role, account, by_name as "byName", micro::text as micro, direction, fakta, analisis, justifikasi, statuses, submission_no as "submissionNo", seq, given_at as "givenAt"`;

/** All stages of one indicator. */
export const verdictsOf = (tx: Tx, instansi: string, participant: string, number: string): Promise<VerdictRow[]> =>
  tx.many(sql`select ${VERDICT} from evaluation.verdict where instansi = ${instansi} and participant = ${participant} and number = ${number}`);
/** All verdicts of a participant without their texts. */
export const verdictLevelsOf = (tx: Tx, instansi: string, participant: string): Promise<Pick<VerdictRow, 'number' | 'stage' | 'role' | 'micro' | 'seq'>[]> =>
  tx.many(sql`select number, stage, role, micro::text as micro, seq from evaluation.verdict where instansi = ${instansi} and participant = ${participant}`);

export const putVerdict = (tx: Tx, instansi: string, v: VerdictRow): Promise<number> =>
  tx.run(sql`insert into evaluation.verdict (instansi, participant, number, stage, role, account, by_name, micro, direction, fakta, analisis, justifikasi, statuses, submission_no, seq, given_at)
    values (${instansi}, ${v.participant}, ${v.number}, ${v.stage}, ${v.role}, ${v.account}, ${v.byName}, ${v.micro}, ${v.direction}, ${v.fakta}, ${v.analisis}, ${v.justifikasi}, ${v.statuses && JSON.stringify(v.statuses)}, ${v.submissionNo}, ${v.seq}, ${v.givenAt})
    on conflict (instansi, participant, number, stage, role) do update set account = excluded.account, by_name = excluded.by_name, micro = excluded.micro, direction = excluded.direction, fakta = excluded.fakta,
      analisis = excluded.analisis, justifikasi = excluded.justifikasi, statuses = excluded.statuses, submission_no = excluded.submission_no, seq = excluded.seq, given_at = excluded.given_at`);

export const countVerdicts = async (tx: Tx, instansi: string, participant: string, stage: ValueStage, role: string): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from evaluation.verdict where instansi = ${instansi} and participant = ${participant} and stage = ${stage} and role = ${role}`)).count;

export interface ValueRow {
  participant: string;
  number: string;
  stage: ValueStage;
  micro: string;
  fakta: string;
  analisis: string;
  justifikasi: string;
  how: How;
  byName: string;
}
const VALUE = sql`participant, number, stage, micro::text as micro, fakta, analisis, justifikasi, how, by_name as "byName"`;

export const valuesOf = (tx: Tx, instansi: string, participant: string, number: string): Promise<ValueRow[]> =>
  tx.many(sql`select ${VALUE} from evaluation.stage_value where instansi = ${instansi} and participant = ${participant} and number = ${number}`);
export const allValuesOf = (tx: Tx, instansi: string, participant: string): Promise<ValueRow[]> => tx.many(sql`select ${VALUE} from evaluation.stage_value where instansi = ${instansi} and participant = ${participant}`);
/** The same with their texts left empty. */
export const valueLevelsOf = (tx: Tx, instansi: string, participant: string): Promise<ValueRow[]> =>
  tx.many(sql`select participant, number, stage, micro::text as micro, '' as fakta, '' as analisis, '' as justifikasi, how, by_name as "byName" from evaluation.stage_value where instansi = ${instansi} and participant = ${participant}`);
export const putValue = (tx: Tx, instansi: string, v: ValueRow, at: Date): Promise<number> =>
  tx.run(sql`insert into evaluation.stage_value (instansi, participant, number, stage, micro, fakta, analisis, justifikasi, how, by_name, set_at)
    values (${instansi}, ${v.participant}, ${v.number}, ${v.stage}, ${v.micro}, ${v.fakta}, ${v.analisis}, ${v.justifikasi}, ${v.how}, ${v.byName}, ${at})
    on conflict (instansi, participant, number, stage) do update set micro = excluded.micro, fakta = excluded.fakta, analisis = excluded.analisis, justifikasi = excluded.justifikasi, how = excluded.how, by_name = excluded.by_name, set_at = excluded.set_at`);
export const dropValue = (tx: Tx, instansi: string, participant: string, number: string, stage: ValueStage): Promise<number> =>
  tx.run(sql`delete from evaluation.stage_value where instansi = ${instansi} and participant = ${participant} and number = ${number} and stage = ${stage}`);

export interface MarkRow {
  participant: string;
  number: string;
  mark: Mark;
  text: string;
  account: string;
  byName: string;
  seq: number;
  givenAt: Date;
}
const MARK = sql`participant, number, mark, text, account, by_name as "byName", seq, given_at as "givenAt"`;
export const marksOf = (tx: Tx, instansi: string, participant: string): Promise<MarkRow[]> => tx.many(sql`select ${MARK} from evaluation.mark where instansi = ${instansi} and participant = ${participant}`);
export const findMark = (tx: Tx, instansi: string, participant: string, number: string): Promise<MarkRow | undefined> => tx.maybe(sql`select ${MARK} from evaluation.mark where instansi = ${instansi} and participant = ${participant} and number = ${number}`);
export const putMark = (tx: Tx, instansi: string, m: MarkRow): Promise<number> =>
  tx.run(sql`insert into evaluation.mark (instansi, participant, number, mark, text, account, by_name, seq, given_at)
    values (${instansi}, ${m.participant}, ${m.number}, ${m.mark}, ${m.text}, ${m.account}, ${m.byName}, ${m.seq}, ${m.givenAt})
    on conflict (instansi, participant, number) do update set mark = excluded.mark, text = excluded.text, account = excluded.account, by_name = excluded.by_name, seq = excluded.seq, given_at = excluded.given_at`);

/** Indicators that the review is through with: valid, or set by it. */
export const countMarks = async (tx: Tx, instansi: string, participant: string): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from evaluation.mark where instansi = ${instansi} and participant = ${participant} and mark <> 'returned'`)).count;

export interface QuestionRow {
  id: string;
  campaign: string;
  participant: string;
  number: string;
  stage: ValueStage;
  text: string;
  answerBy: string | null;
  account: string;
  byName: string;
  askedAt: Date;
  /** Of the institution, where it came back. */
  reply: string | null;
  replyBy: string | null;
  replyAt: Date | null;
}
/** Questions to one participant with what came back; of one indicator, or all. */
export const questionsTo = (tx: Tx, instansi: string, participant: string, number: string | null): Promise<QuestionRow[]> =>
  tx.many(sql`select q.id, q.campaign, q.participant, q.number, q.stage, q.text, q.answer_by as "answerBy", q.account, q.by_name as "byName", q.asked_at as "askedAt", r.text as reply, r.by_name as "replyBy", r.at as "replyAt"
    from evaluation.question q left join evaluation.reply r on r.instansi = q.instansi and r.question = q.id
    where q.instansi = ${instansi} and q.participant = ${participant} and (${number}::text is null or q.number = ${number}::text) order by q.asked_at, q.id`);
export const insertQuestion = (tx: Tx, instansi: string, q: Omit<QuestionRow, 'reply' | 'replyBy' | 'replyAt'>): Promise<number> =>
  tx.run(sql`insert into evaluation.question (instansi, id, campaign, participant, number, stage, text, answer_by, account, by_name, asked_at)
    values (${instansi}, ${q.id}, ${q.campaign}, ${q.participant}, ${q.number}, ${q.stage}, ${q.text}, ${q.answerBy}, ${q.account}, ${q.byName}, ${q.askedAt}) on conflict do nothing`);

/** What this assessor last saw of an indicator. */
export const keepViewed = (tx: Tx, instansi: string, v: { participant: string; number: string; account: string; seen: string; at: Date }): Promise<number> =>
  tx.run(sql`insert into evaluation.viewed (instansi, participant, number, account, seen, viewed_at) values (${instansi}, ${v.participant}, ${v.number}, ${v.account}, ${v.seen}, ${v.at})
    on conflict (instansi, participant, number, account) do update set seen = excluded.seen, viewed_at = excluded.viewed_at where viewed.seen <> excluded.seen`);
export const viewedBy = (tx: Tx, instansi: string, participant: string, account: string): Promise<{ number: string; seen: string }[]> =>
  tx.many(sql`select number, seen from evaluation.viewed where instansi = ${instansi} and participant = ${participant} and account = ${account}`);

/** How far one role is; a stage that was declared finished stays so. */
export const countProgress = (tx: Tx, instansi: string, p: { campaign: string; participant: string; stage: ValueStage; role: string; done: number; finishedAt: Date | null }): Promise<number> =>
  tx.run(sql`insert into evaluation.progress (instansi, campaign, participant, stage, role, done, finished_at) values (${instansi}, ${p.campaign}, ${p.participant}, ${p.stage}, ${p.role}, ${p.done}, ${p.finishedAt})
    on conflict (instansi, campaign, participant, stage, role) do update set done = excluded.done, finished_at = coalesce(progress.finished_at, excluded.finished_at)`);

export const isFinished = async (tx: Tx, instansi: string, campaign: string, participant: string, stage: ValueStage, role: string): Promise<boolean> =>
  (await tx.maybe<{ at: Date | null }>(sql`select finished_at as at from evaluation.progress where instansi = ${instansi} and campaign = ${campaign} and participant = ${participant} and stage = ${stage} and role = ${role}`))?.at != null;

/** The working results of a campaign, and which institution a participant is there. */
export const resultPlace = (tx: Tx, instansi: string, campaign: string, participant: string): Promise<{ resultSet: string | null; institution: string | null }> =>
  tx.one(sql`select c.result_set as "resultSet", p.institution from evaluation.campaign c join evaluation.participant p on p.instansi = c.instansi and p.campaign = c.id
    where c.instansi = ${instansi} and c.id = ${campaign} and p.id = ${participant}`);
export const keepResultSet = (tx: Tx, instansi: string, campaign: string, set: string): Promise<number> => tx.run(sql`update evaluation.campaign set result_set = ${set} where instansi = ${instansi} and id = ${campaign}`);
export const keepInstitution = (tx: Tx, instansi: string, participant: string, institution: string): Promise<number> =>
  tx.run(sql`update evaluation.participant set institution = ${institution} where instansi = ${instansi} and id = ${participant}`);
