-- After this day a pattern is given to nobody; what it was given to ended with it. Null: it goes on.
alter table work_schedule.pattern add column last_day date;
