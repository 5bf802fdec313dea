import type { Kind } from './words.ts';

/** What a national system for complaints hands over and is told. A supplier's protocol lives in `adapters/national/`. */

/** One ticket. `number` is the tracking number there, which is kept beside ours and never changes. */
export interface NationalTicket {
  number: string;
  kind: Kind;
  title: string;
  body: string;
  /** When its reporter sent it, ISO 8601. */
  at: string;
  /** As it stands there, in its words. */
  status: string;
  category: string;
  place: string;
  lat?: number;
  lng?: number;
  reporter: { name: string; phone: string; email: string };
  anonymous: boolean;
  secret: boolean;
}

/** One step that the reporter may read. `returned`: not ours; its administrators look for the right institution. */
export type NationalStatus = 'in-progress' | 'waiting-reporter' | 'resolved' | 'archived' | 'returned';
export interface NationalUpdate {
  /** The same for every attempt: told twice, it counts once. */
  key: string;
  number: string;
  status: NationalStatus;
  text: string;
  at: string;
  files: { name: string; type: string; bytes: Uint8Array }[];
}

export interface NationalPage {
  tickets: NationalTicket[];
  /** Tickets that the adapter could not read, as they came. */
  unreadable: { number: string; raw: string }[];
  cursor: string;
  more: boolean;
}

/** All methods throw `NationalProblem`, and nothing else, when the other side or the way to it fails. */
export interface NationalSystem {
  /** @returns name under which the region is known there */
  check(): Promise<string>;
  /** Tickets after `cursor` ('' at the first time), oldest first; the same one may come again. */
  fetchTickets(cursor: string): Promise<NationalPage>;
  tell(update: NationalUpdate): Promise<void>;
}

/** `refused`: this one message is not accepted, others may be; the other kinds stop the whole conversation for a while. */
export type NationalProblemKind = 'unreachable' | 'not-allowed' | 'busy' | 'unreadable' | 'refused';
export class NationalProblem extends Error {
  readonly kind: NationalProblemKind;
  constructor(kind: NationalProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface NationalAddress {
  address: string;
  token: string;
  region: string;
}
/** Part `complaints.national-system`: opens the conversation; throws `NationalProblem` for an address that may not be called. */
export type OpenNationalSystem = (address: NationalAddress) => NationalSystem;
