import type { Duplex } from 'node:stream';
import pg from 'pg';
import { isUuid } from '../kernel/ids.ts';
import { openForgetting, type Forgetting } from './forgetting.ts';
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
  /**
   * The statement after which nothing follows: it travels together with the commit. Where somebody else opened the
   * transaction (`inner` > 0) it is a statement like any other.
   */
  last(statement: Statement): Promise<number>;
  /** A write fails. */
  isReadOnly: boolean;
  /** How many services have joined this transaction since it was opened. */
  inner: number;
}

export interface Database {
  /** Transaction of the application role inside the tenant wall: sees rows of `instansi` only. */
  inTenant<T>(instansi: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same for work that only reads: statements asked side by side are a read-only transaction of their own, which
   * travels whole, its end included. What is asked afterwards sees what was committed meanwhile, as within `inTenant`.
   */
  readTenant<T>(instansi: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Transaction of the application role without a tenant: installation tables and definer functions only. */
  outsideTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement of the application role without a tenant; for the pre-tenant look-ups on the hot path. */
  lookUp<Row>(statement: Statement): Promise<Row[]>;
  /** Transaction of the owner: migrations, sealer, jobs. Never on behalf of a request. */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for what is done again when its last moments are lost in a crash: its commit does not wait for the disk. */
  inBackground<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement of the writer of check-ins, durable when it answers: `attendance` only. */
  ingest<Row>(statement: Statement): Promise<Row[]>;
  /** What other processes say about what is kept in memory. */
  readonly forgetting: Forgetting;
  readonly ownerPool: pg.Pool;
  readonly backgroundPool: pg.Pool;
  readonly appPool: pg.Pool;
  readonly ingestPool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseUrls {
  app: pg.PoolConfig;
  owner: pg.PoolConfig;
  /** May add check-ins and nothing else. */
  ingest: pg.PoolConfig;
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

/** Understood by pg, not yet told by its types. */
const pipeline = { pipeline: true } as pg.PoolConfig;

function pool(config: pg.PoolConfig, max: number, options: pg.PoolConfig = {}): pg.Pool {
  const made = new pg.Pool({ ...config, ...options, max, types, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle must not end the process; the next query gets a fresh one.
  made.on('error', () => {});
  made.on('connect', (client) => client.on('error', () => {}));
  return made;
}

/** The connection's stream, which gathers what is written between cork and uncork into one system call. */
const streamOf = (client: pg.PoolClient): Duplex => (client as unknown as { connection: { stream: Duplex } }).connection.stream;

/** What is asked before the event loop turns leaves in one write: the opening of a transaction with its first statement, and statements asked side by side. */
function gather(client: pg.PoolClient): void {
  const stream = streamOf(client);
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** A transaction that begins with its first statement; work that finds all it needs in memory costs no connection. */
class Running {
  readonly #pool: pg.Pool;
  readonly #begin: string;
  readonly #isPipelined: boolean;
  #opening: Promise<pg.PoolClient> | undefined;
  #begun: Promise<unknown> | undefined;
  #committing: Promise<pg.QueryResult> | undefined;
  #isClosed = false;

  constructor(pool: pg.Pool, begin: string) {
    this.#pool = pool;
    this.#begin = begin;
    this.#isPipelined = (pool.options as { pipeline?: boolean }).pipeline === true;
  }

  async query(statement: Statement): Promise<pg.QueryResult> {
    if (this.#isClosed) throw new Error(`a statement after the last one: ${statement.text.slice(0, 120)}`);
    const client = await this.#open();
    gather(client);
    return client.query(statement as pg.QueryConfig);
  }

  async last(statement: Statement): Promise<pg.QueryResult> {
    const asked = this.query(statement);
    this.#isClosed = true;
    const client = await this.#open();
    this.#committing = client.query('commit');
    this.#committing.catch(() => {}); // awaited by commit(); the statement's own error comes first
    return asked;
  }

  #open(): Promise<pg.PoolClient> {
    this.#opening ??= this.#connect();
    return this.#opening;
  }

  /** With `pipeline` statements are sent without waiting for the answers of those before: the opening costs no way of its own. */
  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    gather(client);
    this.#begun = client.query(this.#begin);
    this.#begun.catch(() => {}); // awaited by commit(); a failure meanwhile must not end the process
    if (!this.#isPipelined) await this.#begun;
    return client;
  }

  /** After an error PostgreSQL refuses the rest of the transaction, and its commit is a rollback. */
  async commit(): Promise<void> {
    if (!this.#opening) return;
    const client = await this.#opening;
    await this.#begun;
    const { command } = await (this.#committing ?? client.query('commit'));
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    client.release();
  }

  /** A failed rollback means a broken connection: it is closed instead of reused. */
  async rollback(): Promise<void> {
    const client = await this.#opening?.catch(() => undefined);
    if (!client) return;
    const broken = await client.query('rollback').then(() => undefined, (error: Error) => error);
    client.release(broken);
  }
}

/** Statements of one turn of the event loop as one read-only transaction, sent in one write; nobody waits for its end. */
class Reading {
  readonly #pool: pg.Pool;
  readonly #begin: string;
  #turn: Promise<pg.PoolClient> | undefined;

  constructor(pool: pg.Pool, begin: string) {
    this.#pool = pool;
    this.#begin = begin;
  }

  async query(statement: Statement): Promise<pg.QueryResult> {
    const client = await (this.#turn ??= this.#connect());
    return client.query(statement as pg.QueryConfig);
  }

  last(statement: Statement): Promise<pg.QueryResult> {
    return this.query(statement);
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    const stream = streamOf(client);
    stream.cork();
    const sent = [client.query(this.#begin)];
    // Runs when everybody who waited for this connection has asked.
    process.nextTick(() => {
      this.#turn = undefined;
      sent.push(client.query('commit'));
      stream.uncork();
      // A failed end means a broken connection: it is closed instead of reused.
      Promise.all(sent).then(() => client.release(), (error: Error) => client.release(error));
    });
    return client;
  }
}

function txOf(running: Pick<Running, 'query' | 'last'>, isReadOnly = false): Tx {
  const tx: Tx = {
    many: async <Row>(statement: Statement) => (await running.query(statement)).rows as Row[],
    one: async <Row>(statement: Statement) => {
      const { rows } = await running.query(statement);
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text.slice(0, 120)}`);
      return rows[0] as Row;
    },
    maybe: async <Row>(statement: Statement) => (await running.query(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await running.query(statement)).rowCount ?? 0,
    last: async (statement) => (await (tx.inner > 0 ? running.query(statement) : running.last(statement))).rowCount ?? 0,
    isReadOnly,
    inner: 0,
  };
  return tx;
}

async function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const running = new Running(pool, begin);
  try {
    const result = await work(txOf(running));
    await running.commit();
    return result;
  } catch (error) {
    await running.rollback();
    throw error;
  }
}

export function openDatabase(urls: DatabaseUrls, sizes: { app?: number; owner?: number } = {}): Database {
  const appPool = pool(urls.app, sizes.app ?? 10, pipeline);
  const ownerPool = pool(urls.owner, sizes.owner ?? 6);
  const backgroundPool = pool(urls.owner, sizes.owner ?? 6, { options: '-c synchronous_commit=off' });
  const ingestPool = pool(urls.ingest, 2);
  const forgetting = openForgetting(urls.app);
  return {
    appPool,
    ownerPool,
    backgroundPool,
    ingestPool,
    forgetting,
    ingest: async <Row>(statement: Statement) => (await ingestPool.query(statement as pg.QueryConfig)).rows as Row[],
    inTenant: (instansi, work) => {
      // The literal goes into the text (Citus forwards `set local`, not set_config()), so it must be a uuid.
      if (!isUuid(instansi)) throw new Error('inTenant needs the uuid of an instansi');
      return transaction(appPool, `begin; set local app.instansi = '${instansi}'`, work);
    },
    readTenant: async (instansi, work) => {
      if (!isUuid(instansi)) throw new Error('readTenant needs the uuid of an instansi');
      return work(txOf(new Reading(appPool, `begin read only; set local app.instansi = '${instansi}'`), true));
    },
    outsideTenant: (work) => transaction(appPool, 'begin', work),
    lookUp: async <Row>(statement: Statement) => (await appPool.query(statement as pg.QueryConfig)).rows as Row[],
    asOwner: (work) => transaction(ownerPool, 'begin', work),
    inBackground: (work) => transaction(backgroundPool, 'begin', work),
    close: async () => {
      await Promise.all([appPool.end(), ownerPool.end(), backgroundPool.end(), ingestPool.end(), forgetting.close()]);
    },
  };
}
