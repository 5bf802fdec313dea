import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from './embedded.ts';

/** Closed for everybody but its owner, as `mkdtemp` makes it. */
const closed = mkdtempSync(join(tmpdir(), 'pendopo-closed-'));
const root = join(closed, 'db');
const base = `/var/lib/pendopo/${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
afterAll(() => {
  rmSync(closed, { recursive: true, force: true });
  rmSync(base, { recursive: true, force: true });
});

describe.runIf(process.getuid?.() === 0)('a folder that only root may enter', () => {
  it('keeps the database elsewhere, with programs that do not lead back into the closed folder', async () => {
    const said: string[] = [];
    const postgres = await startEmbeddedPostgres({ root, volatile: true, say: (sentence) => said.push(sentence) });
    try {
      const client = new pg.Client(postgres.superuser);
      await client.connect();
      expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
      await client.end();
    } finally {
      await postgres.stop();
    }
    expect(said.join(' ')).toContain(base);
    const [copied] = readdirSync(base).filter((name) => name.startsWith('postgres-'));
    const libraries = join(base, copied!, 'lib');
    const links = readdirSync(libraries).map((name) => join(libraries, name)).filter((file) => lstatSync(file).isSymbolicLink());
    expect(links.length).toBeGreaterThan(0);
    expect(links.map((link) => readlinkSync(link)).filter((target) => isAbsolute(target))).toEqual([]);
  });

  it('starts anew when the data folder was removed, and keeps the old database out of the way', async () => {
    rmSync(root, { recursive: true });
    const said: string[] = [];
    await (await startEmbeddedPostgres({ root, volatile: true, say: (sentence) => said.push(sentence) })).stop();
    expect(said.join(' ')).toContain('pgdata-lama-');
    expect(readdirSync(base).filter((name) => name.startsWith('pgdata'))).toHaveLength(2);
    await (await startEmbeddedPostgres({ root, volatile: true })).stop();
    expect(readdirSync(base).filter((name) => name.startsWith('pgdata'))).toHaveLength(2);
  });
});
