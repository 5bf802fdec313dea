/**
 * What keeps a text that is being written: it is saved by itself, stays on the device while the line is down, is offered again
 * after a crash, and meets a change by somebody else without losing either text. Pure: events in, state and things to do out.
 * Times are milliseconds; `text` is the canonical body, so that equal bodies are equal texts.
 */
export interface Keeper {
  /** Version at the server that the text is based on. */
  seq: number;
  /** What the server has of it. */
  saved: string;
  current: string;
  status: 'saved' | 'waiting' | 'sending' | 'offline' | 'conflict' | 'refused';
  sending?: string;
  savedAt?: number;
  /** When it was put on the device; absent when it could not or need not. */
  keptAt?: number;
  /** The device takes nothing (full, forbidden): said, because then a closed window loses the text. */
  deviceFailed?: boolean;
  tries: number;
  theirs?: Theirs;
  /** Why the server does not take it, in its own words. */
  sentence?: string;
  /** Found on the device when the page was opened. */
  found?: Kept;
}

export interface Theirs {
  seq: number;
  text: string;
  by?: string | undefined;
  at?: string | undefined;
}
export interface Kept {
  text: string;
  seq: number;
  at: number;
}

export type KeeperEvent =
  | { did: 'opened'; kept?: Kept | undefined }
  | { did: 'typed'; text: string; at: number }
  | { did: 'waited'; at: number }
  | { did: 'hurry' }
  | { did: 'answered'; seq: number; at: number }
  | { did: 'met'; theirs: Theirs }
  | { did: 'refused'; sentence: string }
  | { did: 'lost-line' }
  | { did: 'kept'; at: number }
  | { did: 'not-kept' }
  | { did: 'chose'; what: 'mine' | 'theirs' | 'restore' | 'discard'; at: number };

export type KeeperAct =
  | { do: 'keep'; kept: Kept }
  | { do: 'forget' }
  | { do: 'wait'; milliseconds: number }
  | { do: 'send'; seq: number; text: string }
  /** Put this text into the editor. */
  | { do: 'show'; text: string }
  /** A text that was set aside, kept under a name of its own. */
  | { do: 'set-aside'; kept: Kept };

/** Long enough for a sentence, short enough for a crash. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

export const newKeeper = (seq: number, text: string): Keeper => ({ seq, saved: text, current: text, status: 'saved', tries: 0 });

export const isUnsaved = (state: Keeper): boolean => state.current !== state.saved;

/** How long until the next try after `tries` that failed: 4, 8, 16, 32, then 60 seconds. */
export const pauseAfter = (tries: number): number => Math.min(LONGEST_PAUSE, PAUSE * 2 ** tries);

export function keep(state: Keeper, event: KeeperEvent): { state: Keeper; acts: KeeperAct[] } {
  switch (event.did) {
    case 'opened':
      return opened(state, event.kept);
    case 'typed':
      return typed(state, event.text, event.at);
    case 'hurry':
    case 'waited':
      return state.status === 'waiting' || state.status === 'offline' ? sent(state) : stay(state);
    case 'answered':
      return answered(state, event.seq, event.at);
    case 'met':
      return met(state, event.theirs);
    case 'refused':
      return { state: { ...without(state, 'sending'), status: 'refused', sentence: event.sentence }, acts: [] };
    case 'lost-line': {
      const tries = state.tries + 1;
      return { state: { ...without(state, 'sending'), status: 'offline', tries }, acts: [{ do: 'wait', milliseconds: pauseAfter(tries) }] };
    }
    case 'kept':
      return isUnsaved(state) ? stay({ ...state, keptAt: event.at, deviceFailed: false }) : stay(state);
    case 'not-kept':
      return stay({ ...without(state, 'keptAt'), deviceFailed: true });
    case 'chose':
      return chose(state, event.what, event.at);
  }
}

const stay = (state: Keeper) => ({ state, acts: [] as KeeperAct[] });

function without<Key extends keyof Keeper>(state: Keeper, ...keys: Key[]): Keeper {
  const rest = { ...state };
  for (const key of keys) delete rest[key];
  return rest;
}

/** A copy that the server has already is forgotten; any other is offered, never taken by itself. */
function opened(state: Keeper, kept: Kept | undefined) {
  if (!kept) return stay(state);
  return kept.text === state.current ? { state, acts: [{ do: 'forget' } as const] } : stay({ ...state, found: kept });
}

function typed(state: Keeper, text: string, at: number) {
  if (text === state.current) return stay(state);
  const next: Keeper = { ...state, current: text };
  // While an old copy waits for an answer it is not written over.
  const keeping: KeeperAct[] = state.found ? [] : [{ do: 'keep', kept: { text, seq: state.seq, at } }];
  if (state.status === 'conflict' || state.status === 'sending') return { state: next, acts: keeping };
  if (state.status === 'offline') return { state: next, acts: keeping };
  if (text === state.saved) return { state: { ...without(next, 'keptAt', 'sentence'), status: 'saved' as const }, acts: state.found ? [] : [{ do: 'forget' } as const] };
  return { state: { ...without(next, 'sentence'), status: 'waiting' as const }, acts: [...keeping, { do: 'wait', milliseconds: PAUSE } as const] };
}

