-- The working results of a campaign and of whom they are, in module assessments.
alter table evaluation.campaign add column result_set uuid;
alter table evaluation.participant add column institution uuid;

-- One verdict of one seat at one stage. A seat, not a person: who takes over an assignment takes over its verdicts.
-- `submission_no` is the sealed copy that was read. What it was before is in the audit trail.
create table evaluation.verdict (
  instansi uuid not null,
  participant uuid not null,
  number text not null,
  stage text not null check (stage in ('document', 'interview', 'visit', 'review')),
  role text not null check (role in ('first', 'second')),
  account uuid not null,
  by_name text not null,
  micro bigint not null check (micro >= 0),
  direction text not null check (direction in ('accept', 'lower', 'raise')),
  fakta text not null,
  analisis text not null,
  justifikasi text not null,
  -- Of the main evidence (Index Pemdi): "2.a" → accepted
  statuses jsonb,
  submission_no integer not null,
  seq integer not null,
  given_at timestamptz(3) not null,
  constraint verdict_pk primary key (instansi, participant, number, stage, role),
  constraint verdict_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint verdict_says_why check (direction = 'accept' or justifikasi <> '')
);
call platform.wall('evaluation.verdict');

-- What was settled at a stage. A stage without a row inherits value and text of the one before.
create table evaluation.stage_value (
  instansi uuid not null,
  participant uuid not null,
  number text not null,
  stage text not null check (stage in ('document', 'interview', 'visit', 'review', 'final')),
  micro bigint not null check (micro >= 0),
  fakta text not null,
  analisis text not null,
  justifikasi text not null,
  how text not null check (how in ('single', 'agreed', 'lead', 'review')),
  by_name text not null,
  set_at timestamptz(3) not null,
  constraint stage_value_pk primary key (instansi, participant, number, stage),
  constraint stage_value_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
call platform.wall('evaluation.stage_value');

-- Tim Reviu: Valid, or Tidak Valid with a text; the latest mark of an indicator.
create table evaluation.mark (
  instansi uuid not null,
  participant uuid not null,
  number text not null,
  mark text not null check (mark in ('valid', 'returned', 'set')),
  text text not null,
  account uuid not null,
  by_name text not null,
  seq integer not null,
  given_at timestamptz(3) not null,
  constraint mark_pk primary key (instansi, participant, number),
  constraint mark_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint mark_says_why check ((mark = 'valid') = (text = ''))
);
call platform.wall('evaluation.mark');

-- Where an indicator stands, derived from the three above in the same transaction; lists read only this.
create table evaluation.item (
  instansi uuid not null,
  participant uuid not null,
  number text not null,
  campaign uuid not null,
  state text not null check (state in ('open', 'waiting', 'disputed', 'settled')),
  micro bigint,
  value_stage text,
  mark text,
  changed_at timestamptz(3) not null,
  constraint item_pk primary key (instansi, participant, number),
  constraint item_participant foreign key (instansi, participant) references evaluation.participant (instansi, id),
  constraint item_value_whole check ((micro is null) = (value_stage is null))
);
create index item_disputed on evaluation.item (instansi, campaign, participant) where state = 'disputed';
call platform.wall('evaluation.item');

create table evaluation.question (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  participant uuid not null,
  number text not null,
  stage text not null check (stage in ('document', 'interview', 'visit', 'review')),
  text text not null,
  answer_by date,
  account uuid not null,
  by_name text not null,
  asked_at timestamptz(3) not null,
  constraint question_pk primary key (instansi, id),
  constraint question_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
create index question_by_participant on evaluation.question (instansi, participant, number);
call platform.wall('evaluation.question');
