import type { LogBody, LogDay, LogView } from '../../../../../server/modules/performance/contract.ts';
import { keep, kept } from '#lib/sync/store.ts';

/** What the phone carries for the daily log: the open days, the results of the plan, what was reported. */
export interface LogPocket {
  fetched: number;
  view: { today: string; days: LogDay[]; results: { plan: string; result: string; text: string }[]; items: LogView[]; lockAfterDays: number };
}
export type Report = Pick<LogBody, 'day' | 'activity' | 'minutes' | 'quantity' | 'evidence' | 'plan' | 'result'>;

export const keptReports = (): Promise<LogPocket | undefined> => kept<LogPocket>('laporan');

/** Fetches anew; what is kept stays when the server does not answer or this person writes no logs. */
export async function fetchReports(): Promise<LogPocket | undefined> {
  const response = await fetch('/api/lkh/saku', { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) return undefined;
  const pocket = { fetched: Date.now(), view: (await response.json()) as LogPocket['view'] };
  await keep('laporan', pocket).catch(() => {});
  return pocket;
}
