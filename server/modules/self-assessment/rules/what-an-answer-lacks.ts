import { exact } from '../../../engines/scoring/exact.ts';
import type { Indicator, WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { levelByEvidence, missingFor, stepKey, type MissingCriterion } from '../../../engines/scoring/ladder.ts';
import { LEVEL_SCALE } from '../../../engines/scoring/score.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Lack } from '../contract/words.ts';
import { ageOf, followsTooLate, ruleOf } from './evidence-grows-old.ts';

/** A piece of evidence as far as rules look at it; only the version in force. */
export interface Piece {
  level: number;
  letter: string | null;
  documentDate: CalendarDay | null;
  expiresOn: CalendarDay | null;
}

export interface Answer {
  micro: bigint | null;
  met: readonly string[];
  asks: string;
  hasFakta: boolean;
  hasAnalisis: boolean;
  evidence: readonly Piece[];
}

export interface Days {
  today: CalendarDay;
  /** Last day on which assessors look at evidence. */
  until: CalendarDay | null;
}

/** The whole level that a claim stands on: 3.25 (scored by another body) stands on 3. */
export const wholeLevel = (micro: bigint): number => Number(micro / LEVEL_SCALE);

/** The lowest value of the scale in millionths. */
export function lowestMicro({ scale }: WeightedInstrument): bigint {
  const { n, d } = exact(scale.min);
  return (n * LEVEL_SCALE) / d;
}

/** Criteria that the claim still lacks; none for what another body scores and for instruments without a ladder of criteria. */
export function missingCriteria(instrument: WeightedInstrument, indicator: Indicator, answer: Pick<Answer, 'micro' | 'met'>): MissingCriterion[] {
  if (instrument.ladder !== 'criteria' || indicator.external || answer.micro === null) return [];
  return missingFor(instrument, indicator, wholeLevel(answer.micro), new Set(answer.met));
}

/** Whether a piece that still counts stands for this letter of this level. */
const holds = (pieces: readonly Piece[], level: number, letter: string, today: CalendarDay) =>
  pieces.some((one) => one.level === level && one.letter === letter && ageOf(one.expiresOn, today, null) !== 'expired');

/** Main evidence without a valid piece, from the lowest level above the scale's begin up to `level`. */
export function missingPapers(instrument: WeightedInstrument, indicator: Indicator, level: number, pieces: readonly Piece[], today: CalendarDay): { level: number; id: string; text: string }[] {
  const lowest = Number(instrument.scale.min);
  return indicator.levels
    .filter((one) => one.level > lowest && one.level <= level)
    .flatMap((one) => one.evidence.filter(({ main, id }) => main && !holds(pieces, one.level, id, today)).map(({ id, text }) => ({ level: one.level, id, text })));
}

/** Index Pemdi: the level that the attached main evidence carries; what is attached counts at home as accepted. */
export const levelOfPapers = (instrument: WeightedInstrument, indicator: Indicator, pieces: readonly Piece[], today: CalendarDay): number =>
  levelByEvidence(instrument, indicator, (key) => {
    const [level, letter] = key.split('.');
    return holds(pieces, Number(level), letter!, today) ? 'accepted' : 'missing';
  }).level;

const fillsItsLevels = (indicator: Indicator) => indicator.levels.every(({ toFill }) => toFill === undefined);

/**
 * What stands between an answer and its approval (`blocking`), and what its assessor will find (the rest). A level above
 * the lowest needs evidence, and the criteria of every level below (Permenpan RB 59/2020, annex II.A; guide 3/2024).
 */
export function lacksOf(instrument: WeightedInstrument, indicator: Indicator, answer: Answer, days: Days): Lack[] {
  const lacks: Lack[] = [];
  const add = (code: Lack['code'], blocking: boolean, count = 1, keys: string[] = []) => lacks.push({ code, blocking, count, keys });
  if (answer.micro === null) {
    add('unanswered', true);
    return lacks;
  }
  const level = wholeLevel(answer.micro);
  const criteria = missingCriteria(instrument, indicator, answer);
  if (criteria.length > 0) add('criteria', true, criteria.length, criteria.map((one) => stepKey(one.level, one.id)));
  if (!answer.hasFakta) add('fakta', true);
  if (!answer.hasAnalisis) add('analisis', true);
  if (indicator.asks && answer.asks.trim() === '') add('asks', true);
  if (answer.micro > lowestMicro(instrument)) {
    if (answer.evidence.length === 0) add('evidence', true);
    else if (instrument.ladder === 'main-evidence' && !indicator.external && fillsItsLevels(indicator) && levelOfPapers(instrument, indicator, answer.evidence, days.today) < level) {
      const papers = missingPapers(instrument, indicator, level, answer.evidence, days.today);
      add('papers', true, papers.length, papers.map((one) => stepKey(one.level, one.id)));
    }
  }
  const used = answer.evidence.filter((one) => one.level <= level);
  const aged = (age: 'expired' | 'expiring') => used.filter((one) => ageOf(one.expiresOn, days.today, days.until) === age);
  if (aged('expired').length > 0) add('expired', false, aged('expired').length);
  if (aged('expiring').length > 0) add('expiring', false, aged('expiring').length);
  const reviews = used.filter((one) => ruleOf(indicator, one.level, one.letter)?.maxAgeMonths !== undefined).flatMap(({ documentDate }) => documentDate ?? []);
  const late = used.filter((one) => followsTooLate(ruleOf(indicator, one.level, one.letter), one.documentDate, reviews));
  if (late.length > 0) add('late-follow-up', false, late.length);
  return lacks;
}
