-- Search as everywhere (platform.make_search). Keys of access and what filters ask (rules/marks-of-a-letter.ts) are its marks.
-- Letters that go out are found in it too, so that an item is not always a row of letters.letter.
drop function letters.search_ids(text, text[], integer);
drop function letters.nearest_word(text);
alter table letters.search rename to search_before;
alter index letters.search_pk rename to search_before_pk;
drop index letters.search_words;
alter table letters.vocabulary rename to vocabulary_before;
alter index letters.vocabulary_pk rename to vocabulary_before_pk;
drop index letters.vocabulary_nearby;
call platform.make_search('letters', true, $$
  select s.instansi, s.letter, s.words || array_to_tsvector(f.marks || array_remove(array[regexp_replace(lower(l.sender_number), '[^a-z0-9]+', '', 'g'), l.agenda::text || l.year], '')), s.access || f.marks
    from letters.search_before s join letters.letter l on l.instansi = s.instansi and l.id = s.letter join letters.state a on a.instansi = l.instansi and a.letter = l.id,
    lateral (select array(select distinct m from unnest(array['k:in', 'd:' || l.letter_date, 'd:' || to_char(l.letter_date, 'YYYY-MM'), 'd:' || to_char(l.letter_date, 'YYYY'), 's:' || l.secrecy, 'z:' || a.state, 'b:' || l.unit]
        || array(select 'c:' || array_to_string((string_to_array(l.classification, '.'))[1:n], '.') from generate_series(1, cardinality(string_to_array(l.classification, '.'))) n)
        || array(select 'f:' || w from regexp_split_to_table(lower(l.sender), '[^a-z0-9]+') w where w <> '')) m) as marks) f$$,
  'select instansi, word, letters from letters.vocabulary_before');
drop table letters.search_before, letters.vocabulary_before, letters.learned;
drop function letters.search_vector(text, uuid, text[]);
drop function letters.weeks_word(uuid, integer);
