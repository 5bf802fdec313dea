import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bytesOf, photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { completeCheck, openCase, signInByHand, signLetters } from './support/office.ts';
import { stage } from './support/stage.ts';
import { attach, beginBySearch, fileInput, fillBusiness, fillLetterOfNeighbourhood, fillOwner, fillPurpose, heading, next, pickVillage, readReceipt, warung, type Receipt } from './support/usaha.ts';

/** Wulan, born 17 May 1990; 57 is 17 + 40, as NIK writes women. */
const NIK = '3502105705909871';
const PASSWORD = 'sego pecel kembang turi';

describe('from a phone to a letter that anybody can verify', () => {
  const { stranger, enter } = stage();
  let wulan: Page;
  let receipt: Receipt;
  let letter: Buffer;
  let verify: string;

  it('Wulan registers with her NIK on a phone', async () => {
    wulan = await stranger();
    await wulan.goto('/daftar');
    await expectGood(wulan, 'registration');
    await wulan.getByLabel('NIK').fill('35021057059098');
    await wulan.getByLabel('Nama lengkap').fill('Wulan Suciati');
    await wulan.getByLabel('Tanggal lahir').fill('1990-05-17');
    await wulan.getByLabel('Nomor ponsel').fill('0812 0000 4417');
    await wulan.getByLabel('Kata sandi').fill(PASSWORD);
    await wulan.getByRole('button', { name: 'Buat akun' }).click();
    await eventually(() => wulan.getByRole('alert').textContent()).toMatch(/NIK.*16 angka/);
    await expectGood(wulan, 'registration, refused');
    expect(await wulan.getByLabel('Nama lengkap').inputValue()).toBe('Wulan Suciati');
    await wulan.getByLabel('NIK').fill(NIK);
    await wulan.getByLabel('Kata sandi').fill(PASSWORD);
    await wulan.getByRole('button', { name: 'Buat akun' }).click();
    await eventually(() => heading(wulan).textContent()).toBe('Wulan Suciati');
    await expectGood(wulan, 'account, just made');
  });

  it('finds the service by what people call it and reads what it asks', async () => {
    await beginBySearch(wulan);
    const text = await wulan.getByRole('main').innerText();
    expect(text).toContain('Foto tempat usaha');
    expect(text).toContain('Gratis');
    expect(text).toContain('1 hari kerja');
    await expectGood(wulan, 'page of the service');
    await wulan.getByRole('button', { name: 'Ajukan' }).click();
  });

  it('photographs the letter of the neighbourhood; the phone makes the photo small', async () => {
    await eventually(() => heading(wulan).textContent()).toBe('Surat pengantar RT/RW');
    const large = photo('pengantar.png', { width: 1400, height: 1000, noise: true });
    expect(large.buffer.length).toBeGreaterThan(3_000_000);
    await attach(wulan, 'foto_pengantar', [large]);
    const sent = await wulan.locator('fieldset[id="foto_pengantar"] ul.files li small').textContent();
    expect(Number(/(\d+) KB/.exec(sent!)?.[1])).toBeLessThanOrEqual(400);
    await fillLetterOfNeighbourhood(wulan);
    await expectGood(wulan, 'form, first page');
    await next(wulan);
  });

  it('picks the village from 307 and goes on', async () => {
    await eventually(() => heading(wulan).textContent()).toBe('Usaha');
    await fillBusiness(wulan, warung);
    await pickVillage(wulan, warung.village);
    await attach(wulan, 'foto_usaha', [photo('warung-depan.png'), photo('warung-dalam.png')]);
    await expectGood(wulan, 'form, second page');
    await next(wulan);
  });

  it('is told about a wrong NIK in a sentence, and corrects it', async () => {
    await eventually(() => heading(wulan).textContent()).toBe('Pemilik usaha');
    expect(await wulan.getByLabel('Nama lengkap').inputValue()).toBe('Wulan Suciati');
    await fillOwner(wulan, { ...warung, nik: '350210570590' });
    await next(wulan);
    const told = wulan.getByRole('alert');
    await eventually(() => told.textContent()).toMatch(/NIK.*16 angka/);
    await expectGood(wulan, 'form, with a wrong NIK');
    await told.getByRole('link').first().click();
    await wulan.getByLabel('NIK').fill(NIK);
    await next(wulan);
  });

  it('reviews, sends, and receives number, secret and QR', async () => {
    await fillPurpose(wulan);
    await wulan.getByRole('button', { name: 'Periksa isian' }).click();
    await eventually(() => heading(wulan).textContent()).toBe('Periksa sebelum dikirim');
    const review = await wulan.getByRole('main').innerText();
    for (const said of [warung.name, warung.address, 'Ronowijayan', 'Mengajukan kredit atau KUR', '16 November 2026']) expect(review).toContain(said);
    await expectGood(wulan, 'review');
    await wulan.getByRole('button', { name: 'Kirim permohonan' }).click();
    receipt = await readReceipt(wulan);
    expect(receipt.number).toMatch(/^PNG-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(receipt.secret).toMatch(/^\d{6}$/);
    await wulan.getByRole('img', { name: /Kode QR/ }).waitFor();
    await expectGood(wulan, 'receipt');
    await wulan.reload();
    expect(await wulan.getByRole('main').innerText(), 'the secret is shown once').not.toContain(`${receipt.secret.slice(0, 3)}`);
  });

  it('is tracked without an account, and only with the right secret', async () => {
    const husband = await stranger();
    await husband.goto('/lacak');
    const track = async (secret: string) => {
      await husband.getByLabel('Nomor permohonan').fill(receipt.number.toLowerCase());
      await husband.getByLabel('Kode rahasia').fill(secret);
      await husband.getByRole('button', { name: 'Cek status' }).click();
    };
    await track(receipt.secret === '000000' ? '111111' : '000000');
    await husband.getByRole('alert').waitFor();
    await expectGood(husband, 'tracking, refused');
    await track(receipt.secret);
    await eventually(() => heading(husband).textContent()).toContain(warung.name);
    const text = await husband.getByRole('main').innerText();
    expect(text).toContain('Periksa berkas');
    expect(text).not.toContain(NIK);
    await expectGood(husband, 'tracking');
  });

  it('Dian at the kelurahan finds it in the queue and checks it', async () => {
    const dian = await enter('dian', { on: 'desk' });
    await dian.goto('/petugas/belum-diambil');
    await dian.getByRole('link', { name: warung.name }).waitFor();
    await openCase(dian, receipt);
    const text = await dian.getByRole('main').innerText();
    expect(text).toContain(warung.name);
    expect(text, 'a NIK stands masked until it is opened with a purpose').not.toContain(NIK);
    await expectGood(dian, 'case');
    await completeCheck(dian);
    await eventually(() => dian.getByRole('main').innerText()).toContain('Tanda tangan kepala desa atau lurah');
  });

  it('the lurah signs on the phone, with a second factor', async () => {
    const lurah = await stranger();
    await signInByHand(lurah, 'lurah');
    await eventually(() => heading(lurah).textContent()).toMatch(/menunggu tanda tangan/);
    await expectGood(lurah, 'what waits for the lurah');
    await signLetters(lurah, [warung.name]);
  });

  it('Wulan downloads the letter', async () => {
    await wulan.goto(`/permohonan-saya/${receipt.id}`);
    await eventually(async () => {
      await wulan.reload();
      return wulan.getByRole('link', { name: /^Unduh Surat Keterangan Usaha/ }).count();
    }).toBe(1);
    await expectGood(wulan, 'request with its letter');
    const [download] = await Promise.all([wulan.waitForEvent('download'), wulan.getByRole('link', { name: /^Unduh Surat Keterangan Usaha/ }).click()]);
    letter = await bytesOf(download);
    expect(letter.subarray(0, 5).toString()).toBe('%PDF-');
    verify = (await wulan.getByRole('link', { name: /^Periksa keasliannya/ }).getAttribute('href'))!;
  });

  it('a bank verifies it by its code: genuine', async () => {
    const bank = await stranger({ on: 'desk' });
    await bank.goto(verify);
    await eventually(() => heading(bank).textContent()).toMatch(/Asli/);
    const text = await bank.getByRole('main').innerText();
    expect(text).toContain('Purwoko');
    expect(text, 'the subject is masked').not.toContain(NIK);
    await expectGood(bank, 'verification by code');
  });

  it('its file is genuine; with one byte changed it is not', async () => {
    const bank = await stranger({ on: 'desk' });
    const upload = async (name: string, buffer: Buffer) => {
      await bank.goto('/v');
      await bank.getByLabel('Berkas PDF').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      await bank.getByRole('button', { name: 'Periksa berkas' }).click();
    };
    await upload('surat.pdf', letter);
    await eventually(() => heading(bank).textContent()).toMatch(/Asli/);
    await expectGood(bank, 'verification of a genuine file');
    const altered = Buffer.from(letter);
    const at = Math.floor(altered.length / 2);
    altered[at] = altered[at]! ^ 1;
    await upload('surat-salinan.pdf', altered);
    await eventually(() => heading(bank).textContent()).toMatch(/Berubah/);
    await expectGood(bank, 'verification of an altered file');
    expect(await fileInput(bank, 'berkas').count()).toBe(0);
  });
});
