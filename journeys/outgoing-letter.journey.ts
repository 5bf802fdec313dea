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

  it('the regent’s assistant puts it first, with a note; a place that is no number keeps what was typed', async () => {
    const assistant = await enter('ajudan');
    await assistant.goto('/petugas/naskah');
    const line = main(assistant).getByRole('listitem').filter({ hasText: `${subject} Siman` });
    await line.getByLabel('Urutan').fill('pertama');
    await line.getByLabel(/^Catatan untuk pimpinan/).fill('Ditunggu Camat Siman.');
    await line.getByRole('button', { name: 'Siapkan' }).click();
    await eventually(() => line.innerText()).toContain('Isi dengan angka.');
    expect(await line.getByLabel(/^Catatan untuk pimpinan/).inputValue()).toBe('Ditunggu Camat Siman.');
    await line.getByLabel('Urutan').fill('1');
    await line.getByRole('button', { name: 'Siapkan' }).click();
    await eventually(() => line.innerText()).toContain('Disiapkan, urutan 1');
    await expectGood(assistant, 'what an assistant puts in order');
  });

  it('the regent reads and signs it on the phone', async () => {
    const regent = await enter('bupati');
    await regent.goto('/petugas/naskah');
    expect(await main(regent).getByRole('listitem').filter({ hasText: `${subject} Siman` }).innerText()).toMatch(/Disiapkan .*Ditunggu Camat Siman\./s);
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

  it('is kept more closely afterwards: what is missing is told beside its field', async () => {
    const reader = await enter('bupati');
    await reader.goto(address);
    await main(reader).getByText('Naikkan sifat').first().click();
    await reader.getByLabel('Mengapa dinaikkan').fill('Rute pengamanan tercantum.');
    await main(reader).getByRole('button', { name: 'Naikkan sifat' }).click();
    await eventually(() => text(reader)).toContain('Sifat baru: Pilih salah satu.');
    expect(await reader.getByLabel('Mengapa dinaikkan').inputValue()).toBe('Rute pengamanan tercantum.');
    await reader.getByRole('radio', { name: 'Rahasia', exact: true }).check();
    await main(reader).getByRole('button', { name: 'Naikkan sifat' }).click();
    await eventually(() => text(reader)).toContain('Sifat dinaikkan.');
    await expectGood(reader, 'a letter that is kept more closely');
  });
});
