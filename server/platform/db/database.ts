import pg from 'pg';
import { isUuid } from '../kernel/ids.ts';
import type { Statement } from './sql.ts';

// Chapters: types · pools · transactions · how PostgreSQL's values arrive

/** What storage functions are given. All of it runs inside one transaction. */
export interface Tx {
  /** All rows. */
  many<Row>(statement: Statement): Promise<Row[]>;
  /** The only row; throws when there is none or more than one. */
  one<Row>(statement: Statement): Promise<Row>;
  /** The row, or undefined. */
  maybe<Row>(statement: Statement): Promise<Row | undefined>;
  /** Number of rows touched. */
  run(statement: Statement): Promise<number>;
}

export interface Database {
  /** Transaction of the application role inside the tenant wall: sees rows of `instansi` only. */
  inTenant<T>(instansi: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Transaction of the application role without a tenant: installation tables and definer functions only. */
  outsideTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement of the application role without a tenant; for the pre-tenant look-ups on the hot path. */
  lookUp<Row>(statement: Statement): Promise<Row[]>;
  /** Transaction of the owner: migrations, sealer, relay. Never on behalf of a request. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly ownerPool: pg.Pool;
  readonly appPool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseUrls {
  app: pg.PoolConfig;
  owner: pg.PoolConfig;
}

const parsers = new Map<number, (text: string) => unknown>([
  // A `date` as JavaScript Date becomes the day before in WIB; a calendar day is text here.
  [1082, (text) => text],
  // int8: counts and rupiah; beyond 2^53 a silent loss would be worse than a stop.
  [20, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond 2^53: ${text}`);
    return value;
  }],
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

function pool(config: pg.PoolConfig, max: number): pg.Pool {
  const made = new pg.Pool({ ...config, max, types, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle must not end the process; the next query gets a fresh one.
  made.on('error', () => {});
  made.on('connect', (client) => client.on('error', () => {}));
  return made;
}

function txOn(client: pg.PoolClient): Tx {
  const query = async (statement: Statement) => await client.query(statement as pg.QueryConfig);
  return {
    many: async <Row>(statement: Statement) => (await query(statement)).rows as Row[],
    one: async <Row>(statement: Statement) => {
      const { rows } = await query(statement);
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text.slice(0, 120)}`);
      return rows[0] as Row;
    },
    maybe: async <Row>(statement: Statement) => (await query(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
  };
}

async function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(txOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    // A failed rollback means a broken connection: it is closed instead of reused.
    await client.query('rollback').catch((e: Error) => {
      broken = e;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

export function openDatabase(urls: DatabaseUrls, sizes: { app?: number; owner?: number } = {}): Database {
  const appPool = pool(urls.app, sizes.app ?? 10);
  const ownerPool = pool(urls.owner, sizes.owner ?? 6);
  return {
    appPool,
    ownerPool,
    inTenant: (instansi, work) => {
      // The literal goes into the text (Citus forwards `set local`, not set_config()), so it must be a uuid.
      if (!isUuid(instansi)) throw new Error('inTenant needs the uuid of an instansi');
      return transaction(appPool, `begin; set local app.instansi = '${instansi}'`, work);
    },
    outsideTenant: (work) => transaction(appPool, 'begin', work),
    lookUp: async <Row>(statement: Statement) => (await appPool.query(statement as pg.QueryConfig)).rows as Row[],
    asOwner: (work) => transaction(ownerPool, 'begin', work),
    close: async () => {
      await Promise.all([appPool.end(), ownerPool.end()]);
    },
  };
}