function sent(state: Keeper) {
  if (!isUnsaved(state)) return { state: { ...without(state, 'keptAt'), status: 'saved' as const, tries: 0 }, acts: [{ do: 'forget' } as const] };
  return { state: { ...state, status: 'sending' as const, sending: state.current }, acts: [{ do: 'send', seq: state.seq, text: state.current } as const] };
}

function answered(state: Keeper, seq: number, at: number) {
  const saved = state.sending ?? state.saved;
  const next: Keeper = { ...without(state, 'sending', 'sentence', 'theirs'), seq, saved, savedAt: at, tries: 0, status: 'saved' };
  if (!isUnsaved(next)) return { state: without(next, 'keptAt'), acts: next.found ? [] : [{ do: 'forget' } as const] };
  // Typed while it travelled: the copy on the device now stands on the new version.
  return { state: { ...next, status: 'waiting' as const }, acts: [...(next.found ? [] : [{ do: 'keep', kept: { text: next.current, seq, at } } as const]), { do: 'wait', milliseconds: PAUSE } as const] };
}

/** The answer to a save got lost and it was sent again: what "they" wrote is what was sent. */
function met(state: Keeper, theirs: Theirs) {
  if (theirs.text === state.sending) return answered(state, theirs.seq, theirs.at ? Date.parse(theirs.at) : 0);
  if (theirs.text === state.current) return answered({ ...state, sending: state.current }, theirs.seq, theirs.at ? Date.parse(theirs.at) : 0);
  return stay({ ...without(state, 'sending'), status: 'conflict', theirs, tries: 0 });
}

function chose(state: Keeper, what: 'mine' | 'theirs' | 'restore' | 'discard', at: number): { state: Keeper; acts: KeeperAct[] } {
  if (state.status === 'conflict' && state.theirs) {
    const { theirs } = state;
    if (what === 'mine') return sent({ ...without(state, 'theirs'), seq: theirs.seq, saved: theirs.text, status: 'waiting' });
    if (what === 'theirs') {
      const taken: Keeper = { ...without(state, 'theirs', 'keptAt'), seq: theirs.seq, saved: theirs.text, current: theirs.text, status: 'saved' };
      return { state: taken, acts: [{ do: 'set-aside', kept: { text: state.current, seq: state.seq, at } }, { do: 'forget' }, { do: 'show', text: theirs.text }] };
    }
  }
  if (state.found && what === 'discard') {
    const { found } = state;
    return { state: without(state, 'found'), acts: [{ do: 'set-aside', kept: found }, isUnsaved(state) ? { do: 'keep', kept: { text: state.current, seq: state.seq, at } } : { do: 'forget' }] };
  }
  if (state.found && what === 'restore') {
    const { found } = state;
    const acts: KeeperAct[] = [{ do: 'show', text: found.text }, { do: 'keep', kept: { ...found, at } }];
    const restored: Keeper = { ...without(state, 'found'), current: found.text };
    // Somebody saved since: both texts are put side by side before one is written over.
    if (found.seq !== state.seq) return { state: { ...restored, status: 'conflict', theirs: { seq: state.seq, text: state.saved } }, acts };
    return { state: { ...restored, status: 'waiting' }, acts: [...acts, { do: 'wait', milliseconds: PAUSE }] };
  }
  return stay(state);
}

/** What stands beside the editor; `clock` writes a time as "10.42". */
export function toldOf(state: Keeper, clock: (at: number) => string): { text: string; tone: 'ok' | 'soon' | 'late' | 'plain' } {
  const here = state.deviceFailed ? 'belum tersimpan di mana pun; jangan tutup halaman ini' : 'tersimpan di perangkat ini';
  switch (state.status) {
    case 'saved':
      return state.savedAt ? { text: `Tersimpan ${clock(state.savedAt)}`, tone: 'ok' } : { text: 'Tersimpan', tone: 'plain' };
    case 'waiting':
      return { text: 'Ada perubahan, segera disimpan', tone: 'plain' };
    case 'sending':
      return { text: 'Menyimpan', tone: 'plain' };
    case 'offline':
      return { text: `Belum terkirim: ${here}`, tone: state.deviceFailed ? 'late' : 'soon' };
    case 'conflict':
      return { text: `Menunggu pilihan Anda: ${here}`, tone: 'soon' };
    case 'refused':
      return { text: `Belum tersimpan di server: ${here}`, tone: 'late' };
  }
}
