create schema complaints;
grant usage on schema complaints to pendopo_app, pendopo_search;

-- What the administrator sets. `serial` moves with every change of this and the three tables below: whoever keeps them in
-- memory looks at this one row.
create table complaints.settings (
  instansi uuid not null,
  serial integer not null,
  body jsonb not null,
  constraint settings_pk primary key (instansi)
);
call platform.wall('complaints.settings');

create table complaints.category (
  instansi uuid not null,
  code text not null,
  name text not null,
  group_name text not null,
  kinds text[] not null,
  description text not null default '',
  keywords text[] not null default '{}',
  questions jsonb not null default '[]',
  emergency text not null default '',
  unit text,
  active boolean not null default true,
  sort integer not null,
  version integer not null default 1,
  constraint category_pk primary key (instansi, code)
);
call platform.wall('complaints.category');

create table complaints.time_limit (
  instansi uuid not null,
  id uuid not null,
  clock text not null check (clock in ('verification', 'first-answer', 'resolution', 'reporter-reply', 'completion', 'extension', 'reopen-window', 'outside-asking')),
  category text,
  kind text check (kind in ('complaint', 'misconduct', 'information', 'aspiration')),
  n integer not null check (n between 1 and 3650),
  unit text not null check (unit in ('WD', 'CD')),
  start_event text not null default '',
  warn_at_percent integer not null check (warn_at_percent between 1 and 100),
  escalate_to text not null check (escalate_to in ('liaison', 'unit-head', 'coordinator', 'sekda', 'inspektorat')),
  legal_basis text not null,
  version integer not null default 1,
  constraint time_limit_pk primary key (instansi, id),
  constraint time_limit_once unique nulls not distinct (instansi, clock, category, kind)
);
call platform.wall('complaints.time_limit');

create table complaints.routing_rule (
  instansi uuid not null,
  id uuid not null,
  sort integer not null,
  category text,
  region text,
  unit text not null,
  note text not null default '',
  constraint routing_rule_pk primary key (instansi, id)
);
call platform.wall('complaints.routing_rule');

create table complaints.template (
  instansi uuid not null,
  id uuid not null,
  title text not null,
  category text,
  outcome text not null check (outcome in ('progress', 'ask', 'resolved', 'archive', 'hold')),
  body text not null,
  active boolean not null,
  constraint template_pk primary key (instansi, id)
);
call platform.wall('complaints.template');

create table complaints.saved_filter (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  name text not null,
  body jsonb not null,
  constraint saved_filter_pk primary key (instansi, id)
);
create index saved_filter_by_account on complaints.saved_filter (instansi, account);
call platform.wall('complaints.saved_filter');

-- Wide and still: what was reported. Of misconduct, title and body stand in `sealed` alone.
create table complaints.report (
  instansi uuid not null,
  id uuid not null,
  number text not null,
  -- Made by the sender: the same report sent twice is one.
  client_key uuid,
  secret_hash bytea not null,
  secret_sealed bytea not null,
  account uuid,
  title text not null,
  body text not null,
  sealed bytea,
  event_date date,
  region text,
  place text not null default '',
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  answers jsonb not null default '{}',
  name_public boolean not null,
  name_to_agency boolean not null,
  report_public boolean not null,
  origin text not null default '',
  -- Number in another system: tracking id of LAPOR!, id of a foreign Open311 server.
  external_number text,
  -- The institution from which it came by message.
  from_instansi uuid,
  text_hash bigint not null,
  submitted_at timestamptz(3) not null,
  constraint report_pk primary key (instansi, id),
  constraint report_number_once unique (instansi, number)
);
create unique index report_client_key on complaints.report (instansi, client_key) where client_key is not null;
create index report_by_account on complaints.report (instansi, account, id desc) where account is not null;
create index report_by_text on complaints.report (instansi, text_hash, submitted_at);
create unique index report_external on complaints.report (instansi, external_number) where external_number is not null;
call platform.wall('complaints.report');

