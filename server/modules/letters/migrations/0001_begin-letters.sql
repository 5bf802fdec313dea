create schema letters;
grant usage on schema letters to pendopo_app, pendopo_search;

-- What the administrator sets: the clocks by urgency, each with its legal basis.
create table letters.settings (
  instansi uuid not null,
  version integer not null,
  clocks jsonb not null,
  constraint settings_pk primary key (instansi)
);
call platform.wall('letters.settings');

-- Agenda books: the last number of a unit, direction and year. Locked by whoever takes the next one, in the transaction of
-- the letter: what is rolled back leaves no gap.
create table letters.book (
  instansi uuid not null,
  unit uuid not null,
  direction text not null check (direction in ('in', 'out')),
  year integer not null,
  last integer not null check (last > 0),
  constraint book_pk primary key (instansi, unit, direction, year)
);
call platform.wall('letters.book');

-- Wide and still: what is written on the letter. Of sangat rahasia the words stand in `sealed` alone.
create table letters.letter (
  instansi uuid not null,
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  unit uuid not null,
  year integer not null,
  agenda integer not null,
  -- Made by the sender, person or institution: the same letter sent twice is one.
  client_key uuid,
  sender text not null,
  sender_number text not null,
  letter_date date not null,
  subject text not null,
  summary text not null,
  attachments text not null,
  classification text not null,
  secrecy text not null check (secrecy in ('biasa', 'terbatas', 'rahasia', 'sangat-rahasia')),
  urgency text not null check (urgency in ('biasa', 'segera', 'sangat-segera')),
  channel text not null check (channel in ('counter', 'email', 'institution')),
  from_instansi uuid,
  sealed bytea,
  duplicate_of uuid,
  account uuid,
  recorded_by text not null,
  received_at timestamptz(3) not null,
  registered_at timestamptz(3) not null,
  constraint letter_pk primary key (instansi, id),
  constraint letter_agenda_once unique (instansi, unit, direction, year, agenda),
  constraint letter_duplicate_of foreign key (instansi, duplicate_of) references letters.letter (instansi, id),
  constraint letter_sealed check ((secrecy = 'sangat-rahasia') = (sealed is not null))
);
create unique index letter_client_key on letters.letter (instansi, client_key) where client_key is not null;
create index letter_by_receipt on letters.letter (instansi, unit, received_at);
call platform.wall('letters.letter');

