import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
const choose = async (page: Page, field: ReturnType<Page['locator']>, begin: RegExp) => field.selectOption({ label: await field.locator('option').filter({ hasText: begin }).first().innerText() });

/** As Word puts it on the clipboard: classes of its own, a heading, a list that is none, a table, comments and empty tags. */
const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm;} @list l0:level1 {mso-level-text:"%1\\.";} --></style></head><body lang=IN>
<!--StartFragment--><h2 style='mso-outline-level:2'>Hemat air<o:p></o:p></h2>
<p class=MsoNormal style='text-align:justify'>Memasuki <b style='mso-bidi-font-weight:normal'>musim kemarau</b>, kami mengimbau:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>menutup keran yang bocor;<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span><![endif]>menyiram taman malam hari.<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Unit<o:p></o:p></p></td><td><p class=MsoNormal>Batas<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>Dinas<o:p></o:p></p></td><td><p class=MsoNormal>20 meter kubik<o:p></o:p></p></td></tr></table><!--EndFragment--></body></html>`;

describe('a kind of letter of one’s own: made, previewed, published; written from Word, signed, disposed of, reported and filed', () => {
  const { enter } = stage();
  const stamp = Date.now() % 100_000;
  const kind = `surat-himbauan-${stamp}`;
  const title = `Surat Himbauan ${stamp}`;
  const subject = `Hemat air di kantor ${stamp}`;
  let admin: Page;
  let clerk: Page;
  let head: Page;
  let address: string;

  it('the administrator copies a kind; a code that is taken and a field that no template has are refused', async () => {
    admin = await enter('admin', { on: 'desk' });
    await admin.goto('/kelola/naskah');
    await main(admin).getByRole('link', { name: 'Jenis baru' }).click();
    await admin.getByLabel('Nama', { exact: true }).fill(title);
    await admin.getByLabel('Kode', { exact: true }).fill('nota-dinas');
    await choose(admin, admin.getByLabel('Salin dari'), /^Surat Pengantar/);
    await admin.getByLabel(/^Isian tetap/).fill('gaji: satu juta');
    await main(admin).getByRole('button', { name: 'Buat konsep' }).click();
    await eventually(() => text(admin)).toContain('Isian gaji tidak dikenal templat');
    expect(await admin.getByLabel('Nama', { exact: true }).inputValue(), 'what was typed stays').toBe(title);
    await admin.getByLabel(/^Isian tetap/).fill('');
    await main(admin).getByRole('button', { name: 'Buat konsep' }).click();
    await eventually(() => text(admin)).toContain('Kode ini sudah dipakai Nota Dinas.');
    await expectGood(admin, 'a kind of letter that is refused');
    await admin.getByLabel('Kode', { exact: true }).fill(kind);
    await main(admin).getByRole('button', { name: 'Buat konsep' }).click();
    await eventually(() => text(admin)).toContain('Jenis baru jadi konsep.');
    await expectGood(admin, 'a kind of letter that is a draft');
  });

  it('is told of numbers that another kind may carry, changes its own, is told of a place that nothing fills, looks at it and publishes it', async () => {
    expect(await text(admin)).toContain('Nomornya dapat kembar.');
    await main(admin).getByRole('textbox', { name: 'Keterangan' }).fill('Pola masih sama dengan surat dinas.');
    await main(admin).getByRole('button', { name: 'Terbitkan versi 1' }).click();
    await eventually(() => text(admin)).toContain('dapat sama persis dengan nomor Surat Tugas, Surat Dinas');
    expect(await main(admin).getByRole('textbox', { name: 'Keterangan' }).inputValue()).toBe('Pola masih sama dengan surat dinas.');
    await expectGood(admin, 'a kind of letter whose numbers another may carry');
    await admin.getByLabel(/^Pola nomor/).fill(`{urut:2}/HMB${stamp}/{unit}/{yyyy}`);
    await admin.getByLabel(/^Kerangka isi/).fill('Dengan hormat, {{gaji}}');
    await main(admin).getByRole('button', { name: 'Simpan konsep' }).click();
    await eventually(() => text(admin)).toContain('Isian gabungan {{gaji}} tidak dikenal.');
    await admin.getByLabel(/^Kerangka isi/).fill('Dengan hormat, {{jabatan_penanda_tangan}} mengimbau:');
    await main(admin).getByRole('button', { name: 'Simpan konsep' }).click();
    await eventually(() => text(admin)).toContain('Konsep tersimpan.');
    expect(await text(admin)).not.toContain('Nomornya dapat kembar.');
    const preview = await admin.request.get(`/kelola/naskah/${kind}/pratinjau`);
    expect([preview.status(), (await preview.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    await main(admin).getByRole('textbox', { name: 'Keterangan' }).fill('Jenis baru menurut peraturan bupati.');
    await main(admin).getByRole('button', { name: 'Terbitkan versi 1' }).click();
    await eventually(() => text(admin)).toContain('Versi baru diterbitkan.');
  });

  it('tata usaha writes one at once, pasted from Word, and the secretary signs it', async () => {
    clerk = await enter('tu.setda', { on: 'desk' });
    await clerk.goto(`/petugas/naskah/baru?cari=${encodeURIComponent(title)}`);
    await main(clerk).getByRole('button', { name: title }).click();
    await clerk.waitForURL(/\/tulis$/);
    address = new URL(clerk.url()).pathname.replace(/\/tulis$/, '');
    await clerk.getByLabel('Hal', { exact: true }).fill(subject);
    await choose(clerk, clerk.getByLabel('Penanda tangan', { exact: true }), /^Sekretaris Daerah/);
    await choose(clerk, clerk.locator('select[name="kepada_jabatan"]'), /^Kepala Dinas Pekerjaan Umum/);
    const editor = clerk.locator('.tulisan.prose[contenteditable="true"]');
    await editor.click();
    await editor.evaluate((node, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, FROM_WORD);
    expect(await editor.innerHTML()).toMatch(/<h\d>Hemat air[^]*<ol[^]*<li[^]*menutup keran[^]*<table[^]*20 meter kubik/);
    expect(await editor.innerHTML()).not.toMatch(/mso|Mso|o:p/);
    await main(clerk).getByRole('button', { name: /^Ajukan/ }).click();
    await eventually(() => text(clerk)).toContain('Naskah diajukan.');
    const secretary = await enter('sekda');
    await secretary.goto(`/petugas/naskah/tanda-tangan?naskah=${address.split('/').at(-1)}`);
    expect(await text(secretary)).toContain('menyiram taman malam hari');
    await main(secretary).getByRole('button', { name: 'Tanda tangani', exact: true }).click();
    await eventually(() => text(secretary)).toMatch(/1 naskah ditandatangani/);
    expect(await text(secretary)).toMatch(new RegExp(`\\d{2}/HMB${stamp}/SETDA/2026`));
  });

  it('arrives, goes on by disposition, is reported and finished', async () => {
    head = await enter('kadin.dpupkp');
    await eventually(async () => {
      await head.goto('/petugas/surat');
      return text(head);
    }).toContain(subject);
    await main(head).getByRole('link', { name: subject }).click();
    await main(head).getByRole('link', { name: 'Disposisi', exact: true }).click();
    const lead = head.getByLabel('Penanggung jawab');
    await lead.selectOption({ index: 1 });
    await head.getByLabel('Tindak lanjuti').check();
    await main(head).getByRole('button', { name: 'Kirim disposisi' }).click();
    await eventually(() => text(head)).toContain('Disposisi terkirim.');
    // Not read yet: it may be taken back, and the head answers for it.
    await main(head).getByText(/^Tarik/).first().click();
    await head.getByLabel('Mengapa ditarik').first().fill('Dikerjakan sendiri.');
    await main(head).getByRole('button', { name: /^Tarik/ }).first().click();
    await main(head).getByText('Lapor tindak lanjut atau selesaikan').click();
    await head.getByLabel('Apa yang sudah dilakukan').fill('Semua keran sudah diperiksa.');
    await head.getByRole('radio', { name: 'Selesai Menutup bagian Anda.' }).check();
    await head.getByRole('button', { name: 'Simpan laporan' }).click();
    await eventually(() => text(head)).toContain('Laporan tersimpan.');
  });

  it('is filed in a folder by its unit', async () => {
    await clerk.goto(address);
    await main(clerk).getByRole('link', { name: 'Berkaskan' }).click();
    await main(clerk).getByRole('link', { name: /berkas baru/ }).click();
    await clerk.getByLabel('Uraian berkas').fill(`Imbauan ${stamp}`);
    await main(clerk).getByRole('button', { name: 'Buka berkas' }).click();
    await eventually(() => text(clerk)).toContain(subject);
    await clerk.goto(address);
    expect(await text(clerk)).toMatch(/berkas/i);
  });
});
