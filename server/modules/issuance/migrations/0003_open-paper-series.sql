-- A series that goes on where its paper register stands.
create table issuance.opening (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  series text not null,
  year integer not null,
  -- The last number of the paper register: the next one here is the one after it.
  number integer not null check (number > 0),
  day date not null,
  note text not null,
  account uuid not null,
  opened_by text not null,
  opened_at timestamptz(3) not null,
  scan_name text not null,
  scan_type text not null,
  scan_sha256 text not null,
  constraint opening_pk primary key (instansi, id),
  constraint opening_register foreign key (instansi, unit, series, year) references issuance.register (instansi, unit, series, year)
);
create unique index opening_once on issuance.opening (instansi, unit, series, year, number);
call platform.wall('issuance.opening');

-- A block lent to an offline register is set aside in one go, and closed in one go. Numbers of a paper register stand here as used.
alter table issuance.reserved_number add column block uuid;
alter table issuance.reserved_number add column holder text;
alter table issuance.reserved_number add column paper boolean not null default false;
alter table issuance.reserved_number add constraint reserved_number_block_has_holder check ((block is null) = (holder is null));
create index reserved_number_block on issuance.reserved_number (instansi, block) where block is not null;
