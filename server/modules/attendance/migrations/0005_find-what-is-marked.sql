-- What waits for a superior is looked up over two months of everybody's check-ins, of which few are marked. Only those cost an entry here.
create index check_in_marked on attendance.check_in (instansi, received_at, person) where verdict = 'marked';
