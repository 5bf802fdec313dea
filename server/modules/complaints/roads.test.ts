import { beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '../../engines/sheets/write-sheet.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, HERE, pothole, type Cast } from './complaints.testing.ts';

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
const admin = () => as(t, c.administrator);
const list = (rows: string[][]) => writeCsv(['Nama Ruas', 'Status Jalan', 'Pengelola', 'SK', 'Kecamatan', 'Geometri', 'Titik Awal', 'Titik Akhir'].map((heading) => ({ heading })), rows);
async function take(rows: string[][]) {
  const { id } = await admin().startRoadImport({ fileName: 'jalan.csv', content: list(rows) });
  const preview = await admin().previewRoadImport({ id, limit: 200 });
  return { preview, end: await admin().takeRoadImport({ id, version: preview.version }) };
}
const NATIONAL = ['Jl. Raya Ponorogo – Trenggalek', 'Nasional', 'BBPJN Jawa Timur–Bali', 'Kepmen PU (contoh)', '', `LINESTRING(${HERE.lng - 0.02} ${HERE.lat}, ${HERE.lng + 0.02} ${HERE.lat})`, '', ''];
const roadOf = async (report: Record<string, unknown>) => (await as(t, c.coordinator).getCase({ id: (await as(t).submit(pothole(report))).id })).road;

describe('roads and their owners', () => {
  it('are imported with lines, points or a bare name; what is wrong is named; nothing comes twice', async () => {
    const { preview, end } = await take([NATIONAL, ['Jalan Soekarno-Hatta', 'provinsi', '', '', '', '{"type":"LineString","coordinates":[[111.40,-7.90],[111.41,-7.91]]}', '', ''], ['Jalan Menur', 'Kabupaten', '', 'SK Bupati (contoh)', 'Ponorogo', '', '-7,8600; 111,4600', '-7,8610; 111,4700'],
      ['Jalan Poros Desa', 'desa', '', '', 'Siman', '', '', ''], ['Jalan X', 'tol', '', '', '', '', '', ''], ['Jalan Rusak Garis', 'nasional', '', '', '', 'LINESTRING(1 2, 3 4)', '', ''], NATIONAL]);
    expect(end).toEqual({ added: 4, changed: 0, unchanged: 0, refused: 3 });
    expect(preview.rows.filter(({ verdict }) => verdict === 'refused').map(({ reasons }) => reasons[0])).toEqual([expect.stringContaining('terlalu pendek'), expect.stringContaining('di luar Indonesia'), 'Ruas ini sudah ada di baris 2. Bedakan dengan kecamatannya.']);
    expect((await take([NATIONAL])).end).toEqual({ added: 0, changed: 0, unchanged: 1, refused: 0 });
    const moved = await take([NATIONAL.with(1, 'Provinsi')]);
    expect(moved.preview.rows[0]!.notes).toContain('Status berubah: Jalan nasional → Jalan provinsi.');
    expect(moved.end).toMatchObject({ changed: 1 });
    await take([NATIONAL]);
    const { items, total } = await admin().listRoads({ query: 'trenggalek' });
    expect(total).toBe(4);
    expect(items).toEqual([expect.objectContaining({ status: 'national', owner: 'BBPJN Jawa Timur–Bali', hasLine: true, example: false })]);
  });

  it('propose the owner with the reason, near the line or by name, and only for road categories', async () => {
    expect(await roadOf({})).toEqual({
      name: 'Jl. Raya Ponorogo – Trenggalek', status: 'national', statusText: 'Jalan nasional', owner: 'BBPJN Jawa Timur–Bali', why: 'titiknya 0 m dari ruas itu', legalBasis: 'Kepmen PU (contoh)', example: false,
      forward: { party: 'national-road', name: 'BBPJN Jawa Timur–Bali', reason: 'Jl. Raya Ponorogo – Trenggalek berstatus jalan nasional (Kepmen PU (contoh)); penyelenggaranya BBPJN Jawa Timur–Bali.' },
    });
    expect(await roadOf({ lat: HERE.lat + 0.0003 })).toMatchObject({ status: 'national', why: 'titiknya 33 m dari ruas itu' });
    expect(await roadOf({ lat: HERE.lat + 0.0005 }), '56 m away').toBeUndefined();
    expect(await roadOf({ lat: undefined, lng: undefined, body: 'Jl. Menur berlubang besar dekat sekolah.' })).toMatchObject({ status: 'regency', why: 'tulisannya menyebut Jalan Menur' });
    expect((await roadOf({ lat: undefined, lng: undefined, body: 'Jalan Menur berlubang lagi di ujung timur.' }))!.forward, 'our own is not forwarded').toBeUndefined();
    expect(await roadOf({ category: 'SAMPAH' })).toBeUndefined();
    expect(await roadOf({ lat: undefined, lng: undefined, body: 'Pot bunga menur di taman rusak, jalan setapak.' })).toBeUndefined();
  });

  it('the distance and the categories are the administrator\'s to set', async () => {
    const { version, categories } = await admin().getRoadSettings({});
    await admin().saveRoadSettings({ metres: 100, categories: [...categories, 'SAMPAH'], version });
    expect(await roadOf({ lat: HERE.lat + 0.0005, category: 'SAMPAH' })).toMatchObject({ why: 'titiknya 56 m dari ruas itu' });
    expect(await codeOf(admin().saveRoadSettings({ metres: 100, categories, version }))).toBe('request.changed-meanwhile');
    expect(await codeOf(admin().saveRoadSettings({ metres: 100, categories: ['TIDAK-ADA'], version: version + 1 }))).toBe('complaints.no-such-category');
    expect(await codeOf(admin().saveRoadSettings({ metres: 1, categories, version: version + 1 }))).toBe('request.invalid');
  });

  it('are set by the administrator only, and stay behind the wall', async () => {
    for (const viewer of [c.coordinator, c.liaison, c.citizen]) {
      expect(await codeOf(as(t, viewer).listRoads({})), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).startRoadImport({ fileName: 'x.csv', content: list([NATIONAL]) })), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).saveRoadSettings({ metres: 50, categories: [], version: 1 })), viewer.name).toBe('request.not-allowed');
      expect(await codeOf(as(t, viewer).deleteExampleRoads({})), viewer.name).toBe('request.not-allowed');
    }
    const far = await castOf(t, t.other);
    const { items } = await admin().listRoads({});
    expect((await as(t, far.administrator, t.other).listRoads({})).items).toEqual([]);
    expect(await codeOf(as(t, far.administrator, t.other).deleteRoad({ id: items[0]!.id }))).toBe('request.not-found');
    await admin().deleteRoad({ id: items[0]!.id });
    expect((await admin().listRoads({})).total).toBe(3);
    expect(await admin().deleteExampleRoads({})).toEqual({ deleted: 0 });
  });
});
