import { describe, expect, it } from 'vitest';
import { judgeCheckIn, nearest, type CheckInFacts, type CheckInRule, type PlaceHere } from './check-in.ts';
import { judgeDeviceTime } from './device-clock.ts';
import { isPosition, judgeFence, metresBetween } from './geofence.ts';
import { classOf, isMarked, trustScore } from './trust.ts';

// Chapters: the fence · trust and class · one check-in · clocks

const OFFICE = { latitude: -6.8586, longitude: 107.9199 };
const PHONE = { latitude: -6.859, longitude: 107.9207 };

describe('the fence (reference of attendance, section 7)', () => {
  it('measures 98.9 m in the worked example, the same both ways', () => {
    expect(metresBetween(OFFICE, PHONE)).toBeCloseTo(98.9, 1);
    expect(metresBetween(PHONE, OFFICE)).toBe(metresBetween(OFFICE, PHONE));
    expect(metresBetween(OFFICE, OFFICE)).toBe(0);
  });
  it('knows a quarter of the globe, and crosses the line of dates the short way', () => {
    expect(metresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 })).toBeCloseTo((Math.PI / 2) * 6_371_000, 3);
    expect(metresBetween({ latitude: 0, longitude: 179.9995 }, { latitude: 0, longitude: -179.9995 })).toBeCloseTo(111.19, 1);
    expect(metresBetween({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 })).toBeCloseTo(Math.PI * 6_371_000, 3);
  });
  it.each([
    [98.9, 100, 0, 'inside'], [98.9, 100, 1, 'inside'], [98.9, 100, 1.2, 'doubtful'], [98.9, 100, 30, 'doubtful'], [100, 100, 0, 'inside'], [100.1, 100, 0, 'outside'],
    [130, 100, 30, 'doubtful'], [130.1, 100, 30, 'outside'], [200, 100, 5000, 'doubtful'], [200.1, 100, 5000, 'outside'],
  ] as const)('%f m from the middle of %f, accuracy %f: %s', (distance, radius, accuracy, verdict) => expect(judgeFence(distance, radius, accuracy, 100)).toBe(verdict));
  it.each([[0, 0, false], [0.0001, 0, true], [91, 10, false], [-90, 180, true], [10, 181, false], [Number.NaN, 1, false], [1, Infinity, false]])('%f, %f is a position: %s', (latitude, longitude, is) => expect(isPosition({ latitude, longitude })).toBe(is));
});

const rule: CheckInRule = { accuracyLimit: 100, offlineHours: 72, weights: { weak: 10, medium: 25, strong: 50 } };
const office: PlaceHere = { id: 'kantor', name: 'Dinas Kominfo', kind: 'office', circle: { ...OFFICE, radius: 100 } };
const at = new Date('2026-03-02T00:20:00Z');
const facts = (over: Partial<CheckInFacts> = {}): CheckInFacts => ({ at, receivedAt: at, arrival: 'online', position: { ...OFFICE, accuracy: 12 }, isOnDuty: false, places: [office], ...over });
const judged = (over: Partial<CheckInFacts> = {}) => {
  const result = judgeCheckIn(facts(over), rule);
  return result.ok ? result.value : result.refusal;
};

describe('trust and class', () => {
  it('takes the weight of each reason, never below 0, and nothing for what confirms', () => {
    expect(trustScore([], rule.weights)).toBe(100);
    expect(trustScore(['door-code', 'on-duty'], rule.weights)).toBe(100);
    expect(trustScore(['near-the-fence', 'mock-location'], rule.weights)).toBe(65);
    expect(trustScore(['too-fast', 'device-shared', 'mock-location'], rule.weights)).toBe(0);
    expect(trustScore(['something-new'], rule.weights)).toBe(75);
  });
  it.each([
    ['online', [], 'A'], ['online', ['near-the-fence', 'accuracy-poor'], 'A'], ['online', ['outside-fence'], 'C'], ['live', [], 'A'], ['sound', [], 'B'], ['sound', ['near-the-fence'], 'B'], ['sound', ['too-fast'], 'C'], ['weak', [], 'C'], ['sheet', [], 'D'], ['online', ['door-code'], 'A'],
  ] as const)('%s with %j is class %s', (arrival, reasons, letter) => expect(classOf(arrival, reasons)).toBe(letter));
  it('marks everything but what only confirms', () => expect([[], ['door-code'], ['on-duty', 'clock-off']].map((reasons) => isMarked(reasons))).toEqual([false, false, true]));
});

