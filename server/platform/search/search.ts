import type { Tx } from '../db/database.ts';
import { sql, sqlName, type Sql } from '../db/sql.ts';
import type { House } from '../house.ts';
import { typedWords } from '../kernel/search-words.ts';

// Text search of one module over its own tables (decision 7; `platform.make_search` made them).
// Chapters: what is put in · asking · what was typed · learning words

/** One item of the module: a request, a report, a letter. */
export interface Searchable {
  item: string;
  /** As `wordsOf` gives them. */
  words: string;
  /** Words that are found, and never told to anybody as a correction: of what only few may read, and of scans. */
  quiet?: string;
  /** Who may find it, and what filters ask ("u:<unit>"): words that no text can hold. */
  marks: readonly string[];
}

export interface Found {
  /** Newest first. */
  ids: string[];
  /** What was asked instead of what was typed. */
  corrected?: string;
}

export interface Asked {
  /** A text of to_tsquery over marks (`anyMark`, `allMarks`); absent or empty: everything. */
  marks?: string;
  limit: number;
  /** One word that names an item by itself, such as a whole number; asked first. */
  exact?: string | undefined;
}

/** How many texts are learned at once. */
const BATCH = 2000;

/** The search of the schema `home`. With `stems` words are taken without their affixes, and whole words are meant first. */
export function searchOf(home: string, { stems }: { stems: boolean }) {
  const schema = sqlName(home);
  const vector = (words: Sql, item: Sql, marks: Sql): Sql => sql`platform.search_vector(${words}, ${item}, ${marks}, ${sqlName(String(stems))})`;
  const toSearch = (instansi: string, s: Searchable): Sql =>
    sql`insert into ${schema}.search (instansi, item, words, marks) values (${instansi}, ${s.item}, ${vector(sql`${`${s.words} ${s.quiet ?? ''}`}`, sql`${s.item}`, sql`${s.marks}::text[]`)}, ${s.marks}::text[])`;
  const toLearn = (instansi: string, s: Searchable): Sql => sql`insert into ${schema}.unlearned (instansi, item, words, quiet) values (${instansi}, ${s.item}, ${s.words}, ${s.quiet ?? ''})`;

  const search = {
    /** Two CTEs for the statement that stores a new item. */
    parts: (instansi: string, s: Searchable): Sql => sql`search as (${toSearch(instansi, s)}), unlearned as (${toLearn(instansi, s)})`,

    /** A new item, or all of a known one anew. */
    put: (tx: Tx, instansi: string, s: Searchable): Promise<number> =>
      tx.run(sql`with unlearned as (${toLearn(instansi, s)} on conflict (instansi, item) do update set words = excluded.words, quiet = excluded.quiet)
        ${toSearch(instansi, s)} on conflict (instansi, item) do update set words = excluded.words, marks = excluded.marks`),

    putMany: (tx: Tx, rows: readonly (Searchable & { instansi: string })[]): Promise<number> =>
      tx.run(sql`with x as materialized (select * from json_to_recordset(${JSON.stringify(rows)}::json) as x (instansi uuid, item uuid, words text, quiet text, marks json)),
        unlearned as (insert into ${schema}.unlearned (instansi, item, words, quiet) select x.instansi, x.item, x.words, coalesce(x.quiet, '') from x)
        insert into ${schema}.search (instansi, item, words, marks) select x.instansi, x.item, ${vector(sql`concat_ws(' ', x.words, x.quiet)`, sql`x.item`, sql`m.marks`)}, m.marks
          from x, lateral (select array(select json_array_elements_text(x.marks)) as marks) m`),

    /** Who may find items changed; their words did not. `marked` selects (item, marks). */
    remark: (instansi: string, marked: Sql): Sql =>
      sql`update ${schema}.search s set words = ts_delete(s.words, s.marks) || array_to_tsvector(n.marks), marks = n.marks from (${marked}) n (item, marks) where s.instansi = ${instansi} and s.item = n.item and s.marks <> n.marks`,
    mark: (tx: Tx, instansi: string, item: string, marks: readonly string[]): Promise<number> => tx.run(search.remark(instansi, sql`select ${item}::uuid, ${marks}::text[]`)),

    remove: async (tx: Tx, instansi: string, item: string): Promise<void> => {
      await tx.run(sql`with unlearned as (delete from ${schema}.unlearned where instansi = ${instansi} and item = ${item}) delete from ${schema}.search where instansi = ${instansi} and item = ${item}`);
    },

    /** Newest first; each of `typed` as it is, or as a beginning ("am:*"). */
    ids: async (tx: Tx, typed: readonly string[], asked: Asked): Promise<string[]> =>
      (await tx.many<{ item: string }>(sql`select item from ${schema}.search_ids(${typed}::text[], ${asked.marks || null}, ${asked.limit})`)).map((row) => row.item),

    /** Words that begin so, the most frequent first; itself among them. A mark is never asked by a beginning: the index would gather all of them. */
    knownWords: async (tx: Tx, beginning: string, most: number): Promise<string[]> =>
      [...new Set([beginning, ...(await tx.many<{ word: string }>(sql`select word from ${schema}.known_words(${beginning}, ${most})`)).map((row) => row.word)])],

    /** How many items that came after `since` fit, among the newest thousand of them; the last word may be a beginning. A policy stands before it, no index: for a few. */
    countSince: async (tx: Tx, instansi: string, words: readonly string[], asked: Asked, since: string): Promise<number> =>
      (await tx.one<{ count: number }>(sql`select count(*) as count from (select from (select s.words from ${schema}.search s where s.instansi = ${instansi} and s.item > ${since} order by s.item desc limit 1000) n,
        (select concat_ws(' & ', ${asked.marks || null}::text, (select string_agg(quote_literal(platform.lexeme(w.word, ${sqlName(String(stems))})) || case when w.nth = ${words.length} then ':*' else '' end, ' & ') from unnest(${words}::text[]) with ordinality w (word, nth)))::tsquery as query) q
        where ts_match_vq(n.words, q.query) limit ${asked.limit}) fresh`)).count,

    /** How words are asked, the first that finds anything: the last one may still be typed. A number alone is meant as it stands: whole numbers of letters begin in as many ways as there are letters. */
    attempts(words: readonly string[]): string[][] {
      const last = [...words.slice(0, -1), `${words.at(-1)}:*`];
      if (stems && words.length === 1 && /^\d+$/.test(words[0]!)) return [[...words]];
      return stems ? [[...words], last] : words.length > 1 ? [last, words.map((word) => `${word}:*`)] : [last];
    },

    /** For each word that no item carries, and none begins with, the nearest that one does. */
    correct: async (tx: Tx, words: readonly string[]): Promise<string[] | undefined> => {
      const doubtful = words.filter((word) => /^[a-z]{3,30}$/.test(word));
      if (doubtful.length === 0) return undefined;
      const rows = await tx.many<{ typed: string; nearest: string | null }>(sql`select w as typed, ${schema}.nearest_word(w) as nearest from unnest(${doubtful}::text[]) w`);
      const nearest = new Map(rows.flatMap((row) => (row.nearest && row.nearest !== row.typed ? [[row.typed, row.nearest] as const] : [])));
      return nearest.size === 0 ? undefined : words.map((word) => nearest.get(word) ?? word);
    },

    /** What somebody typed, slips forgiven; of an empty text the newest. */
    async find(tx: Tx, text: string, asked: Asked): Promise<Found> {
      const words = typedWords(text);
      if (asked.exact && asked.exact !== words.join(' ')) {
        const ids = await search.ids(tx, [asked.exact], asked);
        if (ids.length > 0) return { ids };
      }
      if (words.length === 0) return { ids: text.trim() === '' ? await search.ids(tx, [], asked) : [] };
      for (const typed of search.attempts(words)) {
        const ids = await search.ids(tx, typed, asked);
        if (ids.length > 0) return { ids };
      }
      const corrected = await search.correct(tx, words);
      return corrected ? { ids: await search.ids(tx, corrected, asked), corrected: corrected.join(' ') } : { ids: [] };
    },

    /** Job: words of what came since, oldest first, into the vocabulary of each institution. */
    async learn(house: House): Promise<void> {
      const waiting = await house.db.asOwner((tx) => tx.many<{ instansi: string }>(sql`select distinct instansi from ${schema}.unlearned`));
      for (const { instansi } of waiting) await search.learnFor(house, instansi);
    },
    async learnFor(house: House, instansi: string): Promise<void> {
      while ((await house.db.inTenant(instansi, (tx) => learnBatch(tx, instansi))) === BATCH);
    },
  };

  /** Numbers and codes are no words to begin: they would be as many as items. Sorted, so that two at once wait for each other in turn. */
  async function learnBatch(tx: Tx, instansi: string): Promise<number> {
    const { count } = await tx.one<{ count: number }>(sql`with batch as materialized (select item, words, quiet from ${schema}.unlearned where instansi = ${instansi} order by item limit ${BATCH} for update skip locked),
      gone as (delete from ${schema}.unlearned u using batch b where u.instansi = ${instansi} and u.item = b.item),
      written as (select b.item, w.word, true as told from batch b, unnest(string_to_array(b.words, ' ')) w (word) union all select b.item, w.word, false from batch b, unnest(string_to_array(b.quiet, ' ')) w (word)),
      counted as (select w.word, platform.lexeme(w.word, ${sqlName(String(stems))}) as lexeme, count(distinct w.item) as items, bool_or(w.told) as told from written w where w.word ~ '^[a-z]{2,30}[0-9]{0,2}$' group by w.word),
      learned as (insert into ${schema}.vocabulary as v (instansi, word, lexeme, items, told) select ${instansi}::uuid, word, coalesce(lexeme, ''), items, told from counted order by word
        on conflict (instansi, word) do update set items = v.items + excluded.items, told = v.told or excluded.told)
      select count(*) as count from batch`);
    return count;
  }

  return search;
}
