import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseProblem, openDatabaseServer } from '../launch/database.ts';
import { AlreadyRunning, takeInstanceLock } from '../launch/instance-lock.ts';
import { openDatabase, type Database, type DatabaseUrls } from '../platform/db/database.ts';
import { PostgresProblem } from '../platform/postgres/embedded.ts';
import { readSettings, SettingsProblem, type Settings } from '../platform/settings/settings.ts';
import { Usage, type CommandIo } from './command.ts';

/**
 * Runs `work` on the database of the installation: that of a running Pendopo is used and left running, otherwise it is
 * started for the command and stopped afterwards. Throws `Usage` with a sentence when there is no database to open.
 */
export const withDatabase = <T>(io: CommandIo, work: (db: Database, settings: Settings) => Promise<T>): Promise<T> =>
  withServer(io, async (settings, urls) => {
    const db = openDatabase(urls, { app: 2, owner: 2 });
    try {
      return await work(db, settings);
    } finally {
      await db.close();
    }
  });

/** The same for commands that compose the whole house on it. */
export async function withServer<T>(io: CommandIo, work: (settings: Settings, urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const closers: (() => Promise<unknown> | void)[] = [];
  try {
    const settings = readSettings(process.env);
    if (!settings.databaseUrl && !existsSync(join(settings.variable, 'db'))) {
      throw new Usage(`Belum ada data Pendopo di ${settings.variable}. Jalankan npm start lebih dahulu, atau tunjuk foldernya lewat PENDOPO_VAR.`);
    }
    const running = !settings.databaseUrl && isTaken(settings, closers);
    const server = await openDatabaseServer(settings, (sentence) => io.say(sentence));
    if (!running) closers.push(server.stop);
    return await work(settings, server.urls);
  } catch (error) {
    if (error instanceof SettingsProblem || error instanceof DatabaseProblem || error instanceof PostgresProblem) throw new Usage(error.message);
    throw error;
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Whether a Pendopo runs on this folder; if not, none can start on it while the command works. */
function isTaken(settings: Settings, closers: (() => void)[]): boolean {
  try {
    closers.push(takeInstanceLock(settings.variable, 'perintah pendopo'));
    return false;
  } catch (error) {
    if (error instanceof AlreadyRunning) return true;
    throw error;
  }
}
