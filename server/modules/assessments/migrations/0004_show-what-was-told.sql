-- `list`: results of many, loaded or computed here. `own`: the one result of this institution that an organiser published
-- and told; `told_by` is its campaign. Both may be shown for the same index and year.
alter table assessments.result_set
  add column scope text not null default 'list' check (scope in ('list', 'own')),
  add column told_by uuid,
  add constraint result_set_own_is_told check ((scope = 'own') = (told_by is not null));
drop index assessments.result_set_one_public;
create unique index result_set_one_public on assessments.result_set (instansi, family, year) where state = 'public' and scope = 'list';
create unique index result_set_one_told on assessments.result_set (instansi, told_by) where state = 'public' and scope = 'own';
