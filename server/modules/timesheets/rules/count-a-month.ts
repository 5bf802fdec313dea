import type { DayCode, RecapSegment, TrustClass } from '../contract/port.ts';

/** A day as it is counted; only days that are over. */
export interface CountedDay {
  person: string;
  holding: string;
  unit: string;
  agency: string;
  day: string;
  code: DayCode;
  lateCode: string | null;
  lateMinutes: number | null;
  earlyCode: string | null;
  earlyMinutes: number | null;
  percent: number;
  class: TrustClass | null;
  effectiveMinutes: number;
  isJointLeave: boolean;
  hasLog: boolean | null;
}
export interface MonthRule {
  base: 'discipline-part' | 'total';
  withoutLog?: { percent: number; per: 'day' | 'month' } | undefined;
}

const PRESENT: ReadonlySet<string> = new Set(['H', 'WFH', 'WFA']);
const NOT_DUE: ReadonlySet<string> = new Set(['-', '?']);

/**
 * Monthly recap (reference of attendance, section 10): one segment for each person, holding and agency, so that a transfer splits the month
 * by its day, and so does a unit that comes under another agency: each agency answers for its own days. HK = H + DL + WFH + leave + TB + TK holds because every day that was due has exactly one code.
 */
export function countMonth(days: readonly CountedDay[], ruleOf: (unit: string) => MonthRule): RecapSegment[] {
  const segments = new Map<string, RecapSegment>();
  const unlogged = new Set<string>();
  for (const one of days) {
    const key = `${one.person}/${one.holding}/${one.agency}`;
    let found = segments.get(key);
    if (!found) segments.set(key, (found = empty(one, ruleOf(one.unit).base)));
    if (one.day < found.fromDay) found.fromDay = one.day;
    if (one.day > found.toDay) {
      found.toDay = one.day;
      found.unit = one.unit;
    }
    if (one.isJointLeave && one.code === '-') found.jointLeave += 1;
    if (NOT_DUE.has(one.code)) continue;
    found.due += 1;
    found.counts[one.code] = (found.counts[one.code] ?? 0) + 1;
    for (const code of [one.lateCode, one.earlyCode]) if (code) found.faults[code] = (found.faults[code] ?? 0) + 1;
    if (one.lateCode) found.late += 1;
    if (one.earlyCode) found.early += 1;
    found.lateMinutes += one.lateMinutes ?? 0;
    found.earlyMinutes += one.earlyMinutes ?? 0;
    if (one.lateCode && one.lateMinutes === null) found.missingIn += 1;
    if (one.earlyCode && one.earlyMinutes === null) found.missingOut += 1;
    found.effectiveMinutes += one.effectiveMinutes;
    found.percent += one.percent;
    if (one.class) found.classes[one.class] += 1;
    if (one.hasLog === false && PRESENT.has(one.code)) unlogged.add(key);
  }
  for (const key of unlogged) {
    const found = segments.get(key)!;
    const { withoutLog } = ruleOf(found.unit);
    if (withoutLog?.per !== 'month') continue;
    found.withoutLog = withoutLog.percent;
    found.percent += withoutLog.percent;
  }
  return [...segments.values()];
}

const empty = (one: CountedDay, base: MonthRule['base']): RecapSegment => ({
  person: one.person, unit: one.unit, agency: one.agency, holding: one.holding, fromDay: one.day, toDay: one.day, due: 0, counts: {}, faults: {}, jointLeave: 0, late: 0, early: 0, lateMinutes: 0, earlyMinutes: 0, missingIn: 0, missingOut: 0, effectiveMinutes: 0,
  percent: 0, withoutLog: 0, base, classes: { A: 0, B: 0, C: 0, D: 0 },
});

const add = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> => Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
/** Several segments of one person as one: figures are added, place and rule are those of the last; what a month without activity log costs is cut once. */
export function summed(segments: readonly RecapSegment[]): RecapSegment | undefined {
  const [first, ...rest] = segments;
  if (!first) return undefined;
  return rest.reduce((sum, one): RecapSegment => {
    const earlier = (sum.earlier ?? 0) + (one.earlier ?? 0);
    return {
      ...one, fromDay: sum.fromDay < one.fromDay ? sum.fromDay : one.fromDay, toDay: sum.toDay > one.toDay ? sum.toDay : one.toDay, due: sum.due + one.due, counts: add(sum.counts, one.counts), faults: add(sum.faults, one.faults), jointLeave: sum.jointLeave + one.jointLeave, late: sum.late + one.late, early: sum.early + one.early,
      lateMinutes: sum.lateMinutes + one.lateMinutes, earlyMinutes: sum.earlyMinutes + one.earlyMinutes, missingIn: sum.missingIn + one.missingIn, missingOut: sum.missingOut + one.missingOut, effectiveMinutes: sum.effectiveMinutes + one.effectiveMinutes, percent: sum.percent + one.percent - Math.min(sum.withoutLog, one.withoutLog), withoutLog: Math.max(sum.withoutLog, one.withoutLog),
      classes: add(sum.classes, one.classes) as RecapSegment['classes'], ...(earlier > 0 ? { earlier } : {}),
    };
  }, first);
}

/** Days by the groups that a recap shows. WFA is flexible work like WFH, IB study like TB; whatever is not named is a kind of leave. */
export function grouped(counts: Readonly<Record<DayCode, number>>): { present: number; duty: number; flexible: number; study: number; unexplained: number; leave: number; leaves: [DayCode, number][] } {
  const of = (...codes: string[]): number => codes.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
  const known = new Set(['H', 'DL', 'WFH', 'WFA', 'TB', 'IB', 'TK']);
  const leaves = Object.entries(counts).filter(([code, days]) => !known.has(code) && days !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return { present: of('H'), duty: of('DL'), flexible: of('WFH', 'WFA'), study: of('TB', 'IB'), unexplained: of('TK'), leave: leaves.reduce((sum, [, days]) => sum + days, 0), leaves };
}
