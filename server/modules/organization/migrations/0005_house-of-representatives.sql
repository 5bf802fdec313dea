-- DPRD is no perangkat daerah: its letters have a head of their own when its chair signs them (reference of naskah dinas, section 4).
alter table organization.unit drop constraint unit_kind_check;
alter table organization.unit add constraint unit_kind_check check (kind in ('head-of-region', 'dprd', 'setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'bagian', 'bidang', 'uptd', 'rsud', 'kecamatan', 'kelurahan', 'desa', 'lainnya'));
