-- Text search, the same for every module that has one (decision 7). A row of `search` is one item of the module: its words, or
-- their stems, and its marks. Marks are words that no text can hold ("p:<post>", "y:2026"): who may find the item, and what a
-- filter may ask of it. Both stand in one index, so that it narrows to what the asker may see by itself.

-- A third kind names the seven weeks in which the item came: its id begins with the millisecond in which it was made, and the
-- first four hexadecimal digits of that change every 2^32 ms, which is 49.7 days.
create function platform.weeks_of(item uuid) returns integer language sql immutable parallel safe return ('x' || left(item::text, 4))::bit(16)::integer;

-- As the index holds a word: stemmed as Indonesian, null for words that stand in every text; numbers as they are.
create function platform.lexeme(word text, stems boolean) returns text language sql immutable parallel safe
  return case when stems and word ~ '^[a-z]+$' then (ts_lexize('pg_catalog.indonesian_stem', word))[1] else left(word, 200) end;

-- `words`: small letters and digits, between spaces. Cut by us: PostgreSQL's parser of texts reads 9E5E as the number 9e5 and "e".
create function platform.search_vector(words text, item uuid, marks text[], stems boolean) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(array(select distinct l.lexeme from (select platform.lexeme(w.word, stems) as lexeme from unnest(string_to_array(words, ' ')) w (word) where w.word <> '') l where l.lexeme is not null)
    || marks || ('w:' || platform.weeks_of(item)));

-- A part of a text of to_tsquery: any of the seven weeks `few` long that end `later` before those of `newest`.
create function platform.weeks_asked(newest uuid, later integer, few integer) returns tsquery language sql immutable parallel safe
  return (select string_agg(quote_literal('w:' || platform.weeks_of(newest) - e), ' | ') from generate_series(later, later + few - 1) e)::tsquery;

-- Makes the tables of search in the schema `home`, and its functions. Of a search from before: `rows` selects (instansi, item,
-- words, marks) and `known` the (instansi, word, items) that may be told as a correction.
create procedure platform.make_search(home name, stems boolean, rows text default null, known text default null) language plpgsql as $make$
declare
  one uuid;
