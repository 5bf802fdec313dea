import { readFileSync } from 'node:fs';
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

/** PostgreSQL says in the fifth line of its lock where its socket is. */
const socketFolder = (folder: string): string => readFileSync(join(folder, 'db', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[4]!;
