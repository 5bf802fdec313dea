import type { CalendarDay, Zone } from '../../../platform/kernel/calendar-day.ts';
import type { Capacity, Duty, Employment, SignMode, UnitKind } from './shapes.ts';

/** Who holds a post on a day, with what a signer block needs. */
export interface Holder {
  holdingId: string;
  personId: string;
  accountId: string | null;
  /** With titles, as printed. */
  name: string;
  nip: string | null;
  rank: string | null;
  postId: string;
  unitId: string;
  /** Title of the post: "Kepala Dinas Komunikasi dan Informatika". */
  title: string;
  capacity: Capacity;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
  orderLetter: string | null;
  /** On the day asked; `internal` when nothing was set. */
  signMode: SignMode;
  /** Head or deputy head of region: the block carries neither pangkat nor NIP. */
  isHeadOfRegion: boolean;
  isHead: boolean;
  duties: Duty[];
}

/** A person in a post on some days: what attendance, leave, performance and allowance are counted by. */
export interface Placement {
  holding: string;
  person: string;
  post: string;
  postTitle: string;
  unit: string;
  /** With titles, as printed. */
  name: string;
  nip: string | null;
  rank: string | null;
  employment: Employment;
  capacity: Capacity;
  isHead: boolean;
  /** The post of the direct superior, if the post names one. */
  reportsTo: string | null;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}

export interface UnitFacts {
  id: string;
  kind: UnitKind;
  code: string;
  name: string;
  region: string | null;
  parent: string | null;
}

/** What a letter of a unit carries on top; `kind` and fields as the engine `documents` wants them. */
export interface UnitLetterhead {
  kind: 'kepala-daerah' | 'perangkat-daerah' | 'kecamatan' | 'kelurahan' | 'desa';
  /** "Pemerintah Kabupaten Ponorogo". */
  government: string;
  /** "Kecamatan Babadan" above a desa or kelurahan. */
  parents: string[];
  name: string;
  address?: string;
  contact?: string;
}

/** The answers of a request that decide which village or district acts. */
export interface UnitQuestion {
  ownerUnitId?: string;
  /** Region codes by field id: `{ lokasi_usaha: '35.02.17.2003' }`. */
  regionCodes?: Record<string, string>;
}

/**
 * House part `organization`; `T` is the tenant context of the platform: `part<OrganizationPort<TenantContext>>(house, 'organization')`.
 * Days are calendar days of the institution. Functions with an s take many and cost one statement.
 */
