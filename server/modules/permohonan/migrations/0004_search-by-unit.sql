-- Searches of one desk go by the desk: the search row names the unit that owns the request, as a column for going on
-- from the newest, and as a word, so that the index of words narrows to the unit by itself. A second word names the
-- seven weeks in which the request came, so that the index can be asked for the newest of many. What a unit may see as
-- a guest (an open step of somebody else's request) is a short list of its own.

alter table permohonan.search add column owner_unit uuid;
update permohonan.search s set owner_unit = r.owner_unit from permohonan.request r where r.instansi = s.instansi and r.id = s.request;
alter table permohonan.search alter column owner_unit set not null;
alter table permohonan.task add column guest boolean not null default false;
update permohonan.task t set guest = true from permohonan.state s where s.instansi = t.instansi and s.request = t.request and s.owner_unit <> t.unit;

create index search_by_owner on permohonan.search (instansi, owner_unit, request desc);
create index task_of_guest on permohonan.task (instansi, unit, request desc) where guest;
drop index permohonan.request_by_owner;
grant select (guest) on permohonan.task to pendopo_search;

-- Words of our own: no text becomes them, for words of texts have letters and digits only. A request's id begins with
-- the millisecond it was made in; its first four hexadecimal digits change every 2^32 ms, which is 49.7 days.
create function permohonan.unit_word(unit uuid) returns text language sql immutable parallel safe return 'u:' || replace(unit::text, '-', '');
create function permohonan.weeks_word(request uuid, earlier integer default 0) returns text language sql immutable parallel safe
  return 'w:' || (('x' || left(request::text, 4))::bit(16)::integer - earlier)::text;
-- Words are cut at whatever is no letter and no digit: PostgreSQL's parser of texts reads a request number such as 9E5E as
-- the number 9e5 and the word "e", and the index was asked for every word that begins with "e". Numbers of before get theirs.
create function permohonan.search_vector(words text, request uuid, owner_unit uuid) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(array(select distinct left(w.word, 200) from regexp_split_to_table(lower(words), '[^[:alnum:]]+') w (word) where w.word <> '')
    || array[permohonan.unit_word(owner_unit), permohonan.weeks_word(request)]);
update permohonan.search s
   set words = s.words || array_to_tsvector(array(select w.word from regexp_split_to_table(lower(r.number), '[^[:alnum:]]+') w (word) where w.word <> '')
     || array[permohonan.unit_word(s.owner_unit), permohonan.weeks_word(s.request)])
  from permohonan.request r where r.instansi = s.instansi and r.id = s.request;

-- Newest first, at most `up_to`; every word of `query` ("siti & am:*") is a word of the request, or begins one where `:*` says so. With `units`
-- only requests that one of them owns or has an open step in. One plan does not fit all words (see 0002): the newest
-- requests are looked at first, and they tell whether going on from them ends soon or the index of words is asked.
-- (ts_match_vq() is @@ without an index.)
-- The index is slow for beginnings of words (it gathers every row of every word that begins so, before it compares), and
-- quick for whole words: those are asked first.
create or replace function permohonan.search_ids(query text, up_to integer, units uuid[] default null) returns table (request uuid)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off set enable_indexscan = on as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  whole constant tsquery := query::tsquery;
  sample constant integer := 2000;
  guests constant uuid[] := array(
    select k.request from permohonan.task k join permohonan.search s on s.instansi = tenant and s.request = k.request
     where k.instansi = tenant and k.unit = any(units) and k.guest and ts_match_vq(s.words, whole));
  newest uuid[];
  hits integer;
  rare tsquery;
  latest tsquery;
begin
  -- Units with few requests: all of them are looked at.
  if units is not null and (select count(*) from (select from permohonan.search s where s.instansi = tenant and s.owner_unit = any(units) limit 4001) few) <= 4000 then
    return query
      with own as materialized (select s.request from permohonan.search s where s.instansi = tenant and s.owner_unit = any(units) and ts_match_vq(s.words, whole))
      select a.id from (select o.request from own o union select unnest(guests)) a (id) order by a.id desc limit up_to;
    return;
  end if;

  if cardinality(units) = 1 then
    select array_agg(n.request order by n.request desc) filter (where ts_match_vq(n.words, whole)) into newest
      from (select s.request, s.words from permohonan.search s where s.instansi = tenant and s.owner_unit = units[1] order by s.request desc limit sample) n;
  else
    select array_agg(n.request order by n.request desc) filter (where ts_match_vq(n.words, whole) and (units is null or n.owner_unit = any(units))) into newest
      from (select s.request, s.words, s.owner_unit from permohonan.search s where s.instansi = tenant order by s.request desc limit sample) n;
  end if;
  hits := coalesce(cardinality(newest), 0);
  if hits >= up_to then
    return query select a.id from (select unnest(newest) union select unnest(guests)) a (id) order by a.id desc limit up_to;
    return;
  end if;

  -- Frequent enough that going on from the newest ends within some 30,000 requests.
  if hits * 15 >= up_to then
    if cardinality(units) = 1 then
      return query
        with own as materialized (select s.request from permohonan.search s where s.instansi = tenant and s.owner_unit = units[1] and ts_match_vq(s.words, whole) order by s.request desc limit up_to)
        select a.id from (select o.request from own o union select unnest(guests)) a (id) order by a.id desc limit up_to;
    else
      return query
        with own as materialized (select s.request from permohonan.search s where s.instansi = tenant and ts_match_vq(s.words, whole) and (units is null or s.owner_unit = any(units)) order by s.request desc limit up_to)
        select a.id from (select o.request from own o union select unnest(guests)) a (id) order by a.id desc limit up_to;
    end if;
    return;
  end if;

  -- The index is asked for the two rarest words only: each one costs as many steps as there are requests that carry it,
  -- and a word that most of them carry narrows nothing.
  select coalesce(r.asked[1] && coalesce(r.asked[2], r.asked[1]), r.rarest) into rare
    from (select array_agg(w.asked) filter (where w.hits < sample / 40) as asked, (array_agg(w.asked))[1] as rarest
            from (select one::tsquery as asked, count(n.request) as hits
                    from unnest(string_to_array(query, ' & ')) one
                    left join (select n.request, n.words from permohonan.search n where n.instansi = tenant order by n.request desc limit sample / 4) n
                      on ts_match_vq(n.words, one::tsquery)
                   group by one order by count(n.request) >= sample / 40, one like '%:*', 2 limit 2) w) r;
  -- A long list of units narrows little and costs one look into the index each.
  if cardinality(units) <= 16 then
    rare := rare && (select string_agg(quote_literal(permohonan.unit_word(u)), ' | ') from unnest(units) u)::tsquery;
  end if;
  -- The latest seven to fourteen weeks first: each row that the index finds must be read before the newest are known.
  select (quote_literal(permohonan.weeks_word(n.request)) || ' | ' || quote_literal(permohonan.weeks_word(n.request, 1)))::tsquery into latest
    from (select s.request from permohonan.search s where s.instansi = tenant order by s.request desc limit 1) n;
  perform set_config('enable_indexscan', 'off', true);
  select array_agg(s.request order by s.request desc) into newest from permohonan.search s
   where s.instansi = tenant and s.words @@ (rare && latest) and ts_match_vq(s.words, whole) and (units is null or s.owner_unit = any(units));
  if coalesce(cardinality(newest), 0) >= up_to then
    return query select a.id from (select unnest(newest) union select unnest(guests)) a (id) order by a.id desc limit up_to;
    return;
  end if;
  return query
    with found as materialized (select s.request from permohonan.search s
        where s.instansi = tenant and s.words @@ rare and ts_match_vq(s.words, whole) and (units is null or s.owner_unit = any(units)))
    select a.id from (select f.request from found f union select unnest(guests)) a (id) order by a.id desc limit up_to;
end $$;
