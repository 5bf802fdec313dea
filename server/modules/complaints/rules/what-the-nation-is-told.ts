import type { NationalStatus } from '../contract.ts';
import { lineOf } from './words-for-people.ts';
import type { Action, ActionKind } from './report-state.ts';

/**
 * Actions whose words the reporter reads: they belong in the national system too, where the report was sent (Permenpan RB
 * 62/2018 lets the answer be given there). Verification and disposition are done there by its own buttons.
 */
const TOLD: readonly ActionKind[] = ['hold', 'archive', 'publish-answer', 'extend', 'forward', 'hop-answered', 'schedule', 'merge', 'reopen', 'refuse-reopen', 'time-out'];
export const isTold = (kind: ActionKind): boolean => TOLD.includes(kind);

/** What stands there afterwards; undefined for what is not told. */
export function nationalStatus(a: Action): NationalStatus | undefined {
  switch (a.kind) {
    case 'hold':
      return 'waiting-reporter';
    case 'publish-answer':
      return a.outcome === 'resolved' ? 'resolved' : a.outcome === 'ask' ? 'waiting-reporter' : 'in-progress';
    case 'archive':
      return 'archived';
    case 'time-out':
    case 'refuse-reopen':
      return 'resolved';
    // "Bukan wewenang": the ticket goes back to the administrators of the national system.
    case 'forward':
      return a.hop.party === 'lapor' ? 'returned' : 'in-progress';
    case 'hop-answered':
      return a.outcome === 'resolved' ? 'resolved' : 'in-progress';
    case 'extend':
    case 'schedule':
    case 'merge':
    case 'reopen':
      return 'in-progress';
    default:
      return undefined;
  }
}

export interface Told {
  seq: number;
  status: NationalStatus;
  /** "Selesai ditangani" */
  title: string;
  text: string;
  at: string;
  /** Actions whose uploads go along: this one and the draft it shows. */
  fileSeqs: number[];
}

/** What has been told here after `since`, oldest first, as the reporter reads it. */
export function toldSince(actions: readonly { seq: number; action: Action }[], since: number): Told[] {
  return actions.flatMap(({ seq, action: a }) => {
    const status = seq > since ? nationalStatus(a) : undefined;
    const line = status && lineOf(a, 'reporter', () => 'unit yang menangani');
    if (!status || !line) return [];
    return [{ seq, status, title: line.title, text: line.text ?? `${line.title}.`, at: a.at, fileSeqs: a.kind === 'publish-answer' && a.draft !== undefined ? [seq, a.draft] : [seq] }];
  });
}

/** The last action that is told; 0 when there is none. */
export const lastTold = (kinds: readonly ActionKind[]): number => kinds.findLastIndex(isTold) + 1;

/** "LAPOR-7123456 jawaban 1.jpg": what is uploaded there is recognised there. */
export const answerFileName = (externalNumber: string, nth: number, name: string): string =>
  `${externalNumber.replace(/[^A-Za-z0-9-]+/g, '-')} jawaban ${nth}${/\.[A-Za-z0-9]{2,5}$/.exec(name)?.[0]?.toLowerCase() ?? ''}`;

/** Minutes until the next attempt: 1, 2, 4, 8 … at most an hour. */
export const minutesAfter = (failures: number): number => Math.min(60, 2 ** Math.max(0, failures - 1));
