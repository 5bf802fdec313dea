create schema wilayah;
grant usage on schema wilayah to pendopo_app, pendopo_search;

-- Reference data: every region by its Kemendagri code ("35", "35.02", "35.02.01", "35.02.01.2001").
create table wilayah.region (
  code text not null,
  level text not null check (level in ('province', 'regency', 'district', 'village')),
  name text not null,
  parent text,
  -- "Babadan, Ponorogo, Jawa Timur": the names above it, nearest first
  path text not null,
  words tsvector not null,
  constraint region_pk primary key (code)
);
create index region_by_parent on wilayah.region (parent, name);
create index region_by_words on wilayah.region using gin (words);
create index region_by_code on wilayah.region (code text_pattern_ops);
create index region_by_name on wilayah.region (level, lower(name) text_pattern_ops);
grant select on wilayah.region to pendopo_app, pendopo_search;
