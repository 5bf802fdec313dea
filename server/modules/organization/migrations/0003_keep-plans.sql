-- Both are asked with every request of an officer. Before PostgreSQL 18 a function in the language SQL is planned anew at
-- each call; plpgsql keeps its plans for the connection. What they answer stays the same.
create or replace function organization.local_day(of_instansi uuid, at timestamptz) returns date
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select ((at at time zone 'UTC') + case i.zone when 'WITA' then interval '8 hours' when 'WIT' then interval '9 hours' else interval '7 hours' end)::date
    from organization.instansi i where i.id = of_instansi);
end $$;

create or replace function organization.hat(of_instansi uuid, of_holding uuid, of_account uuid, on_day date)
returns table (post_id uuid, title text, capacity text, unit_id uuid, unit_name text, unit_kind text, duties text[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
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
         and d.from_day <= on_day and (d.to_day is null or d.to_day >= h.from_day)));
end $$;
