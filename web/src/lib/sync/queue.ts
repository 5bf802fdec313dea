import { digestOf, makeKey, signCommand, type Unsigned } from '../../../../server/engines/sync/envelope.ts';
import type { Answer } from '../../../../server/modules/sync/contract.ts';
import { beat, fresh } from './pulse.ts';
import { commandsOf, devices, keep, kept, photosOf, read, write, type Device, type Label, type Queued, type Taken } from './store.ts';

// The queue of a phone. Chapters: what a page is told · making · asking at a door of its own · sending · who this is · the tabs of one browser

export type Link = 'starting' | 'online' | 'offline' | 'signed-out' | 'unable' | 'shared';
export interface Who {
  account: string;
  name: string;
  holding?: string;
  title?: string;
}
export interface QueueState {
  link: Link;
  who: Who | undefined;
  commands: Queued[];
  /** Something the person should know: the device was revoked, the server says wait. */
  sentence: string;
  revoked: boolean;
  /** Moment of the next try, when one is planned. */
  retryAt: number | undefined;
  /** By how much this phone's clock was ahead of the server's when they last spoke; milliseconds. */
  aheadMs: number;
  /** Id under which the server knows this browser. */
  device: string | undefined;
}

const MOST_AT_ONCE = 10;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300_000;
const PULSE_MS = 20_000;
/** Who stands at the door with the phone in hand waits no longer; the queue goes on trying. */
const DOOR_MS = 8000;
/** What was sent stays to be seen for a day. */
const SEEN_MS = 86_400_000;

/** True where a browser can sign and keep: over HTTPS, or on the machine itself. */
export const isAble = (): boolean => Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);

export class Queue {
  #told: (state: QueueState) => void;
  #state: QueueState = { link: 'starting', who: undefined, commands: [], sentence: '', revoked: false, retryAt: undefined, aheadMs: 0, device: undefined };
  #device: Device | undefined;
  readonly #page = uuidv7();
  /** What `performance.now()` showed at the last beat; undefined until there was one in this page. */
  #beaten: number | undefined;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #channel = new BroadcastChannel('pendopo-sinkron');
  #enders: (() => void)[] = [];
  /** Called when the server was reached and said who this is. */
  readonly #reached: (who: Who) => void;

  constructor(told: (state: QueueState) => void, reached: (who: Who) => void = () => {}) {
    this.#told = told;
    this.#reached = reached;
  }

