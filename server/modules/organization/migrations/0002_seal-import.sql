-- An uploaded list holds whole NIKs: its cells are sealed like every other NIK, and dropped after thirty days.
alter table organization.import drop column cells, drop column header, add column sheet bytea not null;
