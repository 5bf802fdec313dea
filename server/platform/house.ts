import type { Logger } from 'pino';
import type { Database } from './db/database.ts';
import type { Events } from './events/events.ts';
import type { FileStore } from './files/file-store.ts';
import type { Clock } from './kernel/clock.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings/settings.ts';

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
