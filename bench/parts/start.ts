import type { Figure } from '../harness/figure.ts';
import { makeFolder, memoryOf, startProduct } from '../harness/product.ts';
import { pagesOfDemo } from '../harness/demo-pages.ts';

/** After the pages were opened: long enough for idle connections (30 s) and the typesetter (60 s) to go. */
const REST_SECONDS = 75;

/** A fresh start with the demonstration, a restart, and what stays in memory when nobody asks for anything. */
export async function start(_: unknown, { say }: { say(sentence: string): void }): Promise<Figure[]> {
  const folder = makeFolder();
  try {
    const first = await startProduct(folder.path);
    await first.stop();
    const again: number[] = [];
    for (let i = 0; i < 3; i++) {
      const restarted = await startProduct(folder.path);
      again.push(restarted.firstPage);
      if (i < 2) await restarted.stop();
      else {
        const fresh = memoryOf(restarted.pid, folder.path);
        const pages = await pagesOfDemo(restarted.url);
        for (const page of pages) await fetch(restarted.url + page.path, { headers: page.cookie ? { cookie: page.cookie } : {}, redirect: 'manual' }).then((answer) => answer.arrayBuffer());
        say(`${pages.length} pages opened; resting ${REST_SECONDS} s …`);
        await new Promise((rested) => setTimeout(rested, REST_SECONDS * 1000));
        const rest = memoryOf(restarted.pid, folder.path);
        await restarted.stop();
        const restart = again.toSorted((a, b) => a - b)[1]!;
        return [
          { part: 'start', what: 'first page on a fresh data folder, demonstration included', value: first.firstPage / 1000, unit: 's', target: { most: 60 } },
          { part: 'start', what: 'first page after a restart', value: restart / 1000, unit: 's', target: { most: 2 }, baseline: { what: 'fresh', value: first.firstPage / 1000 }, ratio: restart / first.firstPage, note: `median of ${again.map((ms) => (ms / 1000).toFixed(2)).join(', ')}` },
          { part: 'start', what: 'memory at rest with PostgreSQL', value: rest.node + rest.postgres, unit: 'MB', target: { most: 250 }, baseline: { what: 'just started', value: fresh.node + fresh.postgres }, ratio: (rest.node + rest.postgres) / (fresh.node + fresh.postgres), note: `node ${rest.node.toFixed(0)}, postgres ${rest.postgres.toFixed(0)}` },
        ];
      }
    }
    return [];
  } finally {
    folder.remove();
  }
}
