-- What a partner told by Open311 about a report, under the partner's own number: the same one is heard once.
create table complaints.partner_update (
  instansi uuid not null,
  report uuid not null,
  -- Of the key that sent it.
  account uuid not null,
  foreign_id text not null,
  given_id text not null,
  at timestamptz(3) not null,
  constraint partner_update_pk primary key (instansi, report, account, foreign_id),
  constraint partner_update_report foreign key (instansi, report) references complaints.report (instansi, id)
);
call platform.wall('complaints.partner_update');

-- What happened between two moments, for those who ask now and then what is new. Actions are written in the order of
-- time, so that a summary of each stretch of the table is enough and costs a new action next to nothing.
create index action_by_time on complaints.action using brin (instansi, at) with (pages_per_range = 16, autosummarize = on);
