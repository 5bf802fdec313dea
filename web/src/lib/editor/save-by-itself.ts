import { canonical } from '../../../../server/engines/prose/canonical.ts';
import { checkProse } from '../../../../server/engines/prose/check-prose.ts';
import { keep, newKeeper, type Keeper, type KeeperEvent, type Kept } from './keeper.ts';
import { findKept, forget, keepHere, setAside } from './on-this-device.ts';

export interface Saving {
  /** Takes POST `{ seq, body }`; see `web/src/lib/editor/README.md`. */
  address: string;
  /** Version of the body that the page shows. */
  seq: number;
  /** Which text this is, on this device: "naskah.<id>". */
  key: string;
  /** False for letters that must not lie readable in a browser. */
  onDevice?: boolean;
}

export interface SavesItself {
  feed(event: KeeperEvent): void;
  stop(): void;
}

/** Runs what `keeper.ts` decides: timers, the line, the device. `changed` draws; `show` puts a text into the editor. */
export function saveByItself({ address, seq, key, onDevice = true }: Saving, text: string, changed: (state: Keeper) => void, show: (text: string) => void): SavesItself {
  let state = newKeeper(seq, text);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => Date.now();

  function feed(event: KeeperEvent): void {
    const result = keep(state, event);
    state = result.state;
    changed(state);
    for (const act of result.acts) {
      if (act.do === 'keep') put(act.kept);
      else if (act.do === 'forget') forget(key);
      else if (act.do === 'set-aside') {
        if (onDevice) setAside(key, act.kept);
      } else if (act.do === 'show') show(act.text);
      else if (act.do === 'send') void send(act.seq, act.text);
      else {
        clearTimeout(timer);
        timer = setTimeout(() => feed({ did: 'waited', at: now() }), act.milliseconds);
      }
    }
  }
  const put = (kept: Kept) => feed(onDevice && keepHere(key, kept) ? { did: 'kept', at: kept.at } : { did: 'not-kept' });

  async function send(version: number, body: string): Promise<void> {
    feed(await answerOf(address, version, body));
  }
  const hurry = () => document.visibilityState === 'hidden' && feed({ did: 'hurry' });
  const online = () => feed({ did: 'hurry' });
  const leave = (event: BeforeUnloadEvent) => {
    feed({ did: 'hurry' });
    if (state.current !== state.saved && (state.deviceFailed || !onDevice)) event.preventDefault();
  };
  document.addEventListener('visibilitychange', hurry);
  window.addEventListener('online', online);
  window.addEventListener('beforeunload', leave);
  feed({ did: 'opened', kept: onDevice ? findKept(key, now()) : undefined });
  return {
    feed,
    stop() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hurry);
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leave);
    },
  };
}

/** Below this a browser still sends while the window closes. */
const GOES_ALONG = 60_000;
const PATIENCE = 20_000;

/** One try. 200 `{ seq }` took it; 409 `{ seq, body, by, at }` is somebody else's; other 4xx say why not; all else is the line. */
async function answerOf(address: string, seq: number, text: string): Promise<KeeperEvent> {
  try {
    const body = `{"seq":${seq},"body":${text}}`;
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body, keepalive: body.length < GOES_ALONG, signal: AbortSignal.timeout(PATIENCE) });
    const said = (await answer.json().catch(() => ({}))) as { seq?: unknown; body?: unknown; by?: string; at?: string; detail?: string; title?: string; message?: string };
    if (answer.ok && typeof said.seq === 'number') return { did: 'answered', seq: said.seq, at: Date.now() };
    if (answer.status === 409 && typeof said.seq === 'number') {
      const theirs = checkProse(said.body);
      if (theirs.ok) return { did: 'met', theirs: { seq: said.seq, text: canonical(theirs.value), by: said.by, at: said.at } };
    }
    const isTheirs = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
    return isTheirs ? { did: 'refused', sentence: said.detail ?? said.message ?? said.title ?? 'Server tidak menerima perubahan ini.' } : { did: 'lost-line' };
  } catch {
    return { did: 'lost-line' };
  }
}
