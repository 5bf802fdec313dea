-- One list of running files: its cells as they were read (sealed: they hold whole NIKs), the column mapping, and what became of it.
create table permohonan.import (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  layanan text not null,
  layanan_version integer not null,
  file_name text not null,
  sheet bytea not null,
  mapping jsonb not null,
  status text not null default 'open' check (status in ('open', 'taken')),
  -- After taking, by line of the sheet: reasons of the rows that stayed behind, numbers and ids of the requests made.
  reasons jsonb not null default '{}',
  made jsonb not null default '{}',
  created_at timestamptz(3) not null,
  version integer not null default 1,
  constraint import_pk primary key (instansi, id)
);
create index import_by_account on permohonan.import (instansi, account, created_at desc);
create index import_by_time on permohonan.import (instansi, created_at);
call platform.wall('permohonan.import');

-- Remembered per institution and service: which heading means which field.
create table permohonan.import_heading (
  instansi uuid not null,
  layanan text not null,
  heading text not null,
  field text not null,
  constraint import_heading_pk primary key (instansi, layanan, heading)
);
call platform.wall('permohonan.import_heading');

-- The old register: each of its numbers is one request, however often a list is taken.
create table permohonan.running_file (
  instansi uuid not null,
  unit uuid not null,
  layanan text not null,
  -- Letters and digits only, so that 12/III-2025 and 12 / iii / 2025 are one.
  register text not null,
  register_as_written text not null,
  request uuid not null,
  import uuid not null,
  constraint running_file_pk primary key (instansi, unit, layanan, register),
  constraint running_file_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index running_file_by_request on permohonan.running_file (instansi, request);
call platform.wall('permohonan.running_file');
