import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { fileInput } from './support/usaha.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
/** A PDF of one page, as a scanner makes it. */
const scan = (words: string) => ({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: pdf(words) });

describe('a letter comes in, is prepared, sent with one tap, acted upon and reported', () => {
  const { enter } = stage();
  const subject = `Permintaan data stok pangan ${Date.now() % 100_000}`;
  const number = `500.1/${Date.now() % 100_000}/2026`;
  let clerk: Page;
  let regent: Page;
  let adjutant: Page;
  let head: Page;
  let agenda: string;

  const fill = async (page: Page) => {
    await page.goto('/petugas/surat/catat');
    await fileInput(page, 'files').setInputFiles([scan('Stok beras dan jagung mohon dilaporkan setiap pekan')]);
    await eventually(() => text(page)).toContain('Terkirim');
    await page.getByLabel('Pengirim', { exact: true }).fill('Kepala Badan Pangan Nasional');
    await page.getByLabel('Nomor surat', { exact: true }).fill(number);
    await page.getByLabel('Tanggal surat', { exact: true }).fill('2026-11-16');
    await page.getByLabel('Hal', { exact: true }).fill(subject);
    await page.getByLabel('Ditujukan kepada').selectOption({ label: await page.getByLabel('Ditujukan kepada').locator('option').filter({ hasText: /^Bupati Ponorogo/ }).first().innerText() });
    await page.getByRole('radio', { name: 'Segera', exact: true }).check();
  };

  it('tata usaha registers it from its PDF; the same letter again is asked about', async () => {
    clerk = await enter('tu.setda', { on: 'desk' });
    await fill(clerk);
    await expectGood(clerk, 'the form of a letter');
    await clerk.getByRole('button', { name: 'Catat dan beri nomor agenda' }).click();
    await eventually(() => text(clerk)).toMatch(/Tercatat sebagai agenda \d+\/2026/);
    agenda = /agenda (\d+\/2026)/.exec(await text(clerk))![1]!;
    await fill(clerk);
    await clerk.getByRole('button', { name: 'Catat dan beri nomor agenda' }).click();
    await eventually(() => text(clerk)).toContain(`sudah tercatat sebagai agenda ${agenda}`);
    await expectGood(clerk, 'a letter that looks registered');
    await clerk.goto('/petugas/surat/agenda');
    expect(await text(clerk)).toContain(subject);
    await expectGood(clerk, 'the agenda book');
  });

  it('the adjutant prepares, and has no button that sends', async () => {
    adjutant = await enter('ajudan', { on: 'desk' });
    await adjutant.goto('/petugas/surat');
    await adjutant.getByRole('link', { name: subject }).click();
    expect(await main(adjutant).getByRole('link', { name: 'Disposisi', exact: true }).count()).toBe(0);
    await adjutant.getByRole('link', { name: 'Siapkan disposisi' }).click();
    await adjutant.getByLabel('Penanggung jawab').selectOption({ label: await adjutant.getByLabel('Penanggung jawab').locator('option').filter({ hasText: /^Kepala Dinas Pekerjaan Umum/ }).first().innerText() });
    await adjutant.getByLabel('Siapkan bahan').check();
    await adjutant.getByLabel('Catatan').fill('Gabungkan dengan data Bulog.');
    await expectGood(adjutant, 'the form of a disposition');
    await adjutant.getByRole('button', { name: 'Simpan untuk dikirim pimpinan' }).click();
    await eventually(() => text(adjutant)).toContain('pimpinan tinggal mengirimnya');
    expect(await main(adjutant).getByRole('button', { name: 'Kirim disposisi' }).count()).toBe(0);
    await expectGood(adjutant, 'the letter with what was prepared');
  });

  it('the regent sends it on the phone with one tap', async () => {
    regent = await enter('bupati');
    await regent.goto('/pimpinan/surat');
    await expectGood(regent, 'the morning of the regent');
    const card = main(regent).locator('article', { hasText: subject });
    await card.getByRole('button', { name: 'Kirim disposisi yang disiapkan' }).click();
    await eventually(() => text(regent)).toContain('Disposisi terkirim.');
    expect(await text(regent)).not.toContain(subject);
  });

  it('the head of the agency reads, reports, and the regent sees it done', async () => {
    head = await enter('kadin.dpupkp');
    await head.goto('/petugas/surat');
    expect(await text(head)).toContain('Laporan kerusakan jembatan');
    await head.getByRole('link', { name: subject }).click();
    await eventually(() => text(head)).toContain('Gabungkan dengan data Bulog.');
    await expectGood(head, 'a letter on a phone');
    await main(head).getByText('Lapor tindak lanjut atau selesaikan').click();
    await head.getByLabel('Apa yang sudah dilakukan').fill('Data stok sudah dikirim lewat surel dinas.');
    await head.getByRole('radio', { name: 'Selesai Menutup bagian Anda.' }).check();
    await head.getByRole('button', { name: 'Simpan laporan' }).click();
    await eventually(() => text(head)).toContain('Laporan tersimpan.');
    await regent.goto('/petugas/surat?kotak=selesai');
    await regent.getByRole('link', { name: subject }).click();
    await eventually(() => text(regent)).toContain('Data stok sudah dikirim');
    expect(await text(regent)).toContain('Selesai');
    await expectGood(regent, 'a letter that is done');
  });

  it('is found by a word of its file and with a typing error, and not by who has no part in it', async () => {
    await regent.goto('/petugas/surat/cari?cari=jembatann');
    expect(await text(regent)).toMatch(/Menampilkan hasil untuk jembatan\.[^]*Laporan kerusakan jembatan/);
    await eventually(async () => {
      await regent.goto('/petugas/surat/cari?cari=jagung+dilaporkan');
      return text(regent);
    }).toContain(subject);
    await expectGood(regent, 'what was found');
    await regent.goto(`/petugas/surat/cari?cari=${encodeURIComponent(number)}`);
    expect(await text(regent)).toContain(subject);
    const other = await enter('penghubung.dlh');
    await other.goto(`/petugas/surat/cari?cari=${encodeURIComponent(number)}`);
    expect(await text(other)).not.toContain(subject);
    await other.goto('/petugas/surat');
    await expectGood(other, 'an empty inbox');
    const address = new URL(await main(regent).getByRole('link', { name: subject }).getAttribute('href') ?? '', regent.url()).pathname;
    expect((await other.goto(address))?.status()).toBe(404);
  });

  it('works without script, too', async () => {
    const plain = await enter('sekda', { script: false });
    await plain.goto('/petugas/surat?kotak=terbuka');
    await main(plain).locator('.list a').first().click();
    await main(plain).getByRole('link', { name: 'Disposisi', exact: true }).click();
    await plain.getByRole('button', { name: 'Kirim disposisi' }).click();
    expect(await text(plain)).toContain('Pilih paling sedikit satu penerima.');
  });
});

function pdf(words: string): Buffer {
  const content = `BT /F1 12 Tf 60 760 Td (${words}) Tj ET`;
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>', `<< /Length ${content.length} >>\nstream\n${content}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  return Buffer.from(`${body}xref\n0 6\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}
