/** What the phone says of where it is. */
export interface Fix {
  latitude: number;
  longitude: number;
  /** Metres, as the phone estimates it. */
  accuracy: number;
  /** By this phone's clock. */
  at: number;
}
/** `resting`: not asked for yet. `denied`: the person or the phone does not allow it. `lost`: none was found. */
export type Search = 'resting' | 'searching' | 'found' | 'denied' | 'lost' | 'unable';

/** An older fix is of where somebody was. */
export const FRESH_MS = 60_000;
/** What a satellite needs by a window. */
const PATIENCE_MS = 20_000;

/** Follows the phone until `stop`; the best of the last minute counts, not the last. */
export function followPosition(told: (search: Search, fix: Fix | undefined) => void): { stop(): void } {
  if (!('geolocation' in navigator) || !globalThis.isSecureContext) {
    told('unable', undefined);
    return { stop: () => {} };
  }
  let best: Fix | undefined;
  told('searching', undefined);
  const watch = navigator.geolocation.watchPosition(
    ({ coords: { latitude, longitude, accuracy } }) => {
      const fix = { latitude, longitude, accuracy: Math.round(accuracy), at: Date.now() };
      if (!best || fix.at - best.at > FRESH_MS / 2 || fix.accuracy <= best.accuracy) best = fix;
      told('found', best);
    },
    ({ code }) => {
      if (code === 1) told('denied', undefined);
      else if (!best || Date.now() - best.at > FRESH_MS) told('lost', undefined);
    },
    { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 5000 },
  );
  return { stop: () => navigator.geolocation.clearWatch(watch) };
}

/** Whether it may be read without asking the person first. */
export const isAllowed = async (): Promise<boolean> => (await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined))?.state === 'granted';
