import type { EventEmitter } from 'node:events';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So few requests in one interval are a machine at rest: a monitor that asks, a phone that looks. */
const QUIET = 10;
/** Below this growth since the last time there is nothing worth a pause. */
const GROWN = 1.3;

/**
 * Gives memory back while nobody asks. The start leaves as much garbage as the house is large, each busy time some more, and V8 keeps
 * the room until it needs it: on a small machine it belongs to PostgreSQL and the others. A collection takes about half a second.
 */
export function tidyWhenIdle(server: EventEmitter, { everyMs = 30_000, collect = collectNow, size = () => getHeapStatistics().total_heap_size } = {}): () => void {
  let asked = 0;
  let after = 0;
  server.on('request', () => (asked += 1));
  const timer = setInterval(() => {
    const isQuiet = asked < QUIET;
    asked = 0;
    if (!isQuiet || size() < after * GROWN) return;
    collect();
    after = size();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

let gc: ((how: object) => void) | undefined;
function collectNow(): void {
  if (!gc) {
    // Node hands its collector only to who asks for it; no flag is needed on the command line.
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc') as (how: object) => void;
  }
  // Code that nobody ran for a while goes too; it is compiled again when somebody asks.
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
