-- While the first month is being stored nothing is known of the table, and a plan by this index read for every step of
-- five hundred people all that the steps before had stored. Days are asked for by person or by agency; of everybody, by
-- `day_of_agency`, which PostgreSQL 18 skips through.
drop index timesheet.day_by_day;
