// The rotating code of a screen at a door (reference of attendance, section 9: local proof). Browser-safe: screen and server share this file.

/** A code lives so long; whoever reads it off has as long again to send it. */
export const DOOR_STEP_MS = 30_000;
/** Clocks of screens without network drift, and people walk from the door: so many steps to either side are taken. */
export const DOOR_STEPS_AROUND = 2;

/** What WebCrypto calls CryptoKey, named so that Node's types and a browser's agree. */
export type DoorKey = Parameters<typeof crypto.subtle.sign>[1];

/** @param secret 32 bytes as base64url */
export const readDoorSecret = (secret: string): Promise<DoorKey> => crypto.subtle.importKey('raw', fromText(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

export const doorStep = (at: number): number => Math.floor(at / DOOR_STEP_MS);

/** Six digits: HMAC-SHA-256 over the number of the step, cut as RFC 4226, section 5.3 does. */
export async function doorCode(key: DoorKey, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.max(0, step)));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  return String((mac.getUint32(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** What the screen shows as QR and as text: number of the door, code of the moment. */
export const doorText = (door: number, code: string): string => `${door}-${code}`;

/** Reads what was scanned or typed: "12-483920", "12 483 920", "12483920" → door 12, code 483920; undefined for anything else. */
export function readDoorText(text: string): { door: number; code: string } | undefined {
  const match = /^\s*(?:pendopo:)?(\d{1,4}?)[\s.-]*(\d{3})[\s.-]?(\d{3})\s*$/i.exec(text);
  const door = Number(match?.[1]);
  return match && door > 0 ? { door, code: `${match[2]}${match[3]}` } : undefined;
}

/** The step around the moment at which the code was shown, in steps from it (0: just then); undefined: at none. */
export async function whenShown(key: DoorKey, code: string, at: number): Promise<number | undefined> {
  const now = doorStep(at);
  for (let away = 0; away <= DOOR_STEPS_AROUND; away += 1) {
    for (const step of away === 0 ? [0] : [-away, away]) if ((await doorCode(key, now + step)) === code) return step;
  }
  return undefined;
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}
