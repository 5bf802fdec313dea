import { stepsOf } from './check-instrument.ts';
import type { Indicator, WeightedInstrument } from './instrument.ts';

/** A criterion that a claimed level still lacks. */
export interface MissingCriterion {
  level: number;
  id: string;
  text: string;
}

/** Name of a criterion or a piece of evidence within its indicator: "4.b". */
export const stepKey = (level: number, id: string): string => `${level}.${id}`;

/**
 * What a claimed level lacks: a level implies the criteria of all levels below (Permenpan RB 59/2020, annex II.A). The
 * lowest level of the scale needs nothing: it is also what an institution gets when it has nothing. Levels whose
 * criteria are still to be filled in cannot be judged and lack nothing.
 */
export function missingFor(instrument: WeightedInstrument, indicator: Indicator, claimed: number, met: ReadonlySet<string>): MissingCriterion[] {
  const lowest = Number(instrument.scale.min);
  return indicator.levels
    .filter(({ level }) => level > lowest && level <= claimed)
    .flatMap(({ level, criteria = {} }) => Object.entries(criteria).filter(([id]) => !met.has(stepKey(level, id))).map(([id, text]) => ({ level, id, text })));
}

/** The highest level whose criteria, and those of every level below, are met. Stops at a level whose criteria are still to be filled in. */
export function levelByCriteria(instrument: WeightedInstrument, indicator: Indicator, met: ReadonlySet<string>): number {
  return climb(instrument, (level) => {
    const rule = indicator.levels.find((one) => one.level === level)!;
    return rule.toFill === undefined && Object.keys(rule.criteria ?? {}).every((id) => met.has(stepKey(level, id)));
  });
}

/** Status of one main piece of evidence (Index Pemdi): `diterima`, `revisi`, `proses`, `draf`, `belum`. */
export type EvidenceStatus = 'accepted' | 'to-revise' | 'in-process' | 'draft' | 'missing';

/**
 * Index Pemdi: a level counts only when all main evidence of it and of those below is accepted; what was accepted above
 * an unaccepted level is rejected with it. Nothing accepted leaves the lowest value of the scale.
 */
export function levelByEvidence(instrument: WeightedInstrument, indicator: Indicator, statusOf: (key: string) => EvidenceStatus): { level: number; rejectedAbove: string[] } {
  const main = (level: number) => indicator.levels.find((one) => one.level === level)!.evidence.filter((one) => one.main).map(({ id }) => stepKey(level, id));
  const counts = (level: number) => main(level).length > 0 && main(level).every((key) => statusOf(key) === 'accepted');
  const steps = stepsOf(instrument);
  const broken = steps.find((level) => !counts(level));
  const above = broken === undefined ? [] : steps.filter((level) => level > broken);
  return {
    level: broken === undefined ? steps.at(-1)! : Math.max(steps[0]!, broken - 1),
    rejectedAbove: above.flatMap(main).filter((key) => statusOf(key) === 'accepted'),
  };
}

function climb(instrument: WeightedInstrument, holds: (level: number) => boolean): number {
  const [lowest = 0, ...higher] = stepsOf(instrument);
  const stop = higher.find((level) => !holds(level));
  return stop === undefined ? (higher.at(-1) ?? lowest) : stop - 1;
}
