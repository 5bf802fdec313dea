import type { Page } from 'playwright-core';
import { eventually } from './look.ts';
import { demo } from './stage.ts';
import type { Receipt } from './usaha.ts';

/** Opens a case by its number, as somebody does who has the receipt before them. */
export async function openCase(page: Page, { id, number }: Pick<Receipt, 'id' | 'number'>): Promise<void> {
  await page.goto(`/petugas/berkas/${id}`);
  await page.getByText(number).first().waitFor();
}

/** What may be done to a case: a button that does it, or a way to its small form. */
export const actOf = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).or(page.getByRole('button', { name }));

/** Takes the case when it is nobody's, answers every point of the checklist with yes, and passes it on. */
export async function completeCheck(page: Page): Promise<void> {
  const claim = page.getByRole('button', { name: /^Ambil/ });
  if (await claim.count()) await claim.first().click();
  await actOf(page, /^Nyatakan lengkap/).click();
  await answerYes(page);
}

/** In the small form of an action: every point of the checklist gets a yes, and it is sent. */
export async function answerYes(page: Page): Promise<void> {
  const panel = page.locator('.panel');
  await panel.waitFor();
  for (const yes of await panel.getByLabel('Ya', { exact: true }).all()) await yes.check();
  await panel.locator('button[value="lanjut"]:not(.default-submit)').click();
}

/** By hand: user name, password, and the code that the application of the phone shows now. */
export async function signInByHand(page: Page, who: string): Promise<void> {
  const { password, totpNow } = await demo();
  await page.goto('/masuk');
  await page.getByLabel(/nama pengguna/).fill(who);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByLabel('Kode', { exact: true }).fill(totpNow);
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
}

/** Ticks the letters by their titles and signs them all at once; a code is asked for when the last one is older than ten minutes. */
export async function signLetters(page: Page, titles: string[], code?: string): Promise<void> {
  await page.goto('/pimpinan');
  for (const title of titles) await page.getByRole('checkbox', { name: title }).first().check();
  await page.getByRole('button', { name: 'Tanda tangani' }).click();
  if (code) {
    await page.getByLabel('Kode enam angka').fill(code);
    await page.getByRole('button', { name: `Tanda tangani ${titles.length} naskah` }).click();
  }
  await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(`${titles.length} naskah ditandatangani`);
}
