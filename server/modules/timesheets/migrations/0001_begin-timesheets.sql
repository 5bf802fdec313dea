create schema timesheet;
grant usage on schema timesheet to pendopo_app;

-- The rule of a period: bands, grace, flexi, caps, what is forgiven. Published ones are never changed, only ended by a later one.
create table timesheet.policy (
  instansi uuid not null,
  id uuid not null,
  title text not null,
  legal_basis text not null,
  from_day date not null,
  to_day date,
  -- engines/attendance/policy, percentages as text.
  body jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz(3) not null,
  published_by text,
  published_at timestamptz(3),
  reason text,
  constraint policy_pk primary key (instansi, id),
  constraint policy_days check (to_day is null or to_day >= from_day)
);
create unique index policy_one_from_a_day on timesheet.policy (instansi, from_day) where state = 'published';
call platform.wall('timesheet.policy');

-- What a day became, of days that are past; today is judged when somebody looks.
create table timesheet.day (
  instansi uuid not null,
  person uuid not null,
  day date not null,
  holding uuid not null,
  unit uuid not null,
  agency uuid not null,
  code text not null,
  in_at timestamptz(3),
  out_at timestamptz(3),
  late_code text,
  late_minutes integer,
  late_percent integer,
  early_code text,
  early_minutes integer,
  early_percent integer,
  percent integer not null,
  class text check (class in ('A', 'B', 'C', 'D')),
  effective_minutes integer not null,
  is_over boolean not null,
  is_joint_leave boolean not null,
  has_log boolean,
  policy uuid not null,
  -- Sentences, one a line.
  steps text not null,
  digest text not null,
  judged_at timestamptz(3) not null,
  constraint day_pk primary key (instansi, person, day)
);
create index day_of_agency on timesheet.day (instansi, agency, day) include (code);
create index day_by_day on timesheet.day (instansi, day);
call platform.wall('timesheet.day');

-- A past day that was judged again and became something else; `closed` ones were not changed, because their month is locked.
create table timesheet.change (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  day date not null,
  unit uuid not null,
  agency uuid not null,
  before_text text not null,
  after_text text not null,
  before_percent integer not null,
  after_percent integer not null,
  why text not null,
  closed boolean not null,
  at timestamptz(3) not null,
  told boolean not null default false,
  constraint change_pk primary key (instansi, id)
);
create index change_of_agency on timesheet.change (instansi, agency, at desc, id);
create index change_of_person on timesheet.change (instansi, person, day);
create index change_untold on timesheet.change (instansi, at) where not told;
call platform.wall('timesheet.change');

-- A month of an agency: draft → verified by the unit, open to objections → locked. No row is a draft.
create table timesheet.recap (
  instansi uuid not null,
  agency uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('draft', 'verified', 'locked')),
  version integer not null default 1,
  verified_by text,
  verified_at timestamptz(3),
  -- Last day on which a person may object.
  objections_until date,
  returned_reason text,
  locked_by text,
  locked_at timestamptz(3),
  -- The recap as a signed paper, of issuance.
  document uuid,
  constraint recap_pk primary key (instansi, agency, month),
  constraint recap_locked_whole check ((state = 'locked') = (locked_at is not null))
);
call platform.wall('timesheet.recap');

-- What was locked, as it stood: later rules and calendars do not reach it.
create table timesheet.segment (
  instansi uuid not null,
  agency uuid not null,
  month text not null,
  person uuid not null,
  holding uuid not null,
  unit uuid not null,
  -- RecapSegment of the contract.
  body jsonb not null,
  constraint segment_pk primary key (instansi, month, person, holding),
  constraint segment_recap foreign key (instansi, agency, month) references timesheet.recap (instansi, agency, month)
);
create index segment_of_agency on timesheet.segment (instansi, agency, month);
call platform.wall('timesheet.segment');

