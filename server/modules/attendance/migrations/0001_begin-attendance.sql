create schema attendance;
grant usage on schema attendance to pendopo_app, pendopo_ingest;

-- A place where people check in: the office of a unit (null: of everybody), a roll call for some hours, a home, anywhere.
create table attendance.place (
  instansi uuid not null,
  id uuid not null,
  unit uuid,
  name text not null,
  kind text not null check (kind in ('office', 'roll-call', 'duty', 'home', 'anywhere')),
  -- Degrees, WGS 84; null only where no circle is drawn.
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- Metres.
  radius integer check (radius between 10 and 5000),
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  legal_basis text not null default '',
  made_by uuid,
  made_at timestamptz(3) not null,
  version integer not null default 1,
  constraint place_pk primary key (instansi, id),
  constraint place_has_circle check (kind = 'anywhere' or (latitude is not null and longitude is not null and radius is not null)),
  constraint place_times check (to_at is null or to_at > from_at)
);
create index place_by_unit on attendance.place (instansi, unit);
call platform.wall('attendance.place');

-- Places of one person beside those of the unit: a second office, and home or anywhere on days that were approved beforehand.
create table attendance.person_place (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  place uuid not null,
  from_day date not null,
  to_day date,
  -- ISO weekdays (1 Monday); null: every day.
  weekdays smallint[],
  legal_basis text not null default '',
  made_by uuid,
  made_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint person_place_pk primary key (instansi, id),
  constraint person_place_place foreign key (instansi, place) references attendance.place (instansi, id),
  constraint person_place_days check (to_day is null or to_day >= from_day)
);
create index person_place_by_person on attendance.person_place (instansi, person, from_day);
call platform.wall('attendance.person_place');

-- How check-ins are judged, with validity; without a row the catalogue holds (`catalog/attendance/check-in.yaml`).
create table attendance.rule (
  instansi uuid not null,
  id uuid not null,
  from_day date not null,
  -- What `contract/rules.ts` describes.
  rule jsonb not null,
  legal_basis text not null,
  made_by uuid,
  made_at timestamptz(3) not null,
  constraint rule_pk primary key (instansi, id),
  constraint rule_once_a_day unique (instansi, from_day)
);
call platform.wall('attendance.rule');

-- One punch, append-only: what came in, from whom, and how it was judged at that moment. What follows (review, day result) lies elsewhere.
create table attendance.check_in (
  instansi uuid not null,
  -- Made by whoever sends it: the same id twice is one check-in.
  id uuid not null,
  person uuid not null,
  holding uuid,
  -- When it was done, by the best estimate; an offline one counts by this, never by its arrival.
  at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  direction text not null check (direction in ('in', 'out', 'any')),
  source text not null check (source in ('phone', 'queue', 'office-device', 'terminal', 'sheet', 'import')),
  place uuid,
  latitude double precision,
  longitude double precision,
  -- Metres: what the device says of its own position, and how far that is from the place.
  accuracy real,
  distance real,
  verdict text not null check (verdict in ('accepted', 'marked')),
  trust smallint not null check (trust between 0 and 100),
  class text not null check (class in ('A', 'B', 'C', 'D')),
  reasons text[] not null,
  -- In the person's own words, where something was out of order.
  note text,
  device uuid,
  -- Of what was sent: tells a repetition from another body under the same id.
  digest bytea not null,
  batch uuid not null,
  constraint check_in_pk primary key (instansi, id)
);
create index check_in_by_person on attendance.check_in (instansi, person, at);
create index check_in_by_arrival on attendance.check_in (instansi, received_at);
call platform.wall('attendance.check_in');
-- Nobody changes or removes a punch.
revoke update, delete on attendance.check_in from pendopo_app;

-- The writer of the rush takes check-ins of all institutions in one statement. It may add to this table and nothing else: it
-- neither reads nor changes a row, and the institution of each comes from the session that was verified.
grant insert on attendance.check_in to pendopo_ingest;
create policy ingest_adds on attendance.check_in for insert to pendopo_ingest with check (true);

-- What stands in a row, in one line; the settings of the functions below make it the same text on every connection.
create function attendance.row_text(c attendance.check_in) returns text language sql stable as $$
  select row(c.id, c.person, c.holding, c.at, c.received_at, c.direction, c.source, c.place, c.latitude, c.longitude, c.accuracy, c.distance, c.verdict, c.trust, c.class, c.reasons, c.note, c.device, c.digest)::text
$$;

-- The digest of a batch, from its rows as they lie there: what its audit entry vouches for.
create function attendance.batch_digest(of_instansi uuid, of_batch uuid, of_ids uuid[]) returns table (count integer, digest bytea)
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' set datestyle = 'ISO, YMD' set bytea_output = 'hex' set extra_float_digits = 1 as $$
begin
  return query
  select count(*)::integer, sha256(convert_to(string_agg(attendance.row_text(c), E'\n' order by c.id), 'UTF8'))
    from attendance.check_in c where c.instansi = of_instansi and c.id = any(of_ids) and c.batch = of_batch;
