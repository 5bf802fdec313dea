import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { judgeDeviceTime } from './device-clock.ts';
import { isPosition, judgeFence, metresBetween, type Position } from './geofence.ts';
import { classOf, isMarked, trustScore, type Arrival, type Weights } from './trust.ts';

// Chapters: what is known of a check-in · the verdict · where · what else was noticed

/** A place at which this person may check in at that moment; without a circle it is everywhere. */
export interface PlaceHere {
  id: string;
  name: string;
  kind: 'office' | 'roll-call' | 'duty' | 'home' | 'anywhere';
  circle?: { latitude: number; longitude: number; radius: number };
}
export interface CheckInRule {
  /** Metres; a worse accuracy is noted. */
  accuracyLimit: number;
  /** Hours after which an offline one needs the unit head's statement. */
  offlineHours: number;
  weights: Weights;
}
export interface SeenBefore extends Position {
  at: Date;
  accuracy: number | null;
}
export interface CheckInFacts {
  at: Date;
  receivedAt: Date;
  arrival: Arrival;
  /** The queue marked its chain or clock. */
  hasChainMarks?: boolean;
  position?: (Position & { accuracy: number }) | undefined;
  /** The place whose door code was right. */
  door?: string | undefined;
  /** A code was sent that no door showed then. */
  isDoorWrong?: boolean | undefined;
  isMock?: boolean | undefined;
  /** It came from an internet address of the office; said of one that was sent online only. */
  isOfficeNetwork?: boolean | undefined;
  /** What the person wrote; without it nothing outside a fence is taken. */
  note?: string | undefined;
  /** What the device's own clock showed, of one that was sent online. */
  deviceTime?: string | undefined;
  isDeviceShared?: boolean | undefined;
  /** Not the phone that was approved for this person. */
  isPhoneUnapproved?: boolean | undefined;
  before?: SeenBefore | undefined;
  isOnDuty: boolean;
  places: readonly PlaceHere[];
}
export interface Judgement {
  verdict: 'accepted' | 'marked';
  place: string | null;
  /** Metres to the place. */
  distance: number | null;
  trust: number;
  class: 'A' | 'B' | 'C' | 'D';
  reasons: string[];
}

/**
 * Judges one check-in (reference of attendance, sections 7 and 9). A weak signal stops nobody: it is noted, and the superior looks.
 * Refuses only what can be done better at once, online and without a note: `attendance.outside-fence`, `attendance.no-position`.
 */
export function judgeCheckIn(facts: CheckInFacts, rule: CheckInRule): Result<Judgement> {
  const where = judgeWhere(facts, rule);
  if (!where.ok) return where;
  const reasons = [...where.value.reasons, ...noticed(facts, rule)];
  return ok({
    verdict: isMarked(reasons) ? 'marked' : 'accepted', place: where.value.place, distance: where.value.distance,
    trust: trustScore(reasons, rule.weights), class: classOf(facts.arrival, reasons), reasons,
  });
}

interface Where {
  place: string | null;
  distance: number | null;
  reasons: string[];
}

function judgeWhere(facts: CheckInFacts, rule: CheckInRule): Result<Where> {
  const { note, door, places } = facts;
  const position = facts.position && isPosition(facts.position) ? facts.position : undefined;
  const near = position ? nearest(position, places, rule.accuracyLimit) : undefined;
  // A code that only the door shows proves the place better than a satellite does through a roof.
  if (door !== undefined) return ok({ place: door, distance: near?.place.id === door ? near.distance : null, reasons: ['door-code'] });
  if (near && near.verdict !== 'outside') {
    const elsewhere = near.place.kind === 'home' ? ['approved-elsewhere'] : [];
    const doubts = [...(near.verdict === 'doubtful' ? ['near-the-fence'] : []), ...(position!.accuracy > rule.accuracyLimit ? ['accuracy-poor'] : [])];
    return ok({ place: near.place.id, distance: near.distance, reasons: [...elsewhere, ...doubts] });
  }
  const anywhere = places.find((place) => place.circle === undefined);
  if (anywhere) return ok({ place: anywhere.id, distance: null, reasons: ['approved-elsewhere', ...(position ? [] : ['no-position'])] });
  if (facts.isOnDuty) return ok({ place: null, distance: near?.distance ?? null, reasons: ['on-duty', ...(position ? [] : ['no-position'])] });
  if (places.length === 0) return ok({ place: null, distance: null, reasons: ['no-place', ...(position ? [] : ['no-position'])] });
  // What comes from the queue was done already: there is no better place to send it from.
  const isTaken = Boolean(note) || facts.arrival !== 'online';
  if (!position) return isTaken ? ok({ place: null, distance: null, reasons: ['no-position'] }) : refuse('attendance.no-position');
  if (!isTaken) return refuse('attendance.outside-fence', { metres: Math.round(near!.distance), place: near!.place.name, radius: near!.place.circle!.radius });
  return ok({ place: near!.place.id, distance: near!.distance, reasons: ['outside-fence', ...(position.accuracy > rule.accuracyLimit ? ['accuracy-poor'] : [])] });
}

