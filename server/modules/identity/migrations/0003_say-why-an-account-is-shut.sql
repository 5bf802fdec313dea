-- Why an administrator has locked or closed an account: its owner reads it when signing in.
alter table identity.account add column state_reason text, add column state_at timestamptz(3), add column state_by uuid;
