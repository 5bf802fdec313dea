create schema outgoing;
grant usage on schema outgoing to pendopo_app;

-- What is being written now. Of rahasia and sangat rahasia the words stand in `sealed` alone, also those that lists show.
create table outgoing.letter (
  instansi uuid not null,
  id uuid not null,
  -- Of the incoming letter that this one answers (module letters).
  answers uuid,
  account uuid,
  begun_at timestamptz(3) not null,
  -- Counts saves; who saves names the one that was seen.
  draft_seq integer not null,
  saved_at timestamptz(3) not null,
  saved_by uuid,
  content jsonb,
  -- What lists show: hal, to whom, type, sifat, kecepatan.
  heading jsonb,
  sealed bytea,
  heading_sealed bytea,
  constraint letter_pk primary key (instansi, id),
  constraint letter_sealed check ((content is null) = (sealed is not null) and (heading is null) = (heading_sealed is not null))
);
create index letter_answers on outgoing.letter (instansi, answers) where answers is not null;
call platform.wall('outgoing.letter');

-- What was handed on: never changed. A paraf approves `hash`.
create table outgoing.version (
  instansi uuid not null,
  letter uuid not null,
  nth integer not null,
  hash text not null,
  at timestamptz(3) not null,
  by_name text not null,
  content jsonb,
  sealed bytea,
  constraint version_pk primary key (instansi, letter, nth),
  constraint version_letter foreign key (instansi, letter) references outgoing.letter (instansi, id),
  constraint version_sealed check ((content is null) = (sealed is not null))
);
call platform.wall('outgoing.version');

-- The truth: accepted actions, oldest first. `payload` holds facts; free text is sealed where the letter is.
create table outgoing.action (
  instansi uuid not null,
  letter uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  words text,
  sealed bytea,
  constraint action_pk primary key (instansi, letter, seq),
  constraint action_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
call platform.wall('outgoing.action');

-- What the actions fold to, whole; and the same as narrow rows that lists read.
create table outgoing.state (
  instansi uuid not null,
  letter uuid not null,
  seq integer not null,
  state text not null check (state in ('konsep', 'paraf', 'koreksi', 'siap_ttd', 'penomoran', 'ditandatangani', 'terkirim', 'diberkaskan', 'batal')),
  unit uuid not null,
  secrecy text not null check (secrecy in ('biasa', 'terbatas', 'rahasia', 'sangat-rahasia')),
  -- Once it has a number: the register.
  number text,
  year integer,
  numbered_at timestamptz(3),
  document uuid,
  folded jsonb not null,
  constraint state_pk primary key (instansi, letter),
  constraint state_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
create index state_register on outgoing.state (instansi, unit, year, numbered_at, letter) where numbered_at is not null;
create index state_document on outgoing.state (instansi, document) where document is not null;
call platform.wall('outgoing.state');

-- On whose desk it lies. `rank`: kilat before segera before biasa.
create table outgoing.desk (
  instansi uuid not null,
  letter uuid not null,
  post uuid not null,
  task text not null check (task in ('draft', 'initial', 'sign', 'others', 'sent')),
  rank smallint not null,
  since timestamptz(3) not null,
  constraint desk_pk primary key (instansi, letter, post),
  constraint desk_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
create index desk_of_post on outgoing.desk (instansi, post, task, rank, since, letter);
call platform.wall('outgoing.desk');

-- Who opened which version: nothing is signed unseen.
create table outgoing.viewed (
  instansi uuid not null,
  letter uuid not null,
  account uuid not null,
  hash text not null,
  at timestamptz(3) not null,
  constraint viewed_pk primary key (instansi, letter, account, hash),
  constraint viewed_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
call platform.wall('outgoing.viewed');

-- Notes on passages, made with the action that returned the letter.
create table outgoing.remark (
  instansi uuid not null,
  letter uuid not null,
  seq integer not null,
  nth integer not null,
  version integer not null,
  block integer not null,
  words text,
  sealed bytea,
  constraint remark_pk primary key (instansi, letter, seq, nth),
  constraint remark_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
call platform.wall('outgoing.remark');

-- One row for each addressee and each copy. Whom it names stands in the version's content.
create table outgoing.delivery (
  instansi uuid not null,
  id uuid not null,
  letter uuid not null,
  nth integer not null,
  is_copy boolean not null,
  channel text not null check (channel in ('internal', 'institution', 'email', 'print')),
  state text not null check (state in ('waiting', 'sent', 'received', 'failed')),
  receipt text not null default '',
  at timestamptz(3) not null,
  constraint delivery_pk primary key (instansi, id),
  constraint delivery_once unique (instansi, letter, is_copy, nth),
  constraint delivery_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
call platform.wall('outgoing.delivery');

-- Many letters signed with one decision; how far it has come.
create table outgoing.batch (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  name text not null,
  holding uuid not null,
  post uuid not null,
  at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint batch_pk primary key (instansi, id)
);
call platform.wall('outgoing.batch');
create table outgoing.batch_item (
  instansi uuid not null,
  batch uuid not null,
  nth integer not null,
  letter uuid not null,
  state text not null check (state in ('waiting', 'signed', 'refused')),
  code text not null default '',
  message text not null default '',
  constraint batch_item_pk primary key (instansi, batch, nth),
  constraint batch_item_batch foreign key (instansi, batch) references outgoing.batch (instansi, id)
);
call platform.wall('outgoing.batch_item');
