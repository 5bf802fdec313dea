create schema travel;
grant usage on schema travel to pendopo_app;

-- One journey on one order (surat tugas or surat perintah). Its papers belong to issuance, by kind and id.
create table travel.trip (
  instansi uuid not null,
  id uuid not null,
  -- Whose list it is on, and the unit that signs.
  unit uuid not null,
  signing_unit uuid not null,
  kind text not null check (kind in ('surat-tugas', 'surat-perintah')),
  state text not null default 'konsep' check (state in ('konsep', 'terbit', 'batal')),
  version integer not null default 1,
  purpose text not null,
  basis text[] not null,
  origin text not null,
  destination text not null,
  from_day date not null,
  to_day date not null,
  means text not null,
  -- Pembebanan anggaran: kode rekening, instansi, sumber pagu, tingkat biaya.
  budget jsonb not null,
  note text not null default '',
  -- Which version of the kind of letter the order began with.
  type_version uuid,
  number text,
  account uuid not null,
  prepared_by text not null,
  prepared_at timestamptz(3) not null,
  ordered_at timestamptz(3),
  ordered_by text,
  cancelled_at timestamptz(3),
  cancelled_by text,
  cancel_reason text,
  constraint trip_pk primary key (instansi, id),
  constraint trip_days check (to_day >= from_day),
  constraint trip_cancelled_whole check ((state = 'batal') = (cancelled_at is not null and cancel_reason is not null))
);
create index trip_by_unit on travel.trip (instansi, unit, from_day, id);
create index trip_waiting on travel.trip (instansi, signing_unit, from_day) where state = 'konsep';
call platform.wall('travel.trip');

create table travel.traveller (
  instansi uuid not null,
  id uuid not null,
  trip uuid not null,
  nth integer not null,
  -- Of the organisation; absent for a guest or a worker without a post.
  person uuid,
  post uuid,
  name text not null,
  nip text not null default '',
  rank text not null default '',
  title text not null,
  -- The journey's days again, so that who is away is one index.
  from_day date not null,
  to_day date not null,
  active boolean not null,
  spd_number text,
  constraint traveller_pk primary key (instansi, id),
  constraint traveller_once unique (instansi, trip, nth),
  constraint traveller_trip foreign key (instansi, trip) references travel.trip (instansi, id)
);
create index traveller_away on travel.traveller (instansi, person, from_day, to_day) where active and person is not null;
call platform.wall('travel.traveller');
