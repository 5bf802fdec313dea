import type * as z from 'zod';
import type { operations } from '../../../../server/modules/permohonan/contract.ts';
import type { Tone } from '#lib/types.ts';

/** How a request is told to its applicant, with or without account. */
export type Tracked = z.output<typeof operations.track.output>;
export type Mine = z.output<typeof operations.getMine.output>;
type Status = Tracked['status'];

const tones: Record<Status, Tone> = {
  'in-progress': 'info', returned: 'soon', 'awaiting-payment': 'soon', numbered: 'info',
  issued: 'ok', deemed: 'ok', rejected: 'late', lapsed: 'late', withdrawn: 'plain',
};
export const toneOf = (status: Status): Tone => tones[status];

/** What tells one request from another: the title without the service's name, which stands beside it. */
export const subjectOf = ({ title, layanan }: { title: string; layanan: string }): string =>
  title.startsWith(`${layanan}, `) ? title.slice(layanan.length + 2) : title;

/** While the applicant must act or nothing more comes, a promised date says nothing. */
export const isOpen = (status: Status): boolean => ['in-progress', 'returned', 'awaiting-payment', 'numbered'].includes(status);

interface DrawnStep {
  label: string;
  state: 'done' | 'now' | 'next' | 'failed';
}

/** Steps as they are drawn; one that this request does not need is left out. */
export function stepsOf({ steps, status }: Pick<Tracked, 'steps' | 'status'>): DrawnStep[] {
  const stopped = ['rejected', 'lapsed', 'withdrawn'].includes(status);
  return steps.flatMap(({ title, state }): DrawnStep[] => {
    if (state === 'skipped') return [];
    if (state === 'now') return [{ label: title, state: stopped ? 'failed' : 'now' }];
    return [{ label: title, state: state === 'todo' ? 'next' : 'done' }];
  });
}

type DocumentState = Tracked['documents'][number]['state'];
const documentTones: Record<DocumentState, Tone> = {
  numbered: 'info', failed: 'info', uncertain: 'info', 'awaiting-scan': 'info', signed: 'ok', revoked: 'late', superseded: 'plain',
};
export const documentTone = (state: DocumentState): Tone => documentTones[state];
