create schema letter_types;
grant usage on schema letter_types to pendopo_app;

-- What an institution changed of a kind of naskah dinas, or kept when its first letter of that kind began. Never edited and
-- never removed: a letter names the version it began with. Only the end of validity and the first use are noted later.
create table letter_types.type_version (
  instansi uuid not null,
  id uuid not null,
  type text not null,
  version integer not null check (version >= 1),
  valid_from date not null,
  valid_to date,
  body jsonb not null,
  note text not null,
  published_by uuid,
  published_by_name text not null,
  published_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint type_version_pk primary key (instansi, id),
  constraint type_version_once unique (instansi, type, version)
);
call platform.wall('letter_types.type_version');

-- One change at a time; published it becomes a version.
create table letter_types.draft (
  instansi uuid not null,
  type text not null,
  version integer not null check (version >= 1),
  body jsonb not null,
  saved_by uuid not null,
  saved_by_name text not null,
  saved_at timestamptz(3) not null,
  constraint draft_pk primary key (instansi, type)
);
call platform.wall('letter_types.draft');
