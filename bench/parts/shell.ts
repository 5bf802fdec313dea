import type { Browser, CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../harness/browser.ts';
import type { Figure } from '../harness/figure.ts';
import { percentile } from '../harness/keystrokes.ts';
import { makeFolder, startProduct } from '../harness/product.ts';

const ROUNDS = 7;
/** A phone of the lower middle: four times slower than this machine. */
const SLOWER = 4;

/** The app that checks in: what a phone fetches for it once, and how soon it can be used without network. */
export async function shell(): Promise<Figure[]> {
  const browser = await startBrowser();
  const folder = makeFolder();
  const product = await startProduct(folder.path);
  try {
    const { page, network } = await phone(browser, product.url);
    const kilobytes = await weigh(page, network, product.url);
    await page.waitForFunction('navigator.serviceWorker.controller !== null', undefined, { timeout: 30_000 }).catch(() => page.reload());
    await page.waitForSelector('button.punch, .done');
    await page.context().setOffline(true);
    await network.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await open(page, product.url));
    return [
      { part: 'shell', what: 'app shell of Saku, first load, compressed', value: kilobytes, unit: 'KB', target: { most: 100 }, note: 'page, style, type, script, icon, manifest, worker; answers of the API not counted' },
      { part: 'shell', what: 'Saku opens without network until the button can be pressed, p50', value: percentile(times, 0.5), unit: 'ms', target: { most: 1000 }, note: `processor ${SLOWER} times slower; slowest of ${ROUNDS}: ${Math.max(...times).toFixed(0)}` },
    ];
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
}

async function phone(browser: Browser, url: string): Promise<{ page: Page; network: CDPSession }> {
  const { accounts } = (await (await fetch(`${url}/api/demo`)).json()) as { accounts: { account: string; signIn: string }[] };
  const person = accounts.find(({ signIn }) => signIn === 'admin.dpmptsp') ?? accounts[0]!;
  const { token } = (await (await fetch(`${url}/api/demo/masuk`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: person.account, device: 'ukuran' }) })).json()) as { token: string };
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  await context.addCookies([{ name: 'pendopo_session', value: token, url, httpOnly: true, sameSite: 'Lax' }]);
  const page = await context.newPage();
  return { page, network: await context.newCDPSession(page) };
}

async function weigh(page: Page, network: CDPSession, url: string): Promise<number> {
  const addresses = new Map<string, string>();
  let bytes = 0;
  await network.send('Network.enable');
  network.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, new URL(response.url).pathname));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!addresses.get(requestId)?.startsWith('/api/')) bytes += encodedDataLength;
  });
  await page.goto(`${url}/saku`, { waitUntil: 'networkidle' });
  return bytes / 1024;
}

/** From the tap on the icon until the button is there and pressed by nobody. */
async function open(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  const began = performance.now();
  await page.goto(`${url}/saku`, { waitUntil: 'commit' });
  await page.waitForSelector('button.punch:not([disabled]), .done');
  return performance.now() - began;
}