describe('one check-in', () => {
  it('inside is accepted, class A, trust 100', () => expect(judged()).toEqual({ verdict: 'accepted', place: 'kantor', distance: 0, trust: 100, class: 'A', reasons: [] }));
  it('of the worked example is doubtful with accuracy 30: accepted with a mark', () => expect(judged({ position: { ...PHONE, accuracy: 30 } })).toMatchObject({ verdict: 'marked', class: 'A', reasons: ['near-the-fence'], trust: 90 }));
  it('outside is refused with distance and place, and taken with a mark when it says why', () => {
    const far = { latitude: -6.87, longitude: 107.9199, accuracy: 10 };
    expect(judged({ position: far })).toMatchObject({ code: 'attendance.outside-fence', data: { metres: 1268, place: 'Dinas Kominfo', radius: 100 } });
    expect(judged({ position: far, note: 'rapat di Bappeda' })).toMatchObject({ verdict: 'marked', class: 'C', reasons: ['outside-fence'], place: 'kantor' });
  });
  it('from the queue is never sent back: nobody can do it again', () => {
    expect(judged({ position: { latitude: -6.87, longitude: 107.9199, accuracy: 10 }, arrival: 'sound' })).toMatchObject({ verdict: 'marked', class: 'C', reasons: ['outside-fence'] });
    expect(judged({ position: undefined, arrival: 'sound' })).toMatchObject({ verdict: 'marked', reasons: ['no-position'] });
  });
  it('at 0,0 or without a position is refused with what to do, not taken for the sea off Africa', () => {
    expect(judged({ position: { latitude: 0, longitude: 0, accuracy: 5 } })).toMatchObject({ code: 'attendance.no-position' });
    expect(judged({ position: undefined })).toMatchObject({ code: 'attendance.no-position' });
    expect(judged({ position: undefined, note: 'GPS rusak' })).toMatchObject({ verdict: 'marked', reasons: ['no-position'], place: null, distance: null });
  });
  it('with a door code needs no satellite', () => {
    expect(judged({ position: undefined, door: 'kantor' })).toMatchObject({ verdict: 'accepted', place: 'kantor', reasons: ['door-code'], trust: 100 });
    expect(judged({ position: { latitude: -6.87, longitude: 107.9199, accuracy: 400 }, door: 'kantor' })).toMatchObject({ verdict: 'accepted', reasons: ['door-code'] });
    expect(judged({ isDoorWrong: true })).toMatchObject({ verdict: 'marked', reasons: ['door-code-wrong'] });
  });
  it('on duty travel, from anywhere that was approved, and at a home is accepted', () => {
    const far = { latitude: -7.25, longitude: 112.75, accuracy: 10 };
    expect(judged({ position: far, isOnDuty: true })).toMatchObject({ verdict: 'accepted', reasons: ['on-duty'], place: null });
    expect(judged({ position: far, places: [office, { id: 'wfa', name: 'Di mana saja', kind: 'anywhere' }] })).toMatchObject({ verdict: 'accepted', place: 'wfa', reasons: ['approved-elsewhere'] });
    expect(judged({ position: far, places: [office, { id: 'rumah', name: 'Rumah', kind: 'home', circle: { latitude: -7.25, longitude: 112.75, radius: 150 } }] })).toMatchObject({ verdict: 'accepted', place: 'rumah', reasons: ['approved-elsewhere'] });
    // Who is in the office on such a day is in the office.
    expect(judged({ isOnDuty: true })).toMatchObject({ verdict: 'accepted', place: 'kantor', reasons: [] });
  });
  it('where no place was ever drawn is taken, with a weak mark', () => expect(judged({ places: [] })).toMatchObject({ verdict: 'marked', class: 'A', reasons: ['no-place'] }));
  it('notes what is unlikely without stopping anybody', () => {
    expect(judged({ position: { ...OFFICE, accuracy: 0 } })).toMatchObject({ reasons: ['accuracy-unlikely'] });
    expect(judged({ position: { ...OFFICE, accuracy: 1 } })).toMatchObject({ reasons: ['accuracy-unlikely'] });
    expect(judged({ before: { ...OFFICE, accuracy: 12, at: new Date('2026-03-01T23:00:00Z') } })).toMatchObject({ reasons: ['accuracy-constant'] });
    expect(judged({ before: { ...OFFICE, accuracy: 12, at: new Date('2026-03-02T00:12:00Z') } })).toMatchObject({ reasons: [] });
    expect(judged({ isMock: true, isDeviceShared: true })).toMatchObject({ reasons: ['mock-location', 'device-shared'], trust: 25, class: 'C' });
    expect(judged({ position: { ...OFFICE, accuracy: 250 } })).toMatchObject({ reasons: ['accuracy-poor'], class: 'A' });
  });
  it('notes a jump faster than 200 km/h, in either direction of time, and no drift of a fix', () => {
    const before = (minutes: number, latitude: number) => ({ latitude, longitude: OFFICE.longitude, accuracy: 12, at: new Date(at.getTime() - minutes * 60_000) });
    expect(judged({ before: before(30, -7.9) })).toMatchObject({ reasons: ['too-fast'], class: 'C' });
    expect(judged({ before: before(-30, -7.9) })).toMatchObject({ reasons: ['too-fast'] });
    expect(judged({ before: before(60, -7.9) })).toMatchObject({ reasons: [] });
    expect(judged({ before: before(0, -6.862) })).toMatchObject({ reasons: [] });
  });
  it('later than the window needs the unit head: 72 hours exactly does not', () => {
    const late = (hours: number, ms = 0) => judged({ arrival: 'sound', receivedAt: new Date(at.getTime() + hours * 3_600_000 + ms) });
    expect(late(72)).toMatchObject({ class: 'B', reasons: [] });
    expect(late(72, 1)).toMatchObject({ class: 'C', reasons: ['sent-late'], verdict: 'marked' });
  });
  it('names a weak anchor or a broken chain, not both', () => {
    expect(judged({ arrival: 'weak' })).toMatchObject({ class: 'C', reasons: ['weak-anchor'] });
    expect(judged({ arrival: 'weak', hasChainMarks: true })).toMatchObject({ class: 'C', reasons: ['chain-marked'] });
  });
  it('chooses of several places the one that fits, not the one whose middle is nearest', () => {
    const small: PlaceHere = { id: 'pos', name: 'Pos', kind: 'office', circle: { ...PHONE, radius: 20 } };
    const wide: PlaceHere = { id: 'alun', name: 'Alun-alun', kind: 'roll-call', circle: { ...OFFICE, radius: 300 } };
    expect(nearest({ latitude: -6.8593, longitude: 107.9207, accuracy: 5 }, [small, wide], 100)).toMatchObject({ place: { id: 'alun' }, verdict: 'inside' });
    expect(nearest({ ...OFFICE, accuracy: 5 }, [], 100)).toBeUndefined();
  });
});

describe('clocks of devices', () => {
  it.each([['2026-03-02T00:20:00Z', 'fine'], ['2026-03-02T00:25:00Z', 'fine'], ['2026-03-02T00:25:01Z', 'off'], ['2026-03-02T00:10:00Z', 'off'], ['1970-01-01T00:00:00Z', 'absurd'], ['2099-01-01T00:00:00Z', 'absurd'], ['kemarin', 'absurd'], ['', 'absurd']] as const)('%s is %s', (told, verdict) => expect(judgeDeviceTime(told, at)).toBe(verdict));
  it('mark the check-in, which counts by the server', () => expect(judged({ deviceTime: '1970-01-01T07:00:00+07:00' })).toMatchObject({ verdict: 'marked', reasons: ['clock-absurd'] }));
});
