-- A book that goes on where its paper book stands; what was on paper is taken over with its numbers (channel `paper`).
alter table letters.letter drop constraint letter_channel_check;
alter table letters.letter add constraint letter_channel_check check (channel in ('counter', 'email', 'institution', 'paper'));

-- A book may be locked, opened or lend out numbers before its first letter.
alter table letters.book drop constraint book_last_check;
alter table letters.book add constraint book_last_check check (last >= 0);

create table letters.opening (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  year integer not null,
  -- The last number of the paper book: the next one here is the one after it.
  number integer not null check (number > 0),
  -- The day of the last entry on paper.
  day date not null,
  note text not null,
  account uuid not null,
  opened_by text not null,
  opened_at timestamptz(3) not null,
  -- Scan of the last page.
  scan_name text not null,
  scan_type text not null,
  scan_sha256 text not null,
  constraint opening_pk primary key (instansi, id)
);
create unique index opening_once on letters.opening (instansi, unit, year, number);
call platform.wall('letters.opening');

-- Numbers that somebody without a network gives on paper: a block of the book. Blocks of one book never overlap; the counter of
-- the book steps over them, also when they are closed.
create table letters.lease (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  year integer not null,
  first integer not null check (first > 0),
  last integer not null,
  holder text not null,
  until date not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  account uuid not null,
  leased_by text not null,
  leased_at timestamptz(3) not null,
  closed_by text,
  closed_at timestamptz(3),
  close_reason text,
  constraint lease_pk primary key (instansi, id),
  constraint lease_block check (last >= first),
  constraint lease_closed check ((state = 'closed') = (closed_by is not null and closed_at is not null and close_reason is not null))
);
create index lease_by_book on letters.lease (instansi, unit, year, first);
call platform.wall('letters.lease');
