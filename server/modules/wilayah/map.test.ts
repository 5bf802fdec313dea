import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../platform/request/context.ts';
import { part } from '../../platform/house.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Located, WilayahPort } from './contract.ts';
import { importBoundaries } from './import-boundaries.ts';
import { tilesOf } from './map-tiles.ts';

const t = await createTestHouse();
const ask = (url: string) => t.app.inject({ url, headers: { host: 'ponorogo.test' } });
const locate = async (lat: number, lng: number) => (await ask(`/api/wilayah/letak?lat=${lat}&lng=${lng}`)).json() as Located;
const minutes = (n: number) => t.clock.set(new Date(t.house.clock.now().getTime() + n * 60_000));
const port = () => part<WilayahPort<Context>>(t.house, 'wilayah');

/** A village drawn as a square around a place. */
const village = (id: string, lat: number, lng: number, half: number) => ({
  type: 'Feature', id, geometry: { type: 'Polygon', coordinates: [[[lng - half, lat - half], [lng + half, lat - half], [lng + half, lat + half], [lng - half, lat + half], [lng - half, lat - half]]] },
});
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features });

describe('the ground of a map', () => {
  it('shows the own regency without being told, as a picture that may be kept', async () => {
    const answer = await ask('/api/wilayah/peta.svg');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(answer.headers['cache-control']).toContain('public');
    for (const name of ['Ngebel', 'Slahung', 'Jambon']) expect(answer.body).toContain(`>${name}</text>`);
    const packed = await t.app.inject({ url: '/api/wilayah/peta.svg?lebar=760&tinggi=380', headers: { host: 'ponorogo.test', 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.rawPayload.length, 'a page to read has 45 KB for everything').toBeLessThan(6_000);
    expect(gunzipSync(packed.rawPayload).toString()).toContain('>Ngebel</text>');
  });

  it('is another for another institution, and goes where it is told', async () => {
    expect((await t.app.inject({ url: '/api/wilayah/peta.svg', headers: { host: 'sumenep.test' } })).body).not.toContain('Ngebel');
    expect((await ask('/api/wilayah/peta.svg?pada=-7.8651,111.4696,13.5&titik=-7.8651,111.4696')).body).toContain('class="c"');
    expect((await ask('/api/wilayah/peta.svg?pada=-2,118,4.5&lebar=1200&tinggi=600')).body.length).toBeLessThan(120_000);
  });

  it.each(['pada=x', 'pada=-7.8,111.4', 'lebar=99999', 'tinggi=-1', 'wilayah=abc', 'titik=9', "titik=1,2'"])('refuses %s', async (query) => {
    expect((await ask(`/api/wilayah/peta.svg?${query}`)).statusCode).toBe(422);
  });

  it('has a view for a region, for one without villages known, and for none', async () => {
    const view = async (query: string) => (await ask(`/api/wilayah/peta?${query}`)).json() as { lat: number; lng: number; zoom: number };
    const regency = await view('region=35.02');
    expect(Math.hypot(regency.lat + 7.93, regency.lng - 111.5)).toBeLessThan(0.2);
    expect((await view('region=35.02.17')).zoom).toBeGreaterThan(regency.zoom + 1);
    expect((await view('region=99.99')).zoom).toBe((await view('')).zoom);
  });
});

describe('where a position lies', () => {
  it('is told by the nearest centre, as what it is', async () => {
    const found = await locate(-7.8656, 111.462);
    expect(found.by).toBe('centre');
    expect(found.village?.code).toMatch(/^35\.02\./);
    expect(found.text).toMatch(/^Perkiraan: (Desa|Kelurahan) .+ dari titik tengahnya\)$/);
    expect(await locate(-20, 90)).toMatchObject({ by: 'none', text: expect.stringContaining('Tidak ada desa') });
    expect((await ask('/api/wilayah/letak?lat=x&lng=1')).statusCode).toBe(422);
  });

  it('by the outline of its district: only among the villages of that one', async () => {
    const near = (await locate(-7.8656, 111.462)).village!.code;
    const other = near.startsWith('35.02.18') ? '35.02.17' : '35.02.18';
    await importBoundaries(t.house.db, collection(village(other, -7.8656, 111.462, 0.001)), new Date('2026-11-20T00:00:00Z'));
    expect((await locate(-7.8656, 111.462)).village!.code, 'known within a minute, not at once').toBe(near);
    minutes(2);
    expect(await locate(-7.8656, 111.462)).toMatchObject({ by: 'centre', village: { code: expect.stringMatching(new RegExp(`^${other}\\.`)) } });
  });

  it('by its own outline, also where another centre is nearer, and inside an open transaction', async () => {
    const report = await importBoundaries(t.house.db, collection(village('35.02.01.2001', -7.8656, 111.462, 0.01), village('99.01.01.2001', 1, 1, 0.1), { type: 'Feature', geometry: null }), new Date('2026-11-20T01:00:00Z'));
    expect(report).toEqual({ imported: 1, levels: { village: 1 }, unknown: ['99.01.01.2001'], without: 1 });
    minutes(2);
    expect(await locate(-7.8656, 111.462)).toMatchObject({ by: 'boundary', village: { code: '35.02.01.2001' }, text: expect.stringMatching(/^Di dalam Desa /) });
    const inside = await t.house.db.inTenant(t.instansi, (tx) => port().locate({ lat: -7.8656, lng: 111.462 }, { ...t.context(), tx }));
    expect(inside.by).toBe('boundary');
  });

  it('refuses a file without a single known region, and changes nothing', async () => {
    await expect(importBoundaries(t.house.db, collection(village('99.01', 1, 1, 1)), new Date())).rejects.toMatchObject({ refusal: { code: 'wilayah.foreign-boundaries' } });
  });

  it('draws the outlines and fills the own region after the import', async () => {
    await importBoundaries(t.house.db, collection(village('35.02', -7.95, 111.5, 0.2)), new Date('2026-11-20T02:00:00Z'));
    minutes(2);
    const { body } = await ask('/api/wilayah/peta.svg');
    expect(body).toContain('<path class="o"');
    expect(body).toContain('<path class="regency"');
  });
});

describe('a tile server', () => {
  it('lends its squares to the picture; without an answer the map is drawn', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      if (request.url!.includes('/9/')) response.writeHead(500).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2, 3]));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const tiles = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{z}/{x}/{y}.png`;
    const size = { width: 320, height: 320 };
    const squares = await tilesOf({ tiles }, { lat: -7.8651, lng: 111.4696, zoom: 12 }, size);
    expect(asked[0]).toMatch(/^\/12\/331\d\/213\d\.png$/);
    expect(squares!.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...squares!.map(({ x }) => x))).toBeLessThanOrEqual(0);
    expect(Math.max(...squares!.map(({ x, size: side }) => x + side))).toBeGreaterThanOrEqual(320);
    const before = asked.length;
    await tilesOf({ tiles }, { lat: -7.8651, lng: 111.4696, zoom: 12 }, size);
    expect(asked.length, 'kept').toBe(before);
    expect(await tilesOf({ tiles }, { lat: -7.8651, lng: 111.4696, zoom: 9 }, size)).toBeUndefined();
    expect(await tilesOf({}, { lat: -7.8651, lng: 111.4696, zoom: 9 }, size)).toBeUndefined();
    server.close();
  });
});
