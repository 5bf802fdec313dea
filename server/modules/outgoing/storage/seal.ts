import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { PackedHeading } from './letters.ts';

export interface PlainWords {
  seq: number;
  nth: number;
  words: string;
}
/** Words of actions that lie open. */
export const openActionWords = (tx: Tx, instansi: string, letter: string): Promise<PlainWords[]> => tx.many(sql`select seq, 0 as nth, words from outgoing.action where instansi = ${instansi} and letter = ${letter} and words is not null`);
export const openRemarks = (tx: Tx, instansi: string, letter: string): Promise<PlainWords[]> => tx.many(sql`select seq, nth, words from outgoing.remark where instansi = ${instansi} and letter = ${letter} and words is not null`);
export const sealActionWords = (tx: Tx, instansi: string, letter: string, at: Pick<PlainWords, 'seq'>, sealed: Buffer): Promise<number> => tx.run(sql`update outgoing.action set words = null, sealed = ${sealed} where instansi = ${instansi} and letter = ${letter} and seq = ${at.seq}`);
export const sealRemark = (tx: Tx, instansi: string, letter: string, at: Pick<PlainWords, 'seq' | 'nth'>, sealed: Buffer): Promise<number> => tx.run(sql`update outgoing.remark set words = null, sealed = ${sealed} where instansi = ${instansi} and letter = ${letter} and seq = ${at.seq} and nth = ${at.nth}`);
export const saveHeading = (tx: Tx, instansi: string, letter: string, { heading, heading_sealed }: PackedHeading): Promise<number> =>
  tx.run(sql`update outgoing.letter set heading = ${heading === null ? null : JSON.stringify(heading)}, heading_sealed = ${heading_sealed} where instansi = ${instansi} and id = ${letter}`);

/** Letters that are rahasia or sangat rahasia, in the order of their ids. */
export const listSecret = async (tx: Tx, instansi: string, after: string | undefined, limit: number): Promise<string[]> =>
  (await tx.many<{ letter: string }>(sql`select letter from outgoing.state where instansi = ${instansi} and secrecy in ('rahasia', 'sangat-rahasia') and (${after ?? null}::uuid is null or letter > ${after ?? null}::uuid) order by letter limit ${limit}`)).map((row) => row.letter);
