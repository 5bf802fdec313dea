-- Search as everywhere (platform.make_search). A mark names each unit that may find a request: its owner, and who has an open
-- step in it. So the desk of a unit and what it may see as a guest are found by the same word.
drop function permohonan.search_ids(text, integer, uuid[]);
alter table permohonan.search rename to search_before;
alter index permohonan.search_pk rename to search_before_pk;
drop index permohonan.search_words;
call platform.make_search('permohonan', false, $$
  select s.instansi, s.request, case when g.marks is null then s.words else s.words || array_to_tsvector(g.marks) end, array['u:' || s.owner_unit] || coalesce(g.marks, '{}')
    from (select instansi, request, owner_unit, ts_delete(words, permohonan.unit_word(owner_unit)) || array_to_tsvector(array['u:' || owner_unit]) as words from permohonan.search_before) s
    left join (select k.instansi, k.request, array_agg(distinct 'u:' || k.unit) as marks from permohonan.task k where k.guest group by 1, 2) g on g.instansi = s.instansi and g.request = s.request$$);
drop table permohonan.search_before;
drop function permohonan.search_vector(text, uuid, uuid);
drop function permohonan.unit_word(uuid);
drop function permohonan.weeks_word(uuid, integer);
alter table permohonan.search add constraint search_request foreign key (instansi, item) references permohonan.request (instansi, id);

drop policy search_reads on permohonan.request;
drop policy search_reads on permohonan.task;
revoke select (instansi, id, owner_unit) on permohonan.request from pendopo_search;
revoke select (instansi, request, unit, guest) on permohonan.task from pendopo_search;
alter table permohonan.task drop column guest;
