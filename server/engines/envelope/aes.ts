import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** First byte of what this engine sealed. What the installation's own secret sealed (`platform/secrets.ts`) begins with 1. */
export const ENVELOPE = 2;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;

export const newKey = (): Buffer => randomBytes(32);

/**
 * AES-256-GCM: version byte, 12 bytes nonce, 16 bytes tag, then the bytes. `about` says what they are ("number/part") and is
 * bound to them: a sealed note cannot be put in the place of a sealed answer.
 */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about, 'utf8'));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.from([ENVELOPE]), nonce, cipher.getAuthTag(), body]);
}

/** Undefined when a byte was changed, the key is another one, or the bytes were sealed as something else. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, about: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== ENVELOPE || bytes.length < HEAD) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE));
  decipher.setAAD(Buffer.from(about, 'utf8'));
  decipher.setAuthTag(bytes.subarray(1 + NONCE, HEAD));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD)), decipher.final()]);
  } catch {
    return undefined;
  }
}
