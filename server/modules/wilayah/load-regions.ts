import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { csvRows } from '../../engines/sheets/csv-rows.ts';
import type { Database } from '../../platform/db/database.ts';
import { countRegions, insertRegions, settleRegions, type NewRegion } from './storage.ts';

/**
 * Fills the reference table from the npm package `idn-area-data` (Kepmendagri codes; data under ODbL, its notice is in
 * docs/NOTICE.md): 38 provinces, 514 regencies and cities, 7,277 districts, 83,763 villages. Does nothing when filled.
 */
export async function loadRegions(database: Database): Promise<number> {
  if ((await database.outsideTenant(countRegions)) > 0) return 0;
  const rows = await readRegions();
  await database.asOwner(async (tx) => {
    for (let i = 0; i < rows.length; i += 10_000) await insertRegions(tx, rows.slice(i, i + 10_000));
    await settleRegions(tx);
  });
  return rows.length;
}

async function readRegions(): Promise<NewRegion[]> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('idn-area-data')), '..');
  const read = async (file: string) => csvRows(await readFile(join(await dataFolder(folder), file), 'utf8'), ',')!.slice(1).map(({ cells }) => cells);
  const rows = new Map<string, NewRegion>();
  const files = [['provinces.csv', 'province'], ['regencies.csv', 'regency'], ['districts.csv', 'district'], ['villages.csv', 'village']] as const;
  for (const [file, level] of files) {
    for (const fields of await read(file)) {
      const code = fields[0]!;
      const name = fields.at(-1)!;
      const parent = level === 'province' ? null : fields[1]!;
      const above = parent === null ? undefined : rows.get(parent);
      const path = above ? (above.path ? `${above.name}, ${above.path}` : above.name) : '';
      rows.set(code, { code, level, name, parent, path });
    }
  }
  return [...rows.values()];
}

async function dataFolder(start: string): Promise<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'data');
    if (await readFile(join(candidate, 'provinces.csv')).then(() => true, () => false)) return candidate;
    if (folder === dirname(folder)) throw new Error('idn-area-data has no data folder');
  }
}
