create schema calendar;
grant usage on schema calendar to pendopo_app;

-- A working calendar of an institution: what is published counts, what is drafted waits.
create table calendar.calendar (
  instansi uuid not null,
  id uuid not null,
  name text not null,
  is_default boolean not null default false,
  draft jsonb,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  constraint calendar_pk primary key (instansi, id),
  constraint calendar_name_once unique (instansi, name)
);
create unique index calendar_one_default on calendar.calendar (instansi) where is_default;
call platform.wall('calendar.calendar');

-- Published versions never change: clocks name the version by which they were counted.
create table calendar.published (
  instansi uuid not null,
  calendar uuid not null,
  number integer not null,
  body jsonb not null,
  sha256 bytea not null,
  reason text not null,
  published_at timestamptz(3) not null,
  published_by uuid,
  constraint published_pk primary key (instansi, calendar, number),
  constraint published_calendar foreign key (instansi, calendar) references calendar.calendar (instansi, id)
);
call platform.wall('calendar.published');
revoke update, delete on calendar.published from pendopo_app;

-- Counts every change of what is in force, so that a kept copy knows with one look whether it is still right.
create table calendar.head (
  instansi uuid not null,
  serial integer not null,
  constraint head_pk primary key (instansi)
);
call platform.wall('calendar.head');

-- A unit with another calendar than the institution's (a puskesmas with six days); units below follow it.
create table calendar.unit_calendar (
  instansi uuid not null,
  unit uuid not null,
  calendar uuid not null,
  constraint unit_calendar_pk primary key (instansi, unit),
  constraint unit_calendar_calendar foreign key (instansi, calendar) references calendar.calendar (instansi, id)
);
call platform.wall('calendar.unit_calendar');

-- When the counter (loket) of a unit receives people; without a row: the office hours.
create table calendar.counter (
  instansi uuid not null,
  unit uuid not null,
  body jsonb not null,
  version integer not null default 1,
  constraint counter_pk primary key (instansi, unit)
);
call platform.wall('calendar.counter');
