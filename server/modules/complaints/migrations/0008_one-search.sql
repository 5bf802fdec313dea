-- Search as everywhere (platform.make_search). Marks: the units that lead or support a report that is not held back, and
-- whether the public sees it.
create function complaints.search_marks(unit uuid, supporting uuid[], shown boolean, held boolean) returns text[] language sql immutable parallel safe
  return array(select 'u:' || u from (select unit union select unnest(supporting)) m (u) where u is not null and not held order by u) || case when shown then array['k:public'] else '{}' end;

drop function complaints.search_ids(text, integer, uuid[], boolean);
drop function complaints.nearest_word(text);
alter table complaints.search rename to search_before;
alter index complaints.search_pk rename to search_before_pk;
drop index complaints.search_words;
alter table complaints.vocabulary rename to vocabulary_before;
alter index complaints.vocabulary_pk rename to vocabulary_before_pk;
drop index complaints.vocabulary_nearby;
call platform.make_search('complaints', true, $$
  select s.instansi, s.report, s.words || array_to_tsvector(m.marks), m.marks
    from complaints.search_before s join complaints.state a on a.instansi = s.instansi and a.report = s.report
    left join (select instansi, report, array_agg(unit) as units from complaints.supporting group by 1, 2) k on k.instansi = s.instansi and k.report = s.report,
    lateral complaints.search_marks(a.unit, coalesce(k.units, '{}'), a.shown, a.held) m (marks)$$,
  'select instansi, word, reports from complaints.vocabulary_before');
drop table complaints.search_before, complaints.vocabulary_before;
drop function complaints.search_vector(text, uuid);
drop function complaints.weeks_word(uuid, integer);
alter table complaints.search add constraint search_report foreign key (instansi, item) references complaints.report (instansi, id);
alter table complaints.learned drop column report;

drop policy search_reads on complaints.state;
drop policy search_reads on complaints.supporting;
revoke select (instansi, report, unit, shown, held) on complaints.state from pendopo_search;
revoke select (instansi, report, unit) on complaints.supporting from pendopo_search;
