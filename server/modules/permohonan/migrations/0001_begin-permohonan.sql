create schema permohonan;
grant usage on schema permohonan to pendopo_app, pendopo_search;

-- Wide and still: what was asked for, by whom. Answers and their versions lie beside it, the moving state elsewhere.
create table permohonan.request (
  instansi uuid not null,
  id uuid not null,
  number text not null,
  secret_hash bytea not null,
  -- The same secret, sealed: the applicant may print the receipt again.
  secret_sealed bytea not null,
  layanan text not null,
  version integer not null,
  account uuid,
  channel text not null check (channel in ('self', 'counter', 'import', 'api')),
  applicant_name text not null,
  applicant_nik bytea,
  applicant_nik_masked text not null default '',
  applicant_phone text not null default '',
  applicant_level text not null check (applicant_level in ('unverified', 'verified')),
  title text not null,
  region text,
  place text not null default '',
  owner_unit uuid not null,
  renews uuid,
  submitted_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  constraint request_pk primary key (instansi, id),
  constraint request_number_once unique (instansi, number)
);
create index request_by_account on permohonan.request (instansi, account, id desc) where account is not null;
create index request_by_layanan on permohonan.request (instansi, layanan, id desc);
call platform.wall('permohonan.request');

create table permohonan.answers (
  instansi uuid not null,
  request uuid not null,
  version integer not null,
  answers jsonb not null,
  -- NIK and other sealed fields by path, AES-256-GCM as base64
  sealed jsonb not null default '{}',
  at timestamptz(3) not null,
  constraint answers_pk primary key (instansi, request, version),
  constraint answers_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.answers');

-- The truth: accepted actions, oldest first. Everything about the state is folded from them.
create table permohonan.action (
  instansi uuid not null,
  request uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  constraint action_pk primary key (instansi, request, seq),
  constraint action_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.action');

-- The fold, written in the transaction of the action. Narrow: what queues read and what deadlines move.
create table permohonan.state (
  instansi uuid not null,
  request uuid not null,
  seq integer not null,
  status text not null check (status in ('in-progress', 'returned', 'awaiting-payment', 'numbered', 'issued', 'rejected', 'withdrawn', 'lapsed', 'deemed')),
  layanan text not null,
  owner_unit uuid not null,
  received_at timestamptz(3) not null,
  due_at timestamptz(3),
  due_provisional boolean not null default false,
  calendar_version text not null,
  finished_at timestamptz(3),
  constraint state_pk primary key (instansi, request),
  constraint state_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index state_open_by_due on permohonan.state (instansi, due_at, request) where finished_at is null;
create index state_open_by_owner on permohonan.state (instansi, owner_unit, due_at, request) where finished_at is null;
create index state_by_received on permohonan.state (instansi, received_at);
create index state_by_finished on permohonan.state (instansi, finished_at) where finished_at is not null;
call platform.wall('permohonan.state');

-- The whole folded state as JSON, for the case screen and the next action.
create table permohonan.folded (
  instansi uuid not null,
  request uuid not null,
  seq integer not null,
  body jsonb not null,
  constraint folded_pk primary key (instansi, request),
  constraint folded_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.folded');

-- Open steps: one row each, with the unit that must act. The officers' queue.
create table permohonan.task (
  instansi uuid not null,
  request uuid not null,
  step text not null,
  kind text not null,
  title text not null,
  unit uuid not null,
  duty text not null,
  holder uuid,
  layanan text not null,
  since timestamptz(3) not null,
  due_at timestamptz(3),
  step_due_at timestamptz(3),
  -- Waiting for the applicant (returned) or for payment: not in the officers' boxes.
  waiting boolean not null default false,
  constraint task_pk primary key (instansi, request, step),
  constraint task_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index task_of_unit on permohonan.task (instansi, unit, due_at, request) where not waiting;
create index task_of_holder on permohonan.task (instansi, holder, due_at, request) where holder is not null;
create index task_by_step_due on permohonan.task (instansi, step_due_at) where not waiting;
call platform.wall('permohonan.task');

-- Due dates that moved because a calendar changed: the old one stays visible, with the reason.
create table permohonan.due_change (
  instansi uuid not null,
  request uuid not null,
  at timestamptz(3) not null,
  old_due timestamptz(3) not null,
  new_due timestamptz(3) not null,
  reason text not null,
  constraint due_change_pk primary key (instansi, request, at),
  constraint due_change_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.due_change');

create table permohonan.draft (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  kind text not null check (kind in ('new', 'correction')),
  -- For a correction: the request; for a sent draft: what it became.
  request uuid,
  layanan text not null,
  version integer not null,
  answers jsonb not null,
  -- Who stands at the counter, late entry, renewal
  extra jsonb not null default '{}',
  saved_at timestamptz(3) not null,
  sent_at timestamptz(3),
  constraint draft_pk primary key (instansi, id)
);
create index draft_by_account on permohonan.draft (instansi, account, saved_at desc) where sent_at is null;
call platform.wall('permohonan.draft');

-- Which uploads belong to a request, and where in the form; decides who may download.
create table permohonan.attachment (
  instansi uuid not null,
  request uuid not null,
  upload uuid not null,
  path text not null,
  constraint attachment_pk primary key (instansi, request, upload),
  constraint attachment_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index attachment_by_upload on permohonan.attachment (instansi, upload);
call platform.wall('permohonan.attachment');

create table permohonan.message (
  instansi uuid not null,
  id uuid not null,
  request uuid not null,
  -- `note` is internal: the applicant never sees it
  audience text not null check (audience in ('applicant', 'note')),
  sender text not null check (sender in ('applicant', 'officer', 'system')),
  account uuid,
  name text not null,
  text text not null,
  at timestamptz(3) not null,
  constraint message_pk primary key (instansi, id),
  constraint message_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index message_by_request on permohonan.message (instansi, request, at);
call platform.wall('permohonan.message');

-- What an assistant marked for the leader to sign; a mark gives no right.
create table permohonan.preselection (
  instansi uuid not null,
  request uuid not null,
  step text not null,
  by_name text not null,
  at timestamptz(3) not null,
  constraint preselection_pk primary key (instansi, request, step),
  constraint preselection_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.preselection');

create table permohonan.reminder (
  instansi uuid not null,
  request uuid not null,
  step text not null,
  at timestamptz(3) not null,
  by_name text not null,
  constraint reminder_pk primary key (instansi, request, step, at),
  constraint reminder_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
call platform.wall('permohonan.reminder');

-- Text search. Not leakproof operators cannot use an index below a policy, so the search goes through one definer
-- function of the role pendopo_search, which names the tenant itself and returns ids only.
create table permohonan.search (
  instansi uuid not null,
  request uuid not null,
  words tsvector not null,
  constraint search_pk primary key (instansi, request),
  constraint search_request foreign key (instansi, request) references permohonan.request (instansi, id)
);
create index search_words on permohonan.search using gin (instansi, words);
call platform.wall('permohonan.search');
grant select on permohonan.search to pendopo_search;
create policy search_reads on permohonan.search for select to pendopo_search using (true);

-- Newest first, at most `up_to`; every word must begin a word of the request.
create function permohonan.search_ids(query text, up_to integer) returns table (request uuid)
language sql stable security definer set search_path = '' as $$
  select s.request from permohonan.search s
   where s.instansi = nullif(current_setting('app.instansi', true), '')::uuid
     and s.words @@ to_tsquery('simple', query)
   order by s.request desc limit up_to
$$;
grant create on schema permohonan to pendopo_search;
alter function permohonan.search_ids owner to pendopo_search;
revoke create on schema permohonan from pendopo_search;
revoke all on function permohonan.search_ids from public;
grant execute on function permohonan.search_ids to pendopo_app;
