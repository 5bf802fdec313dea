create schema archive;
grant usage on schema archive to pendopo_app;

-- What the administrator sets: from when the clock runs, from how many years ANRI is asked, how large a committee is.
create table archive.settings (
  instansi uuid not null,
  version integer not null,
  body jsonb not null,
  constraint settings_pk primary key (instansi)
);
call platform.wall('archive.settings');

-- Kode klasifikasi arsip: a row for each wording with its days. An institution without a row uses the catalogue's list.
create table archive.code (
  instansi uuid not null,
  id uuid not null,
  code text not null,
  -- Codes sort as numbers by segment.
  sort text collate "C" not null,
  title text not null,
  alias text not null default '',
  named boolean not null default true,
  from_day date not null,
  to_day date,
  constraint code_pk primary key (instansi, id),
  constraint code_once unique (instansi, code, from_day),
  constraint code_days check (to_day is null or to_day >= from_day)
);
create index code_sorted on archive.code (instansi, sort);
call platform.wall('archive.code');

-- Jadwal retensi arsip, with the security and access class of the code (SKKAAD). A code without a row takes that of its parent.
create table archive.retention (
  instansi uuid not null,
  id uuid not null,
  code text not null,
  active_years integer not null check (active_years between 0 and 100),
  inactive_years integer not null check (inactive_years between 0 and 100),
  fate text not null check (fate in ('musnah', 'permanen', 'dinilai-kembali')),
  security text not null check (security in ('biasa', 'terbatas', 'rahasia', 'sangat-rahasia')),
  access text not null,
  basis text not null,
  from_day date not null,
  to_day date,
  constraint retention_pk primary key (instansi, id),
  constraint retention_once unique (instansi, code, from_day),
  constraint retention_days check (to_day is null or to_day >= from_day)
);
call platform.wall('archive.retention');

-- Numbers of folders, without gap by unit, code and year.
create table archive.book (
  instansi uuid not null,
  unit uuid not null,
  code text not null,
  year integer not null,
  last integer not null check (last > 0),
  constraint book_pk primary key (instansi, unit, code, year)
);
call platform.wall('archive.book');

-- Berkas. Days of the schedule are fixed when it closes, with the rule that gave them (`rule`).
create table archive.folder (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  code text not null,
  year integer not null,
  number integer not null,
  title text not null,
  location text not null default '',
  state text not null check (state in ('open', 'closed', 'moving', 'inactive', 'destroyed', 'static')),
  opened_on date not null,
  closed_on date,
  rule jsonb,
  fate text check (fate in ('musnah', 'permanen', 'dinilai-kembali')),
  active_to date,
  inactive_to date,
  eligible_from date,
  -- The proposal in which it is, or by which it was destroyed.
  disposal uuid,
  ended_on date,
  items integer not null default 0,
  version integer not null default 1,
  constraint folder_pk primary key (instansi, id),
  constraint folder_number_once unique (instansi, unit, code, year, number),
  constraint folder_closing check ((state = 'open') = (closed_on is null))
);
create index folder_by_unit on archive.folder (instansi, unit, state, id desc);
create index folder_eligible on archive.folder (instansi, eligible_from, id) where state in ('closed', 'inactive');
create index folder_by_state on archive.folder (instansi, state, id desc);
call platform.wall('archive.folder');

-- What lies in it: a letter that another module keeps, or a paper with its own scan. Of a destroyed one the line stays.
create table archive.item (
  instansi uuid not null,
  id uuid not null,
  folder uuid not null,
  nth integer not null,
  kind text not null check (kind in ('in', 'out', 'paper')),
  ref uuid,
  number text not null,
  title text not null,
  party text not null,
  day date not null,
  -- Of rahasia and sangat rahasia no word is copied here.
  veiled boolean not null,
  copy text not null check (copy in ('asli', 'kopi', 'salinan')),
  amount text not null,
  note text not null,
  upload uuid,
  sha256 text,
  file_name text,
  file_type text,
  file_bytes integer,
  gone boolean not null default false,
  added_at timestamptz(3) not null,
  added_by text not null,
  constraint item_pk primary key (instansi, id),
  constraint item_folder foreign key (instansi, folder) references archive.folder (instansi, id),
  constraint item_source check ((kind = 'paper') = (ref is null))
);
create index item_by_folder on archive.item (instansi, folder, nth);
-- A letter lies in one folder.
create unique index item_once on archive.item (instansi, kind, ref) where ref is not null;
call platform.wall('archive.item');

