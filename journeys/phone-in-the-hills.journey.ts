/// <reference lib="dom" />
import QR from 'qrcode';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { doorCode, doorStep, doorText, readDoorSecret } from '../server/engines/attendance/door-code.ts';
import { eventually, expectGood } from './support/look.ts';
import { product, stage } from './support/stage.ts';

interface Punch {
  id: string;
  at: string;
  source: string;
  selfie: boolean;
  reasons: { code: string }[];
}
const text = (page: Page) => page.getByRole('main').innerText();
const json = async <T>(page: Page, url: string, body?: unknown): Promise<T> => {
  const response = await (body ? page.request.post(url, { data: body }) : page.request.get(url));
  expect(response.ok(), `${url}: ${await response.text()}`).toBe(true);
  return response.json() as Promise<T>;
};
const punchesOf = async (page: Page) => (await json<{ punches: Punch[] }>(page, '/api/kehadiran/absen')).punches;
const controlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);

/** What the camera sees: black and white squares, as a picture that moves. */
const showToCamera = (page: Page, squares: { size: number; dark: boolean[] }) =>
  page.evaluate(({ size, dark }) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = (size + 8) * 9;
    const pen = canvas.getContext('2d')!;
    const draw = () => {
      pen.fillStyle = '#eee';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = '#111';
      dark.forEach((is, at) => is && pen.fillRect((4 + (at % size)) * 9, (4 + Math.floor(at / size)) * 9, 9, 9));
    };
    draw();
    setInterval(draw, 100);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(10));
  }, squares);

/** Takes what room the browser still gives this address, to the last bytes. */
const fill = (page: Page) => page.evaluate(async () => {
  const db = await new Promise<IDBDatabase>((done) => {
    const asked = indexedDB.open('ballast', 1);
    asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('stones', { autoIncrement: true }));
    asked.addEventListener('success', () => done(asked.result));
  });
  const put = (bytes: number) => new Promise<boolean>((done) => {
    const transaction = db.transaction('stones', 'readwrite');
    transaction.objectStore('stones').put(crypto.getRandomValues(new Uint8Array(bytes)));
    transaction.addEventListener('complete', () => done(true));
    transaction.addEventListener('abort', () => done(false));
  });
  for (let bytes = 65_536; bytes >= 16;) if (!(await put(bytes))) bytes /= 2;
  db.close();
});
const ROOM = 1_500_000;

