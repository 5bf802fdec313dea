-- Newest first, at most `up_to`, as before; three ways instead of two, chosen by how often the words were met in the newest
-- reports. A word met often is found soon by walking from the newest report of whoever asks (all, the published ones, or
-- those of the units); one met nowhere is asked of the index; between the two a larger sample decides.
create or replace function complaints.search_ids(query text, up_to integer, units uuid[] default null, shown_only boolean default false) returns table (report uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  whole constant tsquery := to_tsquery('pg_catalog.indonesian', query);
  -- Met so often in a sample, the words stand in enough reports for a page to be full soon.
  often constant integer := 8;
  hits integer;
  rare tsquery;
begin
  if numnode(whole) = 0 then
    return;
  end if;
  -- Units with few reports: all of them are looked at. (ts_match_vq() is @@ without an index.)
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

  select count(*) into hits from (select s.words from complaints.search s where s.instansi = tenant order by s.report desc limit 300) n where ts_match_vq(n.words, whole);
  if hits between 1 and often - 1 then
    select count(*) into hits from (select s.words from complaints.search s where s.instansi = tenant order by s.report desc limit 2000) n where ts_match_vq(n.words, whole);
  end if;

  if hits >= often and units is not null then
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
  if hits >= often and shown_only then
    return query
      select a.report from complaints.state a join complaints.search s on s.instansi = tenant and s.report = a.report
       where a.instansi = tenant and a.shown and ts_match_vq(s.words, whole) order by a.report desc limit up_to;
    return;
  end if;
  if hits >= often then
    return query select s.report from complaints.search s where s.instansi = tenant and ts_match_vq(s.words, whole) order by s.report desc limit up_to;
    return;
  end if;

  -- The index is asked for the two rarest words only: each costs as many steps as there are reports that carry it.
  select coalesce(r.asked[1] && coalesce(r.asked[2], r.asked[1]), whole) into rare
    from (select array_agg(w.asked) as asked
            from (select to_tsquery('pg_catalog.indonesian', one) as asked, count(n.report) as met
                    from unnest(string_to_array(query, ' & ')) one
                    left join (select n.report, n.words from complaints.search n where n.instansi = tenant order by n.report desc limit 300) n
                      on ts_match_vq(n.words, to_tsquery('pg_catalog.indonesian', one))
                   where numnode(to_tsquery('pg_catalog.indonesian', one)) > 0
                   group by one order by 2 limit 2) w
           where w.met < 60) r;
  perform set_config('enable_indexscan', 'off', true);
  return query
    with found as materialized (select s.report from complaints.search s where s.instansi = tenant and s.words @@ rare and ts_match_vq(s.words, whole))
    select f.report from found f join complaints.state a on a.instansi = tenant and a.report = f.report
     where (a.shown or not shown_only)
       and (units is null or (not a.held and (a.unit = any(units) or exists (select from complaints.supporting k where k.instansi = tenant and k.report = f.report and k.unit = any(units)))))
     order by f.report desc limit up_to;
end $$;
