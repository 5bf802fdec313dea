-- Letters that came by the national application: its number and PDF are entered here, and disposed of as any other.
alter table letters.letter drop constraint letter_channel_check;
alter table letters.letter add constraint letter_channel_check check (channel in ('counter', 'email', 'srikandi', 'institution', 'paper', 'internal'));
