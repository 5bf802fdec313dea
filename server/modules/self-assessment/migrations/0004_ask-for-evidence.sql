-- A paper that somebody of the team asks an agency for. Open: with the agency; handed: files wait for who asked; returned:
-- the agency says why not; accepted: the files became evidence; withdrawn: not needed any more.
create table self_assessment.evidence_request (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  number text not null,
  level integer not null,
  letter text check (letter ~ '^[a-z]$'),
  unit uuid not null,
  text text not null,
  due date not null,
  state text not null check (state in ('open', 'handed', 'returned', 'accepted', 'withdrawn')),
  -- Grows with each step; files belong to the round in which they were handed in.
  seq integer not null,
  -- What was said at the last step: why it came back, or what is still wrong.
  note text not null default '',
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  answered_by uuid,
  answered_at timestamptz(3),
  -- Days before the deadline that were told last; negative: it has passed.
  reminded integer,
  constraint evidence_request_pk primary key (instansi, id),
  constraint evidence_request_answer foreign key (instansi, campaign, number) references self_assessment.answer (instansi, campaign, number)
);
create index evidence_request_of_unit on self_assessment.evidence_request (instansi, unit, due) where state = 'open';
create index evidence_request_of_campaign on self_assessment.evidence_request (instansi, campaign, number);
call platform.wall('self_assessment.evidence_request');

create table self_assessment.request_file (
  instansi uuid not null,
  id uuid not null,
  request uuid not null,
  round integer not null,
  upload uuid not null,
  sha256 text not null,
  file_type text not null,
  file_name text not null,
  bytes integer not null,
  at timestamptz(3) not null,
  by_account uuid,
  constraint request_file_pk primary key (instansi, id),
  constraint request_file_request foreign key (instansi, request) references self_assessment.evidence_request (instansi, id)
);
create index request_file_of_request on self_assessment.request_file (instansi, request);
call platform.wall('self_assessment.request_file');

-- Many files at once, sorted by their names; nothing of it is evidence before all of it is taken.
create table self_assessment.bulk_upload (
  instansi uuid not null,
  id uuid not null,
  campaign uuid not null,
  made_at timestamptz(3) not null,
  made_by uuid not null,
  taken_at timestamptz(3),
  constraint bulk_upload_pk primary key (instansi, id),
  constraint bulk_upload_campaign foreign key (instansi, campaign) references self_assessment.campaign (instansi, id)
);
create index bulk_upload_of_campaign on self_assessment.bulk_upload (instansi, campaign);
call platform.wall('self_assessment.bulk_upload');

create table self_assessment.bulk_file (
  instansi uuid not null,
  bulk uuid not null,
  at integer not null,
  name text not null,
  -- Null where the file cannot be taken; then `fault` says why.
  upload uuid,
  sha256 text,
  file_type text,
  bytes integer,
  fault text,
  number text not null,
  level integer,
  letter text,
  title text not null,
  skipped boolean not null default false,
  constraint bulk_file_pk primary key (instansi, bulk, at),
  constraint bulk_file_bulk foreign key (instansi, bulk) references self_assessment.bulk_upload (instansi, id),
  constraint bulk_file_stored check ((upload is null) = (fault is not null))
);
call platform.wall('self_assessment.bulk_file');

-- What somebody has typed over into the ministry's portal; holds for the answer as it stood then.
create table self_assessment.portal_copy (
  instansi uuid not null,
  campaign uuid not null,
  number text not null,
  digest text not null,
  at timestamptz(3) not null,
  by_account uuid,
  constraint portal_copy_pk primary key (instansi, campaign, number),
  constraint portal_copy_answer foreign key (instansi, campaign, number) references self_assessment.answer (instansi, campaign, number)
);
call platform.wall('self_assessment.portal_copy');
