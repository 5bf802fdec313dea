-- What is rahasia or sangat rahasia: a job looks each night that none of its files lies plain.
create index state_sealed on outgoing.state (instansi, letter) where secrecy in ('rahasia', 'sangat-rahasia');
