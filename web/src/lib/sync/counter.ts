import { beat, fresh } from './pulse.ts';
import { read, write, type Device } from './store.ts';
import { alone } from './tabs.ts';
import { uuidv7 } from './uuidv7.ts';

const EVERY_MS = 20_000;

/** Counts the time since the last contact for one page; the pages of a browser take turns (`pulse.ts` says how). */
export class Counter {
  readonly #page = uuidv7();
  /** What `performance.now()` showed at the last beat; undefined until there was one in this page. */
  #beaten: number | undefined;

  /** One page of the browser counts, until `end` is resolved; then the next one goes on. */
  keep(whose: () => string | undefined, end: Promise<void>): void {
    void navigator.locks.request('pendopo-sinkron-detak', () => {
      const pulse = setInterval(() => void this.now(whose()), EVERY_MS);
      return end.finally(() => clearInterval(pulse));
    });
  }
  now = (account: string | undefined): Promise<unknown> => alone(() => this.beat(account));

  /** Within `alone`. A full phone keeps the older pulse; the next beat fills the hole. */
  async beat(account: string | undefined): Promise<Device | undefined> {
    const device = account === undefined ? undefined : await read('devices', account);
    if (!device) return undefined;
    const now = performance.now();
    const beaten = { ...device, pulse: beat(device.pulse, Date.now(), this.#page, this.#beaten === undefined ? undefined : now - this.#beaten) };
    this.#beaten = now;
    await write({ devices: [beaten] }).catch(() => {});
    return beaten;
  }

  /** The server was heard of: a device leans on this moment until the next. */
  heard(contact: { at: string; proof: string }): Pick<Device, 'contact' | 'pulse'> {
    const wall = Date.now();
    this.#beaten = performance.now();
    return { contact: { ...contact, deviceTime: new Date(wall).toISOString() }, pulse: fresh(wall, this.#page) };
  }
}
