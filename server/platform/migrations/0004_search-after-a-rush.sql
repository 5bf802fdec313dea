-- Text search where much came at once (decision 7). How many items a week has was told by the newest of them: after a morning in which
-- hundreds arrive in a second it seemed to have millions, and ten years were asked one span of weeks after another. Now all years tell
-- it. And a beginning is asked by the words that are known to begin so, also where the newest items have none of them: gathering them
-- anew for each span was most of the time.

-- The millisecond in which an item was made: its id begins with it.
create function platform.moment_of(item uuid) returns bigint language sql immutable parallel safe return ('x' || left(replace(item::text, '-', ''), 12))::bit(48)::bigint;

-- The functions alone: a later migration calls it again for each home when they change.
create or replace procedure platform.make_search_functions(home name, stems boolean) language plpgsql as $make$
begin
  -- Items newest first, at most `up_to`. Each of `typed` ("siti", "am:*" for a beginning) must be in the item, and `asked`, a text
  -- of to_tsquery over marks, must fit; null asks nothing of them. One plan does not fit all words: every item may carry "surat",
  -- and a name among a million is found only by the index. So the newest items are looked at first, and tell which it is.
  -- The settings belong to the plans, which are made once: walking must not sort, and the index of words is only read as a
  -- bitmap. (ts_match_vq() is @@ without an index.)
  execute format($body$
create or replace function %1$I.search_ids(typed text[], asked text, up_to integer) returns table (item uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $function$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  -- Of so many newest items; in so many of them is frequent.
  sample constant integer := 300;
  frequent constant integer := 8;
  -- And so many at each of so many places of all years: what nobody writes today may have been in every item once.
  places constant integer := 15;
  at_place constant integer := 6;
  -- Conditions of one question to the index, beside the weeks; so many items are read for one; so many spans of seven weeks it has.
  most constant integer := 4;
  readable constant integer := 1500;
  longest constant integer := 8;
  marks constant tsquery := asked::tsquery;
  -- "('a' | 'b') & ('c')" is two conditions.
  groups constant tsquery[] := case when asked is null then '{}' else regexp_split_to_array(asked, $re$(?<='\)) & (?=\(')$re$)::tsquery[] end;
  wanted tsquery;
  lexemes text[];
  tails text[];
  -- The marks, then the words: how many of the newest carry each, and which part of all.
  conditions tsquery[];
  carried integer[];
  rates float8[];
  keys tsquery[] := '{}';
  compared tsquery;
  -- Which part of all items the index leaves, and which part fits.
  left_over float8 := 1;
  fitting float8 := 1;
  known tsquery;
  cheapest tsquery;
  filler tsquery;
  learned boolean;
  n integer;
  hits integer;
  newest uuid;
  first_week integer;
  weeks integer;
  -- How many items come in one span of weeks, in most of the years.
  a_week float8;
  span integer;
  widest integer;
  later integer := 0;
  got uuid[];
  found uuid[] := '{}';
  fresh uuid[] := '{}';
begin
  select string_agg(quote_literal(w.lexeme) || w.tail, ' & ')::tsquery, coalesce(array_agg(w.lexeme order by w.nth), '{}'), coalesce(array_agg(w.tail order by w.nth), '{}') into wanted, lexemes, tails
    from (select platform.lexeme(rtrim(t.word, ':*'), %2$L) as lexeme, case when t.word like '%%:*' then ':*' else '' end as tail, t.nth from unnest(typed) with ordinality t (word, nth)) w where w.lexeme is not null;
  if cardinality(typed) > 0 and wanted is null then
    return;
  end if;
  wanted := case when marks is null then wanted when wanted is null then marks else wanted && marks end;
  if wanted is null then
    return query select s.item from %1$I.search s where s.instansi = tenant order by s.item desc limit up_to;
    return;
  end if;
  select count(*) filter (where ts_match_vq(l.words, wanted)), (array_agg(l.item))[1] into hits, newest
    from (select s.item, s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit sample) l;
  if newest is null then
    return;
  end if;
  -- Going on from the newest, at most twice as far as that should take: a word of these days alone is not found by walking.
  if hits >= frequent then
    found := array(select l.item from (select s.item, s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit 2 * up_to * sample / hits) l where ts_match_vq(l.words, wanted) limit up_to);
    if cardinality(found) >= up_to then
      return query select unnest(found);
      return;
    end if;
    found := '{}';
  end if;

  select platform.weeks_of(s.item) into first_week from %1$I.search s where s.instansi = tenant order by s.item limit 1;
  weeks := platform.weeks_of(newest) - first_week + 1;
  conditions := groups || array(select (quote_literal(t.lexeme) || t.tail)::tsquery from unnest(lexemes, tails) with ordinality t (lexeme, tail, nth) order by t.nth);
  with l as materialized (select s.words from %1$I.search s where s.instansi = tenant order by s.item desc limit sample),
    a as materialized (select e.place, e.later, p.words, platform.moment_of(p.item) as at from (select place, (first_week + 1 + (place - 1) * weeks / places)::bigint as later from generate_series(1, places) place) e,
        lateral (select s.item, s.words from %1$I.search s where s.instansi = tenant and s.item < (lpad(to_hex(e.later), 4, '0') || '0000-0000-0000-0000-000000000000')::uuid order by s.item desc limit at_place) p),
    -- From the moment that the place stands for back to the oldest of its items: nights and holidays count as they come.
    pace as (select percentile_cont(0.5) within group (order by of_place.pace) as usual from (select count(*) * 4294967296.0 / greatest(1, least(a.later * 4294967296, platform.moment_of(newest)) - min(a.at)) as pace from a group by a.place, a.later) of_place),
    seen as (select c.nth, (select count(*) from l where ts_match_vq(l.words, c.condition)) as newly, (select count(*) from a where ts_match_vq(a.words, c.condition)) as ever, (select count(*) from a) as of_all from unnest(conditions) with ordinality c (condition, nth))
  select array_agg(s.newly order by s.nth), array_agg(case when s.ever > 0 then s.ever / s.of_all::float8 else least((s.newly + 0.5) / sample, 0.5 / places / at_place) end order by s.nth), (select usual from pace) into carried, rates, a_week from seen s;

  -- What most of them carry narrows nothing, and costs a look for each: it is compared.
  for i in 1 .. cardinality(conditions) loop
    n := i - cardinality(groups);
    fitting := fitting * rates[i];
    if n > 0 and tails[n] <> '' then
      continue;
    elsif rates[i] >= 0.5 and carried[i] >= sample / 2 then
      compared := case when compared is null then conditions[i] else compared && conditions[i] end;
    else
      keys := keys || conditions[i];
      left_over := left_over * rates[i];
    end if;
  end loop;
  -- What waits to be learned is compared itself: then a beginning may be asked by the words that it may become.
  learned := (select count(*) <= 1000 from (select from %1$I.unlearned u where u.instansi = tenant limit 1001) u);
  for i in 1 .. cardinality(lexemes) loop
    continue when tails[i] = '';
    n := i + cardinality(groups);
    -- The index gathers every item of every word that begins so before it compares, and numbers begin in as many ways as there are items. Where the others leave few, it is compared.
    if rates[n] >= 0.5 or left_over <= 0.02 and (rates[n] >= 0.05 or lexemes[i] !~ '^[a-z]+$') then
      compared := case when compared is null then conditions[n] else compared && conditions[n] end;
      continue;
    end if;
    known := null;
    if learned and lexemes[i] ~ '^[a-z]+$' then
      select case when count(*) between 1 and 60 then string_agg(quote_literal(v.lexeme), ' | ')::tsquery end into known
        from (select distinct v.lexeme from %1$I.vocabulary v where v.instansi = tenant and v.lexeme ~>=~ lexemes[i] and v.lexeme ~<~ (lexemes[i] || '{') limit 61) v;
    end if;
    if known is not null then
      fresh := null;
    elsif left_over <= 0.1 and (carried[n] >= frequent or rates[n] >= 0.03) then
      compared := case when compared is null then conditions[n] else compared && conditions[n] end;
      continue;
    end if;
    keys := keys || coalesce(known, conditions[n]);
    left_over := left_over * rates[n];
  end loop;
  if cardinality(keys) = 0 then
    keys := array[compared];
    compared := null;
    left_over := fitting;
  end if;
  while cardinality(keys) > most loop
    keys[most] := keys[most] && keys[cardinality(keys)];
    keys := keys[1 : cardinality(keys) - 1];
  end loop;
  -- The statement has room for as many; the cheapest stands for what is not there.
  select k into cheapest from unnest(keys) k order by numnode(k) limit 1;
  if fresh is null then
    fresh := array(select s.item from %1$I.unlearned u join %1$I.search s on s.instansi = tenant and s.item = u.item where u.instansi = tenant and ts_match_vq(s.words, wanted));
  end if;

  perform set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true);
  -- Few in all: at once. Else spans of weeks, the latest first, each so long that it should fill the page twice; each item that the index leaves is read before the newest are known.
  if fitting * a_week * weeks < up_to and left_over * a_week * weeks <= readable then
    found := array(select s.item from %1$I.search s where s.instansi = tenant and s.words @@ keys[1] and s.words @@ coalesce(keys[2], cheapest) and s.words @@ coalesce(keys[3], cheapest) and s.words @@ coalesce(keys[4], cheapest)
      and (compared is null or ts_match_vq(s.words, compared)) order by s.item desc limit up_to);
  else
    span := greatest(1, least(longest, ceil(2 * up_to / (fitting * a_week)), floor(readable / (left_over * a_week))));
    widest := least(longest, 2 * span);
    while cardinality(found) < up_to and later < weeks loop
      known := platform.weeks_asked(newest, later, span);
      filler := case when numnode(cheapest) > numnode(known) then known else cheapest end;
      got := array(select s.item from %1$I.search s where s.instansi = tenant and s.words @@ known and s.words @@ keys[1] and s.words @@ coalesce(keys[2], filler) and s.words @@ coalesce(keys[3], filler) and s.words @@ coalesce(keys[4], filler)
        and (compared is null or ts_match_vq(s.words, compared)) order by s.item desc limit up_to - cardinality(found));
      found := found || got;
      later := later + span;
      if cardinality(got) = 0 then
        span := least(widest, 2 * span);
      end if;
    end loop;
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
