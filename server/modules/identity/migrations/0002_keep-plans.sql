-- Asked with every request: in plpgsql, which keeps its plans for the connection (before PostgreSQL 18 the language SQL does
-- not), and without looking for a hat where none is worn. What it answers stays the same.
create or replace function identity.viewer(of_token bytea, at timestamptz)
returns table (account_id uuid, session_id uuid, name text, level text, second_factor_at timestamptz, seen_at timestamptz,
  hat_instansi uuid, hat_holding uuid, post_id uuid, title text, capacity text, unit_id uuid, unit_name text, unit_kind text, duties text[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  select a.id, s.id, a.name, a.level, s.second_factor_at, s.seen_at, s.hat_instansi, s.hat_holding
    into account_id, session_id, name, level, second_factor_at, seen_at, hat_instansi, hat_holding
    from identity.session s
    join identity.account a on a.id = s.account and a.status = 'active'
   where s.token_hash = of_token and s.expires_at > at and not s.pending
     and (not s.shared_computer or s.seen_at > at - interval '30 minutes');
  if not found then return; end if;
  if hat_holding is not null then
    select h.post_id, h.title, h.capacity, h.unit_id, h.unit_name, h.unit_kind, h.duties
      into post_id, title, capacity, unit_id, unit_name, unit_kind, duties
      from organization.hat(hat_instansi, hat_holding, account_id, organization.local_day(hat_instansi, at)) h;
  end if;
  return next;
end $$;

create or replace function identity.key(of_key bytea, at timestamptz)
returns table (id uuid, instansi uuid, name text, scopes text[], seen_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select k.id, k.instansi, k.name, k.scopes, k.seen_at from identity.api_key k
   where k.key_hash = of_key and k.revoked_at is null and (k.expires_at is null or k.expires_at > at);
end $$;
