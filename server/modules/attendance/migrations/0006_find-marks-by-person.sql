-- What waits for a superior is asked of the own staff alone.
create index check_in_marked_of on attendance.check_in (instansi, person, at desc, id desc) where verdict = 'marked';
drop index attendance.check_in_marked;

-- A serial number that one institution retired and another took over has two owners: the one where it works now comes first.
create or replace function attendance.terminal_of(of_serial text)
returns table (instansi uuid, id uuid, state text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select t.instansi, t.id, t.state from attendance.terminal t where t.serial = of_serial and t.state in ('active', 'retired') order by t.state, t.last_contact_at desc limit 2;
end $$;
