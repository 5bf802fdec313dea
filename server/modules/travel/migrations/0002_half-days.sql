-- A journey of one day may take only half of it: attendance moves the hours that it expects.
alter table travel.trip add column part text not null default 'full' check (part in ('full', 'morning', 'afternoon'));
alter table travel.trip add constraint trip_half_of_one_day check (part = 'full' or from_day = to_day);
