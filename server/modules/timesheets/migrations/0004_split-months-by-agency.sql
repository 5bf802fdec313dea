-- A unit that comes under another agency within a month has days in the recap of both.
alter table timesheet.segment drop constraint segment_pk, add constraint segment_pk primary key (instansi, month, person, holding, agency);
