import type { Command, Contact, KeyPair, Unsigned } from '../../../../server/engines/sync/envelope.ts';
import type { Answer } from '../../../../server/modules/sync/contract.ts';

// What the phone keeps, in IndexedDB. Chapters: records · opening (and what an update of the app does) · reading and writing

/** This browser as one account knows it. Another account of the same browser has its own. */
export interface Device {
  account: string;
  id: string;
  name: string;
  /** The private half cannot be read out of it. */
  key: KeyPair;
  /** Place and digest of the last command made. */
  seq: number;
  previous: string;
  contact: Contact;
  pulse: Pulse;
  /** Revoked by its owner: it makes nothing any more, until it is registered anew. */
  revoked?: boolean;
}
/** Time since the last contact, and what the clocks showed when it was written down. */
export interface Pulse {
  monotonicMs: number;
  bridgedMs: number;
  wall: number;
  /** Which page counted: another one's clock began elsewhere. */
  page: string;
}
/** What people see of a command. */
export interface Label {
  title: string;
  detail: string;
  /** What it is about; one waits at a time. */
  about: string;
  href?: string;
}
export interface Queued {
  id: string;
  account: string;
  device: string;
  seq: number;
  /** Shape of this record; a later app reads an earlier one. 2: may be asked at its own door first, and then has no command. */
  version: 1 | 2;
  made: number;
  label: Label;
  command?: Command;
  /** Of one that is asked, or was, at its own door: all that its command would sign but its place, as it was when it was made. */
  taken?: Taken;
  /** `asking`: kept here, and on its way to its own door; without an answer it gets its place in the chain and waits. */
  state: 'asking' | 'waiting' | 'accepted' | 'marked' | 'refused';
  answer?: Answer;
  /** Answered for good at this moment of the phone's clock. */
  ended?: number;
}
export type Taken = Omit<Unsigned, 'seq' | 'previous'>;
/** A photograph that goes after what it belongs to, once that was taken. */
export interface Photo {
  /** Id of the command that it belongs to. */
  id: string;
  account: string;
  made: number;
  blob: Blob;
  /** Where it is posted to. */
  address: string;
}
interface Stores {
  devices: Device;
  commands: Queued;
  photos: Photo;
  /** By name: `owner`, and what was fetched for offline reading. */
  kept: { name: string; value: unknown };
}

const NAME = 'pendopo-sinkron';
/** Each number adds to what was there and deletes nothing: commands outlive an update of the app. */
const UPGRADES: ((db: IDBDatabase) => void)[] = [
  (db) => {
    db.createObjectStore('devices', { keyPath: 'account' });
    db.createObjectStore('commands', { keyPath: 'id' }).createIndex('account', 'account');
    db.createObjectStore('kept', { keyPath: 'name' });
  },
  (db) => void db.createObjectStore('photos', { keyPath: 'id' }),
];

let opening: Promise<IDBDatabase> | undefined;
function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((done, fail) => {
    const ask = (version?: number) => {
      const asked = indexedDB.open(NAME, version);
      asked.addEventListener('upgradeneeded', ({ oldVersion }) => UPGRADES.slice(oldVersion).forEach((upgrade) => upgrade(asked.result)));
      asked.addEventListener('success', () => {
        const forget = () => (opening = undefined);
        // A newer app in another tab goes first; this one opens again when it next asks.
        asked.result.addEventListener('versionchange', () => {
          asked.result.close();
          forget();
        });
        asked.result.addEventListener('close', forget);
        done(asked.result);
      });
      // A newer app was here: a tab that is open from before, or an update that was taken back. What this one knows is still there.
      asked.addEventListener('error', () => (version && asked.error!.name === 'VersionError' ? ask() : fail(asked.error)));
    };
    ask(UPGRADES.length);
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

const answerOf = <T>(asked: IDBRequest<T>): Promise<T> => new Promise((done, fail) => {
  asked.addEventListener('success', () => done(asked.result));
  asked.addEventListener('error', () => fail(asked.error));
});
const store = async (name: keyof Stores): Promise<IDBObjectStore> => (await open()).transaction(name).objectStore(name);

export const read = async <S extends keyof Stores>(name: S, key: string): Promise<Stores[S] | undefined> => answerOf((await store(name)).get(key));
export const photosOf = async (account: string): Promise<Photo[]> => (await answerOf<Photo[]>((await store('photos')).getAll())).filter((one) => one.account === account);
export const devices = async (): Promise<Device[]> => answerOf((await store('devices')).getAll());
/** In the order in which they were made. */
export const commandsOf = async (account: string): Promise<Queued[]> => (await answerOf<Queued[]>((await store('commands')).index('account').getAll(account))).sort((a, b) => a.made - b.made || a.seq - b.seq);
/** Of everybody who uses this browser. */
export const countUnsent = async (): Promise<number> => (await answerOf<Queued[]>((await store('commands')).getAll())).filter(({ state }) => state === 'asking' || state === 'waiting').length;

/** All or nothing, and on disk when it is done. @throws DOMException `QuotaExceededError` when the phone is full: what was there stays */
export async function write(changes: { [S in keyof Stores]?: Stores[S][] }, removed: { [S in keyof Stores]?: string[] } = {}): Promise<void> {
  const db = await open();
  const names = [...new Set([...Object.keys(changes), ...Object.keys(removed)])] as (keyof Stores)[];
  const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
  const ended = new Promise<void>((done, fail) => {
    transaction.addEventListener('complete', () => done());
    transaction.addEventListener('abort', () => fail(transaction.error));
  });
  try {
    for (const name of names) {
      for (const value of changes[name] ?? []) transaction.objectStore(name).put(value);
      for (const key of removed[name] ?? []) transaction.objectStore(name).delete(key);
    }
  } catch (error) {
    // Otherwise what was put before would stay without the rest.
    ended.catch(() => {});
    transaction.abort();
    throw error;
  }
  return ended;
}

export const keep = (name: string, value: unknown): Promise<void> => write({ kept: [{ name, value }] });
export const kept = async <T>(name: string): Promise<T | undefined> => (await read('kept', name))?.value as T | undefined;
