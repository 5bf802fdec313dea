-- Further units that check in at a place: a roll call of many agencies on one square.
create table attendance.place_unit (
  instansi uuid not null,
  place uuid not null,
  unit uuid not null,
  constraint place_unit_pk primary key (instansi, place, unit),
  constraint place_unit_place foreign key (instansi, place) references attendance.place (instansi, id)
);
create index place_unit_by_unit on attendance.place_unit (instansi, unit);
call platform.wall('attendance.place_unit');

-- What a superior made of a marked check-in: once, with a sentence where it is rejected.
create table attendance.review (
  instansi uuid not null,
  check_in uuid not null,
  decision text not null check (decision in ('upheld', 'rejected')),
  words text not null default '',
  by_account uuid not null,
  by_post uuid not null,
  at timestamptz(3) not null,
  constraint review_pk primary key (instansi, check_in),
  constraint review_check_in foreign key (instansi, check_in) references attendance.check_in (instansi, id),
  constraint review_rejected_says_why check (decision = 'upheld' or words <> '')
);
call platform.wall('attendance.review');

-- A screen at the entrance whose code changes every 30 seconds. No secret lies here: it is derived from the installation's own, the
-- door and the number of the key; each moment in `keyed_at` began another key.
create table attendance.door (
  instansi uuid not null,
  id uuid not null,
  -- What people type before the code; small, and never given again.
  number integer not null check (number between 1 and 9999),
  place uuid not null,
  name text not null,
  keyed_at timestamptz(3)[] not null,
  closed_at timestamptz(3),
  made_by uuid,
  made_at timestamptz(3) not null,
  constraint door_pk primary key (instansi, id),
  constraint door_number unique (instansi, number),
  constraint door_place foreign key (instansi, place) references attendance.place (instansi, id)
);
create index door_by_place on attendance.door (instansi, place);
call platform.wall('attendance.door');

-- A photograph sent after a check-in, with consent; its bytes go when its time is over (`dropped_at`), that there was one stays.
create table attendance.selfie (
  instansi uuid not null,
  check_in uuid not null,
  person uuid not null,
  sha256 text not null,
  type text not null,
  bytes integer not null,
  received_at timestamptz(3) not null,
  dropped_at timestamptz(3),
  constraint selfie_pk primary key (instansi, check_in),
  constraint selfie_check_in foreign key (instansi, check_in) references attendance.check_in (instansi, id)
);
create index selfie_kept on attendance.selfie (instansi, received_at) where dropped_at is null;
call platform.wall('attendance.selfie');

-- The phone with which a person checks in: one at a time. The first is taken as it comes, another needs the superior or who keeps
-- the personnel matters; until then its check-ins are marked.
create table attendance.phone (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  -- Of `sync.device`.
  device uuid not null,
  name text not null,
  state text not null check (state in ('asked', 'active', 'ended')),
  asked_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid,
  ended_at timestamptz(3),
  constraint phone_pk primary key (instansi, id),
  constraint phone_once unique (instansi, person, device)
);
create unique index phone_one_active on attendance.phone (instansi, person) where state = 'active';
create index phone_by_device on attendance.phone (instansi, device);
call platform.wall('attendance.phone');
