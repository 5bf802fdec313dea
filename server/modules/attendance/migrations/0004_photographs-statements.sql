-- How long a photograph is kept is told to whoever is on it, when it is taken: a later rule may shorten that, never lengthen it.
alter table attendance.selfie add keep_until timestamptz(3);
update attendance.selfie set keep_until = received_at + interval '60 days';
alter table attendance.selfie alter keep_until set not null;

-- The unit head's statement for check-ins that came in after the window (reference of attendance, section 9): one paper for many of them.
create table attendance.statement (
  instansi uuid not null,
  id uuid not null,
  by_account uuid not null,
  by_post uuid not null,
  unit uuid not null,
  -- Why they came late, in the unit head's words; printed.
  words text not null,
  made_at timestamptz(3) not null,
  -- Its register number; the paper itself lies with issuance.
  number text,
  -- Signed, or its signed scan is there: from then on the check-ins on it are settled.
  signed_at timestamptz(3),
  constraint statement_pk primary key (instansi, id)
);
call platform.wall('attendance.statement');
create table attendance.statement_check_in (
  instansi uuid not null,
  statement uuid not null,
  check_in uuid not null,
  constraint statement_check_in_pk primary key (instansi, statement, check_in),
  constraint statement_check_in_statement foreign key (instansi, statement) references attendance.statement (instansi, id),
  constraint statement_check_in_check_in foreign key (instansi, check_in) references attendance.check_in (instansi, id)
);
create index statement_by_check_in on attendance.statement_check_in (instansi, check_in);
call platform.wall('attendance.statement_check_in');
