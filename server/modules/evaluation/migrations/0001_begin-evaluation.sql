create schema evaluation;
grant usage on schema evaluation to pendopo_app;

-- One round of assessment by this institution, as its organiser. `seq` grows with each change that participants are told.
create table evaluation.campaign (
  instansi uuid not null,
  id uuid not null,
  title text not null,
  instrument text not null,
  version integer not null,
  year integer not null check (year between 2000 and 2199),
  mode text not null check (mode in ('pemantauan', 'evaluasi')),
  -- [{ phase, from, to }], calendar days, both included
  phases jsonb not null,
  -- { twoAssessors }
  settings jsonb not null default '{}',
  state text not null check (state in ('draft', 'open', 'closed')),
  seq integer not null default 1,
  made_at timestamptz(3) not null,
  constraint campaign_pk primary key (instansi, id)
);
call platform.wall('evaluation.campaign');

-- Who is assessed. A local government is its region, a ministry its name; `tenant` where it works on this installation.
create table evaluation.participant (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  kind text not null check (kind in ('central', 'province', 'regency', 'city')),
  name text not null,
  bare_name text not null,
  region text,
  tenant uuid,
  -- Derived from `submission`, so that boards read no payload.
  submission uuid,
  submission_no integer,
  first_submitted_at timestamptz(3),
  submitted_at timestamptz(3),
  reminded_at timestamptz(3),
  constraint participant_pk primary key (instansi, id),
  constraint participant_campaign foreign key (instansi, campaign) references evaluation.campaign (instansi, id),
  constraint participant_once unique (instansi, campaign, bare_name),
  constraint participant_region_once unique (instansi, campaign, region),
  constraint participant_tenant_once unique (instansi, campaign, tenant),
  constraint participant_region_fits check ((kind = 'central') = (region is null))
);
call platform.wall('evaluation.participant');

-- Sealed copies of what was submitted. Nobody changes or deletes one; what is added later is the next number.
create table evaluation.submission (
  instansi uuid not null,
  id uuid not null,
  participant uuid not null,
  no integer not null check (no >= 1),
  -- `message`: sent by the institution. `paper`: entered here from what it brought (Permenpan RB 59/2020 art. 5).
  way text not null check (way in ('message', 'paper')),
  -- Canonical JSON, exactly the bytes of `sha256`.
  payload text not null,
  sha256 text not null,
  by_name text not null,
  submitted_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  entered_by uuid,
  constraint submission_pk primary key (instansi, id),
  constraint submission_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint submission_once unique (instansi, participant, no)
);
call platform.wall('evaluation.submission');
revoke update, delete on evaluation.submission from pendopo_app;

-- The answers of a submission, one row each, for the desk: the same indicator across institutions side by side.
create table evaluation.claim (
  instansi uuid not null,
  submission uuid not null,
  number text not null,
  micro bigint not null check (micro >= 0),
  met text[] not null,
  asks text not null,
  fakta text not null,
  analisis text not null,
  -- { year, level, text } of last cycle
  before jsonb,
  constraint claim_pk primary key (instansi, submission, number),
  constraint claim_submission foreign key (instansi, submission) references evaluation.submission (instansi, id)
);
call platform.wall('evaluation.claim');
revoke update, delete on evaluation.claim from pendopo_app;

-- Evidence and the two papers of a submission; bytes lie in this institution's own files. `intact` is false where what
-- arrived is not what was sealed.
create table evaluation.evidence (
  instansi uuid not null,
  submission uuid not null,
  id uuid not null,
  -- Null for the two papers of the whole submission.
  number text,
  level integer,
  letter text,
  version integer not null default 1,
  kind text not null check (kind in ('file', 'link', 'record', 'berita-acara', 'persetujuan-publikasi')),
  title text not null,
  place text not null default '',
  document_date date,
  expires_on date,
  sha256 text,
  type text,
  name text,
  bytes bigint,
  url text,
  record jsonb,
  intact boolean not null,
  constraint evidence_pk primary key (instansi, submission, id),
  constraint evidence_submission foreign key (instansi, submission) references evaluation.submission (instansi, id)
);
create index evidence_by_number on evaluation.evidence (instansi, submission, number);
call platform.wall('evaluation.evidence');
revoke update, delete on evaluation.evidence from pendopo_app;

-- What an institution answered to a question of an assessor.
create table evaluation.reply (
  instansi uuid not null,
  question uuid not null,
  campaign uuid not null,
  participant uuid not null,
  text text not null,
  by_name text not null,
  at timestamptz(3) not null,
  constraint reply_pk primary key (instansi, question),
  constraint reply_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
create index reply_by_participant on evaluation.reply (instansi, participant);
call platform.wall('evaluation.reply');

-- An assessor or reviewer who said where he belongs; without a declaration nobody is assigned.
create table evaluation.assessor (
  instansi uuid not null,
  account uuid not null,
  name text not null,
  declared_at timestamptz(3) not null,
  declared_by uuid not null,
  constraint assessor_pk primary key (instansi, account)
);
call platform.wall('evaluation.assessor');

create table evaluation.interest (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  -- A region with all below it, or an institution by its name.
  region text,
  name text not null,
  bare_name text not null,
  constraint interest_pk primary key (instansi, id),
  constraint interest_assessor foreign key (instansi, account) references evaluation.assessor (instansi, account),
  constraint interest_once unique (instansi, account, bare_name)
);
call platform.wall('evaluation.interest');

-- Rows are ended, not changed: who could see what until when stays known.
create table evaluation.assignment (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  participant uuid not null,
  role text not null check (role in ('first', 'second', 'reviewer')),
  account uuid not null,
  name text not null,
  made_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint assignment_pk primary key (instansi, id),
  constraint assignment_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
create unique index assignment_one_a_role on evaluation.assignment (instansi, participant, role) where ended_at is null;
create index assignment_by_account on evaluation.assignment (instansi, account, campaign) where ended_at is null;
create index assignment_by_campaign on evaluation.assignment (instansi, campaign) where ended_at is null;
call platform.wall('evaluation.assignment');

-- How far the work on one participant is, by stage and role: the narrow row that boards read. Written with each verdict.
create table evaluation.progress (
  instansi uuid not null,
  campaign uuid not null,
  participant uuid not null,
  stage text not null check (stage in ('document', 'interview', 'visit', 'review')),
  role text not null check (role in ('first', 'second', 'reviewer')),
  done integer not null check (done >= 0),
  finished_at timestamptz(3),
  constraint progress_pk primary key (instansi, campaign, participant, stage, role),
  constraint progress_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
call platform.wall('evaluation.progress');
