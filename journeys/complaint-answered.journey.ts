import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { act, find, receiptOf, send, text, track } from './support/complaints.ts';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { fileInput, heading } from './support/usaha.ts';

describe('a broken road, told without a name, answered and rated', () => {
  const { stranger, enter } = stage();
  let phone: Page;
  let receipt: { number: string; secret: string };
  // The same words again and again would wait for a moderator.
  const words = `Jalan berlubang besar di tikungan dekat tiang ${Date.now() % 100_000}, sudah dua motor jatuh malam hari.`;

  it('is written on a phone in less than a minute: words, a photo, a tap on the map', async () => {
    phone = await stranger();
    await phone.goto('/pengaduan');
    await phone.getByRole('link', { name: 'Buat laporan' }).click();
    await phone.getByLabel('Apa yang terjadi?').fill(words);
    await fileInput(phone, 'photos').setInputFiles([photo('lubang.png')]);
    await eventually(() => text(phone)).toContain('Terkirim');
    const field = phone.locator('[data-point="lokasi"]');
    await field.getByRole('button', { name: /^Perbesar peta/ }).click();
    const map = field.locator('svg');
    await map.scrollIntoViewIfNeeded();
    const box = (await map.boundingBox())!;
    await phone.mouse.click(box.x + box.width / 2, box.y + box.height / 2 - 20);
    await eventually(() => field.locator('[data-said]').textContent()).toMatch(/^(Perkiraan|Di dalam).*(Desa|Kelurahan)/);
    await expectGood(phone, 'the form of a report');
    const category = phone.getByLabel('Kategori');
    if (!(await category.inputValue())) await category.selectOption({ index: 1 });
    await phone.getByRole('button', { name: /^(Kirim laporan|Laporan saya lain, kirim)$/ }).click();
    const other = phone.getByRole('button', { name: 'Laporan saya lain, kirim' });
    await eventually(async () => (await heading(phone).textContent()) === 'Tanda terima' || (await other.count()) > 0).toBe(true);
    if (await other.count()) await other.click();
    receipt = await receiptOf(phone);
    expect(receipt.secret).toMatch(/^\d{6}$/);
    await expectGood(phone, 'the receipt');
  });

  it('the receipt is shown once, and a wrong code opens nothing', async () => {
    await phone.reload();
    expect(await text(phone)).not.toContain(receipt.secret.slice(0, 3) + receipt.secret.slice(3));
    expect(await text(phone)).toContain('hanya ditunjukkan satu kali');
    await track(phone, { ...receipt, secret: receipt.secret === '111111' ? '222222' : '111111' });
    await phone.getByRole('alert').waitFor();
    expect(await phone.getByLabel('Nomor laporan').inputValue(), 'what was typed stays').toBe(receipt.number);
    await track(phone, receipt);
    await eventually(() => text(phone)).toContain('Menunggu verifikasi');
    await expectGood(phone, 'a report that is tracked');
  });

  it('is not for everybody yet, and the desk is not for citizens', async () => {
    expect((await phone.goto(`/pengaduan/${receipt.number}`))?.status()).toBe(404);
    const ayu = await enter('Ayu Kusumaningrum');
    expect((await ayu.goto('/petugas/pengaduan'))?.status()).toBe(403);
  });

  it('the coordinator verifies and disposes it; a refused form keeps what was typed', async () => {
    const retno = await enter('pengaduan', { on: 'desk' });
    await find(retno, receipt.number);
    await expectGood(retno, 'a report at the desk');
    await act(retno, 'Verifikasi').click();
    await retno.getByLabel('Judul').fill('abc');
    await send(retno);
    await retno.getByRole('alert').first().waitFor();
    expect(await retno.getByLabel('Judul').inputValue()).toBe('abc');
    await retno.getByLabel('Judul').fill('Jalan berlubang di tikungan');
    const category = retno.locator('select#category');
    if (!(await category.inputValue())) await category.selectOption({ index: 1 });
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan terverifikasi.');
    await act(retno, 'Disposisi').click();
    await retno.getByLabel('Unit yang menangani').selectOption({ label: 'Dinas Pekerjaan Umum, Perumahan dan Kawasan Permukiman' });
    await retno.getByLabel('Instruksi').fill('Tambal sebelum musim hujan, kirim foto sesudahnya.');
    await expectGood(retno, 'the form of a disposition');
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan didisposisi.');
  });

  it('the coordinator shows it to everybody, its place rounded', async () => {
    const retno = await enter('pengaduan', { on: 'desk' });
    await find(retno, receipt.number);
    const look = retno.getByRole('link', { name: /^(Periksa dan tayangkan|Ubah atau turunkan)/ });
    await look.click();
    await retno.getByRole('button', { name: /^(Tayangkan|Simpan perubahan)$/ }).click();
    await eventually(() => text(retno)).toContain('Laporan ditayangkan.');
    const reader = await stranger();
    expect((await reader.goto(`/pengaduan/${receipt.number}`))?.status()).toBe(200);
    expect(await text(reader)).toContain('Anonim');
    await expectGood(reader, 'the page of a report');
    await reader.getByRole('button', { name: 'Ikut laporan ini' }).click();
    await eventually(() => text(reader)).toContain('Anda tercatat ikut melaporkan');
  });

  it('the head of the unit sends an answer at once; whose answer must be approved is not offered that', async () => {
    const anton = await enter('penghubung.dpupkp', { on: 'desk' });
    await find(anton, receipt.number);
    await act(anton, 'Terima').click();
    await eventually(() => text(anton)).toContain('Laporan diterima unit Anda.');
    await act(anton, 'Tulis jawaban').click();
    expect(await anton.getByLabel('Kirim langsung kepada pelapor').count()).toBe(0);
    const head = await enter('kadin.dpupkp', { on: 'desk' });
    await find(head, receipt.number);
    await act(head, 'Tulis jawaban').click();
    await head.getByLabel('Jawaban untuk pelapor').fill('Tim kami berangkat hari ini.');
    await head.getByLabel('Sedang dikerjakan', { exact: true }).check();
    await head.getByLabel('Kirim langsung kepada pelapor').check();
    await expectGood(head, 'the answer of a head');
    await send(head);
    await eventually(() => text(head)).toContain('Jawaban ditayangkan.');
    await track(phone, receipt);
    await eventually(() => text(phone)).toContain('Tim kami berangkat hari ini.');
  });

  it('the unit writes an answer, its head sends it back once and then approves', async () => {
    const anton = await enter('penghubung.dpupkp', { on: 'desk' });
    await find(anton, receipt.number);
    await act(anton, 'Tulis jawaban').click();
    await anton.getByLabel('Jawaban untuk pelapor').fill('Lubang sudah kami tambal.');
    await anton.getByLabel('Selesai', { exact: true }).check();
    await fileInput(anton, 'photos').setInputFiles([photo('tambalan.png')]);
    await send(anton);
    await eventually(() => text(anton)).toContain('Konsep jawaban disimpan.');
    const head = await enter('kadin.dpupkp', { on: 'desk' });
    await find(head, receipt.number);
    await act(head, 'Kembalikan konsep').click();
    await head.getByLabel('Apa yang harus diperbaiki').fill('Sebut tanggalnya.');
    await send(head);
    await eventually(() => text(head)).toContain('Konsep dikembalikan.');
    await find(anton, receipt.number);
    expect(await text(anton)).toContain('Sebut tanggalnya.');
    await act(anton, 'Tulis jawaban').click();
    await anton.getByLabel('Jawaban untuk pelapor').fill('Lubang sudah kami tambal pada hari Selasa.');
    await send(anton);
    await eventually(() => text(anton)).toContain('Konsep jawaban disimpan.');
    await find(head, receipt.number);
    await act(head, 'Setujui dan tayangkan').click();
    await send(head);
    await eventually(() => text(head)).toContain('Jawaban disetujui.');
  });

  it('the reporter reads it and says that it is done; a second rating is not asked', async () => {
    await track(phone, receipt);
    await eventually(() => text(phone)).toContain('Lubang sudah kami tambal pada hari Selasa.');
    await phone.getByRole('button', { name: 'Kirim penilaian' }).click();
    await phone.getByRole('alert').waitFor();
    await phone.getByLabel('Ya, sudah beres').check();
    await phone.getByLabel('4, baik').check();
    await phone.getByRole('button', { name: 'Kirim penilaian' }).click();
    await eventually(() => text(phone)).toContain('Terima kasih atas penilaian Anda.');
    expect(await text(phone)).toContain('Penilaian Anda: 4 dari 5');
    expect(await phone.getByRole('button', { name: 'Kirim penilaian' }).count()).toBe(0);
    const reader = await stranger();
    await reader.goto(`/pengaduan/${receipt.number}`);
    expect(await text(reader)).toContain('Penilaian pelapor: 4 dari 5');
  });
});

