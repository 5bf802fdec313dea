import { describe, expect, it } from 'vitest';
import { metresToRoad, namesRoad, ownerOf, roadKey, type Road } from './a-road-has-an-owner.ts';
import { meaningOf, positionOf, readLaporRow, trackingNumber } from './read-a-lapor-row.ts';
import { readLine, statusOf } from './read-a-road-row.ts';
import { haversine } from './reports-nearby-are-similar.ts';
import { answerFileName, minutesAfter, toldSince } from './what-the-nation-is-told.ts';
import type { Action } from './report-state.ts';

describe('a line of a list from LAPOR!', () => {
  const read = (values: Record<string, string>) => readLaporRow({ line: 2, values: { number: '7123456', day: '2026-02-23', body: 'Jalan rusak parah.', ...values } }, { now: new Date('2026-03-02T02:00:00Z'), zone: 'WIB' });
  it.each([['#7123456', '7123456'], [' lapor 712 ', 'LAPOR712'], ['# 71', '71']])('the number %s is %s', (typed, number) => expect(trackingNumber(typed)).toBe(number));
  it.each([['', 'open'], ['Belum Ditindaklanjuti', 'open'], ['Belum selesai', 'open'], ['Proses', 'open'], ['Tertunda', 'open'], ['Selesai', 'resolved'], ['SELESAI (ditutup sistem)', 'resolved'], ['Arsip', 'archived'], ['Laporan diarsipkan', 'archived'], ['Entah', undefined]])('the status "%s" means %s', (status, means) => expect(meaningOf(status)).toBe(means));
  it('says all that is wrong at once', () => expect(read({ number: '', day: '31/02/2026', body: '' })).toEqual({ reasons: ['Nomor pelacakan kosong. Nomor itu menjaga agar laporan tidak tercatat dua kali.', 'Tanggal laporan "31/02/2026" tidak terbaca. Tulis 2026-01-31 atau 31-01-2026.', 'Isi laporan kosong.'] }));
  it('a day to come is no day of a report', () => expect(read({ day: '2026-03-03' })).toEqual({ reasons: ['Tanggal laporan belum terjadi.'] }));
  it('a secret one is not for the public, a closing before the beginning is none', () => {
    expect(read({ privacy: 'Rahasia', status: 'Selesai', closed: '2026-02-01' })).toMatchObject({ row: { isPublic: false, means: 'resolved', title: 'Jalan rusak parah' } });
    expect((read({ status: 'Selesai', closed: '2026-02-01' }) as { row: { closedAt?: Date } }).row.closedAt).toBeUndefined();
  });
  it.each([['-7,8651; 111,4696', { lat: -7.8651, lng: 111.4696 }], ['(-7.8651, 111.4696)', { lat: -7.8651, lng: 111.4696 }], ['', undefined], ['111.4, -7.8', null], ['utara', null]])('the position "%s"', (text, at) => expect(positionOf(text)).toEqual(at));
});

