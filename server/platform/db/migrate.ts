import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { sql } from './sql.ts';

export interface MigrationSource {
  /** Name of the module; also the name of its schema. */
  module: string;
  directory: string;
}

/** A session knows the settings of pg_trgm once it has used it; before that a function that sets one may not be made. */
const LOAD_SEARCH = sql`do $$ begin if exists (select from pg_extension where extname = 'pg_trgm') then perform public.similarity('', ''); end if; end $$`;

/**
 * Runs the numbered `.sql` files that this database has not seen, module by module, each in its own transaction.
 * Two starters cannot collide: the list is locked while it runs. A file that changed after it ran is an error.
 */
export async function migrate(database: Database, sources: MigrationSource[]): Promise<{ ran: string[] }> {
  const ran: string[] = [];
  await database.asOwner(async (tx) => {
    await tx.run(sql`create schema if not exists platform`);
    await tx.run(sql`create table if not exists platform.migration (
      module text not null, file text not null, sha256 text not null, ran_at timestamptz(3) not null default now(),
      constraint migration_pk primary key (module, file))`);
  });
  // A start that finds nothing new asks once, not once for each file; a file that it does not know is asked again under the lock.
  const before = new Map((await database.asOwner((tx) => tx.many<{ file: string; sha256: string }>(sql`select module || '/' || file as file, sha256 from platform.migration`))).map(({ file, sha256 }) => [file, sha256]));
  for (const source of sources) {
    const files = (await readdir(source.directory).catch(() => [] as string[])).filter((f) => f.endsWith('.sql')).sort();
    for (const file of files) {
      const text = await readFile(join(source.directory, file), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      if (before.get(`${source.module}/${file}`) === sha256) continue;
      await database.asOwner(async (tx) => {
        await tx.run(sql`lock table platform.migration in exclusive mode`);
        const known = await tx.maybe<{ sha256: string }>(
          sql`select sha256 from platform.migration where module = ${source.module} and file = ${file}`,
        );
        if (known) {
          if (known.sha256 !== sha256) throw new Error(`Migration ${source.module}/${file} was edited after it had run here. Restore it and write a new one.`);
          return;
        }
        await tx.run(LOAD_SEARCH);
        await tx.run({ text, values: [] });
        await tx.run(sql`insert into platform.migration (module, file, sha256) values (${source.module}, ${file}, ${sha256})`);
        ran.push(`${source.module}/${file}`);
      });
    }
  }
  return { ran };
}