  async start(): Promise<void> {
    if (!isAble()) return this.#tell({ link: 'unable' });
    if (ownerCookie() === SHARED) return this.#tell({ link: 'shared' });
    this.#listen(globalThis, 'online', () => void this.send());
    this.#listen(globalThis, 'offline', () => this.#tell({ link: 'offline' }));
    this.#listen(document, 'visibilitychange', () => void (document.hidden ? this.#pulse() : this.send()));
    this.#channel.addEventListener('message', () => void this.#load());
    this.#keepPulse();
    await this.#load();
    await this.#recover();
    await this.send();
  }
  stop(): void {
    clearTimeout(this.#timer);
    for (const end of this.#enders) end();
    this.#channel.close();
  }

  /** Keeps a command on the phone and tries to send it. @throws DOMException `QuotaExceededError` when the phone is full */
  async make(kind: string, body: unknown, label: Label): Promise<void> {
    // One after the other over all tabs: each hangs on the one before.
    await alone(async () => {
      const [device, taken] = await this.#take(kind, body);
      const { queued, after } = await inChain(device, { id: taken.id, account: device.account, device: device.id, seq: 0, version: 2, made: Date.now(), label, state: 'waiting' }, taken);
      await write({ commands: [queued], devices: [after] });
    });
    void navigator.storage?.persist?.();
    this.#tries = 0;
    await this.#changed();
    void this.send();
  }
  /**
   * Kept on the phone before anything leaves it, then asked at its own door (`address`) under its own id. No answer, or a door that
   * says wait: it becomes a command of the same id, with the times of now, and waits with the others. Closed in between: the same at
   * the next opening. @returns its id @throws DOMException `QuotaExceededError` when the phone is full
   */
  async ask(address: string, kind: string, body: object, label: Label): Promise<string> {
    const id = await alone(async () => {
      const [device, taken] = await this.#take(kind, body);
      const queued: Queued = { id: taken.id, account: device.account, device: device.id, seq: 0, version: 2, made: Date.now(), label, taken, state: 'asking' };
      // What was answered and what can be fetched again makes room.
      await write({ commands: [queued] }).catch(async (error: DOMException) => {
        if (error.name !== 'QuotaExceededError') throw error;
        const done = (await commandsOf(device.account)).filter(({ state }) => state === 'accepted' || state === 'marked');
        await write({ commands: [] }, { commands: done.map((one) => one.id), kept: ['pocket'] });
        await write({ commands: [queued] });
      });
      return taken.id;
    });
    void navigator.storage?.persist?.();
    this.#tries = 0;
    await this.#changed();
    void navigator.locks.request(`pendopo-sinkron-tanya-${id}`, () => this.#askDoor(id, address)).catch(() => void this.send());
    return id;
  }
  /** What it carries to its place in the chain; the clocks are read now. Within `alone`. */
  async #take(kind: string, body: unknown): Promise<[Device, Taken]> {
    const holding = this.#state.who?.holding;
    if (!holding) throw new Error('nobody to make it for');
    const device = await this.#beat();
    if (!device || device.revoked) throw new Error('no device');
    const { monotonicMs, bridgedMs } = device.pulse;
    return [device, { id: uuidv7(), device: device.id, kind, body, holding, deviceTime: new Date().toISOString(), monotonicMs, bridgedMs, contact: device.contact }];
  }

  async #askDoor(id: string, address: string): Promise<void> {
    const one = await read('commands', id);
    if (one?.state !== 'asking') return;
    const reply = navigator.onLine ? await post(address, { id, ...(one.taken!.body as object), device: one.device, at: one.taken!.deviceTime }, DOOR_MS).catch(() => undefined) : undefined;
    const answer = reply && answerOfDoor(id, reply);
    if (answer) {
      await write({ commands: [{ ...one, state: answer.state as 'accepted' | 'marked' | 'refused', answer }] });
      await this.#changed();
      this.#tell({ link: 'online', sentence: '' });
      return this.send();
    }
    await this.#line([id]);
    if (reply?.retryAfter) this.#later({ link: 'online', sentence: (reply.body as { detail?: string } | undefined)?.detail ?? '' }, reply.retryAfter);
    else if (reply || !navigator.onLine) await this.send();
    else this.#later({ link: 'offline' });
  }
  /** They get their places in the chain, in the order in which they were made. */
  async #line(ids: readonly string[]): Promise<void> {
    await alone(async () => {
      for (const id of ids) {
        const one = await read('commands', id);
        const device = one && (await read('devices', one.account));
        if (one?.state !== 'asking' || !device || device.id !== one.device) continue;
        const { queued, after } = await inChain(device, { ...one, state: 'waiting' }, one.taken!);
        await write({ commands: [queued], devices: [after] });
      }
    });
    await this.#changed();
  }
  /** Of those that were being asked when the app was closed nobody knows an answer. */
  async #recover(): Promise<void> {
    const asking = this.#state.commands.filter(({ state }) => state === 'asking');
    for (const { id } of asking) await navigator.locks.request(`pendopo-sinkron-tanya-${id}`, { ifAvailable: true }, (lock) => (lock ? this.#line([id]) : undefined));
  }
  /** Only what was refused: what waits is somebody's decision, what was sent is done. */
  async remove(id: string): Promise<void> {
    const one = await read('commands', id);
    if (one?.state !== 'refused') return;
    await write({}, { commands: [id] });
    await this.#changed();
  }

  /** Sends what waits, in its order, in one tab at a time; without anything to send it greets the server. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    if (!navigator.onLine) return this.#tell({ link: 'offline', retryAt: undefined });
    await navigator.locks.request('pendopo-sinkron-kirim', { ifAvailable: true }, async (lock) => {
      // Another page, or this one, is at it: what was made meanwhile goes with the next round.
      if (!lock) {
        this.#timer = setTimeout(() => void this.send(), FIRST_WAIT_MS);
        return;
      }
      try {
        let more = true;
        while (more) more = await this.#sendSome();
      } catch {
        this.#later({ link: 'offline' });
      }
    });
  }

  async #sendSome(): Promise<boolean> {
    const device = this.#device;
    if (!device) return this.#find();
    if (device.revoked) {
      this.#tell({ link: 'online', revoked: true });
      return false;
    }
    // By their places: one that was asked at its own door first got its place after it was made.
    const waiting = (await commandsOf(device.account)).filter((one) => one.state === 'waiting' && one.device === device.id).toSorted((a, b) => a.seq - b.seq);
    const batch = waiting.slice(0, MOST_AT_ONCE);
    const { status, body, retryAfter } = await post('/api/sinkron', { device: device.id, commands: batch.map(({ command }) => command!) });
    if (status === 200) {
      const { contact, who, answers } = body as { contact: { at: string; proof: string }; who: Who; answers: Answer[] };
      await this.#answered(device, contact, batch, answers);
      await this.#become(who);
      const isStuck = answers.some(({ state }) => state === 'later');
      this.#tries = isStuck ? this.#tries : 0;
      if (!isStuck) void this.#sendPhotos().catch(() => {});
      if (isStuck) this.#later({ link: 'online', sentence: answers.find(({ state }) => state === 'later')?.sentence ?? '' });
      else this.#tell({ link: 'online', sentence: '', retryAt: undefined });
      return !isStuck && waiting.length > batch.length;
    }
    const { code, detail = '' } = (body ?? {}) as { code?: string; detail?: string };
    if (status === 401) this.#tell({ link: 'signed-out', sentence: detail, retryAt: undefined });
    else if (code === 'sync.device-unknown') return this.#find(device);
    else if (code === 'sync.device-revoked') await this.#revoked(device, waiting, detail);
    else this.#later({ link: 'online', sentence: detail }, retryAfter);
    return false;
  }

  async #answered(device: Device, contact: { at: string; proof: string }, batch: Queued[], answers: Answer[]): Promise<void> {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const changed = batch.flatMap((one): Queued[] => {
      const answer = byId.get(one.id);
      return !answer ? [] : answer.state === 'later' ? [{ ...one, answer }] : [{ ...one, state: answer.state, answer }];
    });
    const old = (await commandsOf(device.account)).filter((one) => (one.state === 'accepted' || one.state === 'marked') && Date.now() - one.made > SEEN_MS);
    await alone(async () => {
      // Meanwhile another tab may have made one: place and digest are read again.
      const now = (await read('devices', device.account)) ?? device;
      const wall = Date.now();
      this.#device = { ...now, contact: { ...contact, deviceTime: new Date(wall).toISOString() }, pulse: fresh(wall, this.#page) };
      this.#beaten = performance.now();
      await write({ devices: [this.#device], commands: changed }, { commands: old.map(({ id }) => id) });
    });
    await this.#changed();
  }

  /** Those whose command was taken, one by one; what is refused for good leaves the phone, the rest goes with a later round. */
  async #sendPhotos(): Promise<void> {
    const account = this.#device?.account;
    if (!account) return;
    await navigator.locks.request('pendopo-sinkron-foto', { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      for (const photo of await photosOf(account)) {
        const of = await read('commands', photo.id);
        if (of?.state === 'asking' || of?.state === 'waiting') continue;
        if (of && of.state !== 'refused') {
          const { status } = await post(photo.address, { id: photo.id, bytes: await base64(photo.blob) });
          if (status >= 500 || status === 429 || status === 401) return;
        }
        await write({}, { photos: [photo.id] });
      }
    });
  }
  /** @throws DOMException `QuotaExceededError` when the phone is full */
  async attach(id: string, blob: Blob, address: string): Promise<void> {
    const account = this.#state.who?.account;
    if (!account) throw new Error('nobody to keep it for');
    await write({ photos: [{ id, account, made: Date.now(), blob, address }] });
    void this.#sendPhotos().catch(() => {});
  }

