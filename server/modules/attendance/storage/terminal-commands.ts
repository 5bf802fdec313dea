import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface CommandRow {
  id: string;
  number: number;
  kind: string;
  askedAt: Date;
  sentAt: Date | null;
  sentTimes: number;
  answeredAt: Date | null;
  code: number | null;
}

export async function insertCommand(tx: Tx, instansi: string, c: { id: string; terminal: string; kind: string; text: string; at: Date; account: string | null }): Promise<number> {
  const { number } = await tx.one<{ number: number }>(sql`update attendance.terminal set next_command = next_command + 1 where instansi = ${instansi} and id = ${c.terminal} returning next_command - 1 as number`);
  await tx.run(sql`insert into attendance.terminal_command (instansi, id, terminal, number, kind, text, asked_at, asked_by) values (${instansi}, ${c.id}, ${c.terminal}, ${number}, ${c.kind}, ${c.text}, ${c.at}, ${c.account})`);
  return number;
}

const AGAIN_MINUTES = 5;
const MOST_TIMES = 5;
/** Those not sent, and those without an answer for five minutes, marked as sent now; after five times none. */
export const takeCommands = (tx: Tx, instansi: string, terminal: string, at: Date, limit: number): Promise<{ number: number; text: string }[]> =>
  tx.many(sql`update attendance.terminal_command c set sent_at = ${at}, sent_times = c.sent_times + 1 from (
      select id from attendance.terminal_command where instansi = ${instansi} and terminal = ${terminal} and answered_at is null and sent_times < ${MOST_TIMES}
        and (sent_at is null or sent_at < ${new Date(at.getTime() - AGAIN_MINUTES * 60_000)}) order by number limit ${limit} for update) due
    where c.instansi = ${instansi} and c.id = due.id returning c.number, c.text`);

export const saveAnswers = (tx: Tx, instansi: string, terminal: string, at: Date, answers: readonly { number: number; code: number; text: string }[]): Promise<number> =>
  tx.run(sql`update attendance.terminal_command c set answered_at = ${at}, code = n.code, answer = n.answer from unnest(${answers.map((a) => a.number)}::int[], ${answers.map((a) => a.code)}::int[], ${answers.map((a) => a.text)}::text[]) n (number, code, answer)
    where c.instansi = ${instansi} and c.terminal = ${terminal} and c.number = n.number and c.sent_at is not null and c.answered_at is null`);

export const lastCommands = (tx: Tx, instansi: string, terminal: string, limit: number): Promise<CommandRow[]> =>
  tx.many(sql`select id, number, kind, asked_at as "askedAt", sent_at as "sentAt", sent_times as "sentTimes", answered_at as "answeredAt", code from attendance.terminal_command
    where instansi = ${instansi} and terminal = ${terminal} order by number desc limit ${limit}`);
export const countOpenCommands = async (tx: Tx, instansi: string, terminal: string): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*) as n from attendance.terminal_command where instansi = ${instansi} and terminal = ${terminal} and answered_at is null and sent_times < ${MOST_TIMES}`)).n;
