// The tabs of one browser share one phone: what they do goes by locks.

/** What makes and what counts goes one after the other, over all pages of this browser. */
export const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('pendopo-sinkron-buat', work) as Promise<T>;

export type OneTabsWork = 'kirim' | 'foto' | `tanya-${string}`;
/** @returns false where a page of this browser, perhaps this one, is at it already */
export const inOneTab = (what: OneTabsWork, work: () => Promise<unknown>): Promise<boolean> =>
  navigator.locks.request(`pendopo-sinkron-${what}`, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  }) as Promise<boolean>;