describe('roads', () => {
  const road = (id: string, name: string, line: Road['line'] = null): Road => ({ id, name, nameKey: roadKey(name), status: 'national', owner: 'Balai', legalBasis: '', district: '', line, example: false });
  const east: Road['line'] = [[[111.4, -7.87], [111.5, -7.87]]];
  it('the distance to the line is that of the sphere to its nearest place', () => {
    const at = { lat: -7.8691, lng: 111.45 };
    expect(metresToRoad(at, east!)).toBeCloseTo(haversine(at, { lat: -7.87, lng: 111.45 }), 1);
    // Beyond the end it is the end.
    expect(metresToRoad({ lat: -7.87, lng: 111.501 }, east!)).toBeCloseTo(haversine({ lat: -7.87, lng: 111.501 }, { lat: -7.87, lng: 111.5 }), 3);
    expect(metresToRoad(at, [])).toBe(Infinity);
    expect(metresToRoad({ lat: -7.86, lng: 111.4 }, [[[111.4, -7.87]]])).toBeCloseTo(1111.9, 0);
  });
  it.each([['Jl. Jend. Sudirman', 'jenderal sudirman'], ['JALAN  JENDERAL SUDIRMAN', 'jenderal sudirman'], ['Ruas Jalan Ponorogo–Trenggalek', 'ponorogo trenggalek'], ['Jalan', '']])('%s is kept as "%s"', (name, key) => expect(roadKey(name)).toBe(key));
  it.each([
    ['Lubang di Jl. Jend Sudirman, dekat pasar', 'jenderal sudirman', true], ['di jalan raya menur', 'menur', true], ['bunga menur', 'menur', false], ['di jalan menuran', 'menur', false], ['ruas Ponorogo - Trenggalek km 5', 'ponorogo trenggalek', true],
    ['bus Ponorogo Trenggalek', 'ponorogo trenggalek', true], ['pasar legi', 'pasar legi', false], ['', 'menur', false],
  ])('"%s" names %s: %s', (text, key, named) => expect(namesRoad(text, key)).toBe(named));
  it('a name goes before nearness, but not when that road is far away', () => {
    const near = road('a', 'Jalan Dekat Sekali', east);
    const far = road('b', 'Jalan Menur', [[[111.9, -7.87], [111.95, -7.87]]]);
    const position = { lat: -7.87, lng: 111.45 };
    expect(ownerOf({ text: 'lubang di jalan menur', position }, [near, far], 40)).toMatchObject({ road: { id: 'a' }, metres: 0, named: false });
    expect(ownerOf({ text: 'lubang di jalan menur' }, [near, far], 40)).toMatchObject({ road: { id: 'b' }, named: true });
    expect(ownerOf({ text: 'lubang', position: { lat: -7.8, lng: 111.45 } }, [near, far], 40)).toBeUndefined();
  });
  it.each([['Nasional', 'national'], ['jalan provinsi', 'provincial'], ['Kota', 'regency'], ['Desa', 'village'], ['tol', undefined]])('the status %s', (text, status) => expect(statusOf(text)).toBe(status));
  it('lines come as GeoJSON or WKT; others say what to do', () => {
    expect(readLine('{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[111.4,-7.9],[111.5,-7.9]],[[111.6,-7.9],[111.7,-7.9]]]}}')).toHaveLength(2);
    expect(readLine('MULTILINESTRING Z ((111.4 -7.9 3, 111.5 -7.9 3),(111.6 -7.9 1, 111.7 -7.9 1))')).toEqual([[[111.4, -7.9], [111.5, -7.9]], [[111.6, -7.9], [111.7, -7.9]]]);
    for (const text of ['POINT(111 -7)', '{"type":"Polygon","coordinates":[]}', '{', 'LINESTRING()', 'LINESTRING(a b)']) expect(readLine(text), text).toMatchObject({ reason: expect.stringContaining('Garis tidak terbaca') });
    expect(readLine(`LINESTRING(${Array.from({ length: 5001 }, () => '111 -7').join(',')})`)).toMatchObject({ reason: expect.stringContaining('5.000 titik') });
  });
});

describe('what the nation is told', () => {
  const action = (a: Record<string, unknown>) => ({ at: '2026-03-02T02:00:00Z', by: { kind: 'system' }, ...a }) as unknown as Action;
  it('answers and what else the reporter reads, not verification, disposition or drafts', () => {
    const history = [action({ kind: 'submit' }), action({ kind: 'verify' }), action({ kind: 'dispose', lead: 'x', supporting: [] }), action({ kind: 'draft-answer', outcome: 'resolved' }), action({ kind: 'publish-answer', outcome: 'resolved', draft: 4, words: { text: 'Sudah.' } })].map((one, i) => ({ seq: i + 1, action: one }));
    expect(toldSince(history, 0)).toEqual([{ seq: 5, status: 'resolved', title: 'Selesai ditangani', text: 'Sudah.', at: '2026-03-02T02:00:00Z', fileSeqs: [5, 4] }]);
    expect(toldSince(history, 5)).toEqual([]);
  });
  it('only what goes to its administrators is "returned"', () => {
    const status = (party: string) => toldSince([{ seq: 2, action: action({ kind: 'forward', hop: { to: 'x', party, at: '' }, words: { reason: 'r' } }) }], 1)[0]!.status;
    expect([status('lapor'), status('pln')]).toEqual(['returned', 'in-progress']);
  });
  it('files are recognised by their names, waiting doubles up to an hour', () => {
    expect(answerFileName('LAPOR/712', 2, 'IMG 1.JPG')).toBe('LAPOR-712 jawaban 2.jpg');
    expect([1, 2, 3, 7, 50].map(minutesAfter)).toEqual([1, 2, 4, 60, 60]);
  });
});
