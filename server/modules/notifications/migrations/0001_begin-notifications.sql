create schema notifications;
grant usage on schema notifications to pendopo_app;

-- What a person was told. An account belongs to no institution; what it is told does.
create table notifications.notification (
  instansi uuid not null,
  id uuid not null,
  account uuid not null,
  kind text not null,
  title text not null,
  text text not null,
  -- Name of the layanan, for the inbox only.
  about text,
  -- Path inside the house for the signed-in person, and for everybody who got the message.
  href text,
  link text,
  -- The message (outbox id) it follows from: told once, however often the job runs.
  source uuid not null,
  -- False: the person does not want this kind in the inbox, but on another channel.
  in_inbox boolean not null,
  at timestamptz(3) not null,
  read_at timestamptz(3),
  constraint notification_pk primary key (instansi, id),
  constraint notification_once unique (instansi, source, account, kind)
);
create index notification_by_account on notifications.notification (instansi, account, at desc, id desc) where in_inbox;
create index notification_unread on notifications.notification (instansi, account, at desc, id desc) where in_inbox and read_at is null;
call platform.wall('notifications.notification');

-- Only what differs from the start is kept.
create table notifications.preference (
  instansi uuid not null,
  account uuid not null,
  channel text not null check (channel in ('in-app', 'email', 'whatsapp', 'sms')),
  kind text not null,
  wanted boolean not null,
  at timestamptz(3) not null,
  constraint preference_pk primary key (instansi, account, kind, channel)
);
call platform.wall('notifications.preference');

-- One line per sending out of the house. The address itself is read from the account when it is sent.
create table notifications.delivery (
  instansi uuid not null,
  id uuid not null,
  -- Empty for what must not be kept, such as the link that sets a new password.
  notification uuid,
  account uuid not null,
  kind text not null,
  source uuid not null,
  channel text not null check (channel in ('email', 'whatsapp', 'sms')),
  address_masked text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'skipped')),
  attempts integer not null default 0,
  reference text,
  error text,
  at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  constraint delivery_pk primary key (instansi, id),
  constraint delivery_once unique (instansi, source, account, kind, channel),
  constraint delivery_notification foreign key (instansi, notification) references notifications.notification (instansi, id)
);
create index delivery_by_time on notifications.delivery (instansi, at desc, id desc);
create index delivery_by_state on notifications.delivery (instansi, state, at desc, id desc) where state <> 'sent';
create index delivery_by_notification on notifications.delivery (instansi, notification) where notification is not null;
call platform.wall('notifications.delivery');

-- Moved promises wait here for a moment, so that one calendar gives one message per person. `digest` is the open envelope.
create table notifications.digest (
  instansi uuid not null,
  account uuid not null,
  -- Names this envelope: a job that runs again must not empty the next one.
  envelope uuid not null,
  opened_at timestamptz(3) not null,
  constraint digest_pk primary key (instansi, account)
);
call platform.wall('notifications.digest');

create table notifications.due_move (
  instansi uuid not null,
  -- Outbox id of the message.
  id uuid not null,
  account uuid not null,
  request uuid not null,
  number text not null,
  old_due text,
  new_due text,
  reason text not null,
  at timestamptz(3) not null,
  told boolean not null default false,
  constraint due_move_pk primary key (instansi, id)
);
create index due_move_waiting on notifications.due_move (instansi, account) where not told;
call platform.wall('notifications.due_move');
