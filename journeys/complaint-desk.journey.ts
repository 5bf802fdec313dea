import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { act, find, main, open, receiptOf, send, text, track, type ReportReceipt } from './support/complaints.ts';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { fileInput } from './support/usaha.ts';

const ROADS = 'Dinas Pekerjaan Umum, Perumahan dan Kawasan Permukiman';
const again = Date.now() % 100_000;

describe('a report that is merged, one that goes to PLN, one that waits for money, and one that is opened again', () => {
  const { stranger, enter } = stage();
  let phone: Page;
  let retno: Page;
  let anton: Page;
  let road: ReportReceipt;
  let same: ReportReceipt;
  let pole: ReportReceipt;

  beforeAll(async () => {
    [phone, retno, anton] = [await stranger(), await enter('pengaduan', { on: 'desk' }), await enter('penghubung.dpupkp')];
  });

  async function report(words: string, category: string): Promise<ReportReceipt> {
    await phone.goto('/');
    await phone.getByRole('link', { name: 'Laporkan masalah' }).click();
    await phone.getByLabel('Apa yang terjadi?').fill(`${words} Kejadian ${again}.`);
    await phone.getByLabel('Kategori').selectOption({ label: category });
    await phone.getByRole('button', { name: 'Kirim laporan' }).click();
    return receiptOf(phone);
  }

  async function verifyAndDispose(number: string, more: () => Promise<void> = async () => {}): Promise<void> {
    await find(retno, number);
    // One that was merged by mistake comes back verified.
    if (await act(retno, 'Verifikasi').count()) {
      await retno.keyboard.press('v');
      await eventually(() => retno.locator('.panel').count()).toBe(1);
      await send(retno);
      await eventually(() => text(retno)).toContain('Laporan terverifikasi.');
    }
    await retno.keyboard.press('d');
    await retno.getByLabel('Unit yang menangani').selectOption({ label: ROADS });
    await retno.getByLabel('Instruksi').fill('Periksa lokasi dan jawab pelapor.');
    await more();
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan didisposisi.');
  }

  it('three reports come in, from the first page of the house, with the emergency number in sight', async () => {
    road = await report('Jalan desa rusak parah sepanjang seratus meter, aspal habis.', 'Jalan rusak atau berlubang');
    same = await report('Jalan desa itu hancur, sulit dilewati truk panen.', 'Jalan rusak atau berlubang');
    await phone.goto('/pengaduan/baru');
    expect(await text(phone)).toMatch(/Telepon 112/);
    pole = await report('Tiang listrik miring hampir roboh di tepi jalan.', 'Lampu jalan padam');
    await track(phone, pole);
    await eventually(() => text(phone)).toContain('Belum tampil untuk umum');
  });

  it('the second is merged into the first, and taken out again', async () => {
    await find(retno, same.number);
    await open(retno, 'Gabungkan');
    await retno.getByLabel('Nomor laporan induk').fill(road.number.toLowerCase());
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan digabung.');
    await expectGood(retno, 'a merged report at the desk');
    await track(phone, same);
    await eventually(() => text(phone)).toContain(`laporan ${road.number}`);
    await open(retno, 'Pisahkan');
    await retno.getByLabel('Alasan').fill('Ruas jalannya lain.');
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan dipisahkan.');
  });

  it('the third goes to PLN by letter: the text is made, the proof attached, and it is asked about again', async () => {
    await find(retno, pole.number);
    await open(retno, 'Teruskan keluar');
    await retno.getByLabel('Pihak').selectOption({ label: 'PLN' });
    await retno.getByLabel('Nama kantor yang dituju').fill('PLN ULP Ponorogo');
    await retno.getByRole('button', { name: 'Buat naskah surat' }).click();
    await eventually(() => retno.getByLabel('Isi surat').inputValue()).toContain(pole.number);
    await expectGood(retno, 'the letter to another party');
    await send(retno);
    await retno.getByRole('alert').first().waitFor();
    expect(await retno.getByLabel('Isi surat').inputValue(), 'what was written stays').toContain('Yth. PLN ULP Ponorogo');
    await retno.getByLabel('Alasan untuk pelapor').fill('Tiang ini milik PLN.');
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan diteruskan keluar.');
    await open(retno, 'Lampirkan bukti kirim');
    await fileInput(retno, 'proof').setInputFiles([photo('bukti-kirim.png')]);
    await send(retno);
    await eventually(() => text(retno)).toContain('Bukti kirim dilampirkan.');
    await track(phone, pole);
    await eventually(() => text(phone)).toMatch(/Sedang berada di PLN ULP Ponorogo\.[\s\S]*Kami tanyakan lagi/);
    await expectGood(phone, 'a report that is at another party');
  });

  it('the first is disposed with a second unit; the liaison puts it into next year’s budget on the telephone', async () => {
    await verifyAndDispose(road.number, async () => {
      await retno.locator('summary', { hasText: 'Unit pendukung' }).click();
      await retno.getByLabel('Dinas Perhubungan').check();
    });
    await find(anton, road.number);
    await act(anton, 'Terima').click();
    await eventually(() => text(anton)).toContain('Laporan diterima unit Anda.');
    expect(await act(anton, 'Terima').count(), 'it is taken once').toBe(0);
    await open(anton, 'Jadwalkan');
    await expectGood(anton, 'the form of a schedule');
    await send(anton);
    await eventually(() => text(anton)).toContain('Anggaran: Pilih salah satu.');
    await anton.getByLabel('APBD (kembali 2 Januari)').check();
    await anton.getByLabel('Nama kegiatan').fill('Rekonstruksi jalan desa');
    await anton.getByLabel('Penjelasan untuk pelapor').fill('Perlu lapis aspal baru; dikerjakan tahun depan.');
    await send(anton);
    await eventually(() => text(anton)).toContain('Laporan dijadwalkan.');
    const reader = await stranger();
    await reader.goto(`/pengaduan/${road.number}`);
    await eventually(() => text(reader)).toMatch(/Kembali dikerjakan \S+ 2 Jan \d{4}; laporan ini tetap terbuka/);
    await expectGood(reader, 'the page of a scheduled report');
  });

  it('the other is answered from a template; the head’s approval on paper is its proof', async () => {
    await verifyAndDispose(same.number);
    await find(anton, same.number);
    await act(anton, 'Tulis jawaban').click();
    await anton.getByLabel(/^Mulai dari templat/).selectOption({ label: 'Jalan ditambal' });
    await anton.getByRole('button', { name: 'Pakai' }).click();
    await eventually(() => anton.getByLabel('Jawaban untuk pelapor').inputValue()).toContain('sudah kami tambal');
    await expectGood(anton, 'an answer begun from a template');
    await fileInput(anton, 'photos').setInputFiles([photo('sesudah.png')]);
    await send(anton);
    await eventually(() => text(anton)).toContain('Konsep jawaban disimpan.');
    await open(anton, 'Disetujui di kertas');
    await send(anton);
    await eventually(() => text(anton)).toContain('Pindaian persetujuan: Pilih pindaiannya.');
    await fileInput(anton, 'scan').setInputFiles([photo('persetujuan.png')]);
    await anton.getByLabel('Nama pejabat yang menyetujui').fill('Ir. Jatmiko Adi, M.T.');
    await anton.getByLabel('Tanggal persetujuan').fill(await anton.evaluate(() => new Date(Date.now() - 864e5).toISOString().slice(0, 10)));
    await send(anton);
    await eventually(() => text(anton)).toContain('Persetujuan di kertas disimpan.');
    await act(anton, 'Tayangkan jawaban').click();
    await eventually(() => text(anton)).toContain('Jawaban ditayangkan.');
  });

  it('the reporter says that it is not done; the coordinator opens it again', async () => {
    await track(phone, same);
    await eventually(() => text(phone)).toContain('Bagaimana hasilnya?');
    await phone.getByRole('radio', { name: 'Belum' }).check();
    await phone.getByLabel('1, buruk').check();
    await phone.getByLabel('Komentar').fill('Sudah berlubang lagi.');
    await phone.getByRole('button', { name: 'Kirim penilaian' }).click();
    await eventually(() => text(phone)).toContain('Diminta dibuka kembali');
    await expectGood(phone, 'a report whose reopening is asked for');
    await retno.goto('/petugas/pengaduan?kotak=reopen');
    await find(retno, same.number);
    expect(await text(retno)).toContain('Sudah berlubang lagi.');
    await open(retno, 'Buka kembali');
    await send(retno);
    await eventually(() => text(retno)).toContain('Laporan dibuka kembali.');
    await track(phone, same);
    await eventually(() => main(phone).locator('header').innerText()).toContain('Sedang ditangani');
  });
});
