import type { Page } from 'playwright-core';
import { eventually } from './look.ts';
import { heading } from './usaha.ts';

export interface ReportReceipt {
  number: string;
  secret: string;
}

export const main = (page: Page) => page.getByRole('main');
export const text = (page: Page) => main(page).innerText();

/** What the receipt shows once. */
export async function receiptOf(page: Page): Promise<ReportReceipt> {
  await eventually(() => heading(page).textContent()).toBe('Tanda terima');
  const values = await page.locator('.receipt dd').allTextContents();
  return { number: values[0]!.trim(), secret: values[1]!.replace(/\D/g, '') };
}

/** The reporter opens a report with number and code. */
export async function track(page: Page, { number, secret }: ReportReceipt): Promise<void> {
  await page.goto('/pengaduan/lacak');
  await page.getByLabel('Nomor laporan').fill(number);
  await page.getByLabel('Kode rahasia').fill(secret);
  await page.getByRole('button', { name: 'Lihat laporan' }).click();
}

/** Opens a report from the search of the desk. */
export async function find(page: Page, number: string): Promise<void> {
  await page.goto(`/petugas/pengaduan/cari?cari=${number}`);
  await main(page).locator('.list a').first().click();
  await eventually(() => text(page)).toContain(number);
}

/** What the officer may do: in the bar, or folded under *Lainnya*. */
export function act(page: Page, begins: string) {
  const name = new RegExp(`^\\s*${begins}`);
  return page.locator('.act').getByRole('link', { name }).or(page.locator('.act').getByRole('button', { name }));
}

export async function open(page: Page, name: string): Promise<void> {
  const button = act(page, name).first();
  if (!(await button.isVisible())) await page.locator('.act summary').click();
  await button.click();
}

/** Sends the form of an act. */
export const send = (page: Page) => page.locator('.panel button[value="lanjut"]:not(.default-submit)').click();
