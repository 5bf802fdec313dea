-- A word of our own in each search row names the seven weeks in which the report came, so that the index of words can be asked
-- for the newest of many: each row that it finds must be read before the newest are known. A report's id begins with the
-- millisecond it was made in; its first four hexadecimal digits change every 2^32 ms, which is 49.7 days.
create function complaints.weeks_word(report uuid, earlier integer default 0) returns text language sql immutable parallel safe
  return 'w:' || (('x' || left(report::text, 4))::bit(16)::integer - earlier)::text;
create function complaints.search_vector(words text, report uuid) returns tsvector language sql immutable parallel safe
  return to_tsvector('pg_catalog.indonesian', words) || array_to_tsvector(array[complaints.weeks_word(report)]);
update complaints.search set words = words || array_to_tsvector(array[complaints.weeks_word(report)]);

-- Newest first, at most `up_to`; `query` is a text of to_tsquery ("lampu & pad:*"), stemmed as Indonesian. With `units` only
-- reports that one of them leads or supports; with `shown_only` only published ones. Words that the newest reports carry often
-- are found soon by walking from the newest report of whoever asks (all, the published ones, or those of the units); others are
-- asked of the index, of the latest weeks first. Whole words are quick there; the beginning of a word gathers every row of every
-- word that begins so. The settings belong to the plans, which are made once: walking must not sort, and the index of words is
-- only read as a bitmap. (ts_match_vq() is @@ without an index.)
create or replace function complaints.search_ids(query text, up_to integer, units uuid[] default null, shown_only boolean default false) returns table (report uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  whole constant tsquery := to_tsquery('pg_catalog.indonesian', query);
  sample constant integer := 300;
  hits integer;
  found uuid[];
  latest tsquery;
  newest uuid;
begin
  if numnode(whole) = 0 then
    return;
  end if;
  -- Units with few reports: all of them are looked at.
  if units is not null and (select count(*) from (select from complaints.state s where s.instansi = tenant and s.unit = any(units) limit 2001) few) <= 2000 then
    return query
      with own as materialized (
          select s.report from complaints.state s where s.instansi = tenant and s.unit = any(units)
          union select k.report from complaints.supporting k where k.instansi = tenant and k.unit = any(units)),
        found as materialized (select o.report from own o join complaints.search s on s.instansi = tenant and s.report = o.report where ts_match_vq(s.words, whole))
      select f.report from found f join complaints.state a on a.instansi = tenant and a.report = f.report
       where not a.held and (a.shown or not shown_only) order by f.report desc limit up_to;
    return;
  end if;

  select count(*) filter (where ts_match_vq(n.words, whole)), (array_agg(n.report))[1] into hits, newest
    from (select s.report, s.words from complaints.search s where s.instansi = tenant order by s.report desc limit sample) n;
  -- In eight of 300: a page is full after some thousand steps.
  if hits >= 8 and units is not null then
    return query
      select w.report from unnest(units) u cross join lateral (
          (select a.report from complaints.state a join complaints.search s on s.instansi = tenant and s.report = a.report
            where a.instansi = tenant and a.unit = u and not a.held and ts_match_vq(s.words, whole) and (a.shown or not shown_only) order by a.report desc limit up_to)
          union
          (select k.report from complaints.supporting k join complaints.search s on s.instansi = tenant and s.report = k.report join complaints.state a on a.instansi = tenant and a.report = k.report
            where k.instansi = tenant and k.unit = u and not a.held and ts_match_vq(s.words, whole) and (a.shown or not shown_only) order by k.report desc limit up_to)) w
       group by w.report order by w.report desc limit up_to;
    return;
  end if;
  if hits >= 8 and shown_only then
    return query
      select a.report from complaints.state a join complaints.search s on s.instansi = tenant and s.report = a.report
       where a.instansi = tenant and a.shown and ts_match_vq(s.words, whole) order by a.report desc limit up_to;
    return;
  end if;
  if hits >= 8 then
    return query select s.report from complaints.search s where s.instansi = tenant and ts_match_vq(s.words, whole) order by s.report desc limit up_to;
    return;
  end if;

  perform set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true);
  -- The latest hundred days, for who sees a part only also the latest year, then all: a longer list of weeks costs more than it saves.
  foreach hits in array case when units is null and not shown_only then array[2, 0] else array[2, 8, 0] end loop
    -- A year has some four times as many as a hundred days: asked only where that fills the page.
    continue when hits = 8 and cardinality(found) * 4 < up_to;
    latest := case when hits = 0 then whole else whole && (select string_agg(quote_literal(complaints.weeks_word(newest, e)), ' | ') from generate_series(0, hits - 1) e)::tsquery end;
    found := array(select s.report from complaints.search s where s.instansi = tenant and s.words @@ latest order by s.report desc);
    -- From the newest on, until the page is full.
    found := array(select m.report from unnest(found) m (report) cross join lateral (select a.shown, a.held, a.unit from complaints.state a where a.instansi = tenant and a.report = m.report) a
       where (a.shown or not shown_only)
         and (units is null or (not a.held and (a.unit = any(units) or exists (select from complaints.supporting k where k.instansi = tenant and k.report = m.report and k.unit = any(units)))))
       limit up_to);
    if cardinality(found) >= up_to or hits = 0 then
      return query select unnest(found);
      return;
    end if;
  end loop;
end $$;
