import type { Kept } from './keeper.ts';

/** Copies of unsent texts in this browser. Every answer may be "no": it may be full, or forbidden. */
const PLACE = 'pendopo.naskah.';
const ASIDE = '.lama';
/** Older copies are of no use and lie around on a shared computer. */
const DAYS = 7;

export function findKept(key: string, now: number): Kept | undefined {
  sweep(now);
  return read(PLACE + key);
}

/** The text that somebody set aside last; nothing that was written is thrown away by one tap. */
export const findAside = (key: string): Kept | undefined => read(PLACE + key + ASIDE);

export const keepHere = (key: string, kept: Kept): boolean => write(PLACE + key, kept);
export const setAside = (key: string, kept: Kept): boolean => write(PLACE + key + ASIDE, kept);
export const forget = (key: string): void => {
  try {
    localStorage.removeItem(PLACE + key);
  } catch {
    // What cannot be reached holds nothing of ours.
  }
};

function read(place: string): Kept | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Kept> | null;
    return found && typeof found.text === 'string' && typeof found.seq === 'number' && typeof found.at === 'number' ? (found as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function write(place: string, kept: Kept): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function sweep(now: number): void {
  try {
    const ours = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at)!).filter((name) => name.startsWith(PLACE));
    for (const name of ours) if (now - (read(name)?.at ?? 0) > DAYS * 86_400_000) localStorage.removeItem(name);
  } catch {
    // Forbidden storage has nothing to sweep.
  }
}
