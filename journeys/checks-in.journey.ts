/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

interface Day {
  punches: { id: string; direction: string; source: string; verdict: string }[];
  places: { name: string; latitude: number | null; longitude: number | null }[];
}
const text = (page: Page) => page.getByRole('main').innerText();
const dayOf = async (page: Page): Promise<Day> => {
  const response = await page.request.get('/api/kehadiran/absen');
  expect(response.status(), await response.text()).toBe(200);
  return response.json() as Promise<Day>;
};

describe('somebody checks in, with network and without, and loses nothing', () => {
  const { enter } = stage();
  let officer: Page;
  let before: Day;

  /** The button that steps back once everything is done is asked for first. */
  const press = async () => {
    const again = officer.getByRole('button', { name: /^(Pulang lebih awal|Absen (masuk|pulang)( lagi)?)$/ });
    if (await again.isVisible()) await again.click();
    await officer.locator('button.punch').click();
  };

  it('is told at once that the check-in was taken, and where', async () => {
    officer = await enter('admin.dpmptsp');
    before = await dayOf(officer);
    const place = before.places.find((one) => one.latitude !== null)!;
    const context = officer.context();
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: place.latitude!, longitude: place.longitude!, accuracy: 11 });
    await officer.goto('/saku');
    await eventually(() => text(officer)).toContain(place.name);
    await expectGood(officer, 'ready to check in');
    await press();
    await eventually(() => text(officer)).toMatch(/(Masuk|Pulang) \d\d\.\d\d diterima/);
    await eventually(() => text(officer)).toContain('Tanda terima');
    await expectGood(officer, 'checked in');
    expect((await dayOf(officer)).punches.length).toBe(before.punches.length + 1);
  });

  it('keeps it on the phone without network, also when the app is closed', async () => {
    await eventually(() => officer.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await officer.context().setOffline(true);
    await eventually(() => text(officer)).toContain('Tanpa jaringan');
    await press();
    await eventually(() => text(officer)).toContain('Tersimpan di HP, belum terkirim');
    await officer.reload();
    await eventually(() => text(officer)).toContain('Belum terkirim');
    await expectGood(officer, 'a check-in that waits');
  });

  it('sends it by itself when the network is back, once', async () => {
    await officer.context().setOffline(false);
    await eventually(() => text(officer)).not.toContain('Belum terkirim');
    const { punches } = await dayOf(officer);
    expect(punches.length).toBe(before.punches.length + 2);
    expect(punches.filter(({ source }) => source === 'queue').length - before.punches.filter(({ source }) => source === 'queue').length).toBe(1);
    await officer.reload();
    await eventually(() => text(officer)).toContain('Hari ini');
    expect((await dayOf(officer)).punches.length).toBe(before.punches.length + 2);
  });
});
