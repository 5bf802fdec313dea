-- Uploaded lists have a module of their own, which stands above this one.
insert into lists.sheet (instansi, id, account, kind, file_name, sheet, mapping, status, reasons, made, created_at, version)
  select instansi, id, account, 'complaints.' || kind, file_name, sheet, mapping, status, reasons, made, created_at, version from complaints.sheet;
insert into lists.heading (instansi, kind, heading, field) select instansi, 'complaints.' || kind, heading, field from complaints.sheet_heading;
drop table complaints.sheet;
drop table complaints.sheet_heading;
