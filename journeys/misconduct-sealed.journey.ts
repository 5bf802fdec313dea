import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { demo, stage } from './support/stage.ts';
import { fileInput, heading } from './support/usaha.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();

describe('misconduct, told on a phone, opened by the Inspektorat alone, answered, read with the code', () => {
  const { stranger, enter } = stage();
  let phone: Page;
  let irban: Page;
  let receipt: { number: string; secret: string };
  const words = `Petugas loket meminta uang rokok ${Date.now() % 100_000} sebelum berkas saya diterima.`;

  it('says whom it is about; the receipt shows a long code once', async () => {
    phone = await stranger();
    await phone.goto('/pengaduan/baru?jenis=misconduct');
    await phone.getByLabel('Apa yang terjadi, dan siapa yang melakukannya?').fill(words);
    expect(await text(phone)).toContain('Tentang Inspektorat atau kepala daerah? Jangan kirim di sini.');
    await phone.getByLabel('Nama unit atau orangnya').fill('loket kecamatan');
    await fileInput(phone, 'photos').setInputFiles([photo('loket.png')]);
    await eventually(() => text(phone)).toContain('Terkirim');
    await expectGood(phone, 'the form of misconduct');
    await phone.getByLabel('Kepala daerah atau wakilnya').check();
    await phone.getByRole('button', { name: 'Kirim laporan' }).click();
    await phone.getByRole('alert').first().waitFor();
    expect(await text(phone), 'not taken into the wrong hands').toContain('tidak kami terima di sini');
    expect(await phone.getByLabel('Apa yang terjadi, dan siapa yang melakukannya?').inputValue()).toBe(words);
    await phone.getByLabel('Pegawai atau unit pemerintah daerah').check();
    await phone.getByRole('button', { name: 'Kirim laporan' }).click();
    await eventually(() => heading(phone).textContent()).toBe('Tanda terima');
    const values = await phone.locator('.receipt dd').allTextContents();
    receipt = { number: values[0]!.trim(), secret: values[1]!.replace(/[^0-9A-Z]/g, '') };
    expect(receipt.secret).toMatch(/^[0-9A-Z]{16}$/);
    expect(await text(phone)).toContain('tanpa kode, Anda pun tidak dapat membaca jawabannya');
    await expectGood(phone, 'the receipt of misconduct');
  });

  it('the queue of the Inspektorat says that there is something; the coordinator sees nothing', async () => {
    irban = await enter('irban', { on: 'desk' });
    await irban.goto('/petugas/pengaduan?kotak=verify');
    await eventually(() => text(irban)).toContain('Terkunci');
    expect(await text(irban)).not.toContain('uang rokok');
    await expectGood(irban, 'the queue of the Inspektorat, locked');
    const retno = await enter('pengaduan', { on: 'desk' });
    await retno.goto(`/petugas/pengaduan/cari?cari=${receipt.number}`);
    expect(await text(retno)).not.toContain(`${receipt.number} ·`);
    expect((await retno.goto('/petugas/pengaduan/kunci'))?.status()).toBe(403);
  });

  it('a wrong passphrase opens nothing; the right one leads back to the case', async () => {
    await irban.goto('/petugas/pengaduan?kotak=verify');
    await main(irban).locator('.queue .list a, .queue a[href*="/berkas/"]').last().click();
    await eventually(() => heading(irban).textContent()).toBe('Kunci Inspektorat');
    await irban.getByLabel('Kata sandi kunci', { exact: true }).first().fill('bukan ini kata sandinya');
    await irban.getByRole('button', { name: 'Buka kunci' }).click();
    await irban.getByRole('alert').first().waitFor();
    expect(await text(irban)).toContain('Kata sandi kunci salah');
    await expectGood(irban, 'the key, refused');
    const { keyPassphrase } = await demo();
    await irban.getByLabel('Kata sandi kunci', { exact: true }).first().fill(keyPassphrase);
    await irban.getByRole('button', { name: 'Buka kunci' }).click();
    await eventually(() => Promise.resolve(new URL(irban.url()).pathname)).toMatch(/^\/petugas\/pengaduan\/berkas\//);
  });

  it('irban reads it with its photo, verifies, takes it and drafts an answer', async () => {
    await irban.goto('/petugas/pengaduan?kotak=verify');
    await irban.getByRole('link', { name: new RegExp(words.slice(0, 30)) }).first().click();
    await eventually(() => text(irban)).toContain(words);
    expect(await text(irban)).toContain('loket kecamatan');
    const picture = irban.locator('img[src*="/lampiran/"]').first();
    await eventually(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await expectGood(irban, 'a case of misconduct, opened');
    const act = (name: string) => irban.locator('.act').getByRole('link', { name }).or(irban.locator('.act').getByRole('button', { name }));
    const send = () => irban.locator('.panel button[value="lanjut"]:not(.default-submit)').click();
    await act('Verifikasi').click();
    const category = irban.locator('select#category');
    if ((await category.count()) && !(await category.inputValue())) await category.selectOption({ label: 'Pungutan liar atau penyalahgunaan wewenang' });
    await send();
    await eventually(() => text(irban)).toContain('Laporan terverifikasi.');
    await act('Disposisi').click();
    await irban.getByLabel('Unit yang menangani').selectOption({ label: 'Inspektorat' });
    await irban.getByLabel('Instruksi').fill('Kumpulkan keterangan di loket.');
    await send();
    await eventually(() => text(irban)).toContain('Laporan didisposisi.');
    await act('Terima').click();
    await eventually(() => text(irban)).toContain('Laporan diterima unit Anda.');
    // The Inspektorat may do many things at once; which of them stand in the bar is the desk's business.
    await irban.goto(`${new URL(irban.url()).pathname}?tindakan=draft-answer`);
    await irban.getByLabel('Jawaban untuk pelapor').fill('Petugasnya sudah kami periksa dan uangnya dikembalikan.');
    await irban.getByLabel('Selesai', { exact: true }).check();
    // The key closes while the answer is written, in another window: what was typed waits for it.
    const window = await irban.context().newPage();
    await window.goto('/petugas/pengaduan/kunci');
    await window.getByRole('button', { name: 'Kunci lagi' }).click();
    await eventually(() => text(window)).toContain('Kunci ditutup lagi.');
    await window.close();
    await send();
    await eventually(() => text(irban)).toContain('Tulisan Anda masih ada.');
    await expectGood(irban, 'a key that closed while somebody wrote');
    await irban.getByLabel('Kata sandi kunci', { exact: true }).first().fill('bukan ini kata sandinya');
    await irban.getByRole('button', { name: 'Buka kunci dan kirim' }).click();
    await eventually(() => text(irban)).toContain('Kata sandi kunci salah');
    await irban.getByLabel('Kata sandi kunci', { exact: true }).first().fill((await demo()).keyPassphrase);
    await irban.getByRole('button', { name: 'Buka kunci dan kirim' }).click();
    await eventually(() => text(irban)).toContain('Konsep jawaban disimpan.');
  });

  it('the head of the Inspektorat approves with a key of his own', async () => {
    const address = new URL(irban.url());
    const head = await enter('inspektur', { on: 'desk' });
    const { keyPassphrase } = await demo();
    await head.goto(address.pathname);
    await head.getByLabel('Kata sandi kunci', { exact: true }).first().fill(keyPassphrase);
    await head.getByRole('button', { name: 'Buka kunci' }).click();
    await eventually(() => text(head)).toContain('uangnya dikembalikan');
    await head.goto(`${address.pathname}?tindakan=approve-answer`);
    await head.locator('.panel button[value="lanjut"]:not(.default-submit)').click();
    await eventually(() => text(head)).toContain('Jawaban disetujui.');
    await head.goto('/petugas/pengaduan/kunci');
    await expectGood(head, 'the page of the key');
    await head.getByRole('button', { name: 'Kunci lagi' }).click();
    await eventually(() => text(head)).toContain('Kunci ditutup lagi.');
    await head.goto(address.pathname);
    await eventually(() => heading(head).textContent()).toBe('Kunci Inspektorat');
  });

  it('the reporter reads the answer with number and code, and sees the photo', async () => {
    await phone.goto('/pengaduan/lacak');
    await phone.getByLabel('Nomor laporan').fill(receipt.number);
    await phone.getByLabel('Kode rahasia').fill(receipt.secret.toLowerCase().replace(/(.{4})/g, '$1 '));
    await phone.getByRole('button', { name: 'Lihat laporan' }).click();
    await eventually(() => text(phone)).toContain('uangnya dikembalikan');
    expect(await text(phone)).toContain(words);
    const picture = phone.locator('img[src*="/lampiran/"]').first();
    await eventually(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await expectGood(phone, 'an answered report of misconduct');
  });
});
