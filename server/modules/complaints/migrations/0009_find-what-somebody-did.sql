-- What an officer did on a day, for the daily log (module performance).
create index action_by_account on complaints.action (instansi, account, at) where account is not null and payload -> 'by' ->> 'kind' = 'officer';
