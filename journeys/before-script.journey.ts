import { describe, expect, it } from 'vitest';
import { photo } from './support/files.ts';
import { eventually } from './support/look.ts';
import { stage } from './support/stage.ts';
import { fileInput, heading } from './support/usaha.ts';

/** On a slow line the photo is chosen while the page's script is still on its way. */
describe('a photo chosen before the script is there', () => {
  const { enter } = stage();

  it('is made small, sent, and stays', async () => {
    const page = await enter('Ayu Kusumaningrum');
    let arrive = (): void => {};
    const slow = new Promise<void>((done) => (arrive = done));
    await page.route('**/_/upload.js', async (route) => {
      await slow;
      await route.continue();
    });
    await page.goto('/layanan/surat-keterangan-usaha');
    await page.getByRole('button', { name: 'Ajukan' }).click({ noWaitAfter: true });
    await eventually(() => heading(page).textContent()).toBe('Surat pengantar RT/RW');
    const large = photo('dari-ponsel.png', { width: 1400, height: 1000, noise: true });
    expect(large.buffer.length).toBeGreaterThan(1_000_000);
    await fileInput(page, 'foto_pengantar').setInputFiles([large, photo('hal-2.png')]);
    arrive();
    const notes = () => page.locator('fieldset[id="foto_pengantar"] ul.files li small').allTextContents();
    await eventually(notes).toSatisfy((said: string[]) => said.length === 2 && said.every((note) => note.startsWith('Terkirim')));
    const [size] = (await notes()).map((note) => Number(/([\d.]+) KB/.exec(note)![1]!.replace('.', '')));
    expect(size).toBeLessThanOrEqual(400);
    expect(await fileInput(page, 'foto_pengantar').evaluate((input) => (input as HTMLInputElement).files!.length)).toBe(0);
    await eventually(() => page.locator('[data-saved]').textContent()).toMatch(/^Tersimpan/);
    await page.unroute('**/_/upload.js');
    await page.reload();
    expect(await page.locator('fieldset[id="foto_pengantar"] ul.files li').count()).toBe(2);
  });
});

/** The page of the editor is the heaviest one: its script takes the form over while somebody writes in it. */
describe('words written before the script is there', () => {
  const { enter } = stage();

  it('stay when it comes', async () => {
    const page = await enter('tu.setda', { on: 'desk' });
    await page.goto('/petugas/naskah/baru?cari=surat+dinas');
    await page.getByRole('main').getByRole('button', { name: /^Surat Dinas/ }).click();
    await page.waitForURL(/\/tulis$/);
    let arrive = (): void => {};
    const slow = new Promise<void>((done) => (arrive = done));
    await page.route('**/_app/immutable/entry/**', async (route) => {
      await slow;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await page.getByLabel('Hal', { exact: true }).fill('Ditulis sebelum skrip tiba');
    await page.getByLabel('Segera', { exact: true }).check();
    arrive();
    await page.locator('.penyunting.siap').waitFor();
    expect(await page.getByLabel('Hal', { exact: true }).inputValue()).toBe('Ditulis sebelum skrip tiba');
    expect(await page.getByLabel('Segera', { exact: true }).isChecked()).toBe(true);
  });
});
