export type JobState = 'dead' | 'retrying' | 'waiting' | 'running' | 'stuck';

export interface JobFacts {
  attempts: number;
  maxAttempts: number;
  lockedAt: Date | null;
  runAt: Date;
}

/** A worker that was killed leaves its lock behind; after this long nobody is believed to be at work. */
export const STUCK_AFTER_MILLISECONDS = 30 * 60_000;

/** `now` is the database's: that is the clock by which the worker runs. */
export function jobState(job: JobFacts, now: Date): JobState {
  if (job.lockedAt) return now.getTime() - job.lockedAt.getTime() > STUCK_AFTER_MILLISECONDS ? 'stuck' : 'running';
  if (job.attempts >= job.maxAttempts) return 'dead';
  return job.attempts > 0 ? 'retrying' : 'waiting';
}

export const STATE_WORDS: Record<JobState, string> = {
  dead: 'gagal, berhenti dicoba',
  stuck: 'tertahan',
  retrying: 'akan dicoba lagi',
  waiting: 'menunggu giliran',
  running: 'sedang dikerjakan',
};

/** What a person may start again: nothing that the worker still has in hand. */
export const isRetryable = (state: JobState): boolean => state === 'dead' || state === 'stuck';
