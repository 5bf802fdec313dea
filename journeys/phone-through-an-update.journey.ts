/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { buildLater } from './support/later-build.ts';
import { eventually, expectGood } from './support/look.ts';
import { startProduct, stopProduct, type Product } from './support/product.ts';
import { accountOf, product, stage } from './support/stage.ts';

// A phone of its own, switched off by pulling the battery; a week; the house on a copy of its folder, a week later and as another build.
// What the phone keeps is read and altered beside the app, as somebody would who knows how.

const DAY_MS = 86_400_000;
const OWNER = 'staf.dpmptsp';
const SUPERIOR = 'kabid.dpmptsp';
const OTHER = 'guru';
/** What is said of the time of a check-in. */
const TIMES = new Set(['sent-late', 'set-back', 'weak-anchor', 'chain-marked']);

interface Kept {
  id: string;
  state: string;
  seq: number;
  made: number;
  command?: { body: { note: string } };
  answer?: { code?: string; sentence?: string; marks: { code: string }[]; result?: { class: string; at: string } };
}
const text = (page: Page) => page.getByRole('main').innerText();

/** What the phone keeps of commands, read beside the app. */
const keptIn = (page: Page): Promise<Kept[]> => page.evaluate(() => new Promise<Kept[]>((done) => {
  const asked = indexedDB.open('pendopo-sinkron');
  asked.addEventListener('success', () => {
    const all = asked.result.transaction('commands').objectStore('commands').getAll() as IDBRequest<Kept[]>;
    all.addEventListener('success', () => {
      asked.result.close();
      done(all.result.sort((a, b) => a.seq - b.seq));
    });
  });
}));

/** Places and hours were fetched and are kept. */
const carriesItsDay = (page: Page) => page.evaluate(() => new Promise<boolean>((done) => {
  const asked = indexedDB.open('pendopo-sinkron');
  asked.addEventListener('success', () => {
    const count = asked.result.transaction('kept').objectStore('kept').count('absen');
    count.addEventListener('success', () => {
      asked.result.close();
      done(count.result === 1);
    });
  });
}));

/** The file with which this page began. */
const startOf = async (page: Page) => /\/_app\/immutable\/entry\/start\.[\w-]+\.js/.exec(await page.content())![0];

/** The same command with other words under the old signature. */
const alter = (page: Page, id: string) => page.evaluate((id) => new Promise<void>((done) => {
  const asked = indexedDB.open('pendopo-sinkron');
  asked.addEventListener('success', () => {
    const commands = asked.result.transaction('commands', 'readwrite').objectStore('commands');
    const one = commands.get(id) as IDBRequest<Kept>;
    one.addEventListener('success', () => {
      one.result.command!.body.note = 'Di kantor';
      commands.put(one.result);
      commands.transaction.addEventListener('complete', () => {
        asked.result.close();
        done();
      });
    });
  });
}), id);

