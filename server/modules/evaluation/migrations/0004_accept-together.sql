-- What an assessor last had before the eyes: only what was looked at as it stands now may be accepted together with others.
create table evaluation.viewed (
  instansi uuid not null,
  participant uuid not null,
  number text not null,
  account uuid not null,
  seen text not null,
  viewed_at timestamptz(3) not null,
  constraint viewed_pk primary key (instansi, participant, number, account),
  constraint viewed_participant foreign key (instansi, participant) references evaluation.participant (instansi, id)
);
call platform.wall('evaluation.viewed');