interface Near {
  place: PlaceHere;
  distance: number;
  verdict: 'inside' | 'doubtful' | 'outside';
}
const ORDER = { inside: 0, doubtful: 1, outside: 2 } as const;

/** The fence that fits best: inside before doubtful before outside, then the one whose edge is nearest. */
export function nearest(position: Position & { accuracy: number }, places: readonly PlaceHere[], accuracyLimit: number): Near | undefined {
  let best: (Near & { edge: number }) | undefined;
  for (const place of places) {
    if (!place.circle) continue;
    const distance = metresBetween(position, place.circle);
    const verdict = judgeFence(distance, place.circle.radius, position.accuracy, accuracyLimit);
    const edge = distance - place.circle.radius;
    if (!best || ORDER[verdict] < ORDER[best.verdict] || (verdict === best.verdict && edge < best.edge)) best = { place, distance, verdict, edge };
  }
  return best;
}

const FASTEST_KMH = 200;
const HOUR_MS = 3_600_000;
/** Two fixes of the same walk may lie this far apart without anybody having moved. */
const DRIFT_METRES = 500;

function noticed(facts: CheckInFacts, rule: CheckInRule): string[] {
  const { position, before, arrival } = facts;
  const reasons: string[] = [];
  if (position && isPosition(position)) {
    if (position.accuracy <= 1) reasons.push('accuracy-unlikely');
    else if (before && isSameFix(position, before) && Math.abs(facts.at.getTime() - before.at.getTime()) > KEPT_FIX_MS) reasons.push('accuracy-constant');
    if (before && isTooFast(position, before, facts.at)) reasons.push('too-fast');
  }
  if (facts.isMock) reasons.push('mock-location');
  if (facts.isOfficeNetwork) reasons.push('office-network');
  if (facts.isDoorWrong) reasons.push('door-code-wrong');
  if (facts.isDeviceShared) reasons.push('device-shared');
  else if (facts.isPhoneUnapproved) reasons.push('phone-unapproved');
  if (facts.deviceTime !== undefined) {
    const clock = judgeDeviceTime(facts.deviceTime, facts.receivedAt);
    if (clock !== 'fine') reasons.push(clock === 'off' ? 'clock-off' : 'clock-absurd');
  }
  if (facts.receivedAt.getTime() - facts.at.getTime() > rule.offlineHours * HOUR_MS) reasons.push('sent-late');
  if (facts.hasChainMarks) reasons.push('chain-marked');
  else if (arrival === 'weak') reasons.push('weak-anchor');
  return reasons;
}

/** Phones give the same fix again for some minutes; hours later no satellite gives it twice. */
const KEPT_FIX_MS = 10 * 60_000;
const isSameFix = (a: Position & { accuracy: number }, b: SeenBefore): boolean => a.accuracy === b.accuracy && a.latitude === b.latitude && a.longitude === b.longitude;

/** More than 200 km/h since the last one, in either direction of time: what is sent late lies before what was sent at once. */
function isTooFast(position: Position, before: SeenBefore, at: Date): boolean {
  const metres = metresBetween(position, before);
  return metres > DRIFT_METRES && metres / 1000 > (FASTEST_KMH * Math.abs(at.getTime() - before.at.getTime())) / HOUR_MS;
}