  /** A key made here, its public half told to the server. */
  async #register(name = deviceName()): Promise<boolean> {
    const key = await makeKey();
    const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
    const id = uuidv7();
    const { status, body } = await post('/api/sinkron/perangkat', { id, name, key: { kty: 'EC', crv: 'P-256', x, y } });
    if (status !== 201) {
      const { detail = '' } = (body ?? {}) as { detail?: string };
      if (status === 401) this.#tell({ link: 'signed-out', sentence: detail });
      else this.#later({ link: 'online', sentence: detail });
      return false;
    }
    const { contact, who } = body as { contact: { at: string; proof: string }; who: Who };
    const wall = Date.now();
    this.#device = { account: who.account, id, name, key, seq: 0, previous: '', contact: { ...contact, deviceTime: new Date(wall).toISOString() }, pulse: fresh(wall, this.#page) };
    this.#beaten = performance.now();
    const lost = (await commandsOf(who.account)).filter(({ state }) => state === 'waiting' || state === 'asking');
    // Only the key that made them could send them.
    await alone(() => write({ devices: [this.#device!], commands: lost.map((one) => refused(one, 'sync.device-unknown', 'Dibuat dengan pendaftaran perangkat yang lama, jadi tidak dapat dikirim. Ulangi selagi terhubung.')) }));
    await this.#become(who);
    return true;
  }
  /** Asked for by its owner after it was revoked. */
  async registerAgain(): Promise<void> {
    this.#device = undefined;
    this.#tell({ revoked: false, sentence: '' });
    await this.send();
  }

  /** Nobody is known, or somebody else has signed in: is it one of those whom this browser knows? */
  async #find(except?: Device): Promise<boolean> {
    for (const other of await devices()) {
      if (other.account === except?.account || other.revoked) continue;
      const { status, body } = await post('/api/sinkron', { device: other.id, commands: [] });
      if (status === 401) {
        this.#tell({ link: 'signed-out', sentence: (body as { detail?: string } | undefined)?.detail ?? '', retryAt: undefined });
        return false;
      }
      if (status !== 200) continue;
      this.#device = other;
      return true;
    }
    return this.#register();
  }
  async #revoked(device: Device, waiting: Queued[], sentence: string): Promise<void> {
    await alone(() => write({ devices: [{ ...device, revoked: true }], commands: waiting.map((one) => refused(one, 'sync.device-revoked', sentence)) }));
    await this.#changed();
    this.#tell({ link: 'online', revoked: true, sentence, retryAt: undefined });
  }

  async #become(who: Who): Promise<void> {
    if ((await kept<Who>('owner'))?.account !== who.account) await forgetLetters();
    await keep('owner', who);
    rememberOwner(who.account);
    this.#tell({ who });
    await this.#changed();
    this.#reached(who);
  }

