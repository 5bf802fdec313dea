import { Agent, get } from 'node:http';
import { percentile } from './keystrokes.ts';
import type { Paced } from './load.ts';

/**
 * Requests at even distances, over at most ten connections; autocannon sends the share of a second in one burst at its
 * beginning. A request that waits for a free connection waits in its own time: it is measured from when it was due.
 */
process.on('message', async ({ url, headers, perSecond, seconds }: Paced) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  const times: number[] = [];
  let bad = 0;
  const open = new Set<Promise<void>>();
  const began = performance.now();
  for (let sent = 0; sent < perSecond * seconds; ) {
    // The first is due at once.
    const due = Math.min(perSecond * seconds, 1 + Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due; sent++) {
      const dueAt = began + (sent / perSecond) * 1000;
      const one = new Promise<void>((done) => {
        get(url, { agent, headers }, (response) => {
          if (response.statusCode !== 200) bad += 1;
          response.resume().on('end', () => {
            times.push(performance.now() - dueAt);
            done();
          });
        }).on('error', () => {
          bad += 1;
          done();
        });
      });
      open.add(one);
      void one.then(() => open.delete(one));
    }
    await new Promise((next) => setTimeout(next, 1));
  }
  await Promise.all(open);
  process.send!({ p50: percentile(times, 0.5), p99: percentile(times, 0.99), slowest: percentile(times, 1), perSecond: times.length / ((performance.now() - began) / 1000), bad });
  agent.destroy();
  process.disconnect();
});
