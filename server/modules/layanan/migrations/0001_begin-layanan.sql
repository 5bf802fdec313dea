create schema layanan;
grant usage on schema layanan to pendopo_app;

-- Immutable once published: requests keep the version that they began with.
create table layanan.definition (
  instansi uuid not null,
  id text not null,
  version integer not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  name text not null,
  source text not null,
  body jsonb not null,
  sha256 text not null,
  created_at timestamptz(3) not null,
  published_at timestamptz(3),
  published_by text,
  constraint definition_pk primary key (instansi, id, version)
);
call platform.wall('layanan.definition');

-- Which version new requests use now, and whether the door is open.
create table layanan.offer (
  instansi uuid not null,
  id text not null,
  version integer not null,
  open boolean not null,
  closed_reason text,
  constraint offer_pk primary key (instansi, id),
  constraint offer_definition foreign key (instansi, id, version) references layanan.definition (instansi, id, version)
);
call platform.wall('layanan.offer');