-- What a person asks: that a forgotten punch count, or that a day be looked at again.
create table timesheet.petition (
  instansi uuid not null,
  id uuid not null,
  kind text not null check (kind in ('forgotten', 'objection')),
  person uuid not null,
  holding uuid not null,
  unit uuid not null,
  agency uuid not null,
  day date not null,
  side text check (side in ('in', 'out')),
  -- Seconds since midnight that the person names.
  time_seconds integer,
  reason text not null,
  evidence uuid,
  -- The post whose holder decides; the personnel agency where there is none.
  superior_post uuid,
  state text not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn')),
  account uuid not null,
  asked_at timestamptz(3) not null,
  decided_by text,
  decided_at timestamptz(3),
  answer text,
  version integer not null default 1,
  constraint petition_pk primary key (instansi, id),
  constraint petition_forgotten_side check (kind <> 'forgotten' or side is not null),
  constraint petition_decided_whole check ((state in ('granted', 'refused')) = (decided_at is not null))
);
create index petition_of_person on timesheet.petition (instansi, person, day);
create index petition_waiting on timesheet.petition (instansi, superior_post, asked_at) where state = 'open';
create index petition_of_agency on timesheet.petition (instansi, agency, day);
call platform.wall('timesheet.petition');

-- Study assignment and the like, by decision.
create table timesheet.status (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  code text not null check (code in ('TB', 'IB')),
  decision text not null,
  from_day date not null,
  to_day date not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  ended_reason text,
  version integer not null default 1,
  constraint status_pk primary key (instansi, id),
  constraint status_days check (to_day >= from_day)
);
create index status_of_person on timesheet.status (instansi, person, from_day, to_day);
call platform.wall('timesheet.status');

-- Hours in which nobody of these units could check in (`gangguan`); no units: the whole institution.
create table timesheet.outage (
  instansi uuid not null,
  id uuid not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  units uuid[] not null,
  reason text not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  withdrawn_reason text,
  constraint outage_pk primary key (instansi, id),
  constraint outage_hours check (to_at > from_at)
);
create index outage_by_time on timesheet.outage (instansi, from_at, to_at);
call platform.wall('timesheet.outage');

-- Named changes of locked months. Never edited, only balanced by another one.
create table timesheet.correction (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  unit uuid not null,
  agency uuid not null,
  month text not null,
  percent integer not null,
  counts jsonb not null,
  basis text not null,
  reason text not null,
  day date not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  constraint correction_pk primary key (instansi, id)
);
create index correction_of_month on timesheet.correction (instansi, month, agency);
create index correction_of_person on timesheet.correction (instansi, person, month);
call platform.wall('timesheet.correction');

-- Opening state of the year for PP 94/2021, from a list: days without explanation and minutes of lateness until a day, included.
create table timesheet.discipline_opening (
  instansi uuid not null,
  person uuid not null,
  year integer not null,
  until_day date not null,
  absent_days integer not null check (absent_days between 0 and 366),
  late_minutes integer not null check (late_minutes between 0 and 200000),
  sheet uuid not null,
  constraint discipline_opening_pk primary key (instansi, person, year)
);
call platform.wall('timesheet.discipline_opening');

-- Months before Pendopo, from a list.
create table timesheet.earlier_month (
  instansi uuid not null,
  person uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  due integer not null,
  counts jsonb not null,
  late_minutes integer not null,
  early_minutes integer not null,
  percent integer not null,
  sheet uuid not null,
  constraint earlier_month_pk primary key (instansi, person, month)
);
call platform.wall('timesheet.earlier_month');

-- A step of the ladder that somebody reached: the superior is warned, a summons is ready. Never a sanction.
create table timesheet.warning (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  holding uuid not null,
  unit uuid not null,
  agency uuid not null,
  year integer not null,
  -- Step of catalog/attendance/discipline-ladder.yaml.
  step text not null,
  days integer not null,
  absent_days integer not null,
  late_minutes integer not null,
  longest_run integer not null,
  reached_on date not null,
  superior_post uuid,
  state text not null default 'open' check (state in ('open', 'summoned', 'closed')),
  note text not null default '',
  closed_by text,
  at timestamptz(3) not null,
  version integer not null default 1,
  constraint warning_pk primary key (instansi, id),
  constraint warning_once unique (instansi, person, year, step)
);
create index warning_of_agency on timesheet.warning (instansi, agency, state);
call platform.wall('timesheet.warning');

-- Up to when arrivals of punches have been looked through.
create table timesheet.mark (
  instansi uuid not null,
  name text not null,
  at timestamptz(3) not null,
  constraint mark_pk primary key (instansi, name)
);
call platform.wall('timesheet.mark');
