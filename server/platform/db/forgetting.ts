import pg from 'pg';
import { sql, type Statement } from './sql.ts';

// Chapters: saying it · hearing it

const CHANNEL = 'pendopo_forget';

/** Says to every process of the installation, with the commit, that what it keeps in memory about something is no longer true. */
export const forget = (tx: { run(statement: Statement): Promise<number> }, topic: string, id: string): Promise<number> => tx.run(sql`select pg_notify(${CHANNEL}, ${`${topic} ${id}`})`);

/** What keeps things in memory asks this first: while nothing can be heard, nothing in memory may be believed. */
export interface Forgetting {
  /** Called for each id of the topic, and without an id when everything is to be forgotten: a connection was lost meanwhile. */
  on(topic: string, handler: (id: string | undefined) => void): void;
  /** Opens the connection at the first question. */
  isHeard(): boolean;
  close(): Promise<void>;
}

const BEAT_MS = 1000;
/** A connection that answers nothing this long is given up: with the beat before it well within the five seconds that are promised. */
const SILENCE_MS = 2500;

/** Listens on a connection of its own, which is tried out before it is believed and asked for a sign of life each second. */
export function openForgetting(config: pg.PoolConfig): Forgetting {
  const handlers = new Map<string, ((id: string | undefined) => void)[]>();
  let client: pg.Client | undefined;
  let isHeard = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let tries = 0;

  function lose(): void {
    isHeard = false;
    clearTimeout(timer);
    const lost = client;
    client = undefined;
    lost?.end().catch(() => {});
    for (const list of handlers.values()) for (const handler of list) handler(undefined);
    if (isClosed) return;
    tries += 1;
    timer = setTimeout(() => void connect(), Math.min(5000, 50 * 2 ** tries));
    timer.unref();
  }

  async function connect(): Promise<void> {
    const mine = new pg.Client({ ...config, connectionTimeoutMillis: 5000, keepAlive: true, application_name: 'pendopo-forgetting' } as pg.ClientConfig);
    client = mine;
    const proof = `proof ${process.pid}.${Math.random().toString(36).slice(2)}`;
    mine.on('error', () => client === mine && lose());
    mine.on('end', () => client === mine && lose());
    mine.on('notification', ({ payload = '' }) => {
      if (payload === proof) {
        isHeard = true;
        tries = 0;
        return;
      }
      const [topic, id] = payload.split(' ');
      for (const handler of handlers.get(topic!) ?? []) handler(id);
    });
    try {
      await mine.connect();
      // What a pooler in between swallows is never heard: then memory stays unused, and everything is asked as before.
      await mine.query(`listen ${CHANNEL}`);
      await mine.query('select pg_notify($1, $2)', [CHANNEL, proof]);
      if (client === mine) beat(mine);
    } catch {
      if (client === mine) lose();
    }
  }

  function beat(mine: pg.Client): void {
    timer = setTimeout(() => void ask(mine), BEAT_MS);
    timer.unref();
  }
  async function ask(mine: pg.Client): Promise<void> {
    const silence = setTimeout(() => client === mine && lose(), SILENCE_MS);
    try {
      await mine.query('select 1');
      if (client === mine) beat(mine);
    } catch {
      if (client === mine) lose();
    } finally {
      clearTimeout(silence);
    }
  }

  return {
    on: (topic, handler) => {
      handlers.set(topic, [...(handlers.get(topic) ?? []), handler]);
    },
    isHeard: () => {
      if (!client && !isClosed && tries === 0) void connect();
      return isHeard;
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      isHeard = false;
      await last?.end().catch(() => {});
    },
  };
}
