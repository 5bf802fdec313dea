import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { main, text } from './support/complaints.ts';
import { eventually, expectGood } from './support/look.ts';
import { product, stage } from './support/stage.ts';

const again = Date.now() % 100_000;
const TITLE = `Evaluasi uji ${again}`;
const day = (n: number): string => new Date(Date.now() + 7 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
/** One phase after the other, of which `now` runs today. */
const PHASES = ['self', 'document', 'interview', 'final', 'objection', 'publication'] as const;
const plan = (now: (typeof PHASES)[number]) => PHASES.map((phase, at) => ({ phase, from: day((at - PHASES.indexOf(now)) * 10 - 5), to: day((at - PHASES.indexOf(now)) * 10 + 4) }));

describe('two assessors judge one institution, differ, agree, ask, and the review marks', () => {
  const { enter } = stage();
  let [galih, maria, organiser, reviewer]: Page[] = [];
  let campaign = '';

  const call = async <T>(page: Page, method: 'get' | 'post', path: string, data?: unknown): Promise<T> => {
    const answer = await page.request[method](`/api${path}`, { headers: { origin: product().url }, ...(data !== undefined && { data }) });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  /** The organiser moves the dates, so that another phase runs today. */
  const begin = async (phase: (typeof PHASES)[number]) => {
    const { seq } = await call<{ seq: number }>(organiser!, 'get', `/evaluasi/${campaign}`);
    await call(organiser!, 'post', `/evaluasi/${campaign}/ubah`, { seq, phases: plan(phase), reason: 'Jadwal dimajukan untuk uji.' });
  };
  const openDesk = async (page: Page) => {
    await page.goto('/petugas/evaluasi/meja');
    await main(page).getByRole('region', { name: TITLE }).getByRole('link', { name: 'Kabupaten Ponorogo', exact: true }).click();
  };
  const write = async (page: Page, more: { fakta?: string; analisis?: string; justifikasi?: string }) => {
    for (const [label, value] of [['Fakta', more.fakta], ['Analisis', more.analisis], ['Justifikasi hasil', more.justifikasi]] as const) if (value !== undefined) await page.getByLabel(label).fill(value);
  };

  beforeAll(async () => {
    [galih, maria, organiser, reviewer] = await Promise.all([enter('asesor.galih', { on: 'desk' }), enter('asesor.maria'), enter('penyelenggara', { on: 'desk' }), enter('reviu', { on: 'desk' })]);
    ({ id: campaign } = await call<{ id: string }>(organiser!, 'post', '/evaluasi', { title: TITLE, instrument: 'spbe-2020', year: 2026, mode: 'evaluasi', phases: plan('self') }));
    await call(organiser!, 'post', `/evaluasi/${campaign}/peserta`, { id: campaign, how: 'list', names: '35.02' });
    await call(organiser!, 'post', `/evaluasi/${campaign}/buka`, {});
    // Two claims come whole, with their texts and every criterion.
    const whole = (number: number) => (number === 5 || number === 6 ? ',Keputusan Bupati 188/45 Tahun 2025.,Memenuhi tingkat 3.,2.a 3.a,SK https://contoh.example/sk' : ',,,,');
    const levels = ['institution,number,level,fakta,analisis,kriteria,bukti', ...Array.from({ length: 47 }, (_, at) => `Kabupaten Ponorogo,${at + 1},3${whole(at + 1)}`)].join('\n');
    await call(organiser!, 'post', `/evaluasi/${campaign}/luring`, { fileName: 'tingkat.csv', content: Buffer.from(levels).toString('base64'), by: 'Diskominfo Ponorogo' });
    const { items } = await call<{ items: { account: string; name: string }[] }>(organiser!, 'get', '/evaluasi/asesor');
    const who = (part: string) => items.find(({ name }) => name.includes(part))!.account;
    const { rows } = await call<{ rows: { id: string }[] }>(organiser!, 'get', `/evaluasi/${campaign}/papan`);
    await call(organiser!, 'post', `/evaluasi/${campaign}/penugasan`, { places: [['first', who('Galih')], ['second', who('Maria')], ['reviewer', who('Yohanes')]].map(([role, account]) => ({ participant: rows[0]!.id, role, account })) });
    await begin('document');
  });

  it('the first assessor lowers a claim with the keyboard; what is missing is said, and nothing typed is lost', async () => {
    await galih!.goto('/petugas/evaluasi/meja');
    expect(await text(galih!)).toContain('0 dari 47 dinilai');
    await expectGood(galih!, 'the desk');
    await openDesk(galih!);
    await eventually(() => text(galih!)).toContain('Klaim instansi: tingkat 3');
    await galih!.keyboard.press('2');
    await write(galih!, { fakta: 'Perbup 12 Tahun 2024 pasal 4.', analisis: 'Baru mengatur sebagian domain.' });
    await galih!.getByRole('button', { name: 'Simpan putusan' }).click();
    await eventually(() => text(galih!)).toContain('Tulis justifikasinya');
    expect(await galih!.getByLabel('Fakta').inputValue()).toBe('Perbup 12 Tahun 2024 pasal 4.');
    expect(await galih!.getByRole('radio', { name: /^2/ }).isChecked()).toBe(true);
    await expectGood(galih!, 'a refused verdict');
    await write(galih!, { justifikasi: 'Dua domain arsitektur belum diatur.' });
    await galih!.getByRole('button', { name: 'Simpan putusan' }).click();
    await eventually(() => text(galih!)).toContain('Indikator 1 disimpan: tingkat 2.');
    expect(galih!.url()).toContain('/2?');
    await expectGood(galih!, 'the next indicator');
  });

  it('asks the institution with a deadline, and lowers another', async () => {
    await galih!.getByText('Tanyakan kepada instansi').click();
    await galih!.getByLabel('Pertanyaan', { exact: true }).fill('Mohon notula reviu peta rencana tahun 2025.');
    await galih!.getByLabel('Dijawab sebelum').fill(day(5));
    await galih!.getByRole('button', { name: 'Kirim pertanyaan' }).click();
    await eventually(() => text(galih!)).toContain('menunggu jawaban');
    await write(galih!, { fakta: 'Peta rencana 2024.', analisis: 'Memenuhi tingkat 3.' });
    await galih!.getByRole('button', { name: 'Simpan putusan' }).click();
    await eventually(() => text(galih!)).toContain('Indikator 2 disimpan: tingkat 3.');
    await galih!.goto('/petugas/evaluasi/meja');
    await eventually(() => text(galih!)).toContain('1 pertanyaan menunggu jawaban');
  });

  it('accepts two whole claims together, once both were opened', async () => {
    await openDesk(galih!);
    const desk = new URL(galih!.url()).pathname.split('/').slice(0, 5).join('/');
    for (const number of [5, 6]) {
      await galih!.goto(`${desk}/${number}`);
      await eventually(() => text(galih!)).toContain('Keputusan Bupati 188/45 Tahun 2025.');
    }
    await galih!.goto(`${desk}?saring=sekaligus`);
    for (const number of [5, 6]) await galih!.getByRole('checkbox', { name: `Pilih indikator ${number}`, exact: true }).check({ force: true });
    await expectGood(galih!, 'claims to accept together');
    await galih!.getByRole('button', { name: 'Terima klaim' }).click();
    await eventually(() => text(galih!)).toContain('2 klaim diterima apa adanya.');
  });

  it('the second assessor, on a phone, judges without seeing the first', async () => {
    await openDesk(maria!);
    await eventually(() => text(maria!)).toContain('Sudah menilai. Tampil setelah Anda memberi putusan.');
    expect(await text(maria!)).not.toContain('Dua domain arsitektur');
    await expectGood(maria!, 'the split view on a phone');
    await write(maria!, { fakta: 'Perbup 12 Tahun 2024, seluruh lampiran.', analisis: 'Semua domain diatur.' });
    await maria!.getByRole('button', { name: 'Simpan putusan' }).click();
    await eventually(() => text(maria!)).toContain('Indikator 1 disimpan: tingkat 3.');
    await maria!.goto(`/petugas/evaluasi/meja/beda?putaran=${campaign}`);
    expect(await text(maria!)).toContain('kedua asesor menilai tanpa saling melihat');
  });

  it('at the interview the difference is shown, one moves, and it is settled', async () => {
    await begin('interview');
    await galih!.goto(`/petugas/evaluasi/meja/beda?putaran=${campaign}`);
    await eventually(() => text(galih!)).toContain('Dua domain arsitektur belum diatur.');
    await expectGood(galih!, 'differences');
    await main(galih!).getByRole('link', { name: /Kabupaten Ponorogo: 1\./ }).click();
    await eventually(() => text(galih!)).toContain('Semua domain diatur.');
    await galih!.getByRole('radio', { name: /^3/ }).check({ force: true });
    await galih!.getByRole('button', { name: 'Simpan putusan' }).click();
    await eventually(() => text(galih!)).toContain('Indikator 1 disimpan: tingkat 3.');
    await galih!.goto(`/petugas/evaluasi/meja/beda?putaran=${campaign}`);
    await eventually(() => text(galih!)).toContain('Tidak ada perbedaan');
    await galih!.goto(`/petugas/evaluasi/meja/kalibrasi?putaran=${campaign}&nomor=1`);
    await eventually(() => text(galih!)).toContain('Kabupaten Ponorogo');
    await expectGood(galih!, 'calibration');
  });

  it('the review marks one as valid and sends one back', async () => {
    await begin('final');
    await openDesk(reviewer!);
    await eventually(() => text(reviewer!)).toContain('Reviu yang dipilih');
    await expectGood(reviewer!, 'the review');
    await reviewer!.getByLabel('Pilih indikator 1', { exact: true }).check();
    await reviewer!.getByRole('button', { name: 'Nyatakan Valid' }).click();
    await eventually(() => text(reviewer!)).toContain('1 indikator ditandai.');
    await reviewer!.getByLabel('Pilih indikator 2', { exact: true }).check();
    await reviewer!.getByText('Tidak Valid', { exact: true }).click();
    await reviewer!.getByLabel('Yang tidak valid dan mengapa').fill('Asesor kedua belum menilai.');
    await reviewer!.getByRole('button', { name: 'Kembalikan ke asesor' }).click();
    await eventually(() => text(reviewer!)).toContain('Asesor kedua belum menilai.');
    await galih!.goto('/petugas/evaluasi/meja');
    await eventually(() => text(galih!)).toContain('1 dikembalikan');
  });
});
