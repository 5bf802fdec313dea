import { randomBytes, randomFillSync, randomInt } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

// Random bytes are taken in blocks: one system call for 256 ids instead of one each.
const pool = Buffer.allocUnsafe(16 * 256);
let taken = pool.length;

/** UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random. Sorts by time of making. */
export function uuidv7(at: number = Date.now()): string {
  if (taken + 10 > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUIntBE(at, 0, 6);
  pool.copy(bytes, 6, taken, taken + 10);
  taken += 10;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret for a cookie, link or token: `bytes` of randomness as base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** A short secret of digits that a person can type, for example the code on a receipt. */
export const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => randomInt(10)).join('');

// No 0/O, 1/I/L, U: read aloud and typed from paper without doubt.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A public code that cannot be guessed and tells a typing error: `length` characters, the last one a check. */
export function publicCode(length = 12): string {
  let body = '';
  for (let i = 0; i < length - 1; i++) body += ALPHABET[randomInt(ALPHABET.length)];
  return body + checkCharacter(body);
}

/** The check character: weighted sum over the alphabet's 30 characters, weights coprime to 30 by position. */
function checkCharacter(body: string): string {
  const weights = [1, 7, 11, 13, 17, 19, 23, 29];
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += ALPHABET.indexOf(body[i]!) * weights[i % weights.length]!;
  return ALPHABET[sum % ALPHABET.length]!;
}

/** True when the text could be a code of ours: right characters, right check. Case and separators do not matter. */
export function isPublicCode(text: string, length = 12): boolean {
  const code = normalizePublicCode(text);
  if (code.length !== length || [...code].some((c) => !ALPHABET.includes(c))) return false;
  return checkCharacter(code.slice(0, -1)) === code.at(-1);
}

export const normalizePublicCode = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');