-- Keyed hash of sender, number and date. Two clerks who enter one letter at the same moment meet here.
create table letters.known (
  instansi uuid not null,
  digest bytea not null,
  letter uuid not null,
  constraint known_pk primary key (instansi, digest),
  constraint known_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
call platform.wall('letters.known');

-- Scans, reports, photos of disposition sheets. `seq` is the action that brought it, 1 the letter itself. Where `sealed`, the store
-- holds the bytes encrypted.
create table letters.file (
  instansi uuid not null,
  id uuid not null,
  letter uuid not null,
  seq integer not null,
  nth integer not null,
  name text not null,
  type text not null,
  bytes integer not null,
  sha256 text not null,
  sealed boolean not null default false,
  -- waiting for the job that reads it · read · impossible (no tool, or nothing to read) · closed (sangat rahasia is never read)
  text_state text not null check (text_state in ('none', 'waiting', 'read', 'impossible', 'closed')),
  body text not null default '',
  constraint file_pk primary key (instansi, id),
  constraint file_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
create index file_by_letter on letters.file (instansi, letter, seq, nth);
call platform.wall('letters.file');

-- The truth: accepted actions, oldest first. `payload` holds facts, `words` the free text; of sangat rahasia it is in `sealed`.
create table letters.action (
  instansi uuid not null,
  letter uuid not null,
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  account uuid,
  payload jsonb not null,
  words text,
  sealed bytea,
  constraint action_pk primary key (instansi, letter, seq),
  constraint action_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
call platform.wall('letters.action');

-- What the actions fold to, whole; and the same as narrow rows that lists read.
create table letters.state (
  instansi uuid not null,
  letter uuid not null,
  seq integer not null,
  state text not null check (state in ('diterima', 'didisposisi', 'dikembalikan', 'selesai')),
  due_at timestamptz(3) not null,
  due_provisional boolean not null,
  finished_at timestamptz(3),
  folded jsonb not null,
  constraint state_pk primary key (instansi, letter),
  constraint state_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
call platform.wall('letters.state');

create table letters.branch (
  instansi uuid not null,
  id uuid not null,
  letter uuid not null,
  parent uuid,
  post uuid not null,
  from_post uuid,
  role text check (role in ('lead', 'support')),
  state text not null check (state in ('baru', 'dibaca', 'diproses', 'selesai', 'dikembalikan', 'ditarik')),
  arrived_at timestamptz(3) not null,
  read_at timestamptz(3),
  ended_at timestamptz(3),
  due_at timestamptz(3) not null,
  -- The action whose words hold the instruction.
  seq integer not null,
  prepared boolean not null default false,
  -- Of sangat rahasia only: the person who got it; nobody else finds it in the inbox of the post.
  person uuid,
  secrecy text not null,
  constraint branch_pk primary key (instansi, id),
  constraint branch_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
create index branch_by_letter on letters.branch (instansi, letter);
-- An inbox: what is unread, what is open, what is done; by post, in the order in which it is shown.
create index branch_unread on letters.branch (instansi, post, due_at, id) where state = 'baru';
create index branch_live on letters.branch (instansi, post, due_at, id) where ended_at is null;
create index branch_ended on letters.branch (instansi, post, ended_at desc, id desc) where ended_at is not null;
create index branch_given on letters.branch (instansi, from_post, due_at, id) where ended_at is null and from_post is not null;
-- What a post gave lately, for its quick choices.
create index branch_by_giver on letters.branch (instansi, from_post, id desc) where from_post is not null;
call platform.wall('letters.branch');

-- By dated mandate an assistant sees, sorts, prepares and records for the post of a leader, and never sends.
create table letters.mandate (
  instansi uuid not null,
  id uuid not null,
  post uuid not null,
  assistant uuid not null,
  up_to text not null check (up_to in ('terbatas', 'rahasia')),
  order_letter text not null,
  from_day date not null,
  to_day date,
  version integer not null default 1,
  constraint mandate_pk primary key (instansi, id),
  constraint mandate_days check (to_day is null or to_day >= from_day)
);
create index mandate_by_assistant on letters.mandate (instansi, assistant);
create index mandate_by_post on letters.mandate (instansi, post);
call platform.wall('letters.mandate');

-- Finished letters to other institutions of this installation, and what came back.
create table letters.dispatch (
  instansi uuid not null,
  id uuid not null,
  client_key uuid,
  to_instansi uuid not null,
  to_name text not null,
  unit uuid not null,
  account uuid,
  body jsonb not null,
  upload uuid not null,
  sent_at timestamptz(3) not null,
  state text not null check (state in ('sent', 'received', 'failed')),
  receipt text not null default '',
  constraint dispatch_pk primary key (instansi, id)
);
create unique index dispatch_client_key on letters.dispatch (instansi, client_key) where client_key is not null;
create index dispatch_by_unit on letters.dispatch (instansi, unit, id desc);
call platform.wall('letters.dispatch');

-- Text search over what somebody may see. Keys of access (rules/who-may-read.ts) are words of their own beside those of the
-- letter, so that one index answers both. Sangat rahasia is never in it. Not leakproof operators cannot use an index below a
-- policy, so it goes through definer functions of the role pendopo_search, which name the tenant themselves and return ids.
create table letters.search (
  instansi uuid not null,
  letter uuid not null,
  words tsvector not null,
  access text[] not null,
  constraint search_pk primary key (instansi, letter),
  constraint search_letter foreign key (instansi, letter) references letters.letter (instansi, id)
);
create index search_words on letters.search using gin (instansi, words) with (gin_pending_list_limit = 256);
call platform.wall('letters.search');

-- Words as they are written, for the nearest one to a word with a typing error; counted by a job.
create table letters.vocabulary (
  instansi uuid not null,
  word text not null,
  letters integer not null,
  constraint vocabulary_pk primary key (instansi, word)
);
create index vocabulary_nearby on letters.vocabulary using gin (instansi, word public.gin_trgm_ops);
call platform.wall('letters.vocabulary');
create table letters.learned (
  instansi uuid not null,
  letter uuid,
  constraint learned_pk primary key (instansi)
);
call platform.wall('letters.learned');

grant select on letters.search, letters.vocabulary to pendopo_search;
create policy search_reads on letters.search for select to pendopo_search using (true);
create policy search_reads on letters.vocabulary for select to pendopo_search using (true);

-- The seven weeks in which a letter came, as a word: a letter's id begins with its millisecond, and the first four digits change
-- every 49.7 days (decision 7).
create function letters.weeks_word(letter uuid, earlier integer default 0) returns text language sql immutable parallel safe
  return 'w:' || (('x' || left(letter::text, 4))::bit(16)::integer - earlier)::text;
create function letters.search_vector(words text, letter uuid, access text[]) returns tsvector language sql immutable parallel safe
  return to_tsvector('pg_catalog.indonesian', words) || array_to_tsvector(array[letters.weeks_word(letter)] || access);

-- Newest first, at most `up_to`. `query` is a text of to_tsquery ("rapat & anggar:*"), stemmed as Indonesian; of `keys` the letter
-- must carry one; an empty query finds the newest that do. Words that the newest letters carry often are found by walking from the newest; others are asked of the index,
-- of the latest weeks first. (ts_match_vq() is @@ without an index.)
create function letters.search_ids(query text, keys text[], up_to integer) returns table (letter uuid)
language plpgsql stable security definer set search_path = pg_catalog set enable_seqscan = off set enable_indexscan = on set enable_bitmapscan = off set enable_sort = off set plan_cache_mode = force_generic_plan as $$
declare
  tenant constant uuid := nullif(current_setting('app.instansi', true), '')::uuid;
  mine constant tsquery := (select string_agg(quote_literal(k), ' | ') from unnest(keys) k)::tsquery;
  typed constant tsquery := case when query <> '' then to_tsquery('pg_catalog.indonesian', query) end;
  whole constant tsquery := case when query = '' then mine else typed && mine end;
  hits integer;
  newest uuid;
  found uuid[];
  latest tsquery;
begin
  if mine is null or numnode(typed) = 0 then
    return;
  end if;
  select count(*) filter (where ts_match_vq(n.words, whole)), (array_agg(n.letter))[1] into hits, newest
    from (select s.letter, s.words from letters.search s where s.instansi = tenant order by s.letter desc limit 300) n;
  -- In eight of 300: a page is full after some thousand steps.
  if hits >= 8 then
    return query select s.letter from letters.search s where s.instansi = tenant and ts_match_vq(s.words, whole) order by s.letter desc limit up_to;
    return;
  end if;
  perform set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true);
  foreach hits in array array[2, 8, 0] loop
    latest := case when hits = 0 then whole else whole && (select string_agg(quote_literal(letters.weeks_word(newest, e)), ' | ') from generate_series(0, hits - 1) e)::tsquery end;
    found := array(select s.letter from letters.search s where s.instansi = tenant and s.words @@ latest order by s.letter desc limit up_to);
    if cardinality(found) >= up_to or hits = 0 then
      return query select unnest(found);
      return;
    end if;
  end loop;
end $$;

-- The word itself when some letter carries it (or a word that begins with it), else the nearest known word, else null.
create function letters.nearest_word(typed text) returns text
language sql stable security definer set search_path = pg_catalog, public set pg_trgm.similarity_threshold = 0.4 as $$
  select coalesce(
    (select typed from letters.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word ~>=~ typed and v.word ~<~ (typed || '{') limit 1),
    (select v.word from letters.vocabulary v where v.instansi = nullif(current_setting('app.instansi', true), '')::uuid and v.word % typed
      order by similarity(v.word, typed) desc, v.letters desc, v.word limit 1))
$$;

grant create on schema letters to pendopo_search;
alter function letters.search_ids(text, text[], integer) owner to pendopo_search;
alter function letters.nearest_word(text) owner to pendopo_search;
revoke create on schema letters from pendopo_search;
revoke all on function letters.search_ids(text, text[], integer), letters.nearest_word(text) from public;
grant execute on function letters.search_ids(text, text[], integer), letters.nearest_word(text) to pendopo_app;
