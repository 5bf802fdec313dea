import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { openBytes, sealBytes } from './aes.ts';

// X25519 keys as 32 plain bytes; node:crypto wants them in DER, whose head is the same for all.
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex');
const KEY = 32;

export interface KeyPair {
  publicKey: Buffer;
  privateKey: Buffer;
}

const publicOf = (raw: Uint8Array): KeyObject => createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, raw]), format: 'der', type: 'spki' });
const privateOf = (raw: Uint8Array): KeyObject => createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, raw]), format: 'der', type: 'pkcs8' });
const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-KEY);

export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: rawPublic(publicKey), privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-KEY) };
}

/** The public half of a private key, to see whether the two belong together. */
export const publicKeyOf = (privateKey: Uint8Array): Buffer => rawPublic(createPublicKey(privateOf(privateKey)));

/** Bound to both public keys, so that a wrapping cannot be turned on another receiver. */
const sharedKey = (own: KeyObject, other: KeyObject, sender: Uint8Array, receiver: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey: own, publicKey: other }), Buffer.concat([sender, receiver]), 'pendopo/envelope', KEY));

/**
 * Wraps a key so that only the owner of `publicKey` opens it: a fresh X25519 pair, HKDF-SHA256, AES-256-GCM (the plan of
 * RFC 9180 HPKE in base mode). Needs no secret of the sender: whoever knows the public key can wrap.
 */
export function wrapTo(publicKey: Uint8Array, secret: Uint8Array, about: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const sender = rawPublic(once.publicKey);
  return Buffer.concat([sender, sealBytes(sharedKey(once.privateKey, publicOf(publicKey), sender, publicKey), secret, about)]);
}

/** Undefined when it was wrapped to somebody else, as something else, or a byte was changed. */
export function unwrap(privateKey: Uint8Array, wrapped: Uint8Array, about: string): Buffer | undefined {
  if (wrapped.length <= KEY) return undefined;
  const sender = wrapped.subarray(0, KEY);
  const own = privateOf(privateKey);
  try {
    return openBytes(sharedKey(own, publicOf(sender), sender, rawPublic(createPublicKey(own))), wrapped.subarray(KEY), about);
  } catch {
    // A changed sender's key may be a point that the curve refuses.
    return undefined;
  }
}
