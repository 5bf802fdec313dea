import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const NONCE = 12;
const TAG = 16;
/** What sealing adds: version byte, nonce, tag. */
export const SEAL_BYTES = 1 + NONCE + TAG;

/** Keys of the installation, all derived from one master secret that lives outside database and repository. */
export interface Secrets {
  /** Keyed hash for look-ups of what must not be readable (NIK, tokens): 32 bytes. */
  hash(purpose: string, text: string): Buffer;
  /** AES-256-GCM: version byte, 12 bytes nonce, 16 bytes tag, then the text. */
  seal(purpose: string, text: string): Buffer;
  /** @throws Error when the bytes were altered or sealed under another secret */
  open(purpose: string, sealed: Uint8Array): string;
  /** The same for bytes. `about` is bound to them: what was sealed as one thing opens as no other. */
  sealBytes(purpose: string, bytes: Uint8Array, about: string): Buffer;
  /** @throws Error as `open` */
  openBytes(purpose: string, sealed: Uint8Array, about: string): Buffer;
  /** A 32-byte key for another engine (the local certificate authority). */
  derive(purpose: string): Buffer;
}

function secretsFrom(master: Buffer): Secrets {
  // Kept as key objects: making one costs five times the hash itself.
  const keys = new Map<string, KeyObject>();
  const keyFor = (purpose: string) => {
    let key = keys.get(purpose);
    if (!key) keys.set(purpose, (key = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `pendopo/${purpose}`, 32)))));
    return key;
  };
  const sealBytes: Secrets['sealBytes'] = (purpose, bytes, about) => {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), nonce);
    cipher.setAAD(Buffer.from(about, 'utf8'));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
  };
  const openBytes: Secrets['openBytes'] = (purpose, sealed, about) => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes[0] !== 1 || bytes.length < SEAL_BYTES) throw new Error('not sealed here');
    const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), bytes.subarray(1, 1 + NONCE));
    decipher.setAAD(Buffer.from(about, 'utf8'));
    decipher.setAuthTag(bytes.subarray(1 + NONCE, SEAL_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(SEAL_BYTES)), decipher.final()]);
  };
  return {
    hash: (purpose, text) => createHmac('sha256', keyFor(`hash/${purpose}`)).update(text).digest(),
    seal: (purpose, text) => sealBytes(purpose, Buffer.from(text, 'utf8'), ''),
    open: (purpose, sealed) => openBytes(purpose, sealed, '').toString('utf8'),
    sealBytes,
    openBytes,
    derive: (purpose) => keyFor(`derive/${purpose}`).export(),
  };
}

/** Reads the master secret, making it on the first start. The file is the one thing a backup must never lose. */
export function openSecrets(file: string, fromEnvironment?: string): Secrets {
  if (fromEnvironment) return secretsFrom(Buffer.from(fromEnvironment, 'base64url'));
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return secretsFrom(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url'));
}
