import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { searchRegions, type RegionSearch } from './storage.ts';

const t = await createTestHouse();
const search = (query: string, over: Partial<RegionSearch> = {}) => searchRegions(t.house.db.lookUp, { query, level: 'village', limit: 12, ...over });

describe('searching a region while its name is typed', () => {
  it('puts names that begin with what was typed first, whatever the country holds besides', async () => {
    for (const typed of ['s', 'su', 'suk', 'sukor', 'sukorejo']) {
      const found = await search(typed);
      expect(found).toHaveLength(12);
      expect(found.every((region) => region.name.toLowerCase().startsWith(typed))).toBe(true);
    }
  });

  it('finds a village by a word in the middle of its name and by names above it', async () => {
    const pelem = await search('pelem', { limit: 50 });
    expect(pelem.some((region) => /\Wpelem/i.test(region.name) || /pelem/i.test(region.path))).toBe(true);
    const siman = await search('siman pono', { limit: 50 });
    expect(siman.length).toBeGreaterThan(10);
    expect(siman.every((region) => /\bsiman/i.test(`${region.name} ${region.path}`) && /\bpono/i.test(`${region.name} ${region.path}`))).toBe(true);
    expect((await search('jawa timur')).every(({ name, path }) => /\bjawa/i.test(`${name} ${path}`) && /\btimur/i.test(`${name} ${path}`))).toBe(true);
  });

  it('takes one or two letters as the beginning of words, too', async () => {
    const found = await search('s p');
    expect(found).toHaveLength(12);
    for (const { name, path } of found) expect(`${name} ${path}`.toLowerCase()).toMatch(/(^|\W)s.*/);
    // No village is called DK…; above it there is one.
    expect((await search('dk ja')).every((region) => /dki jakarta/i.test(region.path))).toBe(true);
  });

  it('stays below the code that it was given, in a regency and in a province', async () => {
    for (const within of ['35.02', '35.02.17', '35']) {
      for (const typed of ['', 's', 'sim', 'siman pono']) {
        const found = await search(typed, { within });
        expect(found.every((region) => region.code.startsWith(`${within}.`))).toBe(true);
        if (typed === '' || within !== '35.02.17') expect(found.length).toBeGreaterThan(0);
      }
    }
    expect((await search('siman', { within: '35.02', level: 'district' })).map((region) => region.name)).toEqual(['Siman']);
  });

  it('lists nothing twice and nothing for a word that does not exist', async () => {
    const found = await search('pono', { limit: 50 });
    expect(new Set(found.map((region) => region.code)).size).toBe(found.length);
    expect(await search('xqzv')).toEqual([]);
    expect(await search("'; drop table --", { limit: 5 })).toEqual([]);
  });
});
