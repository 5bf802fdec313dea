grant usage on schema platform to pendopo_app, pendopo_search;

-- The tenant wall, the same for every tenant table: forced row-level security on the institution of the transaction.
-- After a local setting ended, current_setting() gives '' and not null; hence nullif.
create procedure platform.wall(name regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format($p$create policy tenant_wall on %s using (instansi = nullif(current_setting('app.instansi', true), '')::uuid)
    with check (instansi = nullif(current_setting('app.instansi', true), '')::uuid)$p$, name);
  -- Jobs that serve every institution (sealer, relay, recomputation) run as the owner, never for a request.
  execute format('create policy owner_works on %s to pendopo_owner using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %s to pendopo_app', name);
end $$;

create table platform.setting (
  key text not null,
  value jsonb not null,
  constraint setting_pk primary key (key)
);
grant select, insert, update on platform.setting to pendopo_app;

-- Facts that happened, written in the transaction of the change. The relay turns them into jobs and deletes them.
create table platform.outbox (
  instansi uuid not null,
  id uuid not null,
  event text not null,
  payload jsonb not null,
  at timestamptz(3) not null,
  run_at timestamptz(3),
  constraint outbox_pk primary key (instansi, id)
);
call platform.wall('platform.outbox');

create table platform.upload (
  instansi uuid not null,
  id uuid not null,
  account uuid,
  name text not null,
  size bigint not null check (size >= 0),
  received bigint not null default 0,
  sha256 text,
  type text check (type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  created_at timestamptz(3) not null,
  completed_at timestamptz(3),
  constraint upload_pk primary key (instansi, id)
);
create index upload_by_account on platform.upload (instansi, account, created_at);
create index upload_unfinished on platform.upload (instansi, created_at) where completed_at is null;
call platform.wall('platform.upload');

-- The same command twice has one effect: the answer of the first is repeated to the second.
create table platform.idempotency (
  instansi uuid not null,
  actor text not null,
  key text not null,
  operation text not null,
  digest text not null,
  answer jsonb,
  at timestamptz(3) not null,
  constraint idempotency_pk primary key (instansi, actor, key)
);
call platform.wall('platform.idempotency');

-- Counters that survive a refusal: failed log-ins, tries of a secret code. Keys are hashes, never names.
create table platform.rate (
  key bytea not null,
  window_start timestamptz(3) not null,
  count integer not null,
  constraint rate_pk primary key (key)
);
grant select, insert, update, delete on platform.rate to pendopo_app;

create schema audit;
grant usage on schema audit to pendopo_app;

create table audit.entry (
  instansi uuid not null,
  id uuid not null,
  at timestamptz(3) not null,
  account uuid,
  post uuid,
  action text not null,
  object text not null,
  object_id uuid,
  detail jsonb not null,
  request_id text not null,
  digest bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint entry_pk primary key (instansi, id)
);
create index entry_by_xid on audit.entry (xid);
create index entry_by_time on audit.entry (instansi, at desc, id desc);
create index entry_by_object on audit.entry (instansi, object_id, at desc) where object_id is not null;
call platform.wall('audit.entry');
-- The application may insert and read, nothing else; the transaction id is PostgreSQL's word, not ours.
revoke all on audit.entry from pendopo_app;
grant select on audit.entry to pendopo_app;
grant insert (instansi, id, at, account, post, action, object, object_id, detail, request_id, digest) on audit.entry to pendopo_app;

create function audit.digest(instansi uuid, id uuid, at timestamptz, account uuid, post uuid, action text,
  object text, object_id uuid, detail jsonb, request_id text) returns bytea language sql immutable parallel safe
return sha256(convert_to(jsonb_build_array(instansi, id, extract(epoch from at), account, post, action, object,
  object_id, detail, request_id)::text, 'UTF8'));

-- One sealed block: the entries of one institution whose transactions ended below `below`, chained by hash.
create table audit.block (
  instansi uuid not null,
  number integer not null,
  from_xid xid8 not null,
  below_xid xid8 not null,
  count integer not null,
  entries uuid[] not null,
  digests bytea[] not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz(3) not null,
  constraint block_pk primary key (instansi, number)
);
call platform.wall('audit.block');
revoke all on audit.block from pendopo_app;
grant select on audit.block to pendopo_app;
