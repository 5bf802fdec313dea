import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { doorCode, doorStep, doorText, readDoorSecret, readDoorText, whenShown } from './door-code.ts';

const secret = Buffer.alloc(32, 7);
const key = await readDoorSecret(secret.toString('base64url'));
const at = Date.parse('2026-11-23T00:12:10Z');

/** RFC 4226 with SHA-256, told a second time by Node's own HMAC. */
function told(step: number): string {
  const mac = createHmac('sha256', secret).update(Buffer.from(step.toString(16).padStart(16, '0'), 'hex')).digest();
  return String((mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

describe('the code of a door', () => {
  it('is the one that RFC 4226 gives', async () => {
    for (const step of [0, 1, 2 ** 33, doorStep(at)]) expect(await doorCode(key, step)).toBe(told(step));
  });
  it.each([[-95_000, undefined], [-60_000, -2], [-30_000, -1], [0, 0], [29_999, 1], [60_000, 2], [95_000, undefined]])('shown %i ms from the moment is %s steps away', async (away, steps) => {
    expect(await whenShown(key, await doorCode(key, doorStep(at + away)), at)).toBe(steps);
  });
  it('of another door is none', async () => {
    const other = await readDoorSecret(Buffer.alloc(32, 8).toString('base64url'));
    expect(await whenShown(other, await doorCode(key, doorStep(at)), at)).toBeUndefined();
  });
});

describe('what was scanned or typed', () => {
  it.each([
    ['12-483920', 12, '483920'], ['pendopo:12-483920', 12, '483920'], [' 12 483 920 ', 12, '483920'], ['12483920', 12, '483920'], ['1.483.920', 1, '483920'], ['9999-000001', 9999, '000001'],
  ])('%s', (text, door, code) => expect(readDoorText(text)).toEqual({ door, code }));
  it.each([['483920'], [''], ['0-483920'], ['12-48392'], ['12345-483920'], ['https://contoh.test/12-483920'], ['12-48392O']])('%j is none', (text) => expect(readDoorText(text)).toBeUndefined());
  it('is what the screen shows', () => expect(readDoorText(doorText(7, '004211'))).toEqual({ door: 7, code: '004211' }));
});
