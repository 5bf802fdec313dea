-- Fewer steps for words that few carry: the index is asked without marks that most items carry, and without the detour by the
-- latest weeks where those are likely to have none; beginnings are asked by known words everywhere, and what waits to be learned
-- is compared itself. Homes that come after this migration get these functions when they are made.
create or replace procedure platform.make_search_functions(home name, stems boolean) language plpgsql as $make$
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

do $$
declare
  home record;
begin
  for home in select n.nspname as name, n.nspname <> 'permohonan' as stems from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'unlearned' and c.relkind = 'r' loop
    call platform.make_search_functions(home.name, home.stems);
  end loop;
end $$;
