import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Keys of the installation, all derived from one master secret that lives outside database and repository. */
export interface Secrets {
  /** Keyed hash for look-ups of what must not be readable (NIK, tokens): 32 bytes. */
  hash(purpose: string, text: string): Buffer;
  /** AES-256-GCM: version byte, 12 bytes nonce, 16 bytes tag, then the text. */
  seal(purpose: string, text: string): Buffer;
  /** @throws Error when the bytes were altered or sealed under another secret */
  open(purpose: string, sealed: Uint8Array): string;
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
  return {
    hash: (purpose, text) => createHmac('sha256', keyFor(`hash/${purpose}`)).update(text).digest(),
    seal: (purpose, text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
    },
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== 1 || bytes.length < 29) throw new Error('not a sealed text');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), bytes.subarray(1, 13));
      decipher.setAuthTag(bytes.subarray(13, 29));
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8');
    },
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