describe('a phone in the hills: door code by camera, full storage, two tabs and photographs, all once', () => {
  const { enter } = stage();
  let officer: Page;
  let known: Set<string>;
  let storage: CDPSession;
  /** Bytes that the browser gives this address; without a number as many as ever. */
  const give = (quotaSize?: number) => storage.send('Storage.overrideQuotaForOrigin', { origin: product().url, ...(quotaSize && { quotaSize }) });
  /** The rest is taken first, so that the browser looks again; then not even what is deleted makes room. */
  const fillUp = async () => {
    await fill(officer);
    await give(1000);
  };

  const ready = (page: Page) => page.locator('.done, button.punch:not([disabled])').first().waitFor();
  /** The button that steps back once everything is done is asked for first. */
  const offer = async (page: Page) => {
    await ready(page);
    const again = page.getByRole('button', { name: /^(Pulang lebih awal|Absen (masuk|pulang)( lagi)?)$/ });
    if (await again.isVisible()) await again.click();
  };
  const explain = async (page: Page) => {
    await offer(page);
    await page.locator('button.punch:not([disabled])').click();
    await page.getByLabel('Mengapa absen dari sini').fill('Mengantar berkas ke desa');
    await page.getByRole('button', { name: /dengan alasan/ }).click();
  };
  const fresh = async () => (await punchesOf(officer)).filter(({ id }) => !known.has(id));

  it('reads the code of the door with the camera, also in a browser that reads no QR itself', async () => {
    officer = await enter('admin.dpmptsp');
    // Before anything is kept: a browser believes for half a minute in the room that it has seen.
    storage = await officer.context().newCDPSession(officer);
    await give(ROOM);
    known = new Set((await punchesOf(officer)).map(({ id }) => id));
    const { items } = await json<{ items: { id: string; kind: string }[] }>(officer, '/api/kehadiran/tempat');
    const place = items.find(({ kind }) => kind === 'office')!.id;
    const { id } = await json<{ id: string }>(officer, `/api/kehadiran/tempat/${place}/pintu`, { name: 'Pintu samping' });
    const { number, secret, at } = await json<{ number: number; secret: string; at: string }>(officer, `/api/kehadiran/pintu/${id}/layar`, {});
    await officer.goto('/saku');
    await eventually(() => controlled(officer)).toBe(true);
    const { modules } = QR.create(doorText(number, await doorCode(await readDoorSecret(secret), doorStep(Date.parse(at)))), { errorCorrectionLevel: 'M' });
    await showToCamera(officer, { size: modules.size, dark: [...modules.data].map(Boolean) });
    await offer(officer);
    await officer.getByRole('button', { name: 'Pakai kode pintu' }).click();
    await officer.getByRole('button', { name: 'Pindai QR' }).click();
    await eventually(() => text(officer)).toContain('Kode pintu dipakai');
    await officer.locator('button.punch:not([disabled])').click();
    await eventually(async () => (await fresh()).map(({ reasons }) => reasons.some(({ code }) => code === 'door-code'))).toEqual([true]);
  });

  it('without network and with a full phone says what is not kept, and keeps what was', async () => {
    const context = officer.context();
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: -7.6, longitude: 111.7, accuracy: 14 });
    await officer.goto('/saku');
    await ready(officer);
    await context.setOffline(true);
    await eventually(() => text(officer)).toContain('Tanpa jaringan');
    await explain(officer);
    await eventually(() => text(officer)).toContain('Tersimpan di HP, belum terkirim');
    // The photograph waits beside it; its part of the app was brought along.
    await showToCamera(officer, { size: 2, dark: [true, false, false, true] });
    await officer.getByRole('button', { name: 'Buka kamera' }).click();
    await officer.waitForTimeout(400);
    await fillUp();
    await officer.getByRole('button', { name: 'Ambil foto' }).click();
    await eventually(() => text(officer)).toContain('foto ini tidak tersimpan. Absen Anda tetap tercatat');
    await give((await storage.send('Storage.getUsageAndQuota', { origin: product().url })).usage + ROOM / 4);
    await officer.getByRole('button', { name: 'Ambil foto' }).click();
    await officer.getByRole('button', { name: 'Ambil foto' }).waitFor({ state: 'detached' });
    await fillUp();
    await explain(officer);
    await eventually(() => text(officer)).toContain('Penyimpanan HP penuh, jadi absen ini belum tersimpan');
    expect((await text(officer)).match(/^Belum terkirim$/gm), 'nothing is half kept').toHaveLength(1);
    await expectGood(officer, 'a full phone without network');
    await officer.reload();
    await eventually(() => text(officer)).toContain('Belum terkirim');
  });

  it('back in the network and still full, what waits is sent once though its answer finds no room, and a new one is answered unkept', async () => {
    const context = officer.context();
    await context.setOffline(false);
    await eventually(() => text(officer)).toContain('jawaban server belum dapat dicatat');
    await explain(officer);
    await eventually(() => text(officer)).toMatch(/(Masuk|Pulang) \d\d\.\d\d diterima, dengan catatan/);
    expect((await fresh()).map(({ source }) => source).toSorted()).toEqual(['phone', 'phone', 'queue']);
    await give();
    await officer.getByRole('button', { name: 'Kirim sekarang' }).click();
    await eventually(() => text(officer)).not.toContain('Belum terkirim');
    await context.setOffline(true);
    await eventually(() => text(officer)).toContain('Tanpa jaringan');
  });

  it('two tabs send what waits once, in its order, with its photograph', async () => {
    const second = await officer.context().newPage();
    await second.goto('/saku');
    await eventually(() => text(second)).toContain('Tanpa jaringan');
    await explain(second);
    await eventually(() => text(second)).toContain('Tersimpan di HP, belum terkirim');
    await officer.context().setOffline(false);
    await eventually(async () => (await fresh()).map(({ source }) => source).filter((source) => source === 'queue').length).toBe(2);
    for (const page of [officer, second]) await eventually(() => text(page)).not.toContain('Belum terkirim');
    await eventually(async () => (await fresh()).some(({ source, selfie }) => source === 'queue' && selfie)).toBe(true);
    const queued = (await fresh()).filter(({ source }) => source === 'queue');
    expect(queued.length, 'what was refused for want of room was never sent, nothing twice').toBe(2);
    expect(queued.map(({ selfie }) => selfie), 'in the order in which they were made').toEqual([true, false]);
  });
});
