create schema organization;
grant usage on schema organization to pendopo_app;

-- Installation tables: which institutions this installation serves, and under which host names.
create table organization.instansi (
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('ministry', 'province', 'regency', 'city')),
  region text not null,
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  code text not null,
  demo boolean not null default false,
  paper text not null default 'A4' check (paper in ('A4', 'F4')),
  profile jsonb not null default '{}',
  created_at timestamptz(3) not null,
  constraint instansi_pk primary key (id),
  constraint instansi_code_once unique (code)
);
create table organization.host (
  host text not null,
  instansi uuid not null,
  constraint host_pk primary key (host),
  constraint host_instansi foreign key (instansi) references organization.instansi (id)
);
grant select, insert, update on organization.instansi, organization.host to pendopo_app;

-- A node of the tree. Renamed and merged units stay with an end day and a successor: letters keep their old head.
create table organization.unit (
  instansi uuid not null,
  id uuid not null,
  parent uuid,
  kind text not null check (kind in ('head-of-region', 'setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'bagian', 'bidang', 'uptd', 'rsud', 'kecamatan', 'kelurahan', 'desa', 'lainnya')),
  code text not null,
  name text not null,
  region text,
  -- address, phone, email, postalCode, website, counterHours
  profile jsonb not null default '{}',
  sort integer not null default 0,
  from_day date not null,
  to_day date,
  successor uuid,
  -- Counts changes: who saves with an older one is told that somebody else was first.
  version integer not null default 1,
  constraint unit_pk primary key (instansi, id),
  constraint unit_code_once unique (instansi, code),
  constraint unit_parent foreign key (instansi, parent) references organization.unit (instansi, id),
  constraint unit_successor foreign key (instansi, successor) references organization.unit (instansi, id),
  constraint unit_not_its_own_parent check (parent <> id and successor <> id),
  constraint unit_days check (to_day is null or to_day >= from_day)
);
create index unit_by_parent on organization.unit (instansi, parent, sort);
create index unit_by_region on organization.unit (instansi, region) where region is not null;
call platform.wall('organization.unit');

-- Names that a unit bore until a day: archives stay findable under them, old letters keep their head.
create table organization.unit_name (
  instansi uuid not null,
  unit uuid not null,
  until_day date not null,
  name text not null,
  constraint unit_name_pk primary key (instansi, unit, until_day),
  constraint unit_name_unit foreign key (instansi, unit) references organization.unit (instansi, id)
);
call platform.wall('organization.unit_name');

create table organization.post (
  instansi uuid not null,
  id uuid not null,
  unit uuid not null,
  title text not null,
  -- Head of its unit: signs for it; its title heads the signer block.
  is_head boolean not null default false,
  duties text[] not null default '{}',
  reports_to uuid,
  sort integer not null default 0,
  from_day date not null,
  to_day date,
  version integer not null default 1,
  constraint post_pk primary key (instansi, id),
  constraint post_unit foreign key (instansi, unit) references organization.unit (instansi, id),
  constraint post_reports_to foreign key (instansi, reports_to) references organization.post (instansi, id),
  constraint post_days check (to_day is null or to_day >= from_day)
);
create index post_by_unit on organization.post (instansi, unit, sort);
call platform.wall('organization.post');

create table organization.person (
  instansi uuid not null,
  id uuid not null,
  account uuid,
  -- As it is printed, with its titles.
  name text not null,
  -- Without titles, case and punctuation: what lists are sorted and compared by.
  bare_name text not null default '',
  nip text,
  nik_hash bytea,
  nik_sealed bytea,
  rank text,
  phone text,
  email text,
  employment text not null default 'pns' check (employment in ('pns', 'cpns', 'pppk', 'head-of-region', 'village', 'contract')),
  version integer not null default 1,
  constraint person_pk primary key (instansi, id),
  constraint person_nip_once unique (instansi, nip),
  constraint person_nik_once unique (instansi, nik_hash)
);
create index person_by_account on organization.person (instansi, account);
create index person_by_name on organization.person (instansi, bare_name, id);
call platform.wall('organization.person');

create table organization.holding (
  instansi uuid not null,
  id uuid not null,
  post uuid not null,
  person uuid not null,
  capacity text not null check (capacity in ('definitive', 'plt', 'plh', 'pj', 'pjs')),
  order_letter text,
  from_day date not null,
  to_day date,
  version integer not null default 1,
  constraint holding_pk primary key (instansi, id),
  constraint holding_post foreign key (instansi, post) references organization.post (instansi, id),
  constraint holding_person foreign key (instansi, person) references organization.person (instansi, id),
  constraint holding_days check (to_day is null or to_day >= from_day)
);
create index holding_by_post on organization.holding (instansi, post, from_day);
create index holding_by_person on organization.holding (instansi, person, from_day);
call platform.wall('organization.holding');

-- The way of signing is a dated property of the holder.
create table organization.sign_mode (
  instansi uuid not null,
  holding uuid not null,
  from_day date not null,
  mode text not null check (mode in ('tersertifikasi', 'internal', 'basah')),
  constraint sign_mode_pk primary key (instansi, holding, from_day),
  constraint sign_mode_holding foreign key (instansi, holding) references organization.holding (instansi, id)
);
call platform.wall('organization.sign_mode');

-- One import: the cells of the file as they were read, the column mapping, and what became of it.
create table organization.import (
  instansi uuid not null,
  id uuid not null,
  kind text not null check (kind in ('units', 'posts', 'people')),
  file_name text not null,
  header jsonb not null,
  cells jsonb not null,
  mapping jsonb not null,
  status text not null default 'open' check (status in ('open', 'taken')),
  -- After taking: reason by line number of the rows that stayed behind, and how many were taken.
  reasons jsonb not null default '{}',
  taken integer not null default 0,
  created_by uuid,
  created_at timestamptz(3) not null,
  version integer not null default 1,
  constraint import_pk primary key (instansi, id)
);
create index import_by_time on organization.import (instansi, created_at desc);
call platform.wall('organization.import');

-- Remembered per institution: which heading means which field.
create table organization.import_heading (
  instansi uuid not null,
  kind text not null check (kind in ('units', 'posts', 'people')),
  heading text not null,
  field text not null,
  constraint import_heading_pk primary key (instansi, kind, heading)
);
call platform.wall('organization.import_heading');

-- The calendar day of an institution at a moment: orders end at midnight on its own clock.
create function organization.local_day(of_instansi uuid, at timestamptz) returns date
language sql stable security definer set search_path = '' as $$
  select ((at at time zone 'UTC') + case zone when 'WITA' then interval '8 hours' when 'WIT' then interval '9 hours' else interval '7 hours' end)::date
    from organization.instansi where id = of_instansi
$$;

-- Pre-tenant look-up for a session: the hat of one holding on one day, or nothing. Rights follow the order's dates.
create function organization.hat(of_instansi uuid, of_holding uuid, of_account uuid, on_day date)
returns table (post_id uuid, title text, capacity text, unit_id uuid, unit_name text, unit_kind text, duties text[])
language sql stable security definer set search_path = '' as $$
  select p.id, p.title, h.capacity, u.id, u.name, u.kind, p.duties
    from organization.holding h
    join organization.person who on who.instansi = h.instansi and who.id = h.person and who.account = of_account
    join organization.post p on p.instansi = h.instansi and p.id = h.post
    join organization.unit u on u.instansi = p.instansi and u.id = p.unit
   where h.instansi = of_instansi and h.id = of_holding
     and h.from_day <= on_day and (h.to_day is null or h.to_day >= on_day)
     and (p.to_day is null or p.to_day >= on_day)
     and (u.to_day is null or u.to_day >= on_day)
     -- Who stands in for a vacant post (Plt., Pj.) has no rights from the day on which it is filled; the order is then
     -- spent, also when the post falls vacant again.
     and (h.capacity not in ('plt', 'pj') or not exists (
       select from organization.holding d where d.instansi = h.instansi and d.post = h.post and d.id <> h.id
         and (d.capacity = 'definitive' or (h.capacity = 'plt' and d.capacity = 'pj'))
         and d.from_day <= on_day and (d.to_day is null or d.to_day >= h.from_day)))
$$;

-- The hats an account may choose from, over all institutions.
create function organization.hats_of(of_account uuid, on_day date)
returns table (instansi uuid, instansi_name text, holding_id uuid, post_id uuid, title text, capacity text, unit_id uuid, unit_name text, duties text[])
language sql stable security definer set search_path = '' as $$
  select h.instansi, i.name, h.id, hat.post_id, hat.title, hat.capacity, hat.unit_id, hat.unit_name, hat.duties
    from organization.person who
    join organization.holding h on h.instansi = who.instansi and h.person = who.id
    join organization.instansi i on i.id = h.instansi
    cross join lateral organization.hat(h.instansi, h.id, of_account, on_day) hat
   where who.account = of_account
   order by h.capacity = 'definitive' desc, h.from_day
$$;
revoke all on function organization.local_day, organization.hat, organization.hats_of from public;
grant execute on function organization.local_day, organization.hat, organization.hats_of to pendopo_app;
create index person_account on organization.person (account) where account is not null;
