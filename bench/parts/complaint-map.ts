import type { Browser } from 'playwright-core';
import { startBrowser } from '../harness/browser.ts';
import type { Figure } from '../harness/figure.ts';
import { countReports, fillComplaints } from '../harness/fill-complaints.ts';
import type { Bench } from '../harness/house.ts';

const REPORTS = 50_000;
const VISITS = 5;
/** A middling phone: a quarter of this machine's speed, 9 Mbit/s, 40 ms to the server. */
const PHONE = { cpu: 4, latency: 40, download: (9 * 1024 * 1024) / 8, upload: (3 * 1024 * 1024) / 8 };

/** The public map of a regency's reports, from the tap on the link to the drawn page, in browsers that never saw it. */
export async function complaintMap(bench: Bench): Promise<Figure[]> {
  if ((await countReports(bench)) < REPORTS) await fillComplaints(bench, REPORTS);
  await bench.settle();
  const browser = await startBrowser();
  try {
    const times: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) times.push(await visitMap(browser, `${bench.url}/pengaduan?saring=semua`));
    const [first] = times;
    const median = times.toSorted((a, b) => a - b)[VISITS >> 1]!;
    return [{ part: 'complaint-map', what: `map of ${(await countReports(bench)).toLocaleString('en')} reports first drawn on a phone, slowest of ${VISITS}`, value: Math.max(...times), unit: 'ms', target: { most: 1000 }, baseline: { what: 'median visit', value: median }, ratio: Math.max(...times) / median, note: `first visit ${first!.toFixed(0)} ms; CPU ÷ ${PHONE.cpu}, ${PHONE.latency} ms, 9 Mbit/s` }];
  } finally {
    await browser.close();
  }
}

async function visitMap(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const tab = await context.newPage();
  const devtools = await context.newCDPSession(tab);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: PHONE.latency, downloadThroughput: PHONE.download, uploadThroughput: PHONE.upload });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: PHONE.cpu });
  await tab.goto(url, { waitUntil: 'domcontentloaded' });
  // Two frames after the page with its map is there, it is on the glass.
  const drawn = await tab.evaluate<number>(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('#peta svg circle, #peta svg a') ? performance.now() : NaN))))`);
  await context.close();
  if (Number.isNaN(drawn)) throw new Error('the page has no map with marks');
  return drawn;
}
