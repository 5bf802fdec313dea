create schema lists;
grant usage on schema lists to pendopo_app;

-- A list that was uploaded (reports of LAPOR!, roads, an agenda book): its cells as they were read (sealed: they hold names and
-- telephone numbers), the column mapping, and what became of it.
create table lists.sheet (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  -- Module and list: complaints.lapor
  kind text not null,
  -- What the uploader chose beside the file: the book or series that it fills.
  about text not null default '',
  file_name text not null,
  sheet bytea not null,
  mapping jsonb not null,
  status text not null default 'open' check (status in ('open', 'taken')),
  -- After taking, by line of the sheet: reasons of the rows that stayed behind, what the others became.
  reasons jsonb not null default '{}',
  made jsonb not null default '{}',
  created_at timestamptz(3) not null,
  version integer not null default 1,
  constraint sheet_pk primary key (instansi, id)
);
create index sheet_by_account on lists.sheet (instansi, account, kind, created_at desc);
create index sheet_by_time on lists.sheet (instansi, created_at);
call platform.wall('lists.sheet');

-- Remembered per institution: which heading means which field.
create table lists.heading (
  instansi uuid not null,
  kind text not null,
  heading text not null,
  field text not null,
  constraint heading_pk primary key (instansi, kind, heading)
);
call platform.wall('lists.heading');
