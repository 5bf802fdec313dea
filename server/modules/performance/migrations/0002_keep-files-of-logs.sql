-- Evidence of a log as uploaded files, beside words or a link.
alter table performance.log add column files uuid[] not null default '{}';
