import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { product } from './stage.ts';

/** What a story cannot wait for: makes the second factor of an account's sessions older, in the database of the product. */
export async function secondFactorAges(account: string, minutes: number): Promise<void> {
  await asOwner((client) => client.query(`update identity.session set second_factor_at = second_factor_at - make_interval(mins => $2) where account = $1`, [account, minutes]));
}

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { folder } = product();
  const { owner } = JSON.parse(readFileSync(join(folder, 'db-roles.json'), 'utf8')) as { owner: string };
  const client = new pg.Client({ host: socketFolder(folder), database: 'pendopo', user: 'pendopo_owner', password: owner });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** PostgreSQL says in the fifth line of its lock where its socket is. Below a folder that only root may enter, its data lie elsewhere (server/platform/postgres/embedded.ts). */
function socketFolder(folder: string): string {
  const root = join(folder, 'db');
  const elsewhere = join('/var/lib/pendopo', createHash('sha256').update(root).digest('hex').slice(0, 16));
  const lock = [root, elsewhere].map((base) => join(base, 'pgdata', 'postmaster.pid')).find((file) => existsSync(file))!;
  return readFileSync(lock, 'utf8').split('\n')[4]!;
}
