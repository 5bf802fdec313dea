import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { main, text } from './support/complaints.ts';
import { largePdf } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { accountOf, demo, stage } from './support/stage.ts';
import { secondFactorAges } from './support/time.ts';
import { fileInput } from './support/usaha.ts';

const AUDIT = /29 Pelaksanaan Audit Infrastruktur/;
const NAME = `Survei kepuasan ${Date.now() % 100_000}`;

const ready = (page: Page) => page.getByRole('button', { name: 'Simpan dan tandai siap diperiksa' }).click();

describe('an institution assesses itself: a member answers, the responsible checks', () => {
  const { enter } = stage();
  let member: Page;
  let responsible: Page;

  beforeAll(async () => {
    [member, responsible] = [await enter('spbe.inspektorat'), await enter('pj.spbe', { on: 'desk' })];
  });

  it('the member finds the own tasks, and the index of 2.9395 with what lifts it most', async () => {
    await member.goto('/petugas/penilaian');
    await expectGood(member, 'the list of assessments');
    await member.getByRole('link', { name: /indikator belum selesai/ }).first().click();
    await eventually(() => text(member)).toContain('2,9395');
    expect(await text(member)).toContain('Yang paling menaikkan');
    await expectGood(member, 'the board of a member');
    await member.getByRole('link', { name: AUDIT }).first().click();
    await eventually(() => text(member)).toContain('Tingkat yang diklaim');
  });

  it('a claim that lacks its criterion is kept and named; with criterion, file and both texts it is ready', async () => {
    await member.getByRole('radio', { name: /^2 Terkelola/ }).check();
    await member.getByLabel('Analisis').fill('Audit sudah masuk program kerja pengawasan tahunan.');
    await ready(member);
    await eventually(() => text(member)).toContain('1 kriteria kurang');
    expect(await member.getByLabel('Analisis').inputValue(), 'what was written stays').toContain('program kerja pengawasan');
    await expectGood(member, 'an indicator that was not ready');
    await member.getByRole('link', { name: 'Tambah bukti' }).click();
    await fileInput(member, 'upload').setInputFiles([largePdf('PKPT-2026.pdf', 40_000)]);
    await member.getByLabel('Untuk', { exact: true }).selectOption({ label: '2.a Dokumen rencana atau program kerja yang ditetapkan' });
    await member.getByLabel('Tanggal dokumen').fill('2026-01-12');
    await expectGood(member, 'the form of evidence');
    await member.getByRole('button', { name: 'Tambah bukti' }).click();
    await eventually(() => text(member)).toContain('PKPT-2026');
    await member.getByRole('checkbox', { name: /direncanakan berkesinambungan/ }).check();
    await ready(member);
    await eventually(() => text(member)).toContain('ditandai siap diperiksa');
  });

  it('a level out of the scale, or a link without https, is refused at its field', async () => {
    await member.goto(`${new URL(member.url()).pathname}?tambah=tautan`);
    await member.getByLabel('Alamat').fill('http://ponorogo.go.id');
    await member.getByLabel('Nama bukti').fill('Berita audit');
    await member.getByRole('button', { name: 'Tambah bukti' }).click();
    await eventually(() => text(member)).toContain('Alamat harus mulai dengan https://');
    expect(await member.getByLabel('Nama bukti').inputValue()).toBe('Berita audit');
    await expectGood(member, 'a refused link');
  });

  it('the responsible sends it back with a reason, the member repairs it, and it is approved among others', async () => {
    await responsible.goto('/petugas/penilaian');
    await main(responsible).getByRole('link', { name: /Penilaian SPBE 2026/ }).first().click();
    await responsible.getByRole('link', { name: /^Siap diperiksa/ }).click();
    await eventually(() => responsible.getByRole('checkbox').count()).toBeGreaterThan(1);
    await expectGood(responsible, 'what waits for approval');
    await responsible.getByRole('link', { name: AUDIT }).first().click();
    await responsible.getByText('Kembalikan dengan alasan').click();
    await responsible.getByLabel('Alasan').fill('Sebut halaman program kerjanya.');
    await responsible.getByRole('button', { name: 'Kembalikan' }).click();
    await eventually(() => text(responsible)).toContain('Jawaban dikembalikan');
    await member.goto(new URL(responsible.url()).pathname);
    await eventually(() => text(member)).toContain('Sebut halaman program kerjanya.');
    await member.getByLabel('Fakta').fill('Program Kerja Pengawasan Tahunan 2026 halaman 14, berkas 29.a.PKPT-2026.pdf.');
    await ready(member);
    await responsible.goto(`${new URL(responsible.url()).pathname.split('/').slice(0, -1).join('/')}?status=siap`);
    await responsible.getByRole('checkbox', { name: 'Pilih indikator 29' }).check();
    await responsible.getByRole('button', { name: 'Setujui yang dipilih' }).click();
    await eventually(() => text(responsible)).toContain('1 indikator disetujui.');
  });

  it('the way to 3.50 names each step and who holds the missing paper', async () => {
    await responsible.getByRole('link', { name: 'Jalan ke sasaran' }).click();
    await eventually(() => text(responsible)).toContain('Siapa yang memegang');
    expect(await text(responsible)).toMatch(/Badan Pengelolaan Keuangan dan Aset Daerah/);
    await expectGood(responsible, 'the way to a target');
    await responsible.getByLabel('Menuju').fill('9');
    await responsible.getByRole('button', { name: 'Hitung' }).click();
    await eventually(() => text(responsible)).toContain('Tidak terjangkau');
  });

});

