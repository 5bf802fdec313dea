import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

const NEW = 'Surat dari desa atau kelurahan yang menerangkan usaha Anda, untuk kredit, bantuan, atau rekening.';

describe('an administrator keeps the house', () => {
  const { enter, stranger } = stage();
  let fajar: Page;
  const say = () => fajar.getByRole('main').innerText();

  it('finds a unit, its posts and its people in the tree', async () => {
    fajar = await enter('admin', { on: 'desk' });
    await fajar.goto('/kelola/organisasi');
    await fajar.getByRole('searchbox', { name: /Cari unit/ }).fill('ronowijayan');
    await fajar.keyboard.press('Enter');
    await fajar.getByRole('main').getByRole('link', { name: /Kelurahan Ronowijayan/ }).first().click();
    await eventually(() => heading(fajar).textContent()).toContain('Kelurahan Ronowijayan');
    expect(await say()).toContain('Purwoko');
    await fajar.goto('/kelola/organisasi?cari=kjqxz');
    expect(await say()).toContain('Tidak ada yang cocok');
  });

  it('is told the line of a mistake in a definition, and keeps what was typed', async () => {
    await fajar.goto('/kelola/layanan');
    await fajar.getByRole('link', { name: 'Surat Keterangan Usaha' }).click();
    await fajar.getByRole('link', { name: 'Ubah sebagai teks' }).click();
    const source = fajar.getByLabel('Naskah definisi (YAML)');
    const before = await source.inputValue();
    const wrong = before.replace('type: date, label: Tanggal surat pengantar', 'type: tanggal, label: Tanggal surat pengantar');
    expect(wrong).not.toBe(before);
    await source.fill(wrong);
    await fajar.getByRole('button', { name: 'Periksa', exact: true }).click();
    await eventually(say).toMatch(/hal perlu diperbaiki/);
    const line = wrong.split('\n').findIndex((text) => text.includes('type: tanggal')) + 1;
    expect(await say()).toContain(`baris ${line}`);
    expect(await source.inputValue()).toContain('type: tanggal');
    await expectGood(fajar, 'definition with a mistake');
  });

  it('corrects it, changes a sentence, saves a draft and reads what changed', async () => {
    const source = fajar.getByLabel('Naskah definisi (YAML)');
    await source.fill((await source.inputValue()).replace('type: tanggal', 'type: date').replace(/^summary: .*$/m, `summary: ${NEW}`));
    await fajar.getByRole('button', { name: 'Periksa', exact: true }).click();
    await eventually(say).toContain('Definisi dapat dipakai');
    await fajar.getByRole('button', { name: 'Simpan sebagai versi baru' }).click();
    await eventually(() => heading(fajar).textContent()).toBe('Surat Keterangan Usaha, versi 2');
    expect(await say()).toMatch(/1 perubahan dari versi 1/);
    await expectGood(fajar, 'draft of a service');
    const citizen = await stranger();
    await citizen.goto('/layanan/surat-keterangan-usaha');
    expect(await citizen.getByRole('main').innerText(), 'a draft is not yet public').not.toContain(NEW);
  });

  it('publishes it, and citizens read the new sentence', async () => {
    await fajar.getByRole('button', { name: 'Terbitkan versi 2' }).click();
    await eventually(say).toContain('Sudah terbit');
    const citizen = await stranger();
    await citizen.goto('/layanan/surat-keterangan-usaha');
    expect(await citizen.getByRole('main').innerText()).toContain(NEW);
  });

  it('plans a local holiday, sees which deadlines it would move, and drops the plan', async () => {
    await fajar.goto('/kelola/kalender');
    await fajar.getByRole('main').getByRole('listitem').getByRole('link').first().click();
    const form = fajar.locator('form[action="?/libur"]');
    await form.getByLabel('Tanggal').fill('2026-11-20');
    await form.getByLabel('Nama').fill('Grebeg Suro susulan');
    await form.getByRole('button', { name: 'Tambah ke konsep' }).click();
    await eventually(say).toContain('Ada konsep yang belum diterbitkan');
    expect(await say()).toContain('Grebeg Suro susulan');
    await fajar.getByRole('link', { name: 'Lihat akibatnya' }).click();
    await eventually(say).toMatch(/batas waktu/i);
    await expectGood(fajar, 'consequences of a calendar');
    await fajar.goBack();
    await fajar.getByRole('button', { name: 'Buang konsep' }).click();
    await eventually(say).not.toContain('Grebeg Suro susulan');
  });

  it('finds the publication in the audit trail', async () => {
    await fajar.goto('/kelola/jejak');
    await fajar.getByLabel(/^Tindakan/).selectOption('Layanan');
    await fajar.getByRole('button', { name: 'Cari jejak' }).click();
    await eventually(say).toMatch(/Layanan diterbitkan\s+layanan\.published/);
    expect(await say()).toContain('Fajar Nugroho');
  });

  it('sees jobs, registers and a sample of every letter on every paper', async () => {
    await fajar.goto('/kelola/pekerjaan');
    await eventually(() => heading(fajar).textContent()).toMatch(/Pekerjaan/);
    await fajar.goto('/kelola/seri');
    expect(await say()).toMatch(/\/DPMPTSP\/XI\/2026/);
    await fajar.goto('/kelola/templat');
    const samples = await fajar.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '').filter((href) => href.includes('/contoh?')));
    expect(samples.length).toBeGreaterThan(5);
    for (const sample of samples) {
      const response = await fajar.request.get(sample);
      expect(response.status(), sample).toBe(200);
      expect((await response.body()).subarray(0, 5).toString(), sample).toBe('%PDF-');
    }
  });
});
