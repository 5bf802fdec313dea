import type { PocketRow, PocketView } from '../../../../../server/modules/letters/contract.ts';
import { keep, kept } from '#lib/sync/store.ts';

/** What was fetched last, and by this phone's clock when. */
export interface Pocket {
  fetched: number;
  view: PocketView;
}

export const keptPocket = (): Promise<Pocket | undefined> => kept<Pocket>('pocket');

/** Fetches anew; what is kept stays when the server does not answer or this person has no inbox. */
export async function fetchPocket(): Promise<Pocket | undefined> {
  const response = await fetch('/api/surat/saku', { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) return undefined;
  const pocket = { fetched: Date.now(), view: (await response.json()) as PocketView };
  // A full phone shows it all the same, it only does not keep it.
  await keep('pocket', pocket).catch(() => {});
  return pocket;
}

/** "hari ini 15.00" is true on the day on which it was said; on others the whole date. */
export const dueText = ({ due }: PocketRow, fetched: number): string => (!due ? '' : new Date(fetched).toDateString() === new Date().toDateString() ? due.text : due.long);
