import type { How, ItemState, Mark, ValueStage } from '../contract/assess-words.ts';

/**
 * What somebody had before their eyes when they began to write; another answer means that it changed meanwhile. Of the
 * other assessor only what the writer could see: a verdict that is still hidden surprises nobody.
 */
export const seenByAssessor = (s: { stage: ValueStage | undefined; submissionNo: number; ownSeq: number; otherSeq: number | null; decided: How | null; markSeq: number }): string =>
  [s.stage ?? '-', s.submissionNo, s.ownSeq, s.otherSeq ?? '-', s.decided ?? '-', s.markSeq].join('.');

/** The same for the organiser and the review, who look at the value. */
export const seenOfItem = (s: { stage: ValueStage | undefined; state: ItemState; micro: string | null; mark: Mark | null; markSeq: number }): string => [s.stage ?? '-', s.state, s.micro ?? '-', s.mark ?? '-', s.markSeq].join('.');
