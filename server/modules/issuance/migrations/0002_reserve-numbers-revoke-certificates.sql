-- Numbers set aside before a letter is there, and numbers put between two others for a forgotten day (reference letters
-- §7, invariants 3, 5, 6). A set-aside number counts in register.last, so 1..last is each either a letter or a row here.
create table issuance.reserved_number (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  series text not null,
  year integer not null check (year between 1945 and 9999),
  seq integer not null check (seq >= 1),
  -- Empty for a number of its own; "a" for 15.a.
  insert_letters text not null default '' check (insert_letters ~ '^[a-z]{0,2}$'),
  state text not null default 'held' check (state in ('held', 'used', 'unused')),
  reason text not null,
  until date not null,
  -- The forgotten day of an inserted number; the day of the letter once it is used.
  letter_day date,
  held_by uuid not null,
  held_by_name text not null,
  created_at timestamptz(3) not null,
  -- The case whose letter takes this number when it is numbered.
  case_kind text,
  case_id uuid,
  -- What used it: a letter made here, or the words of one made elsewhere.
  document uuid,
  used_number text,
  used_for text,
  used_signer text,
  closed_at timestamptz(3),
  closed_by_name text,
  close_reason text,
  constraint reserved_number_pk primary key (instansi, id),
  constraint reserved_number_once unique (instansi, unit, series, year, seq, insert_letters),
  constraint reserved_number_register foreign key (instansi, unit, series, year) references issuance.register (instansi, unit, series, year),
  constraint reserved_number_document foreign key (instansi, document) references issuance.document (instansi, id),
  constraint reserved_number_case_whole check ((case_kind is null) = (case_id is null)),
  constraint reserved_number_inserted_has_day check (insert_letters = '' or letter_day is not null),
  constraint reserved_number_used_says_for_what check (state <> 'used' or (letter_day is not null and used_number is not null and used_for is not null and closed_at is not null)),
  constraint reserved_number_unused_says_why check (state <> 'unused' or (close_reason is not null and closed_at is not null))
);
-- A case has one number waiting for it.
create unique index reserved_number_one_for_case on issuance.reserved_number (instansi, case_kind, case_id) where state = 'held' and case_id is not null;
create index reserved_number_document_fk on issuance.reserved_number (instansi, document) where document is not null;
create index reserved_number_held_until on issuance.reserved_number (instansi, until) where state = 'held';
call platform.wall('issuance.reserved_number');

alter table issuance.document add column insert_letters text not null default '' check (insert_letters ~ '^[a-z]{0,2}$');
alter table issuance.document drop constraint document_number_once;
alter table issuance.document add constraint document_number_once unique (instansi, unit, series, year, seq, insert_letters);

-- A signer's certificate does not count from `revoked_from` on; from `reissue_at` on the person may get a new one.
alter table issuance.signer_certificate add column revoked_from timestamptz(3);
alter table issuance.signer_certificate add column revoked_at timestamptz(3);
alter table issuance.signer_certificate add column reissue_at timestamptz(3);
alter table issuance.signer_certificate add column revoke_reason text;
alter table issuance.signer_certificate add column revoked_by_name text;
alter table issuance.signer_certificate add constraint signer_certificate_revoked_whole check (
  (revoked_from is null) = (revoked_at is null) and (revoked_from is null) = (revoke_reason is null)
  and (reissue_at is null or (revoked_from is not null and reissue_at >= revoked_at)));
create index signer_certificate_revoked on issuance.signer_certificate (instansi, person) where revoked_from is not null;
