import { readDeviceTime, readPackedTime, type DeviceTime } from './device-time.ts';

export interface DevicePunch {
  /** Place in the body, from 1. */
  line: number;
  pin: string;
  time: DeviceTime;
  /** 0 in, 1 out, 2 to 5 breaks and overtime, 255 undefined: kept, never believed (many devices send one value for everything). */
  status: number | undefined;
  /** 0 password, 1 fingerprint, 4 card, 15 face, 25 palm. */
  verify: number | undefined;
  workCode: string;
}
export interface Unreadable {
  line: number;
  text: string;
  reason: 'no-pin' | 'no-time';
}
export interface Punches {
  punches: DevicePunch[];
  unreadable: Unreadable[];
}

/** A PIN as it is compared: without the zeros that some models put in front. */
export const pinOf = (text: string): string => text.trim().replace(/^0+(?=.)/, '').slice(0, 24);
const isPin = (pin: string): boolean => /^[A-Za-z0-9]{1,24}$/.test(pin) && pin !== '0';

const whole = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined);
// oxlint-disable-next-line no-control-regex
const shown = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f]/g, ' ').slice(0, 300);
export const linesOf = (body: string): { line: number; text: string }[] => body.split(/\r\n|\n|\r/).map((text, index) => ({ line: index + 1, text })).filter(({ text }) => text.trim() !== '');

function put(found: Punches, at: { line: number; text: string }, pin: string, time: DeviceTime | undefined, rest: Pick<DevicePunch, 'status' | 'verify' | 'workCode'>): void {
  if (!isPin(pin)) found.unreadable.push({ line: at.line, text: shown(at.text), reason: 'no-pin' });
  else if (!time) found.unreadable.push({ line: at.line, text: shown(at.text), reason: 'no-time' });
  else found.punches.push({ line: at.line, pin, time, ...rest });
}

/** Body of table ATTLOG: PIN, time, status, verify mode, work code, reserved; tabs between. Firmware that counts on spaces has the time in two words. */
export function readAttlog(body: string): Punches {
  const found: Punches = { punches: [], unreadable: [] };
  for (const at of linesOf(body)) {
    const cells = at.text.includes('\t') ? at.text.split('\t') : cellsBySpaces(at.text);
    const [pin = '', time = '', status, verify, workCode = ''] = cells.map((cell) => cell.trim());
    put(found, at, pinOf(pin), readDeviceTime(time), { status: whole(status), verify: whole(verify), workCode: workCode.slice(0, 20) });
  }
  return found;
}
function cellsBySpaces(text: string): string[] {
  const [pin = '', day = '', ...rest] = text.trim().split(/\s+/);
  return /^\d{4}[-/]/.test(day) ? [pin, `${day} ${rest[0] ?? ''}`, ...rest.slice(1)] : [pin, day, ...rest];
}

/** "key=value" between tabs, keys in small letters without `~`. */
export function valuesOf(text: string): Map<string, string> {
  return new Map(text.split('\t').flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at > 0 ? [[part.slice(0, at).trim().replace(/^~/, '').toLowerCase(), part.slice(at + 1).trim()]] : [];
  }));
}

/** Events below this are a person who was let in; from it on somebody was refused or a door did something [general knowledge, not verified]. */
const LET_IN_BELOW = 20;

/** Events of push v3 (`rtlog`, tabledata `transaction`): only those of a person who was recognised are punches, the others are dropped. */
export function readEvents(body: string): Punches {
  const found: Punches = { punches: [], unreadable: [] };
  for (const at of linesOf(body)) {
    const values = valuesOf(at.text.replace(/^\s*transaction\s+/i, ''));
    const pin = pinOf(values.get('pin') ?? '');
    const event = whole(values.get('event') ?? values.get('eventtype'));
    if (pin === '0' || pin === '' || (event !== undefined && event >= LET_IN_BELOW)) continue;
    const packed = values.get('time_second');
    put(found, at, pin, packed === undefined ? readDeviceTime(values.get('time') ?? '') : readPackedTime(packed), {
      status: whole(values.get('inoutstatus') ?? values.get('inoutstate')), verify: whole(values.get('verifytype') ?? values.get('verified')), workCode: '',
    });
  }
  return found;
}
