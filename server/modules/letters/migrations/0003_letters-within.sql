-- A letter that another unit of the institution signed in Pendopo arrives by itself, with a link back to module outgoing.
alter table letters.letter drop constraint letter_channel_check;
alter table letters.letter add constraint letter_channel_check check (channel in ('counter', 'email', 'institution', 'paper', 'internal'));
alter table letters.letter add column from_letter uuid;
