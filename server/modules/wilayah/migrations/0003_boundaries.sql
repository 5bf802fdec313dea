-- Outlines that the administrator brings (pendopo wilayah import-boundaries); none come with the product.
create table wilayah.boundary (
  code text not null,
  level text not null check (level in ('province', 'regency', 'district', 'village')),
  extent box not null,
  -- rings of 32-bit millionths of a degree, see server/engines/map/shape.ts
  shape bytea not null,
  imported_at timestamptz(3) not null,
  constraint boundary_pk primary key (code)
);
create index boundary_by_extent on wilayah.boundary using gist (extent);
grant select on wilayah.boundary to pendopo_app;
