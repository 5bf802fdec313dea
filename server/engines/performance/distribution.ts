import type { Predicate } from './predicate.ts';

// Chapters: predicates of an organisation · what a pattern says · the verdict

/** Predicates of an organisation, best first (SE MenPANRB 3/2023). */
export const ORGANISATION_PREDICATES = { istimewa: 'Istimewa', baik: 'Baik', 'butuh-perbaikan': 'Butuh Perbaikan', kurang: 'Kurang', 'sangat-kurang': 'Sangat Kurang' } as const;
export type OrganisationPredicate = keyof typeof ORGANISATION_PREDICATES;

/**
 * One condition on how the predicates of staff are spread. `percent` is of all staff rated; several predicates count together.
 * `most`: larger than each other group. `some`: at least so many people.
 */
export type Clause =
  | { rule: 'most'; of: readonly Predicate[] }
  | { rule: 'at-most' | 'at-least'; of: readonly Predicate[]; percent: number }
  | { rule: 'some'; of: readonly Predicate[]; people: number }
  | { rule: 'none'; of: readonly Predicate[] };

export type Counts = Readonly<Partial<Record<Predicate, number>>>;

export interface Judged {
  clause: Clause;
  passes: boolean;
  /** People that it counts, and the bound in people where there is one. */
  people: number;
  bound?: number;
}
export interface Distribution {
  total: number;
  judged: Judged[];
  /** `justify`: too few people for percentages to mean anything; the head explains (SE 3/2023 leaves it to him). */
  verdict: 'empty' | 'pass' | 'justify' | 'fail';
}

const countOf = (counts: Counts, of: readonly Predicate[]): number => of.reduce((sum, one) => sum + (counts[one] ?? 0), 0);

/** Bounds in whole people: of three, at most 70 % are two and at least 60 % are two. Integers throughout, so 14 of 20 is 70 %. */
function judge(counts: Counts, total: number, clause: Clause): Judged {
  const people = countOf(counts, clause.of);
  switch (clause.rule) {
    case 'most': {
      const largestOther = Math.max(0, ...Object.entries(counts).filter(([name]) => !clause.of.includes(name as Predicate)).map(([, count]) => count));
      return { clause, people, passes: people > largestOther };
    }
    case 'at-most': {
      const bound = Math.floor((total * clause.percent) / 100);
      return { clause, people, bound, passes: people <= bound };
    }
    case 'at-least': {
      const bound = Math.ceil((total * clause.percent) / 100);
      return { clause, people, bound, passes: people >= bound };
    }
    case 'some':
      return { clause, people, bound: clause.people, passes: people >= clause.people };
    case 'none':
      return { clause, people, bound: 0, passes: people === 0 };
  }
}

/**
 * Whether the predicates of staff keep to the pattern of their organisation. Units of fewer than `smallUnit` people are warned, not failed.
 * Example: `distributionOf({ 'Sangat Baik': 4, Baik: 14, 'Butuh Perbaikan': 1, Kurang: 1 }, pattern of Baik, 10).verdict === 'pass'`.
 */
export function distributionOf(counts: Counts, pattern: readonly Clause[], smallUnit: number): Distribution {
  const total = countOf(counts, Object.keys(counts) as Predicate[]);
  if (total === 0) return { total, judged: [], verdict: 'empty' };
  const judged = pattern.map((clause) => judge(counts, total, clause));
  const passes = judged.every((one) => one.passes);
  return { total, judged, verdict: passes ? 'pass' : total < smallUnit ? 'justify' : 'fail' };
}

const listed = (of: readonly Predicate[]): string => of.join(' dan/atau ');
/** The condition as people read it. */
export function clauseText(clause: Clause): string {
  switch (clause.rule) {
    case 'most': return `Sebagian besar ${listed(clause.of)} (kelompok terbanyak)`;
    case 'at-most': return `${listed(clause.of)} paling banyak ${clause.percent}%`;
    case 'at-least': return `${listed(clause.of)} paling sedikit ${clause.percent}%`;
    case 'some': return `Paling sedikit ${clause.people} orang ${listed(clause.of)}`;
    case 'none': return `Tidak ada ${listed(clause.of)}`;
  }
}
