-- What an assistant by mandate chose of the letters that wait for a signature: for this text, in this order. It signs nothing.
create table outgoing.prepared (
  instansi uuid not null,
  letter uuid not null,
  post uuid not null,
  hash text not null,
  place smallint not null check (place between 1 and 999),
  note text not null default '',
  account uuid not null,
  by_name text not null,
  at timestamptz(3) not null,
  constraint prepared_pk primary key (instansi, letter, post),
  constraint prepared_letter foreign key (instansi, letter) references outgoing.letter (instansi, id)
);
create index prepared_of_post on outgoing.prepared (instansi, post);
call platform.wall('outgoing.prepared');
