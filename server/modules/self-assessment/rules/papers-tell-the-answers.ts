import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import { PAPER_KINDS, paperNames, type PaperKind } from '../contract/papers-operations.ts';

/** A paper as far as its submission asks: the newest of its kind. */
export interface Paper {
  kind: PaperKind;
  state: 'numbered' | 'awaiting-scan' | 'signed' | 'failed';
  /** Digest of what it speaks of. */
  tells: string;
}

/** One line for each indicator: number, level, pieces of evidence. What the record of the self-assessment says depends on nothing else. */
export const linesOf = (answers: readonly { number: string; micro: bigint | null; evidence: number }[]): string => answers.map(({ number, micro, evidence }) => `${number} ${micro ?? '-'} ${evidence}`).join('\n');

/** Both papers are signed, and speak of the answers as they are now (Permenpan RB 59/2020 annex III: both go with the submission). */
export function papersAreComplete(papers: readonly Paper[], now: string): Result<true> {
  for (const kind of PAPER_KINDS) {
    const paper = papers.find((one) => one.kind === kind);
    if (paper?.state !== 'signed') return refuse('self-assessment.papers-missing', { what: paperNames[kind] });
    // The consent speaks of the publication, not of the answers.
    if (kind === 'berita-acara' && paper.tells !== now) return refuse('self-assessment.papers-stale', { what: paperNames[kind] });
  }
  return ok(true);
}
