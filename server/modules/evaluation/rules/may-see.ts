import type { Phase } from '../../self-assessment/contract.ts';

/** `institution`: who is assessed. `assessor`: assigned first or second. `public`: everybody. */
export const WATCHERS = ['institution', 'assessor', 'reviewer', 'organiser', 'public'] as const;
export type Watcher = (typeof WATCHERS)[number];
/**
 * `sealed`: the sealed copies. `questions`: to the institution and its replies. `own-verdicts` and `other-verdicts`: of the
 * assessors, the own and the other one's. `all-stages`: every value from the institution's to the reviewer's.
 * `final`: the final values and texts. `objection`: what the institution objects to and the answer. `result`: the published index.
 */
export const THINGS = ['sealed', 'questions', 'own-verdicts', 'other-verdicts', 'all-stages', 'final', 'objection', 'result'] as const;
export type Thing = (typeof THINGS)[number];

const FROM: Record<Thing, Partial<Record<Watcher, Phase>>> = {
  sealed: { institution: 'self', assessor: 'document', reviewer: 'final', organiser: 'self' },
  questions: { institution: 'document', assessor: 'document', reviewer: 'final', organiser: 'document' },
  'own-verdicts': { assessor: 'document', reviewer: 'final' },
  // Two assessors judge the documents without each other's eyes; where there is no interview they settle in the final phase.
  'other-verdicts': { assessor: 'interview', reviewer: 'final', organiser: 'document' },
  'all-stages': { assessor: 'final', reviewer: 'final', organiser: 'document' },
  final: { institution: 'objection', assessor: 'final', reviewer: 'final', organiser: 'final' },
  objection: { institution: 'objection', assessor: 'objection', reviewer: 'objection', organiser: 'objection' },
  result: { institution: 'publication', assessor: 'publication', reviewer: 'publication', organiser: 'publication', public: 'publication' },
};

const ORDER: readonly Phase[] = ['self', 'internal', 'document', 'interview', 'visit', 'final', 'objection', 'publication'];

/**
 * Who sees what in which phase of a campaign; what was once seen stays visible. `phase` is the one that has begun last
 * (`phaseOn`), undefined before the first. Drafts at home are not here: nobody outside the institution ever sees them.
 */
export function maySee(who: Watcher, what: Thing, phase: Phase | undefined): boolean {
  const from = FROM[what][who];
  return phase !== undefined && from !== undefined && ORDER.indexOf(phase) >= ORDER.indexOf(from);
}
