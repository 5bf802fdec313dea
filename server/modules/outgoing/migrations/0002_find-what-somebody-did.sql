-- What somebody did on a day, for the daily log (module performance).
create index action_by_account on outgoing.action (instansi, account, at) where account is not null;