describe('a small internal assessment, from its opening to the sealed copy', () => {
  const { enter } = stage();
  let responsible: Page;
  let coordinator: Page;

  beforeAll(async () => {
    [responsible, coordinator] = [await enter('pj.spbe', { on: 'desk' }), await enter('sekda', { on: 'desk' })];
  });

  it('is opened, shared out, answered and approved', async () => {
    await responsible.goto('/petugas/penilaian/baru');
    await responsible.getByRole('button', { name: 'Buka penilaian' }).click();
    await eventually(() => text(responsible)).toContain('isian yang perlu diperbaiki');
    await expectGood(responsible, 'a refused opening');
    await responsible.getByLabel('Nama').fill(NAME);
    await responsible.getByLabel('Survei Kepuasan Masyarakat').check();
    await responsible.locator('[name="self.from"]').fill('2026-11-01');
    await responsible.locator('[name="self.to"]').fill('2026-12-31');
    await responsible.getByRole('button', { name: 'Buka penilaian' }).click();
    await eventually(() => text(responsible)).toContain('Belum lengkap');
    const board = new URL(responsible.url()).pathname;
    await responsible.getByRole('link', { name: 'Bagi tugas' }).click();
    await responsible.getByLabel('Petugas', { exact: true }).selectOption({ index: 1 });
    await responsible.getByRole('checkbox').first().check();
    await responsible.getByRole('button', { name: 'Bagikan' }).click();
    await eventually(() => text(responsible)).toContain('1 indikator dibagikan.');
    await expectGood(responsible, 'sharing out');
    for (let n = 1; n <= 9; n++) {
      await responsible.goto(`${board}/${n}`);
      await responsible.getByLabel('Nilai', { exact: true }).fill(n === 1 ? '3,5' : '1');
      await responsible.getByLabel('Fakta').fill('Laporan SKM 2026 halaman 3.');
      await responsible.getByLabel('Analisis').fill('Rata-rata jawaban responden.');
      if (n === 1) {
        await responsible.getByRole('button', { name: 'Simpan', exact: true }).click();
        await responsible.getByRole('link', { name: 'Tambah bukti' }).click();
        await responsible.getByRole('link', { name: 'Tautan' }).click();
        await responsible.getByLabel('Alamat').fill('https://ponorogo.example/skm-2026');
        await responsible.getByRole('button', { name: 'Tambah bukti' }).click();
        await eventually(() => text(responsible)).toContain('ponorogo.example/skm-2026');
      }
      await ready(responsible);
      await eventually(() => text(responsible)).toContain('siap diperiksa');
      await responsible.getByRole('button', { name: 'Setujui' }).click();
      await eventually(() => text(responsible)).toContain('Jawaban disetujui.');
    }
  });

  it('the coordinator sends it with a code; it is sealed and its answers are locked', async () => {
    await coordinator.goto('/petugas/penilaian');
    await coordinator.getByRole('link', { name: NAME }).click();
    await expectGood(coordinator, 'the board of the coordinator');
    await coordinator.getByRole('link', { name: 'Kirim', exact: true }).click();
    await secondFactorAges((await accountOf('sekda')).account, 11);
    await coordinator.getByRole('button', { name: 'Kirim penilaian' }).click();
    await coordinator.getByLabel('Kode enam angka').waitFor();
    await expectGood(coordinator, 'the code for sending');
    await coordinator.getByLabel('Kode enam angka').fill((await demo()).recoveryCodes[5]!);
    await coordinator.getByRole('button', { name: 'Kirim penilaian' }).click();
    await eventually(() => text(coordinator)).toContain('Kiriman ke-1');
    expect(await text(coordinator)).toContain('Jawaban sudah dikirim');
    await coordinator.getByRole('link', { name: /^1 Persyaratan/ }).first().click();
    await eventually(() => text(coordinator)).toContain('terkirim');
    expect(await coordinator.getByLabel('Nilai', { exact: true }).count()).toBe(0);
  });
});
