import { createHmac, timingSafeEqual } from 'node:crypto';

// RFC 6238 over RFC 4226: HMAC-SHA-1, 30 seconds, 6 digits, as every authenticator application expects.
const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const totpStep = (moment: Date): number => Math.floor(moment.getTime() / 1000 / STEP_SECONDS);

/** The code of one step. Example: RFC 6238 appendix B, secret "12345678901234567890", 59 s, 8 digits: 94287082. */
export function totpCode(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
  const offset = digest[19]! & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The code at a moment, for demonstration accounts and tests. */
export const totpAt = (secret: string, moment: Date): string => totpCode(secret, totpStep(moment));

/**
 * The step that a code belongs to, one before or after now (a phone's clock runs ahead or behind), and after `lastStep`:
 * a code that was seen once is worth nothing. Undefined when it fits none.
 */
export function stepOfCode(secret: string, code: string, moment: Date, lastStep: number): number | undefined {
  const typed = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(typed)) return undefined;
  const now = totpStep(moment);
  return [now, now - 1, now + 1].find((step) => step > lastStep && timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(typed)));
}

export function encodeBase32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text;
}

/** @throws RangeError for a character outside RFC 4648's alphabet */
export function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase().replace(/[\s=-]/g, '')) {
    const digit = BASE32.indexOf(character);
    if (digit < 0) throw new RangeError('not base32');
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}

/** What the QR holds; the issuer is the institution, the account a masked name of the person. */
export const otpauthUri = (issuer: string, account: string, secret: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${account}`)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=${STEP_SECONDS}`;
