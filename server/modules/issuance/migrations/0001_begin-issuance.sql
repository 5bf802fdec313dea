create schema issuance;
grant usage on schema issuance to pendopo_app;

-- Series of letter numbers: one row per owning unit, series and year. The row is locked until the caller's transaction
-- ends, so a number is taken only by a letter that was really stored: no gaps, no doubles.
create table issuance.register (
  instansi uuid not null,
  unit uuid not null,
  series text not null,
  year integer not null check (year between 1945 and 9999),
  last integer not null default 0 check (last >= 0),
  -- As last used, for the administrator's page.
  classification text not null,
  pattern text not null,
  constraint register_pk primary key (instansi, unit, series, year)
);
call platform.wall('issuance.register');

create table issuance.document (
  instansi uuid not null,
  id uuid not null,
  code text not null,
  case_kind text not null,
  case_id uuid not null,
  template text not null,
  title text not null,
  -- The unit that signs and owns the register.
  unit uuid not null,
  unit_name text not null,
  series text not null,
  year integer not null,
  seq integer not null check (seq >= 1),
  number text not null,
  letter_date date not null,
  valid_until date,
  subject_masked text not null,
  -- Who signs, as of the day of the letter: name, nip, rank, title, capacity, lines of the block.
  signer jsonb not null,
  way text not null check (way in ('tersertifikasi', 'internal', 'basah')),
  -- The whole letter (fields with NIK, letterhead, block), sealed.
  letter_sealed bytea not null,
  content_hash text not null,
  paper text,
  demo boolean not null,
  status text not null default 'numbered' check (status in ('numbered', 'failed', 'uncertain', 'awaiting-scan', 'signed', 'revoked', 'superseded')),
  failure jsonb,
  attempts integer not null default 0,
  -- A remote provider was asked and has not been heard: the certificate may have been used.
  sending_since timestamptz(3),
  -- Made and on disk, not yet told to the case: whoever finishes or repeats finds it here.
  produced_sha256 text,
  produced_at timestamptz(3),
  -- What was signed, before the signature; for ink: the print.
  unsigned_sha256 text,
  -- The issue that verifies.
  file_sha256 text,
  provider_request text,
  certificate_subject text,
  signed_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid,
  revoke_reason text,
  supersedes uuid,
  created_at timestamptz(3) not null,
  constraint document_pk primary key (instansi, id),
  constraint document_code_once unique (instansi, code),
  constraint document_number_once unique (instansi, unit, series, year, seq),
  constraint document_issue_is_there check (status <> 'signed' or (file_sha256 is not null and signed_at is not null)),
  constraint document_revoked_with_reason check ((status = 'revoked') = (revoked_at is not null and revoke_reason is not null))
);
-- Of each kind of letter a case has one that counts; a revoked one keeps its number.
create unique index document_one_current on issuance.document (instansi, case_kind, case_id, template) where status not in ('revoked', 'superseded');
create index document_by_case on issuance.document (instansi, case_kind, case_id, id);
create index document_by_number on issuance.document (instansi, number);
create index document_unfinished on issuance.document (instansi, created_at) where status in ('numbered', 'failed', 'uncertain', 'awaiting-scan');
call platform.wall('issuance.document');

-- The institution's own certificate authority; keys sealed under a key derived from the master secret.
create table issuance.authority (
  instansi uuid not null,
  id uuid not null,
  stored jsonb not null,
  root_pem text not null,
  expires_at timestamptz(3) not null,
  retired_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint authority_pk primary key (instansi, id)
);
create unique index authority_one_in_use on issuance.authority (instansi) where retired_at is null;
call platform.wall('issuance.authority');

create table issuance.signer_certificate (
  instansi uuid not null,
  id uuid not null,
  person uuid not null,
  authority uuid not null,
  -- As written into the certificate; another name or post is another certificate.
  name text not null,
  title text not null,
  stored jsonb not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint signer_certificate_pk primary key (instansi, id),
  constraint signer_certificate_authority foreign key (instansi, authority) references issuance.authority (instansi, id)
);
create index signer_certificate_by_person on issuance.signer_certificate (instansi, person, expires_at);
call platform.wall('issuance.signer_certificate');

-- The provider of certified signatures that the institution has a contract with.
create table issuance.provider (
  instansi uuid not null,
  kind text not null,
  base_url text not null,
  username text not null,
  password_sealed bytea not null,
  -- "BSrE, BSSN": printed below the letter.
  issuer text not null,
  roots text[] not null,
  version integer not null default 1,
  constraint provider_pk primary key (instansi)
);
call platform.wall('issuance.provider');

-- Installation tables: whoever holds a paper or a file names no institution. The application may add rows of the
-- institution it works for and reads them one by one, through the functions below.
create table issuance.public_code (
  code text not null,
  instansi uuid not null,
  document uuid not null,
  constraint public_code_pk primary key (code)
);
create table issuance.document_hash (
  sha256 text not null,
  instansi uuid not null,
  document uuid not null,
  -- issue: what was given out; print: waits for ink and proves nothing.
  role text not null check (role in ('issue', 'print')),
  constraint document_hash_pk primary key (sha256)
);
alter table issuance.public_code enable row level security;
alter table issuance.document_hash enable row level security;
create policy own_rows on issuance.public_code for insert to pendopo_app with check (instansi = nullif(current_setting('app.instansi', true), '')::uuid);
create policy own_rows on issuance.document_hash for insert to pendopo_app with check (instansi = nullif(current_setting('app.instansi', true), '')::uuid);
grant insert on issuance.public_code, issuance.document_hash to pendopo_app;

create function issuance.by_code(of_code text) returns table (instansi uuid, document uuid)
language sql stable security definer set search_path = '' as $$
  select c.instansi, c.document from issuance.public_code c where c.code = of_code
$$;
create function issuance.by_hash(of_sha256 text) returns table (instansi uuid, document uuid, role text)
language sql stable security definer set search_path = '' as $$
  select h.instansi, h.document, h.role from issuance.document_hash h where h.sha256 = of_sha256
$$;
-- Certificates are public; a file says nothing of the institution whose root it needs.
create function issuance.trusted_roots() returns table (pem text)
language sql stable security definer set search_path = '' as $$
  select a.root_pem from issuance.authority a union select unnest(p.roots) from issuance.provider p
$$;
revoke all on function issuance.by_code, issuance.by_hash, issuance.trusted_roots from public;
grant execute on function issuance.by_code, issuance.by_hash, issuance.trusted_roots to pendopo_app;
