-- What the organiser says it received, with the digest of its own copy.
create table self_assessment.receipt (
  instansi uuid not null,
  submission uuid not null,
  sha256 text not null,
  received_at timestamptz(3) not null,
  constraint receipt_pk primary key (instansi, submission),
  constraint receipt_submission foreign key (instansi, submission) references self_assessment.submission (instansi, id)
);
call platform.wall('self_assessment.receipt');
revoke update, delete on self_assessment.receipt from pendopo_app;
