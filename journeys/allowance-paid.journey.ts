import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
interface Slip {
  gross: number;
  net: number;
  segments: { lines: { id: string; amount: number; effect: string }[] }[];
  lines: { amount: number; effect: string }[];
}

describe('an allowance is computed, checked by two, handed to the payroll, and read by its owner line by line', () => {
  const { enter } = stage();
  let staff: Page;
  let payroll: Page;
  let agency: Page;
  let month: string;
  let run: string;

  it('its owner reads each line with its calculation and law, on a phone, and prints it', async () => {
    staff = await enter('staf.dpmptsp');
    await staff.goto('/petugas/tpp');
    const link = main(staff).getByRole('link', { name: /20\d\d$/ }).first();
    month = (await link.getAttribute('href'))!.slice(-7);
    await link.click();
    await eventually(() => text(staff)).toContain('TPP dasar kelas jabatan');
    await expectGood(staff, 'one slip');
    const said = await text(staff);
    for (const words of ['Kepmendagri 900-4700/2020', 'Bagian produktivitas', 'Dibayarkan', '× 0,7 ×']) expect(said).toContain(words);
    const slip = (await (await staff.request.get(`/api/tpp/saya/${month}`)).json()) as Slip;
    const sum = (lines: Slip['lines']) => lines.reduce((total, line) => total + (line.effect === 'add' ? line.amount : line.effect === 'subtract' ? -line.amount : 0), 0);
    expect(slip.segments.reduce((total, part) => total + sum(part.lines), 0)).toBe(slip.gross);
    expect(slip.gross + sum(slip.lines)).toBe(slip.net);
    expect((await (await staff.request.get(`/api/tpp/saya/${month}/slip`)).body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('who is not of the payroll sees no list, computes nothing, and reads nobody else’s slip', async () => {
    expect((await staff.goto('/kelola/tpp'))!.status()).toBe(403);
    expect((await staff.request.post('/api/tpp/daftar', { data: { month } })).status()).toBe(403);
    expect((await staff.request.get('/api/tpp/koreksi')).status()).toBe(403);
  });

  it('the payroll officer computes an agency whose recap is locked, with somebody who moved in the middle of the month, and declares it checked', async () => {
    payroll = await enter('gaji', { on: 'desk' });
    await payroll.goto('/kelola/tpp');
    await expectGood(payroll, 'payments of a month');
    await main(payroll).getByRole('button', { name: 'Hitung Kecamatan Siman' }).click();
    await eventually(() => text(payroll)).toContain('orang dihitung');
    await main(payroll).getByRole('link', { name: 'Kecamatan Siman' }).click();
    await eventually(() => main(payroll).getByRole('heading', { level: 1 }).textContent()).toBe('TPP Kecamatan Siman');
    run = new URL(payroll.url()).pathname;
    // He may not hand over what nobody approved, nor approve what he checked.
    expect(await main(payroll).getByRole('button', { name: /Serahkan|Setujui/ }).count()).toBe(0);
    await main(payroll).getByRole('button', { name: 'Nyatakan sudah diperiksa' }).click();
    await eventually(() => text(payroll)).toContain('diperiksa');
    expect(await main(payroll).getByRole('button', { name: /Serahkan|Setujui/ }).count()).toBe(0);
    const { version } = ((await (await payroll.request.get(`/api/tpp/daftar/${run.split('/').at(-1)}`)).json()) as { run: { version: number } }).run;
    expect((await payroll.request.post(`/api/tpp/daftar/${run.split('/').at(-1)}/setujui`, { data: { version } })).status()).toBe(403);
  });

  it('the personnel agency approves, the payroll takes the file, and after that only a correction changes anything', async () => {
    agency = await enter('kepegawaian');
    await agency.goto(run);
    await expectGood(agency, 'a payment that waits for approval');
    await main(agency).getByRole('button', { name: 'Setujui daftar bayar' }).click();
    await eventually(() => text(agency)).toContain('disetujui');
    await payroll.reload();
    const [file] = await Promise.all([payroll.waitForEvent('download'), main(payroll).getByRole('button', { name: 'Serahkan ke penggajian (XLSX)' }).click()]);
    expect((await bytesOf(file)).subarray(0, 2).toString()).toBe('PK');
    expect(file.suggestedFilename()).toMatch(/^tpp-\d{4}-\d\d-.*\.xlsx$/);
    await payroll.reload();
    expect(await main(payroll).getByRole('button', { name: 'Unduh lagi (XLSX)' }).count()).toBe(1);
    expect(await main(payroll).getByRole('link', { name: 'Kembalikan ke draf' }).count()).toBe(0);
  });

  it('a decree that came late stands as a correction with its name; rules are tried on what was paid before they are changed', async () => {
    await payroll.goto('/kelola/tpp/koreksi');
    expect(await text(payroll)).toMatch(/Keputusan Bupati tentang Kelas Jabatan/);
    await payroll.goto(`/kelola/tpp/koreksi?bulan=${month}`);
    await eventually(() => text(payroll)).toMatch(/Tidak ada selisih|Jadikan koreksi/);
    await agency.goto('/kelola/tpp/simulasi');
    await main(agency).getByLabel('Bobot produktivitas').fill('0,5');
    await main(agency).getByLabel('Bobot disiplin').fill('0,5');
    await main(agency).getByRole('button', { name: 'Hitung simulasi' }).click();
    await eventually(() => text(agency)).toMatch(/orang naik/);
    await expectGood(agency, 'a simulation');
    expect(await text(agency)).toMatch(/Diubah: Bobot produktivitas/);
    await main(agency).getByLabel('Bobot disiplin').fill('setengah');
    await main(agency).getByRole('button', { name: 'Hitung simulasi' }).click();
    await eventually(() => text(agency)).toContain('tidak terbaca');
    expect(await main(agency).getByLabel('Bobot disiplin').inputValue()).toBe('setengah');
  });
});
