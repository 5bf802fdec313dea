import { hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { openBytes, sealBytes } from './aes.ts';

const SALT = 16;
/** log2 of scrypt's N: 2^16 with r = 8 takes 64 MB and some 0.2 s, which a guesser pays for each guess. Kept with the bytes, so that it may grow. */
const COST = 16;
const MOST_COST = 20;

const stretch = (words: string, salt: Uint8Array, cost: number): Promise<Buffer> =>
  new Promise((done, failed) => scrypt(words.normalize('NFKC'), salt, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 8 * 128 + 2 ** 20 }, (error, key) => (error ? failed(error) : done(key))));

/** Under a passphrase that a person remembers: cost byte, salt, then AES-256-GCM. */
export async function sealUnder(passphrase: string, secret: Uint8Array, about: string): Promise<Buffer> {
  const salt = randomBytes(SALT);
  return Buffer.concat([Buffer.from([COST]), salt, sealBytes(await stretch(passphrase, salt, COST), secret, about)]);
}

/** Undefined when the passphrase is another one or a byte was changed. */
export async function openUnder(passphrase: string, sealed: Uint8Array, about: string): Promise<Buffer | undefined> {
  const cost = sealed[0] ?? 0;
  if (cost < COST || cost > MOST_COST || sealed.length <= 1 + SALT) return undefined;
  return openBytes(await stretch(passphrase, sealed.subarray(1, 1 + SALT), cost), sealed.subarray(1 + SALT), about);
}

/** A code of the machine's own making. From 75 random bits on it needs no stretching; a short one (six digits) does. */
const LONG_CODE = 16;
export const codeKey = async (code: string, salt: Uint8Array): Promise<Buffer> =>
  code.length >= LONG_CODE ? Buffer.from(hkdfSync('sha256', code, salt, 'pendopo/envelope/code', 32)) : stretch(code, salt, COST);
