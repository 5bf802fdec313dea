import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bytesOf, photo } from './support/files.ts';
import { eventually } from './support/look.ts';
import { completeCheck, openCase, signLetters } from './support/office.ts';
import { stage } from './support/stage.ts';
import { beginBySearch, fileInput, fillBusiness, fillLetterOfNeighbourhood, fillOwner, fillPurpose, heading, next, readReceipt, warung, type Receipt } from './support/usaha.ts';

const bengkel = { ...warung, name: 'Bengkel Dimas Motor', field: 'Bengkel sepeda motor', village: 'Siman', job: 'Mahasiswa' };

describe('the same form, and the office behind it, without a line of script', () => {
  const { stranger } = stage();
  let dimas: Page;
  let receipt: Receipt;

  /** One tap on the page of the demonstration. */
  async function tap(name: string): Promise<Page> {
    const page = await stranger({ script: false });
    await page.goto('/demo');
    await page.getByRole('button', { name: `Masuk sebagai ${name}` }).click();
    return page;
  }

  it('Dimas signs in with one tap and finds the service', async () => {
    dimas = await tap('Dimas Prasetyo');
    await beginBySearch(dimas);
    await dimas.getByRole('button', { name: 'Ajukan' }).click();
    await eventually(() => heading(dimas).textContent()).toBe('Surat pengantar RT/RW');
  });

  it('forgets the photo, is told, and what he typed stays', async () => {
    await fillLetterOfNeighbourhood(dimas);
    await next(dimas);
    await dimas.getByRole('alert').waitFor();
    expect(await dimas.getByRole('alert').textContent()).toMatch(/[Ff]oto surat pengantar/);
    expect(await dimas.getByLabel('Nomor surat pengantar').inputValue()).toBe('012/RT02/XI/2026');
    await fileInput(dimas, 'foto_pengantar').setInputFiles([photo('depan.png'), photo('belakang.png')]);
    await next(dimas);
    await eventually(() => heading(dimas).textContent()).toBe('Usaha');
  });

  it('takes a photo out again on the way back', async () => {
    await dimas.getByRole('button', { name: 'Kembali', exact: true }).click();
    await eventually(() => heading(dimas).textContent()).toBe('Surat pengantar RT/RW');
    await dimas.getByRole('button', { name: 'Buang belakang.png' }).click();
    await eventually(() => dimas.locator('ul.files li').count()).toBe(1);
    await next(dimas);
    await eventually(() => heading(dimas).textContent()).toBe('Usaha');
  });

  it('searches the village by a button and picks it from a list', async () => {
    await fillBusiness(dimas, bengkel);
    await fileInput(dimas, 'foto_usaha').setInputFiles([photo('bengkel.png')]);
    await dimas.locator('input[name="desa_usaha.cari"]').fill('desa yang tidak ada');
    await dimas.getByRole('button', { name: 'Cari', exact: true }).click();
    await eventually(() => dimas.getByRole('main').innerText()).toContain('Tidak ada desa atau kelurahan bernama');
    await dimas.locator('input[name="desa_usaha.cari"]').fill('siman');
    await dimas.getByRole('button', { name: 'Cari', exact: true }).click();
    await dimas.getByRole('radio', { name: /^Siman\s*Siman, Kabupaten Ponorogo/ }).check();
    expect(await dimas.getByLabel('Nama usaha').inputValue(), 'a small button loses nothing').toBe(bengkel.name);
    await dimas.locator('input[type=image]').click({ position: { x: 150, y: 140 } });
    await eventually(() => dimas.locator('[data-said]').textContent()).toMatch(/Desa|Kelurahan/);
    expect(await dimas.locator('input[name="titik_usaha.lat"]').inputValue()).toMatch(/^-7\.\d+$/);
    expect(await dimas.getByLabel('Nama usaha').inputValue(), 'a press on the map loses nothing').toBe(bengkel.name);
    await next(dimas);
    await eventually(() => heading(dimas).textContent()).toBe('Pemilik usaha');
  });

  it('corrects a wrong NIK, reviews and sends', async () => {
    const nik = await dimas.getByLabel('NIK').inputValue();
    await fillOwner(dimas, { ...bengkel, nik: `${nik.slice(0, 15)}x` });
    await next(dimas);
    await eventually(() => dimas.getByRole('alert').textContent()).toMatch(/NIK/);
    await dimas.getByLabel('NIK').fill(nik);
    await next(dimas);
    await fillPurpose(dimas);
    await dimas.getByRole('button', { name: 'Periksa isian' }).click();
    await eventually(() => heading(dimas).textContent()).toBe('Periksa sebelum dikirim');
    expect(await dimas.getByRole('main').innerText()).toContain(bengkel.name);
    await dimas.getByRole('button', { name: 'Kirim permohonan' }).click();
    receipt = await readReceipt(dimas);
  });

  it('the village secretary checks it and the head of the village signs, also without script', async () => {
    const secretary = await tap('Supartinah Hidayat, S.Pd.');
    await openCase(secretary, receipt);
    await completeCheck(secretary);
    await eventually(() => secretary.getByRole('main').innerText()).toContain('Langkah diselesaikan.');
    const head = await tap('Sri Permana');
    await signLetters(head, [bengkel.name]);
  });

  it('Dimas tracks it without an account and downloads the letter', async () => {
    const phone = await stranger({ script: false });
    await eventually(async () => {
      await phone.goto('/lacak');
      await phone.getByLabel('Nomor permohonan').fill(receipt.number);
      await phone.getByLabel('Kode rahasia').fill(receipt.secret);
      await phone.getByRole('button', { name: 'Cek status' }).click();
      return phone.getByRole('link', { name: 'Unduh Surat Keterangan Usaha' }).count();
    }).toBe(1);
    const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Unduh Surat Keterangan Usaha' }).click()]);
    expect((await bytesOf(download)).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
