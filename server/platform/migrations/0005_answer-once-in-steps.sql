-- A verb that works in steps of its own (number, draw and sign, finish) holds no transaction while it works: its key says since when.
alter table platform.idempotency add column begun_at timestamptz(3);
