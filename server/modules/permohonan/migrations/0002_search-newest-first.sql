-- Text search that stays fast whatever is asked, by whomever. One plan does not fit all words: every request carries
-- "surat", so an index of words returns all of them; a name among a million is found only by that index. So the newest
-- requests are looked at first, and they tell which of the two it is. What the asker may not see is left out before the
-- newest are counted: the officers of a small desa find their own cases however many others carry the same words.

-- New words wait outside the index until so many kilobytes have come together; every search reads what waits.
alter index permohonan.search_words set (gin_pending_list_limit = 256);
create index request_by_owner on permohonan.request (instansi, owner_unit, id desc);

grant select (instansi, id, owner_unit) on permohonan.request to pendopo_search;
grant select (instansi, request, unit) on permohonan.task to pendopo_search;
create policy search_reads on permohonan.request for select to pendopo_search using (true);
create policy search_reads on permohonan.task for select to pendopo_search using (true);

drop function permohonan.search_ids(text, integer);

-- Newest first, at most `up_to`; every word of `query` ("warung:* & siti:*") must begin a word of the request. With `units`
-- only requests that one of them owns or has an open step in.
create function permohonan.search_ids(query text, up_to integer, units uuid[] default null) returns table (request uuid)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off set enable_indexscan = on as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  whole constant tsquery := to_tsquery('simple', query);
  sample constant integer := 2000;
  newest uuid[];
  hits integer;
  rare tsquery;
begin
  -- A unit with few requests: all of them are looked at. (ts_match_vq() is @@ without an index.)
  if units is not null and (select count(*) from (select from permohonan.request r where r.instansi = tenant and r.owner_unit = any(units) limit 4001) few) <= 4000 then
    return query
      with own as materialized (
          select r.id from permohonan.request r where r.instansi = tenant and r.owner_unit = any(units)
          union select k.request from permohonan.task k where k.instansi = tenant and k.unit = any(units)),
        found as materialized (select o.id from own o join permohonan.search s on s.instansi = tenant and s.request = o.id where ts_match_vq(s.words, whole))
      select f.id from found f order by f.id desc limit up_to;
    return;
  end if;

  -- One busy unit: its own newest requests tell whether going on from them ends soon.
  if cardinality(units) = 1 and (
    select count(*) > sample / 800 from (select r.id from permohonan.request r where r.instansi = tenant and r.owner_unit = units[1] order by r.id desc limit sample / 4) n
      join permohonan.search s on s.instansi = tenant and s.request = n.id where ts_match_vq(s.words, whole)) then
    return query
      select a.id from (
        (select r.id from permohonan.request r join permohonan.search s on s.instansi = tenant and s.request = r.id
          where r.instansi = tenant and r.owner_unit = units[1] and ts_match_vq(s.words, whole) order by r.id desc limit up_to)
        union
        (select k.request from permohonan.task k join permohonan.search s on s.instansi = tenant and s.request = k.request
          where k.instansi = tenant and k.unit = units[1] and ts_match_vq(s.words, whole) order by k.request desc limit up_to)) a
       order by a.id desc limit up_to;
    return;
  end if;

  select array_agg(s.request order by s.request desc), count(*) into newest, hits
    from (select n.request, n.words from permohonan.search n where n.instansi = tenant order by n.request desc limit sample) s
   where ts_match_vq(s.words, whole) and (units is null
       or exists (select from permohonan.request r where r.instansi = tenant and r.id = s.request and r.owner_unit = any(units))
       or exists (select from permohonan.task k where k.instansi = tenant and k.request = s.request and k.unit = any(units)));
  if hits >= up_to then
    return query select unnest(newest[1:up_to]);
    return;
  end if;
  -- Frequent enough that going on from the newest ends within some 60,000 requests.
  if hits * 30 >= up_to then
    return query
      select s.request from permohonan.search s
       where s.instansi = tenant and ts_match_vq(s.words, whole) and (units is null
       or exists (select from permohonan.request r where r.instansi = tenant and r.id = s.request and r.owner_unit = any(units))
       or exists (select from permohonan.task k where k.instansi = tenant and k.request = s.request and k.unit = any(units))) order by s.request desc limit up_to;
    return;
  end if;

  -- The index is asked for the two rarest words only: each one costs as many steps as there are requests that carry it,
  -- and a word that most of them carry narrows nothing.
  select coalesce(r.asked[1] && coalesce(r.asked[2], r.asked[1]), whole) into rare
    from (select array_agg(w.asked) as asked
            from (select to_tsquery('simple', one) as asked, count(n.request) as hits
                    from unnest(string_to_array(query, ' & ')) one
                    left join (select n.request, n.words from permohonan.search n where n.instansi = tenant order by n.request desc limit sample / 4) n
                      on ts_match_vq(n.words, to_tsquery('simple', one))
                   group by one order by 2 limit 2) w
           where w.hits < sample / 40) r;
  perform set_config('enable_indexscan', 'off', true);
  return query
    with found as materialized (select s.request from permohonan.search s where s.instansi = tenant and s.words @@ rare and ts_match_vq(s.words, whole))
    select f.request from found f where (units is null
       or exists (select from permohonan.request r where r.instansi = tenant and r.id = f.request and r.owner_unit = any(units))
       or exists (select from permohonan.task k where k.instansi = tenant and k.request = f.request and k.unit = any(units))) order by f.request desc limit up_to;
end $$;

grant create on schema permohonan to pendopo_search;
alter function permohonan.search_ids(text, integer, uuid[]) owner to pendopo_search;
revoke create on schema permohonan from pendopo_search;
revoke all on function permohonan.search_ids(text, integer, uuid[]) from public;
grant execute on function permohonan.search_ids(text, integer, uuid[]) to pendopo_app;
