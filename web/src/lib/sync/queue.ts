import type { Answer } from '../../../../server/modules/sync/contract.ts';
import { askingOf, doneOf, isFull, keepAsking, keepWaiting, lineUp, refused, takenBy, withRoom } from './commands.ts';
import { Counter } from './counter.ts';
import { askDoor, askUnkept } from './own-door.ts';
import { forgetLetters, isShared, ownerCookie, rememberOwner } from './owner.ts';
import { sendPhotograph, sendPhotographs } from './photographs.ts';
import { codeOf, detailOf, post, type Reply } from './post.ts';
import { findKnown, register } from './registration.ts';
import { STARTING, type QueueState, type Who } from './state.ts';
import { commandsOf, countUnsent, keep, kept, read, write, type Device, type Label, type Queued, type Taken } from './store.ts';
import { alone, inOneTab } from './tabs.ts';

// The queue of a phone. Chapters: beginning · making · asking at a door of its own · sending · who this is · what a page is told

const MOST_AT_ONCE = 10;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300_000;
/** What was sent stays to be seen for a day after its answer, also when it waited for a week. */
const SEEN_MS = 86_400_000;
const FULL = 'Penyimpanan HP penuh, jadi jawaban server belum dapat dicatat. Hapus beberapa foto atau video; yang menunggu tetap aman dan tidak dihitung dua kali.';

/** True where a browser can sign and keep: over HTTPS, or on the machine itself. */
const isAble = (): boolean => Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);

export class Queue {
  #told: (state: QueueState) => void;
  /** Called when the server was reached and said who this is. */
  readonly #reached: (who: Who) => void;
  #state = STARTING;
  #device: Device | undefined;
  readonly #counter = new Counter();
  /** Answered on a full phone: shown until the page is closed. */
  #unkept: Queued[] = [];
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #channel = new BroadcastChannel('pendopo-sinkron');
  #enders: (() => void)[] = [];

  constructor(told: (state: QueueState) => void, reached: (who: Who) => void = () => {}) {
    this.#told = told;
    this.#reached = reached;
  }

