create schema allowance;
grant usage on schema allowance to pendopo_app;

-- Rules of the allowance (engines/allowance/rules.ts), in force from a month until the next version begins. What is published stays as it is.
create table allowance.rules (
  instansi uuid not null,
  id uuid not null,
  -- First day of the first month.
  from_month date not null check (extract(day from from_month) = 1),
  state text not null default 'draft' check (state in ('draft', 'published')),
  version integer not null default 1,
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  published_by text,
  published_at timestamptz(3),
  constraint rules_pk primary key (instansi, id),
  constraint rules_published_whole check ((state = 'published') = (published_at is not null and published_by is not null))
);
create unique index rules_once_a_month on allowance.rules (instansi, from_month) where state = 'published';
call platform.wall('allowance.rules');

-- Kelas jabatan of a post, from a day until the next row of that post.
create table allowance.post_class (
  instansi uuid not null,
  post uuid not null,
  from_day date not null,
  class smallint not null check (class between 1 and 17),
  basis text not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  constraint post_class_pk primary key (instansi, post, from_day)
);
call platform.wall('allowance.post_class');

-- Months in which a disciplinary decision cuts the allowance (PP 94/2021); hundredths of a percent.
create table allowance.sanction (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  percent integer not null check (percent between 1 and 10000),
  from_month date not null,
  to_month date not null,
  basis text not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  withdrawn_by text,
  constraint sanction_pk primary key (instansi, id),
  constraint sanction_months check (to_month >= from_month)
);
create index sanction_by_person on allowance.sanction (instansi, person, from_month);
call platform.wall('allowance.sanction');

-- The payment of one agency for one month.
create table allowance.run (
  instansi uuid not null,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  agency uuid not null,
  state text not null default 'draft' check (state in ('draft', 'checked', 'approved', 'exported')),
  version integer not null default 1,
  rules uuid not null,
  -- December before its months are locked: later days are settled with the next payment.
  provisional boolean not null default false,
  -- Something that it was computed from has changed since.
  stale boolean not null default false,
  people integer not null,
  incomplete integer not null,
  gross bigint not null,
  correction bigint not null,
  net bigint not null,
  computed_by text not null,
  computed_at timestamptz(3) not null,
  checked_account uuid,
  checked_by text,
  checked_at timestamptz(3),
  approved_by text,
  approved_at timestamptz(3),
  exported_by text,
  exported_at timestamptz(3),
  note text not null default '',
  constraint run_pk primary key (instansi, id),
  constraint run_once unique (instansi, month, agency),
  constraint run_rules foreign key (instansi, rules) references allowance.rules (instansi, id)
);
call platform.wall('allowance.run');

-- What one person is paid for one month: the facts as they were, and each line that came of them.
create table allowance.pay (
  instansi uuid not null,
  id uuid not null,
  run uuid not null,
  month date not null,
  person uuid not null,
  -- As printed on the slip.
  name text not null,
  nip text not null,
  rank text not null,
  unit uuid not null,
  unit_name text not null,
  post_title text not null,
  class smallint,
  -- {segments: facts and notes of each part of the month, person: facts}
  facts jsonb not null,
  lines jsonb not null,
  -- Whole rupiah; null while something is not known.
  gross bigint,
  correction bigint not null,
  net bigint,
  unknown text[] not null,
  constraint pay_pk primary key (instansi, id),
  constraint pay_once unique (instansi, month, person),
  constraint pay_run foreign key (instansi, run) references allowance.run (instansi, id)
);
create index pay_by_run on allowance.pay (instansi, run, name);
create index pay_by_person on allowance.pay (instansi, person, month);
call platform.wall('allowance.pay');

-- A named difference to a month that was paid already: it comes with a later payment, the month itself is never opened again.
create table allowance.correction (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  -- The month that it corrects.
  month date not null,
  -- Whole rupiah before tax, to pay (+) or to take back (-).
  amount bigint not null check (amount <> 0),
  kind text not null check (kind in ('attendance', 'decree', 'closing')),
  basis text not null,
  reason text not null,
  -- The correction of the timesheet that it follows from.
  source uuid,
  made_by text not null,
  made_at timestamptz(3) not null,
  constraint correction_pk primary key (instansi, id),
  constraint correction_of_source unique (instansi, source)
);
create index correction_by_person on allowance.correction (instansi, person, month);
call platform.wall('allowance.correction');

-- How much of a correction came with which payment; what does not fit waits for the next.
create table allowance.settlement (
  instansi uuid not null,
  correction uuid not null,
  pay uuid not null,
  amount bigint not null,
  constraint settlement_pk primary key (instansi, correction, pay),
  constraint settlement_correction foreign key (instansi, correction) references allowance.correction (instansi, id),
  constraint settlement_pay foreign key (instansi, pay) references allowance.pay (instansi, id)
);
create index settlement_by_pay on allowance.settlement (instansi, pay);
call platform.wall('allowance.settlement');
