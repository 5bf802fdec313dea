-- The mailbox to which people write, and how far it has been read.
create table complaints.mailbox (
  instansi uuid not null,
  enabled boolean not null,
  -- Of the mailbox itself: answers go there.
  address text not null,
  host text not null,
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  login text not null,
  password_sealed bytea not null,
  folder text not null,
  done_folder text not null default '',
  version integer not null default 1,
  enabled_at timestamptz(3) not null,
  uid_validity text,
  last_uid bigint,
  -- A letter that failed again and again is put aside, so that those behind it are read.
  stuck_uid bigint,
  stuck_tries smallint not null default 0,
  busy_until timestamptz(3),
  looked_at timestamptz(3),
  looked_ok boolean,
  looked_said text,
  constraint mailbox_pk primary key (instansi)
);
call platform.wall('complaints.mailbox');

-- Every letter that was looked at, and what became of it. Sender, subject and Message-ID are sealed.
create table complaints.mail (
  instansi uuid not null,
  id uuid not null,
  -- Keyed hash of what makes a letter itself: the same one is taken once, whatever number the server gives it.
  key bytea not null,
  outcome text not null check (outcome in ('report', 'reply', 'note', 'ignored', 'refused')),
  reason text,
  report uuid,
  sealed bytea not null,
  at timestamptz(3) not null,
  constraint mail_pk primary key (instansi, id),
  constraint mail_once unique (instansi, key),
  constraint mail_report foreign key (instansi, report) references complaints.report (instansi, id)
);
create index mail_by_report on complaints.mail (instansi, report, id) where report is not null;
create index mail_to_look on complaints.mail (instansi, id desc) where reason is not null;
call platform.wall('complaints.mail');

alter table complaints.moderation drop constraint moderation_reason_check;
alter table complaints.moderation add constraint moderation_reason_check check (reason in ('flood', 'identical', 'profanity', 'media', 'number', 'spam'));
