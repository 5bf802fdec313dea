-- What is frozen is never taken away, whatever the application asks: it may delete no row by itself. One policy for the
-- application stands on every table, the wall; the condition stands in this function of the owner instead.
drop policy frozen_stays on self_assessment.evidence;
revoke delete on self_assessment.evidence from pendopo_app;
create function self_assessment.drop_evidence(dropped uuid) returns boolean
language sql security definer set search_path = '' as $$
  with gone as (
    delete from self_assessment.evidence where instansi = nullif(current_setting('app.instansi', true), '')::uuid and id = dropped and frozen_at is null returning id)
  select exists (select from gone)
$$;
revoke all on function self_assessment.drop_evidence(uuid) from public;
grant execute on function self_assessment.drop_evidence(uuid) to pendopo_app;
