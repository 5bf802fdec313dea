import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeSp4n, type FakeSp4n } from '../server/adapters/national/sp4n/fake/fake-sp4n.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
const upload = async (page: Page, name: string, lines: string[]): Promise<void> => {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/impor\/[0-9a-f-]{36}/);
};
// Each run brings numbers of its own: the stories share one demonstration.
const number = `88${Date.now() % 1_000_000}`;

describe('LAPOR! without an interface of its own', () => {
  const { enter } = stage();
  let retno: Page;

  it('the list downloaded there is taken over after a look, and the same list brings nothing new', async () => {
    retno = await enter('pengaduan', { on: 'desk' });
    await retno.goto('/petugas/pengaduan');
    await retno.getByRole('navigation').getByRole('link', { name: /SP4N-LAPOR!/ }).first().click();
    await main(retno).getByRole('link', { name: 'Impor daftar dari LAPOR!' }).click();
    await retno.getByRole('button', { name: 'Lihat pratinjau' }).click();
    await eventually(() => text(retno)).toContain('Pilih berkas XLSX atau CSV.');
    const lines = ['Kode Laporan Warga,Tanggal,Isi,Status', `${number},16-11-2026,Lampu jalan padam di perempatan ${number},Proses`, `,16-11-2026,Tanpa nomor pelacakan,Proses`];
    await upload(retno, 'lapor.csv', lines);
    expect(await text(retno)).toContain('Tentukan kolom untuk: Nomor pelacakan');
    await retno.getByLabel('Nomor pelacakan').selectOption({ index: 1 });
    await retno.getByRole('button', { name: 'Pakai kolom ini' }).click();
    await eventually(() => text(retno)).toMatch(/1\s*laporan baru/);
    expect(await text(retno)).toContain('Nomor pelacakan kosong');
    await expectGood(retno, 'preview of a list from LAPOR!');
    await retno.getByRole('button', { name: 'Ambil 1 baris' }).click();
    await eventually(() => heading(retno).textContent()).toBe('Hasil impor');
    await retno.goto('/petugas/pengaduan/lapor/impor');
    await upload(retno, 'lapor.csv', [lines[0]!, lines[1]!.replace('Proses', 'Selesai')]);
    expect(await text(retno)).toContain('Status di LAPOR! berubah: Proses → Selesai.');
    await main(retno).getByRole('link', { name: /^PNG-/ }).click();
    await eventually(() => text(retno)).toContain(number);
  });

  it('an answer is copied, ticked by whom it was pasted, and the tick is taken back', async () => {
    await retno.goto('/petugas/pengaduan/lapor');
    const card = main(retno).locator('article').first();
    const external = (await card.locator('strong').textContent())!;
    await card.getByRole('button', { name: /^Salin/ }).first().click();
    await eventually(() => card.locator('[role=status]').first().textContent()).toMatch(/Tersalin|ditandai/);
    await expectGood(retno, 'answers for LAPOR!');
    await card.getByRole('button', { name: /^Sudah ditempel/ }).click();
    await eventually(() => text(retno)).toContain('Ditandai sudah ditempel.');
    expect(await main(retno).locator('article strong').allTextContents()).not.toContain(external);
    expect(await text(retno)).toMatch(new RegExp(`${external} · Retno Wulandari`));
    await main(retno).getByRole('button', { name: `Batalkan tanda ${external}` }).click();
    await eventually(() => text(retno)).toContain('Tandanya dibatalkan');
    expect(await main(retno).locator('article strong').allTextContents()).toContain(external);
  });

  it('without script the text can be marked by hand', async () => {
    const plain = await enter('pengaduan', { script: false });
    await plain.goto('/petugas/pengaduan/lapor');
    expect(await main(plain).locator('article textarea[readonly]').count()).toBeGreaterThan(0);
    expect(await main(plain).getByRole('button', { name: /^Salin/ }).count()).toBe(0);
  });
});

describe('whose road it is', () => {
  const { enter } = stage();

  it('the administrator sees that the rows are examples, and a list in other words is refused with reasons', async () => {
    const admin = await enter('admin', { on: 'desk' });
    await admin.goto('/kelola/pengaduan');
    await main(admin).getByRole('link', { name: 'Status jalan' }).click();
    await eventually(() => text(admin)).toContain('ruas di sini contoh (simulasi)');
    await upload(admin, 'jalan.csv', ['Nama Ruas,Status,SK', `Jalan Percobaan ${number},Kabupaten,SK Bupati (contoh)`, 'Jalan Tol,tol,']);
    expect(await text(admin)).toContain('Status "tol" tidak dikenal');
    await expectGood(admin, 'preview of roads');
    await admin.getByRole('button', { name: 'Ambil 1 baris' }).click();
    await eventually(() => heading(admin).textContent()).toBe('Hasil impor');
    await admin.goto(`/kelola/pengaduan/jalan?cari=percobaan+${number}`);
    await main(admin).getByRole('button', { name: `Hapus Jalan Percobaan ${number}` }).click();
    await eventually(() => text(admin)).not.toContain(`Percobaan ${number}`);
  });

  it('the officer is offered the owner with the reason, and the letter to them is begun', async () => {
    const retno = await enter('pengaduan', { on: 'desk' });
    await retno.goto('/petugas/pengaduan?kotak=all&kategori=JALAN-RUSAK');
    const reports = await retno.locator('.queue .list a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    const forward = main(retno).getByRole('link', { name: /^Teruskan ke Balai Besar/ });
    for (const report of reports) {
      await retno.goto(report);
      if ((await forward.count()) > 0) break;
    }
    expect(await text(retno)).toContain('Jalan nasional: Balai Besar');
    await forward.click();
    await eventually(() => retno.getByLabel('Nama kantor yang dituju').inputValue()).toContain('Balai Besar');
    expect(await retno.getByLabel('Isi surat').inputValue()).toContain('Yth. Balai Besar');
    expect(await retno.getByLabel('Alasan untuk pelapor').inputValue()).toContain('berstatus jalan nasional');
  });
});

describe('a connection to the nation', () => {
  const { enter } = stage();
  let twin: FakeSp4n;
  beforeAll(async () => {
    twin = await startFakeSp4n();
  });
  afterAll(() => twin.stop());

  it('is off, is tried, and says in a sentence what is wrong', async () => {
    const admin = await enter('admin');
    await admin.goto('/kelola/pengaduan/sistem-nasional');
    expect(await text(admin)).toContain('Mati');
    await admin.getByRole('button', { name: 'Coba sambungan' }).click();
    await eventually(() => text(admin)).toContain('Isi dan simpan alamatnya dahulu.');
    await admin.getByLabel('Alamat').fill('http://contoh.go.id');
    await admin.getByRole('button', { name: 'Simpan', exact: true }).click();
    await eventually(() => text(admin)).toContain('Pakai alamat https.');
    await expectGood(admin, 'connection to the nation, refused');
    await admin.getByLabel('Alamat').fill(twin.url);
    await admin.getByLabel('Kode wilayah').fill('35.02');
    await admin.getByLabel(/^Token/).fill(twin.token);
    await admin.getByRole('button', { name: 'Simpan', exact: true }).click();
    await eventually(() => text(admin)).toContain('Setelan disimpan.');
    await admin.getByRole('button', { name: 'Coba sambungan' }).click();
    await eventually(() => text(admin)).toContain('Tersambung. Di sana wilayah ini bernama Kabupaten Ponorogo.');
  });
});