describe('the same form without a line of script', () => {
  const { stranger } = stage();
  let page: Page;

  it('puts the mark where the picture was pressed, and keeps the words', async () => {
    page = await stranger({ script: false });
    await page.goto('/pengaduan/baru');
    await page.getByLabel('Apa yang terjadi?').fill(`Lampu jalan padam tiga malam di depan pasar, tiang ${Date.now() % 100_000}.`);
    await page.getByRole('button', { name: /^Perbesar peta/ }).click();
    expect(await page.getByLabel('Apa yang terjadi?').inputValue()).toContain('Lampu jalan padam');
    await page.locator('input[type=image]').click({ position: { x: 140, y: 130 } });
    await eventually(() => page.locator('[data-said]').textContent()).toMatch(/Desa|Kelurahan/);
    await page.getByText('Tulis angka koordinatnya').click();
    expect(await page.getByLabel('Lintang').inputValue()).toMatch(/^-7\.\d{6}$/);
  });

  it('suggests a category by a button, and says what is wrong beside a place far away', async () => {
    await page.getByRole('button', { name: 'Usulkan dari isi laporan' }).click();
    await eventually(() => page.getByLabel('Apa yang terjadi?').inputValue()).toContain('Lampu jalan padam');
    await page.getByText('Tulis angka koordinatnya').click();
    const lat = await page.getByLabel('Lintang').inputValue();
    await page.getByLabel('Lintang').fill('3.5');
    await page.getByRole('button', { name: 'Kirim laporan' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.locator('fieldset[data-point]').textContent()).toContain('Di luar');
    await page.getByLabel('Lintang').fill(lat);
  });

  it('sends it, and the reporter adds a word later', async () => {
    await page.getByRole('button', { name: 'Kirim laporan' }).click();
    const other = page.getByRole('button', { name: 'Laporan saya lain, kirim' });
    if (await other.count()) await other.click();
    const receipt = await receiptOf(page);
    await track(page, receipt);
    await page.getByLabel('Tanggapan Anda').fill('Tiangnya nomor 118.');
    await page.getByRole('button', { name: 'Kirim tanggapan' }).click();
    await eventually(() => text(page)).toContain('Tanggapan Anda terkirim.');
    expect(await text(page)).toContain('Tiangnya nomor 118.');
  });
});
