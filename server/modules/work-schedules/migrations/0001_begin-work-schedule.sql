create schema work_schedule;
grant usage on schema work_schedule to pendopo_app;

-- A pattern of working time: a week with hours, or shifts. Those of the catalogue are copied when first looked at.
create table work_schedule.pattern (
  instansi uuid not null,
  id uuid not null,
  -- Of the catalogue; absent for the institution's own.
  code text,
  name text not null,
  constraint pattern_pk primary key (instansi, id),
  constraint pattern_name_once unique (instansi, name)
);
create unique index pattern_code_once on work_schedule.pattern (instansi, code);
call platform.wall('work_schedule.pattern');

-- What it says from a day on, until a later version. Never changed: recaps name the version.
create table work_schedule.pattern_version (
  instansi uuid not null,
  pattern uuid not null,
  number integer not null,
  valid_from date not null,
  body jsonb not null,
  legal_basis text not null,
  source text not null default '',
  verified boolean not null,
  note text not null default '',
  at timestamptz(3) not null,
  by_name text not null,
  constraint pattern_version_pk primary key (instansi, pattern, number),
  constraint pattern_version_pattern foreign key (instansi, pattern) references work_schedule.pattern (instansi, id)
);
call platform.wall('work_schedule.pattern_version');
revoke update, delete on work_schedule.pattern_version from pendopo_app;

-- Who works by which pattern: a unit with everything below it, or one person. Without a pattern: by the hours of the calendar.
create table work_schedule.assignment (
  instansi uuid not null,
  id uuid not null,
  unit uuid,
  person uuid,
  pattern uuid,
  from_day date not null,
  to_day date,
  open_on_joint_leave boolean not null default false,
  legal_basis text not null default '',
  at timestamptz(3) not null,
  by_name text not null,
  constraint assignment_pk primary key (instansi, id),
  constraint assignment_of_one check ((unit is null) <> (person is null)),
  constraint assignment_days check (to_day is null or to_day >= from_day),
  constraint assignment_pattern foreign key (instansi, pattern) references work_schedule.pattern (instansi, id)
);
create index assignment_by_unit on work_schedule.assignment (instansi, unit, from_day) where unit is not null;
create index assignment_by_person on work_schedule.assignment (instansi, person, from_day) where person is not null;
create index assignment_by_pattern on work_schedule.assignment (instansi, pattern);
call platform.wall('work_schedule.assignment');

-- One sheet of a unit and month: the version guards against two who edit at once.
create table work_schedule.roster (
  instansi uuid not null,
  unit uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  version integer not null default 1,
  at timestamptz(3) not null,
  by_name text not null,
  constraint roster_pk primary key (instansi, unit, month)
);
call platform.wall('work_schedule.roster');

-- The shift of a person on a day; L is a day off.
create table work_schedule.roster_day (
  instansi uuid not null,
  person uuid not null,
  day date not null,
  unit uuid not null,
  code text not null,
  constraint roster_day_pk primary key (instansi, person, day)
);
create index roster_day_by_unit on work_schedule.roster_day (instansi, unit, day);
call platform.wall('work_schedule.roster_day');
