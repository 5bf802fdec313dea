import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';

// Chapters: counting what was decided, inside the database · asking the counts · the vocabulary

/** Takes the institution's place in line, so that a decision is counted once. */
export async function lockLearned(tx: Tx, instansi: string): Promise<{ report: string | null; decided_until: Date | null }> {
  await tx.run(sql`insert into complaints.learned (instansi) values (${instansi}) on conflict do nothing`);
  const row = await tx.one<{ report: string | null; decided_until: Date | number | null }>(sql`select report, nullif(decided_until, '-infinity') as decided_until from complaints.learned where instansi = ${instansi} for update`);
  return row as { report: string | null; decided_until: Date | null };
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

/** Words of at most `most` reports after the last one looked at. @returns how many there were */
export async function learnWords(tx: Tx, instansi: string, after: string | null, most: number): Promise<number> {
  const row = await tx.one<{ count: number; last: string | null }>(sql`with fresh as materialized (
      select r.id, r.title || ' ' || r.body || ' ' || r.place as text from complaints.report r where r.instansi = ${instansi} and (${after}::uuid is null or r.id > ${after}::uuid) and r.sealed is null order by r.id limit ${most}),
    words as (insert into complaints.vocabulary as v (instansi, word, reports)
      select ${instansi}::uuid, word, count(*) from (select distinct f.id, word from fresh f, regexp_split_to_table(lower(f.text), '[^a-z]+') word where length(word) between 3 and 30) once group by word order by word
      on conflict (instansi, word) do update set reports = v.reports + excluded.reports)
    select count(*) as count, (select id from fresh order by id desc limit 1) as last from fresh`);
  if (row.last) await tx.run(sql`update complaints.learned set report = ${row.last} where instansi = ${instansi}`);
  return row.count;
}

export const listLabels = (tx: Tx, instansi: string, prefix: string): Promise<{ label: string; reports: number }[]> =>
  tx.many(sql`select label, reports from complaints.decided_label where instansi = ${instansi} and label ~>=~ ${prefix} and label ~<~ ${`${prefix}~`}`);
export const listStemCounts = (tx: Tx, instansi: string, stems: readonly string[], prefix: string): Promise<{ stem: string; label: string; reports: number }[]> =>
  tx.many(sql`select word as stem, label, reports from complaints.decided_word where instansi = ${instansi} and word = any(${stems}::text[]) and label ~>=~ ${prefix} and label ~<~ ${`${prefix}~`}`);

/** By the stemmer of the text search, which takes affixes off. */
export const stemsOf = async (tx: Tx, words: readonly string[]): Promise<Map<string, string>> =>
  new Map((await tx.many<{ word: string; stem: string }>(sql`select w as word, coalesce((ts_lexize('pg_catalog.indonesian_stem', w))[1], w) as stem from unnest(${words}::text[]) w`)).map((row) => [row.word, row.stem]));

export const nearestWords = (tx: Tx, words: readonly string[]): Promise<{ typed: string; nearest: string | null }[]> =>
  tx.many(sql`select w as typed, complaints.nearest_word(w) as nearest from unnest(${words}::text[]) w`);

/** Institutions that have reports at all; for jobs of the owner. */
export const listInstitutions = (tx: Tx): Promise<{ instansi: string }[]> => tx.many(sql`select instansi from complaints.settings`);
