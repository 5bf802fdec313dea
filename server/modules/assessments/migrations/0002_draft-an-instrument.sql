-- A version is the catalogue's, or made here by an administrator who filled in what the catalogue could not know.
-- `based_on`: SHA-256 of the catalogue's instrument at that moment, so that a change there is seen.
alter table assessments.instrument
  add column origin text not null default 'catalogue' check (origin in ('catalogue', 'own')),
  add column based_on text,
  add constraint instrument_own_is_based check ((origin = 'own') = (based_on is not null));

-- The next version while it is being filled in; one for each instrument, gone when it is published.
create table assessments.instrument_draft (
  instansi uuid not null,
  id text not null,
  based_on text not null,
  body jsonb not null,
  seq integer not null check (seq > 0),
  changed_at timestamptz(3) not null,
  changed_by uuid,
  constraint instrument_draft_pk primary key (instansi, id)
);
call platform.wall('assessments.instrument_draft');
