-- The unit of the post, so that what lies in a unit is found without the whole fold.
alter table letters.branch add column unit uuid;
update letters.branch b set unit = (e ->> 'unit')::uuid from letters.state s cross join lateral jsonb_array_elements(s.folded -> 'branches') e where s.instansi = b.instansi and s.letter = b.letter and e ->> 'id' = b.id::text;
alter table letters.branch alter column unit set not null;
create index branch_in_unit on letters.branch (instansi, unit, due_at) where ended_at is null;

-- Where an invitation is, and what is worn: words, which go when the letter becomes sangat rahasia. When it is stands in the actions.
create table letters.event (
  instansi uuid not null,
  letter uuid not null,
  place text not null,
  dress text not null,
  constraint event_pk primary key (instansi, letter),
  constraint event_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
call platform.wall('letters.event');

-- The agenda of a post: an invitation that reached it, and what became of it. Minutes of the day on the institution's clock.
create table letters.appointment (
  instansi uuid not null,
  branch uuid not null,
  letter uuid not null,
  post uuid not null,
  day date not null,
  begins integer not null check (begins between 0 and 1439),
  ends integer check (ends > begins),
  state text not null check (state in ('tentative', 'attending', 'represented', 'declined')),
  by_post uuid,
  arrived_at timestamptz(3) not null,
  constraint appointment_pk primary key (instansi, branch),
  constraint appointment_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
create index appointment_by_post on letters.appointment (instansi, post, day, begins);
create index appointment_by_letter on letters.appointment (instansi, letter);
call platform.wall('letters.appointment');

-- The address under which a calendar app reads the agenda of a post, one for each holding; its token is kept as a keyed hash.
create table letters.feed (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  holding uuid not null,
  token bytea not null,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  ended_at timestamptz(3),
  constraint feed_pk primary key (instansi, id),
  constraint feed_token_once unique (instansi, token)
);
create unique index feed_one_live on letters.feed (instansi, account, holding) where ended_at is null;
call platform.wall('letters.feed');
