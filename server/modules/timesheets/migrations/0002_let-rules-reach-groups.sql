-- A rule may hold for a group: these units, or units of these kinds, each with all below them. Neither: the whole institution.
alter table timesheet.policy add column units uuid[] not null default '{}', add column unit_kinds text[] not null default '{}',
  add constraint policy_one_way_of_reaching check (units = '{}' or unit_kinds = '{}');
drop index timesheet.policy_one_from_a_day;
create unique index policy_one_from_a_day on timesheet.policy (instansi, from_day, units, unit_kinds) where state = 'published';

-- A recap from before Pendopo may end inside its month, where Pendopo began in the middle of one. Null: the whole month.
alter table timesheet.earlier_month add column until_day date;
create index earlier_month_by_month on timesheet.earlier_month (instansi, month);
