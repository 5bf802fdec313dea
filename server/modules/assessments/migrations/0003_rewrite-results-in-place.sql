-- A recomputation writes every row of a set again: with room on its page the new version needs no new entry in any index.
alter table assessments.result set (fillfactor = 60);