begin
  execute format('create table %1$I.search (
      instansi uuid not null, item uuid not null, words tsvector not null, marks text[] not null,
      constraint search_pk primary key (instansi, item))', home);
  execute format('call platform.wall(%L)', format('%I.search', home));
  -- Words as they are written, with their lexeme (none of one that stands in every text): for the nearest one to a slip, where `told`, and for what a beginning may become.
  execute format('create table %1$I.vocabulary (
      instansi uuid not null, word text not null, lexeme text not null, items integer not null, told boolean not null,
      constraint vocabulary_pk primary key (instansi, word))', home);
  execute format('call platform.wall(%L)', format('%I.vocabulary', home));
  -- Texts whose words are not in the vocabulary yet; a job takes them.
  execute format('create table %1$I.unlearned (
      instansi uuid not null, item uuid not null, words text not null, quiet text not null,
      constraint unlearned_pk primary key (instansi, item))', home);
  execute format('call platform.wall(%L)', format('%I.unlearned', home));

  if known is not null then
    execute format('insert into %1$I.vocabulary (instansi, word, lexeme, items, told) select k.instansi, k.word, coalesce(platform.lexeme(k.word, %2$L::boolean), ''''), k.items, true from (%3$s) k (instansi, word, items)', home, stems, known);
  end if;
  if rows is not null then
    execute format('insert into %1$I.search (instansi, item, words, marks) %2$s', home, rows);
    -- What was written is not known any more, its lexemes are.
    for one in execute format('select distinct instansi from %1$I.search', home) loop
      execute format('insert into %1$I.vocabulary (instansi, word, lexeme, items, told) select %2$L::uuid, s.word, s.word, s.ndoc, %3$L::boolean from ts_stat(%4$L) s
        where s.word ~ ''^[a-z]{2,30}[0-9]{0,2}$'' on conflict do nothing', home, one, not stems, format('select words from %I.search where instansi = %L', home, one));
    end loop;
  end if;
  -- New words wait outside the index until so many kilobytes have come together; every search reads what waits.
  execute format('create index search_words on %1$I.search using gin (instansi, words) with (gin_pending_list_limit = 256)', home);
  execute format('create index vocabulary_nearby on %1$I.vocabulary using gin (instansi, word public.gin_trgm_ops) where told', home);
  execute format('create index vocabulary_beginning on %1$I.vocabulary (instansi, lexeme text_pattern_ops)', home);
  execute format('create index vocabulary_word on %1$I.vocabulary (instansi, word text_pattern_ops)', home);

  -- Operators that are not leakproof cannot use an index below a policy: search goes through definer functions of a role of its
  -- own, which name the institution themselves.
  execute format('grant usage on schema %1$I to pendopo_search', home);
  execute format('grant select on %1$I.search, %1$I.vocabulary, %1$I.unlearned to pendopo_search', home);
  execute format('create policy search_reads on %1$I.search for select to pendopo_search using (true)', home);
  execute format('create policy search_reads on %1$I.vocabulary for select to pendopo_search using (true)', home);
  execute format('create policy search_reads on %1$I.unlearned for select to pendopo_search using (true)', home);
  call platform.make_search_functions(home, stems);
end $make$;

-- The functions alone: a later migration calls it again for each home when they change.
create procedure platform.make_search_functions(home name, stems boolean) language plpgsql as $make$
begin
  -- Items newest first, at most `up_to`. Each of `typed` ("siti", "am:*" for a beginning) must be in the item, and `asked`, a text
  -- of to_tsquery over marks, must fit; null asks nothing of them. One plan does not fit all words: every item may carry "surat",
  -- and a name among a million is found only by the index. So the newest items are looked at first, and tell which it is.
  -- The settings belong to the plans, which are made once: walking must not sort, and the index of words is only read as a
  -- bitmap. (ts_match_vq() is @@ without an index, uuid_lt() is < without one.)
  execute format($body$
create or replace function %1$I.search_ids(typed text[], asked text, up_to integer) returns table (item uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $function$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  -- Of so many newest items; in so many of them is frequent.
  sample constant integer := 300;
  frequent constant integer := 8;
  -- Some so many came in seven to fourteen weeks, where there are a million.
  of_late constant integer := 30000;
  marks constant tsquery := asked::tsquery;
  wanted tsquery;
  lexemes text[];
  tails text[];
  carried integer[];
  marked integer;
  near tsquery;
  known tsquery;
  exact boolean := true;
  selective boolean;
  learned boolean;
  likely float8 := 1;
  hits integer;
  newest uuid;
  oldest uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  found uuid[] := '{}';
  fresh uuid[] := '{}';
begin
  select string_agg(quote_literal(w.lexeme) || w.tail, ' & ')::tsquery, coalesce(array_agg(w.lexeme), '{}'), coalesce(array_agg(w.tail), '{}') into wanted, lexemes, tails
    from (select platform.lexeme(rtrim(t, ':*'), %2$L) as lexeme, case when t like '%%:*' then ':*' else '' end as tail from unnest(typed) t) w where w.lexeme is not null;
  if cardinality(typed) > 0 and wanted is null then
    return;
  end if;
  wanted := case when marks is null then wanted when wanted is null then marks else wanted && marks end;
  if wanted is null then
    return query select s.item from %1$I.search s where s.instansi = tenant order by s.item desc limit up_to;
    return;
  end if;
  select count(*) filter (where ts_match_vq(n.words, wanted)), (array_agg(n.item))[1] into hits, newest
    from (select s.item, s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit sample) n;
  if newest is null then
    return;
  end if;
  -- Going on from the newest, at most twice as far as that should take: a word of these days alone is not found by walking.
  if hits >= frequent then
    found := array(select n.item from (select s.item, s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit 2 * up_to * sample / hits) n where ts_match_vq(n.words, wanted) limit up_to);
    if cardinality(found) >= up_to then
      return query select unnest(found);
      return;
    end if;
    found := '{}';
  end if;

  -- How many carry each of them, and the marks.
  with n as materialized (select s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit sample)
  select coalesce((select array_agg(c.carried order by c.nth) from (select t.nth, count(*) filter (where ts_match_vq(n.words, (quote_literal(t.lexeme) || t.tail)::tsquery)) as carried from unnest(lexemes, tails) with ordinality t (lexeme, tail, nth), n group by t.nth) c), '{}'),
      (select count(*) filter (where ts_match_vq(n.words, marks)) from n) into carried, marked;
  selective := marked < frequent and marks is not null or exists (select from unnest(carried) c where c < frequent);
  -- What waits to be learned is compared itself: then a beginning may be asked by the words that it may become.
  learned := (select count(*) <= 1000 from (select from %1$I.unlearned u where u.instansi = tenant limit 1001) u);
  for i in 1 .. cardinality(lexemes) loop
    likely := likely * greatest(carried[i], 0.5) / sample;
    if tails[i] = '' or carried[i] < frequent then
      near := case when near is null then (quote_literal(lexemes[i]) || tails[i])::tsquery else near && (quote_literal(lexemes[i]) || tails[i])::tsquery end;
      continue;
    end if;
    -- The index gathers every item of every word that begins so before it compares. Of a beginning that many carry it is asked by known words, or not at all where others find few: those are compared.
    known := null;
    if learned and lexemes[i] ~ '^[a-z]+$' then
      select case when count(*) between 1 and 60 then string_agg(quote_literal(v.lexeme), ' | ')::tsquery end into known
        from (select distinct v.lexeme from %1$I.vocabulary v where v.instansi = tenant and v.lexeme ~>=~ lexemes[i] and v.lexeme ~<~ (lexemes[i] || '{') limit 61) v;
    end if;
    if known is not null then
      fresh := null;
    elsif selective then
      exact := false;
      continue;
    else
      known := (quote_literal(lexemes[i]) || ':*')::tsquery;
    end if;
    near := case when near is null then known else near && known end;
  end loop;
  -- Marks that most of them carry narrow nothing, and cost a look for each.
  if marks is not null and (marked < sample / 2 or near is null) then
    near := case when near is null then marks else near && marks end;
  elsif marks is not null then
    exact := false;
  end if;
  if fresh is null then
    fresh := array(select s.item from %1$I.unlearned u join %1$I.search s on s.instansi = tenant and s.item = u.item where u.instansi = tenant and ts_match_vq(s.words, wanted));
  end if;

  perform set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true);
  -- Where the latest seven to fourteen weeks are likely to have some: those first, then a year, then three, then all; each item that the index finds must be read before the newest are known.
  -- The next span has some three times as many: asked where that fills the page, and where the words are so common that all of them would be too many.
  if likely * of_late * 4 >= up_to then
    for i in 1 .. 3 loop
      exit when cardinality(found) >= up_to or (i > 1 and likely <= 0.05 and cardinality(found) * 4 < up_to);
      known := near && platform.weeks_asked(newest, (array[0, 2, 8])[i], (array[2, 6, 16])[i]);
      found := found || array(select s.item from %1$I.search s where s.instansi = tenant and s.words @@ known and (exact or ts_match_vq(s.words, wanted)) order by s.item desc limit up_to - cardinality(found));
      oldest := (lpad(to_hex(platform.weeks_of(newest) - (array[1, 7, 23])[i]), 4, '0') || '0000-0000-0000-0000-000000000000')::uuid;
    end loop;
  end if;
  if cardinality(found) < up_to then
    found := found || array(select s.item from %1$I.search s where s.instansi = tenant and uuid_lt(s.item, oldest) and s.words @@ near and (exact or ts_match_vq(s.words, wanted)) order by s.item desc limit up_to - cardinality(found));
  end if;
  return query select distinct f.item from unnest(found || fresh) f (item) order by f.item desc limit up_to;
end $function$
$body$, home, stems);

  -- The word itself when some item carries it (or a word that begins with it), else the nearest known word, else null.
  execute format($body$
create or replace function %1$I.nearest_word(typed text) returns text
language sql stable security definer set search_path = pg_catalog, public set pg_trgm.similarity_threshold = 0.4 as $function$
  select coalesce(
    (select typed from %1$I.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word ~>=~ typed and v.word ~<~ (typed || '{') limit 1),
    (select v.word from %1$I.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.told and v.word %% typed
      order by similarity(v.word, typed) desc, v.items desc, v.word limit 1))
$function$
$body$, home);

  -- Words that begin so, the most frequent first: for filters by marks that hold words.
  execute format($body$
create or replace function %1$I.known_words(beginning text, most integer) returns table (word text)
language sql stable security definer set search_path = pg_catalog as $function$
  select v.word from %1$I.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word ~>=~ beginning and v.word ~<~ (beginning || '{') order by v.items desc, v.word limit most
$function$
$body$, home);

  execute format('grant create on schema %1$I to pendopo_search', home);
  execute format('alter function %1$I.search_ids(text[], text, integer) owner to pendopo_search', home);
  execute format('alter function %1$I.nearest_word(text) owner to pendopo_search', home);
  execute format('alter function %1$I.known_words(text, integer) owner to pendopo_search', home);
  execute format('revoke create on schema %1$I from pendopo_search', home);
  execute format('revoke all on function %1$I.search_ids(text[], text, integer), %1$I.nearest_word(text), %1$I.known_words(text, integer) from public', home);
  execute format('grant execute on function %1$I.search_ids(text[], text, integer), %1$I.nearest_word(text), %1$I.known_words(text, integer) to pendopo_app', home);
end $make$;
