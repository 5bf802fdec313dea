-- Searches that a person keeps under a name. `seen` is an id made when it was opened last: what came later has a greater one.
create table letters.saved_search (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  name text not null check (length(name) between 1 and 60),
  asked jsonb not null,
  seen uuid not null,
  saved_at timestamptz(3) not null,
  constraint saved_search_pk primary key (instansi, id),
  constraint saved_search_name unique (instansi, account, name)
);
call platform.wall('letters.saved_search');
