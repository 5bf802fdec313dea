-- What the assessors conclude about one institution: an overall recommendation, strengths and weaknesses, parts with
-- deadline and addressee. `seq` grows with each save.
create table evaluation.conclusion (
  instansi uuid not null,
  participant uuid not null,
  summary text not null,
  seq integer not null,
  by_name text not null,
  changed_at timestamptz(3) not null,
  constraint conclusion_pk primary key (instansi, participant),
  constraint conclusion_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
call platform.wall('evaluation.conclusion');

create table evaluation.finding (
  instansi uuid not null,
  participant uuid not null,
  kind text not null check (kind in ('strength', 'weakness')),
  number text not null,
  position integer not null,
  text text not null,
  constraint finding_pk primary key (instansi, participant, kind, number),
  constraint finding_conclusion foreign key (instansi, participant) references evaluation.conclusion (instansi, participant)
);
call platform.wall('evaluation.finding');

-- The id goes home with the outcome: what becomes of it there is told under the same one.
create table evaluation.recommendation (
  instansi uuid not null,
  id uuid not null,
  participant uuid not null,
  position integer not null,
  number text,
  text text not null,
  addressee text not null,
  due date,
  constraint recommendation_pk primary key (instansi, id),
  constraint recommendation_conclusion foreign key (instansi, participant) references evaluation.conclusion (instansi, participant)
);
create index recommendation_by_participant on evaluation.recommendation (instansi, participant);
call platform.wall('evaluation.recommendation');

-- An outcome as it was decided: never changed, a later one is the next number. Only what becomes of its report is written.
create table evaluation.decision (
  instansi uuid not null,
  id uuid not null,
  participant uuid not null,
  no integer not null check (no > 0),
  state text not null check (state in ('provisional', 'final')),
  -- OutcomeCopy without its report
  outcome text not null,
  -- Of its report, in the form of catalog/letters/laporan-hasil-evaluasi
  fields jsonb not null,
  sha256 text not null,
  -- "koreksi": why, where a published outcome was corrected
  reason text not null default '',
  decided_at timestamptz(3) not null,
  decided_by uuid,
  by_name text not null,
  document uuid,
  report_number text,
  report_state text not null default 'wanted' check (report_state in ('wanted', 'awaiting-scan', 'signed', 'failed')),
  report_sha256 text,
  failure text,
  told_at timestamptz(3),
  constraint decision_pk primary key (instansi, id),
  constraint decision_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint decision_no_once unique (instansi, participant, no),
  constraint decision_signed_has_file check (report_state <> 'signed' or report_sha256 is not null)
);
call platform.wall('evaluation.decision');
revoke update, delete on evaluation.decision from pendopo_app;
grant update (document, report_number, report_state, report_sha256, failure, told_at) on evaluation.decision to pendopo_app;

create table evaluation.objection (
  instansi uuid not null,
  -- That of the institution.
  id uuid not null,
  participant uuid not null,
  number text not null,
  text text not null,
  by_name text not null,
  at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  accepted boolean,
  answer text,
  micro_before bigint,
  micro_after bigint,
  answered_name text,
  answered_at timestamptz(3),
  constraint objection_pk primary key (instansi, id),
  constraint objection_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint objection_once unique (instansi, participant, number),
  constraint objection_answer_whole check ((accepted is null) = (answer is null) and (answer is null) = (answered_at is null) and (answered_at is null) = (answered_name is null)),
  constraint objection_value_whole check ((micro_before is null) = (micro_after is null))
);
call platform.wall('evaluation.objection');

create table evaluation.objection_file (
  instansi uuid not null,
  objection uuid not null,
  position integer not null,
  sha256 text not null,
  type text not null,
  name text not null,
  intact boolean not null,
  constraint objection_file_pk primary key (instansi, objection, position),
  constraint objection_file_objection foreign key (instansi, objection) references evaluation.objection (instansi, id)
);
call platform.wall('evaluation.objection_file');
revoke update, delete on evaluation.objection_file from pendopo_app;

-- Consent to publication of who brought its submission on paper; of others it lies in their submission.
create table evaluation.consent (
  instansi uuid not null,
  participant uuid not null,
  given boolean not null,
  basis text not null,
  by_name text not null,
  at timestamptz(3) not null,
  constraint consent_pk primary key (instansi, participant),
  constraint consent_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
call platform.wall('evaluation.consent');

-- Which results of a campaign the public was shown; a correction is the next one.
create table evaluation.publication (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  no integer not null check (no > 0),
  result_set uuid not null,
  shown integer not null,
  withheld integer not null,
  reason text not null default '',
  by_name text not null,
  at timestamptz(3) not null,
  constraint publication_pk primary key (instansi, id),
  constraint publication_campaign foreign key (instansi, campaign) references evaluation.campaign (instansi, id),
  constraint publication_no_once unique (instansi, campaign, no)
);
call platform.wall('evaluation.publication');
revoke update, delete on evaluation.publication from pendopo_app;
