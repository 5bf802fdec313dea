import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { main, text } from './support/complaints.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

const WORDS = `Menetapkan kebijakan audit TIK ${Date.now() % 100_000}`;

describe('an outcome and what becomes of it: the responsible reads it and gives a recommendation to a unit', () => {
  const { enter } = stage();
  let responsible: Page;

  beforeAll(async () => {
    responsible = await enter('pj.spbe', { on: 'desk' });
  });

  it('the outcome has index, parts with a radar, findings, and a report that opens', async () => {
    await responsible.goto('/petugas/penilaian');
    await main(responsible).getByRole('link', { name: /^Evaluasi SPBE .*simulasi/ }).first().click();
    await responsible.getByRole('link', { name: 'Baca hasilnya' }).click();
    await eventually(() => text(responsible)).toContain('Hasil akhir');
    expect(await responsible.getByRole('img', { name: /Radar nilai aspek/ }).count()).toBe(1);
    expect(await text(responsible)).toContain('Pelaksanaan Audit Infrastruktur SPBE');
    expect(await text(responsible)).toContain('tidak dapat disanggah lagi');
    await expectGood(responsible, 'the outcome');
    const address = await responsible.getByRole('link', { name: /Unduh laporan/ }).getAttribute('href');
    const report = await responsible.request.get(address!);
    expect((await report.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('four recommendations are with named agencies, one of them late', async () => {
    await responsible.getByRole('link', { name: /Tindak lanjut 4 rekomendasi/ }).click();
    await eventually(() => text(responsible)).toContain('Inspektorat');
    expect(await main(responsible).getByText('Terlambat', { exact: true }).count()).toBeGreaterThan(0);
    await expectGood(responsible, 'the follow-up of all units');
    const csv = await responsible.request.get((await responsible.getByRole('link', { name: 'Unduh CSV' }).getAttribute('href'))!);
    expect(await csv.text()).toContain('Terlambat');
  });

  it('one of an earlier year is written down and given to a unit; what lacks stands at its field', async () => {
    await responsible.getByRole('link', { name: 'Catat rekomendasi tahun lalu' }).click();
    await responsible.getByRole('button', { name: 'Simpan' }).click();
    await eventually(() => text(responsible)).toContain('isian yang perlu diperbaiki');
    await expectGood(responsible, 'a refused recommendation');
    await responsible.getByLabel('Laporan').fill('Laporan Hasil Evaluasi SPBE 2023');
    await responsible.getByLabel('Tahun penilaian').fill('2023');
    await responsible.getByLabel('Rekomendasi', { exact: true }).fill(WORDS);
    await responsible.getByRole('button', { name: 'Simpan' }).click();
    await eventually(() => text(responsible)).toContain('belum diserahkan');
    await responsible.getByLabel('Unit pelaksana').selectOption({ label: 'Inspektorat' });
    await responsible.getByLabel('Batas waktu').fill('2027-06-30');
    await responsible.getByRole('button', { name: 'Serahkan' }).click();
    await eventually(() => text(responsible)).toContain('Diserahkan kepada Inspektorat.');
    await expectGood(responsible, 'a recommendation that was given');
  });
});
