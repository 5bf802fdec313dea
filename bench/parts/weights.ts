import type { Browser } from 'playwright-core';
import { startBrowser } from '../harness/browser.ts';
import { pagesOfDemo, type DemoPage } from '../harness/demo-pages.ts';
import type { Figure } from '../harness/figure.ts';
import { makeFolder, startProduct } from '../harness/product.ts';

interface Weight extends DemoPage {
  kilobytes: number;
  script: number;
}

/** What a browser with an empty cache fetches for each page, compressed, headers included; as Chromium counts it. */
export async function weights(_: unknown, { say }: { say(sentence: string): void }): Promise<Figure[]> {
  const browser = await startBrowser();
  const folder = makeFolder();
  const product = await startProduct(folder.path);
  try {
    const weighed: Weight[] = [];
    for (const page of await pagesOfDemo(product.url)) weighed.push(await weigh(browser, product.url, page));
    for (const one of weighed.toSorted((a, b) => b.kilobytes - a.kilobytes)) say(`${one.kilobytes.toFixed(1).padStart(6)} KB ${one.script > 0 ? `(script ${one.script.toFixed(1)})` : ''}  ${one.route}`);
    // The register of parts shows everything at once and is no page of the product.
    const counted = weighed.filter((one) => !one.route.startsWith('/desain'));
    const heaviest = (list: Weight[]) => list.toSorted((a, b) => b.kilobytes - a.kilobytes)[0];
    const still = heaviest(counted.filter((one) => one.script === 0));
    const lively = heaviest(counted.filter((one) => one.script > 0));
    const median = weighed.map((one) => one.kilobytes).sort((a, b) => a - b)[weighed.length >> 1] ?? 0;
    return [
      ...(still ? [{ part: 'weights', what: 'heaviest page without script, first load', value: still.kilobytes, unit: 'KB', target: { most: 45 }, baseline: { what: 'median page', value: median }, ratio: still.kilobytes / median, note: still.route } satisfies Figure] : []),
      ...(lively ? [{ part: 'weights', what: 'heaviest page with script, first load', value: lively.kilobytes, unit: 'KB', target: { most: 90 }, baseline: { what: 'median page', value: median }, ratio: lively.kilobytes / median, note: `${lively.route}; script ${lively.script.toFixed(1)} KB` } satisfies Figure] : []),
      { part: 'weights', what: 'pages weighed', value: weighed.length, unit: 'pages' },
    ];
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
}

async function weigh(browser: Browser, url: string, page: DemoPage): Promise<Weight> {
  const context = await browser.newContext();
  if (page.cookie) await context.addCookies([{ name: 'pendopo_session', value: page.cookie.split('=')[1]!, url }]);
  const tab = await context.newPage();
  const network = await context.newCDPSession(tab);
  await network.send('Network.enable');
  const kinds = new Map<string, string>();
  let bytes = 0;
  let script = 0;
  network.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (kinds.get(requestId) === 'Script') script += encodedDataLength;
  });
  await tab.goto(url + page.path, { waitUntil: 'networkidle' });
  await context.close();
  return { ...page, kilobytes: bytes / 1024, script: script / 1024 };
}
