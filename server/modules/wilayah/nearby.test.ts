import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { searchRegions, type RegionSearch } from './storage.ts';

const t = await createTestHouse();
const search = (over: Partial<RegionSearch>) => searchRegions(t.house.db.lookUp, { query: '', level: 'village', limit: 12, ...over });
const get = async (url: string) => (await t.app.inject({ url, headers: { host: 'ponorogo.test' } })).json() as { items: { code: string; name: string; metres: number }[] };

describe('the own regency first', () => {
  it.each(['s', 'su', 'sukorejo', 'pelem'])('for "%s", then the country, nothing twice', async (query) => {
    const found = await search({ query, near: '35.02', limit: 50 });
    const own = (await search({ query, within: '35.02', limit: 50 })).length;
    expect(found.slice(0, own).every((region) => region.code.startsWith('35.02.'))).toBe(true);
    expect(found.slice(own).some((region) => region.code.startsWith('35.02.'))).toBe(false);
    expect(new Set(found.map((region) => region.code)).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(0);
  });

  it('still finds what lies elsewhere, and takes a village of the regency for the regency', async () => {
    expect((await search({ query: 'kuta bali', near: '35.02.16.2004' })).every((region) => /bali/i.test(region.path))).toBe(true);
    expect((await search({ query: 'japan', near: '35.02.16.2004' }))[0]).toMatchObject({ code: '35.02.16.2004' });
  });
});

describe('the nearest villages', () => {
  it('are told with their distance, the nearest first', async () => {
    const { items } = await get('/api/wilayah/terdekat?lat=-7.8656&lng=111.4620');
    expect(items).toHaveLength(5);
    expect(items.every((region) => region.code.startsWith('35.02.'))).toBe(true);
    expect(items.map((region) => region.metres)).toEqual(items.map((region) => region.metres).toSorted((a, b) => a - b));
    expect(items[0]!.metres).toBeLessThan(2000);
  });

  it('are none at sea and beyond the country, and a position must be one', async () => {
    expect((await get('/api/wilayah/terdekat?lat=-20&lng=90')).items).toEqual([]);
    expect((await t.app.inject({ url: '/api/wilayah/terdekat?lat=95&lng=1', headers: { host: 'ponorogo.test' } })).statusCode).toBe(422);
  });
});