-- What was done with a folder, for people; the audit trail stands beside it.
create table archive.event (
  instansi uuid not null,
  id uuid not null,
  folder uuid not null,
  at timestamptz(3) not null,
  kind text not null,
  by_name text not null,
  words text not null,
  constraint event_pk primary key (instansi, id),
  constraint event_folder foreign key (instansi, folder) references archive.folder (instansi, id)
);
create index event_by_folder on archive.event (instansi, folder, id);
call platform.wall('archive.event');

create table archive.loan (
  instansi uuid not null,
  id uuid not null,
  folder uuid not null,
  borrower text not null,
  borrower_unit text not null,
  purpose text not null,
  lent_on date not null,
  due_on date not null,
  lent_by text not null,
  returned_on date,
  returned_to text,
  constraint loan_pk primary key (instansi, id),
  constraint loan_folder foreign key (instansi, folder) references archive.folder (instansi, id),
  constraint loan_days check (due_on >= lent_on)
);
create unique index loan_open_once on archive.loan (instansi, folder) where returned_on is null;
create index loan_open on archive.loan (instansi, due_on, id) where returned_on is null;
create index loan_by_folder on archive.loan (instansi, folder, id);
call platform.wall('archive.loan');

-- Audit, court or complaint: nothing in it is destroyed until it is released.
create table archive.hold (
  instansi uuid not null,
  id uuid not null,
  folder uuid not null,
  kind text not null check (kind in ('pemeriksaan', 'perkara', 'pengaduan', 'lainnya')),
  reason text not null,
  from_day date not null,
  by_name text not null,
  released_on date,
  released_by text,
  release_reason text,
  constraint hold_pk primary key (instansi, id),
  constraint hold_folder foreign key (instansi, folder) references archive.folder (instansi, id)
);
create index hold_live on archive.hold (instansi, folder) where released_on is null;
call platform.wall('archive.hold');

-- Moves with a list and a receipt: to the records unit, or to the archives of the region (LKD).
create table archive.move (
  instansi uuid not null,
  id uuid not null,
  kind text not null check (kind in ('unit-kearsipan', 'lkd')),
  from_unit uuid not null,
  receiver text not null,
  state text not null check (state in ('sent', 'received', 'returned')),
  sent_on date not null,
  sent_by text not null,
  account uuid not null,
  answered_on date,
  answered_by text,
  receipt text not null default '',
  note text not null default '',
  constraint move_pk primary key (instansi, id)
);
create index move_by_state on archive.move (instansi, state, id desc);
call platform.wall('archive.move');
create table archive.move_folder (
  instansi uuid not null,
  move uuid not null,
  folder uuid not null,
  constraint move_folder_pk primary key (instansi, move, folder),
  constraint move_folder_move foreign key (instansi, move) references archive.move (instansi, id),
  constraint move_folder_folder foreign key (instansi, folder) references archive.folder (instansi, id)
);
call platform.wall('archive.move_folder');

-- A proposal of destruction: `folded` is what its steps fold to, the columns are for lists.
create table archive.disposal (
  instansi uuid not null,
  id uuid not null,
  seq integer not null,
  state text not null check (state in ('appraising', 'deciding', 'approved', 'reported', 'executed', 'done', 'rejected', 'cancelled')),
  title text not null,
  unit uuid not null,
  -- Whose turn it may be or was: accounts that may open it.
  accounts uuid[] not null,
  folded jsonb not null,
  document uuid,
  document_number text not null default '',
  document_state text not null default '',
  failure text not null default '',
  proposed_at timestamptz(3) not null,
  constraint disposal_pk primary key (instansi, id)
);
create index disposal_by_time on archive.disposal (instansi, id desc);
call platform.wall('archive.disposal');
create table archive.disposal_step (
  instansi uuid not null,
  disposal uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  constraint disposal_step_pk primary key (instansi, disposal, seq),
  constraint disposal_step_of foreign key (instansi, disposal) references archive.disposal (instansi, id)
);
call platform.wall('archive.disposal_step');