describe('a week in the hills, and the app was renewed meanwhile', () => {
  const { enter, switchOn } = stage();
  const week = mkdtempSync(join(dirname(product().folder), 'pendopo-week-'));
  const later: Product = { ...product(), root: join(week, 'checkout'), folder: join(week, 'var'), environment: { ...product().environment, PENDOPO_AT: '2026-11-25' } };
  let phone: BrowserContext;
  let page: Page;
  let build: ReturnType<typeof buildLater>;
  /** Of the browser when it was first opened, whatever day this machine has. */
  const first = Date.now();
  let made: Kept[] = [];
  /** The file with which the page of the first build begins. */
  let start = '';

  const open = async ({ days = 0, offline = true } = {}) => {
    phone = await switchOn(join(week, 'phone'), { offline, permissions: ['geolocation'], geolocation: { latitude: -7.6, longitude: 111.7, accuracy: 14 + days } });
    if (days) await phone.clock.setSystemTime(first + days * DAY_MS);
    page = phone.pages()[0]!;
    await page.goto('/saku');
    await page.locator('.done, button.punch:not([disabled])').first().waitFor();
  };
  /** No goodbye: what is not on the disk is gone. */
  const pullTheBattery = async () => {
    const closed = new Promise((done) => phone.once('close', done));
    process.kill(Number(readlinkSync(join(week, 'phone', 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
    await closed;
  };
  const states = async () => (await keptIn(page)).map(({ state }) => state);
  const checkIn = async (note: string) => {
    const count = (await states()).length;
    const again = page.getByRole('button', { name: /^(Pulang lebih awal|Absen (masuk|pulang)( lagi)?)$/ });
    if (await again.isVisible()) await again.click();
    await eventually(() => text(page)).toMatch(/\d k?m dari /);
    await page.locator('button.punch:not([disabled])').click();
    await page.getByLabel('Mengapa absen dari sini').fill(note);
    await page.getByRole('button', { name: /dengan alasan/ }).click();
    await eventually(states).toEqual(Array(count + 1).fill('waiting'));
    expect(await text(page)).toContain('Tersimpan di HP, belum terkirim');
  };
  const signIn = async (who: string) => {
    await page.goto('/demo');
    await page.getByRole('button', { name: `Masuk sebagai ${(await accountOf(who)).name}`, exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/demo');
    await page.goto('/saku');
  };

  afterAll(async () => {
    // An open browser would write its folder anew.
    await phone?.close().catch(() => {});
    await stopProduct(later);
    rmSync(week, { recursive: true, force: true });
    await startProduct(product());
  });

  it('is carried along while there is network, and opens in airplane mode after the battery was pulled', async () => {
    chmodSync(week, 0o711);
    phone = await switchOn(join(week, 'phone'));
    page = phone.pages()[0]!;
    await signIn(OWNER);
    await eventually(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await eventually(() => carriesItsDay(page)).toBe(true);
    await phone.close();
    await open();
    await eventually(() => text(page)).toContain('Tanpa jaringan');
    await checkIn('Posyandu di Banjarejo');
    await pullTheBattery();
  });

  it('is opened again on other days of the week, and loses nothing of the others', async () => {
    await open({ days: 2 });
    await checkIn('Pendataan di Tambang');
    await pullTheBattery();
    await open({ days: 5 });
    expect((await text(page)).match(/Belum terkirim/g), 'both are shown').toHaveLength(2);
    await checkIn('Musyawarah di Bareng');
    await phone.clock.setSystemTime(first + 5 * DAY_MS - 3 * 3_600_000);
    await checkIn('Pulang dari Bareng');
    await checkIn('Menitip absen');
    made = await keptIn(page);
    await expectGood(page, 'a week without network');
    await phone.close();
  });

  it('comes back to a renewed house: the page from before goes on, also over a newer store; nobody else sends what waits', async () => {
    await stopProduct(product());
    execFileSync('cp', ['-a', '--reflink=auto', product().folder, later.folder]);
    build = buildLater(product().root, later.root);
    await startProduct(later);
    await open({ days: 6.9, offline: false });
    await eventually(() => text(page)).toContain('5 kiriman tersimpan di HP');
    await eventually(() => text(page)).toContain('Versi baru Saku sudah siap');
    await expectGood(page, 'another version is ready');
    // What this page is made of is gone from the server; a part that it never opened is still here.
    start = await startOf(page);
    expect((await page.request.get(start)).status(), start).toBe(404);
    expect((await page.request.get(build.nameOf(start))).status()).toBe(200);
    await page.evaluate(() => (location.hash = '#laporan'));
    await page.getByRole('heading', { name: 'Laporan harian' }).waitFor();
    // A tab of a still later build, with more in its store.
    const tab = await phone.newPage();
    await tab.goto('/saku/pekerja.js');
    expect(await tab.evaluate(() => new Promise((done) => {
      const asked = indexedDB.open('pendopo-sinkron', 99);
      asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('more'));
      asked.addEventListener('success', () => done(asked.result.version));
    }))).toBe(99);
    await tab.close();
    await page.evaluate(() => (location.hash = '#absen'));
    await alter(page, made[4]!.id);
    // Put away with nothing open in it, it comes back as the later build.
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await eventually(() => startOf(page)).toBe(build.nameOf(start));
    await signIn(OTHER);
    await eventually(() => page.locator('button.punch').textContent()).toContain('Absen');
    await page.locator('.done, button.punch:not([disabled])').first().waitFor();
    expect((await text(page)).match(/Belum terkirim|Ditolak/g)).toBeNull();
    expect(await states()).toEqual(Array(5).fill('waiting'));
  });

  it('sends them once when their owner is back, judged by the rules; what was altered is refused and stays to be seen', async () => {
    await signIn(OWNER);
    await eventually(states).toEqual(['marked', 'marked', 'marked', 'marked', 'refused']);
    const answers = (await keptIn(page)).map(({ answer }) => answer!);
    // The first was made a moment after the server was heard of; later ones go by the wall clock of a phone that was off. Three days are the window.
    expect(answers.slice(0, 4).map(({ result, marks }) => [result!.class, ...marks.map(({ code }) => code).filter((code) => TIMES.has(code))])).toEqual([['C', 'sent-late'], ['C', 'sent-late', 'weak-anchor'], ['C', 'weak-anchor'], ['C', 'set-back', 'chain-marked']]);
    for (const [n, { result }] of answers.slice(0, 3).entries()) expect(Date.parse(result!.at) - Date.parse(answers[0]!.result!.at), 'the time of the deed, not of the arrival').toBeCloseTo(made[n]!.made - made[0]!.made, -5);
    expect(Math.abs(Date.parse(answers[3]!.result!.at) - Date.parse(answers[2]!.result!.at)), 'the clock that was set back').toBeLessThan(120_000);
    expect(answers[4]).toMatchObject({ code: 'sync.signature', sentence: expect.stringContaining('berubah sesudah dibuat') });
    await page.reload();
    // Answered just now, though a week old.
    await eventually(async () => (await text(page)).match(/Diterima, ada catatan/g)?.length).toBe(4);
    await eventually(() => text(page)).toContain('isi perintah berubah sesudah dibuat');
    await expectGood(page, 'refused, after a reload');
    const superior = await enter(SUPERIOR);
    const { items } = (await (await superior.request.get('/api/kehadiran/tinjauan')).json()) as { items: { id: string; note: string; source: string }[] };
    const arrived = items.filter(({ id }) => made.some((one) => one.id === id));
    expect(arrived.map(({ note, source }) => [note, source]).toSorted()).toEqual([['Musyawarah di Bareng', 'queue'], ['Pendataan di Tambang', 'queue'], ['Posyandu di Banjarejo', 'queue'], ['Pulang dari Bareng', 'queue']]);
  });

  it('is the later build from then on, without network too', async () => {
    expect(await page.evaluate(async () => [...await caches.keys()].at(-1))).toBe(`saku-${build.version}`);
    await phone.setOffline(true);
    await page.reload();
    await eventually(() => text(page)).toContain('Tanpa jaringan');
    expect(await startOf(page)).toBe(build.nameOf(start));
    expect(await text(page)).not.toContain('Versi baru');
  });
});
