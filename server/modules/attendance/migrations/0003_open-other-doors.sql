-- The other doors: terminals that push (ZKTeco ADMS), a shared device of the office, and the day's sheet on paper.

-- Where terminals may come from: a secret part of the address for one site, so that a serial number that was guessed is not enough.
create table attendance.terminal_site (
  instansi uuid not null,
  id uuid not null,
  name text not null,
  unit uuid,
  token_hash bytea not null,
  -- Addresses from which it may come (CIDR); empty: from anywhere.
  networks text[] not null default '{}',
  created_at timestamptz(3) not null,
  created_by uuid,
  revoked_at timestamptz(3),
  constraint terminal_site_pk primary key (instansi, id)
);
create unique index terminal_site_by_token on attendance.terminal_site (instansi, token_hash);
call platform.wall('attendance.terminal_site');

create table attendance.terminal_settings (
  instansi uuid not null,
  -- Whether terminals may come by the plain address too, without a secret: for models that take no path.
  plain boolean not null default true,
  networks text[] not null default '{}',
  version integer not null default 1,
  constraint terminal_settings_pk primary key (instansi)
);
call platform.wall('attendance.terminal_settings');

-- One that nobody has adopted is `waiting`: what it sends is kept as it came and counts for nobody.
create table attendance.terminal (
  instansi uuid not null,
  id uuid not null,
  serial text not null,
  state text not null check (state in ('waiting', 'active', 'refused', 'retired')),
  name text not null default '',
  site uuid,
  unit uuid,
  place uuid,
  -- Terminals on which a PIN means the same person.
  pin_group text not null default 'utama',
  zone_minutes integer not null check (zone_minutes between -720 and 840),
  zone_form text not null default 'hours' check (zone_form in ('hours', 'minutes')),
  -- Added to what its clock says; set by an officer only.
  correction_seconds bigint not null default 0,
  samples jsonb not null default '[]',
  clock_state text not null default 'unknown' check (clock_state in ('unknown', 'right', 'ahead', 'behind')),
  clock_seconds bigint not null default 0,
  clock_by text not null default 'none',
  clock_since timestamptz(3),
  facts jsonb not null default '{}',
  push_version text not null default '',
  first_contact_at timestamptz(3) not null,
  last_contact_at timestamptz(3) not null,
  last_address text not null default '',
  last_punch_at timestamptz(3),
  -- Where it said it stands, handed back at its next handshake; empty: it sends everything again.
  punch_stamp text not null default '',
  log_stamp text not null default '',
  next_command integer not null default 1,
  adopted_at timestamptz(3),
  adopted_by uuid,
  version integer not null default 1,
  constraint terminal_pk primary key (instansi, id),
  constraint terminal_once unique (instansi, serial),
  constraint terminal_site_fk foreign key (instansi, site) references attendance.terminal_site (instansi, id)
);
call platform.wall('attendance.terminal');
create index terminal_by_serial on attendance.terminal (serial);

-- Every line that a terminal sent, as it came. Its id is made of institution, serial, PIN and the time it wrote: sent again it is the same row.
create table attendance.terminal_line (
  instansi uuid not null,
  id uuid not null,
  terminal uuid not null,
  pin text not null,
  -- As the device wrote it: "2026-03-02 07:29:58", "@1772411398", or the whole line where that could not be read.
  clock_text text not null,
  status smallint,
  verify smallint,
  received_at timestamptz(3) not null,
  -- The moment by its clock and the zone that was set when the line came; with the correction of then it is when the punch was made.
  clock_at timestamptz(3),
  correction_seconds bigint not null default 0,
  state text not null check (state in ('taken', 'no-person', 'waiting', 'clock', 'unreadable', 'set-aside')),
  person uuid,
  check_in uuid,
  constraint terminal_line_pk primary key (instansi, id),
  constraint terminal_line_terminal foreign key (instansi, terminal) references attendance.terminal (instansi, id)
);
create index terminal_line_open on attendance.terminal_line (instansi, state, terminal, pin) where state <> 'taken';
create index terminal_line_by_terminal on attendance.terminal_line (instansi, terminal, received_at desc);
call platform.wall('attendance.terminal_line');

create table attendance.terminal_pin (
  instansi uuid not null,
  id uuid not null,
  pin_group text not null,
  pin text not null,
  person uuid not null,
  from_day date not null,
  to_day date,
  created_at timestamptz(3) not null,
  constraint terminal_pin_pk primary key (instansi, id),
  constraint terminal_pin_days check (to_day is null or to_day >= from_day)
);
create index terminal_pin_by_pin on attendance.terminal_pin (instansi, pin_group, pin);
create index terminal_pin_by_person on attendance.terminal_pin (instansi, person);
call platform.wall('attendance.terminal_pin');

-- Names that a device itself has for its PINs: to find whose they are. No password, card, finger or face.
create table attendance.terminal_person (
  instansi uuid not null,
  terminal uuid not null,
  pin text not null,
  name text not null,
  seen_at timestamptz(3) not null,
  constraint terminal_person_pk primary key (instansi, terminal, pin),
  constraint terminal_person_terminal foreign key (instansi, terminal) references attendance.terminal (instansi, id)
);
call platform.wall('attendance.terminal_person');

