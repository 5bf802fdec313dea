-- Institutions in which an account held a post on any day of a period: who belonged somewhere last month still does not judge it.
create function organization.institutions_held(of_accounts uuid[], from_day date, to_day date) returns table (account uuid, instansi uuid)
language sql stable security definer set search_path = '' as $$
  select distinct who.account, h.instansi
    from organization.person who
    join organization.holding h on h.instansi = who.instansi and h.person = who.id
   where who.account = any(of_accounts) and h.from_day <= institutions_held.to_day and (h.to_day is null or h.to_day >= institutions_held.from_day)
$$;
revoke all on function organization.institutions_held from public;
grant execute on function organization.institutions_held to pendopo_app;
