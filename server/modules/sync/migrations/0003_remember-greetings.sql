-- When a device was in contact and had nothing to send: a command that claims to be older was thought of later. The second one is
-- some minutes older than the first, for what is sent right after a greeting.
alter table sync.device add column greeted_at timestamptz(3), add column greeted_before timestamptz(3);