  async #load(): Promise<void> {
    const owner = await kept<Who>('owner');
    // Signed out, or somebody else signed in, while this page was closed: what has names on it goes.
    if (owner && ownerCookie() !== owner.account) {
      await forgetLetters();
      this.#device = undefined;
      return this.#tell({ who: undefined, commands: [] });
    }
    this.#device = owner ? await read('devices', owner.account) : undefined;
    this.#tell({ who: owner, commands: owner ? await commandsOf(owner.account) : [], revoked: this.#device?.revoked === true, device: this.#device?.id, aheadMs: this.#device ? Date.parse(this.#device.contact.deviceTime) - Date.parse(this.#device.contact.at) : 0 });
  }
  async #changed(): Promise<void> {
    await this.#load();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
    this.#channel.postMessage('changed');
  }

  /** One page of the browser counts; when it is closed the next one goes on. */
  #keepPulse(): void {
    const held = new Promise<void>((end) => this.#enders.push(end));
    void navigator.locks.request('pendopo-sinkron-detak', () => {
      const pulse = setInterval(() => void this.#pulse(), PULSE_MS);
      return held.finally(() => clearInterval(pulse));
    });
  }
  #pulse = (): Promise<unknown> => alone(() => this.#beat());
  /** Within `alone`. A full phone keeps the older pulse; the next beat fills the hole. */
  async #beat(): Promise<Device | undefined> {
    const owner = this.#state.who;
    const device = owner && (await read('devices', owner.account));
    if (!device) return undefined;
    const now = performance.now();
    const beaten = { ...device, pulse: beat(device.pulse, Date.now(), this.#page, this.#beaten === undefined ? undefined : now - this.#beaten) };
    this.#beaten = now;
    await write({ devices: [beaten] }).catch(() => {});
    return beaten;
  }

  /** Twice as long each time, never all phones at once, never sooner than the server asks. */
  #later(change: Partial<QueueState>, retryAfter = 0): void {
    const wait = Math.max(retryAfter * 1000, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries)) * (1 + Math.random() / 2);
    this.#tries += 1;
    this.#timer = setTimeout(() => void this.send(), wait);
    this.#tell({ ...change, retryAt: Date.now() + wait });
  }
  #tell(change: Partial<QueueState>): void {
    this.#state = { ...this.#state, ...change };
    this.#told(this.#state);
  }
  #listen(on: EventTarget, event: string, act: () => void): void {
    on.addEventListener(event, act);
    this.#enders.push(() => on.removeEventListener(event, act));
  }
}