export interface OrganizationPort<T> {
  /** Everyone whose holding is in force on that day, the one who acts first. */
  whoHeld(t: T, postId: string, day: CalendarDay): Promise<Holder[]>;
  /** Who signs for the unit on that day: Plh./Pjs. before the definitive holder, then Pj., then Plt.; undefined when nobody. */
  holderForSigning(t: T, unitId: string, day: CalendarDay): Promise<Holder | undefined>;
  /** The holding if it is in force on that day, else undefined (order ended, or the post was filled). */
  holdingInForce(t: T, holdingId: string, day: CalendarDay): Promise<Holder | undefined>;
  /** The same for many, by holding; those not in force are absent. */
  holdingsInForce(t: T, holdingIds: readonly string[], day: CalendarDay): Promise<Map<string, Holder>>;
  /** Holders in force with a duty in one of the units, heads first. */
  holdersWithDuty(t: T, unitIds: readonly string[], duty: Duty, day: CalendarDay): Promise<Holder[]>;
  /** All holders in force in the unit itself. */
  holdersOf(t: T, unitId: string, day: CalendarDay): Promise<Holder[]>;
  /**
   * Who worked where from day to day, both included: by person, by unit (the units themselves), or everybody. Sorted by person, then
   * the post that counts first (definitive, Pj., Plt., Pjs., Plh.), then day. `principalOn` picks the one that counts on a day.
   */
  placements(t: T, of: { people: readonly string[] } | { units: readonly string[] } | 'everybody', fromDay: CalendarDay, toDay: CalendarDay): Promise<Placement[]>;
  /**
   * The direct superior of each holding on that day: who holds the post that it reports to, else the head of its unit, else the head
   * of the nearest unit above that has one; never the person itself. Absent where nobody is found.
   */
  superiorsOf(t: T, holdings: readonly string[], day: CalendarDay): Promise<Map<string, Holder>>;
  /** The other way round: where those work, by the placement that counts, whose direct superior the person is on that day. As many statements for a head of region as for a section. */
  reportsOf(t: T, person: string, day: CalendarDay): Promise<Placement[]>;
  /** Unit of a step reference (`owner`, `parent`, `unit:CODE`, `village:FIELD`, `district:FIELD`); closed units give their successor. */
  resolveUnit(t: T, reference: string, question: UnitQuestion): Promise<UnitFacts | undefined>;
  /** The same for many references; unknown ones are absent from the map. */
  resolveUnits(t: T, references: readonly string[], question: UnitQuestion): Promise<Map<string, UnitFacts>>;
  /** Names of all units in force by their code ("DPMPTSP"). */
  namesByCode(t: T): Promise<Map<string, string>>;
  /** Closed ones too, with the last day on which they were. */
  unitFacts(t: T, unitIds: readonly string[]): Promise<Map<string, UnitFacts & { lastDay: CalendarDay | null }>>;
  /** All units in force, in the order of the tree's own sorting. */
  unitsInForce(t: T): Promise<UnitFacts[]>;
  /** The unit itself and everything below it. */
  unitsBelow(t: T, unitId: string): Promise<string[]>;
  /** What stands above the unit, the nearest first. */
  unitsAbove(t: T, unitId: string): Promise<string[]>;
  /** Letterhead as the unit was called on that day. */
  letterheadOf(t: T, unitId: string, day?: CalendarDay): Promise<UnitLetterhead>;
  /** Today on the clock of the institution. */
  today(t: T): Promise<CalendarDay>;
  zone(t: T): Promise<Zone>;
  /** Whether the hat of the context may manage the unit (administrator: all; unit administrator: own unit and below). */
  mayManageUnit(t: T, unitId: string): Promise<boolean>;
  /** Ties the person to the account that identity made; audited. False, and nothing written, when somebody else did so before. */
  linkAccount(t: T, personId: string, accountId: string): Promise<boolean>;
  /** Names of people by account and titles of posts, for the audit trail. */
  namesOf(t: T, asked: { accounts: readonly string[]; posts: readonly string[] }): Promise<{ accounts: Map<string, string>; posts: Map<string, string> }>;
  /** The institutions of this installation in which each account held a post on any of these days, both included; accounts without any are absent. */
  institutionsHeld(t: T, accounts: readonly string[], days: { from: CalendarDay; to: CalendarDay }): Promise<Map<string, Set<string>>>;
  /** Accounts of people by person; who has none is absent. */
  accountsOf(t: T, people: readonly string[]): Promise<Map<string, string>>;
  /** Accounts of people whose name contains the text; at most 50. */
  accountsByName(t: T, text: string): Promise<string[]>;
}

/** Of the placements of one person, sorted as `placements` gives them, the one that counts on the day. */
export const principalOn = (placements: readonly Placement[], day: CalendarDay): Placement | undefined => placements.find((one) => one.fromDay <= day && (one.toDay === null || one.toDay >= day));

/** Something that a person did in Pendopo, offered for the daily log. */
export interface WorkDone {
  at: Date;
  /** "Disposisi surat 005/12: Undangan rapat"; no personal data of citizens. */
  title: string;
  href: string;
}
/** As actions are stored: by whom, in which post. */
export interface Doer {
  account: string;
  post: string;
}
/**
 * One source of work done. House part `work-done` is a record of them by name, filled by the modules in which people work:
 * `part<WorkDoneSources<TenantContext>>(house, 'work-done').letters = { of: … }`.
 */
export interface WorkDoneSource<T> {
  /** By these people in these posts, from a moment (included) to a moment (not included), oldest first; one statement. */
  of(t: T, by: readonly Doer[], from: Date, to: Date): Promise<WorkDone[]>;
}
export type WorkDoneSources<T> = Record<string, WorkDoneSource<T>>;
