import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, inject } from 'vitest';

export interface Device {
  /** A phone of 360 px, unless it is a desk of 1280 px. */
  on?: 'phone' | 'desk';
  /** `false` for a browser without JavaScript. */
  script?: boolean;
}
export interface DemoAccount {
  account: string;
  group: string;
  name: string;
  title: string;
  signIn: string;
}

const sizes = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };
let shared: Promise<Browser> | undefined;

export const product = () => inject('product');

/**
 * Where the people of a story act. Call it once, at the top of a `describe`: its tests are the scenes of one story, and
 * those behind a failed one are skipped, unless they are `separate`. What a page breaks on the way (an exception, a
 * blocked script, an answer of 500) fails the scene; a failed scene leaves a picture of every open page. Scenes that run
 * `together` close their own pages, and what breaks may be told of the other one.
 */
export function stage({ separate = false, together = false } = {}) {
  const contexts = new Set<BrowserContext>();
  const broken: string[] = [];
  let failed = false;

  beforeEach(({ skip }) => {
    if (failed && !separate) skip('an earlier scene of this story failed');
  });

  const options = (device: Device) => ({ baseURL: product().url, viewport: sizes[device.on ?? 'phone'], javaScriptEnabled: device.script ?? true, locale: 'id-ID', timezoneId: 'Asia/Jakarta', acceptDownloads: true, reducedMotion: 'reduce' }) as const;
  function onStage(context: BrowserContext): BrowserContext {
    contexts.add(context);
    context.setDefaultTimeout(20_000);
    context.setDefaultNavigationTimeout(45_000);
    for (const page of context.pages()) listen(page, broken);
    return context.on('page', (page) => listen(page, broken));
  }
  async function stranger(device: Device = {}): Promise<Page> {
    shared ??= chromium.connect(inject('browser'));
    return onStage(await (await shared).newContext(options(device))).newPage();
  }
  /** A phone that can be switched off: what its browser keeps lies in `folder`. */
  const switchOn = async (folder: string, more: { offline?: boolean; permissions?: string[]; geolocation?: { latitude: number; longitude: number; accuracy: number } } = {}): Promise<BrowserContext> =>
    onStage(await chromium.launchPersistentContext(folder, { ...inject('chromium'), ...options({}), ...more }));

  /** Somebody signed in by the door of the demonstration: by user name, or by name for a citizen. */
  async function enter(who: string, device: Device = {}): Promise<Page> {
    const page = await stranger(device);
    await page.context().addCookies([{ name: 'pendopo_session', value: await sessionOf(who), url: product().url, httpOnly: true, sameSite: 'Lax' }]);
    return page;
  }

  async function leave(): Promise<void> {
    for (const context of contexts) await context.close().catch(() => {});
    contexts.clear();
  }

  afterEach(async ({ task }) => {
    const said = broken.splice(0);
    if (task.result?.state === 'fail' || said.length) {
      failed = true;
      await picture(contexts, task.name);
    }
    if (separate && !together) await leave();
    expect(said, `pages broke on the way: ${said.join('; ')}`).toEqual([]);
  });
  afterAll(leave);
  return { stranger, enter, switchOn };
}

export async function demo(): Promise<{ accounts: DemoAccount[]; password: string; keyPassphrase: string; totpNow: string; recoveryCodes: string[] }> {
  const response = await fetch(`${product().url}/api/demo`);
  expect(response.status, 'the page of the demonstration answers').toBe(200);
  return response.json() as never;
}

export async function accountOf(who: string): Promise<DemoAccount> {
  const { accounts } = await demo();
  const found = accounts.find((one) => one.signIn === who || one.name === who);
  if (!found) throw new Error(`There is no demonstration account "${who}". Known: ${accounts.map((one) => one.signIn).join(', ')}`);
  return found;
}

async function sessionOf(who: string): Promise<string> {
  const { account } = await accountOf(who);
  const response = await fetch(`${product().url}/api/demo/masuk`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account, device: 'Perjalanan uji' }) });
  expect(response.status, `signing in as ${who}`).toBe(200);
  return ((await response.json()) as { token: string }).token;
}

function listen(page: Page, broken: string[]): void {
  page.on('pageerror', (error) => broken.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to|Uncaught/.test(message.text())) broken.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) broken.push(`${response.request().method()} ${response.url()} answered ${response.status()}`);
  });
}

async function picture(contexts: Set<BrowserContext>, title: string): Promise<void> {
  const folder = inject('pictures');
  let n = 0;
  for (const context of contexts) {
    for (const page of context.pages()) {
      const file = join(folder, `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 60)}-${(n += 1)}.png`);
      await page.screenshot({ path: file, fullPage: true, timeout: 10_000 }).then(() => console.error(`  picture of ${page.url()}: ${file}`), () => {});
    }
  }
}
