-- Regions whose words match, at most `up_to` in the order of their codes. `indexed` is what the index is asked: a word of
-- one or two letters begins half of all names, so it only filters (`whole`). Without the settings the planner, which does
-- not know how many names a prefix begins, reads the whole table.
create function wilayah.by_words(of_level text, indexed tsquery, whole tsquery, code_from text, code_below text, up_to integer)
returns setof wilayah.region language sql stable
set enable_seqscan = off set enable_indexscan = off as $$
  select r.* from wilayah.region r
   where r.words @@ indexed and ts_match_vq(r.words, whole) and r.level = of_level
     and (code_from is null or (r.code ~>=~ code_from and r.code ~<~ code_below))
   limit up_to
$$;
