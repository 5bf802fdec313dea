-- Keys of the Inspektorat. Each report of misconduct has its own data key; that is wrapped to the group's public key; the
-- group's private key is wrapped to each holder; a holder's private key lies under the holder's passphrase.
create table complaints.group_key (
  instansi uuid not null,
  generation integer not null check (generation >= 1),
  public_key bytea not null,
  made_at timestamptz(3) not null,
  -- Another generation took its place.
  retired_at timestamptz(3),
  constraint group_key_pk primary key (instansi, generation)
);
create unique index group_key_one_in_force on complaints.group_key (instansi) where retired_at is null;
call platform.wall('complaints.group_key');

create table complaints.key_holder (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  name text not null,
  public_key bytea not null,
  sealed_private bytea,
  state text not null check (state in ('waiting', 'active', 'removed')),
  made_at timestamptz(3) not null,
  admitted_at timestamptz(3),
  removed_at timestamptz(3),
  constraint key_holder_pk primary key (instansi, id)
);
create unique index key_holder_once on complaints.key_holder (instansi, account, state) where state <> 'removed';
call platform.wall('complaints.key_holder');

create table complaints.group_key_wrap (
  instansi uuid not null,
  generation integer not null,
  holder uuid not null,
  wrapped bytea not null,
  constraint group_key_wrap_pk primary key (instansi, generation, holder),
  constraint group_key_wrap_generation foreign key (instansi, generation) references complaints.group_key (instansi, generation),
  constraint group_key_wrap_holder foreign key (instansi, holder) references complaints.key_holder (instansi, id)
);
call platform.wall('complaints.group_key_wrap');

-- Its private key exists on paper only, in two halves.
create table complaints.recovery_key (
  instansi uuid not null,
  id uuid not null,
  public_key bytea not null,
  made_at timestamptz(3) not null,
  retired_at timestamptz(3),
  constraint recovery_key_pk primary key (instansi, id)
);
create unique index recovery_key_one_in_force on complaints.recovery_key (instansi) where retired_at is null;
call platform.wall('complaints.recovery_key');

create table complaints.recovery_wrap (
  instansi uuid not null,
  recovery uuid not null,
  generation integer not null,
  wrapped bytea not null,
  constraint recovery_wrap_pk primary key (instansi, recovery, generation),
  constraint recovery_wrap_key foreign key (instansi, recovery) references complaints.recovery_key (instansi, id),
  constraint recovery_wrap_generation foreign key (instansi, generation) references complaints.group_key (instansi, generation)
);
call platform.wall('complaints.recovery_wrap');

-- A half waits here, wrapped to the holder who shall print it, until it was shown once.
create table complaints.recovery_half (
  instansi uuid not null,
  recovery uuid not null,
  half smallint not null check (half in (1, 2)),
  holder uuid not null,
  wrapped bytea not null,
  constraint recovery_half_pk primary key (instansi, recovery, half),
  constraint recovery_half_key foreign key (instansi, recovery) references complaints.recovery_key (instansi, id),
  constraint recovery_half_holder foreign key (instansi, holder) references complaints.key_holder (instansi, id)
);
call platform.wall('complaints.recovery_half');

-- The data key of one report. Without a generation it is sealed by the installation (no group key was made yet).
create table complaints.data_key (
  instansi uuid not null,
  report uuid not null,
  generation integer,
  -- Null at home once the report has arrived elsewhere: from then on only its reporter can open what is here.
  wrapped bytea,
  -- Under the reporter's secret code.
  code_wrapped bytea,
  -- The institution to whose Inspektorat it is wrapped, where that is not this one.
  for_instansi uuid,
  constraint data_key_pk primary key (instansi, report),
  constraint data_key_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index data_key_by_generation on complaints.data_key (instansi, generation, report) where for_instansi is null;
call platform.wall('complaints.data_key');

-- A key on its way to the receiver of a hop, until it was taken in.
create table complaints.hop_key (
  instansi uuid not null,
  report uuid not null,
  for_instansi uuid not null,
  generation integer,
  wrapped bytea not null,
  constraint hop_key_pk primary key (instansi, report, for_instansi),
  constraint hop_key_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.hop_key');

-- Attachments whose bytes lie sealed; name, type and size stand in `sealed` alone.
create table complaints.sealed_file (
  instansi uuid not null,
  upload uuid not null,
  report uuid not null,
  sealed bytea not null,
  constraint sealed_file_pk primary key (instansi, upload)
);
create index sealed_file_by_report on complaints.sealed_file (instansi, report);
call platform.wall('complaints.sealed_file');

-- Plain bytes of which a sealed copy exists: to be removed from the store as soon as the transaction is done.
create table complaints.plain_blob (
  instansi uuid not null,
  sha256 text not null,
  at timestamptz(3) not null,
  constraint plain_blob_pk primary key (instansi, sha256)
);
call platform.wall('complaints.plain_blob');

-- Where reports about the Inspektorat or the head of region go.
create table complaints.province_target (
  instansi uuid not null,
  host text not null default '',
  name text not null default '',
  contact text not null default '',
  constraint province_target_pk primary key (instansi)
);
call platform.wall('complaints.province_target');

-- The code of a misconduct report is kept nowhere but with its reporter.
alter table complaints.report alter column secret_sealed drop not null;
-- Keyed hash of the account: who sent it with an account finds its number again, the table alone names nobody.
alter table complaints.report add column owner_tag bytea;
create index report_by_owner on complaints.report (instansi, owner_tag, id desc) where owner_tag is not null;
