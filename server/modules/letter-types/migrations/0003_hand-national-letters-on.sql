-- A letter of the national application that was handed on to a post here: it stands in the agenda book that serves the post.
create table letter_types.national_handing (
  instansi uuid not null,
  letter uuid not null,
  post uuid not null,
  -- Under which it arrived in the book; made of letter and post, so that two tries are one arrival.
  key uuid not null,
  by_name text not null,
  at timestamptz(3) not null,
  constraint national_handing_pk primary key (instansi, letter, post),
  constraint national_handing_letter foreign key (instansi, letter) references letter_types.national_letter (instansi, id)
);
call platform.wall('letter_types.national_handing');
