import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photo, program } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { demo, stage } from './support/stage.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
const press = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name }).first().click();

describe('a plan of performance is agreed on, worked by, and rated', () => {
  const { enter } = stage();
  let owner: Page;
  let head: Page;
  let plan: string;

  it('is handed in with the result of the superior that it supports, sent back with a reason, and approved with an expectation', async () => {
    owner = await enter('ajudan.dpmptsp');
    await owner.goto('/petugas/skp');
    await main(owner).getByRole('link', { name: /^SKP \d{4}/ }).first().click();
    await eventually(() => text(owner)).toContain('Agenda pimpinan tersusun');
    plan = new URL(owner.url()).pathname;
    await expectGood(owner, 'a draft');
    expect(await text(owner)).toContain('Pelayanan perizinan cepat dan pasti');
    expect((await (await owner.request.get(`/api${plan.replace('/petugas', '')}/cetak`)).body()).subarray(0, 5).toString()).toBe('%PDF-');
    await press(owner, 'Ajukan kepada atasan');
    await eventually(() => text(owner)).toContain('Menunggu persetujuan');

    head = await enter('plt.dpmptsp', { on: 'desk' });
    await head.goto(plan);
    await main(head).getByText('Kembalikan', { exact: false }).first().click();
    await main(head).getByLabel(/perlu diperbaiki/i).fill('Tambahkan target waktu pada agendanya.');
    await press(head, /^Kembalikan/);
    await owner.reload();
    await eventually(() => text(owner)).toContain('Tambahkan target waktu pada agendanya.');
    await press(owner, 'Ajukan kepada atasan');
    await head.goto(plan);
    await expectGood(head, 'a plan that waits for the superior');
    await press(head, /^Setujui/);
    await eventually(() => text(head)).toContain('Berjalan');
  });

  it('what was done is reported with a photograph; what is none is refused and nothing typed is lost', async () => {
    await owner.goto('/petugas/lkh');
    await main(owner).getByLabel('Kegiatan').fill('Menyusun agenda pimpinan pekan depan');
    await main(owner).getByLabel('Menit', { exact: true }).fill('45');
    await main(owner).locator('input[type=file]').setInputFiles(program('undangan.pdf'));
    await press(owner, 'Simpan laporan');
    await eventually(() => text(owner)).toContain('bukan PDF');
    expect(await main(owner).getByLabel('Kegiatan').inputValue()).toBe('Menyusun agenda pimpinan pekan depan');
    await main(owner).locator('input[type=file]').setInputFiles(photo('papan agenda.png'));
    await press(owner, 'Simpan laporan');
    await eventually(() => text(owner)).toContain('Laporan tersimpan');
    const file = await main(owner).getByRole('link', { name: /papan agenda/ }).getAttribute('href');
    expect((await head.request.get(file!)).headers()['content-type']).toBe('image/png');
    await expectGood(owner, 'a day with a log');
    await head.goto('/petugas/lkh/staf');
    expect(await text(head)).toContain('Menyusun agenda pimpinan pekan depan');
    await press(head, 'Setujui yang tercentang');
    await eventually(() => text(head)).toContain('disetujui');
    await owner.reload();
    expect(await text(owner)).toContain('Disetujui');
    const stranger = await enter('perawat');
    expect((await stranger.goto(plan))!.status()).toBe(404);
    expect((await stranger.request.get(file!)).status()).toBe(404);
  });

  it('what was done without network is written on the phone with a photograph, which follows when there is one', async () => {
    const nurse = await enter('perawat');
    await nurse.goto('/saku');
    await nurse.getByRole('button', { name: 'Laporan' }).or(nurse.getByRole('link', { name: 'Laporan' })).or(nurse.getByRole('tab', { name: 'Laporan' })).first().click();
    const activity = nurse.getByLabel('Kegiatan');
    await activity.waitFor();
    const attach = (buffer: Buffer) => nurse.getByLabel(/Foto bukti/).setInputFiles({ name: 'bukti.png', mimeType: 'image/png', buffer });
    await activity.fill('Memeriksa tekanan darah pasien poli');
    await nurse.getByLabel('Menit').fill('30');
    await attach(Buffer.from('bukan foto'));
    await press(nurse, 'Simpan laporan');
    await eventually(() => text(nurse)).toContain('bukan foto');
    expect(await activity.inputValue()).toBe('Memeriksa tekanan darah pasien poli');
    await nurse.context().setOffline(true);
    await attach(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
    await press(nurse, 'Simpan laporan');
    await eventually(() => text(nurse)).toContain('Tersimpan di HP, belum terkirim');
    await nurse.context().setOffline(false);
    const files = async () => ((await (await nurse.request.get('/api/lkh/saku')).json()) as { items: { activity: string; source: string; files: { url: string }[] }[] }).items.find((one) => one.source === 'phone' && one.activity.startsWith('Memeriksa tekanan'))?.files ?? [];
    await eventually(async () => (await files()).length).toBe(1);
    expect((await nurse.request.get((await files())[0]!.url)).headers()['content-type']).toBe('image/jpeg');
  });

  it('behaviour below expectation outweighs good results; objected to, decided one above, signed with a code', async () => {
    const superior = await enter('kabid.dpmptsp', { on: 'desk' });
    const staff = await enter('staf.dpmptsp');
    await staff.goto('/petugas/skp');
    await main(staff).getByRole('link', { name: /^SKP \d{4}/ }).first().click();
    await staff.waitForURL(/\/petugas\/skp\/0/);
    const evaluation = `${new URL(staff.url()).pathname}/evaluasi/q3`;
    await superior.goto(evaluation);
    await expectGood(superior, 'results to be rated');
    const choose = (page: Page, group: string, choice: string) => main(page).getByRole('group', { name: group, exact: true }).getByLabel(choice, { exact: true }).check();
    await choose(superior, 'Hasil kerja', 'Di atas ekspektasi');
    await choose(superior, 'Perilaku kerja', 'Di bawah ekspektasi');
    await press(superior, 'Simpan penilaian');
    await eventually(() => text(superior)).toMatch(/Predikat kinerja\s+Kurang/);
    await staff.goto(evaluation);
    await main(staff).getByText('Ajukan keberatan').first().click();
    await main(staff).getByLabel('Alasan').fill('Tidak pernah ada teguran tentang perilaku pada triwulan ini.');
    await press(staff, 'Ajukan keberatan');
    await eventually(() => text(staff)).toContain('Keberatan diperiksa');
    await head.goto(evaluation);
    await choose(head, 'Hasil kerja', 'Sesuai ekspektasi');
    await choose(head, 'Perilaku kerja', 'Sesuai ekspektasi');
    await main(head).getByLabel('Pertimbangan').fill('Tidak ada catatan pelanggaran pada triwulan ini.');
    await press(head, 'Putuskan keberatan');
    await eventually(() => text(head)).toMatch(/Predikat kinerja\s+Baik/);
    await superior.goto(evaluation);
    await press(superior, 'Tanda tangani dokumen evaluasi');
    const code = main(superior).getByLabel('Kode enam angka');
    const paper = main(superior).getByRole('link', { name: /^Nomor / });
    await eventually(async () => (await code.count()) + (await paper.count())).toBeGreaterThan(0);
    if (await code.count()) {
      await code.fill((await demo()).totpNow);
      await press(superior, 'Tanda tangani');
    }
    await eventually(() => paper.count()).toBe(1);
    await staff.goto(evaluation);
    const pdf = await (await staff.request.get((await main(staff).getByRole('link', { name: /^Nomor / }).getAttribute('href'))!)).body();
    expect([pdf.subarray(0, 5).toString(), pdf.includes('/ByteRange')]).toEqual(['%PDF-', true]);
    await expectGood(staff, 'a signed evaluation');
  });
});
