-- A list that was uploaded (reports of LAPOR!, roads): its cells as they were read (sealed: they hold names and telephone
-- numbers), the column mapping, and what became of it.
create table complaints.sheet (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  kind text not null check (kind in ('lapor', 'roads')),
  file_name text not null,
  sheet bytea not null,
  mapping jsonb not null,
  status text not null default 'open' check (status in ('open', 'taken')),
  -- After taking, by line of the sheet: reasons of the rows that stayed behind, what the others became.
  reasons jsonb not null default '{}',
  made jsonb not null default '{}',
  created_at timestamptz(3) not null,
  version integer not null default 1,
  constraint sheet_pk primary key (instansi, id)
);
create index sheet_by_account on complaints.sheet (instansi, account, kind, created_at desc);
create index sheet_by_time on complaints.sheet (instansi, created_at);
call platform.wall('complaints.sheet');

-- Remembered per institution: which heading means which field.
create table complaints.sheet_heading (
  instansi uuid not null,
  kind text not null,
  heading text not null,
  field text not null,
  constraint sheet_heading_pk primary key (instansi, kind, heading)
);
call platform.wall('complaints.sheet_heading');

-- A report that came from a national system. Its tracking number stands in complaints.report.external_number.
create table complaints.national_ticket (
  instansi uuid not null,
  report uuid not null,
  -- As it stands there, in its words, when it was last read; and what it was before.
  status text not null default '',
  status_before text not null default '',
  status_at timestamptz(3) not null,
  -- The last action that its reporter reads here, and the last one that was told there.
  answer_seq integer not null default 0,
  posted_seq integer not null default 0,
  -- Of the machine: how often this ticket was refused there, why, and when it tries again.
  failures smallint not null default 0,
  problem text not null default '',
  try_at timestamptz(3),
  constraint national_ticket_pk primary key (instansi, report),
  constraint national_ticket_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index national_ticket_unposted on complaints.national_ticket (instansi, report) where answer_seq > posted_seq;
call platform.wall('complaints.national_ticket');

-- Who said that it stands there now, and when. Undone, the line stays.
create table complaints.national_post (
  instansi uuid not null,
  report uuid not null,
  seq integer not null,
  at timestamptz(3) not null,
  -- None: the machine.
  account uuid,
  name text not null,
  undone_at timestamptz(3),
  constraint national_post_pk primary key (instansi, report, seq),
  constraint national_post_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index national_post_by_time on complaints.national_post (instansi, at desc) where undone_at is null;
call platform.wall('complaints.national_post');

create table complaints.national_system (
  instansi uuid not null,
  enabled boolean not null,
  address text not null,
  region text not null,
  token bytea,
  -- How far its tickets have been taken in.
  cursor text not null default '',
  next_at timestamptz(3),
  failures integer not null default 0,
  problem text not null default '',
  tried_at timestamptz(3),
  worked_at timestamptz(3),
  received integer not null default 0,
  sent integer not null default 0,
  version integer not null default 1,
  constraint national_system_pk primary key (instansi)
);
call platform.wall('complaints.national_system');

-- A ticket that could not become a report: kept (sealed) with the reason, and tried again each time.
create table complaints.national_refused (
  instansi uuid not null,
  number text not null,
  ticket bytea not null,
  reason text not null,
  at timestamptz(3) not null,
  constraint national_refused_pk primary key (instansi, number)
);
call platform.wall('complaints.national_refused');

-- Which road is whose. `box` of the line in four numbers, so that an index finds the roads near a point.
create table complaints.road (
  instansi uuid not null,
  id uuid not null,
  name text not null,
  -- Letters and digits only, without "jalan": the same for every spelling.
  name_key text not null,
  status text not null check (status in ('national', 'provincial', 'regency', 'village')),
  owner text not null,
  district text not null default '',
  legal_basis text not null default '',
  -- Parts of a line, each a list of [lng, lat].
  line jsonb,
  south double precision,
  north double precision,
  west double precision,
  east double precision,
  example boolean not null default false,
  constraint road_pk primary key (instansi, id),
  constraint road_once unique (instansi, name_key, district)
);
create index road_by_box on complaints.road (instansi, south, north, west, east) where line is not null;
call platform.wall('complaints.road');

create table complaints.road_setting (
  instansi uuid not null,
  metres integer not null,
  categories text[] not null,
  version integer not null default 1,
  constraint road_setting_pk primary key (instansi)
);
call platform.wall('complaints.road_setting');
