import type { Logger } from 'pino';
import type { Database } from './db/database.ts';
import type { FileStore } from './files/file-store.ts';
import type { Clock } from './kernel/clock.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings/settings.ts';

export interface Events {
  /** Called after a commit: the relay looks at the outbox at once instead of at its next tick. */
  wake(): void;
  start(): Promise<void>;
  /** Waits until the outbox is empty and no job is due; for tests and for seeding. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** What one running installation consists of, handed to every service by the context. */
export interface House {
  settings: Settings;
  clock: Clock;
  db: Database;
  files: FileStore;
  events: Events;
  secrets: Secrets;
  log: Logger;
  /** Parts that modules bring for later modules (ports), by name; set while the house is composed. */
  parts: Map<string, unknown>;
}

/** A part registered while composing; a missing one is a mistake of composition, not of a user. */
export function part<T>(house: House, name: string): T {
  if (!house.parts.has(name)) throw new Error(`part "${name}" was not registered`);
  return house.parts.get(name) as T;
}
