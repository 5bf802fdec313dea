import type { ClockVerdict, Trust } from '../../../engines/sync/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Answer, MarkCode } from '../contract.ts';

export type CommandState = 'received' | 'accepted' | 'marked' | 'refused';
export interface CommandRow {
  id: string;
  device: string;
  digest: string;
  at: Date;
  clock: ClockVerdict;
  trust: Trust;
  marks: MarkCode[];
  received_at: Date;
  state: CommandState;
  answer: Answer | null;
}
const columns = sql`id, device, digest, at, clock, trust, marks, received_at, state, answer`;

export const findCommands = (tx: Tx, instansi: string, ids: readonly string[]): Promise<CommandRow[]> => tx.many(sql`select ${columns} from sync.command where instansi = ${instansi} and id = any(${ids}::uuid[])`);
/** A twin that sends the same command at the same time waits here until the first has its answer. */
export const lockCommand = (tx: Tx, instansi: string, id: string): Promise<CommandRow> => tx.one(sql`select ${columns} from sync.command where instansi = ${instansi} and id = ${id} for update`);
/** What stands around a place of the chain. */
export const findPlaces = (tx: Tx, instansi: string, device: string, seq: number): Promise<{ id: string; seq: number; digest: string; previous: string }[]> =>
  tx.many(sql`select id, seq, digest, previous from sync.command where instansi = ${instansi} and device = ${device} and seq between ${seq - 1} and ${seq + 1} order by received_at, id`);

/** How many places of this stretch somebody took. */
export const countPlaces = async (tx: Tx, instansi: string, device: string, { from, before }: { from: number; before: number }): Promise<number> =>
  (await tx.one<{ places: number }>(sql`select count(distinct seq)::int as places from sync.command where instansi = ${instansi} and device = ${device} and seq >= ${from} and seq < ${before}`)).places;

export interface NewCommand {
  id: string;
  device: string;
  seq: number;
  kind: string;
  digest: string;
  previous: string;
  dependsOn: string | null;
  deviceTime: string;
  clock: ClockVerdict;
  trust: Trust;
  marks: MarkCode[];
  receivedAt: Date;
}
export const insertCommand = (tx: Tx, instansi: string, c: NewCommand): Promise<number> =>
  tx.run(sql`insert into sync.command (instansi, id, device, seq, kind, digest, previous, depends_on, device_time, at, clock, trust, marks, received_at, state)
    values (${instansi}, ${c.id}, ${c.device}, ${c.seq}, ${c.kind}, ${c.digest}, ${c.previous}, ${c.dependsOn}, ${c.deviceTime}, ${c.clock.at}, ${JSON.stringify(c.clock)}, ${c.trust}, ${c.marks}, ${c.receivedAt}, 'received')`);
/** The first answer stays. */
export const saveAnswer = (tx: Tx, instansi: string, answer: Answer & { state: Exclude<CommandState, 'received'> }, at: Date): Promise<number> =>
  tx.run(sql`update sync.command set state = ${answer.state}, answer = ${JSON.stringify(answer)}, answered_at = ${at} where instansi = ${instansi} and id = ${answer.id} and state = 'received'`);
