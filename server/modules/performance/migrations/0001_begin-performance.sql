create schema performance;
grant usage on schema performance to pendopo_app;

-- What an institution decides about performance, from a day on until the next row.
create table performance.setting (
  instansi uuid not null,
  id uuid not null,
  valid_from date not null,
  legal_basis text not null,
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  constraint setting_pk primary key (instansi, id),
  constraint setting_once unique (instansi, valid_from)
);
call platform.wall('performance.setting');

-- SKP: one of a person in a post for a year or a part of it. Names as they are printed. `state` is the fold of the actions;
-- `version` counts whatever changed, so that who changes second is told.
create table performance.plan (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  holding uuid not null,
  post uuid not null,
  unit uuid not null,
  name text not null,
  nip text,
  rank text,
  title text not null,
  unit_name text not null,
  is_head boolean not null,
  year integer not null,
  from_day date not null,
  to_day date not null,
  approach text not null check (approach in ('kuantitatif', 'kualitatif')),
  source text not null check (source in ('here', 'e-kinerja')),
  -- Results come from the Perjanjian Kinerja, not from a superior's plan.
  top boolean not null,
  superior_person uuid,
  superior_post uuid,
  superior_name text not null,
  superior_title text not null,
  state text not null check (state in ('draft', 'diajukan', 'revisi', 'disetujui', 'berjalan', 'dinilai', 'keberatan', 'final')),
  seq integer not null,
  version integer not null,
  folded jsonb not null,
  content jsonb not null,
  made_at timestamptz(3) not null,
  constraint plan_pk primary key (instansi, id),
  constraint plan_days check (to_day >= from_day),
  constraint plan_once unique (instansi, person, post, from_day)
);
create index plan_by_person on performance.plan (instansi, person, year);
create index plan_by_unit on performance.plan (instansi, unit, year);
create index plan_by_superior on performance.plan (instansi, superior_post, year);
create index plan_waiting on performance.plan (instansi, from_day) where state = 'disetujui';
call platform.wall('performance.plan');