create table attendance.terminal_command (
  instansi uuid not null,
  id uuid not null,
  terminal uuid not null,
  number integer not null,
  kind text not null check (kind in ('info', 'check', 'log', 'put-person', 'drop-person', 'ask-people')),
  text text not null,
  asked_at timestamptz(3) not null,
  asked_by uuid,
  sent_at timestamptz(3),
  sent_times smallint not null default 0,
  answered_at timestamptz(3),
  code integer,
  answer text not null default '',
  constraint terminal_command_pk primary key (instansi, id),
  constraint terminal_command_number unique (instansi, terminal, number),
  constraint terminal_command_terminal foreign key (instansi, terminal) references attendance.terminal (instansi, id)
);
create index terminal_command_open on attendance.terminal_command (instansi, terminal, number) where answered_at is null;
call platform.wall('attendance.terminal_command');

-- A tablet of the office on which many check in, each with number and PIN.
create table attendance.office_device (
  instansi uuid not null,
  id uuid not null,
  name text not null,
  unit uuid,
  place uuid,
  code_hash bytea,
  code_until timestamptz(3),
  token_hash bytea,
  created_at timestamptz(3) not null,
  created_by uuid,
  paired_at timestamptz(3),
  seen_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint office_device_pk primary key (instansi, id)
);
create unique index office_device_by_token on attendance.office_device (instansi, token_hash) where token_hash is not null;
call platform.wall('attendance.office_device');

-- What a person types there: the NIP, or a number of the house for who has none.
create table attendance.staff_number (
  instansi uuid not null,
  number text not null check (number ~ '^[0-9]{4,18}$'),
  person uuid not null,
  kind text not null check (kind in ('nip', 'internal')),
  constraint staff_number_pk primary key (instansi, number)
);
create unique index staff_number_once on attendance.staff_number (instansi, person, kind);
call platform.wall('attendance.staff_number');

create table attendance.staff_pin (
  instansi uuid not null,
  person uuid not null,
  hash text not null,
  set_at timestamptz(3) not null,
  set_by uuid,
  -- Given by an officer and so known to two: the person is asked to choose another.
  given boolean not null,
  constraint staff_pin_pk primary key (instansi, person)
);
call platform.wall('attendance.staff_pin');

-- Photos taken at the shared device: only to see, when somebody objects, that it was the person. They go by themselves.
create table attendance.office_photo (
  instansi uuid not null,
  id uuid not null,
  device uuid not null,
  person uuid not null,
  sha256 text not null,
  taken_at timestamptz(3) not null,
  keep_until timestamptz(3) not null,
  constraint office_photo_pk primary key (instansi, id)
);
create index office_photo_old on attendance.office_photo (instansi, keep_until);
call platform.wall('attendance.office_photo');

-- The day's sheet, typed from paper that was signed. Never changed: a later one takes its place.
create table attendance.sheet (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  day date not null,
  reason text not null,
  scan_name text not null,
  scan_type text not null,
  scan_sha256 text not null,
  typed_at timestamptz(3) not null,
  typed_by uuid,
  replaces uuid,
  constraint sheet_pk primary key (instansi, id),
  constraint sheet_replaces_fk foreign key (instansi, replaces) references attendance.sheet (instansi, id)
);
create unique index sheet_replaced_once on attendance.sheet (instansi, replaces) where replaces is not null;
create index sheet_by_unit on attendance.sheet (instansi, unit, day desc);
call platform.wall('attendance.sheet');

create table attendance.sheet_line (
  instansi uuid not null,
  id uuid not null,
  sheet uuid not null,
  person uuid not null,
  in_at timestamptz(3),
  out_at timestamptz(3),
  note text not null default '',
  constraint sheet_line_pk primary key (instansi, id),
  constraint sheet_line_once unique (instansi, sheet, person),
  constraint sheet_line_sheet foreign key (instansi, sheet) references attendance.sheet (instansi, id)
);
call platform.wall('attendance.sheet_line');

-- Check-ins are never changed. One that was made from a sheet which another replaced, or by a clock that was wrong, is named here and counts no more.
create table attendance.withdrawal (
  instansi uuid not null,
  id uuid not null,
  reason text not null check (reason in ('sheet-replaced', 'terminal-clock', 'pin-reassigned')),
  because_of uuid,
  at timestamptz(3) not null,
  account uuid,
  constraint withdrawal_pk primary key (instansi, id)
);
create index withdrawal_by_time on attendance.withdrawal (instansi, at);
call platform.wall('attendance.withdrawal');

-- Asked before the institution is known, one row for one secret or serial number.
create function attendance.terminal_of(of_serial text)
returns table (instansi uuid, id uuid, state text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select t.instansi, t.id, t.state from attendance.terminal t where t.serial = of_serial and t.state in ('active', 'retired') limit 2;
end $$;
create function attendance.terminal_site_of(of_token bytea)
returns table (instansi uuid, id uuid, networks text[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select s.instansi, s.id, s.networks from attendance.terminal_site s where s.token_hash = of_token and s.revoked_at is null;
end $$;
create function attendance.office_device_of(of_token bytea)
returns table (instansi uuid, id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select d.instansi, d.id from attendance.office_device d where d.token_hash = of_token and d.revoked_at is null;
end $$;
create index terminal_site_token on attendance.terminal_site (token_hash);
create index office_device_token on attendance.office_device (token_hash) where token_hash is not null;
revoke all on function attendance.terminal_of, attendance.terminal_site_of, attendance.office_device_of from public;
grant execute on function attendance.terminal_of, attendance.terminal_site_of, attendance.office_device_of to pendopo_app;