-- Who reported, apart from what was reported. Sealed; every look at a hidden identity is in the audit trail.
create table complaints.reporter (
  instansi uuid not null,
  report uuid not null,
  sealed bytea not null,
  constraint reporter_pk primary key (instansi, report),
  constraint reporter_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.reporter');

-- The truth: accepted actions, oldest first. `payload` holds facts, `words` the free text; of misconduct it is in `sealed`.
create table complaints.action (
  instansi uuid not null,
  report uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  words jsonb,
  sealed bytea,
  constraint action_pk primary key (instansi, report, seq),
  constraint action_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index action_decided on complaints.action (instansi, at) where kind in ('verify', 'recategorize', 'dispose');
call platform.wall('complaints.action');

-- The fold, written in the transaction of the action. Narrow: what queues read and what deadlines move.
create table complaints.state (
  instansi uuid not null,
  report uuid not null,
  seq integer not null,
  state text not null check (state in ('submitted', 'held', 'not-ours', 'archived', 'verified', 'disposed', 'in-progress', 'wait-reporter', 'scheduled', 'resolved', 'reopen-requested', 'duplicate')),
  kind text not null check (kind in ('complaint', 'misconduct', 'information', 'aspiration')),
  category text,
  channel text not null,
  unit uuid,
  district text,
  cell bigint,
  submitted_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  verified_at timestamptz(3),
  verify_due timestamptz(3),
  answered_at timestamptz(3),
  answer_due timestamptz(3),
  resolved_at timestamptz(3),
  finished_at timestamptz(3),
  due_at timestamptz(3),
  due_clock text,
  due_provisional boolean not null default false,
  resolve_by timestamptz(3),
  badge_at timestamptz(3),
  -- When the house looks again by itself.
  next_at timestamptz(3),
  rungs smallint not null default 0,
  -- Waits for a moderator: seen by nobody else meanwhile.
  held boolean not null default false,
  -- Published, and not taken down.
  shown boolean not null default false,
  draft text check (draft in ('waiting', 'approved', 'returned')),
  rating smallint,
  reopened smallint not null default 0,
  joined integer not null default 0,
  archived_for text,
  duplicate_of uuid,
  calendar_version text not null default '',
  constraint state_pk primary key (instansi, report),
  constraint state_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index state_open_by_due on complaints.state (instansi, due_at, report) where finished_at is null and kind <> 'misconduct';
create index state_open_by_state on complaints.state (instansi, state, due_at, report) where finished_at is null;
create index state_open_by_unit on complaints.state (instansi, unit, due_at, report) where finished_at is null and unit is not null;
create index state_by_unit on complaints.state (instansi, unit, report desc) where unit is not null;
create index state_open_nearby on complaints.state (instansi, category, cell) where finished_at is null and cell is not null;
create index state_held on complaints.state (instansi, report) where held;
create index state_by_next on complaints.state (instansi, next_at) where next_at is not null;
create index state_shown on complaints.state (instansi, report desc) where shown;
create index state_shown_by_category on complaints.state (instansi, category, report desc) where shown;
create index state_shown_by_district on complaints.state (instansi, district, report desc) where shown;
create index state_by_submitted on complaints.state (instansi, submitted_at);
create index state_duplicates on complaints.state (instansi, duplicate_of) where duplicate_of is not null;
create index state_misconduct on complaints.state (instansi, due_at, report) where kind = 'misconduct';
call platform.wall('complaints.state');

-- The whole folded state for the case screen and the next action; dates and ids only.
create table complaints.folded (
  instansi uuid not null,
  report uuid not null,
  seq integer not null,
  body jsonb not null,
  constraint folded_pk primary key (instansi, report),
  constraint folded_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.folded');

create table complaints.supporting (
  instansi uuid not null,
  report uuid not null,
  unit uuid not null,
  constraint supporting_pk primary key (instansi, report, unit),
  constraint supporting_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index supporting_by_unit on complaints.supporting (instansi, unit, report);
call platform.wall('complaints.supporting');

-- Which uploads belong to a report and to which of its actions; an upload belongs to one report only.
create table complaints.attachment (
  instansi uuid not null,
  upload uuid not null,
  report uuid not null,
  seq integer not null,
  constraint attachment_pk primary key (instansi, upload),
  constraint attachment_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index attachment_by_report on complaints.attachment (instansi, report, seq);
call platform.wall('complaints.attachment');

-- Photos sent without an account, until they are attached.
create table complaints.guest_photo (
  instansi uuid not null,
  upload uuid not null,
  network bytea not null,
  at timestamptz(3) not null,
  constraint guest_photo_pk primary key (instansi, upload)
);
create index guest_photo_by_network on complaints.guest_photo (instansi, network, at);
call platform.wall('complaints.guest_photo');

create table complaints.note (
  instansi uuid not null,
  id uuid not null,
  report uuid not null,
  account uuid not null,
  name text not null,
  body text not null,
  sealed bytea,
  at timestamptz(3) not null,
  constraint note_pk primary key (instansi, id),
  constraint note_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index note_by_report on complaints.note (instansi, report, at);
call platform.wall('complaints.note');

-- Nothing doubtful is dropped: it waits here with its reason, and what was decided stays.
create table complaints.moderation (
  instansi uuid not null,
  report uuid not null,
  reason text not null check (reason in ('flood', 'identical', 'profanity', 'media')),
  held_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decision text check (decision in ('release', 'archive')),
  decided_by uuid,
  note text not null default '',
  constraint moderation_pk primary key (instansi, report),
  constraint moderation_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.moderation');

-- What everybody may read: a copy, moderated, covered and rounded. The original is never shown by accident.
create table complaints.published (
  instansi uuid not null,
  report uuid not null,
  title text not null,
  body text not null,
  reporter text not null,
  photos uuid[] not null default '{}',
  lat double precision,
  lng double precision,
  at timestamptz(3) not null,
  constraint published_pk primary key (instansi, report),
  constraint published_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.published');

create table complaints.joiner (
  instansi uuid not null,
  report uuid not null,
  -- Keyed hash of account, e-mail or network: one person counts once and is not known.
  key bytea not null,
  at timestamptz(3) not null,
  constraint joiner_pk primary key (instansi, report, key),
  constraint joiner_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.joiner');

create table complaints.follower (
  instansi uuid not null,
  id uuid not null,
  report uuid not null,
  email_hash bytea not null,
  email_sealed bytea not null,
  token_hash bytea not null,
  confirmed_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint follower_pk primary key (instansi, id),
  constraint follower_once unique (instansi, report, email_hash),
  constraint follower_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create unique index follower_token on complaints.follower (instansi, token_hash);
call platform.wall('complaints.follower');

-- Each rung of the ladder is told once for each clock that reached it.
create table complaints.escalation (
  instansi uuid not null,
  report uuid not null,
  clock text not null,
  due_at timestamptz(3) not null,
  rung smallint not null,
  told text[] not null,
  at timestamptz(3) not null,
  constraint escalation_pk primary key (instansi, report, clock, due_at, rung),
  constraint escalation_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.escalation');

-- Messages between institutions that were taken in: a second delivery changes nothing.
create table complaints.hop_message (
  instansi uuid not null,
  id uuid not null,
  report uuid not null,
  from_instansi uuid not null,
  at timestamptz(3) not null,
  constraint hop_message_pk primary key (instansi, id)
);
call platform.wall('complaints.hop_message');

-- What was decided before: how many reports an officer put under a label, and how many of them carry a word.
create table complaints.decided_label (
  instansi uuid not null,
  label text not null,
  reports integer not null,
  constraint decided_label_pk primary key (instansi, label)
);
call platform.wall('complaints.decided_label');
create table complaints.decided_word (
  instansi uuid not null,
  word text not null,
  label text not null,
  reports integer not null,
  constraint decided_word_pk primary key (instansi, word, label)
);
call platform.wall('complaints.decided_word');

-- Text search. Not leakproof operators cannot use an index below a policy, so it goes through definer functions of the
-- role pendopo_search, which name the tenant themselves and return ids only. Misconduct is never in it.
create table complaints.search (
  instansi uuid not null,
  report uuid not null,
  words tsvector not null,
  constraint search_pk primary key (instansi, report),
  constraint search_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index search_words on complaints.search using gin (instansi, words) with (gin_pending_list_limit = 256);
call platform.wall('complaints.search');

-- Words as they are written, for the nearest one to a word with a typing error. Filled now and then by a job.
create table complaints.vocabulary (
  instansi uuid not null,
  word text not null,
  reports integer not null,
  constraint vocabulary_pk primary key (instansi, word)
);
create index vocabulary_nearby on complaints.vocabulary using gin (instansi, word public.gin_trgm_ops);
call platform.wall('complaints.vocabulary');
-- Up to which report the words have been counted, and up to when the decisions.
create table complaints.learned (
  instansi uuid not null,
  report uuid,
  decided_until timestamptz(3) not null default '-infinity',
  constraint learned_pk primary key (instansi)
);
call platform.wall('complaints.learned');

grant select on complaints.search, complaints.vocabulary to pendopo_search;
grant select (instansi, report, unit, shown, held) on complaints.state to pendopo_search;
grant select (instansi, report, unit) on complaints.supporting to pendopo_search;
create policy search_reads on complaints.search for select to pendopo_search using (true);
create policy search_reads on complaints.vocabulary for select to pendopo_search using (true);
create policy search_reads on complaints.state for select to pendopo_search using (true);
create policy search_reads on complaints.supporting for select to pendopo_search using (true);

-- Newest first, at most `up_to`. `query` is a text of to_tsquery ("lampu & pad:*"), stemmed as Indonesian. With `units`
-- only reports that one of them leads or supports; with `shown_only` only published ones. One plan does not fit all
-- words: the newest reports are looked at first, and they tell whether going on from them ends soon or the index is asked.
create function complaints.search_ids(query text, up_to integer, units uuid[] default null, shown_only boolean default false) returns table (report uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  whole constant tsquery := to_tsquery('pg_catalog.indonesian', query);
  sample constant integer := 2000;
  newest uuid[];
  hits integer;
  rare tsquery;
begin
  if numnode(whole) = 0 then
    return;
  end if;
  -- Units with few reports: all of them are looked at. (ts_match_vq() is @@ without an index.)
  if units is not null and (select count(*) from (select from complaints.state s where s.instansi = tenant and s.unit = any(units) limit 4001) few) <= 4000 then
    return query
      with own as materialized (
          select s.report from complaints.state s where s.instansi = tenant and s.unit = any(units)
          union select k.report from complaints.supporting k where k.instansi = tenant and k.unit = any(units)),
        found as materialized (select o.report from own o join complaints.search s on s.instansi = tenant and s.report = o.report where ts_match_vq(s.words, whole))
      select f.report from found f join complaints.state a on a.instansi = tenant and a.report = f.report
       where not a.held and (a.shown or not shown_only) order by f.report desc limit up_to;
    return;
  end if;

  select array_agg(s.report order by s.report desc), count(*) into newest, hits
    from (select n.report, n.words from complaints.search n where n.instansi = tenant order by n.report desc limit sample) s
    join complaints.state a on a.instansi = tenant and a.report = s.report
   where ts_match_vq(s.words, whole) and (a.shown or not shown_only)
     and (units is null or (not a.held and (a.unit = any(units) or exists (select from complaints.supporting k where k.instansi = tenant and k.report = s.report and k.unit = any(units)))));
  if hits >= up_to then
    return query select unnest(newest[1:up_to]);
    return;
  end if;
  -- Frequent enough that going on from the newest ends within some 60,000 reports.
  if hits * 30 >= up_to then
    return query
      select s.report from complaints.search s join complaints.state a on a.instansi = tenant and a.report = s.report
       where s.instansi = tenant and ts_match_vq(s.words, whole) and (a.shown or not shown_only)
         and (units is null or (not a.held and (a.unit = any(units) or exists (select from complaints.supporting k where k.instansi = tenant and k.report = s.report and k.unit = any(units)))))
       order by s.report desc limit up_to;
    return;
  end if;

  -- The index is asked for the two rarest words only: each costs as many steps as there are reports that carry it.
  select coalesce(r.asked[1] && coalesce(r.asked[2], r.asked[1]), whole) into rare
    from (select array_agg(w.asked) as asked
            from (select to_tsquery('pg_catalog.indonesian', one) as asked, count(n.report) as hits
                    from unnest(string_to_array(query, ' & ')) one
                    left join (select n.report, n.words from complaints.search n where n.instansi = tenant order by n.report desc limit sample / 4) n
                      on ts_match_vq(n.words, to_tsquery('pg_catalog.indonesian', one))
                   group by one order by 2 limit 2) w
           where w.hits < sample / 40) r;
  perform set_config('enable_indexscan', 'off', true);
  return query
    with found as materialized (select s.report from complaints.search s where s.instansi = tenant and s.words @@ rare and ts_match_vq(s.words, whole))
    select f.report from found f join complaints.state a on a.instansi = tenant and a.report = f.report
     where (a.shown or not shown_only)
       and (units is null or (not a.held and (a.unit = any(units) or exists (select from complaints.supporting k where k.instansi = tenant and k.report = f.report and k.unit = any(units)))))
     order by f.report desc limit up_to;
end $$;

-- The word itself when some report carries it (or a word that begins with it), else the nearest known word, else null.
create function complaints.nearest_word(typed text) returns text
language sql stable security definer set search_path = pg_catalog, public set pg_trgm.similarity_threshold = 0.4 as $$
  select coalesce(
    (select typed from complaints.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word ~>=~ typed and v.word ~<~ (typed || '{') limit 1),
    (select v.word from complaints.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word % typed
      order by similarity(v.word, typed) desc, v.reports desc, v.word limit 1))
$$;

grant create on schema complaints to pendopo_search;
alter function complaints.search_ids(text, integer, uuid[], boolean) owner to pendopo_search;
alter function complaints.nearest_word(text) owner to pendopo_search;
revoke create on schema complaints from pendopo_search;
revoke all on function complaints.search_ids(text, integer, uuid[], boolean) from public;
revoke all on function complaints.nearest_word(text) from public;
grant execute on function complaints.search_ids(text, integer, uuid[], boolean) to pendopo_app;
grant execute on function complaints.nearest_word(text) to pendopo_app;
