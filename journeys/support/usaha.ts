import type { Page } from 'playwright-core';
import { photo } from './files.ts';
import { eventually } from './look.ts';

/** Answers of a request for a letter about a small business, as a person gives them. */
export interface Business {
  name: string;
  field: string;
  village: string;
  address: string;
  /** The person; left out where the form knows it from the account. */
  nik?: string;
  job: string;
}

export const warung: Business = {
  name: 'Warung Pecel Bu Wulan', field: 'Warung nasi pecel', village: 'Ronowijayan', address: 'Jalan Menur 12, RT 02 RW 01', job: 'Pedagang',
};

/** Buttons and headings that lead from page to page. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });
export const next = (page: Page) => page.getByRole('button', { name: 'Lanjut', exact: true }).click();

/** Finds the service by what people call it, reads its page and begins. */
export async function beginBySearch(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Cari layanan' }).fill('surat usaha');
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Surat Keterangan Usaha' }).first().click();
  await eventually(() => heading(page).textContent()).toContain('Surat Keterangan Usaha');
}

export const fileInput = (page: Page, field: string) => page.locator(`input[type=file][name="${field}.baru"]`);

/**
 * The photo is sent while the person goes on; this waits until the page says so. A file chosen before the script is there
 * would go with the form instead.
 */
export async function attach(page: Page, field: string, files: ReturnType<typeof photo>[]): Promise<void> {
  await fileInput(page, field).waitFor();
  await page.waitForLoadState('load');
  await fileInput(page, field).setInputFiles(files);
  await eventually(() => page.locator(`fieldset[id="${field}"] ul.files li small`).allTextContents()).toSatisfy((notes: string[]) => notes.length >= files.length && notes.every((note) => note.startsWith('Terkirim')));
}

export async function fillLetterOfNeighbourhood(page: Page): Promise<void> {
  await page.getByLabel('Nomor surat pengantar').fill('012/RT02/XI/2026');
  await page.getByLabel('Tanggal surat pengantar').fill('2026-11-16');
}

export async function fillBusiness(page: Page, business: Business): Promise<void> {
  await page.getByLabel('Nama usaha').fill(business.name);
  await page.getByLabel('Bidang usaha').fill(business.field);
  await page.getByLabel('Alamat usaha').fill(business.address);
  await page.getByLabel('Berjalan sejak').fill('2019-03-01');
}

/** With script the search is a list that opens under the words. */
export async function pickVillage(page: Page, village: string): Promise<void> {
  await page.getByRole('combobox').first().pressSequentially(village, { delay: 20 });
  const option = page.getByRole('option', { name: village }).first();
  await option.waitFor();
  await option.click();
}

export async function fillOwner(page: Page, business: Business): Promise<void> {
  if (business.nik !== undefined) await page.getByLabel('NIK').fill(business.nik);
  await page.getByLabel('Tempat lahir').fill('Ponorogo');
  await page.getByLabel('Perempuan').check();
  await page.getByLabel('Pekerjaan').fill(business.job);
  await page.getByLabel('Alamat tempat tinggal').fill('Jalan Menur 12, RT 02 RW 01, Ronowijayan');
}

export async function fillPurpose(page: Page): Promise<void> {
  await page.getByLabel('Mengajukan kredit atau KUR').check();
  await page.getByLabel('Saya menyatakan data ini benar').check();
}

/** The whole form on a device with script, up to the review. The person stands on its first page. */
export async function fillWholeForm(page: Page, business: Business): Promise<void> {
  await attach(page, 'foto_pengantar', [photo('surat-rt.png')]);
  await fillLetterOfNeighbourhood(page);
  await next(page);
  await fillBusiness(page, business);
  await pickVillage(page, business.village);
  await attach(page, 'foto_usaha', [photo('warung.png')]);
  await next(page);
  await fillOwner(page, business);
  await next(page);
  await fillPurpose(page);
  await page.getByRole('button', { name: 'Periksa isian' }).click();
  await eventually(() => heading(page).textContent()).toBe('Periksa sebelum dikirim');
}

export interface Receipt {
  id: string;
  number: string;
  secret: string;
}

export async function readReceipt(page: Page): Promise<Receipt> {
  await eventually(() => heading(page).textContent()).toBe('Tanda terima');
  const of = async (label: string) => (await page.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]').textContent())!.replace(/\s/g, '');
  return { id: page.url().split('/').at(-1)!.split('?')[0]!, number: await of('Nomor permohonan'), secret: await of('Kode rahasia') };
}

/** A request sent by somebody in a moment: for stories that begin later. */
export async function sendRequest(page: Page, business: Business): Promise<Receipt> {
  await page.goto('/layanan/surat-keterangan-usaha');
  await page.getByRole('button', { name: 'Ajukan' }).click();
  await fillWholeForm(page, business);
  await page.getByRole('button', { name: 'Kirim permohonan' }).click();
  return readReceipt(page);
}
