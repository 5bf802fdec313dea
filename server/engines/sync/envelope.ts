import { canonicalJson } from '../../platform/kernel/canonical-json.ts';

// Chapters: a command · what is signed · signing and checking. Browser-safe: the device and the server share this file.

/** What the server told the device last: its own time with a proof, and what the device's clock showed at that moment. */
export interface Contact {
  /** Server time, ISO 8601. */
  at: string;
  /** Keyed by the server over device and time: a device cannot invent a contact. */
  proof: string;
  /** Device clock at that moment, ISO 8601. A clock that is steadily wrong is told from one that was moved. */
  deviceTime: string;
}

/** Shape of what is signed, the latest that this house reads. A phone sends what it was built with, perhaps weeks ago. */
export const FORMAT = 1;

/** One command as it leaves a device. Made once, signed once, sent until it is answered. */
export interface Command {
  /** Absent: 1. */
  format?: typeof FORMAT;
  /** UUIDv7 made on the device. */
  id: string;
  device: string;
  /** 1, 2, 3 … on this device. */
  seq: number;
  /** Which handler it is for, `module.verb`. */
  kind: string;
  body: unknown;
  /** The holding under which it was made: a person with two posts decides in one of them. */
  holding: string;
  /** A command of the same device that must have been accepted first. */
  dependsOn?: string;
  deviceTime: string;
  /** Milliseconds since the last contact, by a clock that nobody sets. */
  monotonicMs: number;
  /** How much of it that clock did not run (app closed, device asleep) and was taken from the device's wall clock. */
  bridgedMs: number;
  contact: Contact;
  /** Digest of the command before it on this device, empty for the first. */
  previous: string;
  /** ECDSA P-256 with SHA-256 over `signedBytes`, 64 bytes as base64url. */
  signature: string;
}
export type Unsigned = Omit<Command, 'signature'>;

/** Public half of a device's key, as WebCrypto exports it. */
export interface DeviceKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

/** Largest body of one command as canonical JSON, in bytes; photographs travel as uploads, a command names them. */
export const MOST_BODY_BYTES = 32 * 1024;
/** Commands of one request. */
export const MOST_COMMANDS = 25;

/** What WebCrypto calls CryptoKey; named so that Node's types and a browser's agree. */
export type SigningKey = Parameters<typeof crypto.subtle.sign>[1];
export interface KeyPair {
  publicKey: SigningKey;
  privateKey: SigningKey;
}

const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNED = ['id', 'device', 'seq', 'kind', 'body', 'holding', 'dependsOn', 'deviceTime', 'monotonicMs', 'bridgedMs', 'contact', 'previous'] as const;

/** The same bytes on every machine: canonical JSON of everything but the signature, and of nothing else that came along. */
export function signedBytes(command: Unsigned): Uint8Array<ArrayBuffer> {
  const { at, proof, deviceTime } = command.contact;
  const signed = { ...Object.fromEntries(SIGNED.map((key) => [key, command[key]])), contact: { at, proof, deviceTime } };
  return new TextEncoder().encode(`pendopo-command-${command.format ?? 1} ${canonicalJson(signed)}`);
}

/** SHA-256 of the signed bytes as base64url: names a command in the chain and tells a replay from another body. */
export const digestOf = async (command: Unsigned): Promise<string> => toText(await crypto.subtle.digest('SHA-256', signedBytes(command)));

export const signCommand = async (key: SigningKey, command: Unsigned): Promise<Command> => ({ ...command, signature: toText(await crypto.subtle.sign(ALGORITHM, key, signedBytes(command))) });

/** False also for a key or a signature that is none. */
export async function isSignedBy(key: DeviceKey, command: Command): Promise<boolean> {
  try {
    const signature = fromText(command.signature);
    if (signature.length !== 64) return false;
    return await crypto.subtle.verify(ALGORITHM, await readKey(key), signature, signedBytes(command));
  } catch {
    return false;
  }
}

/** @throws DOMException when the point is not on the curve */
export const readKey = (key: DeviceKey): Promise<SigningKey> => crypto.subtle.importKey('jwk', { kty: key.kty, crv: key.crv, x: key.x, y: key.y, ext: true }, CURVE, true, ['verify']);

/** Its private half cannot leave the device's key store. */
export const makeKey = (): Promise<KeyPair> => crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);

function toText(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}
