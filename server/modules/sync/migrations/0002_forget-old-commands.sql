-- How long answered commands are remembered, per institution.
create table sync.retention (
  instansi uuid not null,
  command_days integer not null check (command_days between 30 and 3650),
  reason text not null,
  changed_at timestamptz(3) not null,
  constraint retention_pk primary key (instansi)
);
call platform.wall('sync.retention');

-- Everything of the chain before this place is forgotten: what still claims such a place is refused, so that nothing is done twice.
-- The command at the place itself stays, so that the next one can be judged.
alter table sync.device add column forgotten_before integer not null default 0;

-- For the nightly sweep.
create index command_by_answer on sync.command (instansi, answered_at) where answered_at is not null;