-- The truth: accepted actions, oldest first.
create table performance.plan_action (
  instansi uuid not null,
  plan uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  constraint plan_action_pk primary key (instansi, plan, seq),
  constraint plan_action_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
call platform.wall('performance.plan_action');

-- Each version that was approved, as it was approved.
create table performance.plan_version (
  instansi uuid not null,
  plan uuid not null,
  number integer not null,
  content jsonb not null,
  approved_at timestamptz(3) not null,
  approved_by text not null,
  constraint plan_version_pk primary key (instansi, plan, number),
  constraint plan_version_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
call platform.wall('performance.plan_version');

-- Realisation and rating of a quarter or of the year. Person, unit and year again, so that a year's predicates are one index.
create table performance.evaluation (
  instansi uuid not null,
  id uuid not null,
  plan uuid not null,
  period text not null check (period in ('q1', 'q2', 'q3', 'q4', 'year')),
  person uuid not null,
  unit uuid not null,
  is_head boolean not null,
  year integer not null,
  to_day date not null,
  state text not null check (state in ('disusun', 'dilaporkan', 'dinilai', 'keberatan', 'final')),
  realisations jsonb not null default '[]',
  hasil text check (hasil in ('di-bawah', 'sesuai', 'di-atas')),
  perilaku text check (perilaku in ('di-bawah', 'sesuai', 'di-atas')),
  predicate text check (predicate in ('Sangat Kurang', 'Kurang', 'Butuh Perbaikan', 'Baik', 'Sangat Baik')),
  rating jsonb,
  rated_at timestamptz(3),
  -- Until when the person may object; after it the rating is final.
  object_until date,
  -- Who decides the objection.
  objection_post uuid,
  number text,
  constraint evaluation_pk primary key (instansi, id),
  constraint evaluation_once unique (instansi, plan, period),
  constraint evaluation_plan foreign key (instansi, plan) references performance.plan (instansi, id),
  constraint evaluation_rated check ((state in ('dinilai', 'keberatan', 'final')) = (predicate is not null))
);
create index evaluation_by_person on performance.evaluation (instansi, person, to_day);
create index evaluation_by_unit on performance.evaluation (instansi, unit, year);
create index evaluation_open on performance.evaluation (instansi, object_until) where state = 'dinilai';
create index evaluation_objected on performance.evaluation (instansi, objection_post) where state = 'keberatan';
call platform.wall('performance.evaluation');

-- Dialog kinerja: what superior and staff talked about; both confirm the note.
create table performance.dialogue (
  instansi uuid not null,
  id uuid not null,
  plan uuid not null,
  day date not null,
  occasion text not null check (occasion in ('ekspektasi', 'triwulan', 'akhir', 'lain')),
  notes text not null,
  follow_up text not null,
  written_by text not null check (written_by in ('owner', 'superior')),
  writer_name text not null,
  written_at timestamptz(3) not null,
  owner_at timestamptz(3),
  superior_at timestamptz(3),
  version integer not null,
  constraint dialogue_pk primary key (instansi, id),
  constraint dialogue_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
create index dialogue_by_plan on performance.dialogue (instansi, plan, day);
call platform.wall('performance.dialogue');

-- Feedback in passing, tied to a result (a row of the plan) or to a value of BerAKHLAK.
create table performance.feedback (
  instansi uuid not null,
  id uuid not null,
  plan uuid not null,
  day date not null,
  person uuid not null,
  name text not null,
  relation text not null check (relation in ('atasan', 'rekan', 'bawahan', 'sendiri')),
  result uuid,
  value text,
  words text not null,
  at timestamptz(3) not null,
  constraint feedback_pk primary key (instansi, id),
  constraint feedback_about check ((result is null) <> (value is null)),
  constraint feedback_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
create index feedback_by_plan on performance.feedback (instansi, plan, day);
call platform.wall('performance.feedback');

-- 360°: who was asked about somebody's behaviour in a period. Who answered what is for the audit alone.
create table performance.review (
  instansi uuid not null,
  id uuid not null,
  plan uuid not null,
  period text not null check (period in ('q1', 'q2', 'q3', 'q4', 'year')),
  reviewer uuid not null,
  reviewer_name text not null,
  relation text not null check (relation in ('rekan', 'bawahan')),
  asked_at timestamptz(3) not null,
  answered_at timestamptz(3),
  ratings jsonb,
  words text,
  constraint review_pk primary key (instansi, id),
  constraint review_once unique (instansi, plan, period, reviewer),
  constraint review_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
create index review_asked on performance.review (instansi, reviewer) where answered_at is null;
call platform.wall('performance.review');

-- LKH: what somebody did on a day. `href` names what was done in Pendopo, taken once.
create table performance.log (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  holding uuid not null,
  unit uuid not null,
  superior_post uuid,
  day date not null,
  plan uuid,
  result uuid,
  result_text text not null,
  activity text not null,
  quantity text not null,
  minutes integer not null check (minutes between 1 and 1440),
  evidence text not null,
  href text,
  source text not null check (source in ('page', 'phone', 'pendopo')),
  state text not null check (state in ('diajukan', 'disetujui', 'ditolak', 'kedaluwarsa')),
  written_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by text,
  reason text,
  version integer not null,
  constraint log_pk primary key (instansi, id),
  constraint log_decided check ((state in ('disetujui', 'ditolak')) = (decided_by is not null)),
  constraint log_plan foreign key (instansi, plan) references performance.plan (instansi, id)
);
create index log_by_person on performance.log (instansi, person, day);
create index log_waiting on performance.log (instansi, superior_post, day) where state = 'diajukan';
create index log_open on performance.log (instansi, day) where state = 'diajukan';
create unique index log_work_once on performance.log (instansi, person, href) where href is not null;
call platform.wall('performance.log');

-- Achievement of a unit in a period (SE MenPANRB 3/2023), and how its head explains a distribution off the pattern.
create table performance.organisation (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  year integer not null,
  period text not null check (period in ('q1', 'q2', 'q3', 'q4', 'year')),
  predicate text not null check (predicate in ('istimewa', 'baik', 'butuh-perbaikan', 'kurang', 'sangat-kurang')),
  basis text not null,
  decided_by text not null,
  decided_at timestamptz(3) not null,
  justification text,
  justified_by text,
  justified_at timestamptz(3),
  version integer not null,
  constraint organisation_pk primary key (instansi, id),
  constraint organisation_once unique (instansi, unit, year, period)
);
call platform.wall('performance.organisation');
