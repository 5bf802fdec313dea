/** A moment as the device wrote it. `key` is what tells two punches apart, whatever the zone is set to later. */
export interface DeviceTime {
  key: string;
  /** Milliseconds of the wall clock on the device, as if it stood in UTC; or of the moment itself (`absolute`). */
  at: number;
  absolute: boolean;
}

const two = (n: number): string => String(n).padStart(2, '0');
const keyOf = (at: number): string => {
  const d = new Date(at);
  return `${String(d.getUTCFullYear()).padStart(4, '0')}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
};

/** "2026-03-02 07:29:58" by the clock of the device, or seconds since 1970 ("1772411398"): some firmware sends these. A day that does not exist is none. */
export function readDeviceTime(text: string): DeviceTime | undefined {
  const trimmed = text.trim();
  if (/^\d{9,10}$/.test(trimmed)) return { key: `@${Number(trimmed)}`, at: Number(trimmed) * 1000, absolute: true };
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(trimmed);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(at);
  // Beyond its month or hour the date rolls over: such a text names no moment.
  if (made.getUTCFullYear() !== year || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day || made.getUTCHours() !== hour || made.getUTCMinutes() !== minute || made.getUTCSeconds() !== second) return undefined;
  return { key: keyOf(at), at, absolute: false };
}

/** Seconds as access-control models count them, every month with 31 days, from 2000 on: the device's own clock. */
export function readPackedTime(text: string): DeviceTime | undefined {
  if (!/^\d{1,10}$/.test(text.trim())) return undefined;
  let rest = Number(text);
  const take = (size: number): number => {
    const part = rest % size;
    rest = Math.floor(rest / size);
    return part;
  };
  const [second, minute, hour, day, month] = [take(60), take(60), take(24), take(31) + 1, take(12) + 1];
  return readDeviceTime(`${2000 + rest}-${month}-${day} ${hour}:${minute}:${second}`);
}

/** The moment that is meant, when the device's clock is set to `zoneMinutes` east of UTC and is to be put right by `correctionSeconds`. */
export const momentOf = (time: DeviceTime, zoneMinutes: number, correctionSeconds = 0): Date =>
  new Date(time.at - (time.absolute ? 0 : zoneMinutes * 60_000) + correctionSeconds * 1000);

/** The key of a stored punch as a time again. */
export const timeOfKey = (key: string): DeviceTime | undefined => readDeviceTime(key.startsWith('@') ? key.slice(1).padStart(9, '0') : key);
