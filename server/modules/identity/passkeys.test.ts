import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIdentityHouse, PASSWORD } from './people.testing.ts';

const t = await createIdentityHouse();
const ORIGIN = 'https://ponorogo.test';
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();

/** Enough CBOR (RFC 8949) for a passkey: integers, byte and text strings, maps. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number) => (length < 24 ? Buffer.from([(major << 5) | length]) : length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]));
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])]);
  throw new TypeError('not in this small CBOR');
}

/** A device that answers as a browser would: one ES256 key, its person checked. */
class Device {
  readonly id = Buffer.from(Array.from({ length: 16 }, () => Math.floor(Math.random() * 256)));
  readonly key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  counter = 0;
  flags = 0x05; // present and verified

  clientData(type: string, challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
  authenticatorData(origin: string, attested?: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.counter);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([this.flags | (attested ? 0x40 : 0)]), counter, attested ?? Buffer.alloc(0)]);
  }
  create(challenge: string, origin = ORIGIN) {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' });
    const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x!, 'base64url')], [-3, Buffer.from(y!, 'base64url')]]));
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
    const attestationObject = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', this.authenticatorData(origin, attested)]]));
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: this.clientData('webauthn.create', challenge, origin).toString('base64url'), attestationObject: attestationObject.toString('base64url'), transports: ['internal'] } };
  }
  get(challenge: string, origin = ORIGIN) {
    const client = this.clientData('webauthn.get', challenge, origin);
    const data = this.authenticatorData(origin);
    const signature = createSign('sha256').update(Buffer.concat([data, sha256(client)])).sign(this.key.privateKey);
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } };
  }
}

interface Begun { id: string; options: { challenge: string; rpId?: string; rp?: { id: string } } }
const begin = async (token: string, origin = ORIGIN, password = PASSWORD) => await t.ask('POST', '/akun/saya/passkey/mulai', { token, body: { password, origin } });
const beginSignIn = async () => (await t.ask('POST', '/sesi/passkey/mulai', { body: { origin: ORIGIN } })).body as unknown as Begun;
const signIn = (id: string, response: object) => t.ask('POST', '/sesi/passkey', { body: { id, response } });

async function enrolled(duties?: string[]) {
  let token: string;
  let holding = '';
  if (duties) {
    const officer = await t.officer({ unit: await t.unit('Dinas'), duties });
    holding = officer.holding;
    token = await t.signInAs(officer.nip);
  } else ({ token } = await t.register());
  const device = new Device();
  const begun = (await begin(token)).body as unknown as Begun;
  expect(begun.options.rp?.id).toBe('ponorogo.test');
  expect(await t.ask('POST', '/akun/saya/passkey', { token, body: { id: begun.id, response: device.create(begun.options.challenge), label: 'HP' } })).toMatchObject({ status: 201 });
  return { token, device, holding };
}

describe('passkeys', () => {
  it('sign in a signer in one step: both factors at once', async () => {
    const { device, holding } = await enrolled(['signer']);
    const begun = await beginSignIn();
    const answer = await signIn(begun.id, device.get(begun.options.challenge));
    expect(answer.body).toMatchObject({ needs: null });
    const { token } = answer.body as unknown as { token: string };
    expect((await t.ask('GET', '/akun/saya', { token })).body).toMatchObject({ kind: 'officer', hat: { holdingId: holding }, secondFactor: { givenAt: expect.any(String) } });
  });

  it('answer each question once, in time, and only the question asked', async () => {
    const { device } = await enrolled();
    const begun = await beginSignIn();
    const response = device.get(begun.options.challenge);
    expect((await signIn(begun.id, response)).status).toBe(200);
    expect((await signIn(begun.id, response)).body.code).toBe('identity.passkey-wrong');
    const other = await beginSignIn();
    expect((await signIn(other.id, device.get(begun.options.challenge))).body.code).toBe('identity.passkey-wrong');
    const late = await beginSignIn();
    t.clock.advance(6 * 60_000);
    expect((await signIn(late.id, device.get(late.options.challenge))).body.code).toBe('identity.passkey-wrong');
  });

  it('are worth nothing from another address, another key, a copied device or an unchecked person', async () => {
    const { device } = await enrolled();
    const tryWith = async (make: (challenge: string) => object) => {
      const begun = await beginSignIn();
      return (await signIn(begun.id, make(begun.options.challenge))).body.code;
    };
    expect(await tryWith((c) => device.get(c, 'https://ponorogo.test.penipu.id'))).toBe('identity.passkey-wrong');
    const thief = new Device();
    expect(await tryWith((c) => thief.get(c))).toBe('identity.passkey-wrong');
    expect(await tryWith((c) => ({ ...thief.get(c), id: device.id.toString('base64url'), rawId: device.id.toString('base64url') }))).toBe('identity.passkey-wrong');
    expect(await tryWith((c) => { device.counter = 0; return device.get(c); })).toBe('identity.passkey-wrong');
    device.counter = 50;
    device.flags = 0x01;
    expect(await tryWith((c) => device.get(c))).toBe('identity.passkey-wrong');
    device.flags = 0x05;
    expect(await tryWith(() => ({ id: 5 }))).toBe('identity.passkey-wrong');
    expect(await tryWith((c) => device.get(c))).toBeUndefined();
  });

  it('are enrolled with the password, at our own address, by the one who asked', async () => {
    const a = await t.register();
    const b = await t.register();
    expect((await begin(a.token, ORIGIN, 'bukan sandinya')).body.code).toBe('identity.password-wrong');
    for (const origin of ['https://penipu.id', 'http://ponorogo.test', 'javascript:alert(1)', '', 'https://sumenep.test.penipu.id']) {
      expect((await begin(a.token, origin)).body.code, origin).toBe('identity.origin-unknown');
    }
    const begun = (await begin(a.token)).body as unknown as Begun;
    const device = new Device();
    const body = { id: begun.id, response: device.create(begun.options.challenge) };
    expect((await t.ask('POST', '/akun/saya/passkey', { token: b.token, body })).body.code).toBe('identity.passkey-wrong');
    expect((await t.ask('POST', '/akun/saya/passkey', { token: a.token, body })).status).toBe(201);
    // A device that is already somebody's is not enrolled again for another.
    const again = (await begin(b.token)).body as unknown as Begun;
    expect((await t.ask('POST', '/akun/saya/passkey', { token: b.token, body: { id: again.id, response: device.create(again.options.challenge) } })).body.code).toBe('identity.passkey-wrong');
  });

  it('make the password alone not enough, and are taken away only by their owner', async () => {
    const { token, device } = await enrolled();
    const keys = async (as: string) => ((await t.ask('GET', '/akun/saya', { token: as })).body as unknown as { secondFactor: { passkeys: { id: string; label: string }[] } }).secondFactor.passkeys;
    const [key] = await keys(token);
    expect(key).toMatchObject({ label: 'HP' });
    const thief = await enrolled();
    expect((await t.ask('DELETE', `/akun/saya/passkey/${key!.id}`, { token: thief.token })).status).toBe(404);
    expect((await t.ask('DELETE', `/akun/saya/passkey/${key!.id}`, { token })).status).toBe(200);
    const begun = await beginSignIn();
    expect((await signIn(begun.id, device.get(begun.options.challenge))).body.code).toBe('identity.passkey-wrong');
  });
});
