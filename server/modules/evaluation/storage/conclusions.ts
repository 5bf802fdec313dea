import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

export interface Finding {
  number: string;
  text: string;
}
export interface Recommendation {
  id: string;
  number: string | null;
  text: string;
  addressee: string;
  due: string | null;
}
export interface Conclusion {
  summary: string;
  seq: number;
  byName: string;
  changedAt: Date;
  strengths: Finding[];
  weaknesses: Finding[];
  recommendations: Recommendation[];
}

export async function findConclusion(tx: Tx, instansi: string, participant: string): Promise<Conclusion | undefined> {
  const [head, findings, recommendations] = await Promise.all([
    tx.maybe<Pick<Conclusion, 'summary' | 'seq' | 'byName' | 'changedAt'>>(sql`select summary, seq, by_name as "byName", changed_at as "changedAt" from evaluation.conclusion where instansi = ${instansi} and participant = ${participant}`),
    tx.many<Finding & { kind: 'strength' | 'weakness' }>(sql`select kind, number, text from evaluation.finding where instansi = ${instansi} and participant = ${participant} order by kind, position`),
    tx.many<Recommendation>(sql`select id, number, text, addressee, due from evaluation.recommendation where instansi = ${instansi} and participant = ${participant} order by position`),
  ]);
  const of = (kind: string): Finding[] => findings.filter((one) => one.kind === kind).map(({ number, text }) => ({ number, text }));
  return head && { ...head, strengths: of('strength'), weaknesses: of('weakness'), recommendations };
}

/** Who has anything to recommend, for the list of a campaign. */
export const concluded = (tx: Tx, instansi: string, campaign: string): Promise<{ participant: string }[]> =>
  tx.many(sql`select c.participant from evaluation.conclusion c join evaluation.participant p on p.instansi = c.instansi and p.id = c.participant where c.instansi = ${instansi} and p.campaign = ${campaign} and c.summary <> ''`);

/** False where somebody else saved since `seq` was read; 0 = nothing was there. */
export async function saveConclusion(tx: Tx, instansi: string, participant: string, seq: number, c: Omit<Conclusion, 'seq'>): Promise<boolean> {
  const saved = seq === 0
    ? await tx.run(sql`insert into evaluation.conclusion (instansi, participant, summary, seq, by_name, changed_at) values (${instansi}, ${participant}, ${c.summary}, 1, ${c.byName}, ${c.changedAt}) on conflict do nothing`)
    : await tx.run(sql`update evaluation.conclusion set summary = ${c.summary}, seq = seq + 1, by_name = ${c.byName}, changed_at = ${c.changedAt} where instansi = ${instansi} and participant = ${participant} and seq = ${seq}`);
  if (saved === 0) return false;
  await tx.run(sql`delete from evaluation.finding where instansi = ${instansi} and participant = ${participant}`);
  const findings = [...c.strengths.map((one, at) => ({ ...one, kind: 'strength', at })), ...c.weaknesses.map((one, at) => ({ ...one, kind: 'weakness', at }))];
  await tx.run(sql`insert into evaluation.finding (instansi, participant, kind, number, position, text)
    select ${instansi}, ${participant}, n.* from unnest(${findings.map((f) => f.kind)}::text[], ${findings.map((f) => f.number)}::text[], ${findings.map((f) => f.at)}::integer[], ${findings.map((f) => f.text)}::text[]) n`);
  await tx.run(sql`delete from evaluation.recommendation where instansi = ${instansi} and participant = ${participant} and not (id = any(${c.recommendations.map((r) => r.id)}::uuid[]))`);
  for (const [at, r] of c.recommendations.entries()) {
    await tx.run(sql`insert into evaluation.recommendation (instansi, id, participant, position, number, text, addressee, due) values (${instansi}, ${r.id}, ${participant}, ${at}, ${r.number}, ${r.text}, ${r.addressee}, ${r.due})
      on conflict (instansi, id) do update set position = excluded.position, number = excluded.number, text = excluded.text, addressee = excluded.addressee, due = excluded.due where recommendation.participant = excluded.participant`);
  }
  return true;
}