end $$;

-- Ends a batch inside its transaction: one audit entry for each institution with count and digest of the rows as they were stored.
-- Answers those that were there before, so that a repetition gets the first answer and another body is refused. Its rows are found by
-- their keys also where the table has grown a thousandfold since the plan was made.
create function attendance.close_batch(of_batch uuid, of_instansi uuid[], of_id uuid[], institutions uuid[], entries uuid[], closed_at timestamptz)
returns table (instansi uuid, id uuid, person uuid, at timestamptz, received_at timestamptz, place uuid, distance real, verdict text, trust smallint, class text, reasons text[], digest bytea)
language plpgsql volatile security definer set search_path = '' set timezone = 'UTC' set datestyle = 'ISO, YMD' set bytea_output = 'hex' set extra_float_digits = 1
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query
  with found as materialized (
    select c.instansi, c.id, c.person, c.at, c.received_at, c.place, c.distance, c.verdict, c.trust, c.class, c.reasons, c.digest, c.batch, case when c.batch = of_batch then attendance.row_text(c) end as line
      from unnest(of_instansi, of_id) a (instansi, id) join attendance.check_in c on c.instansi = a.instansi and c.id = a.id),
  sums as (
    select f.instansi, count(*) as count, sha256(convert_to(string_agg(f.line, E'\n' order by f.id), 'UTF8')) as digest, min(f.received_at) as from_at, max(f.received_at) as to_at from found f where f.batch = of_batch group by f.instansi),
  noted as (
    insert into audit.entry (instansi, id, at, account, post, action, object, object_id, detail, request_id, digest)
    select e.*, audit.digest(e.instansi, e.id, e.at, e.account, e.post, e.action, e.object, e.object_id, e.detail, e.request_id)
      from (select s.instansi, n.entry as id, closed_at::timestamptz(3) as at, null::uuid as account, null::uuid as post, 'attendance.checked-in'::text as action, 'check-in-batch'::text as object,
                   of_batch as object_id, jsonb_build_object('count', s.count, 'digest', encode(s.digest, 'hex'), 'from', s.from_at, 'to', s.to_at) as detail, of_batch::text as request_id
              from sums s join unnest(institutions, entries) n (instansi, entry) on n.instansi = s.instansi) e)
  select f.instansi, f.id, f.person, f.at::timestamptz, f.received_at::timestamptz, f.place, f.distance, f.verdict, f.trust, f.class, f.reasons, f.digest from found f where f.batch <> of_batch;
end $$;

-- The whole rush in one statement, with the rights of who calls it: adding, and ending the batch. Reasons come as one text each. What was
-- there already is answered; who asked for nothing but new rows hears nothing.
create function attendance.take(of_batch uuid, instansis uuid[], ids uuid[], people uuid[], holdings uuid[], moments timestamptz[], directions text[], places uuid[], latitudes float8[], longitudes float8[],
  accuracies real[], distances real[], verdicts text[], trusts smallint[], classes text[], of_reasons text[], notes text[], devices uuid[], digests text[], institutions uuid[], entries uuid[], closed_at timestamptz)
returns table (instansi uuid, id uuid, person uuid, at timestamptz, received_at timestamptz, place uuid, distance real, verdict text, trust smallint, class text, reasons text[], digest bytea)
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  insert into attendance.check_in (instansi, id, person, holding, at, received_at, direction, source, place, latitude, longitude, accuracy, distance, verdict, trust, class, reasons, note, device, digest, batch)
  select n.instansi, n.id, n.person, n.holding, n.at, n.at, n.direction, 'phone', n.place, n.latitude, n.longitude, n.accuracy, n.distance, n.verdict, n.trust, n.class, string_to_array(n.reasons, ' '), n.note, n.device, decode(n.digest, 'hex'), of_batch
    from unnest(instansis, ids, people, holdings, moments, directions, places, latitudes, longitudes, accuracies, distances, verdicts, trusts, classes, of_reasons, notes, devices, digests)
      n (instansi, id, person, holding, at, direction, place, latitude, longitude, accuracy, distance, verdict, trust, class, reasons, note, device, digest)
  on conflict do nothing;
  return query select * from attendance.close_batch(of_batch, instansis, ids, institutions, entries, closed_at);
end $$;
revoke all on function attendance.row_text, attendance.batch_digest, attendance.close_batch, attendance.take from public;
grant execute on function attendance.close_batch to pendopo_ingest, pendopo_app;
grant execute on function attendance.take to pendopo_ingest;
