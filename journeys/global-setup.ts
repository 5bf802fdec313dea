import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { freePort, startProduct, stopProduct, type Product } from './support/product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    product: Product;
    /** Address of the one browser that all journeys share. */
    browser: string;
    /** For a browser of one's own: the program and its words. */
    chromium: { executablePath: string; args: string[] };
    /** Where pictures of failed journeys go. */
    pictures: string;
  }
}

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Starts the product on an empty folder of its own, and one browser; afterwards both end and the folder goes. While
 * writing a journey, JOURNEYS_FOLDER=<PENDOPO_VAR of a running demonstration> walks through that one and leaves it as it is.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = findChromium();
  const pictures = mkdtempSync(join(tmpdir(), 'pendopo-pictures-'));
  const browser = await chromium.launchServer({ executablePath, args: FLAGS, handleSIGINT: false });
  let opened: { product: Product; close(): Promise<void> } | undefined;
  try {
    opened = process.env.JOURNEYS_FOLDER ? running(project.config.root, process.env.JOURNEYS_FOLDER) : await openOwn(project.config.root);
  } finally {
    if (!opened) await browser.close();
  }
  const { product, close } = opened;
  project.provide('product', product);
  project.provide('browser', browser.wsEndpoint());
  project.provide('chromium', { executablePath, args: FLAGS });
  project.provide('pictures', pictures);
  return async () => {
    await browser.close();
    await close();
    if (readdirSync(pictures).length === 0) rmSync(pictures, { recursive: true });
  };
}

function running(root: string, folder: string) {
  const url = readFileSync(join(folder, 'pendopo.pid'), 'utf8').split('\n')[2]!;
  return { product: { url, port: Number(new URL(url).port), root, folder }, close: async () => {} };
}

async function openOwn(root: string) {
  const house = mkdtempSync(join(tmpdir(), 'pendopo-journeys-'));
  const folder = join(house, 'var');
  // PostgreSQL runs as a user of its own and must be able to pass through.
  chmodSync(house, 0o711);
  mkdirSync(folder, { mode: 0o711 });
  const port = await freePort();
  const product: Product = { url: `http://127.0.0.1:${port}`, port, root, folder };
  const close = async () => {
    await stopProduct(product);
    rmSync(house, { recursive: true, force: true });
  };
  try {
    await startProduct(product);
  } catch (error) {
    await close();
    throw error;
  }
  return { product, close };
}

/** The first Chromium on the path. @throws with the way to get one */
function findChromium(): string {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  }
  throw new Error('The journeys need Chromium, and none was found (chromium, chromium-browser, google-chrome). On Debian or Ubuntu: apt-get install chromium');
}
