-- The two papers of a submission. A newer one of the same kind replaces the older; what it tells is known by a digest.
create table self_assessment.paper (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  kind text not null check (kind in ('berita-acara', 'persetujuan-publikasi')),
  no integer not null check (no > 0),
  -- Digest of the answers and evidence that the paper speaks of, so that a later change is noticed.
  tells text not null,
  -- Of the consent only.
  consents boolean,
  state text not null check (state in ('numbered', 'awaiting-scan', 'signed', 'failed')),
  document uuid not null,
  number text not null,
  -- Of the signed file, or of the print while it waits for ink.
  sha256 text,
  failure text,
  asked_at timestamptz(3) not null,
  asked_by uuid,
  constraint paper_pk primary key (instansi, id),
  constraint paper_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id),
  constraint paper_no_once unique (instansi, campaign, kind, no),
  constraint paper_consent_fits check ((kind = 'persetujuan-publikasi') = (consents is not null)),
  constraint paper_signed_has_file check (state <> 'signed' or sha256 is not null)
);
call platform.wall('self_assessment.paper');

-- An objection names one indicator; the organiser answers each.
create table self_assessment.objection (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  outcome_no integer not null,
  number text not null,
  text text not null,
  by_name text not null,
  by_account uuid,
  at timestamptz(3) not null,
  -- From the organiser.
  accepted boolean,
  answer text,
  answered_at timestamptz(3),
  constraint objection_pk primary key (instansi, id),
  constraint objection_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id),
  constraint objection_once unique (instansi, campaign, number),
  constraint objection_answer_whole check ((accepted is null) = (answer is null) and (answer is null) = (answered_at is null))
);
call platform.wall('self_assessment.objection');

create table self_assessment.objection_file (
  instansi uuid not null,
  id uuid not null,
  objection uuid not null,
  sha256 text not null,
  type text not null,
  name text not null,
  constraint objection_file_pk primary key (instansi, id),
  constraint objection_file_objection foreign key (instansi, objection) references self_assessment.objection (instansi, id)
);
create index objection_file_of on self_assessment.objection_file (instansi, objection);
call platform.wall('self_assessment.objection_file');

-- What is recommended, from an outcome told by an organiser or typed in from an earlier report, and what becomes of it.
create table self_assessment.recommendation (
  instansi uuid not null,
  id uuid not null,
  -- Null: typed in.
  campaign uuid,
  source text not null,
  year integer not null check (year between 2000 and 2199),
  number text,
  text text not null,
  -- To whom and until when, as the organiser said.
  addressee text not null default '',
  due date,
  unit uuid,
  unit_due date,
  done boolean not null default false,
  has_progress boolean not null default false,
  seq integer not null default 0,
  -- The nearest reminder told: days before the deadline, -1 = it has passed.
  reminded integer,
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  constraint recommendation_pk primary key (instansi, id),
  constraint recommendation_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
create index recommendation_by_unit on self_assessment.recommendation (instansi, unit) where unit is not null;
create index recommendation_by_campaign on self_assessment.recommendation (instansi, campaign) where campaign is not null;
call platform.wall('self_assessment.recommendation');

create table self_assessment.recommendation_step (
  instansi uuid not null,
  id uuid not null,
  recommendation uuid not null,
  seq integer not null,
  kind text not null check (kind in ('written', 'assigned', 'progress', 'done', 'returned')),
  text text not null,
  unit uuid,
  due date,
  link text not null default '',
  by_name text not null,
  by_account uuid,
  at timestamptz(3) not null,
  constraint recommendation_step_pk primary key (instansi, id),
  constraint recommendation_step_once unique (instansi, recommendation, seq),
  constraint recommendation_step_of foreign key (instansi, recommendation) references self_assessment.recommendation (instansi, id)
);
call platform.wall('self_assessment.recommendation_step');
revoke update, delete on self_assessment.recommendation_step from pendopo_app;

create table self_assessment.recommendation_file (
  instansi uuid not null,
  id uuid not null,
  step uuid not null,
  sha256 text not null,
  type text not null,
  name text not null,
  constraint recommendation_file_pk primary key (instansi, id),
  constraint recommendation_file_step foreign key (instansi, step) references self_assessment.recommendation_step (instansi, id)
);
create index recommendation_file_of on self_assessment.recommendation_file (instansi, step);
call platform.wall('self_assessment.recommendation_file');
revoke update, delete on self_assessment.recommendation_file from pendopo_app;
