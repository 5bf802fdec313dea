import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { product, stage } from './support/stage.ts';
import { attach, heading, pickVillage } from './support/usaha.ts';

const service = 'surat-usaha-percobaan';

/** An administrator changes a service by form, tries it out like a citizen, and leaves no trace of the try-out. */
describe('a service is changed by form and tried out', () => {
  const { enter, stranger } = stage();
  let fajar: Page;
  const say = () => fajar.getByRole('main').innerText();
  const press = (name: string) => fajar.getByRole('button', { name, exact: true }).click();
  const address = () => new URL(fajar.url()).pathname;

  it('changes a question and adds one, without script', async () => {
    fajar = await enter('admin', { script: false });
    // A service of its own: what others walk through stays as it was.
    const source = readFileSync(join(product().root, 'catalog/layanan/surat-keterangan-usaha.yaml'), 'utf8').replace('id: surat-keterangan-usaha', `id: ${service}`).replace('name: Surat Keterangan Usaha', 'name: Surat Usaha Percobaan');
    await fajar.goto('/kelola/layanan/baru');
    await fajar.getByLabel('Naskah definisi (YAML)').fill(source);
    await press('Simpan sebagai versi baru');
    await eventually(() => heading(fajar).textContent()).toBe('Surat Usaha Percobaan, versi 1');
    await fajar.getByRole('link', { name: 'Nama usaha', exact: true }).click();
    await fajar.getByLabel('Penjelasan di bawahnya').fill('Seperti di papan nama toko Anda.');
    await press('Simpan');
    await eventually(say).toContain('Tersimpan di rancangan');
    await fajar.getByRole('link', { name: 'Kembali' }).click();
    await fajar.getByText('Tambah isian').click();
    await fajar.getByLabel('Pertanyaan isian baru').fill('Jumlah pegawai');
    await fajar.getByLabel('Jenis isian').selectOption('number');
    await press('Tambah');
    await eventually(() => heading(fajar).textContent()).toBe('Isian Jumlah pegawai');
    await fajar.getByLabel('Paling besar').fill('banyak');
    await press('Simpan');
    await eventually(say).toContain('harus angka');
    expect(await fajar.getByLabel('Paling besar').inputValue()).toBe('banyak');
    await fajar.getByLabel('Paling besar').fill('500');
    await press('Simpan');
    await eventually(say).toContain('Tersimpan di rancangan');
  });

  it('is refused to take out what the letter needs, with the place', async () => {
    await fajar.goto(`${address()}?simpul=form.pages.usaha.fields.usaha_bidang`);
    await fajar.getByText('Buang dari definisi').click();
    await press('Buang');
    await eventually(say).toMatch(/Surat hasil, usaha_bidang: /);
  });

  it('tries the draft out page by page, with the sentences that a citizen reads', async () => {
    const draft = address().replace(/\/ubah$/, '');
    fajar = await enter('admin');
    await fajar.goto(draft);
    expect(await say()).toContain('Jumlah pegawai');
    await expectGood(fajar, 'outline of a definition');
    await fajar.getByRole('link', { name: 'Uji coba' }).click();
    await eventually(() => heading(fajar).textContent()).toBe('Surat pengantar RT/RW');
    await press('Lanjut');
    await eventually(say).toContain('Unggah Foto surat pengantar RT/RW');
    await attach(fajar, 'foto_pengantar', [photo('pengantar.jpg')]);
    await fajar.getByLabel('Tanggal surat pengantar').fill('2026-11-16');
    await press('Lanjut');
    await eventually(() => heading(fajar).textContent()).toBe('Usaha');
    expect(await say()).toContain('Seperti di papan nama toko Anda.');
    await fajar.getByLabel('Nama usaha').fill('Warung Uji');
    await fajar.getByLabel('Bidang usaha').fill('Warung nasi');
    await pickVillage(fajar, 'Ronowijayan');
    await fajar.getByLabel('Alamat usaha').fill('Jalan Menur 12');
    await fajar.getByLabel('Berjalan sejak').fill('2019-03-01');
    await fajar.getByLabel('Jumlah pegawai').fill('2');
    await attach(fajar, 'foto_usaha', [photo('toko.jpg')]);
    await expectGood(fajar, 'page of a try-out');
    await press('Lanjut');
    await eventually(() => heading(fajar).textContent()).toBe('Pemilik usaha');
    await fajar.getByLabel('NIK').fill('3502171203859001');
    await fajar.getByLabel('Tempat lahir').fill('Ponorogo');
    await fajar.getByLabel('Tanggal lahir').fill('1985-03-12');
    await fajar.getByLabel('Laki-laki').check();
    await fajar.getByLabel('Pekerjaan').fill('Pedagang');
    await fajar.getByLabel('Alamat tempat tinggal').fill('RT 02 RW 01');
    await fajar.getByLabel('Nomor ponsel').fill('081234567890');
    await press('Lanjut');
    await eventually(() => heading(fajar).textContent()).toBe('Keperluan dan pernyataan');
    await fajar.getByLabel('Mengajukan kredit atau KUR').check();
    await fajar.getByLabel(/Saya menyatakan/).check();
    await fajar.locator('.fields').getByRole('button', { name: 'Lihat hasil uji coba' }).click();
  });

  it('sees what would follow, for now and for another moment', async () => {
    await eventually(() => heading(fajar).textContent()).toBe('Hasil uji coba');
    const told = await say();
    for (const words of ['Kelurahan Ronowijayan', '3 jam kerja', 'Gratis', 'Surat pengantar RT/RW', 'keperluan = "lain"']) expect(told).toContain(words);
    expect(told).not.toContain('Warga belum dapat mengirim');
    await expectGood(fajar, 'outcome of a try-out');
    await fajar.getByLabel(/Saat pengajuan yang dicoba/).fill('2026-12-24T16:00');
    await press('Hitung ulang');
    // After closing on the eve of Christmas: counts from the Monday after.
    await eventually(say).toMatch(/Dihitung sejak\s+Senin, 28 Desember 2026/);
  });

  it('opens the letter, marked as a try-out', async () => {
    const form = fajar.locator('form[action$="/uji-coba/surat"]');
    const answers = await form.locator('[name=_isian]').inputValue();
    const response = await fajar.request.post((await form.getAttribute('action'))!, { form: { _isian: answers, _saat: '' }, headers: { origin: new URL(fajar.url()).origin } });
    expect([response.status(), response.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('left nothing behind: no request, and citizens know nothing of the draft', async () => {
    await fajar.goto('/permohonan-saya');
    expect(await say()).not.toContain('Warung Uji');
    const citizen = await stranger();
    expect((await citizen.request.get(`/api/layanan/${service}`)).status()).toBe(404);
  });
});
