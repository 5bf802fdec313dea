-- Who is behind many tokens at once, and until when: asked for those that are not in memory when everybody comes at the same minute.
create function identity.viewers(of_tokens bytea[], at timestamptz)
returns table (token_hash bytea, expires_at timestamptz, shared_computer boolean, account_id uuid, session_id uuid, name text, level text, second_factor_at timestamptz, seen_at timestamptz,
  hat_instansi uuid, hat_holding uuid, post_id uuid, title text, capacity text, unit_id uuid, unit_name text, unit_kind text, duties text[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select s.token_hash, s.expires_at::timestamptz, s.shared_computer, v.*
    from unnest(of_tokens) asked (token) join identity.session s on s.token_hash = asked.token
    cross join lateral identity.viewer(s.token_hash, at) v;
end $$;
revoke all on function identity.viewers from public;
grant execute on function identity.viewers to pendopo_app;
