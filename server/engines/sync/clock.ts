import type { Contact } from './envelope.ts';

// Chapters: what a device says · the verdict. Milliseconds throughout; nothing here asks the time.

export interface Told {
  deviceTime: string;
  monotonicMs: number;
  bridgedMs: number;
  contact: Contact;
}
export interface Received {
  /** When the server received it. */
  at: Date;
  /** Whether the contact carries the server's own proof. */
  isProven: boolean;
  /** The device was registered then: nothing it sends can be older. */
  registered: Date;
  /** Estimated time of the command before it on this device. */
  previous?: Date | undefined;
  /** When the device was in contact and had nothing to send: what it did before that, it sent before that. */
  hadNothingAt?: Date | undefined;
}

/**
 * `no-anchor`: no proven contact, so only the device's word. `absurd`: a year that cannot be (1970, 2099).
 * `set-back`, `set-forward`: the wall clock was moved between the last contact and the command.
 * `ahead`: later than it arrived. `backwards`: earlier than the command before it. `unsent`: earlier than a contact at which the device
 * had nothing to send: a time that was said afterwards.
 */
export type ClockMark = 'no-anchor' | 'absurd' | 'set-back' | 'set-forward' | 'ahead' | 'backwards' | 'unsent';

export interface ClockVerdict {
  /** Best estimate of the true time, never after arrival and never before the anchor. */
  at: Date;
  /** `anchored`: server time plus a clock that nobody sets. `bridged`: partly by the wall clock. `device`: its word only. `arrival`: not even that. */
  source: 'anchored' | 'bridged' | 'device' | 'arrival';
  /** By how much the wall clock moved against the other since the last contact; 0 without a proven contact. */
  driftMs: number;
  /** By how much the device's clock was ahead of the server's at the last contact. */
  offsetMs: number;
  /** From the last contact to the command; undefined without a proven one. */
  sinceContactMs: number | undefined;
  marks: ClockMark[];
}

/** Below this a wall clock is not called moved: networks delay, phones correct themselves. */
const TOLERANCE_MS = 120_000;
/** Up to this much bridged time the estimate still counts as measured. */
const BRIDGED_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;
/** Devices measure, JSON carries: beyond this a number is not a duration. */
const MOST_MS = 10 * YEAR_MS;

/**
 * When a command was really given. Example: contact at 06.00 by the server, 45 minutes on the unset clock, wall clock
 * turned back by an hour since → 06.45, marked `set-back`.
 */
export function judgeClock(told: Told, { at: arrival, isProven, registered, previous, hadNothingAt }: Received): ClockVerdict {
  const marks: ClockMark[] = [];
  const wall = Date.parse(told.deviceTime);
  const contact = Date.parse(told.contact.at);
  const wallAtContact = Date.parse(told.contact.deviceTime);
  const isAbsurd = !Number.isFinite(wall) || Math.abs(wall - arrival.getTime()) > YEAR_MS;
  if (isAbsurd) marks.push('absurd');

  const verdict = isProven && Number.isFinite(contact) && Number.isFinite(wallAtContact)
    ? anchored()
    : { at: byItsWord(), source: isAbsurd ? 'arrival' as const : 'device' as const, driftMs: 0, offsetMs: 0, sinceContactMs: undefined };
  if (verdict.sinceContactMs === undefined) marks.push('no-anchor');

  let at = verdict.at;
  if (at > arrival.getTime()) {
    if (at - arrival.getTime() > TOLERANCE_MS) marks.push('ahead');
    at = arrival.getTime();
  }
  if (previous && at < previous.getTime() - TOLERANCE_MS) marks.push('backwards');
  if (hadNothingAt && at < hadNothingAt.getTime() - TOLERANCE_MS) marks.push('unsent');
  return { ...verdict, at: new Date(at), marks };

  function anchored(): Omit<ClockVerdict, 'at' | 'marks'> & { at: number } {
    const monotonicMs = within(told.monotonicMs);
    const driftMs = Number.isFinite(wall) ? wall - wallAtContact - monotonicMs : 0;
    if (driftMs < -TOLERANCE_MS) marks.push('set-back');
    if (driftMs > TOLERANCE_MS) marks.push('set-forward');
    return { at: contact + monotonicMs, source: within(told.bridgedMs) > BRIDGED_MS ? 'bridged' : 'anchored', driftMs, offsetMs: wallAtContact - contact, sinceContactMs: monotonicMs };
  }
  function byItsWord(): number {
    if (isAbsurd || wall > arrival.getTime() || wall < registered.getTime()) return arrival.getTime();
    return wall;
  }
}

const within = (ms: number): number => (Number.isFinite(ms) ? Math.min(Math.max(0, ms), MOST_MS) : 0);

/** How far a command made without network may be believed. */
export type Trust = 'live' | 'sound' | 'weak';
const LIVE_MS = 120_000;
/** Beyond a day without contact even an unbroken chain is a weak anchor (reference of attendance, section 9: class B under 24 h). */
const ANCHOR_MS = 24 * 3_600_000;

/** `live`: sent as it was made. `sound`: unbroken chain, measured time, contact within a day. `weak`: everything else. */
export function trustOf(clock: ClockVerdict, hasChainMarks: boolean, arrival: Date): Trust {
  if (hasChainMarks || clock.marks.length > 0) return 'weak';
  if (clock.sinceContactMs === undefined || clock.sinceContactMs > ANCHOR_MS || clock.source !== 'anchored') return 'weak';
  return arrival.getTime() - clock.at.getTime() <= LIVE_MS ? 'live' : 'sound';
}
