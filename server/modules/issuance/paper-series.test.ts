import { describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { insertDesk, officer, portOf, usahaOrder, type Desk } from './issuance.testing.ts';

const t = await createTestHouse({ background: false });
t.clock.set('2026-03-10T03:00:00Z');
const SERIES = 'surat_keterangan';
const api = (viewer: Viewer | null) => (t.api.forPages(t.context(viewer)) as unknown as Api).issuance;
const key = (desk: Desk) => ({ unit: desk.unitId, series: SERIES, year: 2026 });
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const scanOf = async (viewer: Viewer) => (await storeUpload(t.context(viewer), 'halaman.png', PNG, viewer.accountId)).id;
const refusal = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => {
  if (error instanceof Refused) return error.refusal.code;
  return (error as { problem?: { code?: string } }).problem?.code ?? Promise.reject(error as Error);
});
const numberIt = async (desk: Desk) => {
  const order = await usahaOrder(t, desk, { letterDate: '2026-03-10' });
  return (await inTenant(t.context(), (tx) => portOf(t).number(tx, order))).number;
};
const csv = (...lines: string[]) => ({ fileName: 'register.csv', content: Buffer.from(['No Urut;Nomor Surat;Tgl Surat;Perihal;Kepada;Ditandatangani', ...lines].join('\n')).toString('base64') });

describe('a series of outgoing numbers opens where the paper register stands', () => {
  it('goes on after it, takes over what was used without renumbering, and lists what is missing', async () => {
    const desk = await insertDesk(t, { code: 'KERTAS' });
    const admin = officer(t, desk, ['administrator']);
    const open = async (number: number, more: Record<string, unknown> = {}) => api(admin).openSeries({ unit: desk.unitId, series: SERIES, number, day: '2026-03-09', scan: await scanOf(admin), ...more });
    expect(await refusal(api(admin).startSeriesImport({ ...key(desk), ...csv('1;;5-1-2026;Undangan;;') }))).toBe('issuance.unknown-series');
    expect(await open(40)).toEqual({ unit: desk.unitId, series: SERIES, year: 2026, next: 41 });
    expect(await numberIt(desk)).toBe('500.3/41/KERTAS/III/2026');
    expect(await refusal(open(41))).toBe('issuance.series-past');
    expect(await refusal(open(50, { day: '2026-03-11' }))).toBe('issuance.opening-day');
    expect(await refusal(open(50, { pattern: '{kode}/x' }))).toBe('issuance.opening-pattern');
    expect(await refusal(open(50, { scan: '018f0000-0000-7000-8000-000000000000' }))).toBe('issuance.upload-unknown');
    expect(await refusal(open(50, { unit: '018f0000-0000-7000-8000-000000000000' }))).toBe('issuance.opening-unit');
    const { id } = await api(admin).startSeriesImport({ ...key(desk), ...csv('1;500.3/1/KERTAS/I/2026;5-1-2026;Undangan rapat;Camat;Sutrisno', '2;;06/01/2026;Laporan bulanan;;', '2.a;;06/01/2026;Laporan susulan;;', '2;;7-1-2026;Kembar;;', '41;;10-3-2026;Sudah dipakai;;', '45;;9-3-2026;Di atas;;', '3;;31-02-2026;Tanggal salah;;', ';;5-1-2026;Tanpa nomor;;') });
    const before = await api(admin).previewSeriesImport({ id });
    expect(before).toMatchObject({ missing: [], counts: { rows: 8, added: 3, refused: 5 } });
    expect(before.rows.flatMap((one) => one.reasons)).toEqual(['Nomor 2 sudah ada di baris 3.', 'Nomor 41 sudah dipakai atau dicadangkan di sini.', expect.stringContaining('di atas nomor terakhir register kertas (40)'), expect.stringContaining('31-02-2026'), 'Nomor urut kosong.']);
    expect(await api(admin).takeSeriesImport({ id, version: before.version })).toEqual({ added: 3, changed: 0, unchanged: 0, refused: 5 });
    const series = await api(admin).numberSeries(key(desk));
    expect(series).toMatchObject({ last: 41, gaps: [], opened: 40, paper: 3, paperMissing: [{ from: 3, to: 40 }], reserved: [], openings: [{ number: 40, by: 'SUTRISNO HADI' }] });
    const again = await api(admin).startSeriesImport({ ...key(desk), ...csv('2;;06/01/2026;Laporan bulanan;;') });
    expect((await api(admin).previewSeriesImport(again)).counts).toMatchObject({ added: 0, unchanged: 1 });
    expect(await numberIt(desk)).toBe('500.3/42/KERTAS/III/2026');
    expect((await t.app.inject({ url: series.openings[0]!.scan.url, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
  });
  it('lends blocks that no letter gets, records what was used in them, and closes the rest', async () => {
    const desk = await insertDesk(t, { code: 'BLOK' });
    const admin = officer(t, desk, ['administrator']);
    await numberIt(desk);
    const lend = (holder: string) => api(admin).lendNumbers({ ...key(desk), count: 4, holder, until: '2026-03-31' });
    const [blocks, numbers] = await Promise.all([Promise.all([lend('Desa Gupolo'), lend('Loket keliling')]), Promise.all([numberIt(desk), numberIt(desk)])]);
    const all = [...blocks.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)), ...numbers.map((one) => Number(one.split('/')[1]))];
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => i + 2));
    const [block] = blocks;
    const { id } = await api(admin).startSeriesImport({ ...key(desk), ...csv(`${block!.first};;10-3-2026;Pengantar KTP;;Kades`, '99;;10-3-2026;Di luar;;') });
    const { version, counts } = await api(admin).previewSeriesImport({ id });
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    await api(admin).takeSeriesImport({ id, version });
    const closed = await api(admin).closeBlock({ block: block!.block, reason: 'Register desa dikembalikan.' });
    expect(closed).toEqual({ first: block!.first, last: block!.last, unused: 3 });
    expect(await refusal(api(admin).closeBlock({ block: block!.block, reason: 'Register desa dikembalikan.' }))).toBe('issuance.reserved-closed');
    const series = await api(admin).numberSeries(key(desk));
    expect(series.gaps).toEqual([]);
    expect(series.blocks.find((one) => one.block === block!.block)).toMatchObject({ holder: 'Desa Gupolo', used: 1, held: 0, unused: 3 });
  });
  it('belongs to the administrator', async () => {
    const desk = await insertDesk(t);
    await numberIt(desk);
    for (const viewer of [null, officer(t, desk, ['signer']), officer(t, desk, ['letter-clerk'])]) {
      expect(await refusal(api(viewer).openSeries({ unit: desk.unitId, series: SERIES, number: 9, day: '2026-03-09', scan: desk.unitId }))).toMatch(/^request\.not-/);
      expect(await refusal(api(viewer).lendNumbers({ ...key(desk), count: 1, holder: 'Desa', until: '2026-03-31' }))).toMatch(/^request\.not-/);
      expect(await refusal(api(viewer).closeBlock({ block: desk.unitId, reason: 'Register dikembalikan.' }))).toMatch(/^request\.not-/);
      expect(await refusal(api(viewer).startSeriesImport({ ...key(desk), ...csv('1;;5-1-2026;Undangan;;') }))).toMatch(/^request\.not-/);
    }
  });
});
