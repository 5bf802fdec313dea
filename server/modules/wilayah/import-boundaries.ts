import type { Database } from '../../platform/db/database.ts';
import { orRefuse, refuse } from '../../platform/kernel/refusal.ts';
import { readBoundaries } from '../../engines/map/read-boundaries.ts';
import { upsertBoundaries } from './boundary-storage.ts';

export interface ImportReport {
  imported: number;
  /** By level: how many outlines. */
  levels: Record<string, number>;
  /** Codes that the list of regions does not know; left out. */
  unknown: string[];
  /** Parts of the file without a code; left out. */
  without: number;
}

const LEVELS: Record<number, string> = { 2: 'province', 5: 'regency', 8: 'district', 13: 'village' };
/** As many corners as travel in one statement. */
const AT_ONCE = 400;

/** Takes the outlines of a file, all or none; a region that has one already gets the new one. Refuses as `readBoundaries`. */
export async function importBoundaries(db: Database, json: unknown, at: Date, key?: string): Promise<ImportReport> {
  const { boundaries, without } = orRefuse(readBoundaries(json, key));
  const unknown: string[] = [];
  await db.asOwner(async (tx) => {
    for (let i = 0; i < boundaries.length; i += AT_ONCE) unknown.push(...(await upsertBoundaries(tx, boundaries.slice(i, i + AT_ONCE), at)));
    if (unknown.length === boundaries.length) orRefuse(refuse('wilayah.foreign-boundaries', { codes: unknown.slice(0, 5).join(', ') }));
  });
  const left = new Set(unknown);
  const levels: Record<string, number> = {};
  for (const { code } of boundaries) if (!left.has(code)) levels[LEVELS[code.length]!] = (levels[LEVELS[code.length]!] ?? 0) + 1;
  return { imported: boundaries.length - unknown.length, levels, unknown, without };
}
