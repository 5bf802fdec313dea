-- A letter that is rahasia or sangat rahasia: its file lies sealed in the store, opens only through the module of its case, and is never public.
alter table issuance.document add column secret boolean not null default false;
