import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Secrecy, Urgency } from './words.ts';

/** A finished letter on its way to somebody; `key` makes two tries one arrival. */
export interface LetterOnItsWay {
  key: string;
  number: string;
  letterDate: CalendarDay;
  subject: string;
  attachments: string;
  classification: string;
  secrecy: Secrecy;
  urgency: Urgency;
  /** The letter first, then what is attached; bytes that lie in the store. */
  files: readonly { name: string; type: string; size: number; sha256: string }[];
}
export interface LetterWithin extends LetterOnItsWay {
  /** The office that signs, as the book names a sender. */
  sender: string;
  post: string;
  /** In module outgoing, or as the national application's letter is recorded. */
  fromLetter: string;
  /** How it came; absent: signed in this institution. */
  channel?: 'srikandi';
}
export interface LetterAbroad extends LetterOnItsWay {
  host: string;
  /** The unit that sends. */
  unit: string;
}
/** What became of it: `text` as "agenda 12/2026, dibaca Sen 2 Mar". */
export interface LetterReceipt {
  state: 'sent' | 'received' | 'failed';
  text: string;
}
export interface LetterReference {
  id: string;
  subject: string;
  sender: string;
  number: string;
  agenda: string;
  classification: string;
  href: string;
}

/** House part `letters`: what letters that go out need of the book of those that come in. `C` is the platform's Context, `T` its TenantContext. */
export interface LettersPort<C, T> {
  /** Into the agenda book that serves the post, addressed to who holds it. Never inside a transaction. @throws Refused `letters.post-without-holder` */
  deliver(ctx: C, letter: LetterWithin): Promise<{ id: string; agenda: string }>;
  /** To another institution of this Pendopo, where it is entered without typing. Sangat rahasia is not sent by wire. @throws Refused `letters.no-such-institution`, `letters.secret-not-by-wire` */
  dispatch(ctx: C, letter: LetterAbroad): Promise<void>;
  /** By key; what has not arrived anywhere is absent. */
  receipts(t: T, keys: readonly string[]): Promise<Map<string, LetterReceipt>>;
  /** A letter that the viewer may read whole, to be answered; undefined for every other. */
  refer(t: T, id: string): Promise<LetterReference | undefined>;
  /** Posts whose holders gave the holder of `assistant` a mandate that is in force today, and up to which sifat. */
  mandatesOf(t: T, assistant: string): Promise<{ post: string; upTo: 'terbatas' | 'rahasia' }[]>;
  institutions(t: T): Promise<{ host: string; name: string }[]>;
  /** Title of a kode klasifikasi that is in force; undefined for one that is not. */
  classificationTitle(t: T, code: string): Promise<string | undefined>;
}
