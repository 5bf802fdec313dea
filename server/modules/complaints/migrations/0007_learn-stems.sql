-- Decisions are counted by stems from now on: all of them again, at the next round.
truncate complaints.decided_word, complaints.decided_label;
update complaints.learned set decided_until = '-infinity';
