import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface ObjectionRow {
  id: string;
  number: string;
  text: string;
  by_name: string;
  at: Date;
  accepted: boolean | null;
  answer: string | null;
  answered_at: Date | null;
}
export const listObjections = (tx: Tx, instansi: string, campaign: string): Promise<ObjectionRow[]> =>
  tx.many(sql`select id, number, text, by_name, at, accepted, answer, answered_at from self_assessment.objection where instansi = ${instansi} and campaign = ${campaign} order by at, id`);
/** 0 where that indicator was objected to already. */
export const insertObjection = (tx: Tx, instansi: string, o: Pick<ObjectionRow, 'id' | 'number' | 'text' | 'by_name' | 'at'> & { campaign: string; outcomeNo: number; by: string | null }): Promise<number> =>
  tx.run(sql`insert into self_assessment.objection (instansi, id, campaign, outcome_no, number, text, by_name, by_account, at) values (${instansi}, ${o.id}, ${o.campaign}, ${o.outcomeNo}, ${o.number}, ${o.text}, ${o.by_name}, ${o.by}, ${o.at}) on conflict do nothing`);
/** The organiser answers once. */
export const keepAnswer = (tx: Tx, instansi: string, a: { id: string; accepted: boolean; text: string; at: string }): Promise<number> =>
  tx.run(sql`update self_assessment.objection set accepted = ${a.accepted}, answer = ${a.text}, answered_at = ${a.at} where instansi = ${instansi} and id = ${a.id} and accepted is null`);

export interface ObjectionFileRow {
  id: string;
  objection: string;
  sha256: string;
  type: string;
  name: string;
}
export const insertObjectionFile = (tx: Tx, instansi: string, f: ObjectionFileRow): Promise<number> =>
  tx.run(sql`insert into self_assessment.objection_file (instansi, id, objection, sha256, type, name) values (${instansi}, ${f.id}, ${f.objection}, ${f.sha256}, ${f.type}, ${f.name})`);
export const listObjectionFiles = (tx: Tx, instansi: string, campaign: string): Promise<ObjectionFileRow[]> =>
  tx.many(sql`select f.id, f.objection, f.sha256, f.type, f.name from self_assessment.objection_file f join self_assessment.objection o on o.instansi = f.instansi and o.id = f.objection where f.instansi = ${instansi} and o.campaign = ${campaign} order by f.id`);
export const countRecommendations = async (tx: Tx, instansi: string, campaign: string): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from self_assessment.recommendation where instansi = ${instansi} and campaign = ${campaign}`)).count;
