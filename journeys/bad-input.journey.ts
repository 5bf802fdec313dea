import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { largePdf, photo, program } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { openCase } from './support/office.ts';
import { stage } from './support/stage.ts';
import { attach, fileInput, fillLetterOfNeighbourhood, fillWholeForm, heading, next, pickVillage, readReceipt, warung, type Business, type Receipt } from './support/usaha.ts';

const HTML = '<img src=x onerror="window.hacked=1"><b class="hacked">tebal</b><script>window.hacked=1</script>';
const EMOJI = 'Warung 👩‍🍳🍛 “Sederhana” ꦮꦫꦸꦁ';

async function begin(page: Page): Promise<void> {
  await page.goto('/layanan/surat-keterangan-usaha');
  await page.getByRole('button', { name: 'Ajukan' }).click();
  await eventually(() => heading(page).textContent()).toBe('Surat pengantar RT/RW');
}

/** Nothing that was typed became part of the page. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.locator('.hacked').count(), page.url()).toBe(0);
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked), page.url()).toBeUndefined();
}

describe('what people type is shown as they typed it', () => {
  const { enter } = stage();
  let ayu: Page;
  let receipt: Receipt;

  it('names of 10,000 letters are refused in a sentence, and stand there to be shortened', async () => {
    ayu = await enter('Ayu Kusumaningrum');
    await begin(ayu);
    await attach(ayu, 'foto_pengantar', [photo('rt.png')]);
    await fillLetterOfNeighbourhood(ayu);
    await next(ayu);
    await eventually(() => heading(ayu).textContent()).toBe('Usaha');
    await ayu.getByLabel('Nama usaha').fill('Warung '.repeat(1430));
    await next(ayu);
    await eventually(() => ayu.getByRole('alert').textContent()).toMatch(/Nama usaha.*120/);
    expect((await ayu.getByLabel('Nama usaha').inputValue()).length).toBeGreaterThan(9000);
    await expectGood(ayu, 'form with a name of 10,000 letters');
  });

  it('HTML and emoji in every text field arrive as text', async () => {
    await ayu.getByLabel('Nama usaha').fill(EMOJI);
    await ayu.getByLabel('Bidang usaha').fill(HTML);
    await ayu.getByLabel('Alamat usaha').fill(HTML);
    await ayu.getByLabel('Berjalan sejak').fill('2019-03-01');
    await pickVillage(ayu, 'Ronowijayan');
    await attach(ayu, 'foto_usaha', [{ ...photo('x'), name: '<b class="hacked">foto.png' }]);
    await next(ayu);
    await eventually(() => heading(ayu).textContent()).toBe('Pemilik usaha');
    const name = ayu.getByLabel('Nama lengkap');
    const own = await name.inputValue();
    await name.fill(HTML);
    await ayu.getByLabel('Tempat lahir').fill(HTML.slice(0, 90));
    await ayu.getByLabel('Perempuan').check();
    await ayu.getByLabel('Pekerjaan').fill(EMOJI);
    await ayu.getByLabel('Alamat tempat tinggal').fill(`${HTML}\n${EMOJI}`);
    await next(ayu);
    await eventually(() => ayu.getByRole('alert').textContent()).toContain('Tulis nama dengan huruf');
    await expectHarmless(ayu);
    await name.fill(own);
    await next(ayu);
    await eventually(() => heading(ayu).textContent()).toBe('Keperluan dan pernyataan');
    await ayu.getByLabel('Lainnya').check();
    await ayu.getByLabel('Tulis keperluannya').fill(HTML);
    await ayu.getByLabel('Saya menyatakan data ini benar').check();
    await ayu.getByRole('button', { name: 'Periksa isian' }).click();
    await eventually(() => heading(ayu).textContent()).toBe('Periksa sebelum dikirim');
    const review = await ayu.getByRole('main').innerText();
    expect(review).toContain(HTML);
    expect(review).toContain(EMOJI);
    await expectHarmless(ayu);
    await expectGood(ayu, 'review of HTML');
    await ayu.getByRole('button', { name: 'Kirim permohonan' }).click();
    receipt = await readReceipt(ayu);
  });

  it('for the applicant, for a tracker, and for the officer', async () => {
    await ayu.goto(`/permohonan-saya/${receipt.id}`);
    await ayu.getByLabel('Tulis pesan kepada petugas').fill(HTML);
    await ayu.getByRole('button', { name: 'Kirim pesan' }).click();
    await eventually(() => ayu.getByRole('main').innerText()).toContain(HTML);
    await expectHarmless(ayu);
    await expectGood(ayu, 'request with HTML');
    const dian = await enter('dian', { on: 'desk' });
    await openCase(dian, receipt);
    expect(await dian.getByRole('main').innerText()).toContain(HTML);
    await expectHarmless(dian);
    await expectGood(dian, 'case with HTML');
    await dian.goto(`/petugas/cari?cari=${encodeURIComponent(HTML)}`);
    await expectHarmless(dian);
    await dian.goto(`/layanan?q=${encodeURIComponent(HTML)}`);
    await expectHarmless(dian);
  });
});

describe('files that are not what they say', () => {
  const { enter } = stage({ separate: true });
  const say = (page: Page) => page.locator('fieldset[id="foto_pengantar"]').innerText();

  it('with script: a renamed program, a file too big, an empty one', async () => {
    const page = await enter('Sri Wahyuni');
    await begin(page);
    await page.waitForLoadState('load');
    await fileInput(page, 'foto_pengantar').setInputFiles([program('pengantar.pdf')]);
    await eventually(() => say(page)).toContain('bukan PDF, JPEG, PNG, atau WEBP');
    await fileInput(page, 'foto_pengantar').setInputFiles([largePdf('besar.pdf', 5_300_000)]);
    await eventually(() => say(page)).toContain('Terlalu besar. Batasnya 5 MB.');
    await fileInput(page, 'foto_pengantar').setInputFiles([{ name: 'kosong.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) }]);
    await eventually(() => say(page)).toContain('Berkas ini kosong');
    await expectGood(page, 'form with refused files');
    await next(page);
    await eventually(() => page.getByRole('alert').first().textContent()).toMatch(/[Ff]oto surat pengantar/);
  });

  it('without script', async () => {
    const page = await enter('Sri Wahyuni', { script: false });
    await begin(page);
    for (const [file, sentence] of [[program('pengantar.pdf'), /bukan PDF/], [largePdf('besar.pdf', 5_300_000), /terlalu besar|Terlalu besar/]] as const) {
      await fileInput(page, 'foto_pengantar').setInputFiles([file]);
      await page.getByLabel('Nomor surat pengantar').fill('7/RT');
      await next(page);
      await eventually(() => say(page)).toMatch(sentence);
      expect(await page.getByLabel('Nomor surat pengantar').inputValue()).toBe('7/RT');
    }
  });
});

describe('hasty hands', () => {
  const { enter } = stage({ separate: true });
  const kripik: Business = { ...warung, name: 'Kripik Tempe Hartono' };

  /** How often a request of that name stands among those sent. */
  const sent = async (page: Page, name: string) => {
    await page.goto('/permohonan-saya');
    return page.locator('section[aria-labelledby="terkirim"]').getByText(name).count();
  };

  it('a double click sends one request', async () => {
    const page = await enter('Hartono');
    await begin(page);
    await fillWholeForm(page, kripik);
    await page.getByRole('button', { name: 'Kirim permohonan' }).dblclick();
    expect((await readReceipt(page)).secret, 'and the secret is seen').toMatch(/^\d{6}$/);
    expect(await sent(page, kripik.name)).toBe(1);
  });

  it('the back button leads to no second request', async () => {
    const page = await enter('Hartono');
    await begin(page);
    await fillWholeForm(page, { ...kripik, name: 'Jenang Hartono' });
    await page.getByRole('button', { name: 'Kirim permohonan' }).click();
    await readReceipt(page);
    await page.goBack();
    const again = page.getByRole('button', { name: 'Kirim permohonan' });
    if (await again.count()) await again.click();
    await eventually(() => page.getByRole('main').innerText()).toMatch(/sudah dikirim|Tanda terima|Nomor permohonan/);
    await expectGood(page, 'back to a form that was sent');
    expect(await sent(page, 'Jenang Hartono')).toBe(1);
  });

  it('two tabs at the same form: the second send finds the first', async () => {
    const first = await enter('Hartono');
    await begin(first);
    await fillWholeForm(first, { ...kripik, name: 'Batik Hartono' });
    const second = await first.context().newPage();
    await second.goto(first.url());
    await first.getByRole('button', { name: 'Kirim permohonan' }).click();
    await readReceipt(first);
    await second.getByRole('button', { name: 'Kirim permohonan' }).click();
    await eventually(() => heading(second).textContent()).toBe('Tanda terima');
    expect(await sent(first, 'Batik Hartono')).toBe(1);
  });

  it('what was emptied on a page is empty afterwards', async () => {
    const page = await enter('Hartono');
    await begin(page);
    await attach(page, 'foto_pengantar', [photo('rt.png')]);
    await fillLetterOfNeighbourhood(page);
    await next(page);
    await eventually(() => heading(page).textContent()).toBe('Usaha');
    await page.getByRole('button', { name: 'Kembali', exact: true }).click();
    await page.getByLabel('Nomor surat pengantar').fill('');
    await page.getByRole('button', { name: /^Buang/ }).click();
    await eventually(() => page.locator('ul.files li').count()).toBe(0);
    expect(await page.getByLabel('Nomor surat pengantar').inputValue()).toBe('');
    await page.goto('/permohonan-saya');
    expect(await page.getByRole('main').innerText()).toContain('Surat Keterangan Usaha');
  });
});
