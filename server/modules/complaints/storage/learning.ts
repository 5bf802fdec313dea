import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: counting what was decided, inside the database · asking the counts

/** Takes the institution's place in line, so that a decision is counted once. */
export async function lockLearned(tx: Tx, instansi: string): Promise<Date | null> {
  await tx.run(sql`insert into complaints.learned (instansi) values (${instansi}) on conflict do nothing`);
  return (await tx.one<{ until: Date | null }>(sql`select nullif(decided_until, '-infinity') as until from complaints.learned where instansi = ${instansi} for update`)).until;
}

/** Decisions after `since` and up to `until`: each report counts once for its label, each stem of its words once. */
export async function learnDecisions(tx: Tx, instansi: string, since: Date | null, until: Date, stop: readonly string[]): Promise<void> {
  await tx.run(sql`with decided as materialized (
      select distinct a.report, case when a.kind = 'dispose' then 'unit:' || (a.payload->>'lead') else 'category:' || (a.payload->>'category') end as label
        from complaints.action a where a.instansi = ${instansi} and a.kind in ('verify', 'recategorize', 'dispose') and a.at > coalesce(${since}::timestamptz, '-infinity') and a.at <= ${until}),
    texts as materialized (select d.label, d.report, r.title || ' ' || r.body as text from decided d join complaints.report r on r.instansi = ${instansi} and r.id = d.report where r.sealed is null),
    labels as (insert into complaints.decided_label as l (instansi, label, reports) select ${instansi}::uuid, label, count(*) from texts group by label
      on conflict (instansi, label) do update set reports = l.reports + excluded.reports)
    insert into complaints.decided_word as w (instansi, word, label, reports)
      select ${instansi}::uuid, word, label, count(*) from (select distinct t.report, t.label, coalesce((ts_lexize('pg_catalog.indonesian_stem', word))[1], word) as word from texts t, regexp_split_to_table(lower(t.text), '[^a-z]+') word
        where length(word) between 3 and 30 and word <> all (${stop}::text[])) once group by word, label
      on conflict (instansi, word, label) do update set reports = w.reports + excluded.reports`);
  await tx.run(sql`update complaints.learned set decided_until = ${until} where instansi = ${instansi}`);
}

export const listLabels = (tx: Tx, instansi: string, prefix: string): Promise<{ label: string; reports: number }[]> =>
  tx.many(sql`select label, reports from complaints.decided_label where instansi = ${instansi} and label ~>=~ ${prefix} and label ~<~ ${`${prefix}~`}`);
export const listStemCounts = (tx: Tx, instansi: string, stems: readonly string[], prefix: string): Promise<{ stem: string; label: string; reports: number }[]> =>
  tx.many(sql`select word as stem, label, reports from complaints.decided_word where instansi = ${instansi} and word = any(${stems}::text[]) and label ~>=~ ${prefix} and label ~<~ ${`${prefix}~`}`);

/** By the stemmer of the text search, which takes affixes off. */
export const stemsOf = async (tx: Tx, words: readonly string[]): Promise<Map<string, string>> =>
  new Map((await tx.many<{ word: string; stem: string }>(sql`select w as word, coalesce((ts_lexize('pg_catalog.indonesian_stem', w))[1], w) as stem from unnest(${words}::text[]) w`)).map((row) => [row.word, row.stem]));

/** Institutions that have reports at all; for jobs of the owner. */
export const listInstitutions = (tx: Tx): Promise<{ instansi: string }[]> => tx.many(sql`select instansi from complaints.settings`);
