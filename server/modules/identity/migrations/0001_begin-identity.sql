create schema identity;
grant usage on schema identity to pendopo_app;

-- Installation tables: a person has one account in the installation, whatever the institutions.
create table identity.account (
  id uuid not null,
  name text not null,
  birth_date date,
  nik_hash bytea,
  nik_sealed bytea,
  nip text,
  user_name text,
  phone text,
  email text,
  level text not null default 'unverified' check (level in ('unverified', 'verified')),
  verified_at timestamptz(3),
  verified_by uuid,
  -- pending: made by an institution, waits for its printed card
  status text not null default 'active' check (status in ('pending', 'active', 'locked', 'closed')),
  -- The institution whose administrators gave out the card and may reset it; null: registered by the person.
  managed_by uuid,
  created_at timestamptz(3) not null,
  constraint account_pk primary key (id),
  constraint account_nip_once unique (nip),
  constraint account_user_name_once unique (user_name)
);
-- A NIK is exclusive only after an officer has seen the card.
create unique index account_nik_once_verified on identity.account (nik_hash) where level = 'verified';
create index account_by_nik on identity.account (nik_hash);
create index account_by_phone on identity.account (phone) where phone is not null;
create index account_by_email on identity.account (email) where email is not null;

create table identity.credential (
  id uuid not null,
  account uuid not null,
  kind text not null check (kind in ('password', 'totp', 'passkey', 'recovery-code', 'activation-card', 'reset-code')),
  -- password: argon2id string; totp: sealed; passkey: its id (key and counter in data); codes: keyed hash
  secret bytea not null,
  data jsonb not null default '{}',
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  used_at timestamptz(3),
  constraint credential_pk primary key (id),
  constraint credential_account foreign key (account) references identity.account (id)
);
create index credential_by_account on identity.credential (account, kind);
create unique index credential_one_password on identity.credential (account) where kind = 'password';
create unique index credential_one_totp on identity.credential (account) where kind = 'totp';
-- Found by what is presented: a code's keyed hash, a passkey's id.
create unique index credential_by_secret on identity.credential (secret) where kind in ('recovery-code', 'activation-card', 'reset-code', 'passkey');

create table identity.session (
  token_hash bytea not null,
  id uuid not null,
  account uuid not null,
  hat_instansi uuid,
  hat_holding uuid,
  created_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  second_factor_at timestamptz(3),
  -- The password was right, the second factor is not given yet: nobody is behind this token until then.
  pending boolean not null default false,
  device text not null default '',
  shared_computer boolean not null default false,
  constraint session_pk primary key (token_hash),
  constraint session_account foreign key (account) references identity.account (id)
);
create index session_by_account on identity.session (account);

-- "My requests": one row per case of an account, written in the transaction of the case.
create table identity.account_case (
  account uuid not null,
  instansi uuid not null,
  case_id uuid not null,
  kind text not null,
  number text not null,
  title text not null,
  at timestamptz(3) not null,
  constraint account_case_pk primary key (account, instansi, case_id)
);
create index account_case_by_time on identity.account_case (account, at desc);

-- "Siapa yang membuka data saya": who opened whose data, when, for which case.
create table identity.account_access (
  account uuid not null,
  id uuid not null,
  instansi uuid not null,
  case_id uuid,
  case_number text,
  by_name text not null,
  by_title text not null,
  purpose text not null,
  at timestamptz(3) not null,
  constraint account_access_pk primary key (account, id)
);
create index account_access_by_time on identity.account_access (account, at desc);

create table identity.api_key (
  key_hash bytea not null,
  id uuid not null,
  instansi uuid not null,
  name text not null,
  scopes text[] not null,
  created_by uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  seen_at timestamptz(3),
  constraint api_key_pk primary key (key_hash)
);
create unique index api_key_by_id on identity.api_key (instansi, id);

-- A passkey ceremony between its question and its answer; the row is deleted when answered.
create table identity.challenge (
  id uuid not null,
  account uuid,
  challenge text not null,
  origin text not null,
  expires_at timestamptz(3) not null,
  constraint challenge_pk primary key (id)
);

grant select, insert, update, delete on identity.account, identity.credential, identity.session, identity.account_case,
  identity.account_access, identity.api_key, identity.challenge to pendopo_app;

-- One row for one token: who it is and, for an officer, the hat worn today. On a shared computer half an hour of
-- silence ends the session.
create function identity.viewer(of_token bytea, at timestamptz)
returns table (account_id uuid, session_id uuid, name text, level text, second_factor_at timestamptz, seen_at timestamptz,
  hat_instansi uuid, hat_holding uuid, post_id uuid, title text, capacity text, unit_id uuid, unit_name text, unit_kind text, duties text[])
language sql stable security definer set search_path = '' as $$
  select a.id, s.id, a.name, a.level, s.second_factor_at, s.seen_at,
         s.hat_instansi, s.hat_holding, hat.post_id, hat.title, hat.capacity, hat.unit_id, hat.unit_name, hat.unit_kind, hat.duties
    from identity.session s
    join identity.account a on a.id = s.account and a.status = 'active'
    left join lateral organization.hat(s.hat_instansi, s.hat_holding, a.id, organization.local_day(s.hat_instansi, at)) hat on s.hat_holding is not null
   where s.token_hash = of_token and s.expires_at > at and not s.pending
     and (not s.shared_computer or s.seen_at > at - interval '30 minutes')
$$;

-- One row for one integrator's key.
create function identity.key(of_key bytea, at timestamptz)
returns table (id uuid, instansi uuid, name text, scopes text[], seen_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select k.id, k.instansi, k.name, k.scopes, k.seen_at from identity.api_key k
   where k.key_hash = of_key and k.revoked_at is null and (k.expires_at is null or k.expires_at > at)
$$;
revoke all on function identity.viewer, identity.key from public;
grant execute on function identity.viewer, identity.key to pendopo_app;
