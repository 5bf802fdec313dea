create schema assessments;
grant usage on schema assessments to pendopo_app;

-- A version is stored when it is first used and never changed: results keep the version that they were made with.
create table assessments.instrument (
  instansi uuid not null,
  id text not null,
  version integer not null,
  name text not null,
  family text not null,
  body jsonb not null,
  sha256 text not null,
  stored_at timestamptz(3) not null,
  constraint instrument_pk primary key (instansi, id, version),
  constraint instrument_once unique (instansi, id, sha256)
);
call platform.wall('assessments.instrument');
revoke update, delete on assessments.instrument from pendopo_app;

-- Who is assessed. A local government is its region; a ministry or agency is its name.
create table assessments.institution (
  instansi uuid not null,
  id uuid not null,
  kind text not null check (kind in ('central', 'province', 'regency', 'city')),
  name text not null,
  bare_name text not null,
  region text,
  constraint institution_pk primary key (instansi, id),
  constraint institution_once unique (instansi, bare_name),
  constraint institution_region_once unique (instansi, region),
  constraint institution_region_fits check ((kind = 'central') = (region is null))
);
call platform.wall('assessments.institution');

-- The results of one cycle. `published`: as somebody printed them. `levels`: computed here from a level per indicator.
-- A correction is a new set that replaces the one before.
create table assessments.result_set (
  instansi uuid not null,
  id uuid not null,
  instrument text not null,
  version integer not null,
  family text not null,
  year integer not null check (year between 2000 and 2199),
  kind text not null check (kind in ('published', 'levels')),
  basis text not null check (basis in ('rounded', 'unrounded')),
  source text not null,
  state text not null check (state in ('working', 'public', 'replaced')),
  made_at timestamptz(3) not null,
  made_by uuid,
  constraint result_set_pk primary key (instansi, id),
  constraint result_set_instrument foreign key (instansi, instrument, version) references assessments.instrument (instansi, id, version)
);
create unique index result_set_one_public on assessments.result_set (instansi, family, year) where state = 'public';
call platform.wall('assessments.result_set');

-- Level of an indicator in millionths, so that scores are sums of whole numbers.
create table assessments.level (
  instansi uuid not null,
  result_set uuid not null,
  institution uuid not null,
  number text not null,
  micro bigint not null check (micro >= 0),
  constraint level_pk primary key (instansi, result_set, institution, number),
  constraint level_set foreign key (instansi, result_set) references assessments.result_set (instansi, id),
  constraint level_institution foreign key (instansi, institution) references assessments.institution (instansi, id)
);
call platform.wall('assessments.level');

-- `top / bottom` is the exact index where it was computed here; a printed one has only what was printed.
create table assessments.result (
  instansi uuid not null,
  result_set uuid not null,
  institution uuid not null,
  shown numeric not null,
  top numeric,
  bottom numeric,
  predicate text not null,
  -- "domain:1" → "2.40"
  parts jsonb not null,
  doubt text,
  constraint result_pk primary key (instansi, result_set, institution),
  constraint result_set_of foreign key (instansi, result_set) references assessments.result_set (instansi, id),
  constraint result_institution foreign key (instansi, institution) references assessments.institution (instansi, id),
  constraint result_exact_whole check ((top is null) = (bottom is null))
);
create index result_by_institution on assessments.result (instansi, institution);
call platform.wall('assessments.result');

-- An uploaded list until it is taken; holds published figures only, no personal data.
create table assessments.import (
  instansi uuid not null,
  id uuid not null,
  kind text not null check (kind in ('published', 'levels')),
  file_name text not null,
  instrument text not null,
  year integer not null,
  source text not null,
  rows jsonb not null,
  result_set uuid,
  made_at timestamptz(3) not null,
  constraint import_pk primary key (instansi, id),
  constraint import_result_set foreign key (instansi, result_set) references assessments.result_set (instansi, id)
);
call platform.wall('assessments.import');
