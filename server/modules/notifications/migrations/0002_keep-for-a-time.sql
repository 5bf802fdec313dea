-- How long notices and lines of the delivery log are kept, per institution: a period with its legal basis, since no
-- regulation that we could check names one.
create table notifications.retention (
  instansi uuid not null,
  notice_days integer not null check (notice_days between 30 and 3650),
  delivery_days integer not null check (delivery_days between 30 and 3650),
  legal_basis text not null,
  changed_at timestamptz(3) not null,
  constraint retention_pk primary key (instansi)
);
call platform.wall('notifications.retention');

-- For the daily sweep.
create index notification_by_age on notifications.notification (instansi, at);
