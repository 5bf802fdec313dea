create schema sync;
grant usage on schema sync to pendopo_app;

-- A browser or app that may make commands without network for one account. Only the public half of its key is here.
create table sync.device (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  name text not null,
  key jsonb not null,
  registered_at timestamptz(3) not null,
  contact_at timestamptz(3) not null,
  -- The furthest place of its chain, and when that command was given.
  head_seq integer not null default 0,
  head_digest text not null default '',
  head_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint device_pk primary key (instansi, id)
);
create index device_by_account on sync.device (instansi, account, id);
call platform.wall('sync.device');

-- What a device said it did, without the words of it: the digest tells a replay from another body. The answer is written in the
-- transaction of the effect, so a crash between leaves either both or none.
create table sync.command (
  instansi uuid not null,
  id uuid not null,
  device uuid not null,
  seq integer not null,
  kind text not null,
  digest text not null,
  previous text not null,
  depends_on uuid,
  -- What its clock showed, as it said it: also what is no date.
  device_time text not null,
  -- The best estimate of when it was given.
  at timestamptz(3) not null,
  clock jsonb not null,
  trust text not null check (trust in ('live', 'sound', 'weak')),
  marks text[] not null,
  received_at timestamptz(3) not null,
  state text not null check (state in ('received', 'accepted', 'marked', 'refused')),
  answer jsonb,
  answered_at timestamptz(3),
  constraint command_pk primary key (instansi, id),
  constraint command_device_fk foreign key (instansi, device) references sync.device (instansi, id),
  constraint command_answered check ((state = 'received') = (answer is null))
);
create index command_by_place on sync.command (instansi, device, seq);
call platform.wall('sync.command');
