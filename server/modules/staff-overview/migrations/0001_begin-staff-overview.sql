create schema staff_overview;
grant usage on schema staff_overview to pendopo_app;

-- How many of a unit on a day: counts only, made again at night from the day results.
create table staff_overview.day (
  instansi uuid not null,
  unit uuid not null,
  day date not null,
  due integer not null,
  present integer not null,
  late integer not null,
  away integer not null,
  absent integer not null,
  constraint day_pk primary key (instansi, unit, day)
);
call platform.wall('staff_overview.day');
