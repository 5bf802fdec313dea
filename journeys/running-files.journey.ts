import exceljs from 'exceljs';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

const bytesOf = async (download: Download): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
const workbookOf = async (bytes: Buffer): Promise<exceljs.Workbook> => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook;
};
const upload = async (page: Page, name: string, workbook: exceljs.Workbook): Promise<void> => {
  await page.goto('/petugas/berkas-berjalan');
  await page.getByLabel('Layanan').selectOption({ label: 'Surat Keterangan Usaha' });
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(await workbook.xlsx.writeBuffer()) });
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/berkas-berjalan\/[0-9a-f-]{36}/);
};

const file: Record<string, string> = {
  'Nama pemohon': 'Wagiyem', NIK: '3502176203709001', 'Nomor ponsel': '0812 3456 7890', 'Tanggal diterima': '17-11-2026', 'Jam diterima': '09.30', 'Nomor register lama': '500/41/XI/2026', 'Langkah sekarang': 'Periksa berkas', Catatan: 'Berkas di map merah',
  'Tanggal surat pengantar': '10-11-2026', 'Nama usaha': 'Angkringan Wagiyem', 'Bidang usaha': 'warung makan', 'Desa atau kelurahan tempat usaha': 'Ronowijayan', 'Alamat usaha': 'Jalan Menur 3', 'Berjalan sejak': '01-03-2019', 'Tempat lahir': 'Ponorogo',
  'Tanggal lahir': '22-03-1970', 'Jenis kelamin': 'Perempuan', Pekerjaan: 'Pedagang', 'Alamat tempat tinggal': 'RT 02 RW 01', 'Surat ini untuk apa?': 'Mengajukan kredit atau KUR',
};

describe('a kelurahan brings its running files along', () => {
  const { enter } = stage();
  let dian: Page;
  let headings: string[];
  const say = () => dian.getByRole('main').innerText();
  const row = (change: Record<string, string> = {}) => headings.map((heading) => ({ ...file, ...change })[heading] ?? '');

  it('finds the way from the queue, and a template with guidance', async () => {
    dian = await enter('dian', { on: 'desk' });
    await dian.goto('/petugas/berkas');
    await dian.getByRole('main').getByRole('link', { name: /berkas berjalan/ }).click();
    await eventually(() => heading(dian).textContent()).toBe('Berkas berjalan');
    await dian.getByRole('button', { name: 'Lihat pratinjau' }).click();
    await eventually(say).toContain('Pilih layanannya.');
    await expectGood(dian, 'start of an import, refused');
    await dian.getByLabel('Layanan').selectOption({ label: 'Surat Keterangan Usaha' });
    const [download] = await Promise.all([dian.waitForEvent('download'), dian.getByRole('button', { name: /Unduh templat/ }).click()]);
    const template = await workbookOf(await bytesOf(download));
    headings = (template.worksheets[0]!.getRow(1).values as string[]).slice(1);
    expect(template.worksheets.map((sheet) => sheet.name)).toEqual(['Berkas berjalan', 'Petunjuk']);
  });

  it('sees what would become of each line before anything is made', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('Register');
    sheet.addRow(headings);
    sheet.addRow(row());
    sheet.addRow(row({ NIK: '3,50218E+15', 'Nomor register lama': '500/42/XI/2026' }));
    await upload(dian, 'register.xlsx', workbook);
    expect(await say()).toMatch(/1\s*berkas siap diambil/);
    expect(await say()).toContain('sudah dibulatkan oleh lembar kerja');
    await expectGood(dian, 'preview of running files');
  });

  it('takes the clean one, finds it on the desk at its step, and gets the other back with the reason', async () => {
    await dian.getByRole('button', { name: 'Jadikan 1 permohonan' }).click();
    await eventually(() => heading(dian).textContent()).toBe('Hasil impor');
    const [download] = await Promise.all([dian.waitForEvent('download'), dian.getByRole('link', { name: 'Unduh yang ditolak' }).click()]);
    const rest = await workbookOf(await bytesOf(download));
    expect(String(rest.worksheets[0]!.getRow(2).getCell(1).value)).toContain('dibulatkan');

    await dian.getByRole('link', { name: /^PNG-/ }).click();
    await eventually(() => heading(dian).textContent()).toBe('Surat Keterangan Usaha, Angkringan Wagiyem');
    expect(await say()).toMatch(/Diterima .*09\.30, dientri kemudian: Berkas berjalan, nomor register lama 500\/41\/XI\/2026/);
    expect(await say()).toContain('Berkas di map merah');

    // The reason stands in front of the number now; repaired, the same sheet goes in, and the first file is not made again.
    const sheet = rest.worksheets[0]!;
    sheet.getRow(2).getCell(2 + headings.indexOf('NIK')).value = '3502180101809001';
    sheet.addRow(['', ...row()]);
    await upload(dian, 'register diperbaiki.xlsx', rest);
    expect(await say()).toMatch(/1\s*berkas siap diambil/);
    expect(await say()).toMatch(/1\s*sudah ada, tidak dibuat lagi/);
  });
});
