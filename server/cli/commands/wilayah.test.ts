import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { createTestHouse } from '../../testing/house.ts';
import { main } from '../main.ts';

const t = await createTestHouse();
const folder = mkdtempSync(join(tmpdir(), 'pendopo-cli-'));
const outside: Record<string, string | undefined> = {};
const urlOf = (pool: pg.Pool): string => {
  const { user, password, database, host, port } = pool.options;
  return `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
};

beforeAll(() => {
  for (const [name, value] of Object.entries({ DATABASE_URL: urlOf(t.house.db.appPool), DATABASE_ADMIN_URL: urlOf(t.house.db.ownerPool), DATABASE_INGEST_URL: urlOf(t.house.db.ingestPool), PENDOPO_VAR: folder })) {
    outside[name] = process.env[name];
    process.env[name] = value;
  }
});
afterAll(() => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function run(content: string, ...more: string[]): Promise<{ code: number; out: string; said: string }> {
  const file = join(folder, 'batas.json');
  writeFileSync(file, content);
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(['wilayah', 'import-boundaries', file, ...more], { out: (text) => out.push(text), say: (text) => said.push(text), now: () => new Date('2026-11-20T03:00:00Z') });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
const square = (code: string) => ({ type: 'Feature', properties: { KODE_DESA: code }, geometry: { type: 'Polygon', coordinates: [[[111.4, -7.9], [111.5, -7.9], [111.5, -7.8], [111.4, -7.9]]] } });
const file = (...codes: string[]) => JSON.stringify({ type: 'FeatureCollection', features: codes.map(square) });
const stored = () => t.house.db.asOwner((tx) => tx.many<{ code: string; level: string }>(sql`select code, level from wilayah.boundary order by code`));

describe('pendopo wilayah import-boundaries', () => {
  it('takes the outlines of known regions and names the others; again gives the same', async () => {
    for (const _ of [1, 2]) {
      const answer = await run(file('35.02.01.2001', '35.02', '99.99'));
      expect(answer.code).toBe(0);
      expect(JSON.parse(answer.out)).toEqual({ imported: 2, levels: { village: 1, regency: 1 }, unknown: ['99.99'], without: 0 });
      expect(answer.said).toContain('99.99');
      expect(await stored()).toEqual([{ code: '35.02', level: 'regency' }, { code: '35.02.01.2001', level: 'village' }]);
    }
  });

  it.each([
    ['half a file', '{"type":"FeatureCollection"', 'bukan JSON yang utuh'],
    ['something else', '{"nama":"peta"}', 'bukan GeoJSON atau TopoJSON'],
    ['codes of another list', file('99.01', '99.02'), 'kode wilayah Kemendagri'],
    ['no codes', JSON.stringify({ type: 'FeatureCollection', features: [{ ...square('x'), properties: { NAMA: 'Siman' } }] }), 'kolom yang ada: NAMA'],
  ])('refuses %s with a sentence, and changes nothing', async (_, content, sentence) => {
    const before = await stored();
    const answer = await run(content);
    expect(answer.code).toBe(2);
    expect(answer.said).toContain(sentence);
    expect(await stored()).toEqual(before);
  });
});
