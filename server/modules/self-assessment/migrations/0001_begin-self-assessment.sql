create schema self_assessment;
grant usage on schema self_assessment to pendopo_app;

-- One assessment of this institution: its own, or a copy of what an organiser told. The instrument's version is a row of
-- assessments.instrument; phases are calendar days, both included.
create table self_assessment.campaign (
  instansi uuid not null,
  id uuid not null,
  title text not null,
  year integer not null check (year between 2000 and 2199),
  mode text not null check (mode in ('pemantauan', 'evaluasi')),
  instrument text not null,
  version integer not null,
  sha256 text not null,
  instrument_name text not null,
  method text not null check (method in ('weighted-mean', 'completeness')),
  -- Null: an internal one, opened here.
  organiser uuid,
  organiser_name text not null,
  phases jsonb not null,
  seq integer not null,
  closed boolean not null default false,
  opened_at timestamptz(3) not null,
  opened_by uuid,
  constraint campaign_pk primary key (instansi, id)
);
create index campaign_by_year on self_assessment.campaign (instansi, year desc, opened_at desc);
call platform.wall('self_assessment.campaign');

-- One row for each indicator from the beginning; narrow, so that a board of 47 reads little.
create table self_assessment.answer (
  instansi uuid not null,
  campaign uuid not null,
  number text not null,
  -- Claimed level in millionths; null: not answered.
  micro bigint check (micro >= 0),
  -- Criteria met: "4.b".
  met text[] not null default '{}',
  state text not null default 'empty' check (state in ('empty', 'working', 'ready', 'approved')),
  seq integer not null default 0,
  assignee uuid,
  -- Where the assignee stood when it was given: who holds the papers.
  unit uuid,
  -- Which service (SPBE 45-47).
  asks text not null default '',
  has_fakta boolean not null default false,
  has_analisis boolean not null default false,
  changed_at timestamptz(3),
  changed_by uuid,
  constraint answer_pk primary key (instansi, campaign, number),
  constraint answer_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
create index answer_by_assignee on self_assessment.answer (instansi, assignee) where assignee is not null;
call platform.wall('self_assessment.answer');

create table self_assessment.answer_text (
  instansi uuid not null,
  campaign uuid not null,
  number text not null,
  fakta text not null,
  analisis text not null,
  constraint answer_text_pk primary key (instansi, campaign, number),
  constraint answer_text_answer foreign key (instansi, campaign, number) references self_assessment.answer (instansi, campaign, number)
);
call platform.wall('self_assessment.answer_text');

-- Versions of one piece share a series; the highest is in force. A frozen row went out with a submission.
create table self_assessment.evidence (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  number text not null,
  level integer not null,
  letter text check (letter ~ '^[a-z]$'),
  series uuid not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('file', 'link', 'record')),
  title text not null,
  place text not null default '',
  document_date date,
  expires_on date,
  upload uuid,
  sha256 text,
  file_type text,
  file_name text,
  bytes integer,
  url text,
  record jsonb,
  added_at timestamptz(3) not null,
  added_by uuid,
  frozen_at timestamptz(3),
  constraint evidence_pk primary key (instansi, id),
  constraint evidence_version_once unique (instansi, series, version),
  constraint evidence_answer foreign key (instansi, campaign, number) references self_assessment.answer (instansi, campaign, number),
  constraint evidence_has_its_thing check (case kind when 'file' then sha256 is not null when 'link' then url is not null else record is not null end)
);
create index evidence_of_answer on self_assessment.evidence (instansi, campaign, number);
call platform.wall('self_assessment.evidence');
-- What was added is never changed, only frozen; what is frozen is never taken away.
revoke update, delete on self_assessment.evidence from pendopo_app;
grant update (frozen_at) on self_assessment.evidence to pendopo_app;
grant delete on self_assessment.evidence to pendopo_app;
create policy frozen_stays on self_assessment.evidence as restrictive for delete to pendopo_app using (frozen_at is null);

-- Talk about an answer: comments and reasons of the team, questions of assessors and what was replied.
create table self_assessment.remark (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  number text not null,
  kind text not null check (kind in ('comment', 'returned', 'question', 'reply')),
  text text not null,
  -- Of a reply: which question.
  question uuid,
  answer_by date,
  by_name text not null,
  by_account uuid,
  at timestamptz(3) not null,
  constraint remark_pk primary key (instansi, id),
  constraint remark_answer foreign key (instansi, campaign, number) references self_assessment.answer (instansi, campaign, number)
);
create index remark_of_answer on self_assessment.remark (instansi, campaign, number, at);
call platform.wall('self_assessment.remark');

-- The sealed copy: canonical JSON and its digest, never changed.
create table self_assessment.submission (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  no integer not null check (no > 0),
  payload text not null,
  sha256 text not null,
  sent_at timestamptz(3) not null,
  sent_by uuid,
  by_name text not null,
  constraint submission_pk primary key (instansi, id),
  constraint submission_no_once unique (instansi, campaign, no),
  constraint submission_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
call platform.wall('self_assessment.submission');
revoke update, delete on self_assessment.submission from pendopo_app;

-- What the organiser decided, as told last.
create table self_assessment.outcome (
  instansi uuid not null,
  campaign uuid not null,
  no integer not null,
  body jsonb not null,
  told_at timestamptz(3) not null,
  constraint outcome_pk primary key (instansi, campaign),
  constraint outcome_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
call platform.wall('self_assessment.outcome');

-- Each reminder before the end of a phase is told once.
create table self_assessment.reminder (
  instansi uuid not null,
  campaign uuid not null,
  phase text not null,
  ends_on date not null,
  days integer not null,
  told_at timestamptz(3) not null,
  constraint reminder_pk primary key (instansi, campaign, phase, ends_on, days),
  constraint reminder_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
call platform.wall('self_assessment.reminder');
