-- A 360° round is over when its superior closes it, beside when all have answered: what it says is shown only then.
alter table performance.review add column closed_at timestamptz(3);
-- Plans that end when their holding does, by the post whose holder changed.
create index plan_open_by_post on performance.plan (instansi, post) where state in ('draft', 'diajukan', 'revisi', 'disetujui', 'berjalan');
