import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Role, Stage } from '../contract/shapes.ts';

// Chapters: assignments · declarations · progress

export interface Assignment {
  id: string;
  campaign: string;
  participant: string;
  role: Role;
  account: string;
  name: string;
}
const ROW = sql`id, campaign, participant, role, account, name`;

export const assignmentsOf = (tx: Tx, instansi: string, campaign: string): Promise<Assignment[]> => tx.many(sql`select ${ROW} from evaluation.assignment where instansi = ${instansi} and campaign = ${campaign} and ended_at is null`);
/** Everything one person has in hand, over all campaigns. */
export const assignedTo = (tx: Tx, instansi: string, account: string): Promise<Assignment[]> => tx.many(sql`select ${ROW} from evaluation.assignment where instansi = ${instansi} and account = ${account} and ended_at is null`);
export const assignmentAt = (tx: Tx, instansi: string, participant: string): Promise<Assignment[]> => tx.many(sql`select ${ROW} from evaluation.assignment where instansi = ${instansi} and participant = ${participant} and ended_at is null`);
export const loads = (tx: Tx, instansi: string): Promise<{ account: string; load: number }[]> => tx.many(sql`select account, count(*)::int as load from evaluation.assignment where instansi = ${instansi} and ended_at is null group by account`);

export const endAssignments = (tx: Tx, instansi: string, ids: readonly string[], at: Date): Promise<number> => tx.run(sql`update evaluation.assignment set ended_at = ${at} where instansi = ${instansi} and id = any(${ids}::uuid[]) and ended_at is null`);
export const insertAssignments = (tx: Tx, instansi: string, rows: readonly Assignment[], at: Date): Promise<number> =>
  tx.run(sql`insert into evaluation.assignment (instansi, id, campaign, participant, role, account, name, made_at)
    select ${instansi}, n.*, ${at} from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.campaign)}::uuid[], ${rows.map((r) => r.participant)}::uuid[], ${rows.map((r) => r.role)}::text[], ${rows.map((r) => r.account)}::uuid[], ${rows.map((r) => r.name)}::text[]) n`);

export interface Declaration {
  account: string;
  declaredAt: Date;
  interests: { region: string | null; name: string; bareName: string }[];
}
export const listDeclarations = (tx: Tx, instansi: string): Promise<Declaration[]> =>
  tx.many(sql`select a.account, a.declared_at as "declaredAt", coalesce((select jsonb_agg(jsonb_build_object('region', i.region, 'name', i.name, 'bareName', i.bare_name) order by i.name)
      from evaluation.interest i where i.instansi = a.instansi and i.account = a.account), '[]') as interests
    from evaluation.assessor a where a.instansi = ${instansi}`);

export async function saveDeclaration(tx: Tx, instansi: string, who: { account: string; name: string; at: Date; by: string }, interests: readonly { id: string; region: string | null; name: string; bareName: string }[]): Promise<void> {
  await tx.run(sql`insert into evaluation.assessor (instansi, account, name, declared_at, declared_by) values (${instansi}, ${who.account}, ${who.name}, ${who.at}, ${who.by})
    on conflict (instansi, account) do update set name = excluded.name, declared_at = excluded.declared_at, declared_by = excluded.declared_by`);
  await tx.run(sql`delete from evaluation.interest where instansi = ${instansi} and account = ${who.account}`);
  await tx.run(sql`insert into evaluation.interest (instansi, id, account, region, name, bare_name)
    select ${instansi}, n.id, ${who.account}, n.region, n.name, n.bare_name from unnest(${interests.map((i) => i.id)}::uuid[], ${interests.map((i) => i.region)}::text[], ${interests.map((i) => i.name)}::text[], ${interests.map((i) => i.bareName)}::text[]) n (id, region, name, bare_name)`);
}

/** How far one role is with one participant in one stage; in the transaction of the verdict. */
export const setProgress = (tx: Tx, instansi: string, p: { campaign: string; participant: string; stage: Stage; role: Role; done: number; finishedAt: Date | null }): Promise<number> =>
  tx.run(sql`insert into evaluation.progress (instansi, campaign, participant, stage, role, done, finished_at)
    values (${instansi}, ${p.campaign}, ${p.participant}, ${p.stage}, ${p.role}, ${p.done}, ${p.finishedAt})
    on conflict (instansi, campaign, participant, stage, role) do update set done = excluded.done, finished_at = excluded.finished_at`);
