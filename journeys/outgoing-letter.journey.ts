import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
/** The entry of a list that begins so. */
const choose = async (page: Page, label: string, begin: RegExp) => {
  const field = page.getByLabel(label, { exact: true });
  await field.selectOption({ label: await field.locator('option').filter({ hasText: begin }).first().innerText() });
};

describe('a letter is written, sent back with a remark, corrected, initialled, signed and arrives at the unit inside', () => {
  const { enter } = stage();
  const subject = `Pembersihan saluran irigasi ${Date.now() % 100_000}`;
  let clerk: Page;
  let secretary: Page;
  let address: string;

  it('tata usaha writes it and hands it on', async () => {
    clerk = await enter('tu.setda', { on: 'desk' });
    await clerk.goto('/petugas/naskah/baru?cari=surat+dinas');
    await main(clerk).getByRole('button', { name: /^Surat Dinas/ }).click();
    await clerk.waitForURL(/\/tulis$/);
    address = new URL(clerk.url()).pathname.replace(/\/tulis$/, '');
    await clerk.getByLabel('Hal', { exact: true }).fill(subject);
    await choose(clerk, 'Penanda tangan', /^Bupati Ponorogo/);
    await main(clerk).getByRole('button', { name: 'Simpan konsep' }).click();
    await eventually(() => text(clerk)).toContain('Konsep tersimpan.');
    const posts = clerk.locator('select[name="kepada_jabatan"]');
    await posts.selectOption({ label: await posts.locator('option').filter({ hasText: /^Kepala Dinas Pekerjaan Umum/ }).first().innerText() });
    const initials = clerk.locator('select[name="paraf_jabatan"]');
    await initials.selectOption({ label: await initials.locator('option').filter({ hasText: /^Sekretaris Daerah/ }).first().innerText() });
    await main(clerk).getByRole('button', { name: /^Ajukan/ }).click();
    await eventually(() => text(clerk)).toContain('Naskah diajukan.');
    await expectGood(clerk, 'a letter that waits for its paraf');
  });

  it('the secretary sends it back with a remark on its words', async () => {
    secretary = await enter('sekda');
    await secretary.goto('/petugas/naskah?kotak=paraf');
    await main(secretary).getByRole('link', { name: subject }).click();
    await main(secretary).getByText('Kembalikan dengan catatan').click();
    await secretary.getByLabel('Apa yang harus diperbaiki').fill('Sebutkan nama salurannya.');
    await secretary.getByLabel(/^Kutip kata/).fill('Menindaklanjuti');
    await secretary.getByLabel(/^Catatan untuk kata itu/).fill('Surat nomor berapa?');
    await main(secretary).getByRole('button', { name: 'Kembalikan', exact: true }).click();
    await eventually(() => text(secretary)).toContain('Naskah dikembalikan.');
  });

  it('is corrected, and initialled in its new version', async () => {
    await clerk.goto(`${address}/tulis`);
    expect(await text(clerk)).toContain('Surat nomor berapa?');
    await clerk.getByLabel('Hal', { exact: true }).fill(`${subject} Siman`);
    await main(clerk).getByRole('button', { name: /^Ajukan/ }).click();
    await eventually(() => text(clerk)).toContain('Naskah diajukan.');
    await secretary.goto(address);
    expect(await text(secretary)).toContain('Perubahan dari versi 1 ke versi 2');
    await main(secretary).getByRole('button', { name: 'Paraf', exact: true }).click();
    await eventually(() => text(secretary)).toContain('Paraf tersimpan.');
  });

  it('the regent reads and signs it on the phone', async () => {
    const regent = await enter('bupati');
    await regent.goto(`/petugas/naskah/tanda-tangan?naskah=${address.split('/').at(-1)}`);
    await expectGood(regent, 'a letter to be signed');
    await main(regent).getByRole('button', { name: 'Tanda tangani', exact: true }).click();
    await eventually(() => text(regent)).toMatch(/1 naskah ditandatangani/);
    expect(await text(regent)).toContain(`${subject} Siman`);
  });

  it('lies in the register of the unit inside, with its number', async () => {
    const head = await enter('kadin.dpupkp');
    await eventually(async () => {
      await head.goto('/petugas/surat');
      return text(head);
    }).toContain(`${subject} Siman`);
    await clerk.goto(address);
    expect(await text(clerk)).toMatch(/agenda \d+\/2026/);
  });
});
