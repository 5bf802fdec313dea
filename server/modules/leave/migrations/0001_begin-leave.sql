create schema leave;
grant usage on schema leave to pendopo_app;

-- Kinds of leave with their limits, and who grants: versions of the institution, each from its day on; without one the catalogue's.
create table leave.policy (
  instansi uuid not null,
  what text not null check (what in ('kinds', 'granting')),
  number integer not null,
  valid_from date not null,
  body jsonb not null,
  note text not null,
  at timestamptz(3) not null,
  by_name text not null,
  constraint policy_pk primary key (instansi, what, number)
);
call platform.wall('leave.policy');
revoke update, delete on leave.policy from pendopo_app;

-- The row that is locked while a balance is looked at and taken from; with what the NIP does not tell.
create table leave.person (
  instansi uuid not null,
  person uuid not null,
  service_from date,
  constraint person_pk primary key (instansi, person)
);
call platform.wall('leave.person');

-- From which year on every leave is recorded here.
create table leave.beginning (
  instansi uuid not null,
  year integer not null,
  constraint beginning_pk primary key (instansi)
);
call platform.wall('leave.beginning');

-- Balances of earlier years, in half days: what was left of the year's own days, or what was taken before the records began.
create table leave.opening (
  instansi uuid not null,
  person uuid not null,
  year integer not null check (year between 2000 and 2100),
  left_halves integer check (left_halves between 0 and 120),
  used_halves integer check (used_halves between 0 and 120),
  at timestamptz(3) not null,
  by_name text not null,
  constraint opening_pk primary key (instansi, person, year)
);
call platform.wall('leave.opening');

-- Cuti bersama that somebody worked: a day more of annual leave.
create table leave.credit (
  instansi uuid not null,
  person uuid not null,
  day date not null,
  at timestamptz(3) not null,
  constraint credit_pk primary key (instansi, person, day)
);
call platform.wall('leave.credit');

create table leave.request (
  instansi uuid not null,
  id uuid not null,
  version integer not null default 1,
  state text not null check (state in ('diajukan', 'ubah', 'dipertimbangkan', 'diberikan', 'ditangguhkan', 'ditolak', 'batal')),
  person uuid not null,
  account uuid,
  holding uuid not null,
  post uuid not null,
  unit uuid not null,
  -- As of the day of asking; printed on the letter.
  name text not null,
  nip text,
  rank text,
  title text not null,
  employment text not null,
  kind text not null,
  reason_id text not null default '',
  purpose text not null,
  from_day date not null,
  to_day date not null,
  -- Until when it lasts: earlier than to_day for who was called back.
  last_day date not null,
  part text not null check (part in ('full', 'morning', 'afternoon')),
  travel_days integer not null default 0,
  address text not null,
  phone text not null default '',
  deputy text not null default '',
  files uuid[] not null default '{}',
  extends uuid,
  -- Half days that count, by year.
  counted jsonb not null,
  superior_post uuid,
  superior_name text not null default '',
  grantor_unit uuid not null,
  grantor_name text not null,
  grant_rule text not null,
  number text,
  asked_at timestamptz(3) not null,
  constraint request_pk primary key (instansi, id),
  constraint request_days check (to_day >= from_day and last_day >= from_day and last_day <= to_day),
  constraint request_person foreign key (instansi, person) references leave.person (instansi, person)
);
create index request_by_person on leave.request (instansi, person, from_day);
create index request_by_day on leave.request (instansi, from_day, last_day) where state = 'diberikan';
create index request_for_superior on leave.request (instansi, superior_post) where state = 'diajukan';
create index request_for_grantor on leave.request (instansi, grantor_unit) where state = 'dipertimbangkan';
create index request_by_unit on leave.request (instansi, unit, from_day);
call platform.wall('leave.request');

-- What happened to it, in order.
create table leave.step (
  instansi uuid not null,
  request uuid not null,
  nth integer not null,
  at timestamptz(3) not null,
  kind text not null,
  by_name text not null,
  words text not null default '',
  -- Half days by year that an official put off for the sake of the service.
  postponed jsonb,
  constraint step_pk primary key (instansi, request, nth),
  constraint step_request foreign key (instansi, request) references leave.request (instansi, id)
);
call platform.wall('leave.step');
revoke update, delete on leave.step from pendopo_app;
