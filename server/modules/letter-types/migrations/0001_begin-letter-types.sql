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

-- Issued in the national application; here only recorded, with the number that was given there.
create table letter_types.national_letter (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  type text not null,
  type_title text not null,
  number text not null,
  -- Without spaces, in capitals: how it is compared.
  number_key text not null,
  year integer not null check (year between 1945 and 9999),
  letter_date date not null,
  subject text not null,
  addressee text not null,
  secrecy text not null check (secrecy in ('biasa', 'terbatas')),
  classification text not null,
  file_name text not null,
  sha256 text not null,
  bytes bigint not null,
  account uuid not null,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  constraint national_letter_pk primary key (instansi, id),
  constraint national_letter_number_once unique (instansi, year, number_key)
);
create index national_letter_by_unit on letter_types.national_letter (instansi, unit, id);
call platform.wall('letter_types.national_letter');
