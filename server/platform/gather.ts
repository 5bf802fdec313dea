/**
 * Answers single questions by few large ones. The first goes at once; what is asked while one is on its way, or within `pauseMs` of its
 * beginning, makes the next one larger: in a rush a statement answers hundreds, and a lone asker hardly waits.
 * Example: `const nameOf = gather((ids) => namesByIds(db, ids), 20); await nameOf(id)`
 */
export function gather<Answer>(ask: (keys: string[]) => Promise<ReadonlyMap<string, Answer>>, pauseMs: number): (key: string) => Promise<Answer | undefined> {
  let waiting = new Map<string, PromiseWithResolvers<Answer | undefined>>();
  let isAsking = false;
  let begun = -Infinity;

  function begin(): void {
    if (isAsking || waiting.size === 0) return;
    isAsking = true;
    setTimeout(() => void run(), Math.max(0, begun + pauseMs - performance.now()));
  }
  async function run(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    begun = performance.now();
    try {
      const found = await ask([...batch.keys()]);
      for (const [key, one] of batch) one.resolve(found.get(key));
    } catch (error) {
      for (const one of batch.values()) one.reject(error);
    }
    isAsking = false;
    begin();
  }

  return (key) => {
    let one = waiting.get(key);
    if (!one) {
      waiting.set(key, (one = Promise.withResolvers()));
      begin();
    }
    return one.promise;
  };
}