  async start(): Promise<void> {
    if (!isAble()) return this.#tell({ link: 'unable' });
    if (isShared()) return this.#tell({ link: 'shared' });
    // A private window may have the door to a store and refuse to open it.
    try {
      await this.#load();
    } catch {
      return this.#tell({ link: 'unable' });
    }
    this.#listen(globalThis, 'online', () => void this.send());
    this.#listen(globalThis, 'offline', () => this.#tell({ link: 'offline' }));
    this.#listen(document, 'visibilitychange', () => void (document.hidden ? this.#counter.now(this.#account()) : this.send()));
    this.#channel.addEventListener('message', () => void this.#load());
    this.#counter.keep(this.#account, new Promise<void>((end) => this.#enders.push(end)));
    await this.send();
  }
  stop(): void {
    clearTimeout(this.#timer);
    for (const end of this.#enders) end();
    this.#channel.close();
  }

  /** Keeps a command on the phone and tries to send it. @returns its id @throws DOMException `QuotaExceededError` when the phone is full */
  async make(kind: string, body: unknown, label: Label): Promise<string> {
    // One after the other over all tabs: each hangs on the one before.
    const id = await this.#kept(() => alone(async () => {
      const [device, taken] = await this.#take(kind, body);
      await keepWaiting(device, taken, label);
      return taken.id;
    }));
    void this.send();
    return id;
  }
  /**
   * Kept on the phone before anything leaves it, then asked at its own door (`address`) under its own id. No answer, or a door that
   * says wait: it becomes a command of the same id, with the times of now, and waits with the others. Closed in between: the same at
   * the next opening. A full phone asks without keeping it, and shows the answer until it is closed. @returns its id
   * @throws DOMException `QuotaExceededError` when the phone is full and nobody answers
   */
  async ask(address: string, kind: string, body: object, label: Label): Promise<string> {
    let one: Queued | undefined;
    try {
      await this.#kept(() => alone(async () => {
        one = askingOf(...(await this.#take(kind, body)), label);
        await keepAsking(one);
      }));
    } catch (error) {
      const answered = one && isFull(error) && (await askUnkept(one, address));
      if (!answered) throw error;
      this.#unkept.push(answered);
      await this.#load();
      return answered.id;
    }
    const { id } = one!;
    void inOneTab(`tanya-${id}`, () => this.#askDoor(id, address)).catch(() => void this.send());
    return id;
  }
  async #kept<T>(work: () => Promise<T>): Promise<T> {
    const made = await work();
    void navigator.storage?.persist?.();
    this.#tries = 0;
    await this.#changed();
    return made;
  }
  /** Within `alone`. */
  async #take(kind: string, body: unknown): Promise<[Device, Taken]> {
    const holding = this.#state.who?.holding;
    if (!holding) throw new Error('nobody to make it for');
    const device = await this.#counter.beat(this.#account());
    if (!device || device.revoked) throw new Error('no device');
    return [device, takenBy(device, kind, body, holding)];
  }

  async #askDoor(id: string, address: string): Promise<void> {
    const came = await askDoor(id, address);
    if (came === 'gone') return;
    if (came === 'answered') {
      await this.#changed();
      this.#tell({ link: 'online', sentence: '' });
      return this.send();
    }
    await lineUp([id]);
    await this.#changed();
    if (came.reply?.retryAfter) this.#later({ link: 'online', sentence: detailOf(came.reply) }, came.reply.retryAfter);
    else if (came.reply || !navigator.onLine) await this.send();
    else this.#later({ link: 'offline' });
  }
  /** Of those that were being asked when the app was closed, or when the phone was full, nobody knows an answer. */
  async #recover(): Promise<void> {
    for (const { id, state } of this.#state.commands) if (state === 'asking') await inOneTab(`tanya-${id}`, () => lineUp([id]).then(() => this.#changed()));
  }

  /** A full phone sends it without keeping it. @throws DOMException `QuotaExceededError` when it is full and nobody takes it */
  async attach(id: string, blob: Blob, address: string): Promise<void> {
    const account = this.#account();
    if (!account) throw new Error('nobody to keep it for');
    const photo = { id, account, made: Date.now(), blob, address };
    try {
      await write({ photos: [photo] });
    } catch (error) {
      if (isFull(error) && ownerCookie() === account && (await sendPhotograph(photo).catch(() => undefined))?.status === 201) return;
      throw error;
    }
    this.#sendPhotographs();
  }
  #sendPhotographs(): void {
    const account = this.#account();
    if (account) void sendPhotographs(account).catch(() => {});
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
    await this.#recover().catch(() => {});
    if (!navigator.onLine) return this.#tell({ link: 'offline', retryAt: undefined });
    const isOurs = await inOneTab('kirim', async () => {
      try {
        let after: number | undefined = 0;
        while (after !== undefined) after = await this.#sendSome(after);
      } catch (error) {
        // Sent, perhaps, and the answer not kept: asked again under the same ids it is the same answer.
        this.#later(isFull(error) ? { link: 'online', sentence: FULL } : { link: 'offline' });
      }
    });
    // Another page, or this one, is at it: what was made meanwhile goes with the next round.
    if (!isOurs) this.#wait(FIRST_WAIT_MS);
  }

  /** Those behind a place of the chain. @returns the place behind which more may wait; undefined where the round is over */
  async #sendSome(after: number): Promise<number | undefined> {
    const device = this.#device;
    if (!device) return (await this.#find()) ? after : undefined;
    if (device.revoked) return void this.#tell({ link: 'online', revoked: true });
    // By their places: one that was asked at its own door first got its place after it was made.
    const all = (await commandsOf(device.account)).filter((one) => one.state === 'waiting' && one.device === device.id).toSorted((a, b) => a.seq - b.seq);
    const waiting = all.filter((one) => one.seq > after);
    const batch = waiting.slice(0, MOST_AT_ONCE);
    const reply = await post('/api/sinkron', { device: device.id, commands: batch.map(({ command }) => command!) });
    if (reply.status !== 200) return this.#refusedAtDoor(device, all, reply);
    const { contact, who, answers } = reply.body as { contact: { at: string; proof: string }; who: Who; answers: Answer[] };
    await this.#answered(device, contact, batch, answers);
    await this.#become(who);
    // What waits for another post, or for the server, holds nobody up behind it.
    if (waiting.length > batch.length) return batch.at(-1)!.seq;
    this.#roundOver((await commandsOf(device.account)).find((one) => one.state === 'waiting' && one.device === device.id && one.answer?.state === 'later')?.answer);
    return undefined;
  }
  #roundOver(later: Answer | undefined): void {
    this.#sendPhotographs();
    if (later) return this.#later({ link: 'online', sentence: later.sentence ?? '' });
    this.#tries = 0;
    this.#tell({ link: 'online', sentence: '', retryAt: undefined });
  }
  /** Of the whole sending, not of one command. @returns as `#sendSome` */
  async #refusedAtDoor(device: Device, waiting: Queued[], reply: Reply): Promise<number | undefined> {
    const code = codeOf(reply);
    if (reply.status === 401) this.#tell({ link: 'signed-out', sentence: detailOf(reply), retryAt: undefined });
    else if (code === 'sync.device-unknown') return (await this.#find(device)) ? 0 : undefined;
    else if (code === 'sync.device-revoked') await this.#revoked(device, waiting, detailOf(reply));
    else this.#later({ link: 'online', sentence: detailOf(reply) }, reply.retryAfter);
    return undefined;
  }

  async #answered(device: Device, contact: { at: string; proof: string }, batch: Queued[], answers: Answer[]): Promise<void> {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const changed = batch.flatMap((one): Queued[] => {
      const answer = byId.get(one.id);
      return !answer ? [] : answer.state === 'later' ? [{ ...one, answer }] : [{ ...one, state: answer.state, answer, ended: Date.now() }];
    });
    await alone(async () => {
      // Meanwhile another tab may have made one: place and digest are read again.
      const now = (await read('devices', device.account)) ?? device;
      const heard = { ...now, ...this.#counter.heard(contact) };
      const old = await doneOf(device.account, Date.now() - SEEN_MS);
      await withRoom(device.account, () => write({ devices: [heard], commands: changed }, { commands: old }));
      this.#device = heard;
    });
    await this.#changed();
  }

  /** Asked for by its owner after it was revoked. */
  async registerAgain(): Promise<void> {
    this.#device = undefined;
    this.#tell({ revoked: false, sentence: '' });
    await this.send();
  }
  /** Nobody is known, or somebody else has signed in. @returns true where it is known now who this is */
  async #find(except?: Device): Promise<boolean> {
    const known = await findKnown(except);
    if (known && 'id' in known) {
      this.#device = known;
      return true;
    }
    const found = known ?? (await register(this.#counter));
    if ('reply' in found) {
      if (found.reply.status === 401) this.#tell({ link: 'signed-out', sentence: detailOf(found.reply), retryAt: undefined });
      else this.#later({ link: 'online', sentence: detailOf(found.reply) }, found.reply.retryAfter);
      return false;
    }
    this.#device = found.device;
    await this.#become(found.who);
    return true;
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
  readonly #account = (): string | undefined => this.#state.who?.account;

  async #load(): Promise<void> {
    const owner = await kept<Who>('owner');
    // Signed out, or somebody else signed in, while this page was closed: what has names on it goes.
    if (owner && ownerCookie() !== owner.account) {
      await forgetLetters();
      this.#device = undefined;
      return this.#tell({ who: undefined, commands: [], unsent: await countUnsent() });
    }
    this.#device = owner ? await read('devices', owner.account) : undefined;
    this.#tell({ who: owner, commands: owner ? [...await commandsOf(owner.account), ...this.#unkept.filter((one) => one.account === owner.account)] : [], unsent: owner ? 0 : await countUnsent(), revoked: this.#device?.revoked === true, device: this.#device?.id, aheadMs: this.#device ? Date.parse(this.#device.contact.deviceTime) - Date.parse(this.#device.contact.at) : 0 });
  }
  async #changed(): Promise<void> {
    await this.#load();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
    this.#channel.postMessage('changed');
  }

  /** Twice as long each time, never all phones at once, never sooner than the server asks. */
  #later(change: Partial<QueueState>, retryAfter = 0): void {
    const wait = Math.max(retryAfter * 1000, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries)) * (1 + Math.random() / 2);
    this.#tries += 1;
    this.#wait(wait);
    this.#tell({ ...change, retryAt: Date.now() + wait });
  }
  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), milliseconds);
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
