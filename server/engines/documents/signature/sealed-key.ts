import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/** A private key at rest: PKCS#8 under AES-256-GCM, the key derived from the master secret by scrypt. JSON-able. */
export interface SealedKey {
  format: 1;
  kdf: 'scrypt-32768-8-1';
  salt: string;
  iv: string;
  tag: string;
  data: string;
}

/** `purpose` is bound to the seal, so that one key cannot be put in the place of another. */
export async function sealKey(pkcs8: Uint8Array, masterSecret: string, purpose: string): Promise<SealedKey> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(masterSecret, salt), iv);
  cipher.setAAD(Buffer.from(purpose));
  const data = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return { format: 1, kdf: 'scrypt-32768-8-1', salt: text(salt), iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) };
}

/** Refuses `documents.key-does-not-open` for a wrong secret, another purpose or a changed seal alike. */
export async function openKey(sealed: SealedKey, masterSecret: string, purpose: string): Promise<Result<Buffer>> {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const key = await deriveKey(masterSecret, bytes(sealed.salt));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.iv), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes(sealed.tag));
    return ok(Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]));
  } catch {
    return refuse('documents.key-does-not-open');
  }
}

function deriveKey(masterSecret: string, salt: Buffer): Promise<Buffer> {
  if (masterSecret.length < 16) throw new Error('The master secret needs at least 16 characters');
  return new Promise((resolve, reject) =>
    scrypt(masterSecret, salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
