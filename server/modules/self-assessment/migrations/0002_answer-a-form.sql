-- A form of an instrument without levels (IETPD), one for each semester. Answers by field: a text, an option, a list of
-- options, or whole rupiah as text. What is done is not changed; opened again it says why.
create table self_assessment.form (
  instansi uuid not null,
  id uuid not null,
  instrument text not null,
  version integer not null,
  name text not null,
  year integer not null check (year between 2000 and 2199),
  semester integer not null check (semester in (1, 2)),
  level text not null check (level in ('province', 'regency')),
  state text not null check (state in ('draft', 'process', 'done')),
  answers jsonb not null,
  seq integer not null check (seq > 0),
  -- Invented figures, for showing.
  simulated boolean not null default false,
  -- Why it came back; empty otherwise.
  returned text not null default '',
  opened_at timestamptz(3) not null,
  opened_by uuid,
  changed_at timestamptz(3) not null,
  changed_by uuid,
  finished_at timestamptz(3),
  finished_by uuid,
  constraint form_pk primary key (instansi, id),
  constraint form_once unique (instansi, instrument, year, semester),
  constraint form_done_is_finished check ((state = 'done') = (finished_at is not null))
);
call platform.wall('self_assessment.form');
