-- Kinds of naskah dinas that an institution made beside those of the catalogue. What never changes of them; everything that does
-- lies in drafts and versions. Gone again only while no version was ever published.
create table letter_types.own_type (
  instansi uuid not null,
  type text not null,
  family text not null check (family in ('arahan', 'korespondensi', 'khusus', 'lainnya')),
  usual_signer text not null,
  template text not null,
  head_of_region boolean not null,
  needs_addressee boolean not null,
  fixed jsonb not null,
  legal_basis text not null,
  copied_from text not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz(3) not null,
  constraint own_type_pk primary key (instansi, type)
);
call platform.wall('letter_types.own_type');