/** Letters, names and the owner leave the phone; the commands that wait stay for whoever made them. */
export const forgetLetters = (): Promise<void> => write({}, { kept: ['owner', 'pocket', 'absen', 'laporan'] });

// The door for people takes this cookie away when somebody signs in or out; it names an account by its uuid and opens nothing.
const OWNER = 'pendopo_saku';
const rememberOwner = (account: string): void => {
  document.cookie = `${OWNER}=${account}; path=/; max-age=${30 * 86_400}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
};
const ownerCookie = (): string | undefined => document.cookie.split('; ').find((one) => one.startsWith(`${OWNER}=`))?.slice(OWNER.length + 1);
/** Set by the door on a computer that many use: there nothing is kept. */
const SHARED = 'bersama';

/** What makes and what counts goes one after the other, over all pages of this browser. */
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('pendopo-sinkron-buat', work) as Promise<T>;
const refused = (one: Queued, code: string, sentence: string): Queued => ({ ...one, state: 'refused', answer: { id: one.id, state: 'refused', marks: [], code, sentence } });

interface Reply {
  status: number;
  body: unknown;
  retryAfter: number;
}
async function post(url: string, body: unknown, patience = 30_000): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience) });
  return { status: response.status, body: await response.json().catch(() => undefined), retryAfter: Number(response.headers.get('retry-after')) || 0 };
}

/** What a door of its own says for good; undefined: it is asked again from the queue. */
function answerOfDoor(id: string, { status, body }: Reply): Answer | undefined {
  const { verdict, reasons = [], code, detail } = (body ?? {}) as { verdict?: string; reasons?: { code: string; text: string }[]; code?: string; detail?: string };
  if (status < 300 && verdict) return { id, state: verdict === 'marked' ? 'marked' : 'accepted', marks: reasons, result: body };
  const isPassing = status >= 500 || status < 400 || [401, 408, 425, 429].includes(status) || !code;
  return isPassing ? undefined : { id, state: 'refused', marks: [], code, sentence: detail };
}

/** Signed at the next place of its device's chain, with the device as it is after it. */
async function inChain(device: Device, one: Queued, taken: Taken): Promise<{ queued: Queued; after: Device }> {
  const unsigned: Unsigned = { ...taken, seq: device.seq + 1, previous: device.previous };
  const command = await signCommand(device.key.privateKey, unsigned);
  return { queued: { ...one, seq: command.seq, command }, after: { ...device, seq: command.seq, previous: await digestOf(unsigned) } };
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** RFC 9562, version 7. */
function uuidv7(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | 0x7000n | BigInt(bytes[6]! & 0x0f) << 8n | BigInt(bytes[7]!));
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function deviceName(): string {
  const agent = navigator.userAgent;
  return /Android/.test(agent) ? 'HP Android' : /iPhone|iPad/.test(agent) ? 'iPhone atau iPad' : /Windows/.test(agent) ? 'Komputer Windows' : /Mac OS/.test(agent) ? 'Mac' : 'Peramban ini';
}
