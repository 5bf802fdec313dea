import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { accountOf, stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
const press = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name }).first().click();
// Each run brings a campaign of its own: the stories share one demonstration.
const title = `Uji putaran ${Date.now() % 1_000_000}`;

async function fillPhases(page: Page, days: [string, string, string][]): Promise<void> {
  for (const [phase, from, to] of days) {
    await page.locator(`[id="${phase}.from"]`).fill(from);
    await page.locator(`[id="${phase}.to"]`).fill(to);
  }
}

describe('an organiser opens an assessment', () => {
  const { enter } = stage();
  let organiser: Page;
  let board: string;
  beforeAll(async () => {
    organiser = await enter('penyelenggara', { script: false });
  });

  it('makes a campaign on the phone without script; dates that overlap are said at the dates', async () => {
    await organiser.goto('/petugas/evaluasi');
    await main(organiser).getByRole('link', { name: 'Buat putaran' }).click();
    await organiser.getByLabel('Nama putaran').fill(title);
    await organiser.getByLabel('Instrumen').selectOption('spbe-2020');
    await organiser.getByLabel('Tahun').fill('2026');
    await fillPhases(organiser, [['self', '2026-11-01', '2026-11-30'], ['document', '2026-11-30', '2026-12-20'], ['interview', '2027-01-04', '2027-01-15'], ['final', '2027-01-18', '2027-01-29']]);
    await press(organiser, 'Simpan rancangan');
    expect(await text(organiser)).toContain('Penilaian dokumen harus dimulai sesudah penilaian mandiri selesai');
    await fillPhases(organiser, [['document', '2026-12-01', '2026-12-20']]);
    await press(organiser, 'Simpan rancangan');
    expect(await heading(organiser).textContent()).toBe('Peserta');
  });

  it('adds participants by name; a name that is not clear is said with its line and adds nobody', async () => {
    await organiser.getByLabel('Daftar nama di bawah').check();
    await organiser.getByLabel('Nama instansi').fill('Kab. Ponorogo\nKota Surabayaa');
    await press(organiser, 'Tambahkan');
    expect(await text(organiser)).toContain('Baris 2:');
    await organiser.getByLabel('Nama instansi').fill('Kab. Ponorogo\nKota Surabaya\n35.73');
    await press(organiser, 'Tambahkan');
    expect(await text(organiser)).toContain('3 instansi ditambahkan');
    await main(organiser).getByRole('link', { name: 'Ke papan kemajuan' }).click();
    board = new URL(organiser.url()).pathname;
    await press(organiser, 'Buka putaran');
    expect(await text(organiser)).toContain('1 instansi di sini diberi tahu');
    expect(await text(organiser)).toContain('Penilaian mandiri sampai Sen 30 Nov');
  });

  it('reminds who works here, once a day', async () => {
    await organiser.goto(board);
    await press(organiser, 'Ingatkan Kabupaten Ponorogo');
    expect(await text(organiser)).toContain('Kabupaten Ponorogo diingatkan.');
    await organiser.goto(board);
    expect(await main(organiser).getByRole('button', { name: /Ingatkan/ }).count()).toBe(0);
  });

  it('shares the work evenly, and nobody gets the city they come from, not even by a form that was tampered with', async () => {
    const desk = await enter('penyelenggara', { on: 'desk' });
    await desk.goto(`${board}/penugasan?usul=ya`);
    expect(await text(desk)).toContain('usulan');
    await expectGood(desk, 'a proposal of assignments');
    await press(desk, 'Isi semua dengan bagi rata');
    await eventually(() => text(desk)).toContain('8 tempat diisi; 1 tetap kosong karena tidak ada yang boleh');
    const second = desk.getByLabel('Asesor kedua untuk Kota Surabaya');
    const maria = (await accountOf('asesor.maria')).account;
    const barred = second.locator(`option[value="${maria}"]`);
    expect(await barred.isDisabled()).toBe(true);
    expect(await barred.textContent()).toContain('(tidak boleh)');
    await barred.evaluate((option) => option.removeAttribute('disabled'));
    await second.selectOption(maria);
    await press(desk, 'Simpan penugasan');
    await eventually(() => text(desk)).toContain('tidak boleh menilai Kota Surabaya: menyatakan dirinya bagian dari instansi ini');
    await expectGood(desk, 'a refused assignment');
  });

  it('an assessor hears of it, and opens neither the board nor the list', async () => {
    const galih = await enter('asesor.galih');
    await eventually(async () => {
      await galih.goto('/kotak-masuk');
      return text(galih);
    }).toContain(title);
    for (const address of ['/petugas/evaluasi', board, `${board}/penugasan`]) expect((await galih.goto(address))?.status()).toBe(403);
    await galih.goto('/petugas/evaluasi/kepentingan');
    expect(await galih.getByLabel('Instansi dan wilayah').inputValue()).toBe('Provinsi Jawa Tengah');
  });
});
